"""An answer about bringing something back, as somebody may take it along."""

from __future__ import annotations

from datetime import date
from typing import Final

from models.values import Message, Money
from models.values.answer_papers import AnsweredReasons, PolicyAnswered
from models.values.exception_papers import Paragraph
from models.values.papers import KeptPart
from tests.receipts.papers import a_head

ANSWER: Final = PolicyAnswered(
    head=a_head(number="", language="en"),
    about="Blender Miyako BL-152",
    sku="ELK-00152",
    bought_on="2026-11-22",
    policy=12,
    answers=(
        AnsweredReasons(
            reasons=("changed-mind", "wrong-size", "gift"),
            condition="as-new",
            answer="accept",
            last_day="2026-12-06",
            refund=332_500,
            kept=(KeptPart(name="restocking", amount=17_500),),
            ways=("original", "store-credit"),
            said=(Message("in-window", {"day": 0, "days": 14}),),
        ),
        AnsweredReasons(
            reasons=("faulty",),
            condition="opened",
            answer="override",
            refund=350_000,
            ways=("original",),
            said=(
                Message("remedy-first", {"remedy": "repair"}),
                Message("limit-line", {"most": Money(300_000), "amount": Money(350_000)}),
            ),
            instead=(Message("repair-until", {"until": date(2027, 11, 22)}),),
        ),
        AnsweredReasons(
            reasons=("not-as-described",),
            condition="opened",
            answer="refuse",
            said=(Message("never-taken"),),
            instead=(
                Message("exchange"),
                Message("appeal", {"text": "No return, no exchange."}),
            ),
        ),
    ),
    paragraphs=(
        Paragraph(
            policy=12,
            number=3,
            text={"en": "Electronics: no return, no exchange.", "id": "Elektronik: 14 hari."},
            when=(),
            terms=(("window", Message("days", {"count": 14})),),
        ),
    ),
)

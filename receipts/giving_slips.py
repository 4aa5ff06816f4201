"""Slips of money without goods, made from the snapshot that was stored with their number."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from models.values import Currency, Money, Quantity
from receipts.document import Align, Document, Gap, Item, Line, Pair, Rule, Size
from receipts.giving_sentences import CORRECTION_REASONS, GOODWILL_REASONS
from receipts.language import NO_BREAK, Language
from receipts.letterhead import copy_mark, number_codes, paper_foot, shop_head
from receipts.sentences import TENDERS, word
from receipts.slips import policies

if TYPE_CHECKING:
    from models.values.giving_papers import CorrectionSlip, GoodwillSlip
    from receipts.document import Block


def correction_slip(slip: CorrectionSlip, copy: int = 0) -> Document:
    """The slip in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or days cannot be read.
    """
    language = _language(slip)
    serial = language.say("Serial {serial}", serial=slip.serial) if slip.serial else ""
    tax: list[Block] = []
    if slip.tax:
        label = language.say("Tax contained")
        tax = [Pair(label, language.amount(Money(slip.tax)), size=Size.SMALL)]
    return Document(
        language.say("Correction {number}", number=slip.head.number),
        language.code,
        (
            *shop_head(slip.head, language),
            *copy_mark(copy, language),
            *_facts(slip, language.say("Price correction"), slip.sold_on, language),
            Rule(),
            Item(
                f"{language.quantity(Quantity(slip.quantity))} ×",
                slip.description,
                language.amount(Money(slip.before)),
                (
                    " · ".join(part for part in (slip.sku, serial) if part),
                    word(language, CORRECTION_REASONS, slip.reason),
                ),
            ),
            Rule(),
            _given(language.say("Given back"), slip, language),
            *tax,
            Pair(language.say("It costs now"), language.amount(Money(slip.after))),
            Rule(),
            *_payment(slip, language),
            *_foot(slip, language.say("The goods stay with you."), language),
        ),
    )


def goodwill_slip(slip: GoodwillSlip, copy: int = 0) -> Document:
    """As :func:`correction_slip`."""
    language = _language(slip)
    about: list[Block] = [Line(slip.about)] if slip.about else []
    return Document(
        language.say("Goodwill {number}", number=slip.head.number),
        language.code,
        (
            *shop_head(slip.head, language),
            *copy_mark(copy, language),
            *_facts(slip, language.say("Goodwill"), "", language),
            Rule(),
            *about,
            Line(word(language, GOODWILL_REASONS, slip.reason)),
            Rule(),
            _given(language.say("From us to you"), slip, language),
            Rule(),
            *_payment(slip, language),
            *_foot(slip, language.say("We are sorry, and want to make it good."), language),
        ),
    )


def _language(slip: CorrectionSlip | GoodwillSlip) -> Language:
    head = slip.head
    return Language.of(head.language, Currency(head.currency, head.digits))


def _facts(
    slip: CorrectionSlip | GoodwillSlip, title: str, sold_on: str, language: Language
) -> list[Block]:
    head = slip.head
    pairs = [
        (language.say("Date"), language.moment(datetime.fromisoformat(head.printed_at))),
        (language.say("Register"), head.register),
        (language.say("Clerk"), head.clerk),
        (language.say("Approved by"), slip.approver),
        (language.say("Sale"), slip.sale_number),
        (
            language.say("Sold on"),
            language.day(date.fromisoformat(sold_on)) if sold_on else "",
        ),
        (language.say("Customer"), slip.customer),
    ]
    return [
        Pair(title, head.number, strong=True),
        *(Pair(label, fact, size=Size.SMALL) for label, fact in pairs if fact),
    ]


def _given(label: str, slip: CorrectionSlip | GoodwillSlip, language: Language) -> Pair:
    amount = language.money(Money(slip.amount))
    return Pair(label, amount, strong=True, figure_size=Size.LARGE)


def _payment(slip: CorrectionSlip | GoodwillSlip, language: Language) -> list[Block]:
    blocks: list[Block] = []
    if slip.cash_rounding:
        step = language.amount(Money(slip.cash_rounding))
        blocks.append(Pair(language.say("Cash rounding"), step))
    for out in slip.paid_out:
        label = out.label.replace(" ", NO_BREAK)
        name = f"{word(language, TENDERS, out.kind)} {label}".strip()
        blocks.append(Pair(name, language.money(Money(out.amount))))
    return blocks


def _foot(slip: CorrectionSlip | GoodwillSlip, closing: str, language: Language) -> list[Block]:
    thanks = language.say("Thank you, and see you again soon.")
    return [
        Gap(),
        Line(closing, Align.CENTRE),
        Line(thanks, Align.CENTRE, size=Size.SMALL),
        *(Line(text, Align.CENTRE, size=Size.SMALL) for text in policies(slip, language)),
        *number_codes(slip.head.number),
        *paper_foot(slip.head, language),
    ]

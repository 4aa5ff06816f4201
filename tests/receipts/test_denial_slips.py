"""The paper of a denial: friendly, complete, and without a word that no paper may carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.values import Currency, Message, Money, Quantity
from models.values.codes import CureKind
from models.values.denial_papers import DenialSlip, DeniedLine
from models.values.exception_papers import Paragraph
from models.values.forbidden import forbidden_words
from receipts import text
from receipts.denial_slips import HELPS, TO_CUSTOMERS, denial_slip, help_words
from receipts.document import QR, Barcode, Item, Line, Pair
from receipts.findings import FINDINGS
from receipts.language import LANGUAGES, Language
from receipts.papers import document_of
from receipts.policy_phrases import PHRASES
from receipts.sentences import said
from tests.receipts.papers import a_head

GOLDEN = Path(__file__).parents[1] / "golden"
UNTIL = date(2026, 12, 5)
KETTLE = DeniedLine(
    description="Kettle Miyako BL-152",
    sku="ELK-00152",
    serial="88213",
    quantity=1000,
    reason="changed-mind",
    condition="opened",
    answer="refuse",
    against=(
        Message("late", {"days": 3, "window": 14, "last_day": date(2026, 11, 19)}),
        Message("condition-not-accepted", {"condition": "opened"}),
    ),
    instead=(
        Message("exchange-until", {"until": UNTIL}),
        Message("repair"),
        Message("appeal", {"text": "Write to our head office within 30 days: 0800 123 456."}),
    ),
    cures=(Message("capture", {"what": "id"}),),
)
CHEESE = DeniedLine(
    description="Keju Edam, sold by weight",
    sku="MKN-00007",
    quantity=750,
    reason="changed-mind",
    condition="sealed",
    answer="override",
    against=(Message("decided-by-manager"),),
    instead=(Message("store-credit", {"amount": Money(42_500)}), Message("approval")),
)
TOWEL = DeniedLine(
    description="Handuk mandi katun 70×140",
    sku="RMH-00417",
    quantity=2000,
    reason="changed-mind",
    condition="as-new",
    answer="accept",
)
SLIP = DenialSlip(
    head=a_head(number="D2-000031", language="en"),
    asked="return",
    sale_id=7,
    sale_number="0412-0093",
    sold_on="2026-11-05",
    customer="Budi Santoso",
    lines=(KETTLE, CHEESE, TOWEL),
    paragraphs=(
        Paragraph(
            policy=12,
            number=3,
            text={"en": "Electronics come back within 14 days.", "id": "Elektronik: 14 hari."},
            when=(),
            terms=(("window", Message("days", {"count": 14})),),
        ),
    ),
    policy=12,
    clauses=((12, 1), (12, 3)),
)


def printed(slip: DenialSlip) -> str:
    return " ".join(line.strip() for line in text.lines(denial_slip(slip)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_reads_like_an_answer(language: str) -> None:
    golden = GOLDEN / f"denial-slip.{language}.txt"
    slip = replace(SLIP, head=a_head(number="D2-000031", language=language))
    assert text.lines(denial_slip(slip)) == golden.read_text("utf-8").splitlines()


def test_a_stored_snapshot_makes_the_same_paper() -> None:
    assert DenialSlip.from_json(SLIP.to_json()) == SLIP


def test_its_codes_are_its_number_and_a_reprint_is_marked() -> None:
    again = document_of(SLIP, copy=2)
    codes = [block.data for block in again.blocks if isinstance(block, Barcode | QR)]
    assert codes == ["D2-000031", "D2-000031"]
    assert "COPY 2" in [block.text for block in again.blocks if isinstance(block, Line)]


def test_what_is_alike_for_all_goods_is_said_once() -> None:
    slip = replace(SLIP, lines=(KETTLE, replace(KETTLE, description="Pan")))
    assert printed(slip).count("• An exchange until") == 1
    assert printed(SLIP).count("• An exchange until") == 1
    assert "Keju Edam, sold by weight • Store credit of Rp 42.500" in printed(SLIP).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_where_nothing_else_is_possible_somebody_looks_at_it_again() -> None:
    slip = replace(SLIP, lines=(replace(KETTLE, instead=(), cures=()),), paragraphs=())
    said = printed(slip)
    assert "What we can do for you" not in said.replace("what we can do for you", "")
    assert "Ask for a manager" in said


def test_an_exchange_and_goods_without_a_receipt() -> None:
    slip = replace(
        SLIP,
        asked="exchange",
        goes_out=("Teapot",),
        sale_number="",
        sold_on="",
        customer="",
    )
    assert "You asked for an exchange" in printed(slip)
    assert "Instead of it: Teapot" in printed(slip)
    assert "without a receipt" in printed(slip)
    assert "Customer" not in printed(slip)


def test_words_of_the_shop_that_may_not_be_printed_give_way_to_the_terms() -> None:
    wrong = replace(SLIP.paragraphs[0], text={"en": "No return, no exchange."})
    line = replace(KETTLE, instead=(Message("appeal", {"text": "Sorry, no refunds."}),))
    said = printed(replace(SLIP, paragraphs=(wrong,), lines=(line,)))
    assert not forbidden_words(said)
    assert "Policy 12, clause 3: Everything: 14 days." in said


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("finding", FINDINGS)
def test_no_finding_makes_a_paper_that_no_paper_may_be(finding: str, code: str) -> None:
    """Each on a paper of its own, block by block and as a whole."""
    facts = {
        "days": 3,
        "window": 14,
        "last_day": UNTIL,
        "reason": "faulty",
        "condition": "opened",
        "amount": Money(5),
        "most": Money(4),
        "asked": Quantity.of(2),
        "left": Quantity.of(1),
        "proof": "card",
        "remedy": "repair",
        "tender": "cash",
    }
    line = replace(KETTLE, against=(Message(finding, facts),))
    head = a_head(number="D2-000031", language=code)
    document = denial_slip(replace(SLIP, head=head, lines=(line,)))
    words = [
        " ".join([b.text] if isinstance(b, Line) else [b.label, b.figure])
        for b in document.blocks
        if isinstance(b, Line | Pair)
    ]
    words += [
        " ".join((b.description, *b.details)) for b in document.blocks if isinstance(b, Item)
    ]
    assert [each for each in (*words, *text.lines(document)) if forbidden_words(each)] == []
    assert not forbidden_words(" ".join(words))


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_phrase_of_a_policy_is_forbidden(code: str) -> None:
    language = Language.of(code, Currency("IDR", 0))
    phrases = [said(language, PHRASES, Message(phrase)) for phrase in PHRASES]
    assert [each for each in phrases if forbidden_words(each)] == []


def test_every_cure_that_the_customer_can_bring_about_has_words() -> None:
    english = Language.of("en", Currency("IDR", 0))
    told: dict[CureKind, tuple[dict[str, object], str]] = {
        CureKind.CAPTURE: ({"what": "id"}, "another look once this is there as well: ID"),
        CureKind.TENDER: (
            {"any_of": ("original", "cash")},
            "the money in another way: the way it was paid or cash",
        ),
        CureKind.EXCHANGE: ({"remedy": "exchange"}, "what comes first: exchange"),
        CureKind.REPAIR: ({}, "a repair"),
    }
    assert {kind.value for kind in told} | {"first"} == set(HELPS)
    for kind, (facts, words) in told.items():
        assert help_words(english, Message(kind.value, facts)) == words


def test_what_is_for_the_shop_alone_is_said_otherwise() -> None:
    assert set(TO_CUSTOMERS) <= set(FINDINGS)
    line = replace(KETTLE, against=(Message("returns-a-lot", {"days": 30}),))
    assert "Many returns" not in printed(replace(SLIP, lines=(line,)))
    assert "A manager takes a look at this." in printed(replace(SLIP, lines=(line,)))

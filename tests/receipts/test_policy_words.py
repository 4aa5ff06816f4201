"""A policy as a manager reads it, in plain words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from models.rules.clauses import Clause
from models.rules.conditions import Among, Between, Condition
from models.rules.facts import FACTS, OPTIONS, Sort
from models.rules.floor import weaknesses
from models.rules.laws import EU, INDONESIA, PHILIPPINES
from models.rules.plain import plain_condition, plain_term
from models.rules.policy import Policy
from models.rules.terms import (
    OPEN,
    PAID_BY,
    TERMS,
    Allowance,
    Fee,
    Inspection,
    Per,
    Receipted,
    Shape,
    Stage,
    Tier,
    Velocity,
)
from models.rules.windows import Start, Which, Window
from models.values import Currency, Message, Money
from models.values.codes import Capture, Decider, Obtained, Place, Proof, Remedy
from receipts.language import LANGUAGES, Language
from receipts.options import CAPTURES, DECIDERS, OBTAINED, PLACES, PROOFS, REMEDIES
from receipts.policy_names import FACT_NAMES, FAMILY_NAMES, TERM_NAMES
from receipts.policy_phrases import PHRASES, WEAKNESSES
from receipts.policy_words import clause_words, phrase, term_name
from receipts.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

RUPIAH = Currency("IDR", 0)
ENGLISH = Language.of("en", RUPIAH)
HALF = Decimal(50)
A_DAY = date(2026, 12, 26)


def among(fact: str, *words: str) -> Among:
    return Among(fact, frozenset(words))


def said(*when: Condition, language: Language = ENGLISH, **terms: Any) -> str:
    """A clause in words, its no-break spaces shown as plain ones; ``__`` stands for a dot."""
    named = [(name.replace("__", "."), value) for name, value in terms.items()]
    words = clause_words(
        language,
        [plain_condition(condition) for condition in when],
        [(name, plain_term(name, value)) for name, value in named],
    )
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_the_clause_of_the_issue() -> None:
    assert said(
        among("department", "electronics"),
        window=Window(days=14),
        fee__opened=Fee(percent=Decimal(15), waived=()),
        limit__case=Money(2_000_000),
    ) == ("Electronics: 14 days; opened box fee: 15%; above Rp 2.000.000 a manager decides.")


def test_a_clause_in_indonesian_and_filipino() -> None:
    clause: dict[str, Any] = {
        "window": Window(days=14),
        "exchange__window": Window(days=60),
        "capture__id": True,
    }
    when = among("condition", "opened", "used", "damaged")
    assert said(when, language=Language.of("id", RUPIAH), **clause) == (
        "Sudah dibuka, sudah dipakai, atau rusak: 14 hari; penukaran: 60 hari; "
        "perlu KTP/identitas."
    )
    assert said(when, language=Language.of("fil", Currency("PHP")), **clause) == (
        "Nabuksan na, nagamit na, o may sira: 14 araw; palit: 60 araw; kailangan ang ID."
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("window", Window(days=1), "1 day"),
        ("window", Window(until=date(2026, 12, 24)), "Until 24 Dec 2026"),
        (
            "window",
            Window(days=30, not_before=A_DAY),
            "30 days, earlier purchases count from 26 Dec 2026",
        ),
        (
            "window",
            Window(days=30, start=Start.DELIVERY, other=Window(until=A_DAY)),
            "30 days, from delivery, or until 26 Dec 2026 if that is later",
        ),
        ("window", Window(), "Not refunded"),
        (
            "late",
            (
                Stage(days=60, decider=Decider.MANAGER, lost=HALF),
                Stage(late=90, decider=Decider.NOBODY),
            ),
            "After that up to day 60: a manager decides, 50% of the price is kept, "
            "then 90 days more: not taken back",
        ),
        (
            "fee.opened",
            Fee(percent=Decimal("7.5"), most=Money(500_000)),
            "Opened box fee: 7,5%, at most Rp 500.000, not where it was our fault",
        ),
        (
            "fee.wrapping",
            Fee(flat=Money(5_000), per=Per.UNIT, waived=(among("tier", "gold"),)),
            "Wrapping fee: Rp 5.000 a unit, not for: gold customers",
        ),
        (
            "fee.restocking",
            Fee(percent=Decimal(20), tiers=(Tier(30, Decimal(10)),), waived=()),
            "Restocking fee: 10% up to day 30, then 20%",
        ),
        ("refund.to", "store-credit", "Store credit only"),
        ("refund.choices", frozenset({"cash", "cheque"}), "On request by cash or cheque"),
        ("refund.order", ("debit", "cash"), "Used up in this order: debit card, cash"),
        ("proof", frozenset({Proof.RECEIPT}), "Needs receipt"),
        ("capture.id", True, "ID is needed"),
        ("capture.photo", True, "Photo is needed"),
        (
            "velocity.often",
            Velocity(days=30, count=3, share=HALF),
            "Beyond 3 returns in 30 days or 50% of what was bought in 30 days: "
            "a manager decides",
        ),
        (
            "no_receipt.period",
            Allowance(count=2, value=Money(300_000), days=90),
            "Without a receipt at most 2 returns in 90 days, Rp 300.000 in 90 days",
        ),
        ("appeal", {"en": "ask for Sari", "id": "temui Sari"}, "Appeal: ask for Sari"),
        ("appeal", {"en": "Write to us."}, "Appeal: Write to us"),
    ],
)  # fmt: skip
def test_a_cell(name: str, value: Any, words: str) -> None:
    shown = phrase(ENGLISH, plain_term(name, value))
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (among("department", "electronics"), "Electronics"),
        (among("condition", "opened", "used", "damaged"), "Opened, used or damaged"),
        (
            Between("sold", date(2026, 11, 1).toordinal(), date(2026, 12, 25).toordinal()),
            "Sold 1 Nov 2026 – 25 Dec 2026",
        ),
        (Between("price", 500_001, None), "Price over Rp 500.000"),
        (Between("attribute.weight", None, 19_999), "Weight under 20"),
        (among("tier", "gold"), "Gold customers"),
        (among("attribute.size", "xl"), "Size: xl"),
        (among("proof", "none"), "With no receipt"),
        (among("tender", "credit", "debit"), "Paid by credit card or debit card"),
        (among("country", "id"), "In ID"),
    ],
)
def test_a_condition(condition: Condition, words: str) -> None:
    shown = phrase(ENGLISH, plain_condition(condition))
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == words


def test_a_clause_for_everything() -> None:
    assert said(window=Window(no_limit=True)) == "Everything: no time limit."


WINDOWS = (
    Window(no_limit=True),
    Window(hours=24),
    Window(months=3, to_working_day=True),
    Window(months=12, start=Start.DELIVERY),
    Window(
        days=30, not_before=A_DAY, other=Window(until=A_DAY), which=Which.EARLIER
    ),
    Window(days=1, other=Window(days=2)),
    Window(other=Window(days=2)),
    Window(),
)  # fmt: skip
VALUES: dict[Shape, tuple[Any, ...]] = {
    Shape.WINDOW: WINDOWS,
    Shape.STAGES: (
        (),
        tuple(
            Stage(days=30 if by is Decider.CLERK else None, late=5, decider=by, lost=HALF)
            for by in Decider
        ),
    ),
    Shape.FLAG: (True, False),
    Shape.FEE: tuple(
        Fee(percent=HALF, flat=Money(5), per=per, most=Money(9), tiers=tiers, waived=waived)
        for per in Per
        for tiers in ((), (Tier(5, HALF), Tier(None, HALF)), (Tier(5, HALF),))
        for waived in ((), (among("tier", "gold"),), Fee().waived)
    ),
    Shape.MONEY: (Money(5),),
    Shape.COUNT: (0, 1, 2),
    Shape.ALLOWANCE: (Allowance(days=30, count=1, value=Money(5)),),
    Shape.VELOCITY: tuple(
        Velocity(days=30, count=1, value=Money(5), share=HALF, receipt=r) for r in Receipted
    ),
    Shape.INSPECTION: (Inspection(days=3), Inspection(days=3, credit=True)),
    Shape.WORDS: ({"en": "ask"},),
}


def every_term() -> Iterator[Message]:
    own = {"capture": tuple(Capture), "refund.instead": PAID_BY}
    families = {
        f"{family}.{name}": term
        for family, term in OPEN.items()
        for name in own.get(family, ("opened",))
    }
    for name, term in {**TERMS, **families}.items():
        values: tuple[Any, ...] = VALUES.get(term.shape, ())
        if term.shape is Shape.OPTION:
            values = term.options
        elif term.shape is Shape.SOME:
            values = (frozenset(), frozenset(term.options), *({o} for o in term.options))
        elif term.shape is Shape.ORDER:
            values = ((), term.options)
        for value in (*values, term.default):
            yield plain_term(name, value)


def every_condition() -> Iterator[Message]:
    for fact in FACTS:
        name = "attribute.size" if fact.name == "attribute" else fact.name
        if fact.sort in {Sort.WORD, Sort.WORDS}:
            for word in OPTIONS.get(fact.name, ("word",)):
                yield plain_condition(among(name, word))
        elif fact.sort is Sort.FLAG:
            yield from (plain_condition(among(name, word)) for word in ("yes", "no"))
        else:
            for least, most in (
                (1, 5),
                (5, None),
                (None, 5),
                (5, 5),
                (101, 199),
                (10, 50),
                (None, None),
            ):
                yield plain_condition(Between(name, least, most))


def codes(message: Message) -> Iterator[str]:
    yield message.code
    for fact in message.facts.values():
        for one in fact if isinstance(fact, tuple) else (fact,):
            if isinstance(one, Message):
                yield from codes(one)


EVERYTHING = (*every_term(), *every_condition())


def test_every_phrase_is_said_and_none_is_missing() -> None:
    spoken = {code for message in EVERYTHING for code in codes(message)}
    assert spoken == set(PHRASES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_phrase_has_all_its_facts(code: str) -> None:
    language = Language.of(code, RUPIAH)
    unfit = {
        shown
        for message in EVERYTHING
        if not (shown := phrase(language, message)) or "{" in shown or "None" in shown
    }
    assert unfit == set()


@pytest.mark.parametrize("law", [INDONESIA, PHILIPPINES, EU], ids=lambda law: law.code)
def test_weaknesses_are_said_in_full(law: Any) -> None:
    terms = {
        "window": Window(),
        "defect.window": Window(),
        "defect.remedies": ("repair",),
        "defect.choice": "shop",
        "reasons": frozenset[str](),
        "fee.opened": Fee(percent=HALF, waived=()),
        "refund.to": "store-credit",
    }
    clause = Clause(number=1, terms=terms, text={"en": "No return, no exchange"})
    found = weaknesses(Policy(number=1, clauses=(clause,), law=law))
    assert len(found) >= 4
    for code in LANGUAGES:
        for weakness in found:
            words = sentence(Language.of(code, RUPIAH), weakness.message)
            assert words.endswith(".")
            assert "{" not in words
            assert "()" not in words
    assert {weakness.message.code for weakness in found} <= set(WEAKNESSES)


def test_every_name() -> None:
    assert set(TERM_NAMES) == set(TERMS)
    assert set(FAMILY_NAMES) == set(OPEN)
    assert set(FACT_NAMES) == {fact.name for fact in FACTS}
    assert set(CAPTURES) == set(Capture)
    assert set(DECIDERS) == set(Decider)
    assert set(PROOFS) == set(Proof)
    assert set(OBTAINED) == set(Obtained)
    assert set(PLACES) == set(Place)
    assert set(REMEDIES) == set(Remedy) | {"replace"}


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("window", "Refund within"),
        ("fee.opened", "Fee: opened box"),
        ("fee.wrapping", "Fee: wrapping"),
        ("capture.id", "Needed: ID"),
        ("refund.instead.cheque", "Refund instead of: cheque"),
        ("nothing.known", "nothing.known"),
    ],
)
def test_the_head_of_a_column(name: str, head: str) -> None:
    assert term_name(ENGLISH, name) == head

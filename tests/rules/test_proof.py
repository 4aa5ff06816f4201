"""What shows that it was bought here, and the limits of returns without it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from models.rules.facts import PastReturn
from models.rules.terms import Allowance
from models.values import Money
from models.values.codes import Answer, Capture, CureKind, Proof
from tests.rules.cases import SOLD_ON, codes, covers, found, judged, said, shop

ANYTHING = frozenset(Proof)


def past(days_ago: int, value: int = 100, receipted: bool = False) -> PastReturn:
    return PastReturn(on=SOLD_ON - timedelta(days_ago), value=Money(value), receipted=receipted)


@covers("proof")
@pytest.mark.parametrize(
    ("accepted", "shown", "codes"),
    [
        ({Proof.RECEIPT}, Proof.RECEIPT, []),
        ({Proof.RECEIPT}, Proof.CARD, ["proof-not-enough"]),
        ({Proof.RECEIPT, Proof.CARD}, Proof.CARD, []),
        (set(Proof) - {Proof.NONE}, Proof.NONE, ["proof-not-enough"]),
        (set(Proof), Proof.NONE, ["without-receipt"]),
    ],
)
def test_what_proves_the_purchase(accepted: set[Proof], shown: Proof, codes: list[str]) -> None:
    decision = judged(shop(proof=frozenset(accepted)), proof=shown)
    assert said(decision)[1] == codes
    if codes == ["proof-not-enough"]:
        finding = found(decision, "proof-not-enough")
        assert (finding.answer, finding.clause) == (Answer.REFUSE, 1)
        assert finding.message.facts == {"proof": shown}
        assert finding.cure is not None
        assert finding.cure.kind is CureKind.PROOF
        assert finding.cure.facts == {"any_of": tuple(sorted(accepted))}


def test_a_return_without_a_receipt_is_told_with_its_clause() -> None:
    finding = found(judged(shop(proof=ANYTHING), proof=Proof.NONE), "without-receipt")
    assert (finding.answer, finding.clause) == (Answer.ACCEPT, 1)


@covers("no_receipt.item")
@pytest.mark.parametrize(
    ("paid", "quantity", "proof", "codes"),
    [
        (1500, 1, Proof.NONE, ["without-receipt"]),
        (1503, 1, Proof.NONE, ["without-receipt", "no-receipt-item"]),
        (1500, 3, Proof.NONE, ["without-receipt"]),
        (1503, 3, Proof.NONE, ["without-receipt", "no-receipt-item"]),
        (1503, 1, Proof.RECEIPT, []),
        (1503, 0, Proof.NONE, ["quantity-missing", "without-receipt"]),
    ],
)
def test_the_worth_of_one_item_without_a_receipt(
    paid: int, quantity: int, proof: Proof, codes: list[str]
) -> None:
    terms = shop(proof=ANYTHING, no_receipt__item=Money(500))
    decision = judged(terms, paid=paid, quantity=quantity, proof=proof)
    assert said(decision)[1] == codes
    if "no-receipt-item" in codes:
        finding = found(decision, "no-receipt-item")
        assert (finding.answer, finding.clause) == (Answer.OVERRIDE, 1)
        assert finding.message.facts == {"amount": Money(501), "most": Money(500)}
        assert finding.cure is not None
        assert (finding.cure.kind, finding.cure.facts) == (
            CureKind.APPROVAL,
            {"rank": "manager"},
        )


@covers("no_receipt.period")
@pytest.mark.parametrize(
    ("allowance", "visit", "beyond"),
    [
        pytest.param({"count": 2}, {"returns": (past(1),)}, False, id="the-last-one"),
        pytest.param({"count": 2}, {"returns": (past(1), past(2))}, True, id="one-too-many"),
        pytest.param({"count": 1}, {"returns": (past(29),)}, True, id="30-days-with-today"),
        pytest.param({"count": 1}, {"returns": (past(30),)}, False, id="30-days-ago-is-out"),
        pytest.param(
            {"count": 1}, {"returns": (past(1, receipted=True),)}, False, id="with-a-receipt"
        ),
        pytest.param(
            {"value": Money(500)},
            {"returns": (past(1, 300),), "case_value": 200},
            False,
            id="exactly-the-sum",
        ),
        pytest.param(
            {"value": Money(500)},
            {"returns": (past(1, 300),), "case_value": 201},
            True,
            id="one-above-the-sum",
        ),
        pytest.param(
            {"value": Money(500)},
            {"returns": (past(30, 300),), "case_value": 500},
            False,
            id="the-sum-of-the-days-alone",
        ),
        pytest.param({}, {"returns": (past(1, 10**9),)}, False, id="no-limit-in-it"),
    ],
)
def test_how_often_without_a_receipt(
    allowance: dict[str, Any], visit: dict[str, Any], beyond: bool
) -> None:
    terms = shop(proof=ANYTHING, no_receipt__period=Allowance(days=30, **allowance))
    decision = judged(terms, proof=Proof.NONE, known=True, **visit)
    wanted = ["without-receipt", "no-receipt-period"] if beyond else ["without-receipt"]
    assert said(decision)[1] == wanted
    if beyond:
        finding = found(decision, "no-receipt-period")
        assert (finding.answer, finding.clause) == (Answer.OVERRIDE, 1)
        assert finding.message.facts == {"days": 30}
        assert finding.cure is not None


@covers("no_receipt.year")
@pytest.mark.parametrize(
    ("days_ago", "value", "case", "beyond"),
    [(364, 400, 100, False), (364, 400, 101, True), (365, 400, 101, False), (1, 501, 0, True)],
)
def test_how_much_a_year_without_a_receipt(
    days_ago: int, value: int, case: int, beyond: bool
) -> None:
    terms = shop(proof=ANYTHING, no_receipt__year=Money(500))
    decision = judged(
        terms, proof=Proof.NONE, known=True, returns=(past(days_ago, value),), case_value=case
    )
    assert ("no-receipt-year" in said(decision)[1]) is beyond
    if beyond:
        finding = found(decision, "no-receipt-year")
        assert (finding.answer, finding.clause) == (Answer.OVERRIDE, 1)
        assert finding.message.facts == {"amount": Money(501), "most": Money(500)}
        assert finding.cure is not None


def test_who_it_is_is_asked_for_once() -> None:
    terms = shop(proof=ANYTHING, no_receipt__year=Money(500), capture__customer=True)
    assert codes(judged(terms, proof=Proof.NONE)).count("needs-customer") == 1


@pytest.mark.parametrize(
    ("terms", "asked"),
    [
        ({"no_receipt__period": Allowance(days=30, count=9)}, True),
        ({"no_receipt__year": Money(500)}, True),
        ({"no_receipt__item": Money(500)}, False),
    ],
)
def test_limits_by_customer_need_to_know_who_it_is(terms: dict[str, Any], asked: bool) -> None:
    decision = judged(shop(proof=ANYTHING, **terms), proof=Proof.NONE)
    assert said(decision) == (
        ("ask", ["without-receipt", "needs-customer"])
        if asked
        else ("accept", ["without-receipt"])
    )
    if asked:
        finding = found(decision, "needs-customer")
        assert finding.clause == 1
        assert finding.cure is not None
        assert (finding.cure.kind, finding.cure.facts) == (
            CureKind.CAPTURE,
            {"what": Capture.CUSTOMER},
        )


@covers("no_receipt.lowest_price_days")
@pytest.mark.parametrize(
    ("lowest", "quantity", "proof", "gross"),
    [
        (Money(300), 1, Proof.NONE, 300),
        (Money(300), 2, Proof.NONE, 600),
        (Money(334), 1, Proof.NONE, 333),
        (None, 1, Proof.NONE, 333),
        (Money(300), 1, Proof.GIFT_RECEIPT, 333),
    ],
)
def test_never_more_than_the_lowest_price_of_late(
    lowest: Money | None, quantity: int, proof: Proof, gross: int
) -> None:
    """The price of so many days is looked up before; here it is what the rule is given."""
    terms = shop(proof=ANYTHING, no_receipt__lowest_price_days=90)
    decision = judged(terms, quantity=quantity, proof=proof, lowest_price=lowest)
    assert decision.gross == Money(gross)


def test_tax_shrinks_with_the_lowest_price() -> None:
    terms = shop(proof=ANYTHING)
    decision = judged(terms, quantity=3, tax=150, proof=Proof.NONE, lowest_price=Money(100))
    assert (decision.gross, decision.tax) == (Money(300), Money(45))

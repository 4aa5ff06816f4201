"""By which tenders the money of a line may go back, before any sum is known."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models.rules.conditions import Between
from models.rules.terms import Inspection, RefundWay
from models.rules.windows import Window
from models.values import Money, TenderKind
from models.values.codes import Answer, Capture, CureKind, Decider, Proof, RefundBy, Remedy
from tests.rules.cases import (
    NO_LIMIT,
    SOLD_ON,
    among,
    clause,
    covers,
    found,
    judged,
    policy,
    said,
    shop,
)

if TYPE_CHECKING:
    from models.rules.clauses import Clause

NOT_OFFERED = ["tender-not-offered", "tender-by-manager"]


@covers(
    "refund.to",
    "refund.choices",
    "refund.order",
    "refund.instead",
    "refund.cash_most",
    "refund.beyond",
    "refund.voucher_months",
)
@pytest.mark.parametrize(
    ("terms", "way"),
    [
        ({}, RefundWay()),
        ({"refund__to": "store-credit"}, RefundWay(to=RefundBy.STORE_CREDIT)),
        (
            {"refund__choices": frozenset({"cash", "transfer"})},
            RefundWay(choices=frozenset({RefundBy.CASH, RefundBy.TRANSFER})),
        ),
        (
            {"refund__order": ("gift-card", "cash")},
            RefundWay(order=(TenderKind.GIFT_CARD, TenderKind.CASH)),
        ),
        (
            {"refund__instead__debit": "cash", "refund__instead__cheque": "store-credit"},
            RefundWay(
                instead=(
                    (TenderKind.CHEQUE, RefundBy.STORE_CREDIT),
                    (TenderKind.DEBIT, RefundBy.CASH),
                )
            ),
        ),
        ({"refund__instead__debit": None}, RefundWay()),
        ({"refund__cash_most": Money(5000)}, RefundWay(cash_most=Money(5000))),
        ({"refund__beyond": "transfer"}, RefundWay(beyond=RefundBy.TRANSFER)),
        ({"refund__voucher_months": 6}, RefundWay(voucher_months=6)),
    ],
)
def test_the_way_of_the_money(terms: dict[str, Any], way: RefundWay) -> None:
    once = shop(**terms)
    assert judged(once).way == way
    assert judged(once).way is judged(once).way
    assert judged(once, remedy=Remedy.EXCHANGE, refund_by="cheque").way == way


@pytest.mark.parametrize(
    ("terms", "wished", "offered"),
    [
        pytest.param({}, "", None, id="no-wish"),
        pytest.param({}, "original", None, id="as-it-was-paid"),
        pytest.param({}, "credit", None, id="what-it-was-paid-with"),
        pytest.param({}, "gift-card", None, id="what-a-part-was-paid-with"),
        pytest.param({}, "cash", ("original",), id="nothing-else"),
        pytest.param({"refund__choices": frozenset({"cash"})}, "cash", None, id="a-choice"),
        pytest.param(
            {"refund__choices": frozenset({"transfer"})},
            "cash",
            ("original", "transfer"),
            id="no-choice",
        ),
        pytest.param({"refund__to": "store-credit"}, "store-credit", None, id="the-only-way"),
        pytest.param(
            {"refund__to": "store-credit"}, "credit", ("store-credit",), id="not-as-paid"
        ),
        pytest.param(
            {"refund__to": "store-credit"}, "original", ("store-credit",), id="not-original"
        ),
        pytest.param({"refund__instead__credit": "cash"}, "cash", None, id="cash-for-credit"),
        pytest.param(
            {"refund__instead__credit": "cash"}, "credit", ("original",), id="not-credit-then"
        ),
    ],
)
def test_the_tender_that_is_asked_for(
    terms: dict[str, Any], wished: str, offered: tuple[str, ...] | None
) -> None:
    paid = {"tender": "credit", "tenders": frozenset({"credit", "gift-card"})}
    decision = judged(shop(**terms), refund_by=wished, **paid)
    if offered is None:
        assert said(decision) == ("accept", [])
        return
    assert said(decision) == ("override", NOT_OFFERED)
    finding = found(decision, "tender-not-offered")
    assert finding.message.facts == {"tender": wished}
    assert finding.cure is not None
    assert (finding.cure.kind, finding.cure.facts) == (CureKind.TENDER, {"any_of": offered})
    number = 1 if "refund__to" in terms else 0
    assert finding.clause == number
    approved = found(decision, "tender-by-manager")
    assert (approved.answer, approved.clause) == (Answer.OVERRIDE, number)
    assert approved.cure is not None
    assert (approved.cure.kind, approved.cure.facts) == (
        CureKind.APPROVAL,
        {"rank": Decider.MANAGER},
    )


@covers("refund.cheque_days", "refund.voucher_months")
@pytest.mark.parametrize(
    ("days", "given", "answer", "codes"),
    [
        pytest.param(9, {}, "refuse", ["cheque-not-clear"], id="the-day-before"),
        pytest.param(10, {}, "accept", [], id="the-day-it-is-clear"),
        pytest.param(9, {"tender": "cash"}, "accept", [], id="no-cheque"),
        pytest.param(
            9,
            {"tender": "cash", "tenders": frozenset({"cash", "cheque"})},
            "refuse",
            ["cheque-not-clear"],
            id="a-part-by-cheque",
        ),
        pytest.param(9, {"refund_by": "store-credit"}, "accept", [], id="credit-meanwhile"),
        pytest.param(
            9, {"refund_by": "cheque"}, "refuse", ["cheque-not-clear"], id="as-it-was-paid"
        ),
        pytest.param(9, {"refund_by": "cash"}, "override", NOT_OFFERED, id="not-cash"),
        pytest.param(9, {"remedy": Remedy.EXCHANGE}, "accept", [], id="an-exchange"),
    ],
)
def test_a_cheque_must_be_clear(
    days: int, given: dict[str, Any], answer: str, codes: list[str]
) -> None:
    terms = shop(refund__cheque_days=10, refund__voucher_months=12)
    decision = judged(terms, days, **{"tender": "cheque", **given})
    assert said(decision) == (answer, codes)
    if codes == ["cheque-not-clear"]:
        on = SOLD_ON + timedelta(10)
        finding = found(decision, "cheque-not-clear")
        assert (finding.clause, finding.message.facts) == (1, {"clear_on": on})
        assert finding.cure is not None
        assert finding.cure.kind is CureKind.WAIT
        assert finding.cure.facts == {"until": on, "meanwhile": "store-credit"}
    if codes == NOT_OFFERED:
        cure = found(decision, "tender-not-offered").cure
        assert cure is not None
        assert cure.facts == {"any_of": ("original", "store-credit")}
    if answer == "accept" and not given.get("remedy"):
        uncleared = days == 9 and given.get("tender") != "cash"
        assert decision.way is not None
        assert decision.way.choices == ({"store-credit"} if uncleared else set())


def test_store_credit_does_not_wait_for_a_cheque() -> None:
    terms = shop(refund__cheque_days=10, refund__to="store-credit")
    assert said(judged(terms, 9, tender="cheque")) == ("accept", [])
    assert said(judged(shop(), 0, tender="cheque")) == ("accept", [])


@pytest.mark.parametrize(
    ("credit", "captured", "to"),
    [
        (True, {}, "store-credit"),
        (True, {Capture.INSPECTION: "fine"}, "original"),
        (False, {}, "original"),
    ],
)
def test_while_it_is_held_the_customer_has_credit(
    credit: bool, captured: dict[Capture, str], to: str
) -> None:
    terms = shop(
        inspection=Inspection(days=14, credit=credit), refund__choices=frozenset({"cash"})
    )
    way = judged(terms, captured=captured).way
    assert way is not None
    assert (way.to, way.choices) == (
        to,
        frozenset() if to == "store-credit" else frozenset({"cash"}),
    )


@pytest.mark.parametrize(
    ("proof", "to"),
    [
        (Proof.RECEIPT, "original"),
        (Proof.GIFT_RECEIPT, "gift-card"),
        (Proof.NONE, "store-credit"),
    ],
)
@pytest.mark.parametrize("wished", ["", "cash"])
def test_a_gift_receipt_gives_a_gift_card_and_nothing_else(
    proof: Proof, to: str, wished: str
) -> None:
    terms = policy(
        clause(
            1,
            window=NO_LIMIT,
            proof=frozenset(Proof),
            refund__choices=frozenset({"cash"}),
        ),
        clause(2, among("proof", "gift"), refund__to="gift-card"),
        clause(3, among("proof", "none"), refund__to="store-credit"),
        clause(4, among("proof", "gift", "none"), refund__choices=frozenset()),
    )
    decision = judged(terms, proof=proof, refund_by=wished, tender="credit")
    if wished and to != "original":
        assert decision.answer is Answer.OVERRIDE
        assert found(decision, "tender-not-offered").clause in (2, 3)
    else:
        assert decision.answer is Answer.ACCEPT
    assert decision.way is not None
    assert decision.way.to == to


@pytest.mark.parametrize(
    ("clauses", "to", "choices"),
    [
        pytest.param((), "store-credit", {"gift-card"}, id="nothing-said"),
        pytest.param(
            (clause(2, among("proof", "receipt"), refund__to="cash"),),
            "store-credit",
            {"gift-card"},
            id="of-receipts-alone",
        ),
        pytest.param(
            (clause(2, refund__to="gift-card", refund__choices=frozenset({"cash"})),),
            "gift-card",
            set(),
            id="a-gift-card-for-all",
        ),
        pytest.param(
            (clause(2, among("proof", "gift"), refund__to="original"),),
            "original",
            {"gift-card"},
            id="the-policy-says-original",
        ),
        pytest.param(
            (clause(2, among("proof", "gift"), refund__choices=frozenset({"cash"})),),
            "store-credit",
            {"cash"},
            id="the-policy-says-cash-on-request",
        ),
    ],
)
def test_a_gift_gives_nothing_back_to_the_buyer_unless_a_clause_about_gifts_says_so(
    clauses: tuple[Clause, ...], to: str, choices: set[str]
) -> None:
    general: dict[str, Any] = {
        "window": NO_LIMIT,
        "proof": frozenset(Proof),
        "refund__choices": frozenset({"cash", "gift-card"}),
    }
    if any(not each.when for each in clauses):
        general.pop("refund__choices")
    decision = judged(policy(clause(1, **general), *clauses), proof=Proof.GIFT_RECEIPT)
    assert decision.way is not None
    assert decision.way.to.value == to
    assert {choice.value for choice in decision.way.choices} == choices
    told = [f.message.code for f in decision.findings if f.message.code == "gift-as-credit"]
    assert bool(told) is (to == "store-credit")


def test_original_tender_while_young_and_credit_later() -> None:
    terms = policy(
        clause(1, window=Window(days=90)),
        clause(2, Between("age", 31, None), refund__to="store-credit"),
    )
    ways = [judged(terms, days).way for days in (30, 31)]
    assert [way.to for way in ways if way is not None] == ["original", "store-credit"]

"""What else a customer can have: milder answers to the same line, asked for in other ways."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models.rules.alternatives import Alternative, OtherWay, alternatives
from models.rules.laws import law_of
from models.rules.returns import judge_return
from models.rules.windows import Window
from models.values import Message, Money
from models.values.codes import Answer, Condition, Proof, Reason, RefundBy
from tests.rules.cases import SOLD_ON, among, clause, facts, policy, shop

if TYPE_CHECKING:
    from models.rules.facts import Facts
    from models.rules.policy import Policy

SIXTY = Window(days=60)


def asked_otherwise(
    seen: Facts, of_sale: Policy, today: Policy | None
) -> tuple[Alternative, ...]:
    """As the counter does: what was decided, and then what else there is."""
    line, asked, visit = seen.line, seen.asked, seen.visit
    (decision,) = judge_return([(line, asked)], visit, of_sale, today)
    return alternatives(decision, line, asked, visit, of_sale, today)


def offered(terms: Any, days: int = 0, **given: Any) -> list[Alternative]:
    seen = facts(days, **given)
    return list(asked_otherwise(seen, terms, None))


def ways(found: list[Alternative]) -> list[str]:
    return [one.kind.value for one in found]


@pytest.mark.parametrize(
    ("terms", "days", "given", "expected"),
    [
        pytest.param({}, 0, {}, [], id="accepted-needs-no-other-way"),
        pytest.param({"final_sale": True}, 0, {}, [], id="nothing-milder"),
        pytest.param(
            {"window": Window(days=14), "exchange.window": SIXTY},
            15,
            {},
            ["exchange"],
            id="late-for-money-in-time-for-an-exchange",
        ),
        pytest.param(
            {"window": Window(days=14), "exchange.window": Window(days=14)},
            15,
            {},
            [],
            id="late-for-both",
        ),
        pytest.param(
            {"window": Window(days=14), "repair.window": SIXTY},
            15,
            {},
            ["repair"],
            id="late-but-can-be-mended",
        ),
        pytest.param(
            {"refund.cheque_days": 10},
            9,
            {"tender": "cheque"},
            ["exchange", "store-credit", "wait"],
            id="a-cheque-that-is-not-clear",
        ),
        pytest.param(
            {"proof": frozenset({Proof.RECEIPT, Proof.CARD})},
            0,
            {"proof": Proof.NONE},
            ["proof"],
            id="another-proof",
        ),
        pytest.param(
            {"limit.line": Money(100)}, 0, {}, ["approval"], id="a-manager-may-say-yes"
        ),
        pytest.param(
            {"final_sale": True, "appeal": {"en": "Write to us."}},
            0,
            {},
            ["appeal"],
            id="an-appeal",
        ),
    ],
)
def test_what_else_is_possible(
    terms: dict[str, Any], days: int, given: dict[str, Any], expected: list[str]
) -> None:
    assert ways(offered(shop(**terms), days, **given)) == expected


def test_an_exchange_says_until_when() -> None:
    terms = shop(**{"window": Window(days=14), "exchange.window": SIXTY})
    (exchange,) = offered(terms, 15)
    assert (exchange.answer, exchange.until) == (Answer.ACCEPT, SOLD_ON + timedelta(60))


def test_store_credit_says_how_much() -> None:
    terms = shop(**{"refund.cheque_days": 10})
    _, credit, wait = offered(terms, 3, tender="cheque", sold=1)
    assert credit.amount == Money(1000)
    assert wait.until == SOLD_ON + timedelta(10)


@pytest.mark.parametrize(
    ("terms", "given", "only"),
    [
        pytest.param(
            {"final_sale": True, "appeal": {"id": "Tulis.", "en": "Write."}},
            {},
            Alternative(
                kind=OtherWay.APPEAL,
                answer=Answer.OVERRIDE,
                words=(("en", "Write."), ("id", "Tulis.")),
            ),
            id="an-appeal",
        ),
        pytest.param(
            {"limit.line": Money(100)},
            {},
            Alternative(kind=OtherWay.APPROVAL, answer=Answer.OVERRIDE),
            id="an-approval",
        ),
        pytest.param(
            {"proof": frozenset({Proof.RECEIPT, Proof.CARD})},
            {"proof": Proof.NONE},
            Alternative(kind=OtherWay.PROOF, answer=Answer.ACCEPT, proofs=("card", "receipt")),
            id="another-proof",
        ),
        pytest.param(
            {"refund.cheque_days": 10},
            {"tender": "cheque"},
            Alternative(
                kind=OtherWay.WAIT, answer=Answer.ACCEPT, until=SOLD_ON + timedelta(10)
            ),
            id="a-cheque-that-is-not-clear",
        ),
    ],
)
def test_the_last_of_the_other_ways_in_full(
    terms: dict[str, Any], given: dict[str, Any], only: Alternative
) -> None:
    assert offered(shop(**terms), **given)[-1] == only


def test_an_appeal_goes_by_the_goods_the_reason_and_the_place() -> None:
    here = (
        among("department", "home"),
        among("reason", "changed-mind"),
        among("country", "id"),
    )
    terms = policy(
        clause(1, window=Window(), final_sale=True), clause(2, *here, appeal={"en": "Write."})
    )
    assert ways(offered(terms, country="ID")) == ["appeal"]
    for elsewhere in ({"department": "Toys"}, {"reason": Reason.GIFT}, {"country": "PH"}):
        given: dict[str, Any] = {"country": "ID", **elsewhere}
        assert ways(offered(terms, **given)) == []


def test_what_is_accepted_by_the_kinder_of_two_policies_needs_no_other_way() -> None:
    of_sale = shop(window=Window(days=14), limit__line=Money(100))
    today = policy(clause(1, window=SIXTY), number=8)
    seen = facts(3)
    assert asked_otherwise(seen, of_sale, today) == ()


@pytest.mark.parametrize(
    ("terms", "reason", "expected"),
    [
        (("repair", "refund"), Reason.FAULTY, ["exchange", "repair", "store-credit", "wait"]),
        (("refund",), Reason.FAULTY, ["exchange", "store-credit", "wait"]),
        ((), Reason.FAULTY, ["exchange", "store-credit", "wait"]),
        (("repair",), Reason.CHANGED_MIND, ["exchange", "store-credit", "wait"]),
    ],
)
def test_the_shop_offers_a_repair_where_its_terms_speak_of_one(
    terms: tuple[str, ...], reason: Reason, expected: list[str]
) -> None:
    cheque = shop(refund__cheque_days=10, defect__remedies=terms)
    assert ways(offered(cheque, tender="cheque", reason=reason)) == expected


def test_an_exchange_forgets_the_tender_that_was_asked_for() -> None:
    found = offered(shop(), tender="debit", refund_by="cash")
    assert ways(found) == ["exchange", "approval"]


def test_store_credit_that_was_asked_for_is_no_other_way() -> None:
    terms = shop(**{"refund.cheque_days": 10, "final_sale": True})
    found = offered(terms, 3, tender="cheque", refund_by=RefundBy.STORE_CREDIT.value)
    assert ways(found) == []


def test_the_law_offers_a_repair_for_the_shops_fault_only() -> None:
    terms = shop(law_of("DE"), final_sale=True, window=Window(days=14))
    faulty = {"reason": Reason.FAULTY, "condition": Condition.USED}
    assert ways(offered(terms, 100, **faulty)) == ["exchange", "repair", "approval"]
    assert ways(offered(terms, 100)) == []


EVE = date(2026, 12, 24)


@pytest.mark.parametrize(
    ("kind", "code", "told"),
    [
        ("refund", "refund", {}),
        ("exchange", "exchange-until", {"until": EVE}),
        ("repair", "repair-until", {"until": EVE}),
        ("store-credit", "store-credit", {"amount": Money(1000)}),
        ("wait", "refund-on", {"until": EVE}),
        ("proof", "with-proof", {"any_of": ("receipt", "card")}),
        ("approval", "approval", {}),
        ("appeal", "appeal", {"text": "Tulis kepada kami."}),
    ],
)
def test_each_has_its_code_and_its_facts(kind: str, code: str, told: dict[str, Any]) -> None:
    one = Alternative(
        kind=OtherWay(kind),
        answer=Answer.ACCEPT,
        until=EVE,
        amount=Money(1000),
        proofs=("receipt", "card"),
        words=(("en", "Write to us."), ("id", "Tulis kepada kami.")),
    )
    assert one.message("id") == Message(code, told)


@pytest.mark.parametrize(
    ("language", "languages", "said_in"),
    [
        ("id", ("de", "en", "id"), "id"),
        ("fil", ("de", "en", "id"), "en"),
        ("en", ("de", "id"), "de"),
    ],
)
def test_an_appeal_in_the_language_nearest_to_hand(
    language: str, languages: tuple[str, ...], said_in: str
) -> None:
    words = tuple((one, f"Appeal in {one}") for one in languages)
    appeal = Alternative(kind=OtherWay.APPEAL, answer=Answer.OVERRIDE, words=words)
    assert appeal.message(language).facts == {"text": f"Appeal in {said_in}"}


def test_without_a_last_day_none_is_said() -> None:
    for kind in ("exchange", "repair"):
        one = Alternative(kind=OtherWay(kind), answer=Answer.ACCEPT)
        assert one.message("en").code == kind

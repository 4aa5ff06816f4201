"""Goods, reasons and conditions that are taken back at all."""

from __future__ import annotations

import pytest

from models.rules.windows import Window
from models.values.codes import Answer, Condition, CureKind, Reason, Remedy
from tests.rules.cases import among, clause, covers, found, judged, policy, said, shop


@covers("final_sale", "never_taken", "never_refunded")
@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("final_sale", "final-sale"),
        ("never_taken", "never-taken"),
        ("never_refunded", "never-refunded"),
    ],
)
def test_kinds_that_do_not_come_back(term: str, code: str) -> None:
    decision = judged(shop(**{term: True}))
    assert said(decision) == ("refuse", [code])
    assert (found(decision, code).clause, found(decision, code).version) == (1, 7)
    assert said(judged(shop(**{term: False}))) == ("accept", [])


def test_a_final_sale_names_the_department() -> None:
    facts = found(judged(shop(final_sale=True)), "final-sale").message.facts
    assert facts == {"department": "Home"}


@pytest.mark.parametrize(
    ("remedy", "answer"), [("refund", "refuse"), ("exchange", "accept"), ("repair", "accept")]
)
def test_what_is_never_refunded_may_be_exchanged(remedy: str, answer: str) -> None:
    decision = judged(shop(never_refunded=True), remedy=Remedy(remedy))
    assert decision.answer == answer


def test_one_department_is_final_and_the_others_are_not() -> None:
    terms = policy(
        clause(1, window=Window(days=9)),
        clause(2, among("department", "food"), final_sale=True),
        clause(3, among("sku", "rice"), final_sale=False),
    )
    assert said(judged(terms, department="Food")) == ("refuse", ["final-sale", "in-window"])
    assert said(judged(terms, department="Food", sku="RICE")) == ("accept", ["in-window"])
    assert said(judged(terms)) == ("accept", ["in-window"])


@covers("reasons")
@pytest.mark.parametrize(
    ("reason", "codes"),
    [
        (Reason.FAULTY, []),
        (Reason.CHANGED_MIND, ["reason-not-accepted"]),
        (None, ["reason-missing"]),
    ],
)
def test_reasons_that_are_accepted(reason: Reason | None, codes: list[str]) -> None:
    decision = judged(shop(reasons=frozenset({Reason.FAULTY})), reason=reason)
    assert said(decision)[1] == codes
    if codes == ["reason-not-accepted"]:
        finding = found(decision, "reason-not-accepted")
        assert (finding.answer, finding.cure, finding.clause) == (Answer.REFUSE, None, 1)
        assert finding.message.facts == {"reason": reason}


@pytest.mark.parametrize(
    ("window", "remedy", "cured"),
    [
        (Window(days=30), Remedy.REFUND, True),
        (Window(days=30), Remedy.EXCHANGE, False),
        (Window(), Remedy.REFUND, False),
        (None, Remedy.REFUND, False),
    ],
)
def test_an_exchange_may_cure_a_reason_that_earns_no_refund(
    window: Window | None, remedy: Remedy, cured: bool
) -> None:
    terms = shop(reasons=frozenset({Reason.FAULTY}), exchange__window=window)
    finding = found(judged(terms, remedy=remedy), "reason-not-accepted")
    assert (finding.cure is not None) is cured
    if finding.cure is not None:
        assert finding.cure.kind is CureKind.EXCHANGE


@covers("conditions")
@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        (Condition.SEALED, []),
        (Condition.OPENED, ["condition-not-accepted"]),
        (None, ["condition-missing"]),
    ],
)
def test_conditions_that_are_accepted(condition: Condition | None, codes: list[str]) -> None:
    decision = judged(shop(conditions=frozenset({Condition.SEALED})), condition=condition)
    assert said(decision)[1] == codes
    if codes == ["condition-not-accepted"]:
        finding = found(decision, "condition-not-accepted")
        assert (finding.answer, finding.clause) == (Answer.REFUSE, 1)
        assert finding.message.facts == {"condition": condition}

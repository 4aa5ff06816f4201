"""A whole decision: what becomes of the goods, standing, and what holds for every policy."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.findings import Cure, Finding, LineDecision, graver
from models.rules.policy import PLAIN_POLICY
from models.rules.returns import judge_line, judge_standing
from models.rules.terms import Fee, Inspection, RefundWay, Stage
from models.rules.windows import Window
from models.values import Message, Money
from models.values.codes import (
    Answer,
    Capture,
    Condition,
    CureKind,
    Decider,
    Disposition,
    Proof,
    Reason,
    Remedy,
)
from tests.rules.cases import (
    among,
    clause,
    codes,
    covers,
    facts,
    judged,
    policy,
    said,
    shop,
)


def test_the_whole_of_a_decision() -> None:
    decision = judged(
        shop(window=Window(days=14), fee__opened=Fee(percent=Decimal(15))), 3, tax=99
    )
    assert decision.version == 7
    assert decision.refund == Money(283)
    assert decision.refund == decision.gross - decision.fee
    assert decision.tax == Money(28)
    assert decision.disposition is Disposition.RETURN_TO_STOCK
    assert decision.way == RefundWay()


def test_a_refused_line_moves_nothing() -> None:
    decision = judged(shop(window=Window(days=1), capture__id=True), 2)
    assert decision == LineDecision(Answer.REFUSE, decision.findings, 7, way=RefundWay())
    assert codes(decision) == ["late", "needs-id"]


def test_what_cannot_be_counted_yet_moves_nothing_but_is_in_time() -> None:
    decision = judged(shop(window=Window(days=1)), 1, quantity=0)
    assert (decision.answer, decision.gross, decision.way) == (
        Answer.ASK,
        Money(0),
        RefundWay(),
    )
    assert decision.version == 7
    assert decision.last_day is not None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, ["in-window"]),
        ({"department": "Food"}, ["final-sale"]),
        ({"returned": 3}, ["nothing-left"]),
        ({"returned": "2.999"}, ["in-window"]),
        ({"days": 2}, ["late"]),
        ({"reason": None, "condition": None}, ["in-window"]),
    ],
)
def test_what_holds_before_anything_is_asked(given: dict[str, Any], told: list[str]) -> None:
    terms = policy(
        clause(1, window=Window(days=1), capture__id=True),
        clause(2, among("department", "food"), final_sale=True),
    )
    assert [one.message.code for one in judge_standing(facts(**given), terms)] == told


@pytest.mark.parametrize("returned", [3, 4])
def test_where_nothing_is_left_nothing_else_is_said(returned: int) -> None:
    decision = judged(shop(final_sale=True), returned=returned)
    assert codes(decision) == ["nothing-left"]
    assert (decision.answer, decision.version) == (Answer.REFUSE, 7)


@covers("disposition")
@pytest.mark.parametrize(
    ("given", "disposition"),
    [
        ({"condition": Condition.SEALED}, Disposition.RETURN_TO_STOCK),
        ({"condition": Condition.AS_NEW}, Disposition.RETURN_TO_STOCK),
        ({"condition": Condition.OPENED}, Disposition.UNDECIDED),
        ({"condition": Condition.USED}, Disposition.UNDECIDED),
        ({"condition": Condition.DAMAGED}, Disposition.WRITE_OFF),
        ({"condition": None}, Disposition.UNDECIDED),
        (
            {"condition": Condition.SEALED, "reason": Reason.FAULTY},
            Disposition.RETURN_TO_SUPPLIER,
        ),
        ({"reason": Reason.FAULTY, "remedy": Remedy.REPAIR}, Disposition.REPAIR),
    ],
)
def test_what_becomes_of_the_goods(given: dict[str, Any], disposition: Disposition) -> None:
    assert judged(shop(), **given).disposition is disposition
    waste = judged(shop(disposition="waste"), **given).disposition
    assert waste is Disposition.WASTE


def test_held_goods_are_undecided_unless_the_policy_says() -> None:
    held = Inspection(days=9, credit=True)
    assert judged(shop(inspection=held)).disposition is Disposition.UNDECIDED
    looked = judged(shop(inspection=held), captured={Capture.INSPECTION: "fine"})
    assert looked.disposition is Disposition.RETURN_TO_STOCK
    told = judged(shop(inspection=held, disposition="return-to-supplier"))
    assert told.disposition is Disposition.RETURN_TO_SUPPLIER


def test_what_a_new_shop_starts_with() -> None:
    assert codes(judge_line(facts(30), PLAIN_POLICY)) == ["in-window"]
    assert codes(judge_line(facts(31), PLAIN_POLICY)) == ["late"]
    assert said(judge_line(facts(refund_by="cash"), PLAIN_POLICY))[0] == "accept"


def test_a_cure_says_nothing_more_unless_it_does() -> None:
    assert dict(Cure(CureKind.ENTRY).facts) == {}


answers = st.sampled_from(Answer)


@given(st.lists(answers))
def test_the_graver_answer_stands(several: list[Answer]) -> None:
    gravest = graver(Finding(answer, Message("x")) for answer in several)
    assert gravest is max(several, key=list(Answer).index, default=Answer.ACCEPT)


some_terms = st.fixed_dictionaries(
    {"window": st.sampled_from([Window(), Window(days=3), Window(no_limit=True)])},
    optional={
        "final_sale": st.booleans(),
        "late": st.just((Stage(late=3, decider=Decider.MANAGER, lost=Decimal(10)),)),
        "fee.opened": st.builds(Fee, percent=st.integers(0, 100).map(Decimal)),
        "capture.id": st.booleans(),
        "limit.line": st.integers(0, 500).map(Money),
        "decided_by": st.sampled_from([*Decider]),
        "reasons": st.frozensets(st.sampled_from([*Reason])),
        "refund.to": st.sampled_from(["original", "cash"]),
        "proof": st.frozensets(st.sampled_from([*Proof])),
    },
)
some_facts = st.builds(
    facts,
    st.integers(-1, 8),
    quantity=st.integers(0, 4),
    reason=st.none() | st.sampled_from(Reason),
    remedy=st.sampled_from(Remedy),
    refund_by=st.sampled_from(["", "cash"]),
    proof=st.sampled_from(Proof),
    department=st.sampled_from(["Home", "Food"]),
)


@given(terms=some_terms, line=some_facts)
def test_an_answer_is_the_gravest_of_its_findings(terms: dict[str, Any], line: Any) -> None:
    decision = judge_line(line, shop(**terms))
    assert decision.answer is graver(decision.findings)
    assert Money(0) <= decision.fee <= decision.gross
    assert all(finding.version == (7 if finding.clause else 0) for finding in decision.findings)


@given(terms=some_terms, other=some_terms, line=some_facts)
def test_a_clause_that_cannot_hold_changes_nothing(
    terms: dict[str, Any], other: dict[str, Any], line: Any
) -> None:
    one = clause(1, **terms)
    never = clause(2, among("department", "home", "food"), among("tier", "gold"), **other)
    assert judge_line(line, policy(one, never)) == judge_line(line, policy(one))

"""Decisions made twice: which way each went, and the sums of both sides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.rules.findings import Finding, LineDecision
from models.rules.replays import (
    Clauses,
    Group,
    Outcome,
    ReplayedLine,
    Sums,
    Tally,
    Turn,
    outcome_of,
)
from models.values import ZERO, Message, Money
from models.values.codes import Answer

ACCEPT, ASK = Answer.ACCEPT, Answer.ASK
OVERRIDE, REFUSE = Answer.OVERRIDE, Answer.REFUSE


def outcome(
    answer: Answer = ACCEPT, refund: int = 0, fee: int = 0, clauses: Clauses = ()
) -> Outcome:
    return Outcome(answer, Money(refund), Money(fee), clauses)


def line(in_force: Outcome, draft: Outcome, **given: Any) -> ReplayedLine:
    """A kettle that Ana brought back, decided by both policies."""
    told: dict[str, Any] = {
        "slip": "R-1",
        "sale": "S-1",
        "description": "Kettle",
        "department": "Home",
        "reason": "changed-mind",
        "customer_id": 1,
        "customer": "Ana",
        "day": date(2026, 11, 5),
    }
    return ReplayedLine(**{**told, **given}, in_force=in_force, draft=draft)


@pytest.mark.parametrize(
    ("in_force", "draft", "turn"),
    [
        (outcome(), outcome(), Turn.SAME),
        (outcome(ACCEPT, 500, 50), outcome(ACCEPT, 500, 50), Turn.SAME),
        (outcome(REFUSE), outcome(ACCEPT, 500), Turn.KINDER),
        (outcome(REFUSE), outcome(OVERRIDE, 500), Turn.KINDER),
        (outcome(OVERRIDE, 500), outcome(ASK, 500), Turn.KINDER),
        (outcome(ACCEPT, 500), outcome(ASK, 500), Turn.STRICTER),
        (outcome(ACCEPT, 500), outcome(REFUSE), Turn.STRICTER),
        (outcome(OVERRIDE, 500), outcome(REFUSE), Turn.STRICTER),
        (outcome(OVERRIDE, 500), outcome(ACCEPT, 400, 100), Turn.KINDER),
        (outcome(ACCEPT, 400, 100), outcome(OVERRIDE, 500), Turn.STRICTER),
        (outcome(ACCEPT, 499), outcome(ACCEPT, 500), Turn.KINDER),
        (outcome(ACCEPT, 500), outcome(ACCEPT, 499), Turn.STRICTER),
        (outcome(ACCEPT, 500), outcome(ACCEPT, 500, 50), Turn.STRICTER),
    ],
)
def test_which_way_a_decision_went(in_force: Outcome, draft: Outcome, turn: Turn) -> None:
    replayed = line(in_force, draft)
    assert replayed.turn is turn
    assert replayed.changed is (turn is not Turn.SAME)


def test_another_clause_alone_changes_nothing() -> None:
    replayed = line(outcome(clauses=((7, 1),)), outcome(clauses=((8, 2), (8, 3))))
    assert replayed.turn is Turn.SAME
    assert replayed.changed is False


def finding(clause: int, version: int = 7) -> Finding:
    return Finding(ACCEPT, Message("in-time"), clause, version)


@pytest.mark.parametrize(
    ("findings", "named"),
    [
        ((), ()),
        ((finding(0, 0),), ()),
        ((finding(4),), ((7, 4),)),
        ((finding(4), finding(4), finding(0, 0)), ((7, 4),)),
        ((finding(4), finding(2)), ((7, 2), (7, 4))),
        (
            (finding(9), finding(2), finding(1, 8), finding(2), finding(5, 6)),
            ((6, 5), (7, 2), (7, 9), (8, 1)),
        ),
    ],
)
def test_what_a_decision_comes_to(findings: tuple[Finding, ...], named: Clauses) -> None:
    decided = LineDecision(ASK, findings, 7, gross=Money(1000), fee=Money(150))
    assert outcome_of(decided) == Outcome(ASK, Money(850), Money(150), named)


def test_nothing_was_replayed() -> None:
    figures = Tally().figures()
    assert figures.whole == Group()
    assert (figures.by_department, figures.by_reason) == ({}, {})
    assert (figures.matrix, figures.turned) == ({}, {})
    assert Sums() == Sums(refunded=ZERO, fees=ZERO, approvals=0, refused=0, returnable=0)
    assert Group() == Group(decisions=0, changed=0, customers=0, sold=0, draft=Sums())


@pytest.fixture
def tally() -> Tally:
    """Five lines of two departments, for two reasons, of Ana, Ben and somebody unknown."""
    tally = Tally()
    faulty: dict[str, Any] = {"department": "Toys", "reason": "faulty"}
    for replayed in (
        line(outcome(ACCEPT, 1000), outcome(ACCEPT, 900, 100)),
        line(outcome(ACCEPT, 300, 20), outcome(OVERRIDE, 320)),
        line(outcome(REFUSE), outcome(ACCEPT, 70, 7), customer_id=2, **faulty),
        line(outcome(OVERRIDE, 50), outcome(OVERRIDE, 50), customer_id=3, **faulty),
        line(outcome(OVERRIDE, 8, 1), outcome(REFUSE), customer_id=None, department="Toys"),
    ):
        tally.add(replayed)
    return tally


HOME = Group(
    decisions=2,
    changed=2,
    customers=1,
    in_force=Sums(refunded=Money(1300), fees=Money(20)),
    draft=Sums(refunded=Money(1220), fees=Money(100), approvals=1),
)
TOYS = Group(
    decisions=3,
    changed=2,
    customers=1,
    in_force=Sums(refunded=Money(58), fees=Money(1), approvals=2, refused=1),
    draft=Sums(refunded=Money(120), fees=Money(7), approvals=1, refused=1),
)


def test_the_whole_of_what_was_replayed(tally: Tally) -> None:
    assert tally.figures().whole == Group(
        decisions=5,
        changed=4,
        customers=2,
        in_force=Sums(refunded=Money(1358), fees=Money(21), approvals=2, refused=1),
        draft=Sums(refunded=Money(1340), fees=Money(107), approvals=2, refused=1),
    )


def test_departments_by_their_names(tally: Tally) -> None:
    tally.add(line(outcome(), outcome(), department="Books"))
    by_department = tally.figures().by_department
    assert list(by_department) == ["Books", "Home", "Toys"]
    assert by_department["Books"] == Group(decisions=1)
    assert by_department["Home"] == HOME
    assert by_department["Toys"] == TOYS


def test_reasons_by_their_names(tally: Tally) -> None:
    tally.add(line(outcome(), outcome(), reason="gift"))
    by_reason = tally.figures().by_reason
    assert list(by_reason) == ["changed-mind", "faulty", "gift"]
    assert by_reason["changed-mind"] == Group(
        decisions=3,
        changed=3,
        customers=1,
        in_force=Sums(refunded=Money(1308), fees=Money(21), approvals=1),
        draft=Sums(refunded=Money(1220), fees=Money(100), approvals=1, refused=1),
    )
    assert by_reason["faulty"] == Group(
        decisions=2,
        changed=1,
        customers=1,
        in_force=Sums(refunded=Money(50), approvals=1, refused=1),
        draft=Sums(refunded=Money(120), fees=Money(7), approvals=1),
    )


def test_from_which_answer_to_which(tally: Tally) -> None:
    tally.add(line(outcome(), outcome()))
    figures = tally.figures()
    assert figures.matrix == {
        (ACCEPT, ACCEPT): 2,
        (ACCEPT, OVERRIDE): 1,
        (REFUSE, ACCEPT): 1,
        (OVERRIDE, OVERRIDE): 1,
        (OVERRIDE, REFUSE): 1,
    }
    assert figures.turned == {Turn.SAME: 2, Turn.KINDER: 1, Turn.STRICTER: 3}


def test_lines_that_both_policies_refuse() -> None:
    tally = Tally()
    for _ in range(3):
        tally.add(line(outcome(REFUSE), outcome(REFUSE)))
    refused = Sums(refused=3)
    assert tally.figures().whole == Group(decisions=3, in_force=refused, draft=refused)


def test_sold_lines_that_could_come_back_today(tally: Tally) -> None:
    tally.add_sold("Garden", ACCEPT, REFUSE)
    tally.add_sold("Garden", OVERRIDE, ASK)
    tally.add_sold("Garden", REFUSE, REFUSE)
    tally.add_sold("Tools", REFUSE, OVERRIDE)
    figures = tally.figures()
    assert figures.by_department["Garden"] == Group(
        sold=3, in_force=Sums(returnable=2), draft=Sums(returnable=1)
    )
    assert figures.by_department["Tools"] == Group(sold=1, draft=Sums(returnable=1))
    assert figures.by_department["Home"] == HOME
    assert figures.whole.sold == 4
    assert figures.whole.decisions == 5
    assert figures.whole.in_force.returnable == 2
    assert figures.whole.draft.returnable == 2
    assert list(figures.by_reason) == ["changed-mind", "faulty"]

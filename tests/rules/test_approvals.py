"""Whose yes is one, up to which amount, and what a clerk may not pay alone."""

from __future__ import annotations

import pytest

from models.rules.approvals import Needed, beyond_own, managers_for, objection, overridden
from models.rules.findings import APPROVALS, BY_MANAGER, Finding
from models.values import Message, Money
from models.values.codes import Answer, Decider
from models.values.rights import Authority, Right

APPROVE = frozenset({Right.APPROVE})
NEEDED = Needed(codes=frozenset({"late"}), line=Money(500), case=Money(800))
ANN, SARI = 1, 7


def may(**values: object) -> Authority:
    return Authority(**{"rights": APPROVE, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("authority", "spent", "said"),
    [
        (may(), 0, None),
        (may(rights=frozenset({Right.SERVE})), 0, "approver-not-allowed"),
        (may(overrides=frozenset({"late", "final-sale"})), 0, None),
        (may(overrides=frozenset({"final-sale"})), 0, "approver-may-not-override"),
        (may(overrides=frozenset()), 0, "approver-may-not-override"),
        (may(line_most=Money(500)), 0, None),
        (may(line_most=Money(499)), 0, "approver-line-most"),
        (may(case_most=Money(800)), 0, None),
        (may(case_most=Money(799)), 0, "approver-case-most"),
        (may(day_most=Money(1000)), 200, None),
        (may(day_most=Money(1000)), 201, "approver-day-most"),
        (may(line_most=Money(0)), 0, "approver-line-most"),
    ],
)
def test_whose_yes_is_one(authority: Authority, spent: int, said: str | None) -> None:
    message = objection(authority, NEEDED, Money(spent), ANN, {SARI}, "Ann")
    assert (message.code if message else None) == said


@pytest.mark.parametrize("concerned", [{ANN}, {SARI, ANN}, (ANN,)])
def test_nobody_whom_it_concerns(concerned: set[int]) -> None:
    message = objection(may(), NEEDED, Money(), ANN, concerned, "Ann")
    assert message == Message("approver-not-allowed", {"name": "Ann"})


@pytest.mark.parametrize(
    ("authority", "lines", "case", "so_far", "said"),
    [
        (may(), (500,), 500, 10_000, []),
        (may(line_most=Money(500)), (500, 300), 800, 0, []),
        (may(line_most=Money(499)), (300, 500), 800, 0, ["own-line-most"]),
        (may(case_most=Money(800)), (500, 300), 800, 0, []),
        (may(case_most=Money(799)), (500, 300), 800, 0, ["own-case-most"]),
        (may(day_most=Money(900)), (800,), 800, 100, []),
        (may(day_most=Money(900)), (800,), 800, 101, ["own-day-most"]),
        (may(day_most=Money(100)), (0,), 0, 500, []),
        (
            may(line_most=Money(1), case_most=Money(1), day_most=Money(1)),
            (2,),
            2,
            0,
            ["own-line-most", "own-case-most", "own-day-most"],
        ),
    ],
)
def test_what_a_clerk_may_not_pay_alone(
    authority: Authority, lines: tuple[int, ...], case: int, so_far: int, said: list[str]
) -> None:
    beyond = beyond_own(authority, [Money(each) for each in lines], Money(case), Money(so_far))
    assert [message.code for message in beyond] == said


def test_two_managers_where_one_finding_takes_two() -> None:
    late = Finding(Answer.OVERRIDE, Message("late"), cure=BY_MANAGER)
    big = Finding(Answer.OVERRIDE, Message("limit"), cure=APPROVALS[Decider.TWO_MANAGERS])
    fine = Finding(Answer.ACCEPT, Message("fee"))
    assert managers_for([late, fine]) == 1
    assert managers_for([fine, late, big]) == 2
    assert overridden([late, fine, big]) == {"late", "limit"}

"""The terms of the day of the sale are honoured; today's count where they are kinder."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.findings import LineDecision
from models.rules.returns import judge_line, judge_return, kinder
from models.rules.terms import Fee, Per
from models.rules.windows import Window
from models.values import Money
from models.values.codes import Answer
from tests.rules.cases import NO_LIMIT, clause, facts, policy

if TYPE_CHECKING:
    from models.rules.facts import Facts
    from models.rules.policy import Policy

OLD = policy(clause(1, window=Window(days=14)), number=3)
LONGER = policy(clause(1, window=Window(days=30)), number=4)
SHORTER = policy(clause(1, window=Window(days=7)), number=4)
DEARER = policy(
    clause(1, window=Window(days=14), fee__opened=Fee(percent=Decimal(15))), number=4
)


def decide(line: Facts, of_sale: Policy, today: Policy | None) -> LineDecision:
    (only,) = judge_return([(line.line, line.asked)], line.visit, of_sale, today)
    return only


@pytest.mark.parametrize(
    ("today", "days", "answer", "version"),
    [
        pytest.param(None, 14, "accept", 3, id="one-version-only"),
        pytest.param(LONGER, 14, "accept", 3, id="both-say-yes-to-the-same"),
        pytest.param(LONGER, 15, "accept", 4, id="today-is-kinder"),
        pytest.param(LONGER, 30, "accept", 4, id="to-its-last-day"),
        pytest.param(LONGER, 31, "refuse", 3, id="both-say-no"),
        pytest.param(SHORTER, 8, "accept", 3, id="the-day-of-sale-is-honoured"),
        pytest.param(DEARER, 8, "accept", 3, id="and-its-freedom-from-fees"),
        pytest.param(replace(LONGER, kinder_today=False), 15, "refuse", 3, id="switched-off"),
    ],
)
def test_the_kinder_of_two_versions(
    today: Policy | None, days: int, answer: str, version: int
) -> None:
    decision = decide(facts(days), OLD, today)
    assert (decision.answer, decision.version) == (answer, version)


def test_the_same_version_is_asked_once() -> None:
    twin = policy(clause(1, window=Window(days=99)), number=3)
    assert decide(facts(15), OLD, twin).answer is Answer.REFUSE


def test_a_fee_that_is_gone_today_is_not_charged() -> None:
    decision = decide(facts(8), replace(DEARER, number=2), OLD)
    assert (decision.fee, decision.version) == (Money(0), 3)


def case_fee(number: int, flat: int, per: Per = Per.CASE) -> Policy:
    fee = Fee(flat=Money(flat), per=per)
    return policy(clause(1, window=NO_LIMIT, fee__pick_up=fee), number=number)


@pytest.mark.parametrize(
    ("of_sale", "today", "fees"),
    [
        pytest.param(case_fee(1, 50), None, [50, 0, 0], id="of-the-sale"),
        pytest.param(case_fee(1, 50), case_fee(2, 20), [20, 0, 0], id="today-is-cheaper"),
        pytest.param(case_fee(1, 20), case_fee(2, 50), [20, 0, 0], id="today-is-dearer"),
        pytest.param(case_fee(1, 20, Per.LINE), None, [20, 20, 20], id="of-each-line"),
        pytest.param(
            case_fee(1, 50), case_fee(2, 20, Per.LINE), [20, 20, 20], id="of-each-line-today"
        ),
        pytest.param(
            case_fee(1, 20), case_fee(2, 50, Per.LINE), [20, 0, 0], id="once-as-on-the-sale"
        ),
        pytest.param(
            policy(clause(1), number=1), case_fee(2, 20), [20, 0, 0], id="only-today-takes-it"
        ),
    ],
)
def test_a_fee_of_the_case_under_two_versions(
    of_sale: Policy, today: Policy | None, fees: list[int]
) -> None:
    line = facts()
    lines = [(line.line, line.asked)] * 3
    decided = judge_return(lines, line.visit, of_sale, today)
    assert [each.fee.minor for each in decided] == fees


def decision(answer: Answer, refund: int, version: int) -> LineDecision:
    return LineDecision(answer, (), version, gross=Money(refund))


@pytest.mark.parametrize(
    ("first", "second", "wins"),
    [
        ((Answer.ACCEPT, 5), (Answer.ASK, 9), 1),
        ((Answer.ASK, 9), (Answer.ACCEPT, 5), 2),
        ((Answer.REFUSE, 9), (Answer.OVERRIDE, 5), 2),
        ((Answer.ACCEPT, 5), (Answer.ACCEPT, 6), 2),
        ((Answer.ACCEPT, 6), (Answer.ACCEPT, 5), 1),
        ((Answer.ACCEPT, 5), (Answer.ACCEPT, 5), 1),
    ],
)
def test_milder_first_then_more_money_then_the_sales_own(
    first: tuple[Answer, int], second: tuple[Answer, int], wins: int
) -> None:
    assert kinder(decision(*first, 1), decision(*second, 2)).version == wins


versions = st.builds(
    lambda window, percent, by, number: policy(
        clause(1, window=Window(days=window), fee__opened=Fee(percent=percent), decided_by=by),
        number=number,
    ),
    st.integers(0, 9),
    st.integers(0, 100).map(Decimal),
    st.sampled_from(["clerk", "manager", "nobody"]),
    st.integers(1, 9),
)


@given(of_sale=versions, today=versions, days=st.integers(0, 10))
def test_kinder_is_never_graver_than_either(of_sale: Policy, today: Policy, days: int) -> None:
    line = facts(days)
    both = judge_line(line, of_sale), judge_line(line, today)
    best = kinder(*both)
    assert best.answer.gravity == min(one.answer.gravity for one in both)
    assert best.refund == max(one.refund for one in both if one.answer is best.answer)
    if of_sale.number != today.number:
        assert decide(line, of_sale, today) == best

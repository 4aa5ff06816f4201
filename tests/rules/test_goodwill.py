"""Goodwill: by whom, how much, how often, and in which way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from models.rules.corrections import Wish
from models.rules.findings import Judging
from models.rules.goodwill import GivenBefore, goodwill_way, judge_goodwill
from models.rules.terms import Allowance
from models.values import Money
from models.values.codes import GoodwillReason, RefundBy, Standing
from tests.rules.cases import SOLD_ON, covers, facts, shop

CLERK = {"goodwill__clerk": Money(500)}
OFTEN = {**CLERK, "goodwill__customer": Allowance(days=30, value=Money(800), count=2)}


def judge(
    amount: int,
    terms: dict[str, Any],
    *before: tuple[int, int],
    by: RefundBy | None = None,
    reason: GoodwillReason | None = GoodwillReason.LONG_WAIT,
    **given: Any,
) -> tuple[str, list[str]]:
    """``before`` is earlier goodwill: how many days ago, and how much."""
    policy, asked = shop(**terms), facts(**given)
    judging = Judging(asked, policy, policy.terms_for(asked))
    past = tuple(
        GivenBefore(on=SOLD_ON - timedelta(days), amount=Money(given_))
        for days, given_ in before
    )
    judge_goodwill(judging, Wish(amount=Money(amount), reason=reason), by, past)
    return judging.answer.value, [finding.message.code for finding in judging.findings]


@covers("goodwill.clerk", "goodwill.manager")
@pytest.mark.parametrize(
    ("amount", "terms", "said"),
    [
        (1, {}, ("override", ["sum-by-manager"])),
        (500, CLERK, ("accept", [])),
        (501, CLERK, ("override", ["sum-above-clerk"])),
        (900, {**CLERK, "goodwill__manager": Money(900)}, ("override", ["sum-above-clerk"])),
        (901, {**CLERK, "goodwill__manager": Money(900)}, ("refuse", ["sum-above-all"])),
        (1, {"goodwill__manager": Money(0)}, ("refuse", ["sum-above-all"])),
        (0, CLERK, ("ask", ["amount-missing"])),
    ],
)
def test_how_much_at_once(
    amount: int, terms: dict[str, Any], said: tuple[str, list[str]]
) -> None:
    assert judge(amount, terms) == said


def test_a_reason_is_needed() -> None:
    assert judge(1, CLERK, reason=None) == ("ask", ["giving-reason-missing"])
    other = GoodwillReason.OTHER
    assert judge(1, CLERK, reason=other) == ("ask", ["giving-note-missing"])


@covers("goodwill.customer")
@pytest.mark.parametrize(
    ("amount", "before", "known", "codes"),
    [
        pytest.param(500, (), True, [], id="the-first"),
        pytest.param(500, ((29, 300),), True, [], id="exactly-the-limit"),
        pytest.param(500, ((29, 301),), True, ["goodwill-often"], id="a-cent-more"),
        pytest.param(500, ((30, 301),), True, [], id="too-long-ago"),
        pytest.param(1, ((1, 1), (2, 1)), True, ["goodwill-often"], id="the-third-time"),
        pytest.param(1, (), False, ["goodwill-for-nobody"], id="nobody-is-named"),
    ],
)
def test_how_often_for_one_customer(
    amount: int, before: tuple[tuple[int, int], ...], known: bool, codes: list[str]
) -> None:
    answer = "override" if codes else "accept"
    assert judge(amount, OFTEN, *before, known=known) == (answer, codes)


def test_a_blocked_customer_is_a_managers_matter() -> None:
    blocked: dict[str, Any] = {"known": True, "standing": Standing.BLOCKED}
    assert judge(1, CLERK, **blocked) == ("override", ["goodwill-blocked"])


@covers("goodwill.ways")
@pytest.mark.parametrize(
    ("terms", "by", "said"),
    [
        ({}, RefundBy.STORE_CREDIT, ("accept", [])),
        ({}, RefundBy.CASH, ("refuse", ["goodwill-not-by"])),
        ({"goodwill__ways": frozenset({RefundBy.CASH})}, RefundBy.CASH, ("accept", [])),
        ({"goodwill__ways": frozenset[RefundBy]()}, None, ("refuse", ["goodwill-not-given"])),
    ],
)
def test_in_which_ways(
    terms: dict[str, Any], by: RefundBy | None, said: tuple[str, list[str]]
) -> None:
    assert judge(1, {**CLERK, **terms}, by=by) == said


@pytest.mark.parametrize(
    ("ways", "first"),
    [
        ({RefundBy.CASH, RefundBy.STORE_CREDIT}, RefundBy.STORE_CREDIT),
        ({RefundBy.TRANSFER, RefundBy.CASH}, RefundBy.CASH),
        (set(), None),
    ],
)
def test_credit_comes_first(ways: set[RefundBy], first: RefundBy | None) -> None:
    policy = shop(goodwill__ways=frozenset(ways))
    way = goodwill_way(policy.terms_for(facts()))
    assert (way.to if way else None) == first

"""Which clause wins: the more specific one, term by term, and never by chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.clauses import Clause, Resolver, ties
from models.rules.conditions import Among, Between, Condition, can_meet, holds
from models.rules.facts import Facts
from models.values import Money
from models.values.codes import Reason

KETTLE = Facts(sku="K-1", department="Home", category="kitchen", sold=date(2026, 11, 5))


def clause(number: int, *when: Condition, **terms: Any) -> Clause:
    return Clause(number=number, when=when, terms=terms)


def among(fact: str, *words: str) -> Among:
    return Among(fact, frozenset(words))


def days_for(facts: Facts, *clauses: Clause) -> tuple[object, int]:
    found = Resolver(clauses, {"days": 0}).terms_for(facts)["days"]
    return found.value, found.clause


def test_what_no_clause_says_is_the_default() -> None:
    assert days_for(KETTLE) == (0, 0)
    assert days_for(KETTLE, clause(1, among("department", "food"), days=3)) == (0, 0)


@pytest.mark.parametrize(
    ("specific", "general"),
    [
        (among("sku", "k-1"), among("category", "kitchen")),
        (among("category", "kitchen"), among("department", "home")),
        (among("department", "home"), among("channel", "store")),
        (Between("price", 0, 10**9), among("department", "home")),
        (among("tier", ""), among("country", "")),
    ],
)
def test_the_more_specific_fact_wins(specific: Condition, general: Condition) -> None:
    for order in (1, -1):
        clauses = (clause(1, general, days=30), clause(2, specific, days=7))[::order]
        assert days_for(KETTLE, *clauses) == (7, 2)


def test_each_term_comes_from_its_own_clause() -> None:
    clauses = (
        clause(1, days=30, fee=0),
        clause(2, among("department", "home"), fee=10),
        clause(3, among("category", "kitchen"), days=14),
    )
    found = Resolver(clauses, {}).terms_for(KETTLE)
    assert (found["days"].clause, found["fee"].clause) == (3, 2)


def test_two_facts_win_over_one_of_them() -> None:
    both = clause(2, among("department", "home"), among("tier", "gold"), days=60)
    clauses = (clause(1, among("department", "home"), days=30), both)
    assert days_for(replace(KETTLE, tier="Gold"), *clauses) == (60, 2)
    assert days_for(KETTLE, *clauses) == (30, 1)


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [
        pytest.param([among("department", "home")], [among("department", "food")], False),
        pytest.param([among("department", "home")], [among("department", "home", "x")], True),
        pytest.param([Between("price", None, 99)], [Between("price", 100, None)], False),
        pytest.param([Between("price", None, 100)], [Between("price", 100, None)], True),
        pytest.param([among("promotions", "a")], [among("promotions", "b")], True),
        pytest.param([among("attribute.size", "l")], [among("attribute.size", "m")], False),
        pytest.param([among("attribute.size", "l")], [among("attribute.carat", "9")], True),
        pytest.param([among("sku", "a")], [among("category", "b")], False),
        pytest.param([], [], True),
    ],
)
def test_a_tie_is_an_error(one: list[Condition], other: list[Condition], tied: bool) -> None:
    clauses = (clause(1, *one, days=1), clause(2, *other, days=2))
    assert [(tie.term, tie.one, tie.other) for tie in ties(clauses)] == (
        [("days", 1, 2)] if tied else []
    )


def test_clauses_that_give_different_terms_do_not_tie() -> None:
    assert list(ties((clause(1, days=1), clause(2, fee=2)))) == []


conditions = st.one_of(
    st.builds(
        Among,
        st.sampled_from(["department", "tier", "reason"]),
        st.frozensets(st.sampled_from(["home", "food", "gold", "faulty"]), min_size=1),
    ),
    st.builds(
        lambda fact, a, b: Between(fact, min(a, b), max(a, b)),
        st.sampled_from(["price", "age"]),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
)
clause_lists = st.lists(
    st.lists(conditions, max_size=3, unique_by=lambda condition: condition.fact),
    min_size=1,
    max_size=6,
)
lines = st.builds(
    Facts,
    department=st.sampled_from(["Home", "Food", "Toys"]),
    tier=st.sampled_from(["", "gold"]),
    reason=st.sampled_from([None, Reason.FAULTY, Reason.GIFT]),
    price=st.integers(0, 6).map(Money),
    age=st.integers(0, 6),
    sold=st.just(date(2026, 11, 5)),
)


@given(when=clause_lists, facts=st.lists(lines, min_size=1, max_size=8))
def test_what_is_remembered_is_what_would_be_found(
    when: list[list[Condition]], facts: list[Facts]
) -> None:
    """Lines of one class share their terms: never those of another line."""
    clauses = tuple(clause(n, *each, days=n) for n, each in enumerate(when, 1))
    used = Resolver(clauses, {"days": 0})
    for line in facts:
        assert used.terms_for(line) == Resolver(clauses, {"days": 0}).terms_for(line)


@given(one=clause_lists, facts=lines)
def test_clauses_that_hold_together_can_meet(one: list[list[Condition]], facts: Facts) -> None:
    holding = [each for each in one if all(holds(condition, facts) for condition in each)]
    for each in holding:
        for other in holding:
            assert can_meet(each, other)

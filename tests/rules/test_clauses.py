"""Which clause wins: the more specific one, term by term, and never by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.clauses import Clause, Tie, ties
from models.rules.conditions import Among, Between, Condition, can_meet
from models.rules.policy import Policy
from models.rules.terms import TERMS
from models.rules.windows import Window
from models.values.codes import Reason
from tests.rules.cases import among, clause, facts, policy

if TYPE_CHECKING:
    from models.rules.facts import Facts

KETTLE = facts(sku="K-1", category="kitchen")


def days_for(line: Facts, *clauses: Clause) -> tuple[object, int]:
    given_term = policy(*clauses).terms_for(line)["window"]
    return given_term.value, given_term.clause


def test_what_no_clause_says_is_the_default() -> None:
    assert days_for(KETTLE) == (Window(), 0)
    assert days_for(KETTLE, clause(1, among("department", "food"), window=3)) == (Window(), 0)


def test_every_default_is_in_force_without_clauses() -> None:
    terms = policy().terms_for(KETTLE)
    assert {name: terms.value(name) for name in TERMS} == {
        name: term.default for name, term in TERMS.items()
    }


@pytest.mark.parametrize("order", [1, -1])
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
def test_the_more_specific_fact_wins(
    specific: Condition, general: Condition, order: int
) -> None:
    clauses = (clause(1, general, window=30), clause(2, specific, window=7))[::order]
    assert days_for(KETTLE, *clauses) == (7, 2)


def test_each_term_comes_from_its_own_clause() -> None:
    terms = policy(
        clause(1, window=30, fee__opened=0),
        clause(2, among("department", "home"), fee__opened=10),
        clause(3, among("category", "kitchen"), window=14),
    ).terms_for(KETTLE)
    assert (terms["window"].clause, terms["fee.opened"].clause) == (3, 2)


def test_two_facts_win_over_one_of_them() -> None:
    both = clause(2, among("department", "home"), among("tier", "gold"), window=60)
    clauses = (clause(1, among("department", "home"), window=30), both)
    assert days_for(facts(tier="Gold"), *clauses) == (60, 2)
    assert days_for(KETTLE, *clauses) == (30, 1)


def test_two_attributes_win_over_one() -> None:
    both = clause(2, among("attribute.size", "l"), among("attribute.colour", "red"), window=7)
    line = facts(attributes={"size": "L", "colour": "red"})
    assert days_for(line, both, clause(1, among("attribute.size", "l"), window=30)) == (7, 2)


def test_a_family_lists_what_is_set_and_leaves_out_what_is_waived() -> None:
    terms = policy(
        clause(1, fee__opened=15, fee__delivery=5, refund__instead__cheque="cash"),
        clause(2, among("department", "home"), fee__delivery=None),
    ).terms_for(KETTLE)
    assert [(name, given.value) for name, given in terms.all_of("fee")] == [("opened", 15)]
    assert [name for name, _ in terms.all_of("refund.instead")] == ["cheque"]
    assert terms.all_of("capture") == ()
    assert terms.version == 7


def test_a_clause_is_found_by_its_number() -> None:
    terms = policy(clause(1, window=30), clause(4, among("tier", "gold"), window=60))
    paragraph = terms.clause(4)
    assert paragraph is not None
    assert paragraph.number == 4
    assert terms.clause(2) is None


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [
        pytest.param([among("department", "home")], [among("department", "food")], False),
        pytest.param([among("department", "home")], [among("department", "home", "x")], True),
        pytest.param([Between("price", None, 99)], [Between("price", 100, None)], False),
        pytest.param([Between("price", None, 100)], [Between("price", 100, None)], True),
        pytest.param([Between("price", 100, None)], [Between("price", None, 99)], False),
        pytest.param([Between("price", 5, None)], [Between("price", 9, None)], True),
        pytest.param([Between("price", None, 5)], [Between("price", None, 9)], True),
        pytest.param([among("promotion", "a")], [among("promotion", "b")], True),
        pytest.param([among("attribute.size", "l")], [among("attribute.size", "m")], False),
        pytest.param([among("attribute.size", "l")], [among("attribute.carat", "9")], True),
        pytest.param(
            [among("attribute.carat", "9")], [Between("attribute.carat", 9001, None)], False
        ),
        pytest.param(
            [Between("attribute.carat", 9000, None)], [among("attribute.carat", "x", "9")], True
        ),
        pytest.param([among("sku", "a")], [among("category", "b")], False),
        pytest.param(
            [among("sku", "a"), among("tier", "gold")],
            [among("sku", "a"), among("tier", "blue")],
            False,
        ),
        pytest.param([], [], True),
    ],
)
def test_a_tie_is_an_error(one: list[Condition], other: list[Condition], tied: bool) -> None:
    clauses = (clause(1, *one, window=1), clause(2, *other, window=2))
    assert list(ties(clauses)) == ([Tie("window", 1, 2)] if tied else [])


def test_every_term_that_ties_is_named() -> None:
    clauses = (clause(1, window=1, proof=1, late=1), clause(5, window=2, late=2))
    assert list(ties(clauses)) == [Tie("late", 1, 5), Tie("window", 1, 5)]


def test_clauses_that_give_different_terms_do_not_tie() -> None:
    assert list(ties((clause(1, window=1), clause(2, final_sale=True)))) == []


conditions = st.one_of(
    st.builds(
        Among,
        st.sampled_from(["department", "tier", "reason", "promotion"]),
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


def a_line(days: int, **given: Any) -> Facts:
    return facts(days, sold=1, **given)


lines = st.builds(
    a_line,
    st.integers(0, 6),
    department=st.sampled_from(["Home", "Food", "Toys"]),
    tier=st.sampled_from(["", "gold"]),
    promotions=st.sampled_from([(), ("Home",), ("food", "gold")]),
    reason=st.sampled_from([None, Reason.FAULTY, Reason.GIFT]),
    paid=st.integers(0, 6),
)


@given(when=clause_lists, brought=st.lists(lines, min_size=1, max_size=8))
def test_what_is_remembered_is_what_would_be_found(
    when: list[list[Condition]], brought: list[Facts]
) -> None:
    """Lines of one class share their terms: never those of another line."""
    clauses = tuple(clause(n, *each, window=n) for n, each in enumerate(when, 1))
    used = Policy(number=1, clauses=clauses)
    for line in brought:
        afresh = Policy(number=1, clauses=clauses)
        assert used.terms_for(line).given == afresh.terms_for(line).given


@given(when=clause_lists, line=lines)
def test_clauses_that_hold_together_can_meet(when: list[list[Condition]], line: Facts) -> None:
    holding = [each for each in when if all(condition.holds(line) for condition in each)]
    for each in holding:
        for other in holding:
            assert can_meet(each, other)

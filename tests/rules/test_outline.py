"""The policy as a table: what a row says itself, what it inherits, and from which clause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.rules.clauses import Clause
from models.rules.conditions import Among, Between, Condition, implies
from models.rules.edits import INHERIT, add_row, remove_row, set_terms
from models.rules.outline import (
    WHOLE_SHOP,
    Conditions,
    Kind,
    Row,
    outline,
)
from models.rules.policy import Given, Policy
from models.rules.terms import Fee
from models.rules.windows import Window

MONTH, FORTNIGHT, WEEK = Window(days=30), Window(days=14), Window(days=7)
GOODS = {"phones": "electronics", "radios": "electronics", "dolls": "toys"}


def among(fact: str, *words: str) -> Among:
    return Among(fact, frozenset(words))


ELECTRONICS, TOYS = among("department", "electronics"), among("department", "toys")
PHONES = among("category", "phones")
OPENED = among("condition", "opened", "used")
ADVENT = Between("sold", date(2026, 11, 1).toordinal(), date(2026, 12, 25).toordinal())


def clause(number: int, *when: Condition, **terms: Any) -> Clause:
    named = {name.replace("__", "."): value for name, value in terms.items()}
    return Clause(number=number, when=when, terms=named)


def a_policy(*clauses: Clause) -> Policy:
    return Policy(number=7, clauses=clauses)


def about(*when: Condition) -> Conditions:
    return frozenset(when)


SHOP_TERMS = a_policy(
    clause(1, window=MONTH),
    clause(2, PHONES, window=WEEK),
    clause(3, ADVENT, late=()),
    clause(4, ELECTRONICS, window=FORTNIGHT, fee__restocking=Fee(percent=Decimal(15))),
    clause(5, TOYS, final_sale=False),
    clause(6, ELECTRONICS, OPENED, final_sale=True),
    clause(7, OPENED, window=Window(days=3)),
)


def the_row(policy: Policy, *when: Condition) -> Row:
    row = outline(policy, GOODS).row(about(*when))
    assert row is not None
    return row


def test_the_shop_stands_first_then_departments_with_their_categories() -> None:
    rows = outline(SHOP_TERMS, GOODS).rows
    assert [(row.kind, row.depth, row.clauses) for row in rows] == [
        (Kind.SHOP, 0, (1,)),
        (Kind.DEPARTMENT, 0, (4,)),
        (Kind.CATEGORY, 1, (2,)),
        (Kind.DEPARTMENT, 0, (5,)),
        (Kind.SPECIAL, 0, (3,)),
        (Kind.SPECIAL, 0, (7,)),
        (Kind.SPECIAL, 0, (6,)),
    ]


def test_the_whole_shop_has_a_row_though_no_clause_speaks_of_it() -> None:
    rows = outline(a_policy(clause(1, TOYS, window=WEEK))).rows
    assert [row.kind for row in rows] == [Kind.SHOP, Kind.DEPARTMENT]
    assert rows[0].own == {}


def test_clauses_with_the_same_conditions_are_one_row_in_whatever_order_they_name_them() -> (
    None
):
    policy = a_policy(
        clause(1, ELECTRONICS, OPENED, window=WEEK),
        clause(2, OPENED, ELECTRONICS, final_sale=False),
    )
    row = the_row(policy, OPENED, ELECTRONICS)
    assert row.own == {"window": Given(WEEK, 1), "final_sale": Given(False, 2)}
    assert row.clauses == (1, 2)


def test_a_category_stands_under_its_department_where_that_has_a_row() -> None:
    phones = clause(2, PHONES, window=WEEK)
    under = a_policy(clause(1, ELECTRONICS, window=MONTH), phones)
    assert the_row(under, PHONES).depth == 1
    alone = a_policy(clause(1, ELECTRONICS, OPENED, window=MONTH), phones)
    assert the_row(alone, PHONES).depth == 0


def test_there_is_no_row_of_what_no_clause_speaks_of() -> None:
    assert outline(SHOP_TERMS, GOODS).row(about(among("tier", "gold"))) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((), (among("department", "art"),)),
        ((among("department", "art"),), (among("department", "toys"),)),
        ((ELECTRONICS,), (PHONES,)),
        ((PHONES,), (among("category", "radios"),)),
        ((among("category", "radios"),), (TOYS,)),
        ((TOYS,), (among("tier", "gold"),)),
        ((among("category", "tea"),), (among("tier", "gold"),)),
        ((TOYS,), (among("category", "tea"),)),
        ((among("tier", "gold"),), (among("tier", "silver"),)),
        ((Between("age", 1, None),), (Between("age", 2, None),)),
        ((Between("age", 1, 8),), (Between("age", 1, 9),)),
        ((Between("age", None, 9),), (Between("age", 2, 3),)),
        ((Between("age", None, None),), (Between("age", None, 3),)),
    ],
)
def test_the_order_of_rows(one: tuple[Condition, ...], other: tuple[Condition, ...]) -> None:
    clauses = (
        clause(1, *other, final_sale=True),
        clause(2, *one, final_sale=False),
        clause(3, TOYS, window=WEEK),
        clause(4, ELECTRONICS, window=WEEK),
    )
    order = [row.when for row in outline(a_policy(*clauses), GOODS).rows]
    assert order.index(about(*one)) < order.index(about(*other))


def test_a_category_may_name_its_department_too() -> None:
    row = the_row(a_policy(clause(1, ELECTRONICS, PHONES, window=WEEK)), ELECTRONICS, PHONES)
    assert row.kind is Kind.CATEGORY


@pytest.mark.parametrize(
    ("when", "term", "given"),
    [
        ((), "window", Given(MONTH, 1)),
        ((ELECTRONICS,), "window", Given(FORTNIGHT, 4)),
        ((TOYS,), "window", Given(MONTH, 1)),
        ((PHONES,), "window", Given(WEEK, 2)),
        ((PHONES,), "fee.restocking", Given(Fee(percent=Decimal(15)), 4)),
        ((ADVENT,), "window", Given(MONTH, 1)),
        ((ELECTRONICS, OPENED), "window", Given(Window(days=3), 7)),
        ((ELECTRONICS, OPENED), "fee.restocking", Given(Fee(percent=Decimal(15)), 4)),
        ((TOYS,), "defect.choice", Given("shop", 0)),
        ((TOYS,), "fee.restocking", None),
    ],
)
def test_a_row_says_its_own_or_what_less_special_rows_say(
    when: tuple[Condition, ...], term: str, given: Given | None
) -> None:
    assert the_row(SHOP_TERMS, *when).given(term) == given


def test_an_own_value_does_not_hide_what_would_be_inherited() -> None:
    row = the_row(SHOP_TERMS, PHONES)
    assert row.own["window"] == Given(WEEK, 2)
    assert row.inherited["window"] == Given(FORTNIGHT, 4)


def test_a_category_of_no_known_department_inherits_from_the_shop_alone() -> None:
    row = outline(SHOP_TERMS, {}).row(about(PHONES))
    assert row
    assert row.depth == 0
    assert row.inherited["window"] == Given(MONTH, 1)


@pytest.mark.parametrize(
    ("one", "other", "certain"),
    [
        (among("tier", "gold"), among("tier", "gold", "silver"), True),
        (among("tier", "gold", "silver"), among("tier", "gold"), False),
        (among("tier", "gold"), among("channel", "gold"), False),
        (Between("age", 3, 9), Between("age", 3, 9), True),
        (Between("age", 3, 9), Between("age", 4, None), False),
        (Between("age", 3, 9), Between("age", None, 8), False),
        (Between("age", 3, None), Between("age", None, None), True),
        (Between("age", None, 9), Between("age", 0, 9), False),
        (among("attribute.weight", "20.5"), Between("attribute.weight", 20_500), True),
        (among("attribute.weight", "20.4"), Between("attribute.weight", 20_500), False),
        (among("attribute.weight", "heavy"), Between("attribute.weight", 0), False),
        (Between("attribute.weight", 1, 1), among("attribute.weight", "0.001"), False),
    ],
)
def test_one_condition_holds_whenever_another_does(
    one: Condition, other: Condition, certain: bool
) -> None:
    assert implies(one, other) is certain


def test_a_term_is_changed_where_it_stands_and_its_old_words_go() -> None:
    spoken = Clause(number=1, terms={"window": MONTH}, text={"en": "A month."})
    changed = set_terms(a_policy(spoken), WHOLE_SHOP, {"window": WEEK})
    assert changed.clauses == (clause(1, window=WEEK),)


def test_words_stay_where_nothing_was_changed() -> None:
    policy = a_policy(Clause(number=1, terms={"window": MONTH}, text={"en": "A month."}))
    assert set_terms(policy, WHOLE_SHOP, {"window": MONTH}) == policy


def test_a_new_term_joins_its_row_and_a_new_row_gets_a_clause() -> None:
    policy = set_terms(SHOP_TERMS, about(TOYS), {"window": WEEK})
    assert policy.clause(5) == clause(5, TOYS, final_sale=False, window=WEEK)
    food = among("department", "food")
    policy = set_terms(policy, about(food), {"final_sale": True})
    assert policy.clauses[-1] == clause(8, food, final_sale=True)


def test_several_terms_of_a_row_are_set_at_once() -> None:
    policy = set_terms(SHOP_TERMS, about(TOYS), {"window": WEEK, "final_sale": True})
    assert policy.clause(5) == clause(5, TOYS, window=WEEK, final_sale=True)


def test_a_term_stays_in_the_clause_of_the_row_that_gives_it() -> None:
    policy = a_policy(clause(1, TOYS, final_sale=True), clause(2, TOYS, window=MONTH))
    changed = set_terms(policy, about(TOYS), {"window": WEEK})
    assert changed.clauses == (clause(1, TOYS, final_sale=True), clause(2, TOYS, window=WEEK))


def test_a_policy_begins_with_clause_one() -> None:
    policy = set_terms(a_policy(), WHOLE_SHOP, {"window": WEEK})
    assert policy.clauses == (clause(1, window=WEEK),)


def test_a_row_names_its_most_special_fact_first() -> None:
    size, kettle = among("attribute.size", "xl"), among("sku", "k-1")
    outlet = among("promotion", "outlet")
    policy = add_row(a_policy(), about(outlet, size, kettle))
    assert policy.clauses == (clause(1, kettle, size, outlet),)


def test_to_inherit_takes_the_own_value_away() -> None:
    policy = set_terms(SHOP_TERMS, about(PHONES), {"window": INHERIT})
    assert the_row(policy, PHONES).given("window") == Given(FORTNIGHT, 4)
    nowhere = about(among("tier", "gold"))
    assert set_terms(SHOP_TERMS, nowhere, {"window": INHERIT}) == SHOP_TERMS


def test_rows_come_and_go() -> None:
    gold = about(OPENED, among("tier", "gold"))
    more = add_row(SHOP_TERMS, gold)
    row = outline(more).row(gold)
    assert row
    assert row.own == {}
    assert [asked.fact for asked in more.clauses[-1].when] == ["condition", "tier"]
    assert add_row(more, gold) == more
    assert remove_row(more, gold) == SHOP_TERMS

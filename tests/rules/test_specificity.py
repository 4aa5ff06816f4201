"""Every fact that a clause may ask about: where it holds and where it just does not."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import pytest

from models.rules.conditions import (
    Among,
    Between,
    Condition,
    sort_of,
    specificity,
    thousandths,
)
from models.rules.facts import FACTS, OPTIONS, Sort
from models.values import Money
from models.values import Quantity as Q
from models.values.codes import Condition as State
from models.values.codes import Obtained, Proof, Reason, Remedy, Standing
from tests.rules.cases import SOLD_ON, among, clause, covers, facts, policy

TODAY = SOLD_ON.toordinal()

CASES: list[tuple[Condition, dict[str, Any], dict[str, Any]]] = [
    (among("sku", "k-1"), {"sku": "K-1"}, {"sku": "K-2"}),
    (among("attribute.size", "l"), {"attributes": {"size": "L"}}, {"attributes": {}}),
    (among("attribute.size", "l"), {"attributes": {"size": "l"}}, {"attributes": {"s": "l"}}),
    (
        Between("attribute.weight", 20001, None),
        {"attributes": {"weight": "20.001"}},
        {"attributes": {"weight": "20"}},
    ),
    (
        Between("attribute.weight", 1000, 2000),
        {"attributes": {"weight": "2"}},
        {"attributes": {"weight": "heavy"}},
    ),
    (among("promotion", "3for2", "x"), {"promotions": ("a", "3FOR2")}, {"promotions": ("a",)}),
    (among("coupon", "other"), {"coupon": "other"}, {"coupon": "own"}),
    (among("obtained", "exchanged"), {"obtained": Obtained.EXCHANGED}, {}),
    (among("condition", "opened"), {"condition": State.OPENED}, {"condition": None}),
    (among("reason", "faulty"), {"reason": Reason.FAULTY}, {"reason": None}),
    (among("brand", "acme"), {"brand": "ACME"}, {"brand": "Acm"}),
    (among("category", "kitchen"), {"category": "Kitchen"}, {"category": ""}),
    (among("serialised", "yes"), {"serialised": True}, {"serialised": False}),
    (among("serialised", "no"), {"serialised": False}, {"serialised": True}),
    (Between("price", 500, None), {"sold": 3, "paid": 1500}, {"sold": 3, "paid": 1497}),
    (Between("price", None, 499), {"sold": 3, "paid": 1497}, {"sold": 3, "paid": 1500}),
    (
        Between("value", 1000, None),
        {"quantity": 2, "paid": 1500},
        {"quantity": 2, "paid": 1498},
    ),
    (Between("case_value", 5001, None), {"case_value": 5001}, {"case_value": 5000}),
    (Between("units", 5000, None), {"units": 5}, {"units": "4.999"}),
    (Between("units", 2000, None), {"quantity": 2}, {"quantity": 1}),
    (among("department", "home"), {"department": "HOME"}, {"department": "Food"}),
    (among("proof", "none"), {"proof": Proof.NONE}, {}),
    (among("tender", "cash"), {"tender": "cash"}, {"tender": "credit"}),
    (among("staff", "yes"), {"staff": True}, {}),
    (among("standing", "trusted"), {"standing": Standing.TRUSTED}, {}),
    (among("tier", "gold"), {"tier": "Gold"}, {"tier": "Golden"}),
    (among("remedy", "exchange"), {"remedy": Remedy.EXCHANGE}, {}),
    (Between("sold", TODAY, TODAY), {}, {"sold_on": SOLD_ON + timedelta(1)}),
    (Between("sold", None, TODAY), {}, {"sold_on": SOLD_ON + timedelta(1)}),
    (Between("age", 31, None), {"days": 31}, {"days": 30}),
    (among("place", "same"), {"store": "A", "here": "A"}, {"store": "A", "here": "B"}),
    (among("place", "other"), {"store": "A", "here": "B"}, {"store": "A", "here": "A"}),
    (
        among("place", "not-carried"),
        {"store": "A", "here": "A", "carries_brand": False},
        {"store": "A", "here": "B"},
    ),
    (among("sold_in", "a"), {"store": "A"}, {"here": "A"}),
    (among("returned_in", "a"), {"here": "A"}, {"store": "A"}),
    (among("channel", "web"), {"channel": "Web"}, {}),
    (among("country", "id"), {"country": "ID"}, {"country": "PH"}),
]


@covers(*(condition.fact.split(".")[0] for condition, _, _ in CASES))
@pytest.mark.parametrize(
    ("condition", "inside", "outside"),
    CASES,
    ids=[f"{place}-{condition.fact}" for place, (condition, _, _) in enumerate(CASES)],
)
def test_a_fact_holds_up_to_its_boundary(
    condition: Condition, inside: dict[str, Any], outside: dict[str, Any]
) -> None:
    """Found afresh, and found by the class that a policy remembers."""
    terms = policy(clause(1, condition, window=5))
    for given, holds in ((inside, True), (outside, False), (inside, True)):
        line = facts(**given)
        assert condition.holds(line) is holds
        assert (terms.terms_for(line)["window"].clause == 1) is holds


@pytest.mark.parametrize(
    ("specific", "general"),
    [(one.name, other.name) for one, other in itertools.pairwise(FACTS)],
)
def test_the_order_of_facts_is_the_order_of_specificity(specific: str, general: str) -> None:
    """One more specific fact outweighs all that are less specific together."""
    place = [fact.name for fact in FACTS].index(general)
    rest = [among(fact.name, "x") for fact in FACTS[place:]]
    if specific == "attribute":
        specific = "attribute.size"
    assert specificity([among(specific, "x")]) > specificity(rest)


def test_the_words_of_the_program_are_the_codes() -> None:
    assert set(OPTIONS) <= {fact.name for fact in FACTS if fact.sort is Sort.WORD}
    assert OPTIONS["standing"] == ("trusted", "blocked")


def test_sorts_are_known_by_name() -> None:
    assert sort_of("attribute.size") is Sort.WORD
    assert sort_of("promotion") is Sort.WORDS
    assert sort_of("sold") is Sort.DATE
    with pytest.raises(KeyError):
        sort_of("weather")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.5", 1500),
        ("0.001", 1),
        ("-2", -2000),
        ("", None),
        ("large", None),
        ("Infinity", None),
        ("NaN", None),
    ],
)
def test_an_attribute_read_as_a_number(text: str, number: int | None) -> None:
    assert thousandths(text) == number


def test_words_are_met_by_any_and_bounds_are_both_in() -> None:
    one = Between("price", 10, 20)
    assert [one.has(number) for number in (9, 10, 20, 21, None)] == [
        False,
        True,
        True,
        False,
        False,
    ]
    assert Among("promotion", frozenset({"a"})).holds(facts(promotions=("a", "b")))


def test_what_facts_say_of_themselves() -> None:
    line = facts(12, quantity=2, paid=1001, store="A", here="B")
    assert (line.age, line.value, line.line.price) == (12, Money(667), 334)
    assert line.line.left == Q.of(3)
    assert facts(sold_on=date(2026, 2, 28), today=date(2026, 3, 1)).age == 1

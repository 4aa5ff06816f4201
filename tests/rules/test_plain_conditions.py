"""Conditions of clauses as codes and facts that every language can say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.rules.conditions import Among, Between, Condition
from models.rules.plain import plain_condition
from models.values import Message, Money, Quantity


def day(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (
            Among("department", frozenset({"toys", "games"})),
            Message("when.department", {"words": ("games", "toys")}),
        ),
        (
            Among("condition", frozenset({"damaged", "opened", "used"})),
            Message("when.condition", {"condition": ("opened", "used", "damaged")}),
        ),
        (Among("staff", frozenset({"yes"})), Message("when.staff.yes")),
        (Among("staff", frozenset({"yes", "no"})), Message("when.any")),
        (Among("country", frozenset({"id"})), Message("when.country", {"words": ("ID",)})),
        (
            Among("tender", frozenset({"cheque"})),
            Message("when.tender", {"paid_with": ("cheque",)}),
        ),
        (
            Among("attribute.size", frozenset({"xl"})),
            Message("when.attribute", {"attribute": "size", "words": ("xl",)}),
        ),
        (
            Between("price", 50_001, None),
            Message("when.over", {"fact": "price", "least": Money(50_000)}),
        ),
        (
            Between("price", 50_000, None),
            Message("when.from", {"fact": "price", "least": Money(50_000)}),
        ),
        (
            Between("price", None, 49_999),
            Message("when.under", {"fact": "price", "most": Money(50_000)}),
        ),
        (
            Between("price", None, 50_000),
            Message("when.to", {"fact": "price", "most": Money(50_000)}),
        ),
        (
            Between("units", 3000, 5000),
            Message(
                "when.between",
                {"fact": "units", "least": Quantity.of(3), "most": Quantity.of(5)},
            ),
        ),
        (
            Between("units", 2001, None),
            Message("when.over", {"fact": "units", "least": Quantity.of(2)}),
        ),
        (
            Between("price", 100, 199),
            Message(
                "all",
                {
                    "parts": (
                        Message("when.from", {"fact": "price", "least": Money(100)}),
                        Message("when.under", {"fact": "price", "most": Money(200)}),
                    )
                },
            ),
        ),
        (
            Between("attribute.weight", 20_000, 20_000),
            Message("when.exactly", {"fact": "weight", "least": Decimal(20)}),
        ),
        (
            Between("sold", day(2026, 11, 1), day(2026, 12, 25)),
            Message(
                "when.sold.between", {"first": date(2026, 11, 1), "last": date(2026, 12, 25)}
            ),
        ),
        (
            Between("sold", day(2026, 11, 1), day(2026, 11, 1)),
            Message(
                "when.sold.on", {"first": date(2026, 11, 1), "last": date(2026, 11, 1)}
            ),
        ),
        (
            Between("sold", day(2026, 11, 1), None),
            Message("when.sold.from", {"first": date(2026, 11, 1)}),
        ),
        (
            Between("sold", None, day(2026, 12, 25)),
            Message("when.sold.to", {"last": date(2026, 12, 25)}),
        ),
        (Between("sold"), Message("when.sold.any")),
        (Between("age", None, 30), Message("when.age.to", {"most": 30})),
        (Between("age", 30, None), Message("when.age.from", {"least": 30})),
        (Between("age", 30, 30), Message("when.age.on", {"least": 30, "most": 30})),
        (Between("age", 2, 30), Message("when.age.between", {"least": 2, "most": 30})),
        (Between("age"), Message("when.age.any")),
        (Between("price"), Message("when.any")),
        (
            Between("price", 1, None),
            Message("when.over", {"fact": "price", "least": Money(0)}),
        ),
        (
            Between("price", 12_346, None),
            Message("when.from", {"fact": "price", "least": Money(12_346)}),
        ),
        (
            Between("price", None, 12_345),
            Message("when.to", {"fact": "price", "most": Money(12_345)}),
        ),
        (
            Between("price", None, 0),
            Message("when.to", {"fact": "price", "most": Money(0)}),
        ),
        (
            Between("price", 60_000, 60_000),
            Message("when.exactly", {"fact": "price", "least": Money(60_000)}),
        ),
        (
            Between("price", 50_001, 60_000),
            Message(
                "all",
                {
                    "parts": (
                        Message("when.over", {"fact": "price", "least": Money(50_000)}),
                        Message("when.to", {"fact": "price", "most": Money(60_000)}),
                    )
                },
            ),
        ),
        (
            Between("attribute.weight", 1500, None),
            Message("when.from", {"fact": "weight", "least": Decimal("1.5")}),
        ),
    ],
)  # fmt: skip
def test_a_condition(condition: Condition, said: Message) -> None:
    assert plain_condition(condition) == said

"""What differs between two versions, so that a reviewer sees all of it and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.clauses import Clause
from models.rules.compare import ABSENT, Difference, compare_versions
from models.rules.conditions import Among, Between, Condition
from models.rules.policy import Policy
from models.rules.windows import Window

TOYS = Among("department", frozenset({"toys"}))
ONLINE = Among("channel", frozenset({"online"}))
SIZES = Among("attribute.size", frozenset({"38", "39"}))
UP_TO_40 = Between("attribute.size", None, 40_000)
MONTH, FORTNIGHT = Window(days=30), Window(days=14)


def a_policy(*clauses: Clause, **whole: Any) -> Policy:
    return Policy(**{"number": 1, "clauses": clauses, **whole})


def a_clause(number: int, *when: Condition, text: str = "", **terms: Any) -> Clause:
    return Clause(number=number, when=when, terms=terms, text={"en": text} if text else {})


@pytest.mark.parametrize(
    ("one", "other", "differences"),
    [
        pytest.param(
            a_policy(a_clause(1, window=MONTH)),
            a_policy(a_clause(1, window=MONTH), number=2),
            [],
            id="a number alone is no difference",
        ),
        pytest.param(
            a_policy(a_clause(1, window=MONTH), a_clause(2, TOYS, ONLINE, final_sale=True)),
            a_policy(a_clause(2, ONLINE, TOYS, final_sale=True), a_clause(1, window=MONTH)),
            [],
            id="order is no difference",
        ),
        pytest.param(
            a_policy(a_clause(1, SIZES, UP_TO_40, final_sale=True)),
            a_policy(a_clause(1, UP_TO_40, SIZES, final_sale=True)),
            [],
            id="nor is the order of two conditions of one fact",
        ),
        pytest.param(
            a_policy(a_clause(1, window=MONTH, final_sale=False)),
            a_policy(a_clause(1, window=FORTNIGHT, final_sale=False)),
            [(1, "window", MONTH, FORTNIGHT)],
            id="another value",
        ),
        pytest.param(
            a_policy(a_clause(1, window=MONTH)),
            a_policy(a_clause(1, window=MONTH, inspection=None)),
            [(1, "inspection", ABSENT, None)],
            id="none is a value, and not the same as nothing said",
        ),
        pytest.param(
            a_policy(a_clause(1, window=MONTH, final_sale=True)),
            a_policy(a_clause(1, window=MONTH)),
            [(1, "final_sale", True, ABSENT)],
            id="a term is gone",
        ),
        pytest.param(
            a_policy(a_clause(2, TOYS, window=MONTH)),
            a_policy(a_clause(2, TOYS, ONLINE, window=MONTH)),
            [(2, "when", (TOYS,), (ONLINE, TOYS))],
            id="another condition",
        ),
        pytest.param(
            a_policy(a_clause(1, window=MONTH, text="A month")),
            a_policy(a_clause(1, window=MONTH, text="Thirty days")),
            [(1, "text", {"en": "A month"}, {"en": "Thirty days"})],
            id="other words",
        ),
        pytest.param(
            a_policy(a_clause(1, window=MONTH), a_clause(2, TOYS, window=FORTNIGHT)),
            a_policy(a_clause(1, window=MONTH), a_clause(3, ONLINE, window=FORTNIGHT)),
            [
                (2, "when", (TOYS,), ABSENT),
                (2, "window", FORTNIGHT, ABSENT),
                (3, "when", ABSENT, (ONLINE,)),
                (3, "window", ABSENT, FORTNIGHT),
            ],
            id="one clause came, one went",
        ),
        pytest.param(
            a_policy(name="Spring"),
            a_policy(name="Autumn", day_of_sale_counts=True, kinder_today=False),
            [
                (0, "name", "Spring", "Autumn"),
                (0, "day_of_sale_counts", False, True),
                (0, "kinder_today", True, False),
            ],
            id="settings of the whole policy",
        ),
    ],
)
def test_differences(
    one: Policy, other: Policy, differences: list[tuple[int, str, Any, Any]]
) -> None:
    found = compare_versions(one, other)
    assert found == tuple(Difference(*expected) for expected in differences)
    back = [(d.clause, d.term, d.after, d.before) for d in compare_versions(other, one)]
    assert sorted(back, key=repr) == sorted(differences, key=repr)

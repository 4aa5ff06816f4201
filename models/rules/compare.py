"""What differs between two versions of a policy, clause by clause and term by term."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.rules.clauses import Clause
    from models.rules.policy import Policy


class Absent(Enum):
    """Stands where a clause does not set a term: ``None`` is a value, such as no fee."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
WHOLE: Final = ("name", "day_of_sale_counts", "kinder_today")
"""What is set for the whole policy."""


@dataclass(frozen=True, slots=True)
class Difference:
    """``clause`` is 0 for what is set for the whole policy; ``term`` may also be the
    clause's ``when`` or ``text``. A clause that came or went differs in all it says."""

    clause: int
    term: str
    before: Any
    after: Any


def compare_versions(one: Policy, other: Policy) -> tuple[Difference, ...]:
    """From ``one`` to ``other``, in the order of the clauses' numbers.

    Clauses are the same where their number is. The order of clauses, of their conditions
    and of their terms makes no difference.
    """
    before, after = _clauses(one), _clauses(other)
    found = [_whole(one, other)]
    for number in sorted(before.keys() | after.keys()):
        found.append(_clause(number, before.get(number, {}), after.get(number, {})))
    return tuple(difference for differences in found for difference in differences)


def _whole(one: Policy, other: Policy) -> Iterator[Difference]:
    for name in WHOLE:
        before, after = getattr(one, name), getattr(other, name)
        if before != after:
            yield Difference(0, name, before, after)


def _clauses(policy: Policy) -> dict[int, dict[str, Any]]:
    return {clause.number: _said(clause) for clause in policy.clauses}


def _said(clause: Clause) -> dict[str, Any]:
    when = tuple(sorted(clause.when, key=lambda asks: (asks.fact, type(asks).__name__)))
    said = {"when": when, **{name: clause.terms[name] for name in sorted(clause.terms)}}
    return {**said, "text": dict(clause.text)} if clause.text else said


def _clause(number: int, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for name in {**before, **after}:
        was, will_be = before.get(name, ABSENT), after.get(name, ABSENT)
        if was != will_be:
            yield Difference(number, name, was, will_be)

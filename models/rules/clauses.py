"""Clauses: when these facts hold, these terms apply; and which of them wins.

For every term the most specific clause that holds gives the value. Specificity is settled by
the facts a clause names, in the order of :data:`models.rules.facts.FACTS`. Two clauses that
are equally specific, set the same term and can both hold tie: that is an error of the policy,
found by :func:`ties`, and such a policy is never put in force.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from models.rules.conditions import can_meet, specificity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.rules.conditions import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One numbered paragraph of a policy; ``terms`` go by the names of that module."""

    number: int
    when: tuple[Condition, ...] = ()
    terms: Mapping[str, Any]
    text: Mapping[str, str] = field(default_factory=dict)
    """What a clerk reads out, by language; made from the terms where it is left out."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two clauses of which neither wins, though both give ``term``."""

    term: str
    one: int
    other: int


def weakest_first(clauses: Iterable[Clause]) -> list[Clause]:
    """So that each clause may overwrite what those before it set."""
    return sorted(clauses, key=lambda clause: (specificity(clause.when), -clause.number))


def ties(clauses: Iterable[Clause]) -> Iterator[Tie]:
    """Every pair of clauses of which neither wins over the other, term by term."""
    for one, other in combinations(clauses, 2):
        shared = one.terms.keys() & other.terms.keys()
        if (
            shared
            and specificity(one.when) == specificity(other.when)
            and can_meet(one.when, other.when)
        ):
            for term in sorted(shared):
                yield Tie(term, one.number, other.number)

"""A policy as a table: whom and what it is about down the rows, what it says of that beside.

Clauses with the same conditions are one row. A row has its own values, and inherits what less
specific clauses give that hold whenever the row's conditions hold. So the table shows of every
row what is certain; what a more special row changes again stands in that row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from models.rules.clauses import weakest_first
from models.rules.conditions import Among, Between, implies, specificity
from models.rules.policy import Given
from models.rules.terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.rules.clauses import Clause
    from models.rules.conditions import Condition
    from models.rules.policy import Policy

Conditions = frozenset["Among | Between"]
"""What a row is about, whatever the order in which it was written; empty: the whole shop."""

WHOLE_SHOP: Conditions = frozenset()


class Kind(StrEnum):
    """Where a row stands in the table."""

    SHOP = "shop"
    DEPARTMENT = "department"
    CATEGORY = "category"
    SPECIAL = "special"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is said of one part of the shop; ``depth`` 1 stands under the row above it."""

    when: Conditions
    kind: Kind
    depth: int = 0
    clauses: tuple[int, ...] = ()
    own: Mapping[str, Given] = field(default_factory=dict)
    inherited: Mapping[str, Given] = field(default_factory=dict)
    """Without the careful defaults: what no clause says is not in here."""

    def given(self, term: str) -> Given | None:
        """What holds of a term, and which clause says so; the default is clause 0.

        Nothing for a name of the shop's own, such as a fee's, that no clause sets.
        """
        found = self.own.get(term) or self.inherited.get(term)
        if found is None and term in TERMS:
            return Given(TERMS[term].default, 0)
        return found

    @property
    def terms(self) -> frozenset[str]:
        """Every term that a clause gives."""
        return frozenset(self.own) | frozenset(self.inherited)


@dataclass(frozen=True, slots=True)
class Outline:
    """The rows in the order of the table."""

    rows: tuple[Row, ...]

    def row(self, when: Conditions) -> Row | None:
        return next((row for row in self.rows if row.when == when), None)


def outline(policy: Policy, goods: Mapping[str, str] | None = None) -> Outline:
    """The shop first, departments with their categories, then special conditions.

    ``goods`` names the department of each category, all in lower case: a category that lies
    in one department inherits from it.
    """
    known = goods or {}
    groups: dict[Conditions, list[Clause]] = {WHOLE_SHOP: []}
    for clause in policy.clauses:
        groups.setdefault(frozenset(clause.when), []).append(clause)
    ordered = sorted(groups, key=lambda when: _place(when, known))
    departments = [when for when in groups if _kind(when) is Kind.DEPARTMENT]
    by_weight = weakest_first(policy.clauses)
    return Outline(
        tuple(
            Row(
                when=when,
                kind=_kind(when),
                depth=int(_lies_under(when, departments, known)),
                clauses=tuple(clause.number for clause in groups[when]),
                own=_values(groups[when]),
                inherited=_values(_holding(when, by_weight, known)),
            )
            for when in ordered
        )
    )


def _kind(when: Conditions) -> Kind:
    facts = {condition.fact for condition in when}
    if not facts:
        return Kind.SHOP
    if facts == {"department"}:
        return Kind.DEPARTMENT
    if facts == {"category"} or facts == {"category", "department"}:
        return Kind.CATEGORY
    return Kind.SPECIAL


def _words(when: Conditions, fact: str) -> frozenset[str]:
    """What a row asks of a fact in words."""
    for condition in when:
        if condition.fact == fact and isinstance(condition, Among):
            return condition.words
    return frozenset()


def _departments_of(when: Conditions, goods: Mapping[str, str]) -> frozenset[str]:
    """The departments that a row's goods lie in; nothing where that is not known."""
    named = _words(when, "department")
    if named:
        return named
    found = {goods.get(category, "") for category in _words(when, "category")}
    return frozenset() if "" in found else frozenset(found)


def _lies_under(
    when: Conditions, departments: Iterable[Conditions], goods: Mapping[str, str]
) -> bool:
    if _kind(when) is not Kind.CATEGORY:
        return False
    inside = _departments_of(when, goods)
    return bool(inside) and any(inside <= _words(above, "department") for above in departments)


def _place(when: Conditions, goods: Mapping[str, str]) -> tuple[object, ...]:
    """Goods of no known department come after the others; special rows stand by how much
    they ask, so that the one further down wins."""
    kind = _kind(when)
    if kind is Kind.SHOP:
        return (0,)
    if kind is Kind.SPECIAL:
        return 2, specificity(when), sorted(map(_shown, when))
    under = sorted(_departments_of(when, goods))
    return 1, not under, under, kind is Kind.CATEGORY, sorted(_words(when, "category"))


def _shown(condition: Condition) -> tuple[str, list[str], int, int]:
    if isinstance(condition, Among):
        return condition.fact, sorted(condition.words), 0, 0
    return condition.fact, [], condition.least or 0, condition.most or 0


def _holding(
    when: Conditions, clauses: Iterable[Clause], goods: Mapping[str, str]
) -> Iterator[Clause]:
    """Clauses of other rows that hold whenever this row does, the weakest first."""
    certain = set(when)
    if departments := _departments_of(when, goods):
        certain.add(Among("department", departments))
    for clause in clauses:
        if frozenset(clause.when) != when and all(
            any(implies(one, other) for one in certain) for other in clause.when
        ):
            yield clause


def _values(clauses: Iterable[Clause]) -> dict[str, Given]:
    """What clauses set, the later ones over the earlier ones."""
    return {
        name: Given(value, clause.number)
        for clause in clauses
        for name, value in clause.terms.items()
    }

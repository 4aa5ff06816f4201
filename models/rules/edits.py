"""Changes of a policy, one at a time; each gives a new policy and leaves the old one alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from models.rules.clauses import Clause
from models.rules.facts import FACTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.rules.conditions import Condition
    from models.rules.outline import Conditions
    from models.rules.policy import Policy


class Inherit:
    """In place of a value: say nothing of one's own, and take what less special rows say."""

    def __repr__(self) -> str:
        return "INHERIT"


INHERIT: Final = Inherit()


def set_terms(policy: Policy, when: Conditions, values: Mapping[str, Any]) -> Policy:
    """Say something else of a row, or with :data:`INHERIT` nothing.

    A term is changed where it stands; a new one goes to the row's first clause, which is
    made where the row has none. Words of the shop's own that a clerk reads out belong to what
    a clause said: they go where its terms change, and are made from the new terms.
    """
    saying = [clause for clause in policy.clauses if frozenset(clause.when) == when]
    if not saying:
        values = {name: value for name, value in values.items() if value is not INHERIT}
        return _with(policy, when, values) if values else policy
    for name, value in values.items():
        holder = next((clause for clause in saying if name in clause.terms), saying[0])
        terms = {own: said for own, said in holder.terms.items() if own != name}
        if value is not INHERIT:
            terms[name] = value
        if terms != dict(holder.terms):
            changed = replace(holder, terms=terms, text={})
            saying[saying.index(holder)] = changed
            policy = _exchanged(policy, holder, changed)
    return policy


def add_row(policy: Policy, when: Conditions) -> Policy:
    """Begin a row that says nothing yet; as it is where there is one."""
    there = any(frozenset(clause.when) == when for clause in policy.clauses)
    return policy if there else _with(policy, when, {})


def remove_row(policy: Policy, when: Conditions) -> Policy:
    """Take back everything that a row says of its own."""
    kept = tuple(clause for clause in policy.clauses if frozenset(clause.when) != when)
    return replace(policy, clauses=kept)


def next_number(policy: Policy) -> int:
    """Of a new clause."""
    return max((clause.number for clause in policy.clauses), default=0) + 1


def _with(policy: Policy, when: Conditions, terms: Mapping[str, Any]) -> Policy:
    new = Clause(number=next_number(policy), when=in_order(when), terms=dict(terms))
    return replace(policy, clauses=(*policy.clauses, new))


def in_order(when: Conditions) -> tuple[Condition, ...]:
    """Conditions the most specific first, so that a policy is always written alike."""
    places = {fact.name: place for place, fact in enumerate(FACTS)}
    return tuple(sorted(when, key=lambda asked: (places.get(asked.fact, 1), asked.fact)))


def _exchanged(policy: Policy, old: Clause, new: Clause) -> Policy:
    clauses = tuple(new if clause is old else clause for clause in policy.clauses)
    return replace(policy, clauses=clauses)

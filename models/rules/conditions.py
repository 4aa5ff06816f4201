"""When a clause holds: every condition it names is met by the facts of the line.

There are two kinds, and both can be compared with each other: a fact is among some words,
or lies between two bounds, both in. So it can be decided for any two clauses whether facts
exist that meet both; that is what makes a tie between them certain.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from models.rules.facts import FACTS, Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from models.rules.facts import Facts

ATTRIBUTE = "attribute."
"""``attribute.size`` asks for the product's attribute ``size``."""

PLACES = {askable.name: place for place, askable in enumerate(FACTS)}
SORTS = {askable.name: askable.sort for askable in FACTS}
_READERS: dict[str, Callable[[Facts], Any]] = {askable.name: askable.read for askable in FACTS}


@dataclass(frozen=True, slots=True)
class Among:
    """The fact is one of these words (in lower case), or holds one of them."""

    fact: str
    words: frozenset[str]

    def holds(self, facts: Facts) -> bool:
        value = read(self.fact, facts)
        if isinstance(value, frozenset):
            return not self.words.isdisjoint(value)
        return value in self.words

    def meets(self, other: Condition) -> bool:
        """Whether one line can meet both conditions; they must ask for the same fact."""
        if isinstance(other, Between):
            return other.meets(self)
        several = sort_of(self.fact) is Sort.WORDS
        return several or not self.words.isdisjoint(other.words)


@dataclass(frozen=True, slots=True)
class Between:
    """The fact lies between two whole numbers, both in; an open side is ``None``.

    Amounts are minor units, quantities and attributes thousandths, days ordinals of the
    calendar. An attribute that is no number lies nowhere.
    """

    fact: str
    least: int | None = None
    most: int | None = None

    def holds(self, facts: Facts) -> bool:
        value = read(self.fact, facts)
        return self.has(thousandths(value) if isinstance(value, str) else value)

    def has(self, number: int | None) -> bool:
        if number is None or (self.least is not None and number < self.least):
            return False
        return self.most is None or number <= self.most

    def meets(self, other: Condition) -> bool:
        """Whether one line can meet both conditions; they must ask for the same fact."""
        if isinstance(other, Among):
            return any(self.has(thousandths(word)) for word in other.words)
        lower = max((b for b in (self.least, other.least) if b is not None), default=None)
        upper = min((b for b in (self.most, other.most) if b is not None), default=None)
        return lower is None or upper is None or lower <= upper


Condition = Among | Between


def read(fact: str, facts: Facts) -> Any:
    """A fact as conditions compare it: a word in lower case, words, or a number."""
    reader = _READERS.get(fact)
    if reader is not None:
        return reader(facts)
    return facts.line.attributes.get(fact.removeprefix(ATTRIBUTE), "").casefold()


def sort_of(fact: str) -> Sort:
    """Raise ``KeyError`` for a fact that nobody may ask for."""
    return Sort.WORD if fact.startswith(ATTRIBUTE) else SORTS[fact]


def thousandths(text: str) -> int | None:
    """An attribute such as ``1.5`` as conditions compare it; nothing where it is no number."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return int(number * 1000) if number.is_finite() else None


def specificity(conditions: Iterable[Condition]) -> tuple[int, ...]:
    """Which of two clauses is more specific: the greater of these wins.

    One figure a fact in the order of :data:`models.rules.facts.FACTS`, 1 where it is asked
    for, and for attributes how many are: so the most specific fact that only one of the two
    names decides.
    """
    asked = [0] * len(FACTS)
    for condition in conditions:
        name = "attribute" if condition.fact.startswith(ATTRIBUTE) else condition.fact
        asked[PLACES[name]] += 1
    return tuple(asked)


def can_meet(one: Sequence[Condition], other: Sequence[Condition]) -> bool:
    """Whether facts exist that meet all conditions of both clauses."""
    by_fact = {condition.fact: condition for condition in one}
    return all(
        by_fact[condition.fact].meets(condition)
        for condition in other
        if condition.fact in by_fact
    )


def implies(one: Condition, other: Condition) -> bool:
    """Whether every line that meets ``one`` meets ``other`` as well."""
    if one.fact != other.fact:
        return False
    if isinstance(one, Among):
        if isinstance(other, Among):
            return one.words <= other.words
        return all(other.has(thousandths(word)) for word in one.words)
    if isinstance(other, Among):
        return False
    lower = other.least is None or (one.least is not None and one.least >= other.least)
    upper = other.most is None or (one.most is not None and one.most <= other.most)
    return lower and upper


def classifier(fact: str, conditions: Sequence[Condition]) -> Callable[[Facts], object]:
    """Sorts the values of one fact into classes that no condition of a policy tells apart.

    Facts of the same classes meet the same clauses, so what was found for one line of them
    holds for all: that is what makes a million decisions quick.
    """
    words = frozenset[str]().union(*(c.words for c in conditions if isinstance(c, Among)))
    bounds = sorted(
        {c.least for c in conditions if isinstance(c, Between) and c.least is not None}
        | {c.most + 1 for c in conditions if isinstance(c, Between) and c.most is not None}
    )
    reader = _READERS.get(fact)
    if reader is None:
        return lambda facts: tuple([condition.holds(facts) for condition in conditions])
    if sort_of(fact) is Sort.WORDS:
        return lambda facts: words.intersection(reader(facts))
    if bounds:
        return lambda facts: bisect_left(bounds, reader(facts) + 1)

    def of(facts: Facts) -> object:
        value = reader(facts)
        return value if value in words else None

    return of

"""One version of the shop's policy, and the terms that it gives for a line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from models.rules.clauses import Clause, weakest_first
from models.rules.conditions import classifier
from models.rules.law import NEUTRAL
from models.rules.terms import TERMS
from models.rules.windows import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.rules.conditions import Condition
    from models.rules.facts import Facts
    from models.rules.law import Law


@dataclass(frozen=True, slots=True)
class Given:
    """A term in force for one line, and the clause it comes from: 0 is the careful default."""

    value: Any
    clause: int


_DEFAULTS: Final = {name: Given(term.default, 0) for name, term in TERMS.items()}


class Terms:
    """All terms in force for the lines of one class; every term names its clause."""

    __slots__ = ("families", "given", "limits", "rules", "version", "way")

    def __init__(self, version: int, given: Mapping[str, Given]) -> None:
        self.version = version
        self.given = given
        self.rules: tuple[Any, ...] | None = None
        """The rules that have something to say under these terms, once they were looked for."""
        self.limits: tuple[Any, ...] | None = None
        """The sums that are set, once they were looked for."""
        self.way: Any = None
        """How the money goes back under these terms, once it was worked out."""
        self.families: dict[str, tuple[tuple[str, Given], ...]] = {}
        """Of ``fee`` and the other open families: the shop's own names and what is given."""
        found: defaultdict[str, list[tuple[str, Given]]] = defaultdict(list)
        for name, term in given.items():
            if name not in TERMS and term.value:
                family, _, own = name.rpartition(".")
                found[family].append((own, term))
        self.families = {family: tuple(terms) for family, terms in found.items()}

    def __getitem__(self, name: str) -> Given:
        return self.given[name]

    def value(self, name: str) -> Any:
        return self.given[name].value

    def all_of(self, family: str) -> tuple[tuple[str, Given], ...]:
        """What is set in an open family, by the names behind the dot; what is waived is out."""
        return self.families.get(family, ())


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One version of the shop's terms; pure, whatever it remembers to be quick."""

    number: int
    clauses: tuple[Clause, ...]
    name: str = ""
    day_of_sale_counts: bool = False
    """Whether the day of sale is day one of a window."""
    kinder_today: bool = True
    """Whether today's terms apply where they are kinder than those of the day of sale."""
    law: Law = NEUTRAL
    _known: dict[tuple[object, ...], Terms] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _classes: tuple[Callable[[Facts], object], ...] = field(
        default=(), init=False, repr=False, compare=False
    )
    _by_weight: tuple[Clause, ...] = field(default=(), init=False, repr=False, compare=False)

    _mentioned: frozenset[str] = field(
        default=frozenset(), init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        mentioned = {name for clause in self.clauses for name in clause.terms}
        mentioned |= {name.partition(".")[0] for name in mentioned}
        mentioned |= {c.fact for clause in self.clauses for c in clause.when}
        object.__setattr__(self, "_mentioned", frozenset(mentioned))
        asked: defaultdict[str, list[Condition]] = defaultdict(list)
        for clause in self.clauses:
            for condition in clause.when:
                asked[condition.fact].append(condition)
        classes = tuple(classifier(fact, asks) for fact, asks in sorted(asked.items()))
        object.__setattr__(self, "_classes", classes)
        object.__setattr__(self, "_by_weight", tuple(weakest_first(self.clauses)))

    def terms_for(self, facts: Facts) -> Terms:
        """Every term that holds for a line: the most specific clause that sets it wins."""
        key = tuple([of(facts) for of in self._classes])
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._resolve(facts)
        return known

    def clause(self, number: int) -> Clause | None:
        return next((clause for clause in self.clauses if clause.number == number), None)

    def mentions(self, name: str) -> bool:
        """Whether any clause sets this term or one of this family, or asks for this fact."""
        return name in self._mentioned

    def _resolve(self, facts: Facts) -> Terms:
        given = dict(_DEFAULTS)
        for clause in self._by_weight:
            if all(condition.holds(facts) for condition in clause.when):
                for name, value in clause.terms.items():
                    given[name] = Given(value, clause.number)
        return Terms(self.number, given)


PLAIN_POLICY: Final = Policy(
    number=1,
    clauses=(
        Clause(
            number=1,
            terms={
                "window": Window(days=30),
                "final_sale": False,
                "refund.choices": frozenset({"cash"}),
            },
        ),
    ),
)
"""The least that is a policy: thirty days, no fee."""

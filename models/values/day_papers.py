"""What the summary of a day says, for whoever runs the shop, as stored facts.

As with every snapshot (:mod:`models.values.papers`) it holds plain facts, amounts are minor
units, moments ISO 8601 in the shop's own time, and a reprint is the same paper for ever.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from models.values.papers import PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """So many of one kind, and their money; ``kind`` is a code or a name."""

    kind: str
    times: int
    amount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BackAgain:
    """A product that came back; ``quantity`` in thousandths."""

    sku: str
    description: str
    times: int
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerOfDay:
    """One drawer of the day; its figures are missing where it was not counted yet."""

    register: str
    turn: int
    people: tuple[str, ...]
    paper: str = ""
    """Its Z; nothing while it is open."""
    counted: int | None = None
    off: int | None = None
    """Over (more than nothing) or short, all counts of its shifts together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySummary:
    """A business day in figures. What was voided is counted as voided, and nowhere else."""

    head: PaperHead
    day: str
    begins_at: str
    ends_at: str
    stores: tuple[str, ...]
    """The names of the stores it is about."""
    whole_shop: bool
    cases: tuple[Sum, ...]
    """By kind: returns, exchanges, goodwill, corrected prices, voided."""
    tenders: tuple[Sum, ...]
    """Money out, by tender; the most first."""
    awaiting: int = 0
    """What of it a terminal has not paid yet."""
    hours: tuple[Sum, ...]
    """Cases and their money by the hour in which they were, in its order; ``kind`` is the
    hour on the clock, from ``00`` to ``23``."""
    reasons: tuple[Sum, ...]
    """Why goods came back, by line, the most frequent first."""
    products: tuple[BackAgain, ...]
    denied: int
    abandoned: int
    findings: tuple[Sum, ...]
    """What stood against those that were denied."""
    requests: tuple[Sum, ...]
    """Requests for a manager's yes, by what became of them."""
    approvers: tuple[Sum, ...]
    """Who said yes, and how often."""
    drawers: tuple[DrawerOfDay, ...]
    week_before: Sum
    """Cases that stand, and their money, a week earlier."""

    @property
    def times(self) -> int:
        """Cases that stand."""
        return sum(each.times for each in self.hours)

    @property
    def paid_out(self) -> int:
        return sum(each.amount for each in self.tenders)

    @property
    def off(self) -> int | None:
        """Over or short of all drawers together; nothing where none was counted."""
        counted = [each.off for each in self.drawers if each.off is not None]
        return sum(counted) if counted else None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        facts = dict(stored)

        def sums(name: str) -> tuple[Sum, ...]:
            return tuple(Sum(**each) for each in facts.pop(name))

        return cls(
            head=PaperHead.from_json(facts.pop("head")),
            stores=tuple(facts.pop("stores")),
            products=tuple(BackAgain(**each) for each in facts.pop("products")),
            drawers=tuple(
                DrawerOfDay(**{**each, "people": tuple(each["people"])})
                for each in facts.pop("drawers")
            ),
            week_before=Sum(**facts.pop("week_before")),
            cases=sums("cases"),
            tenders=sums("tenders"),
            hours=sums("hours"),
            reasons=sums("reasons"),
            findings=sums("findings"),
            requests=sums("requests"),
            approvers=sums("approvers"),
            **facts,
        )

"""What the papers of the drawer say: readings, closings, count sheets, as stored facts.

As with every snapshot (:mod:`models.values.papers`) amounts are minor units, moments
ISO 8601 in the shop's own time, and a reprint is the same paper for ever.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from models.values.papers import PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping


class CashKind(StrEnum):
    """Why cash went into the drawer or out of it."""

    FLOAT = "float"
    PAID_IN = "paid-in"
    PAYMENT = "payment"
    """A customer paid: the difference of an exchange."""
    PAID_OUT = "paid-out"
    PICKUP = "pick-up"
    """Taken to the safe."""
    REFUND = "refund"
    NO_SALE = "no-sale"
    """Opened for a reason, and no cash moved."""
    DIFFERENCE = "difference"
    """What a count found over or short."""


class Reading(StrEnum):
    X = "x"
    """At any time; it changes nothing and takes no number."""
    Z = "z"
    """At closing, numbered without gaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """So many of one coin or note; ``shape`` is one of ``denominations.Shape``."""

    value: int
    shape: str
    pieces: int

    @property
    def amount(self) -> int:
        return self.value * self.pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class CashSum:
    """All that was booked of one kind: how often, and how much (out is negative)."""

    kind: str
    times: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftOnPaper:
    """One person's time at the drawer; counts are missing where nobody counted."""

    person: str
    began_at: str
    ended_at: str = ""
    expected: int | None = None
    counted: int | None = None
    approved_by: str = ""
    reason: str = ""

    @property
    def over_short(self) -> int:
        """Over is positive, short is negative; nothing where nobody counted."""
        return (self.counted or 0) - (self.expected or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerReport:
    """An X or a Z; an X has no number, so ``head.number`` is empty."""

    head: PaperHead
    reading: str
    business_day: str
    turn: int
    """1 for the first drawer of the register on that day."""
    opened_at: str
    sums: tuple[CashSum, ...]
    expected: int | None
    """Before the last count; not told on an X to somebody who is going to count."""
    counted: int | None = None
    pieces: tuple[Pieces, ...] = ()
    counts: int = 0
    """How often it was counted: a second count is no secret."""
    shifts: tuple[ShiftOnPaper, ...]
    journal_entries: int
    journal_head: str

    @property
    def over_short(self) -> int | None:
        if self.counted is None or self.expected is None:
            return None
        return self.counted - self.expected

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        facts = dict(stored)
        return cls(
            head=PaperHead.from_json(facts.pop("head")),
            sums=tuple(CashSum(**each) for each in facts.pop("sums")),
            pieces=tuple(Pieces(**each) for each in facts.pop("pieces")),
            shifts=tuple(ShiftOnPaper(**each) for each in facts.pop("shifts")),
            **facts,
        )

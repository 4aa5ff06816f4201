"""What people of a shop tell each other: briefings, word at the end of a shift, coaching."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from models.values import Topic

if TYPE_CHECKING:
    from datetime import date, datetime

    from models.values.shop import Role


class BriefingKind(StrEnum):
    """What everybody has to know, the most urgent first."""

    RECALL = "recall"
    """Goods that must not be sold, and are to be taken back."""
    POLICY = "policy"
    PROMOTION = "promotion"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingSeen:
    """Moments are in the shop's own time."""

    id: int
    kind: BriefingKind
    title: str
    words: str
    """Somebody's own; may be empty where it tells of a version of the policy."""
    from_on: date
    until_on: date
    role: Role | None
    policy: int | None
    """The number of the version that it tells of."""
    in_force_on: date | None
    """From when that version holds."""
    made_at: datetime
    by: str
    read_at: datetime | None
    """When whoever looks confirmed to have read it."""
    readers: int
    """How many of those it is for have."""
    people: int
    """How many it is for, of those who work here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBy:
    """One of those a briefing is for, and when they confirmed it."""

    name: str
    role: Role
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOpen:
    """What somebody has not finished yet: counted, never typed."""

    cases: int = 0
    """In hand or put aside."""
    promises: int = 0
    """Theirs to keep by the end of the day, what is late included."""
    terminals: int = 0
    """Refunds of this register that no terminal has confirmed."""
    drawer: bool = False
    """Whether the drawer of this register is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverNote:
    """What the next person should know, and what was open when it was written."""

    id: int
    words: str
    at: datetime
    by: str
    register: str
    only_here: bool
    """For whoever comes next at that register, not at any of the store."""
    open: StillOpen


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachingNote:
    """What somebody who leads the counter wrote about a case for one person alone."""

    id: int
    case_id: int
    case: str
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWaits:
    """How much somebody has not confirmed yet."""

    briefings: int = 0
    urgent: int = 0
    """Of those, recalls and changes of the policy."""
    notes: int = 0
    coaching: int = 0

    @property
    def all(self) -> int:
        return self.briefings + self.notes + self.coaching


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChanged:
    """``id`` is what was written, or confirmed."""

    id: int
    changed: frozenset[Topic] = field(default=frozenset({Topic.TEAM}))

"""What the page of the team shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.services.team_board import Due
from models.values.team import BriefingSeen, CoachingNote, HandOverNote

if TYPE_CHECKING:
    from datetime import date, datetime

    from models.services.team_board import Board
    from models.values import Message
    from models.values.team import ReadBy, StillOpen

Told = BriefingSeen | HandOverNote | CoachingNote


@dataclass(frozen=True, slots=True)
class Item:
    """Something to read; it ``waits`` until whoever looks has confirmed it."""

    told: Told
    waits: bool

    @property
    def key(self) -> str:
        return f"{type(self.told).__name__} {self.told.id}"


@dataclass(frozen=True, slots=True)
class Said:
    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True)
class Writing:
    """A briefing that is being written, instead of another edition where there is one."""

    instead: BriefingSeen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamState:
    looked: bool = False
    now: datetime | None = None
    """In the shop's own time; ages are said by it."""
    today: date | None = None
    """The business day."""
    briefs: bool = False
    """Whether whoever looks writes briefings."""
    items: tuple[Item, ...] = ()
    picked: str = ""
    reads: tuple[ReadBy, ...] | None = None
    """Who has read the briefing that is picked; only where that was asked."""
    board: Board | None = None
    """Only for whoever leads the counter."""
    due: Due = field(default_factory=Due)
    """Of everybody where the board is shown, else one's own."""
    writing: Writing | None = None
    leaving: StillOpen | None = None
    """What is open, while a note for the next person is being written."""
    busy: bool = False
    said: Said | None = None

    @property
    def item(self) -> Item | None:
        return next((each for each in self.items if each.key == self.picked), None)

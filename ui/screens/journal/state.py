"""All that the page of the journal shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.services.journal_views import Filter

if TYPE_CHECKING:
    from datetime import date

    from models.services.journal_papers import PaperMade
    from models.services.journal_views import Case, Entry, Journal, Place
    from models.values import Message
    from models.values.events import EventGroup


class Stage(StrEnum):
    """What the page shows."""

    ENTRIES = "entries"
    """The list, or a case in its place."""
    DAY = "day"
    """Which day is to be summed up."""
    PAPER = "paper"
    """What was made of the entries, of a case or of a day."""


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page; ``place`` is the file that was written, ``rows`` how many."""

    messages: tuple[Message, ...] = ()
    bad: bool = True
    place: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalState:
    stage: Stage = Stage.ENTRIES
    busy: bool = False
    """A paper is being made, or put out."""
    said: Said | None = None
    journal: Journal | None = None
    """Where the chain stands; nothing until it was read."""
    group: EventGroup | None = None
    wanted: Filter = Filter()  # noqa: RUF009  an immutable value
    looked: bool = False
    loading: bool = False
    entries: tuple[Entry, ...] = ()
    after: Place | None = None
    """Where the rest begins; nothing where there is none."""
    case: Case | None = None
    """In place of the entries."""
    picked: int | None = None
    """The number of the entry that is open."""
    exporting: bool = False
    stopping: bool = False
    progress: tuple[int, int] = (0, 0)
    today: date | None = None
    """The business day of this moment, once it is asked for which day."""
    made: PaperMade | None = None
    picture: bytes | None = None

    @property
    def shown(self) -> tuple[Entry, ...]:
        return self.case.entries if self.case else self.entries

    @property
    def entry(self) -> Entry | None:
        return next((each for each in self.shown if each.number == self.picked), None)

    @property
    def filtered(self) -> bool:
        return self.wanted != Filter()

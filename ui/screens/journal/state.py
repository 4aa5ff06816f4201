"""All that the page of the journal shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.services.journal_views import Filter

if TYPE_CHECKING:
    from models.services.journal_views import Case, Entry, Journal, Place
    from models.values import Message
    from models.values.events import EventGroup


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page; ``place`` is the file that was written, ``rows`` how many."""

    messages: tuple[Message, ...] = ()
    place: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalState:
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

    @property
    def shown(self) -> tuple[Entry, ...]:
        return self.case.entries if self.case else self.entries

    @property
    def entry(self) -> Entry | None:
        return next((each for each in self.shown if each.number == self.picked), None)

    @property
    def filtered(self) -> bool:
        return self.wanted != Filter()

"""What the page of the journal says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from models.services.journal_views import Filter, follow, list_entries, open_journal
from models.values import Message, Refused
from models.values.events import events_of
from ui.screens.journal.state import JournalState, Said
from ui.work import Far

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.services.journal_views import Case, Journal, Page
    from models.unit import Unit
    from models.values.events import EventGroup
    from ui.work import Work


class SaveJournal(Protocol):
    """Writes what is wanted to a file, called on the worker: how many entries, or nothing
    where it was stopped. May raise ``Refused``."""

    def __call__(
        self,
        wanted: Filter,
        path: Path,
        advance: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> int | None: ...


class JournalPresenter:
    """Reads the journal. Every change is a new state, shown whole."""

    def __init__(
        self, work: Work, save: SaveJournal, show: Callable[[JournalState], None]
    ) -> None:
        self._work = work
        self._save = save
        self._show = show
        self._state = JournalState()
        self._far: Far | None = None

    @property
    def state(self) -> JournalState:
        return self._state

    def start(self) -> None:
        """Read it, or read it anew: it grows with everything that happens."""
        self._set(replace(self._state, said=None))
        self._look()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody
        self.cancel()

    def choose_group(self, group: EventGroup | None) -> None:
        events = events_of(group) if group else ()
        self._want(replace(self._state.wanted, events=events), group=group)

    def narrow(self, **wanted: Any) -> None:
        """Other fields of :class:`models.services.journal_views.Filter` than the events."""
        self._want(replace(self._state.wanted, **wanted))

    def read_on(self) -> None:
        """The end of the list is near: what comes after it, if anything does."""
        state = self._state
        if state.after is None or state.loading or state.case is not None:
            return
        wanted, after = state.wanted, state.after
        self._set(replace(state, loading=True))
        self._work.read_latest(
            "journal", lambda unit: list_entries(unit, wanted, after), self._more, self._failed
        )

    def pick(self, number: int) -> None:
        if number != self._state.picked:
            self._set(replace(self._state, picked=number))

    def follow(self) -> None:
        """The case of the entry that is open."""
        entry = self._state.entry
        if entry is not None and entry.references:
            self.follow_reference(entry.references[0])

    def follow_reference(self, text: str) -> None:
        """The case of a paper, a sale or a card: of what was scanned, or is open."""
        self._set(replace(self._state, said=None))
        self._work.read_latest(
            "case", lambda unit: follow(unit, text), self._followed, self._failed
        )

    def back(self) -> None:
        """From a case to the list, where it was."""
        if self._state.case is not None:
            self._set(replace(self._state, case=None, said=None))

    def export(self, path: Path) -> None:
        """Write what the list shows, and all that comes after, to a workbook."""
        state = self._state
        if state.exporting:
            return
        far = self._far = Far(self._moved)
        wanted = state.wanted
        self._set(replace(state, exporting=True, stopping=False, progress=(0, 0), said=None))
        self._work.compute(
            lambda: self._save(wanted, path, far.report, far.stopped),
            lambda rows: self._exported(rows, path),
            self._not_exported,
        )

    def cancel(self) -> None:
        """Stop writing; no file is left of it."""
        if self._far is not None and self._state.exporting:
            self._far.stop = True
            self._set(replace(self._state, stopping=True))

    def _want(self, wanted: Filter, **more: Any) -> None:
        if wanted != self._state.wanted:
            self._set(replace(self._state, wanted=wanted, case=None, said=None, **more))
            self._look()

    def _look(self) -> None:
        wanted = self._state.wanted

        def read(unit: Unit) -> tuple[Journal, Page]:
            return open_journal(unit), list_entries(unit, wanted)

        self._set(replace(self._state, loading=True))
        self._work.read_latest("journal", read, self._looked, self._failed)

    # What comes back from the worker.

    def _looked(self, found: tuple[Journal, Page]) -> None:
        journal, page = found
        state = replace(
            self._state,
            journal=journal,
            looked=True,
            loading=False,
            entries=page.entries,
            after=page.after,
        )
        if state.entry is None:
            first = page.entries[0].number if page.entries else None
            state = replace(state, picked=first)
        self._set(state)

    def _more(self, page: Page) -> None:
        state = self._state
        entries = (*state.entries, *page.entries)
        self._set(replace(state, loading=False, entries=entries, after=page.after))

    def _followed(self, case: Case) -> None:
        if not case.entries:
            message = Message("nothing-found", {"text": case.reference})
            self._set(replace(self._state, said=Said((message,))))
            return
        picked = self._state.picked
        if picked not in {each.number for each in case.entries}:
            picked = case.entries[0].number
        self._set(replace(self._state, case=case, picked=picked))

    def _moved(self, done: int, total: int) -> None:
        if self._state.exporting:
            self._set(replace(self._state, progress=(done, total)))

    def _exported(self, rows: int | None, path: Path) -> None:
        self._far = None
        said = None if rows is None else Said(place=str(path), rows=rows)
        self._set(replace(self._state, exporting=False, stopping=False, said=said))
        self._look()

    def _not_exported(self, problem: Exception) -> None:
        self._far = None
        self._set(replace(self._state, exporting=False, stopping=False))
        self._failed(problem)

    def _failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._set(replace(self._state, loading=False, said=Said(messages)))

    def _set(self, state: JournalState) -> None:
        self._state = state
        self._show(state)


def _to_nobody(_: JournalState) -> None:
    """Nobody looks."""

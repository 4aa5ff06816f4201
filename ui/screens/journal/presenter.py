"""What the page of the journal says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from models.services.case_files import make_case_file
from models.services.day_summaries import business_day_now, make_day_summary
from models.services.documents import count_print
from models.services.journal_papers import make_extract
from models.services.journal_views import Filter, follow, list_entries, open_journal
from models.services.print_jobs import queue_print
from models.values import Message, Refused
from models.values.events import events_of
from models.values.printing import sent_to, usual_sheet
from receipts.papers import document_of
from ui.papers import named
from ui.screens.journal.state import JournalState, Said, Stage
from ui.work import Far

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from models.services.journal_papers import PaperMade
    from models.services.journal_views import Case, Journal, Page
    from models.unit import Unit
    from models.values.events import EventGroup
    from ui.papers import Papers
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
    """Reads the journal, and makes papers of it. Every change is a new state, shown whole."""

    def __init__(
        self,
        work: Work,
        save: SaveJournal,
        papers: Papers,
        show: Callable[[JournalState], None],
    ) -> None:
        self._work = work
        self._save = save
        self._papers = papers
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
        if self._state.busy:
            return
        self._set(replace(self._state, said=None))
        self._work.read_latest(
            "case", lambda unit: follow(unit, text), self._followed, self._failed
        )

    def back(self) -> None:
        """From a paper to what it was made of; from a case to the list, where it was."""
        state = self._state
        if state.stage is not Stage.ENTRIES:
            if not state.busy:
                left = replace(state, stage=Stage.ENTRIES, made=None, picture=None, said=None)
                self._set(left)
                self._look()
        elif state.case is not None:
            self._set(replace(state, case=None, said=None))

    def ask_for_paper(self) -> None:
        """A paper of what is shown: of the case, or of what the list is narrowed to."""
        state = self._state
        if state.case is None:
            wanted = state.wanted
            self._make(lambda unit: make_extract(unit, wanted))
        else:
            reference = state.case.reference
            self._make(lambda unit: make_case_file(unit, reference))

    def ask_for_day(self) -> None:
        """Which day is to be summed up, today's before any other."""
        if not self._state.busy:
            self._work.read(business_day_now, self._day_known, self._failed)

    def sum_up(self, day: date, *, whole_shop: bool) -> None:
        self._make(lambda unit: make_day_summary(unit, day, whole_shop=whole_shop))

    def print(self) -> None:
        made = self._state.made
        if made is not None and not self._state.busy:
            self._set(replace(self._state, busy=True, said=None))
            self._work.run(
                lambda unit: queue_print(unit, made.code),
                lambda queued: self._paper_out(sent_to(queued.printer)),
                self._failed,
            )

    def save(self) -> None:
        """It is counted before it leaves, and marked a copy the next time."""
        made = self._state.made
        if made is None or self._state.busy:
            return

        def save_it(copy: int) -> None:
            document = document_of(made.paper, copy)
            sheet = usual_sheet(made.kind)
            self._work.compute(
                lambda: self._papers.save(document, named(made.code, copy), sheet),
                self._paper_out,
                self._failed,
            )

        def count_it(_: None) -> None:
            self._work.run(lambda unit: count_print(unit, made.code), save_it, self._failed)

        self._set(replace(self._state, busy=True, said=None))
        self._work.compute(self._papers.find_folder, count_it, self._failed)

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

    def _make(self, make: Callable[[Unit], PaperMade]) -> None:
        if not self._state.busy:
            self._set(replace(self._state, busy=True, said=None))
            self._work.run(make, self._made, self._failed)

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
        shown = replace(self._state, stage=Stage.ENTRIES, made=None, picture=None)
        self._set(replace(shown, case=case, picked=picked))

    def _day_known(self, today: date) -> None:
        self._set(replace(self._state, stage=Stage.DAY, today=today, said=None))

    def _made(self, made: PaperMade) -> None:
        state = replace(self._state, stage=Stage.PAPER, busy=False, made=made, picture=None)
        self._set(state)
        document = document_of(made.paper)
        sheet = usual_sheet(made.kind)
        self._work.compute(
            lambda: self._papers.picture(document, sheet), self._drawn, self._failed
        )

    def _drawn(self, picture: bytes) -> None:
        self._set(replace(self._state, picture=picture))

    def _paper_out(self, message: Message) -> None:
        self._set(replace(self._state, busy=False, said=Said((message,), bad=False)))

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
        self._set(replace(self._state, loading=False, busy=False, said=Said(messages)))

    def _set(self, state: JournalState) -> None:
        self._state = state
        self._show(state)


def _to_nobody(_: JournalState) -> None:
    """Nobody looks."""

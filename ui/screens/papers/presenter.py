"""What the page of papers says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.services.documents import count_print
from models.services.papers import find_papers, list_choices, open_any
from models.services.print_jobs import queue_print
from models.services.printers import list_printers
from models.values import Message, Refused, Topic
from models.values.printing import sent_to, usual_sheet
from receipts.papers import document_of
from ui.mailing import Mailing
from ui.papers import named
from ui.screens.papers.jobs import JobsWaiting
from ui.screens.papers.mailing import mail_page
from ui.screens.papers.state import PapersState, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.papers import AnyPaper, PapersFound, PapersHere
    from models.services.print_jobs import Queued
    from models.services.printers import PrinterSeen
    from models.unit import Unit
    from ui.papers import Papers
    from ui.work import Work


class PapersPresenter:
    """Papers of this shop. Every change is a new state, shown whole.

    ``show_case`` is told what the one box would be: the counter opens it.
    """

    def __init__(
        self,
        work: Work,
        papers: Papers,
        show: Callable[[PapersState], None],
        show_case: Callable[[str], None],
    ) -> None:
        self._work = work
        self._papers = papers
        self._show = show
        self._show_case = show_case
        self._state = PapersState()
        self._wanted = ""
        """The number of a paper that was asked for and is not there yet."""
        self.jobs = JobsWaiting(work, self)
        self.mailing = Mailing(work, mail_page(self))

    @property
    def state(self) -> PapersState:
        return self._state

    def start(self) -> None:
        self._work.read(_look_around, self._looked_around, self.failed)
        self.jobs.look()
        self._look()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """A paper may have been made or printed, here or at another counter."""
        if topics & {Topic.PRINTING, Topic.MAIL}:
            self.jobs.look()
        if Topic.PRINTING in topics:
            self._work.read_latest("printers", list_printers, self._printers_seen, self.failed)
        if topics & {Topic.DOCUMENTS, Topic.PRINTING}:
            self._look_again()
        if Topic.PEOPLE in topics:
            self._work.read(_look_around, self._looked_around, self.failed)

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def seek(self, **changed: Any) -> None:
        """Look for another text, kind, day or register."""
        sought = replace(self._state.sought, **changed)
        if sought != self._state.sought:
            self.set(replace(self._state, sought=sought, said=None))
            self._look()

    def read_on(self) -> None:
        """What comes after the last paper of the list."""
        state = self._state
        if state.more is None or state.loading:
            return
        sought, after = state.sought, state.more
        self.set(replace(state, loading=True))
        self._work.read_latest(
            "papers", lambda unit: find_papers(unit, sought, after), self._more, self.failed
        )

    def enter(self, code: str) -> None:
        """A paper's number was scanned, or typed into the one box: show it."""
        self.set(replace(self._state, said=None))
        self._open(code)

    def pick(self, code: str) -> None:
        if code != self._state.picked:
            self._open(code)

    def choose_printer(self, printer: int | None) -> None:
        """Print on this one; on that where such papers go where it is nothing."""
        if printer != self._state.printer:
            self.set(replace(self._state, printer=printer))
            self._draw()

    def print(self) -> None:
        """Once more, or for the first time: it joins the queue as the next copy."""
        opened, printer = self._state.opened, self._state.printer
        if opened is not None and not self._state.busy:
            self.busy()
            self._work.run(
                lambda unit: queue_print(unit, opened.code, printer), self._queued, self.failed
            )

    def save(self) -> None:
        """As a PDF: a file may leave the shop as paper does, so it is counted as a print."""
        if self._state.opened is not None:
            self.save_paper(self._state.opened)

    def save_paper(self, opened: AnyPaper) -> None:
        if self._state.busy:
            return

        def counted(copy: int) -> None:
            self._work.compute(
                lambda: self._papers.save(
                    document_of(opened.paper, copy),
                    named(opened.code, copy),
                    usual_sheet(opened.kind),
                ),
                self._saved,
                self.failed,
            )

        def count(_: None) -> None:
            self._work.run(lambda unit: count_print(unit, opened.code), counted, self.failed)

        self.busy()
        self._work.compute(self._papers.find_folder, count, self.failed)

    def begin_mail(self) -> None:
        """Ask where the paper is to go by e-mail."""
        if self._state.opened is not None:
            self.mailing.begin(self._state.picked)

    def show_case(self) -> None:
        """What the paper belongs to, at the counter."""
        opened = self._state.opened
        if opened is not None and opened.case and not self._state.busy:
            self._show_case(opened.case)

    # What comes back from the worker.

    def _looked_around(self, found: tuple[PapersHere, tuple[PrinterSeen, ...]]) -> None:
        here, printers = found
        self.set(replace(self._state, here=here))
        self._printers_seen(printers)

    def _printers_seen(self, printers: tuple[PrinterSeen, ...]) -> None:
        """Of those that are in use, papers of this register go to its own and to the shop's."""
        whose = ("", self._state.here.register)
        usable = tuple(
            each for each in printers if not each.disabled and each.register in whose
        )
        chosen = self._state.printer
        still = chosen if chosen in {each.id for each in usable} else None
        self.set(replace(self._state, printers=usable, printer=still))

    def _found(self, found: PapersFound) -> None:
        self.set(
            replace(self._state, looked=True, loading=False, rows=found.rows, more=found.more)
        )
        if self._state.opened is None and found.rows and not self._wanted:
            self._open(found.rows[0].code)

    def _found_again(self, found: PapersFound) -> None:
        """The list grew at its beginning, or a count of prints moved; what was read further
        down is read again when somebody gets there."""
        self._found(found)
        if wanted := self._wanted or self._state.picked:
            self._open(wanted)

    def _more(self, found: PapersFound) -> None:
        rows = (*self._state.rows, *found.rows)
        self.set(replace(self._state, loading=False, rows=rows, more=found.more))

    def _opened(self, opened: AnyPaper) -> None:
        self._wanted = ""
        before = self._state.opened
        same = before is not None and (before.code, before.copy) == (opened.code, opened.copy)
        pictures = self._state.pictures if same else ()
        asked = self._state.addressing
        if asked is not None and asked.code != opened.code:
            asked = None
        self.set(replace(self._state, opened=opened, pictures=pictures, addressing=asked))
        if not pictures:
            self._draw()

    def _drawn(self, opened: AnyPaper, pictures: tuple[bytes, ...]) -> None:
        if self._state.opened == opened:
            self.set(replace(self._state, pictures=pictures))

    def _queued(self, queued: Queued) -> None:
        number = self._state.picked
        marked = Message("paper-marked", {"number": number, "copy": queued.copy})
        marked = marked if queued.copy else Message("paper-original", {"number": number})
        self.tell(sent_to(queued.printer), marked)
        self.look_at_all()

    def _saved(self, message: Message) -> None:
        self.tell(message)
        self.look_at_all()

    # What the parts of the page share.

    def look_at_all(self) -> None:
        """A paper left the counter, or is about to."""
        self.jobs.look()
        self._look_again()

    def busy(self) -> None:
        self.set(replace(self._state, busy=True, said=None))

    def tell(self, *messages: Message) -> None:
        """Something is done."""
        self.set(replace(self._state, busy=False, said=Said(messages, bad=False)))

    def failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self.set(replace(self._state, busy=False, loading=False, said=Said(messages)))

    def set(self, state: PapersState) -> None:
        self._state = state
        self._show(state)

    def _look(self) -> None:
        sought = self._state.sought
        self.set(replace(self._state, loading=True))
        self._work.read_latest(
            "papers", lambda unit: find_papers(unit, sought), self._found, self.failed
        )

    def _look_again(self) -> None:
        sought = self._state.sought
        self._work.read_latest(
            "papers", lambda unit: find_papers(unit, sought), self._found_again, self.failed
        )

    def _open(self, code: str) -> None:
        self._wanted = code
        self._work.read_latest(
            "paper", lambda unit: open_any(unit, code), self._opened, self._not_opened
        )

    def _not_opened(self, problem: Exception) -> None:
        self._wanted = ""
        self.failed(problem)

    def _draw(self) -> None:
        """As it comes out of the printer that is chosen."""
        state = self._state
        opened = state.opened
        if opened is None:
            return
        chosen = next((each for each in state.printers if each.id == state.printer), None)
        sheet = chosen.sheet if chosen else usual_sheet(opened.kind)
        self._work.compute(
            lambda: self._papers.pictures(document_of(opened.paper, opened.copy), sheet),
            lambda pictures: self._drawn(opened, pictures),
            self.failed,
        )


def _look_around(unit: Unit) -> tuple[PapersHere, tuple[PrinterSeen, ...]]:
    return list_choices(unit), list_printers(unit)


def _to_nobody(_: PapersState) -> None:
    """Nobody looks."""

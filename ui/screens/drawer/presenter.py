"""What the drawer's page says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from models.services.documents import count_print
from models.services.drawer_reports import (
    close_drawer,
    count_drawer,
    open_closing,
    read_drawer,
)
from models.services.drawers import hand_over, look_at_drawer, move_cash, open_drawer
from models.services.print_jobs import queue_print, queue_unnumbered
from models.services.shifts import set_drawer_terms
from models.values import Message, Money, Refused, Topic
from models.values.drawer_papers import Reading
from models.values.printing import PaperKind, sent_to
from receipts.drawer_papers import count_sheet, drawer_report
from ui.screens.drawer.state import DrawerState, Purpose, Said, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from models.services.approvals import Approval
    from models.services.drawer_ledger import Count
    from models.services.drawer_reports import CountCompared, DrawerClosed
    from models.services.drawers import DrawerMoved, DrawerSeen, HandedOver
    from models.services.print_jobs import Queued
    from models.services.shifts import TermsSet
    from models.unit import Unit
    from models.values.drawer_papers import CashKind, DrawerReport
    from models.values.shop import Person
    from receipts.document import Document
    from ui.work import Work

MOVES_CASH = frozenset({Topic.DRAWER, Topic.RETURNS})


class Papers(Protocol):
    """Where documents become pictures and files; all of it off the ui thread.

    ``save`` is given the paper's name, and answers with where it lies, or raises ``Refused``;
    ``find_folder`` raises it before anything is counted as printed.
    """

    def picture(self, document: Document) -> bytes: ...
    def find_folder(self) -> None: ...
    def save(self, document: Document, name: str) -> Message: ...


class DrawerPresenter:
    """One register's cash box. Every change is a new state, shown whole.

    ``handed_over`` is told who has the drawer now: they are at the counter from here on.
    """

    def __init__(
        self,
        work: Work,
        papers: Papers,
        show: Callable[[DrawerState], None],
        handed_over: Callable[[Person], None],
    ) -> None:
        self._work = work
        self._papers = papers
        self._show = show
        self._handed_over = handed_over
        self._state = DrawerState()
        self._request: tuple[Hashable, str] | None = None

    @property
    def state(self) -> DrawerState:
        return self._state

    def start(self) -> None:
        """Look at the drawer, and show what it is doing."""
        self._request = None
        self._busy()
        self._work.read(look_at_drawer, self._looked, self._failed)

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Another page may have moved cash; what is being entered here is left alone."""
        if topics & MOVES_CASH and self._state.stage in (Stage.CLOSED, Stage.OPEN):
            self._work.read_latest("drawer", look_at_drawer, self._seen_again, self._failed)

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def back(self) -> None:
        """Leave a form or a paper; nothing of it was booked."""
        if not self._state.busy:
            self.start()

    def open_with(self, given: Money | Count) -> None:
        """Open the drawer with a float, counted or as a sum."""
        key = given.minor if isinstance(given, Money) else tuple(given.items())
        request = self._request_for(("open", key))
        self._ask(
            lambda: self._work.run(
                lambda unit: open_drawer(unit, request, given), self._moved, self._failed
            )
        )

    def begin_count(self, purpose: Purpose) -> None:
        self._go(Stage.COUNT, purpose=purpose, found=None)

    def begin_move(self, kind: CashKind) -> None:
        self._go(Stage.MOVE, moving=kind)

    def begin_hand_over(self) -> None:
        self._go(Stage.END, purpose=Purpose.HAND_OVER, found=None)

    def begin_terms(self) -> None:
        """What the shop asks of its drawers; only for who may set it."""
        if self._state.seen and self._state.seen.terms:
            self._go(Stage.TERMS)

    def set_terms(self, day_ends_at: int, limit: Money | None) -> None:
        """``limit`` is empty where no count ever needs a manager."""
        self._ask(
            lambda: self._work.run(
                lambda unit: set_drawer_terms(unit, day_ends_at, limit),
                self._terms_set,
                self._failed,
            )
        )

    def move(self, amount: Money, reason: str) -> None:
        """Book what is being entered: once, however often the key is pressed."""
        kind = self._state.moving
        if kind is None:
            return
        request = self._request_for(("move", kind, amount, reason))
        self._ask(
            lambda: self._work.run(
                lambda unit: move_cash(unit, request, kind, amount, reason),
                self._moved,
                self._failed,
            )
        )

    def count(self, pieces: Count) -> None:
        """The count is done: a float opens the drawer, any other is compared."""
        if self._state.purpose is Purpose.FLOAT:
            self.open_with(pieces)
            return
        self._ask(
            lambda: self._work.run(
                lambda unit: count_drawer(unit, pieces), self._compared, self._failed
            )
        )

    def close(self, approval: Approval | None) -> None:
        """End the day of this drawer with the count that was made last."""
        found = self._state.found
        if found is None:
            return
        request = self._request_for(("close", found.count_id))
        self._ask(
            lambda: self._work.run(
                lambda unit: close_drawer(unit, request, found.count_id, approval),
                self._paper_opened,
                self._not_ended,
            )
        )

    def hand_over(self, badge: str, pin: str, approval: Approval | None) -> None:
        """Give the drawer to another person, with the count that was made or without."""
        count_id = self._state.found.count_id if self._state.found else None
        request = self._request_for(("hand-over", badge, count_id))
        self._ask(
            lambda: self._work.run(
                lambda unit: hand_over(
                    unit, request, badge, pin, count_id=count_id, approval=approval
                ),
                self._given,
                self._not_ended,
            )
        )

    def read(self) -> None:
        """An X, at any time."""
        self._ask(lambda: self._work.run(read_drawer, self._read, self._failed))

    def show_last(self) -> None:
        """The Z that this register made last."""
        code = self._state.seen.last_paper if self._state.seen else ""
        if code:
            self._ask(
                lambda: self._work.read(
                    lambda unit: open_closing(unit, code), self._paper_opened, self._failed
                )
            )

    def show_sheet(self, sheet: bool) -> None:
        if self._state.report and sheet is not self._state.sheet:
            self._set(replace(self._state, sheet=sheet, picture=None))
            self._draw()

    def print(self) -> None:
        """A Z and the sheet of its count have copies; an X is another one each time."""
        report = self._state.report
        if report is None or self._state.busy:
            return
        number = report.head.number
        kind = PaperKind.COUNT_SHEET if self._state.sheet else None

        def queue(unit: Unit) -> Queued:
            if report.reading == Reading.Z:
                return queue_print(unit, number, kind=kind)
            return queue_unnumbered(unit, PaperKind.READING, report)

        self._busy()
        self._work.run(
            queue, lambda queued: self._paper_out(sent_to(queued.printer)), self._failed
        )

    def save(self) -> None:
        """A Z is counted before, and marked a copy the next time; the sheet belongs to it."""
        report = self._state.report
        if report is None or self._state.busy:
            return
        counted = report.reading == Reading.Z and not self._state.sheet
        named = report.head.number or f"X-{report.head.register}-{_stamp(report)}"
        name = f"{named}-count" if self._state.sheet else named

        def save_it(copy: int) -> None:
            document = self._document(copy)
            if document is not None:
                copied = f"{name}-copy-{copy}" if copy else name
                self._work.compute(
                    lambda: self._papers.save(document, copied), self._paper_out, self._failed
                )

        def count_it(_: None) -> None:
            if counted:
                self._work.run(
                    lambda unit: count_print(unit, report.head.number), save_it, self._failed
                )
            else:
                save_it(self._state.copy)

        self._busy()
        self._work.compute(self._papers.find_folder, count_it, self._failed)

    # What comes back from the worker.

    def _looked(self, seen: DrawerSeen) -> None:
        self._set(DrawerState(stage=Stage.OPEN if seen.open else Stage.CLOSED, seen=seen))

    def _seen_again(self, seen: DrawerSeen) -> None:
        if self._state.stage in (Stage.CLOSED, Stage.OPEN):
            stage = Stage.OPEN if seen.open else Stage.CLOSED
            self._set(replace(self._state, stage=stage, seen=seen))

    def _moved(self, moved: DrawerMoved) -> None:
        self._request = None
        self._looked(moved.seen)

    def _terms_set(self, _: TermsSet) -> None:
        said = Said((Message("drawer-terms-set"),), bad=False)

        def looked(seen: DrawerSeen) -> None:
            self._looked(seen)
            self._set(replace(self._state, said=said))

        self._work.read(look_at_drawer, looked, self._failed)

    def _compared(self, found: CountCompared) -> None:
        self._set(replace(self._state, stage=Stage.END, busy=False, said=None, found=found))

    def _given(self, given: HandedOver) -> None:
        self._request = None
        self._looked(given.seen)
        self._handed_over(given.person)

    def _read(self, report: DrawerReport) -> None:
        self._show_paper(report, 0)

    def _paper_opened(self, closed: DrawerClosed) -> None:
        self._request = None
        self._show_paper(closed.report, closed.copy)

    def _drawn(self, picture: bytes) -> None:
        self._set(replace(self._state, picture=picture))

    def _not_ended(self, problem: Exception) -> None:
        """Where cash moved since the count, only counting again leads on."""
        codes = [m.code for m in problem.messages] if isinstance(problem, Refused) else []
        if "count-outdated" in codes:
            self._set(replace(self._state, stage=Stage.COUNT, found=None))
        self._failed(problem)

    def _failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._set(replace(self._state, busy=False, said=Said(messages)))

    # Steps shared by several of the above.

    def _show_paper(self, report: DrawerReport, copy: int) -> None:
        seen = self._state.seen
        self._set(DrawerState(stage=Stage.PAPER, seen=seen, report=report, copy=copy))
        self._draw()

    def _draw(self) -> None:
        document = self._document(self._state.copy)
        if document is not None:
            self._work.compute(
                lambda: self._papers.picture(document), self._drawn, self._failed
            )

    def _document(self, copy: int) -> Document | None:
        report = self._state.report
        if report is None:
            return None
        return (count_sheet if self._state.sheet else drawer_report)(report, copy)

    def _paper_out(self, message: Message) -> None:
        self._set(replace(self._state, busy=False, said=Said((message,), bad=False)))

    def _go(self, stage: Stage, **changes: object) -> None:
        if not self._state.busy:
            self._set(replace(self._state, stage=stage, said=None, **changes))  # type: ignore[arg-type]

    def _ask(self, ask: Callable[[], None]) -> None:
        if not self._state.busy:
            self._busy()
            ask()

    def _request_for(self, asked: Hashable) -> str:
        """The same request keeps its id when it is tried again; an edited one gets its own."""
        if self._request is None or self._request[0] != asked:
            self._request = (asked, str(uuid4()))
        return self._request[1]

    def _busy(self) -> None:
        self._set(replace(self._state, busy=True, said=None))

    def _set(self, state: DrawerState) -> None:
        self._state = state
        self._show(state)


def _to_nobody(_: DrawerState) -> None:
    """Nobody looks."""


def _stamp(report: DrawerReport) -> str:
    """When it was read, as a file may be called."""
    return report.head.printed_at[:19].replace(":", "").replace("T", "-")

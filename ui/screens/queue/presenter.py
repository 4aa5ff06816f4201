"""What the page of the queue says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from models.services.print_jobs import queue_print
from models.services.queue_views import queue_seen, waited_today
from models.services.tickets import (
    begin_serving,
    call_again,
    call_next,
    call_this,
    draw_ticket,
    hold_ticket,
    no_show,
    put_in_again,
    take_back_ticket,
    transfer,
)
from models.values import Message, Refused, Topic
from models.values.cases import CaseKind
from models.values.printing import PaperWish, sent_to
from models.values.queue import Priority
from ui.screens.queue.state import Doing, Drawing, Drawn, Next, QueueState, Said

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import time

    from models.services.print_jobs import Queued
    from models.services.queue_views import KindWaited, QueueSeen
    from models.services.tickets import TicketDrawn, TicketMoved, VisitBegun
    from models.unit import Unit
    from ui.screens.queue.state import Listed
    from ui.work import Work

DONE = {
    Doing.CALL: "ticket-called-now",
    Doing.AGAIN: "ticket-called-again",
    Doing.GONE: "ticket-noted-gone",
    Doing.HOLD: "ticket-held-now",
    Doing.PUT_IN: "ticket-put-in",
    Doing.MOVE: "ticket-moved",
}
USE_CASES = {
    Doing.CALL: call_this,
    Doing.AGAIN: call_again,
    Doing.GONE: no_show,
    Doing.HOLD: hold_ticket,
    Doing.PUT_IN: put_in_again,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the page is told of the program that it is a part of."""

    clock: Callable[[], datetime]
    """The moment, in the shop's own time."""
    language: str
    """The code of the shop's own."""
    kinds: frozenset[CaseKind] = frozenset()
    """What this register calls people for; everything where that is empty."""
    keep_kinds: Callable[[frozenset[CaseKind]], None]
    """They hold for this register from now on."""
    show_wall: Callable[[bool], None]
    """Open the window on the wall, or close it."""
    wall: bool = False
    """Whether it is open."""


class QueuePresenter:
    """The queue of this store. Every change is a new state, shown whole."""

    def __init__(
        self,
        work: Work,
        around: Around,
        show: Callable[[QueueState], None],
    ) -> None:
        self._work = work
        self._around = around
        self._show = show
        self._state = QueueState(
            language=around.language, kinds=around.kinds, wall=around.wall, now=around.clock()
        )

    @property
    def state(self) -> QueueState:
        return self._state

    def start(self) -> None:
        self._look()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody drew a ticket, called, or closed a case, here or at another counter."""
        if topics & {Topic.QUEUE, Topic.CASES}:
            self._look()

    def tick(self) -> None:
        """Time goes on: nothing is read for that."""
        self._set(replace(self._state, now=self._around.clock()))

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    # A ticket is drawn in two steps: what for, for whom.

    def choose_kind(self, kind: CaseKind) -> None:
        if not self._state.busy:
            drawing = Drawing(kind=kind)
            self._set(replace(self._state, drawing=drawing, drawn=None, said=None))

    def draw(self, priority: Priority) -> None:
        """At once, but for an appointment: its time is asked for."""
        drawing = self._state.drawing
        if drawing is None or self._state.busy:
            return
        if priority is Priority.APPOINTMENT:
            self._set(replace(self._state, drawing=replace(drawing, asks_time=True)))
        else:
            self._draw(drawing.kind, priority, None)

    def draw_at(self, at: time | None) -> None:
        """With an appointment at that time of today; nothing where what was entered is none."""
        state = self._state
        if state.drawing is None or state.now is None or state.busy:
            return
        if at is None:
            self._set(replace(state, drawing=replace(state.drawing, problem=True)))
            return
        due = datetime.combine(state.now.date(), at, state.now.tzinfo)
        self._draw(state.drawing.kind, Priority.APPOINTMENT, due)

    def cancel(self) -> None:
        """What was begun last is left: moving somebody, or drawing."""
        state = self._state
        if state.busy:
            return
        if state.moving:
            self._set(replace(state, moving=False))
        else:
            self._set(replace(state, drawing=None))

    def speak(self, language: str) -> None:
        """The next stub speaks this language."""
        self._set(replace(self._state, language=language))

    def want_stub(self, wanted: bool) -> None:
        self._set(replace(self._state, stub=wanted))

    def print_stub(self) -> None:
        """Again, or for the first time where none was wanted."""
        drawn = self._state.drawn
        if drawn is not None and not self._state.busy:
            code = drawn.ticket.paper
            self._busy()
            self._work.run(lambda unit: queue_print(unit, code), self._queued, self._failed)

    def take_back(self) -> None:
        """The ticket that was drawn last was a mistake."""
        drawn = self._state.drawn
        if drawn is not None and not self._state.busy:
            ticket = drawn.ticket.id
            self._busy()
            self._work.run(
                lambda unit: take_back_ticket(unit, ticket), self._taken_back, self._failed
            )

    # Who waits.

    def pick(self, ticket_id: int) -> None:
        if ticket_id != self._state.picked:
            self._set(replace(self._state, picked=ticket_id, moving=False))

    def call_for(self, kind: CaseKind, wanted: bool) -> None:
        """Whether this register calls people for that. It calls for something: whoever leaves
        nothing calls for everything again."""
        every = frozenset(CaseKind)
        now = self._state.kinds or every
        kinds = now | {kind} if wanted else now - {kind}
        kinds = frozenset() if kinds == every else kinds
        self._around.keep_kinds(kinds)
        self._set(replace(self._state, kinds=kinds))

    def go_on(self) -> None:
        """The one main thing: call the next one, or begin with whoever came."""
        state = self._state
        if state.busy or state.queue is None:
            return
        if state.next is Next.BEGIN and state.queue.here is not None:
            ticket = state.queue.here.id
            self._busy()
            self._work.run(lambda unit: begin_serving(unit, ticket), self._begun, self._failed)
        elif state.next is not Next.SERVED:
            kinds = state.kinds
            self._busy()
            self._work.run(lambda unit: call_next(unit, kinds), self._called, self._failed)

    def do(self, doing: Doing) -> None:
        """With whoever is chosen; where to move them is asked for."""
        state = self._state
        if state.busy or doing not in state.doings or state.picked is None:
            return
        if doing is Doing.MOVE:
            self._set(replace(state, moving=True, said=None))
            return
        use_case, ticket = USE_CASES[doing], state.picked
        self._busy()
        self._work.run(
            lambda unit: use_case(unit, ticket),
            lambda moved: self._moved(doing, moved),
            self._failed,
        )

    def move(self, kind: CaseKind | None, register: str) -> None:
        """To what they really came for, or to one register alone."""
        state = self._state
        if state.busy or not state.moving or state.picked is None:
            return
        ticket = state.picked
        self._busy()
        self._work.run(
            lambda unit: transfer(unit, ticket, kind, register),
            lambda moved: self._moved(Doing.MOVE, moved),
            self._failed,
        )

    def show_wall(self, shown: bool) -> None:
        self._around.show_wall(shown)

    def wall_shown(self, shown: bool) -> None:
        """It was opened or closed, here or there."""
        self._set(replace(self._state, wall=shown))

    def _look(self) -> None:
        self._work.read_latest("queue", _all_of_it, self._looked, self._failed)

    def _draw(self, kind: CaseKind, priority: Priority, due: datetime | None) -> None:
        language, wanted = self._state.language, self._state.stub
        wish = PaperWish(language=language, printed=wanted)

        def draw(unit: Unit) -> TicketDrawn:
            return draw_ticket(unit, kind, priority, due, language=language, wish=wish)

        self._busy()
        self._work.run(draw, self._drawn, self._failed)

    # What comes back from the worker.

    def _looked(self, looked: tuple[QueueSeen, tuple[KindWaited, ...]]) -> None:
        queue, waited = looked
        now = self._around.clock()
        state = replace(self._state, queue=queue, waited=waited, now=now, read_at=now)
        if state.chosen is None:
            state = replace(state, picked=_first(state.rows), moving=False)
        elif Doing.MOVE not in state.doings:
            state = replace(state, moving=False)
        self._set(state)

    def _drawn(self, drawn: TicketDrawn) -> None:
        shown = Drawn(ticket=drawn.ticket, paper=drawn.paper, printed=drawn.printed)
        self._set(
            replace(
                self._state,
                busy=False,
                drawing=None,
                drawn=shown,
                language=self._around.language,
                stub=True,
            )
        )
        self._look()

    def _queued(self, queued: Queued) -> None:
        if self._state.drawn is not None:
            drawn = replace(self._state.drawn, printed=True)
            self._set(replace(self._state, drawn=drawn))
        self._say(sent_to(queued.printer))

    def _taken_back(self, moved: TicketMoved) -> None:
        self._set(replace(self._state, drawn=None))
        self._say(Message("ticket-taken-back", {"ticket": moved.ticket.called}))
        self._look()

    def _called(self, called: TicketMoved | None) -> None:
        if called is None:
            self._say(Message("ticket-nobody-due"))
            self._look()
        else:
            self._set(replace(self._state, picked=called.ticket.id))
            self._moved(Doing.CALL, called)

    def _begun(self, begun: VisitBegun) -> None:
        self._say(Message("ticket-begun", {"ticket": begun.ticket.called}))
        self._look()

    def _moved(self, doing: Doing, moved: TicketMoved) -> None:
        ticket = moved.ticket
        facts = {"ticket": ticket.called, "register": ticket.register, "count": ticket.calls}
        self._set(replace(self._state, moving=False))
        self._say(Message(DONE[doing], facts))
        self._look()

    def _say(self, message: Message) -> None:
        self._set(replace(self._state, busy=False, said=Said((message,), bad=False)))

    def _failed(self, problem: Exception) -> None:
        """Another counter may have been quicker: the queue comes again by what it wrote."""
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._set(replace(self._state, busy=False, said=Said(messages)))

    def _busy(self) -> None:
        self._set(replace(self._state, busy=True, said=None))

    def _set(self, state: QueueState) -> None:
        self._state = state
        self._show(state)


def _all_of_it(unit: Unit) -> tuple[QueueSeen, tuple[KindWaited, ...]]:
    return queue_seen(unit), waited_today(unit)


def _first(rows: tuple[Listed, ...]) -> int | None:
    """Whoever something can be done with here, rather than at another register."""
    ours = (each.ticket.id for each in rows if each.here or not each.ticket.register)
    return next(ours, rows[0].ticket.id if rows else None)


def _to_nobody(_: QueueState) -> None:
    """Nobody looks."""

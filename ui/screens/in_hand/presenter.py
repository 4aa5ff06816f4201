"""What the bar of the case in hand says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from models.services.case_facts import entitle, name_customer
from models.services.cases import add_note, close_case, open_case, put_aside, take_up
from models.services.in_hand import look_in_hand
from models.services.tickets import (
    begin_serving,
    call_again,
    call_next,
    hold_ticket,
    no_show,
    put_in_again,
)
from models.values import Message, Refused, Topic
from models.values.cases import AsideFor
from ui.screens.in_hand.state import Asking, InHandState, Met, Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from models.services.cases import CaseMoved
    from models.services.in_hand import InHand
    from models.services.tickets import TicketMoved
    from models.unit import Unit
    from models.values.cases import CaseKind, Channel, Smile
    from ui.work import Work

T = TypeVar("T")

SHOWN = frozenset({Topic.CASES, Topic.QUEUE, Topic.PEOPLE})


class Tell(Protocol):
    """Say for a moment what is done; with ``undo``, offer to take it back."""

    def __call__(self, message: Message, undo: Callable[[], None] | None = None) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the bar needs of the window around it."""

    clock: Callable[[], datetime]
    kinds: Callable[[], frozenset[CaseKind]]
    """What this register calls people for; everything where that is empty."""
    tell: Tell
    show_case: Callable[[int], None]


class InHandPresenter:
    """Who is at this register. Every change is a new state, shown whole.

    While something is asked for, nothing else is: keys pressed meanwhile would mean what the
    bar showed before.
    """

    def __init__(self, work: Work, around: Around, show: Callable[[InHandState], None]) -> None:
        self._work = work
        self._around = around
        self._show = show
        self._state = InHandState()
        self._writing = False

    @property
    def state(self) -> InHandState:
        return self._state

    def now(self) -> datetime:
        return self._around.clock()

    def start(self) -> None:
        self._look()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Another counter called or took up, or the customer came up elsewhere."""
        if topics & SHOWN:
            self._look()

    def leave(self) -> None:
        """The bar is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    # Those who wait.

    def call_next(self) -> None:
        if self._free(Stage.NOBODY):
            self._run(self._call, self._called)

    def _call(self, unit: Unit) -> TicketMoved | None:
        return call_next(unit, self._around.kinds())

    def call_again(self) -> None:
        self._with_ticket(call_again, lambda _: None)

    def begin(self) -> None:
        """Whoever was called is here."""
        self._with_ticket(begin_serving, lambda _: None)

    def nobody_came(self) -> None:
        self._with_ticket(no_show, self._gone)

    def hold(self) -> None:
        """They come back: nobody calls them until they are put in again."""
        self._with_ticket(hold_ticket, self._held)

    def begin_without(self, kind: CaseKind, channel: Channel) -> None:
        """Somebody is here, or on the phone, who holds no ticket."""
        if self._free(Stage.NOBODY):
            self._run(lambda unit: open_case(unit, kind, channel), lambda _: None)

    # The case in hand.

    def entitle(self, title: str) -> None:
        case = self._state.case
        if case is not None and " ".join(title.split()) != case.title:
            self._with_case(lambda unit, case_id: entitle(unit, case_id, title))

    def write_note(self, words: str) -> None:
        """As it is typed: closed by mistake, it is still there."""
        self._state = replace(self._state, note=words)

    def note(self) -> None:
        words = self._state.note
        if words.strip():
            self._with_case(lambda unit, case_id: add_note(unit, case_id, words), self._noted)

    def put_aside(self, waits_for: AsideFor) -> None:
        self._with_case(lambda unit, case_id: put_aside(unit, case_id, waits_for), self._aside)

    def choose_smile(self, smile: Smile | None) -> None:
        self._set(replace(self._state, smile=smile))

    def close(self, *, then_next: bool, elsewhere: str = "") -> None:
        """Goodbye; with ``then_next`` whoever is due first is called."""
        smile = self._state.smile
        self._with_case(
            lambda unit, case_id: close_case(unit, case_id, smile, elsewhere=elsewhere),
            self._closed_then_next if then_next else self._closed,
        )

    def show_case(self) -> None:
        case = self._state.case
        if case is not None:
            self._set(replace(self._state, asking=None, said=()))
            self._around.show_case(case.id)

    def meet(self, customer_id: int, name: str) -> None:
        """A sale of theirs came up at the counter: it may be their case that is in hand."""
        case = self._state.case
        if case is not None and case.customer_id is None:
            self._set(replace(self._state, met=Met(customer_id, name)))

    def name_customer(self) -> None:
        """It is their case: said by a person, never taken for granted."""
        met = self._state.offered
        if met is not None:
            self._with_case(lambda unit, case_id: name_customer(unit, case_id, met.customer_id))

    # What is asked for under the bar.

    def ask(self, what: Asking) -> None:
        """Let it down; asked for again, it goes."""
        stage = Stage.NOBODY if what is Asking.BEGIN else Stage.SERVING
        if self._state.asking is what:
            self.back()
        elif self._free(stage):
            self._set(replace(self._state, asking=what, said=()))

    def back(self) -> None:
        self._set(replace(self._state, asking=None, said=()))

    # What comes back from the worker.

    def _looked(self, seen: InHand) -> None:
        before = self._state
        state = replace(before, seen=seen, busy=self._writing)
        if (before.stage, before.case and before.case.id) != (
            state.stage,
            state.case and state.case.id,
        ):
            state = InHandState(seen=seen, busy=self._writing)
        said = state.case.smile if state.case else None
        if said is not (before.case.smile if before.case else None):
            state = replace(state, smile=said)  # by the customer, on their side of the desk
        self._set(state)

    def _called(self, moved: TicketMoved | None) -> None:
        if moved is None:
            self._around.tell(Message("nobody-waits"))

    def _gone(self, moved: TicketMoved) -> None:
        message = Message("ticket-now-gone", {"ticket": moved.ticket.called})
        self._around.tell(message, lambda: self._put_in_again(moved))

    def _held(self, moved: TicketMoved) -> None:
        message = Message("ticket-now-held", {"ticket": moved.ticket.called})
        self._around.tell(message, lambda: self._put_in_again(moved))

    def _put_in_again(self, moved: TicketMoved) -> None:
        self._undo(lambda unit: put_in_again(unit, moved.ticket.id))

    def _noted(self, moved: CaseMoved) -> None:
        self._state = replace(self._state, note="")
        self._around.tell(Message("case-now-noted", {"case": moved.case.code}))

    def _aside(self, moved: CaseMoved) -> None:
        case = moved.case
        for_customer = case.aside_for is AsideFor.CUSTOMER
        code = "case-waits-for-customer" if for_customer else "case-waits-for-shop"
        self._around.tell(
            Message(code, {"case": case.code}),
            lambda: self._undo(lambda unit: take_up(unit, case.id)),
        )

    def _closed(self, moved: CaseMoved) -> None:
        self._around.tell(Message("case-now-closed", {"case": moved.case.code}))

    def _closed_then_next(self, moved: CaseMoved) -> None:
        self._closed(moved)
        self._run(self._call, lambda _: None)

    # Steps shared by several of the above.

    def _free(self, *stages: Stage) -> bool:
        return not self._state.busy and self._state.stage in stages

    def _with_ticket(
        self,
        use_case: Callable[[Unit, int], T],
        done: Callable[[T], None],
    ) -> None:
        ticket = self._state.seen.ticket if self._state.seen else None
        if ticket is not None and self._free(Stage.CALLED):
            self._run(lambda unit: use_case(unit, ticket.id), done)

    def _with_case(
        self,
        use_case: Callable[[Unit, int], CaseMoved],
        done: Callable[[CaseMoved], None] = lambda _: None,
    ) -> None:
        case = self._state.case
        if case is not None and self._free(Stage.SERVING):
            self._run(lambda unit: use_case(unit, case.id), done)

    def _undo(self, use_case: Callable[[Unit], TicketMoved | CaseMoved]) -> None:
        if not self._state.busy:
            self._run(use_case, lambda _: None)

    def _run(self, use_case: Callable[[Unit], T], done: Callable[[T], None]) -> None:
        self._writing = True
        self._set(replace(self._state, busy=True, said=()))

        def written(result: T) -> None:
            self._writing = False
            self._set(replace(self._state, asking=None))
            done(result)
            if not self._writing:
                self._look()

        self._work.run(use_case, written, self._failed)

    def _look(self) -> None:
        self._work.read_latest("in-hand", look_in_hand, self._looked, self._not_read)

    def _failed(self, problem: Exception) -> None:
        """Said where it was asked for; else for a moment. What the bar shows may be old."""
        self._writing = False
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        if self._state.asking is None:
            self._around.tell(messages[0])
        else:
            self._set(replace(self._state, said=messages))
        self._look()

    def _not_read(self, problem: Exception) -> None:
        """Whoever was here is gone, or may not look: there is nothing to show."""
        if not self._writing:
            self._set(replace(self._state, busy=False))
        if not isinstance(problem, Refused):
            self._around.tell(Message("bug"))

    def _set(self, state: InHandState) -> None:
        self._state = state
        self._show(state)


def _to_nobody(_: InHandState) -> None:
    """Nobody looks."""

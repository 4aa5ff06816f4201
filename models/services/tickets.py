"""Tickets: drawn, called, begun, held, moved, put in again.

Whoever calls takes a turn in the store's queue, so that two counters never call one ticket.
A visit ends for the queue with its case (:mod:`models.services.served`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select, update

from models.rules.waiting import (
    BACK_WITHIN,
    Counter,
    Waiting,
    next_call,
    passes_over,
    wait_before_gone,
)
from models.services.cases import case_of, open_case, put_aside, take_up
from models.services.documents import next_number, paper_head, store_paper
from models.services.journal import record
from models.services.queue_views import (
    IS_AT_A_COUNTER,
    TICKETS,
    foreseen_for_one_more,
    passed_in_a_row,
    queue_day,
    ticket_seen,
    tickets_of_day,
    who_waits,
)
from models.services.rights import needs
from models.services.setup import LANGUAGES
from models.tables.base import add_numbered, rows_of
from models.tables.queue import Ticket
from models.tables.shop import Register
from models.values import Topic, refuse
from models.values.cases import AsideFor, CaseKind, CaseState
from models.values.printing import AS_USUAL, PaperKind, PaperWish
from models.values.queue import TICKET_LETTERS, Priority, TicketSeen, TicketState
from models.values.queue_papers import QueueTicket
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit
    from models.values import Refused

    AnyRow = Row[*tuple[Any, ...]]

_tickets = rows_of(Ticket)
_ticket = _tickets.c
AT_A_COUNTER: Final = (TicketState.CALLED, TicketState.SERVING)
STANDS = {
    TicketState.WAITING: "ticket-is-waiting",
    TicketState.HELD: "ticket-is-held",
    TicketState.CALLED: "ticket-is-called",
    TicketState.SERVING: "ticket-is-serving",
    TicketState.DONE: "ticket-is-done",
    TicketState.GONE: "ticket-is-gone",
}
SWEPT: Final = timedelta(days=7)
"""Further back than so long before the last day with tickets, none is left over, even where
clocks were put back."""
NOT_CALLED_NOW: Final[dict[str, object]] = {
    "state": TicketState.WAITING,
    "register_id": None,
    "staff_id": None,
    "ended_at": None,
    "calls": 0,
    "passed": False,
    "called_at": None,
    "last_register_id": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDrawn:
    """A stub, as it is printed; ``ticket`` is its place in the queue."""

    ticket: TicketSeen
    paper: QueueTicket
    printed: bool
    """Whether a printer has it already."""
    changed: frozenset[Topic] = field(
        default=frozenset({Topic.QUEUE, Topic.DOCUMENTS, Topic.PRINTING})
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMoved:
    """A ticket as it is after something was done to it."""

    ticket: TicketSeen
    changed: frozenset[Topic] = field(default=frozenset({Topic.QUEUE}))


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitBegun:
    """A ticket that is served, and the number of its case, which is in hand here."""

    ticket: TicketSeen
    case_id: int
    changed: frozenset[Topic] = field(default=frozenset({Topic.QUEUE, Topic.CASES}))


@needs(Right.SERVE)
def draw_ticket(
    unit: Unit,
    kind: CaseKind,
    priority: Priority = Priority.NONE,
    appointment_at: datetime | None = None,
    *,
    language: str = "",
    wish: PaperWish = AS_USUAL,
) -> TicketDrawn:
    """A place in the queue, and a stub that says how many are before and about how long.

    With an appointment, somebody waits from its time on, or from now where that is past. The
    stub is in ``language``, the shop's own where there is none. Raise
    :class:`models.values.Refused` for an appointment on another day, ``ValueError`` for an
    appointment without a time and for a language that papers do not speak.
    """
    if language and language not in LANGUAGES:
        raise ValueError(f"no language of papers: {language}")
    if priority is Priority.APPOINTMENT and appointment_at is None:
        raise ValueError("an appointment has a time")
    _take_turn(unit)
    day = queue_day(unit)
    if appointment_at is not None:
        _check_today(unit, appointment_at)
        priority = priority or Priority.APPOINTMENT
    due_at = max(unit.now, appointment_at or unit.now)
    turn = foreseen_for_one_more(unit, tickets_of_day(unit), due_at, priority=bool(priority))
    paper = next_number(unit, PaperKind.TICKET)
    letter = TICKET_LETTERS[kind]
    count = _next_count(unit, day, letter)
    called = f"{letter} {count}"
    ticket_id = add_numbered(
        unit.connection,
        Ticket,
        store_id=unit.station.store_id,
        day=day,
        kind=kind,
        letter=letter,
        number=count,
        called=called,
        paper=paper.code,
        priority=priority,
        state=TicketState.WAITING,
        drawn_at=unit.now,
        appointment_at=appointment_at,
        due_at=due_at,
    )
    stub = QueueTicket(
        head=paper_head(unit, paper, language or unit.shop.language),
        called=called,
        service=kind,
        ahead=turn.ahead,
        minutes=turn.minutes,
    )
    store_paper(unit, paper, stub.to_json(), wish=wish)
    printed = paper.code in unit.sent_out
    record(unit, "TicketDrawn", paper=paper.code, ticket=called, kind=kind)
    return TicketDrawn(ticket=_seen(unit, ticket_id), paper=stub, printed=printed)


@needs(Right.SERVE)
def call_next(unit: Unit, kinds: Collection[CaseKind] = ()) -> TicketMoved | None:
    """Call whoever is due first to this register; nothing where nobody is.

    ``kinds`` is what this register is for, everything where that is empty. Raise
    :class:`models.values.Refused` while somebody is called or served here.
    """
    _take_turn(unit)
    _check_free(unit)
    here = unit.station.register_id
    counter = Counter(
        register_id=here,
        free_at=unit.now,
        passed=passed_in_a_row(unit, here),
        kinds=frozenset(kinds),
    )
    call = next_call(who_waits(tickets_of_day(unit)), counter, unit.now)
    return None if call is None else _call(unit, call.who.ticket_id, passes=call.passes)


@needs(Right.SERVE)
def call_this(unit: Unit, ticket_id: int) -> TicketMoved:
    """Call somebody out of turn, or who is held, or not due yet.

    Raise :class:`models.values.Refused` while somebody is called or served here, and where
    they do not wait any more.
    """
    _take_turn(unit)
    row = _row(unit, ticket_id, TicketState.WAITING, TicketState.HELD)
    _check_free(unit)
    waiting = who_waits(tickets_of_day(unit))
    return _call(unit, row.id, passes=passes_over(_as_waiting(row), waiting, unit.now))


@needs(Right.SERVE)
def call_again(unit: Unit, ticket_id: int) -> TicketMoved:
    """Nobody came yet. Raise :class:`models.values.Refused` unless they were called here."""
    row = _called_here(unit, ticket_id)
    _change(unit, row, calls=row.calls + 1)
    record(unit, "TicketCalled", paper=row.paper, ticket=row.called, calls=row.calls + 1)
    return TicketMoved(ticket=_seen(unit, ticket_id))


@needs(Right.SERVE)
def begin_serving(unit: Unit, ticket_id: int) -> VisitBegun:
    """They are here: their case is opened, or taken up where they have an open one already.

    Raise :class:`models.values.Refused` unless they were called to this register.
    """
    row = _called_here(unit, ticket_id)
    known = None if row.case_id is None else case_of(unit, row.case_id)
    if known is None or known.state is CaseState.CLOSED:
        case = open_case(unit, CaseKind(row.kind), ticket_id=row.id).case
    else:
        case = take_up(unit, known.id).case
    _change(
        unit,
        row,
        state=TicketState.SERVING,
        began_at=unit.now,
        staff_id=unit.clerk.staff_id,
    )
    record(unit, "TicketServed", paper=row.paper, ticket=row.called, case=case.code)
    return VisitBegun(ticket=_seen(unit, ticket_id), case_id=case.id)


@needs(Right.SERVE)
def no_show(unit: Unit, ticket_id: int) -> TicketMoved:
    """Nobody came. They keep their place for :data:`models.rules.waiting.BACK_WITHIN`.

    Raise :class:`models.values.Refused` unless they were called to this register, and where
    they were not given the time to come.
    """
    row = _called_here(unit, ticket_id)
    wait = wait_before_gone(row.calls, unit.now - row.called_at)
    if wait:
        seconds = max(1, round(wait.total_seconds()))
        raise refuse("ticket-call-again", ticket=row.called, count=seconds)
    _change(unit, row, state=TicketState.GONE, register_id=None, ended_at=unit.now)
    record(unit, "TicketNoShow", paper=row.paper, ticket=row.called, calls=row.calls)
    return TicketMoved(ticket=_seen(unit, ticket_id))


@needs(Right.SERVE)
def hold_ticket(unit: Unit, ticket_id: int) -> TicketMoved:
    """Not to be called until they are put in again; they keep their place.

    Raise :class:`models.values.Refused` where they neither wait nor are called here.
    """
    row = _movable(unit, ticket_id)
    _change(unit, row, **NOT_CALLED_NOW | {"state": TicketState.HELD})
    record(unit, "TicketHeld", paper=row.paper, ticket=row.called)
    return TicketMoved(ticket=_seen(unit, ticket_id))


@needs(Right.SERVE)
def take_back_ticket(unit: Unit, ticket_id: int) -> TicketMoved:
    """It was drawn by mistake: nobody waits with it, and its stub says nothing any more.

    Raise :class:`models.values.Refused` where they do not wait any more.
    """
    _take_turn(unit)
    row = _row(unit, ticket_id, TicketState.WAITING, TicketState.HELD)
    _change(unit, row, state=TicketState.GONE, ended_at=unit.now, priority=Priority.NONE)
    record(unit, "TicketTakenBack", paper=row.paper, ticket=row.called)
    return TicketMoved(ticket=_seen(unit, ticket_id))


@needs(Right.SERVE)
def put_in_again(unit: Unit, ticket_id: int) -> TicketMoved:
    """Somebody who was held, or did not come when called, waits again at their old place.

    Raise :class:`models.values.Refused` where they are neither, where they were called too
    long ago, and where the ticket counts no more.
    """
    _take_turn(unit)
    row = _row(unit, ticket_id, TicketState.HELD, TicketState.GONE)
    if row.state == TicketState.GONE and not row.calls:
        raise refuse("ticket-not-counted", ticket=row.called)
    if row.state == TicketState.GONE and unit.now - row.ended_at > BACK_WITHIN:
        raise refuse("ticket-too-late", ticket=row.called)
    _change(unit, row, **NOT_CALLED_NOW)
    record(unit, "TicketPutInAgain", paper=row.paper, ticket=row.called)
    return TicketMoved(ticket=_seen(unit, ticket_id))


@needs(Right.SERVE)
def transfer(
    unit: Unit, ticket_id: int, kind: CaseKind | None = None, register: str = ""
) -> TicketMoved:
    """They wait for something else, or for one register alone; they keep their place.

    What is served here is put aside, and whoever calls them goes on with it. Raise
    :class:`models.values.Refused` where they neither wait nor are at this counter, for a
    register that is not in this store, and where nothing would change.
    """
    row = _movable(unit, ticket_id, TicketState.SERVING)
    only_at = _register_named(unit, register) if register else None
    wanted = kind or CaseKind(row.kind)
    if (wanted, only_at) == (row.kind, row.only_register_id):
        raise refuse("ticket-moved-nowhere", ticket=row.called)
    _change(unit, row, **NOT_CALLED_NOW, kind=wanted, only_register_id=only_at, began_at=None)
    changed = {Topic.QUEUE}
    if row.state == TicketState.SERVING:
        put_aside(unit, row.case_id, AsideFor.SHOP)
        changed.add(Topic.CASES)
    record(
        unit,
        "TicketTransferred",
        paper=row.paper,
        ticket=row.called,
        kind=wanted,
        **({"register": register} if register else {}),
    )
    return TicketMoved(ticket=_seen(unit, ticket_id), changed=frozenset(changed))


def _call(unit: Unit, ticket_id: int, *, passes: bool) -> TicketMoved:
    # Whoever takes up its case takes no turn in the queue: it may be done since it was read.
    row = _row(unit, ticket_id, TicketState.WAITING, TicketState.HELD)
    _change(
        unit,
        row,
        state=TicketState.CALLED,
        register_id=unit.station.register_id,
        last_register_id=unit.station.register_id,
        staff_id=unit.clerk.staff_id,
        called_at=unit.now,
        calls=1,
        passed=passes,
    )
    record(unit, "TicketCalled", paper=row.paper, ticket=row.called, calls=1)
    return TicketMoved(ticket=_seen(unit, ticket_id))


def _take_turn(unit: Unit) -> None:
    """Be the only one who calls or draws in this store until the transaction is over; what is
    left over from a day that is past goes."""
    unit.take_turn(f"queue of store {unit.station.store_id}")
    here, today = _ticket.store_id == unit.station.store_id, queue_day(unit)
    last = unit.connection.scalar(
        select(func.max(_ticket.day)).where(here, _ticket.day < today)
    )
    if last is None:
        return
    # Whoever drew on that day took a turn, too: further back there is nothing to look for.
    past = (here, _ticket.day > last - SWEPT, _ticket.day < today)
    unit.connection.execute(
        update(_tickets)
        .where(
            *past,
            _ticket.state.in_((TicketState.WAITING, TicketState.HELD, TicketState.CALLED)),
        )
        .values(state=TicketState.GONE, register_id=None, ended_at=unit.now)
    )
    unit.connection.execute(
        update(_tickets)
        .where(*past, _ticket.state == TicketState.GONE, _ticket.priority != Priority.NONE)
        .values(priority=Priority.NONE)
    )


def _check_today(unit: Unit, appointment_at: datetime) -> None:
    local = appointment_at.astimezone(unit.shop.zone)
    if queue_day(unit, local) != queue_day(unit):
        raise refuse("appointment-not-today", moment=local)


def _check_free(unit: Unit) -> None:
    """Raise :class:`models.values.Refused` while somebody is called or served here."""
    busy = unit.connection.execute(
        select(_ticket.called, _ticket.state).where(
            _ticket.register_id == unit.station.register_id,
            IS_AT_A_COUNTER,
        )
    ).one_or_none()
    if busy is not None:
        served = busy.state == TicketState.SERVING
        why = "ticket-served-here" if served else "ticket-called-here"
        raise refuse(why, ticket=busy.called)


def _next_count(unit: Unit, day: object, letter: str) -> int:
    last = unit.connection.scalar(
        select(func.max(_ticket.number)).where(
            _ticket.store_id == unit.station.store_id,
            _ticket.day == day,
            _ticket.letter == letter,
        )
    )
    return 1 + (last or 0)


def _row(unit: Unit, ticket_id: int, *states: TicketState) -> AnyRow:
    """Of this store. Raise :class:`models.values.Refused` where there is none of that number,
    and where it is in none of these states, if any are given."""
    row = unit.connection.execute(
        TICKETS.where(
            _ticket.id == ticket_id, _ticket.store_id == unit.station.store_id
        ).with_for_update(of=_tickets)
    ).one_or_none()
    if row is None:
        raise refuse("ticket-unknown")
    if states and row.state not in states:
        raise _otherwise(row)
    return row


def _otherwise(row: AnyRow) -> Refused:
    """Why nothing can be done with it, by how far it has come."""
    why = STANDS[row.state]
    if row.state == TicketState.GONE and not row.calls:
        why = "ticket-not-counted"
    return refuse(why, ticket=row.called, register=row.register or "")


def _called_here(unit: Unit, ticket_id: int) -> AnyRow:
    _take_turn(unit)
    row = _row(unit, ticket_id, TicketState.CALLED)
    _check_here(unit, row)
    return row


def _movable(unit: Unit, ticket_id: int, *more: TicketState) -> AnyRow:
    """One that waits, is held, or was called here; ``more`` are states it may have here."""
    _take_turn(unit)
    row = _row(
        unit, ticket_id, TicketState.WAITING, TicketState.HELD, TicketState.CALLED, *more
    )
    if row.state in AT_A_COUNTER:
        _check_here(unit, row)
    return row


def _check_here(unit: Unit, row: AnyRow) -> None:
    if row.register_id != unit.station.register_id:
        raise _otherwise(row)


def _as_waiting(row: AnyRow) -> Waiting:
    return Waiting(ticket_id=row.id, kind=row.kind, due_at=row.due_at)


def _register_named(unit: Unit, code: str) -> int:
    found = unit.connection.scalar(
        select(Register.id).where(
            Register.code == code, Register.store_id == unit.station.store_id
        )
    )
    if found is None:
        raise refuse("ticket-no-such-register", register=code)
    return found


def _change(unit: Unit, row: AnyRow, **values: object) -> None:
    unit.connection.execute(update(_tickets).where(_ticket.id == row.id).values(**values))


def _seen(unit: Unit, ticket_id: int) -> TicketSeen:
    return ticket_seen(
        unit, unit.connection.execute(TICKETS.where(_ticket.id == ticket_id)).one()
    )

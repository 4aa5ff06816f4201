"""The queue as people look at it: who waits and how long yet, who serves whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, func, literal_column, select, union
from sqlalchemy.orm import aliased

from models.rules.drawers import business_day
from models.rules.waiting import (
    BACK_WITHIN,
    MOST_PASSED,
    Counter,
    Foreseen,
    Waiting,
    foresee,
    pace_of,
)
from models.services.rights import anybody, needs
from models.services.shifts import terms_of
from models.tables.base import rows_of
from models.tables.cases import Case
from models.tables.people import Staff
from models.tables.queue import Ticket
from models.tables.shop import Register
from models.values.cases import CaseKind
from models.values.queue import Priority, TicketSeen, TicketState
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Row, Select

    from models.rules.waiting import Pace
    from models.unit import Unit

    AnyRow = Row[*tuple[Any, ...]]

LATELY: Final = timedelta(days=14)
"""How old visits may be that say how long one takes."""
MOST_MEASURED: Final = 300
MOST_AVERAGED: Final = 1000
AT_WORK: Final = timedelta(minutes=15)
"""A register that called somebody so lately goes on calling."""

_tickets = rows_of(Ticket)
_ticket = _tickets.c
_Only = aliased(Register)
TICKETS = (
    select(
        _tickets,
        Register.code.label("register"),
        _Only.code.label("only_at"),
        Staff.name.label("person"),
        Case.code.label("case"),
    )
    .select_from(_tickets)
    .outerjoin(Register, Register.id == _ticket.register_id)
    .outerjoin(_Only, _Only.id == _ticket.only_register_id)
    .outerjoin(Staff, Staff.id == _ticket.staff_id)
    .outerjoin(Case, Case.id == _ticket.case_id)
)
IS_AT_A_COUNTER: Final = _ticket.state.in_(
    [literal_column("'called'"), literal_column("'serving'")]
)
"""To the letter, as the index of those has it: they are few, however many were served."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketWaits:
    """Somebody who waits; ``minutes`` where anybody can say."""

    ticket: TicketSeen
    ahead: int
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWaits:
    """Those who wait for one thing; ``longest`` is how long the first of them has."""

    kind: CaseKind
    count: int
    longest: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSeen:
    """The queue of this store, today."""

    waiting: tuple[TicketWaits, ...]
    """In the order in which they will be called."""
    kinds: tuple[KindWaits, ...]
    """All kinds, in their own order."""
    minutes: int | None
    """How long somebody waits who draws a ticket now; nothing where nobody can say."""
    at_counters: tuple[TicketSeen, ...]
    """Who is called or served, by register."""
    held: tuple[TicketSeen, ...]
    gone: tuple[TicketSeen, ...]
    """Who did not come, and may yet be put in again; who left last first."""
    here: TicketSeen | None = None
    """Who is called or served at this register."""
    registers: tuple[str, ...] = ()
    """The codes of those of this store."""
    own_register: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWaited:
    """How long those waited who were called, on average; nothing where nobody was."""

    kind: CaseKind
    today: timedelta | None
    lately: timedelta | None
    """In :data:`LATELY`, without today."""


@needs(Right.LOOK)
def queue_seen(unit: Unit) -> QueueSeen:
    """Who waits, is held, called or served in this store, and who went lately."""
    today = tickets_of_day(unit)
    seen = [ticket_seen(unit, row) for row in today]
    by_state: dict[TicketState, list[TicketSeen]] = defaultdict(list)
    for each in seen:
        by_state[each.state].append(each)
    turns, one_more = _turns(unit, today, _one_more(unit, today))
    waits = tuple(
        TicketWaits(ticket=each, ahead=turns[each.id].ahead, minutes=turns[each.id].minutes)
        for each in by_state[TicketState.WAITING]
    )
    called = [*by_state[TicketState.CALLED], *by_state[TicketState.SERVING]]
    at_counters = tuple(sorted(called, key=lambda each: each.register))
    here = (each for each in at_counters if each.register == unit.station.register)
    gone = (each for each in by_state[TicketState.GONE] if _may_come_back(unit, each))
    return QueueSeen(
        waiting=tuple(sorted(waits, key=lambda each: each.ahead)),
        kinds=tuple(kind_waits(kind, waits) for kind in CaseKind),
        minutes=one_more.minutes,
        at_counters=at_counters,
        held=tuple(by_state[TicketState.HELD]),
        gone=tuple(sorted(gone, key=_left_at, reverse=True)),
        here=next(here, None),
        registers=tuple(_registers(unit)),
        own_register=unit.station.register,
    )


@needs(Right.LOOK)
def count_queue(unit: Unit) -> int:
    """How many wait in this store to be called."""
    waits = select(func.count()).where(
        _ticket.store_id == unit.station.store_id,
        _ticket.day == queue_day(unit),
        _ticket.state == TicketState.WAITING,
    )
    return unit.connection.execute(waits).scalar_one()


@needs(Right.LOOK)
def waited_today(unit: Unit) -> tuple[KindWaited, ...]:
    """By kind, for all that somebody was called for today or lately."""
    today = queue_day(unit)
    rows = unit.connection.execute(
        select(_ticket.kind, _ticket.day, _ticket.due_at, _ticket.called_at)
        .where(
            _ticket.store_id == unit.station.store_id,
            _ticket.day > today - LATELY,
            _ticket.called_at.is_not(None),
        )
        .order_by(_ticket.day.desc(), _ticket.called_at.desc())
        .limit(MOST_AVERAGED)
    )
    waited: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for row in rows:
        wait = max((row.called_at - row.due_at).total_seconds(), 0.0)
        waited[row.kind, row.day == today].append(wait)
    return tuple(
        KindWaited(
            kind=kind,
            today=_mean(waited.get((kind, True))),
            lately=_mean(waited.get((kind, False))),
        )
        for kind in CaseKind
        if (kind, True) in waited or (kind, False) in waited
    )


def _mean(seconds: Sequence[float] | None) -> timedelta | None:
    return timedelta(seconds=fmean(seconds)) if seconds else None


def _registers(unit: Unit) -> Sequence[str]:
    here = Register.store_id == unit.station.store_id
    return unit.connection.scalars(
        select(Register.code).where(here).order_by(Register.code)
    ).all()


@anybody("what day it is says nothing of anybody")
def queue_day(unit: Unit, moment: datetime | None = None) -> date:
    """The business day of that moment, or of now: on each, tickets count from 1."""
    local = (moment or unit.now).astimezone(unit.shop.zone)
    return business_day(local, terms_of(unit).day_ends_at)


def tickets_of_day(unit: Unit) -> Sequence[AnyRow]:
    """Those of this store that are not done, in the order in which they were drawn."""
    return unit.connection.execute(
        of_day(unit, _ticket.state != TicketState.DONE).order_by(_ticket.id)
    ).all()


def ticket_seen(unit: Unit, row: AnyRow) -> TicketSeen:
    """A row of :data:`TICKETS`."""

    def here(moment: datetime | None) -> datetime | None:
        return None if moment is None else moment.astimezone(unit.shop.zone)

    return TicketSeen(
        id=row.id,
        called=row.called,
        paper=row.paper,
        kind=CaseKind(row.kind),
        priority=Priority(row.priority),
        state=TicketState(row.state),
        drawn_at=row.drawn_at.astimezone(unit.shop.zone),
        due_at=row.due_at.astimezone(unit.shop.zone),
        waited=(row.called_at or unit.now) - row.drawn_at,
        calls=row.calls,
        called_at=here(row.called_at),
        began_at=here(row.began_at),
        ended_at=here(row.ended_at),
        register=row.register or "",
        person=row.person or "",
        only_at=row.only_at or "",
        case=row.case or "",
    )


def who_waits(rows: Iterable[AnyRow]) -> list[Waiting]:
    """Those among them who can be called, as the rule sees them."""
    return [
        Waiting(
            ticket_id=row.id,
            kind=row.kind,
            due_at=row.due_at,
            priority=bool(row.priority),
            only_at=row.only_register_id,
        )
        for row in rows
        if row.state == TicketState.WAITING
    ]


def passed_in_a_row(unit: Unit, register_id: int) -> int:
    """How often today's last calls of that register passed over whoever waited longest."""
    return _passed(unit, {register_id})[register_id]


def _passed(unit: Unit, registers: set[int]) -> dict[int, int]:
    """The same for several registers at once."""
    back = func.row_number().over(
        partition_by=_ticket.last_register_id,
        order_by=(_ticket.called_at.desc(), _ticket.id.desc()),
    )
    called = (
        select(_ticket.last_register_id, _ticket.passed, back.label("back"))
        .where(
            _ticket.store_id == unit.station.store_id,
            _ticket.day == queue_day(unit),
            _ticket.last_register_id.in_(registers),
        )
        .subquery()
    )
    lately = unit.connection.execute(
        select(called.c.last_register_id, called.c.passed)
        .where(called.c.back <= MOST_PASSED)
        .order_by(called.c.back)
    )
    told: dict[int, list[bool]] = {register_id: [] for register_id in registers}
    for register_id, passed in lately:
        told[register_id].append(passed)
    return {
        register_id: next((n for n, each in enumerate(passed) if not each), len(passed))
        for register_id, passed in told.items()
    }


def foreseen_for_one_more(
    unit: Unit,
    rows: Sequence[AnyRow],
    due_at: datetime | None = None,
    *,
    priority: bool = False,
) -> Foreseen:
    """The turn of somebody who draws a ticket now; all kinds are called in one order."""
    return _turns(unit, rows, _one_more(unit, rows, due_at, priority=priority))[1]


def _turns(
    unit: Unit, rows: Sequence[AnyRow], more: Waiting
) -> tuple[dict[int, Foreseen], Foreseen]:
    """The turn of everybody who waits among them, if nobody else comes; and that of one who
    does."""
    pace = _pace(unit)
    counters, waiting = _counters(unit, rows, pace), who_waits(rows)
    turns = foresee(waiting, counters, pace, unit.now)
    return turns, foresee([*waiting, more], counters, pace, unit.now)[more.ticket_id]


def _one_more(
    unit: Unit,
    rows: Sequence[AnyRow],
    due_at: datetime | None = None,
    *,
    priority: bool = False,
) -> Waiting:
    last = 1 + max((row.id for row in rows), default=0)
    return Waiting(
        ticket_id=last, kind=CaseKind.RETURN, due_at=due_at or unit.now, priority=priority
    )


def kind_waits(kind: CaseKind, waits: Sequence[TicketWaits]) -> KindWaits:
    ages = [each.ticket.waited for each in waits if each.ticket.kind is kind]
    return KindWaits(kind=kind, count=len(ages), longest=max(ages, default=timedelta()))


def of_day(unit: Unit, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Today's of this store, and those that are served since an earlier day."""
    store = unit.station.store_id
    # One after the other, as each has an index of its own: years of tickets lie between.
    wanted = union(
        select(_ticket.id).where(_ticket.store_id == store, _ticket.day == queue_day(unit)),
        select(_ticket.id).where(
            _ticket.register_id.in_(select(Register.id).where(Register.store_id == store)),
            IS_AT_A_COUNTER,
            _ticket.state == TicketState.SERVING,
        ),
    )
    return TICKETS.where(_ticket.id.in_(wanted), *conditions)


def _may_come_back(unit: Unit, ticket: TicketSeen) -> bool:
    return ticket.calls > 0 and unit.now - _left_at(ticket) <= BACK_WITHIN


def _left_at(ticket: TicketSeen) -> datetime:
    return ticket.ended_at or ticket.drawn_at


def _pace(unit: Unit) -> Pace | None:
    """As it was measured at this store in the last :data:`LATELY`."""
    recent = and_(
        _ticket.store_id == unit.station.store_id,
        _ticket.ended_at > unit.now - LATELY,
        _ticket.calls > 0,
    )
    ended = unit.connection.execute(
        select(_ticket.state, func.count()).where(recent).group_by(_ticket.state)
    )
    states = {state: int(count) for state, count in ended}
    called = sum(states.values())
    visits = unit.connection.execute(
        select(_ticket.kind, _ticket.called_at, _ticket.ended_at)
        .where(recent, _ticket.state == TicketState.DONE)
        .order_by(_ticket.ended_at.desc())
        .limit(MOST_MEASURED)
    )
    absent = states.get(TicketState.GONE, 0) / called if called else 0.0
    return pace_of(((row.kind, row.ended_at - row.called_at) for row in visits), absent)


def _counters(unit: Unit, rows: Sequence[AnyRow], pace: Pace | None) -> list[Counter]:
    """The registers at work, and when each is free."""
    busy = {row.register_id: row for row in rows if row.register_id is not None}
    at_work = unit.connection.scalars(
        select(_ticket.last_register_id)
        .distinct()
        .where(
            _ticket.store_id == unit.station.store_id,
            _ticket.day == queue_day(unit),
            func.coalesce(_ticket.ended_at, _ticket.called_at) > unit.now - AT_WORK,
            _ticket.last_register_id.is_not(None),
        )
    )
    passed = _passed(unit, {*busy, *at_work})
    return [
        Counter(
            register_id=register_id,
            free_at=_free_at(unit, busy.get(register_id), pace),
            passed=passed[register_id],
        )
        for register_id in sorted(passed)
    ]


def _free_at(unit: Unit, row: AnyRow | None, pace: Pace | None) -> datetime:
    if row is None or pace is None:
        return unit.now
    return unit.now + pace.left(row.kind, unit.now - row.called_at)

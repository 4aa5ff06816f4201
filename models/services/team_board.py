"""The counter as whoever leads it sees it, live; and what waits for one person today.

However many tickets, cases and people there are, it is told in the same number of queries.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, case, func, select

from models.services.approval_cards import UNANSWERED
from models.services.approval_seen import LISTED
from models.services.case_views import IS_OPEN
from models.services.cases import CASES, seen_of
from models.services.complaint_clocks import complaints_near
from models.services.questions import list_follow_ups
from models.services.queue_views import queue_day, queue_seen
from models.services.rights import needs
from models.services.shifts import bounds_of_day
from models.tables.approvals import Approval
from models.tables.base import rows_of
from models.tables.cases import Case
from models.tables.drawers import Drawer, Shift
from models.tables.journal import JournalEntry
from models.tables.people import Staff
from models.tables.queue import Ticket
from models.tables.shop import Register
from models.values.approvals import ApprovalKind
from models.values.cases import CaseKind, CaseSeen, CaseState, Smile
from models.values.queue import TicketState
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from models.services.queue_views import QueueSeen
    from models.unit import Unit
    from models.values import Money
    from models.values.complaints import ComplaintSeen
    from models.values.questions import QuestionSeen

AGES: Final = (timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""Where one group of open cases ends and the next begins, by how long ago they were opened."""
COMES: Final = frozenset({"OperatorSignOn", "OperatorUnlock", "OperatorHandOver"})
GOES: Final = frozenset({"OperatorSignOff", "ApplicationShutDown"})
BEGINS: Final = ("CaseOpened", "CaseTakenUp")
MOST_DUE: Final = 50
_cases = rows_of(Case).c
_ticket = rows_of(Ticket).c
_journal = rows_of(JournalEntry).c
_approval = rows_of(Approval).c


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOnBoard:
    """Those who wait for one thing."""

    kind: CaseKind
    count: int
    since: datetime | None
    """Since when the first of them waits."""
    minutes: int | None
    """How long yet until the last of them is called; nothing where nobody can say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A register with somebody before it."""

    register: str
    person: str
    since: datetime
    """When they were called, or when the case was begun or taken up there."""
    ticket: str = ""
    case: CaseSeen | None = None
    """Nothing while whoever was called has not come yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """Who works at a register, and since when."""

    register: str
    person: str
    since: datetime
    signed_on: bool
    drawer: bool
    """Whether its open drawer is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalWaits:
    approval_id: str
    kind: ApprovalKind
    person: str
    register: str
    about: str
    amount: Money
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """This business day so far; no mean where nobody was served."""

    served: int
    wait: timedelta | None
    """From when somebody counted as waiting to their call, on average."""
    service: timedelta | None
    """From their coming to their leaving, on average."""
    closed: int
    """Cases, those on the phone included."""
    smiles: Mapping[Smile, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What was promised by the end of this day, what is late included."""

    promises: tuple[CaseSeen, ...] = ()
    follow_ups: tuple[QuestionSeen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Of this store, at ``at``; all moments are in the shop's own time."""

    at: datetime
    waiting: tuple[KindOnBoard, ...]
    minutes: int | None
    """How long somebody waits who draws a ticket now."""
    serving: tuple[Serving, ...]
    on_duty: tuple[OnDuty, ...]
    ages: tuple[int, ...]
    """Open cases, the youngest first: one group more than there are :data:`AGES`."""
    due: Due
    complaints: tuple[ComplaintSeen, ...]
    approvals: tuple[ApprovalWaits, ...]
    day: DayFigures


@needs(Right.APPROVE)
def board(unit: Unit) -> Board:
    """Who waits, who serves, what is open, late and asked for, and how the day goes."""
    queue = queue_seen(unit)
    begins, ends = bounds_of_day(unit)
    return Board(
        at=unit.now.astimezone(unit.shop.zone),
        waiting=_waiting(queue),
        minutes=queue.minutes,
        serving=_serving(unit, queue),
        on_duty=_on_duty(unit, begins),
        ages=_ages(unit),
        due=Due(
            promises=_promised(unit, _cases.promised_at < ends),
            follow_ups=list_follow_ups(unit),
        ),
        complaints=complaints_near(unit),
        approvals=_approvals(unit),
        day=_figures(unit, begins),
    )


@needs(Right.LOOK)
def due_today(unit: Unit) -> Due:
    """What whoever is signed on is to do by the end of this day, in this store."""
    _, ends = bounds_of_day(unit)
    mine = _cases.promised_by == unit.clerk.staff_id
    return Due(
        promises=_promised(unit, mine, _cases.promised_at < ends),
        follow_ups=list_follow_ups(unit, mine=True),
    )


def _waiting(queue: QueueSeen) -> tuple[KindOnBoard, ...]:
    told = []
    for kind in CaseKind:
        waits = [each for each in queue.waiting if each.ticket.kind is kind]
        minutes = [each.minutes for each in waits if each.minutes is not None]
        told.append(
            KindOnBoard(
                kind=kind,
                count=len(waits),
                since=min((each.ticket.drawn_at for each in waits), default=None),
                minutes=max(minutes, default=None),
            )
        )
    return tuple(told)


def _serving(unit: Unit, queue: QueueSeen) -> tuple[Serving, ...]:
    since = _taken_up(unit)
    in_hand = unit.connection.execute(
        CASES.where(_cases.store_id == unit.station.store_id, _cases.state == CaseState.SERVING)
    )
    cases = [seen_of(unit, row) for row in in_hand]
    serving = [
        Serving(
            register=each.register,
            person=each.person,
            since=since.get(each.register, each.opened_at),
            ticket=each.ticket,
            case=each,
        )
        for each in cases
    ]
    called = [
        Serving(
            register=each.register,
            person=each.person,
            since=each.called_at or each.drawn_at,
            ticket=each.called,
        )
        for each in queue.at_counters
        if each.state is TicketState.CALLED
    ]
    return tuple(sorted((*serving, *called), key=lambda each: (each.register, each.since)))


def _taken_up(unit: Unit) -> dict[str, datetime]:
    """When each register of this store began or took up a case last, by its code."""
    begins, _ = bounds_of_day(unit)
    rows = unit.connection.execute(
        select(Register.code, func.max(_journal.at).label("at"))
        .join(Register, Register.id == _journal.register_id)
        .where(
            _journal.event.in_(BEGINS),
            _journal.at >= begins,
            Register.store_id == unit.station.store_id,
        )
        .group_by(Register.code)
    )
    return {row.code: row.at.astimezone(unit.shop.zone) for row in rows}


def _on_duty(unit: Unit, begins: datetime) -> tuple[OnDuty, ...]:
    """Who signed on today and did not go, and whose drawers are open."""
    zone = unit.shop.zone
    last = (
        select(func.max(_journal.number).label("number"))
        .join(Register, Register.id == _journal.register_id)
        .where(
            _journal.event.in_(sorted(COMES | GOES)),
            _journal.at >= begins,
            Register.store_id == unit.station.store_id,
        )
        .group_by(_journal.register_id)
        .subquery()
    )
    signed = unit.connection.execute(
        select(_journal.event, _journal.at, _journal.body, Register.code, _journal.staff_id)
        .join(last, last.c.number == _journal.number)
        .join(Register, Register.id == _journal.register_id)
    ).all()
    shifts = unit.connection.execute(
        select(Register.code, Shift.staff_id, Shift.began_at)
        .join(Drawer, Drawer.id == Shift.drawer_id)
        .join(Register, Register.id == Drawer.register_id)
        .where(
            Shift.ended_at.is_(None),
            Drawer.closed_at.is_(None),
            Register.store_id == unit.station.store_id,
        )
    ).all()
    here: dict[tuple[str, int], tuple[datetime, bool, bool]] = {
        (row.code, row.staff_id): (row.began_at, False, True) for row in shifts
    }
    for row in signed:
        who = json.loads(row.body).get("to", row.staff_id)
        if row.event in COMES and who is not None:
            since, _, drawer = here.get((row.code, who), (row.at, False, False))
            here[row.code, who] = (max(since, row.at) if drawer else since, True, drawer)
    names = _names(unit, {who for _, who in here})
    return tuple(
        OnDuty(
            register=register,
            person=names[who],
            since=since.astimezone(zone),
            signed_on=on,
            drawer=drawer,
        )
        for (register, who), (since, on, drawer) in sorted(here.items())
    )


def _names(unit: Unit, people: set[int]) -> dict[int, str]:
    rows = unit.connection.execute(select(Staff.id, Staff.name).where(Staff.id.in_(people)))
    return {row.id: row.name for row in rows}


def _ages(unit: Unit) -> tuple[int, ...]:
    edges = [unit.now - age for age in AGES]
    groups: list[ColumnElement[bool]] = [
        _cases.opened_at > edges[0],
        *(
            (_cases.opened_at > older) & (_cases.opened_at <= younger)
            for younger, older in itertools.pairwise(edges)
        ),
        _cases.opened_at <= edges[-1],
    ]
    row = unit.connection.execute(
        select(*(func.count(case((group, 1))) for group in groups)).where(
            _cases.store_id == unit.station.store_id, IS_OPEN
        )
    ).one()
    return tuple(map(int, row))


def _promised(unit: Unit, *wanted: ColumnElement[bool]) -> tuple[CaseSeen, ...]:
    rows = unit.connection.execute(
        CASES.where(_cases.store_id == unit.station.store_id, IS_OPEN, *wanted)
        .order_by(_cases.promised_at, _cases.id)
        .limit(MOST_DUE)
    )
    return tuple(seen_of(unit, row) for row in rows)


def _approvals(unit: Unit) -> tuple[ApprovalWaits, ...]:
    rows = unit.connection.execute(
        LISTED.where(
            _approval.store_id == unit.station.store_id,
            ~_approval.on_the_spot,
            _approval.state.in_([state.value for state in UNANSWERED]),
            _approval.expires_at > unit.now,
        ).order_by(_approval.asked_at, _approval.id)
    )
    return tuple(
        ApprovalWaits(
            approval_id=row.id,
            kind=ApprovalKind(row.kind),
            person=row.person,
            register=row.register,
            about=row.about or row.customer or "",
            amount=row.amount,
            asked_at=row.asked_at.astimezone(unit.shop.zone),
        )
        for row in rows
    )


def _figures(unit: Unit, begins: datetime) -> DayFigures:
    store = unit.station.store_id
    visits = unit.connection.execute(
        select(_ticket.due_at, _ticket.called_at, _ticket.began_at, _ticket.ended_at).where(
            _ticket.store_id == store,
            _ticket.day == queue_day(unit),
            _ticket.state == TicketState.DONE,
            _ticket.began_at.is_not(None),
        )
    ).all()
    smiles = {
        row.smile: int(row.many)
        for row in unit.connection.execute(
            select(_cases.smile, func.count().label("many"))
            .where(_cases.store_id == store, _cases.closed_at >= begins)
            .group_by(_cases.smile)
        )
    }
    return DayFigures(
        served=len(visits),
        wait=_mean([max(row.called_at - row.due_at, timedelta()) for row in visits]),
        service=_mean([row.ended_at - row.began_at for row in visits]),
        closed=sum(smiles.values()),
        smiles={smile: smiles.get(smile, 0) for smile in Smile},
    )


def _mean(times: list[timedelta]) -> timedelta | None:
    return sum(times, timedelta()) / len(times) if times else None

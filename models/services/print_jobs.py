"""The print queue as people use it: send a paper there, see what waits, help it on.

A numbered paper is counted when it is queued, so its number of the copy stands before
anything is printed. What waits keeps it, as nothing was given to a printer; what failed goes
on as the next copy, as part of it may be on paper.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select, update

from models.services.documents import count_copy, paper_numbered, take_turn_at
from models.services.journal import canonical, record
from models.services.printers import usable_printer
from models.services.printing import put_job, route_of
from models.services.rights import check_right, needs
from models.tables.base import rows_of
from models.tables.people import Staff
from models.tables.printing import Printer, PrintJob
from models.tables.shop import Register
from models.values import Message, Topic, refuse
from models.values.messages import read
from models.values.printing import KICK, LETTERS, OPEN_STATES, JobState, PaperKind
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit
    from models.values.every_paper import Paper

NEWEST_SENT: Final = 20
"""How many of those that nobody saw come out are listed."""
_jobs = rows_of(PrintJob)
JOBS = (
    select(
        _jobs,
        Register.code.label("register"),
        Printer.name.label("printer"),
        Staff.name.label("person"),
    )
    .join(Register, Register.id == _jobs.c.register_id)
    .join(Staff, Staff.id == _jobs.c.staff_id)
    .outerjoin(Printer, Printer.id == _jobs.c.printer_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A paper is on its way; ``copy`` is what it is marked, 0 for the original."""

    job_id: int
    copy: int
    printer: str
    """Its name; empty for the system's usual one of the machine."""
    changed: frozenset[Topic] = frozenset({Topic.PRINTING, Topic.DOCUMENTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSeen:
    """A job as the queue lists it."""

    id: int
    register: str
    kind: str
    """A :class:`models.values.printing.PaperKind`, or :data:`models.values.printing.KICK`."""
    code: str
    """Of the paper; empty for a reading and for a kick."""
    copy: int
    printer_id: int | None
    printer: str
    """Its name; empty for the system's usual one of the machine."""
    state: JobState
    problem: tuple[Message, ...]
    """Why it waits or failed."""
    queued_at: datetime
    """In the shop's own time."""
    attempts: int
    person: str
    """Who sent it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobMoved:
    """Where a job is after somebody helped it on."""

    job: JobSeen
    changed: frozenset[Topic] = frozenset({Topic.PRINTING, Topic.DOCUMENTS})


@needs(Right.LOOK)
def queue_print(
    unit: Unit, code: str, printer_id: int | None = None, kind: PaperKind | None = None
) -> Queued:
    """Print a numbered paper: counted, in the journal and queued in one.

    Without a printer it goes where papers of its kind go. ``kind`` is asked for where another
    paper than that of the number itself is wanted: the sheet of the count of a closing. That
    has copies of its own. Raise :class:`models.values.Refused` for a number that no paper
    has, for a paper that has no such sheet, and for a printer that this register may not use.
    """
    document_id, own = paper_numbered(unit, code)
    wanted = kind or own
    if wanted is not own and (wanted, own) != (PaperKind.COUNT_SHEET, PaperKind.CLOSING):
        raise refuse("nothing-found", text=code)
    to = route_of(unit, wanted).printer_id if printer_id is None else printer_id
    name = usable_printer(unit, to, unit.station.register_id)
    copy = _next_copy(unit, wanted, document_id, code)
    job_id = put_job(unit, wanted, to, code=code, document_id=document_id, copy=copy)
    return Queued(job_id=job_id, copy=copy, printer=name)


@needs(Right.LOOK)
def queue_unnumbered(
    unit: Unit, kind: PaperKind, paper: Paper, printer_id: int | None = None
) -> Queued:
    """Print what has no number and is no receipt: a tag, an X.

    Raise :class:`models.values.Refused` for a printer that this register may not use,
    ``ValueError`` for a kind of paper that has a number.
    """
    if kind in LETTERS or kind is PaperKind.COUNT_SHEET:
        raise ValueError(f"has a number: {kind}")
    to = route_of(unit, kind).printer_id if printer_id is None else printer_id
    name = usable_printer(unit, to, unit.station.register_id)
    code = str(getattr(paper, "code", ""))
    snapshot = canonical(paper.to_json())
    job_id = put_job(unit, kind, to, code=code, snapshot=snapshot)
    return Queued(job_id=job_id, copy=0, printer=name)


@needs(Right.LOOK)
def list_open_jobs(unit: Unit, *, everywhere: bool = False) -> tuple[JobSeen, ...]:
    """What is to be printed or looked after at this register, the oldest first.

    ``everywhere`` lists those of the whole shop, for whoever may change its settings. Raise
    :class:`models.values.Refused` for others.
    """
    query = JOBS.where(_jobs.c.state.in_(sorted(OPEN_STATES)))
    if everywhere:
        check_right(unit, Right.SETTINGS)
    else:
        query = query.where(_jobs.c.register_id == unit.station.register_id)
    return tuple(
        _seen(unit, row) for row in unit.connection.execute(query.order_by(_jobs.c.id))
    )


@needs(Right.LOOK)
def list_sent_jobs(unit: Unit) -> tuple[JobSeen, ...]:
    """What this register gave to printers that can't say whether it came out, newest first:
    at most :data:`NEWEST_SENT`."""
    rows = unit.connection.execute(
        JOBS.where(
            _jobs.c.state == JobState.SENT, _jobs.c.register_id == unit.station.register_id
        )
        .order_by(_jobs.c.id.desc())
        .limit(NEWEST_SENT)
    )
    return tuple(_seen(unit, row) for row in rows)


@needs(Right.LOOK)
def retry_job(unit: Unit, job_id: int) -> JobMoved:
    """Try it again now: what waits as it is, what failed as the next copy, counted.

    Raise :class:`models.values.Refused` for what is being printed or is finished, and for a
    kick, as a drawer must not open unattended.
    """
    job = _held(unit, job_id)
    _set_off(unit, job, job.printer_id)
    return _moved(unit, job_id)


@needs(Right.LOOK)
def redirect_job(unit: Unit, job_id: int, printer_id: int | None) -> JobMoved:
    """Print it elsewhere, refused and counted as :func:`retry_job` does; None is the usual
    printer of the machine that it waits at. That its register may not use is refused too."""
    job = _held(unit, job_id)
    name = usable_printer(unit, printer_id, job.register_id)
    copy = _set_off(unit, job, printer_id)
    record(unit, "PrintRedirected", paper=job.code, kind=job.kind, copy=copy, printer=name)
    return _moved(unit, job_id)


@needs(Right.LOOK)
def cancel_job(unit: Unit, job_id: int) -> JobMoved:
    """Give it up: nobody needs it any more, or knows that it failed.

    Of what is being printed, part may come out nevertheless. What was counted stays counted.
    Raise :class:`models.values.Refused` for what is finished.
    """
    job = _held(unit, job_id, {*OPEN_STATES})
    _move(unit, job_id, JobState.CANCELLED)
    record(
        unit,
        "PrintCancelled",
        paper=job.code,
        kind=job.kind,
        copy=job.copy,
        printer=job.printer or "",
    )
    return _moved(unit, job_id)


@needs(Right.LOOK)
def confirm_job(unit: Unit, job_id: int) -> JobMoved:
    """Somebody saw that it came out whole. Raise :class:`models.values.Refused` unless it was
    sent to a printer that can't say so, or failed."""
    _held(unit, job_id, {JobState.SENT, JobState.FAILED})
    _move(unit, job_id, JobState.PRINTED)
    return _moved(unit, job_id)


def _held(
    unit: Unit,
    job_id: int,
    states: Collection[JobState] = (JobState.WAITING, JobState.FAILED),
) -> Row[Any]:
    """The job, which nobody else moves until the transaction is over.

    Of another register it is found only by whoever may change the shop's settings.
    """
    row = unit.connection.execute(
        JOBS.where(_jobs.c.id == job_id).with_for_update(of=_jobs)
    ).one_or_none()
    if row is None:
        raise refuse("print-unknown")
    if row.register_id != unit.station.register_id:
        check_right(unit, Right.SETTINGS)
    if row.state not in states:
        under_way = row.state == JobState.PRINTING
        raise refuse("print-under-way" if under_way else "print-finished", paper=row.code)
    return row


def _set_off(unit: Unit, job: Row[Any], printer_id: int | None) -> int:
    """Back to waiting, due now; the copy that it is from now on."""
    if job.kind == KICK:
        raise refuse("kick-not-again")
    copy: int = job.copy
    if job.state == JobState.FAILED:
        numbered = job.document_id is not None
        kind = job.kind
        copy = _next_copy(unit, kind, job.document_id, job.code) if numbered else copy + 1
    _move(
        unit,
        job.id,
        JobState.WAITING,
        copy=copy,
        printer_id=printer_id,
        attempts=0,
        problem="[]",
        due_at=unit.now,
    )
    return copy


def _next_copy(unit: Unit, kind: str, document_id: int, code: str) -> int:
    """Counted, and in the journal."""
    if kind != PaperKind.COUNT_SHEET:
        return count_copy(unit, document_id, code)
    take_turn_at(unit, code)
    last = unit.connection.scalar(
        select(func.max(_jobs.c.copy)).where(
            _jobs.c.document_id == document_id, _jobs.c.kind == kind
        )
    )
    copy = 0 if last is None else last + 1
    record(
        unit,
        "ReceiptReprint" if copy else "ReceiptPrint",
        paper=code,
        kind=kind,
        copy=copy,
    )
    return copy


def _move(unit: Unit, job_id: int, state: JobState, **values: object) -> None:
    unit.connection.execute(
        update(_jobs)
        .where(_jobs.c.id == job_id)
        .values(state=state, changed_at=unit.now, holder=None, held_until=None, **values)
    )


def _moved(unit: Unit, job_id: int) -> JobMoved:
    row = unit.connection.execute(JOBS.where(_jobs.c.id == job_id)).one()
    return JobMoved(job=_seen(unit, row))


def _seen(unit: Unit, row: Row[Any]) -> JobSeen:
    return JobSeen(
        id=row.id,
        register=row.register,
        kind=row.kind,
        code=row.code,
        copy=row.copy,
        printer_id=row.printer_id,
        printer=row.printer or "",
        state=JobState(row.state),
        problem=tuple(map(read, json.loads(row.problem))),
        queued_at=row.queued_at.astimezone(unit.shop.zone),
        attempts=row.attempts,
        person=row.person,
    )

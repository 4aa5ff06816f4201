"""The print queue as the printing thread uses it: take a job, keep it, say what became of it.

Nobody has to be signed on: whoever sent the paper was. Whoever takes a job has it for
:data:`models.rules.printing.LEASE`, and says in time that they are still at it. A job whose
lease ran out was left by a crash or a power cut: it failed, as part of it may be on paper,
and a person looks.

What is said of a job that is not the speaker's any more changes nothing, as somebody
cancelled it meanwhile, or it was given up for lost and a person has it now.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, exists, not_, or_, select, update

from models.rules.printing import LEASE, LONGEST_WAIT, is_late, wait_before
from models.services.journal import record
from models.services.printers import find_printer
from models.services.rights import anybody
from models.services.sealing import open_sealed
from models.tables.base import rows_of
from models.tables.documents import Document
from models.tables.printing import PrintJob as JobRow
from models.values import Message, Topic
from models.values.every_paper import read_paper
from models.values.messages import written
from models.values.printing import KICK, JobState, PaperKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

    from models.services.printers import PrinterSeen
    from models.unit import Unit
    from models.values.every_paper import Paper

WHY: Final = "the queue prints what somebody already sent"
INTERRUPTED: Final = Message("print-interrupted")
KICK_LATE: Final = Message("kick-late")
_rows = rows_of(JobRow)
_jobs = _rows.c


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A job of this register that ``holder`` has until ``held_until``."""

    job_id: int
    kind: str
    """A :class:`models.values.printing.PaperKind`, or :data:`models.values.printing.KICK`."""
    code: str
    copy: int
    printer: PrinterSeen | None
    """None is the usual printer of the system of this machine."""
    attempts: int
    """1 for the first."""
    holder: str
    held_until: datetime

    @property
    def is_kick(self) -> bool:
        """It opens the drawer, and there is nothing to print."""
        return self.kind == KICK


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPrinted:
    """What a job puts on paper."""

    kind: PaperKind
    paper: Paper
    copy: int
    logos: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures that it shows, by their SHA-256."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSettled:
    """Whether what was said of the job was news; it is none of a job that was lost."""

    moved: bool
    changed: frozenset[Topic] = frozenset({Topic.PRINTING})


@anybody(WHY)
def is_job_due(unit: Unit, busy: Collection[int | None] = ()) -> bool:
    """Whether :func:`claim_job` would find something to do. It writes nothing, so nobody
    waits for it: ask it as often as needed."""
    due = select(_jobs.id).where(*_due_here(unit, busy))
    return bool(unit.connection.scalar(select(exists(due))))


@anybody(WHY)
def claim_job(unit: Unit, holder: str, busy: Collection[int | None] = ()) -> PrintJob | None:
    """The next job of this register that is due, which is ``holder``'s until its lease ends.

    None for the printers that are ``busy``: one without paper holds up no other.
    A kick goes before papers, and the oldest first; nobody else gets the same. Jobs that
    were left in the middle and kicks that come too late are marked as failed on the way.
    ``holder`` (at most 40 characters) tells apart everybody who ever prints for this register.
    """
    while (row := _next_due(unit, busy)) is not None:
        if row.state == JobState.PRINTING:
            _fail(unit, row, [INTERRUPTED])
        elif row.kind == KICK and is_late(row.queued_at, unit.now):
            _fail(unit, row, [KICK_LATE])
        else:
            return _take(unit, row, holder)
    return None


@anybody(WHY)
def keep_job(unit: Unit, job_id: int, holder: str) -> bool:
    """Still at it: the lease begins anew. False where it is not theirs any more; then the
    printer should be given no more of it."""
    kept = unit.connection.execute(
        update(_rows)
        .where(*_is_theirs(job_id, holder))
        .values(changed_at=unit.now, held_until=unit.now + LEASE)
    )
    return bool(kept.rowcount)


@anybody(WHY)
def job_printed(unit: Unit, job_id: int, holder: str) -> JobSettled:
    """The printer says that it came out, or the file is written."""
    return _settle(unit, job_id, holder, JobState.PRINTED)


@anybody(WHY)
def job_sent(unit: Unit, job_id: int, holder: str) -> JobSettled:
    """All of it was given to a printer that can't say what becomes of it."""
    return _settle(unit, job_id, holder, JobState.SENT)


@anybody(WHY)
def job_waits(unit: Unit, job_id: int, holder: str, problem: Sequence[Message]) -> JobSettled:
    """Nothing of it was given to the printer, for reasons a person can see.

    It is due again by itself after :func:`models.rules.printing.wait_before`, and what else
    waits for the same printer not before it. A kick is not tried again: it failed.
    """
    row = _theirs(unit, job_id, holder)
    if row is None:
        return JobSettled(moved=False)
    if row.kind == KICK:
        _fail(unit, row, problem)
        return JobSettled(moved=True)
    due_at = unit.now + wait_before(row.attempts)
    _move(unit, job_id, JobState.WAITING, problem=_written(problem), due_at=due_at)
    unit.connection.execute(
        update(_rows)
        .where(
            _jobs.state == JobState.WAITING,
            _jobs.register_id == row.register_id,
            _jobs.printer_id.is_not_distinct_from(row.printer_id),
            _jobs.kind != KICK,
            _jobs.due_at < due_at,
        )
        .values(due_at=due_at)
    )
    return JobSettled(moved=True)


@anybody(WHY)
def job_failed(unit: Unit, job_id: int, holder: str, problem: Sequence[Message]) -> JobSettled:
    """Part of it may be on paper, so that a person has to look; a kick did not open the
    drawer. ``problem`` says why, at least in one message."""
    row = _theirs(unit, job_id, holder)
    if row is not None:
        _fail(unit, row, problem)
    return JobSettled(moved=row is not None)


@anybody(WHY)
def job_wanted(unit: Unit, job: PrintJob) -> PaperPrinted:
    """What to print: the paper as it was when it was made.

    Raise :class:`models.values.Refused` where whom it is about is not on record as it was,
    ``ValueError`` for a kick.
    """
    if job.is_kick:
        raise ValueError("a kick has no paper")
    row = unit.connection.execute(
        select(_jobs.snapshot, Document.snapshot.label("numbered"))
        .outerjoin(Document, Document.id == _jobs.document_id)
        .where(_jobs.id == job.job_id)
    ).one()
    kind = PaperKind(job.kind)
    (stored,) = open_sealed(unit, json.loads(row.numbered or row.snapshot))
    return PaperPrinted(kind=kind, paper=read_paper(kind, stored), copy=job.copy)


def _due_here(unit: Unit, busy: Collection[int | None]) -> tuple[ColumnElement[bool], ...]:
    """A moment that lies further ahead than any wait is of a clock that was wrong."""
    now = unit.now
    waits = and_(_jobs.state == JobState.WAITING, not_(_ahead(_jobs.due_at, now, LONGEST_WAIT)))
    left = and_(_jobs.state == JobState.PRINTING, not_(_ahead(_jobs.held_until, now, LEASE)))
    return (
        _jobs.state.in_((JobState.WAITING, JobState.PRINTING)),
        _jobs.register_id == unit.station.register_id,
        or_(waits, left),
        *(_jobs.printer_id.is_distinct_from(printer_id) for printer_id in busy),
    )


def _ahead(column: ColumnElement[Any], now: datetime, most: Any) -> ColumnElement[bool]:
    return and_(column > now, column <= now + most)


def _next_due(unit: Unit, busy: Collection[int | None]) -> Row[Any] | None:
    return unit.connection.execute(
        select(_rows)
        .where(*_due_here(unit, busy))
        .order_by(_jobs.state != JobState.PRINTING, _jobs.kind != KICK, _jobs.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()


def _take(unit: Unit, row: Row[Any], holder: str) -> PrintJob:
    held_until = unit.now + LEASE
    unit.connection.execute(
        update(_rows)
        .where(_jobs.id == row.id)
        .values(
            state=JobState.PRINTING,
            attempts=row.attempts + 1,
            changed_at=unit.now,
            holder=holder,
            held_until=held_until,
        )
    )
    printer = None if row.printer_id is None else find_printer(unit, row.printer_id)
    return PrintJob(
        job_id=row.id,
        kind=row.kind,
        code=row.code,
        copy=row.copy,
        printer=printer,
        attempts=row.attempts + 1,
        holder=holder,
        held_until=held_until,
    )


def _is_theirs(job_id: int, holder: str) -> tuple[ColumnElement[bool], ...]:
    return _jobs.id == job_id, _jobs.state == JobState.PRINTING, _jobs.holder == holder


def _theirs(unit: Unit, job_id: int, holder: str) -> Row[Any] | None:
    return unit.connection.execute(
        select(_rows).where(*_is_theirs(job_id, holder)).with_for_update()
    ).one_or_none()


def _settle(unit: Unit, job_id: int, holder: str, state: JobState) -> JobSettled:
    if _theirs(unit, job_id, holder) is None:
        return JobSettled(moved=False)
    _move(unit, job_id, state, problem="[]")
    return JobSettled(moved=True)


def _fail(unit: Unit, row: Row[Any], problem: Sequence[Message]) -> None:
    _move(unit, row.id, JobState.FAILED, problem=_written(problem))
    named = "" if row.printer_id is None else find_printer(unit, row.printer_id).name
    codes = [message.code for message in problem]
    if row.kind == KICK:
        record(unit, "DrawerKickFailed", printer=named, why=codes)
    else:
        said = {"paper": row.code, "kind": row.kind, "copy": row.copy}
        record(unit, "PrintFailed", **said, printer=named, why=codes)


def _move(unit: Unit, job_id: int, state: JobState, **values: object) -> None:
    unit.connection.execute(
        update(_rows)
        .where(_jobs.id == job_id)
        .values(state=state, changed_at=unit.now, holder=None, held_until=None, **values)
    )


def _written(problem: Sequence[Message]) -> str:
    return json.dumps([written(message) for message in problem])

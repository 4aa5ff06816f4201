"""Until when complaints are due: their clocks stand while the customer has to say something,
and a manager is told when a limit nears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from models.rules.complaints import due_at, nearing
from models.services.complaint_rows import (
    COMPLAINTS,
    complaint_of,
    locked_rows,
    open_complaint,
    seen_of,
)
from models.services.complaint_terms import terms_of, working_hours
from models.services.journal import record
from models.services.rights import anybody, needs
from models.tables.base import add_row, rows_of
from models.tables.cases import Case
from models.tables.complaints import Complaint, ComplaintStop
from models.values import Topic
from models.values.complaints import ComplaintKind, Step
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from models.unit import Unit
    from models.values.complaints import ComplaintSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated:
    ids: tuple[int, ...]
    changed: frozenset[Topic] = frozenset({Topic.CASES})


_complaints = rows_of(Complaint)
_columns = _complaints.c


@needs(Right.LOOK)
def complaints_near(unit: Unit) -> tuple[ComplaintSeen, ...]:
    """Open ones of this store whose limit nears, or has passed, whether a manager was told or
    not; the one that is due first stands first."""
    rows = unit.connection.execute(
        COMPLAINTS.where(
            _columns.nears_at <= unit.now, Case.store_id == unit.station.store_id
        ).order_by(_columns.due_at, _columns.id)
    )
    return tuple(seen_of(unit, row) for row in rows)


@needs(Right.SERVE)
def escalate(unit: Unit, complaint_id: int) -> ComplaintSeen:
    """A manager is told now, whether its limit nears or not; only once."""
    row = open_complaint(unit, complaint_id)
    if row.escalated_at is None:
        _escalate(unit, row)
    return complaint_of(unit, complaint_id)


@anybody("a window does it by itself, whoever is signed on there, and nothing is told by it")
def escalate_due(unit: Unit) -> Escalated:
    """Every complaint of this store whose limit nears is escalated, by one of its windows."""
    rows = unit.connection.execute(
        locked_rows().where(
            _columns.escalated_at.is_(None),
            _columns.nears_at <= unit.now,
            Case.store_id == unit.station.store_id,
        )
    ).all()
    for row in rows:
        _escalate(unit, row)
    return Escalated(ids=tuple(row.id for row in rows))


@anybody("asked before anything is written, of the store alone, by the window itself")
def any_due(unit: Unit) -> bool:
    """Whether :func:`escalate_due` would find something."""
    return bool(
        unit.connection.scalar(
            select(_columns.id)
            .join(Case, Case.id == _columns.case_id)
            .where(
                _columns.escalated_at.is_(None),
                _columns.nears_at <= unit.now,
                Case.store_id == unit.station.store_id,
            )
            .limit(1)
        )
    )


@needs(Right.APPROVE)
def list_escalated(unit: Unit) -> tuple[ComplaintSeen, ...]:
    """Of this store, those that were escalated and are not settled; what is due first first."""
    rows = unit.connection.execute(
        COMPLAINTS.where(
            _columns.escalated_at.is_not(None),
            _columns.step != Step.SETTLED,
            Case.store_id == unit.station.store_id,
        ).order_by(_columns.due_at, _columns.id)
    )
    return tuple(seen_of(unit, row) for row in rows)


def _escalate(unit: Unit, row: Row[Any]) -> None:
    moved = {"escalated_at": unit.now}
    unit.connection.execute(update(_complaints).where(_columns.id == row.id).values(moved))
    cases = rows_of(Case)
    unit.connection.execute(
        update(cases)
        .where(cases.c.id == row.case_id, cases.c.escalated_at.is_(None))
        .values(moved)
    )
    record(unit, "ComplaintEscalated", case=row.case, complaint=row.id)


def stop_clocks(unit: Unit, case_id: int) -> None:
    """Of all complaints of a case that run, as from now the customer has the word."""
    for row in _running(unit, case_id):
        if row.stopped_at is None:
            unit.connection.execute(
                update(_complaints)
                .where(_columns.id == row.id)
                .values(stopped_at=unit.now, due_at=None, nears_at=None)
            )
            record(unit, "ComplaintWaits", case=row.case, complaint=row.id)


def start_clocks(unit: Unit, case_id: int) -> None:
    """Of all that stand; one that was due before it stood is due as it was."""
    for row in _running(unit, case_id):
        if row.stopped_at is not None:
            end_stop(unit, row)
            set_clock(unit, row)
            record(unit, "ComplaintGoesOn", case=row.case, complaint=row.id)


def rest_clocks(unit: Unit, case_id: int) -> None:
    """Of all that are not settled: they go on elsewhere, and remind nobody here."""
    unit.connection.execute(
        update(_complaints)
        .where(_columns.case_id == case_id, _columns.step != Step.SETTLED)
        .values(due_at=None, nears_at=None)
    )


def _running(unit: Unit, case_id: int) -> Sequence[Row[Any]]:
    return unit.connection.execute(
        locked_rows().where(_columns.case_id == case_id, _columns.step != Step.SETTLED)
    ).all()


def set_clock(unit: Unit, row: Row[Any]) -> None:
    terms = terms_of(unit, row.terms_id)
    hours = working_hours(unit, terms)
    limit = timedelta(minutes=terms.limits[ComplaintKind(row.kind), row.severity])
    stops = rows_of(ComplaintStop).c
    stopped = [
        (stop.stopped_at, stop.went_on_at)
        for stop in unit.connection.execute(
            select(stops.stopped_at, stops.went_on_at).where(stops.complaint_id == row.id)
        )
    ]
    due = due_at(row.began_at, limit, hours, stopped)
    nears = due_at(row.began_at, nearing(limit, terms.nears), hours, stopped)
    unit.connection.execute(
        update(_complaints).where(_columns.id == row.id).values(due_at=due, nears_at=nears)
    )


def end_stop(unit: Unit, row: Row[Any]) -> None:
    """Clocks of counters differ a little: no stop ends before it began."""
    if row.stopped_at is not None:
        add_row(
            unit.connection,
            ComplaintStop,
            complaint_id=row.id,
            stopped_at=row.stopped_at,
            went_on_at=max(unit.now, row.stopped_at),
        )
        unit.connection.execute(
            update(_complaints).where(_columns.id == row.id).values(stopped_at=None)
        )

"""What the print queue of a register looks like to whoever minds it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.services.print_queue import WHY, is_job_due
from models.services.rights import anybody
from models.tables.base import rows_of
from models.tables.printing import PrintJob as JobRow
from models.values.messages import read
from models.values.printing import OPEN_STATES, JobState

if TYPE_CHECKING:
    from collections.abc import Collection

    from models.unit import Unit
    from models.values import Message

_jobs = rows_of(JobRow).c


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A job that does not get on by itself, or did not when it was tried last."""

    job_id: int
    attempts: int
    failed: bool
    """Somebody has to look; else it is tried again."""
    printer_id: int | None
    problem: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSeen:
    due: bool
    """There is something to do now."""
    moving: bool
    """There will be, by itself."""
    troubles: tuple[Trouble, ...]


@anybody(WHY)
def look_at_queue(unit: Unit, busy: Collection[int | None] = ()) -> QueueSeen:
    """The open jobs of this register, and whether one is due at a printer that is not
    ``busy``."""
    rows = unit.connection.execute(
        select(_jobs.id, _jobs.attempts, _jobs.state, _jobs.printer_id, _jobs.problem)
        .where(
            _jobs.state.in_(sorted(OPEN_STATES)),
            _jobs.register_id == unit.station.register_id,
        )
        .order_by(_jobs.id)
    ).all()
    moving = any(row.state != JobState.FAILED for row in rows)
    troubles = (
        Trouble(
            job_id=row.id,
            attempts=row.attempts,
            failed=row.state == JobState.FAILED,
            printer_id=row.printer_id,
            problem=tuple(map(read, json.loads(row.problem))),
        )
        for row in rows
    )
    return QueueSeen(
        due=moving and is_job_due(unit, busy),
        moving=moving,
        troubles=tuple(each for each in troubles if each.problem),
    )

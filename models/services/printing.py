"""What use cases put into the print queue themselves, in their own transaction.

Nobody waits for paper: a paper is queued with what it is about, or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, literal, select, true

from models.tables.base import add_numbered, rows_of
from models.tables.printing import PaperRoute, Printer, PrintJob
from models.values.printing import KICK, JobState, Route

if TYPE_CHECKING:
    from models.unit import Unit

_routes, _printers = rows_of(PaperRoute).c, rows_of(Printer).c
ROUTES_HERE = (
    select(_routes.kind, _routes.printer_id, _routes.at_once)
    .where(_routes.register_id == bindparam("register"))
    .union_all(
        select(literal(KICK), _printers.id, true()).where(
            _printers.register_id == bindparam("register"),
            _printers.kicks,
            _printers.disabled_at.is_(None),
        )
    )
)
"""Of one register, with the printer that its drawer hangs on: one statement for all papers
of a use case."""


def route_of(unit: Unit, kind: str) -> Route:
    """Where papers of that kind go at this register, read once in each unit of work."""
    return _routes_here(unit).get(kind) or unit.routes[""]


def _routes_here(unit: Unit) -> dict[str, Route]:
    if not unit.routes:
        unit.routes[""] = Route()
        here = {"register": unit.station.register_id}
        for kind, printer_id, at_once in unit.connection.execute(ROUTES_HERE, here):
            unit.routes[kind] = Route(printer_id, bool(at_once))
    return unit.routes


def put_job(
    unit: Unit,
    kind: str,
    printer_id: int | None,
    *,
    code: str = "",
    document_id: int | None = None,
    snapshot: str | None = None,
    copy: int = 0,
) -> int:
    """Queue a paper of this register, or a kick; the job's number."""
    return add_numbered(
        unit.connection,
        PrintJob,
        register_id=unit.station.register_id,
        kind=kind,
        code=code,
        document_id=document_id,
        snapshot=snapshot,
        copy=copy,
        printer_id=printer_id,
        state=JobState.WAITING,
        attempts=0,
        problem="[]",
        queued_at=unit.now,
        changed_at=unit.now,
        due_at=unit.now,
        staff_id=unit.clerk.staff_id,
    )


def queue_kick(unit: Unit) -> None:
    """Have the drawer opened where it hangs on a printer: cash goes in or out.

    Once in a use case, however often it books; never by a command at the machine that keeps
    the records, where nobody stands at the drawer.
    """
    if unit.machine:
        return
    printer = _routes_here(unit).pop(KICK, None)
    if printer is not None:
        put_job(unit, KICK, printer.printer_id)

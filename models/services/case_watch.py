"""Who has a case in front of them, so that two people who open the same one see each other.

Nothing is decided by it and nothing recorded: a counter says again and again that it still
looks, and what it said longer ago than :data:`COUNTS_FOR` counts no more.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select, update

from models.services.rights import needs
from models.tables.base import add_row, rows_of
from models.tables.cases import CaseWatch
from models.tables.people import Staff
from models.tables.shop import Register
from models.values.cases import Watching
from models.values.rights import Right

if TYPE_CHECKING:
    from models.unit import Unit

COUNTS_FOR: Final = timedelta(seconds=60)
_rows = rows_of(CaseWatch)
WATCHING = (
    select(_rows.c.seen_at, Staff.name.label("person"), Register.code.label("register"))
    .join(Staff, Staff.id == _rows.c.staff_id)
    .join(Register, Register.id == _rows.c.register_id)
    .order_by(Register.code)
)


@needs(Right.LOOK)
def look_on(unit: Unit, case_id: int) -> tuple[Watching, ...]:
    """This register has the case in front of it, now; whoever else has, by register.

    To be said again well within :data:`COUNTS_FOR`. A register looks at one case at a time.
    """
    here = _rows.c.register_id == unit.station.register_id
    old = _rows.c.seen_at <= unit.now - COUNTS_FOR
    unit.connection.execute(delete(_rows).where(here & (_rows.c.case_id != case_id)))
    unit.connection.execute(delete(_rows).where((_rows.c.case_id == case_id) & old & ~here))
    mine = here & (_rows.c.case_id == case_id)
    said = {"staff_id": unit.clerk.staff_id, "seen_at": unit.now}
    if not unit.connection.execute(update(_rows).where(mine).values(**said)).rowcount:
        place = {"case_id": case_id, "register_id": unit.station.register_id}
        add_row(unit.connection, CaseWatch, **place, **said)
    others = unit.connection.execute(WATCHING.where(_rows.c.case_id == case_id, ~here))
    return tuple(
        Watching(
            person=row.person,
            register=row.register,
            seen_at=row.seen_at.astimezone(unit.shop.zone),
        )
        for row in others
    )


@needs(Right.LOOK)
def look_away(unit: Unit, case_id: int) -> None:
    """This register shows the case no more."""
    unit.connection.execute(
        delete(_rows).where(
            _rows.c.case_id == case_id, _rows.c.register_id == unit.station.register_id
        )
    )

"""Windows on the shop: when one was opened, and when it was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.approval_threads import withdraw_all
from models.services.journal import record
from models.services.rights import anybody

if TYPE_CHECKING:
    from models.unit import Unit
    from models.values.shop import Person


@anybody("it tells that there is a window, before anybody signs on")
def note_opened(unit: Unit) -> None:
    record(unit, "ApplicationStart", store=unit.station.store)


@anybody("it tells that there is none any more, and ends what somebody may do")
def note_closed(unit: Unit, left: Person | None = None) -> None:
    """Whoever was signed on is not any more, and nothing that they asked for here waits.

    ``left`` is who locked the counter and never came back.
    """
    gone = unit.person or left
    if gone is not None:
        withdraw_all(unit, gone.staff_id)
    if unit.person is not None:
        record(unit, "OperatorSignOff", staff=unit.person.staff_id)
    record(unit, "ApplicationShutDown", store=unit.station.store)

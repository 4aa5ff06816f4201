"""Windows on the shop: when one was opened, and when it was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.journal import record
from models.services.rights import anybody

if TYPE_CHECKING:
    from models.unit import Unit


@anybody("it tells that there is a window, before anybody signs on")
def note_opened(unit: Unit) -> None:
    record(unit, "ApplicationStart", store=unit.station.store)


@anybody("it tells that there is none any more, and ends what somebody may do")
def note_closed(unit: Unit) -> None:
    """Whoever was signed on is not any more."""
    if unit.person is not None:
        record(unit, "OperatorSignOff", staff=unit.person.staff_id)
    record(unit, "ApplicationShutDown", store=unit.station.store)

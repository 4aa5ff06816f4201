"""The counter's clock: what is noted where it jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.journal import record
from models.services.rights import anybody
from models.values.events import CLOCK_JUMP

if TYPE_CHECKING:
    from models.unit import Unit


@anybody("the program itself says it, whoever is here")
def note_clock_jump(unit: Unit, seconds: int) -> None:
    """The clock went on or back by so much while the program ran; noted by nobody's name or
    by whoever is signed on."""
    record(unit, CLOCK_JUMP, seconds=seconds)

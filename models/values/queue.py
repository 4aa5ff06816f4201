"""Tickets of those who walk in: by what they come for, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from models.values.cases import CaseKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta


class TicketState(StrEnum):
    WAITING = "waiting"
    HELD = "held"
    """Not to be called until somebody says so: gone to fetch the receipt."""
    CALLED = "called"
    SERVING = "serving"
    DONE = "done"
    GONE = "gone"
    """Called, and nobody came. Where they were never called, the ticket counts no more: taken
    back as it was drawn by mistake, or left over from a day that is past."""


class Priority(StrEnum):
    """Why somebody is called before others."""

    NONE = ""
    OLDER = "older"
    PREGNANT = "pregnant"
    DISABLED = "disabled"
    APPOINTMENT = "appointment"


TICKET_LETTERS: Final[Mapping[CaseKind, str]] = {
    CaseKind.RETURN: "A",
    CaseKind.INQUIRY: "B",
    CaseKind.COMPLAINT: "C",
    CaseKind.PICKUP: "D",
}
"""What a ticket is called by begins with: ``A 42``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSeen:
    """A ticket as lists and the counter show it; moments are in the shop's own time."""

    id: int
    called: str
    """``A 42``: what is called out."""
    paper: str
    """The number of its stub."""
    kind: CaseKind
    priority: Priority
    state: TicketState
    drawn_at: datetime
    due_at: datetime
    """Since when they count as waiting; an appointment's time where that is later."""
    waited: timedelta
    """How long ago they drew it."""
    calls: int
    """How often they were called the last time it was their turn."""
    called_at: datetime | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    register: str = ""
    """The code of the register that called or serves them."""
    person: str = ""
    """Who called or serves them there."""
    only_at: str = ""
    """The code of the register that they were sent to; nothing where any may call them."""
    case: str = ""
    """The code of their case, once it was opened."""

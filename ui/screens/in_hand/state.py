"""All that the bar of the case in hand shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.values.queue import TicketState

if TYPE_CHECKING:
    from models.services.in_hand import InHand
    from models.values import Message
    from models.values.cases import CaseSeen, Smile


class Stage(StrEnum):
    """How far whoever is at this register has come."""

    NOBODY = "nobody"
    CALLED = "called"
    SERVING = "serving"


class Asking(StrEnum):
    """What is asked for under the bar."""

    BEGIN = "begin"
    """What for and how somebody came who has no ticket."""
    NOTE = "note"
    ASIDE = "aside"
    """For whom the case waits."""
    GOODBYE = "goodbye"


@dataclass(frozen=True, slots=True)
class Met:
    """A customer who came up at the counter while nobody was named in the case."""

    customer_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InHandState:
    busy: bool = False
    seen: InHand | None = None
    """Nothing until it was read."""
    asking: Asking | None = None
    note: str = ""
    """As it is typed."""
    smile: Smile | None = None
    """What the customer says before the goodbye."""
    met: Met | None = None
    said: tuple[Message, ...] = ()
    """Why what was asked for was not done."""

    @property
    def stage(self) -> Stage:
        """Whoever was called comes first: what is in hand beside gives way when they begin."""
        if self.seen is None:
            return Stage.NOBODY
        ticket = self.seen.ticket
        if ticket is not None and ticket.state is TicketState.CALLED:
            return Stage.CALLED
        return Stage.NOBODY if self.seen.case is None else Stage.SERVING

    @property
    def case(self) -> CaseSeen | None:
        """The one that is served."""
        return self.seen.case if self.seen and self.stage is Stage.SERVING else None

    @property
    def offered(self) -> Met | None:
        """Whose case it could be."""
        case = self.case
        return self.met if case is not None and case.customer_id is None else None

"""All that the page of the queue shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from models.values.queue import TicketState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from models.services.queue_views import KindWaited, QueueSeen
    from models.values import Message
    from models.values.cases import CaseKind
    from models.values.queue import TicketSeen
    from models.values.queue_papers import QueueTicket

MINUTE = timedelta(minutes=1)


class Doing(StrEnum):
    """What can be done with a ticket."""

    CALL = "call"
    AGAIN = "again"
    GONE = "gone"
    """Nobody came."""
    HOLD = "hold"
    PUT_IN = "put-in"
    MOVE = "move"


class Next(StrEnum):
    """What the one main button does."""

    CALL = "call"
    BEGIN = "begin"
    """They are here who were called."""
    NOBODY = "nobody"
    """Nobody is due whom this register calls."""
    SERVED = "served"
    """Somebody is served here: nobody else is called meanwhile."""


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page: what happened."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A row of the queue; times as they are now."""

    ticket: TicketSeen
    waited: timedelta
    """Since when they count as waiting, or until they were called; below nothing for an
    appointment that is yet to come."""
    minutes: int | None = None
    """About how long they wait yet."""
    here: bool = False
    """Called or served at this register."""
    others: bool = False
    """Waits for what this register does not call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A ticket on its way: what for is known, for whom is asked."""

    kind: CaseKind
    asks_time: bool = False
    """Of the appointment."""
    problem: bool = False
    """What was entered is no time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The ticket that was drawn last, as its stub says it."""

    ticket: TicketSeen
    paper: QueueTicket
    printed: bool
    """Whether its stub was sent to a printer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    busy: bool = False
    said: Said | None = None
    now: datetime | None = None
    """In the shop's own time."""
    read_at: datetime | None = None
    queue: QueueSeen | None = None
    """Nothing until it was read."""
    waited: tuple[KindWaited, ...] = ()
    kinds: frozenset[CaseKind] = frozenset()
    """What this register calls people for; everything where that is empty."""
    picked: int | None = None
    moving: bool = False
    """Where whoever is picked is sent to is being asked."""
    drawing: Drawing | None = None
    drawn: Drawn | None = None
    language: str = ""
    """Of the next stub."""
    stub: bool = True
    """Whether the next ticket is printed."""
    wall: bool = False
    """Whether the window on the wall is open."""

    @property
    def rows(self) -> tuple[Listed, ...]:
        """Who is at a counter, who waits in order, who is held, who did not come."""
        if self.queue is None:
            return ()
        at_counters = self._listed(self.queue.at_counters)
        waiting = tuple(self._waiting())
        held, gone = self._listed(self.queue.held), self._listed(self.queue.gone)
        return (
            *sorted(at_counters, key=lambda each: not each.here),
            *(each for each in waiting if not each.others),
            *(each for each in waiting if each.others),
            *held,
            *gone,
        )

    @property
    def chosen(self) -> Listed | None:
        return next((each for each in self.rows if each.ticket.id == self.picked), None)

    @property
    def doings(self) -> tuple[Doing, ...]:
        """What can be done with whoever is chosen, the likeliest first."""
        chosen = self.chosen
        if chosen is None:
            return ()
        match chosen.ticket.state:
            case TicketState.WAITING:
                return Doing.CALL, Doing.HOLD, Doing.MOVE
            case TicketState.HELD:
                return Doing.CALL, Doing.PUT_IN, Doing.MOVE
            case TicketState.GONE:
                return (Doing.PUT_IN,)
            case TicketState.CALLED if chosen.here:
                return Doing.AGAIN, Doing.GONE, Doing.HOLD, Doing.MOVE
            case TicketState.SERVING if chosen.here:
                return (Doing.MOVE,)
        return ()

    @property
    def next(self) -> Next:
        here = None if self.queue is None else self.queue.here
        if here is not None:
            return Next.SERVED if here.state is TicketState.SERVING else Next.BEGIN
        due = (
            each
            for each in self._waiting()
            if not each.others and each.waited >= timedelta() and self._may_call(each.ticket)
        )
        return Next.CALL if any(due) else Next.NOBODY

    @property
    def own_register(self) -> str:
        return "" if self.queue is None else self.queue.own_register

    @property
    def empty(self) -> bool:
        return self.queue is not None and not self.rows

    def _may_call(self, ticket: TicketSeen) -> bool:
        return ticket.only_at in ("", self.own_register)

    def _waiting(self) -> Iterator[Listed]:
        if self.queue is None or self.now is None:
            return
        passed = (self.now - self.read_at) // MINUTE if self.read_at is not None else 0
        for each in self.queue.waiting:
            ticket = each.ticket
            yield Listed(
                ticket=ticket,
                waited=self.now - ticket.due_at,
                minutes=None if each.minutes is None else max(each.minutes - passed, 0),
                others=bool(self.kinds)
                and ticket.kind not in self.kinds
                and ticket.only_at != self.own_register,
            )

    def _listed(self, tickets: Sequence[TicketSeen]) -> tuple[Listed, ...]:
        return tuple(
            Listed(
                ticket=each,
                waited=(each.called_at or self.now or each.due_at) - each.due_at,
                here=bool(each.register) and each.register == self.own_register,
            )
            for each in tickets
        )

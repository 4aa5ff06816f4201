"""The queue as it hangs on the wall, for all who wait: numbers and registers, and no names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy.orm import aliased

from models.services.queue_views import (
    TicketWaits,
    foreseen_for_one_more,
    kind_waits,
    of_day,
    ticket_seen,
    tickets_of_day,
)
from models.services.rights import anybody
from models.tables.base import rows_of
from models.tables.queue import Ticket
from models.tables.shop import Register
from models.values.cases import CaseKind
from models.values.queue import TicketState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.services.queue_views import KindWaits
    from models.unit import Unit

ON_THE_WALL: Final = 5
CAME: Final = (TicketState.CALLED, TicketState.SERVING, TicketState.DONE)
"""Who did not come, or was told to wait again, is not told where to go any more."""

_ticket = rows_of(Ticket).c
_Last = aliased(Register)


@dataclass(frozen=True, slots=True, kw_only=True)
class NowServing:
    """A line on the wall: a ticket, and where to go with it."""

    called: str
    register: str
    calls: int
    """Goes up when they are called again."""
    state: TicketState
    """Called, served or done."""
    since: datetime
    """When they were called, in the shop's own time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WallSeen:
    """What the window on the wall tells everybody: numbers, and no names."""

    calls: tuple[NowServing, ...]
    """The last ones of today, the newest first."""
    kinds: tuple[KindWaits, ...]
    minutes: int | None
    """How long somebody waits who draws a ticket now; nothing where nobody can say."""


@anybody("it hangs on the wall for all who wait: numbers and registers, and no names")
def wall_seen(unit: Unit) -> WallSeen:
    """Who was called where lately, and who waits for what."""
    today = tickets_of_day(unit)
    waits = [
        TicketWaits(ticket=ticket_seen(unit, row), ahead=0, minutes=None)
        for row in today
        if row.state == TicketState.WAITING
    ]
    return WallSeen(
        calls=tuple(_last_calls(unit)),
        kinds=tuple(kind_waits(kind, waits) for kind in CaseKind),
        minutes=foreseen_for_one_more(unit, today).minutes,
    )


def _last_calls(unit: Unit) -> Iterator[NowServing]:
    """Those who are done with still say where they went."""
    rows = unit.connection.execute(
        of_day(unit, _ticket.state.in_(CAME))
        .add_columns(_Last.code.label("last"))
        .join(_Last, _Last.id == _ticket.last_register_id)
        .order_by(_ticket.called_at.desc(), _ticket.id.desc())
        .limit(ON_THE_WALL)
    )
    for row in rows:
        yield NowServing(
            called=row.called,
            register=row.last,
            calls=row.calls,
            state=TicketState(row.state),
            since=row.called_at.astimezone(unit.shop.zone),
        )

"""Where a visit ends for the queue: its case is closed, put aside, or taken up elsewhere; and
where a wait does, as somebody goes on with the case without calling the ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, update

from models.tables.base import rows_of
from models.tables.queue import Ticket
from models.values.queue import Priority, TicketState

if TYPE_CHECKING:
    from models.unit import Unit


def end_service(unit: Unit, case_id: int, still_at: int | None = None) -> None:
    """The case left the register that served its ticket, unless that is ``still_at``, where it
    is in hand from now on: then nobody waits with its ticket either.

    Why somebody was called before others is nobody's business from now on.
    """
    tickets = rows_of(Ticket)
    over = tickets.c.state == TicketState.SERVING
    if still_at is not None:
        over = or_(
            and_(over, tickets.c.register_id != still_at),
            tickets.c.state.in_((TicketState.WAITING, TicketState.HELD)),
        )
    unit.connection.execute(
        update(tickets)
        .where(tickets.c.case_id == case_id, over)
        .values(
            state=TicketState.DONE,
            ended_at=unit.now,
            register_id=None,
            priority=Priority.NONE,
        )
    )

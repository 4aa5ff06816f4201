"""Tickets as the tests draw them, and counters that call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.services.cases import close_case
from models.services.queue_views import queue_seen
from models.services.tickets import begin_serving, call_next, draw_ticket
from models.tables.base import rows_of
from models.tables.queue import Ticket
from models.values.cases import CaseKind
from models.values.queue import Priority
from tests.prints import later

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from models.db import Shop
    from models.services.queue_views import QueueSeen
    from models.services.tickets import TicketDrawn
    from models.values.queue import TicketSeen


def draw(
    shop: Shop,
    kind: CaseKind = CaseKind.RETURN,
    priority: Priority = Priority.NONE,
    appointment_at: datetime | None = None,
) -> TicketDrawn:
    return shop.run(lambda unit: draw_ticket(unit, kind, priority, appointment_at))


def ticket(shop: Shop, *more: Any) -> int:
    """Draw one; its row."""
    return draw(shop, *more).ticket.id


def call(shop: Shop, *kinds: CaseKind) -> TicketSeen:
    """The next one; somebody has to be due."""
    called = shop.run(lambda unit: call_next(unit, kinds))
    assert called is not None
    return called.ticket


def serve(shop: Shop, takes: timedelta) -> str:
    """Call the next one and see them off after that time; what they were called by."""
    called = call(shop)
    case_id = shop.run(lambda unit: begin_serving(unit, called.id)).case_id
    later(shop, takes)
    shop.run(lambda unit: close_case(unit, case_id))
    return called.called


def queue(shop: Shop) -> QueueSeen:
    return shop.read(queue_seen)


def names(shop: Shop) -> list[str]:
    """Who waits, in the order in which they will be called."""
    return [each.ticket.called for each in queue(shop).waiting]


def rows(shop: Shop) -> list[Any]:
    """Every ticket on record, the oldest first."""
    with shop.unit(writes=False) as unit:
        return list(unit.connection.execute(select(rows_of(Ticket)).order_by(Ticket.id)))

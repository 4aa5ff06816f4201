"""What the bar above every room shows: who is called or served here, and who waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from models.services.cases import case_in_hand
from models.services.queue_views import queue_seen
from models.services.rights import has_right, needs
from models.services.still_open import StillOpen, still_open
from models.tables.base import rows_of
from models.tables.cases import Case
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from models.unit import Unit
    from models.values.cases import CaseSeen
    from models.values.queue import TicketSeen

MOST_LINKED: Final = 50
"""So many cases that go on with each other are counted; nobody reads further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """Nobody is at this register where there is neither a case nor a ticket."""

    now: datetime
    """In the shop's own time."""
    may_serve: bool
    """Whether whoever is signed on may call, begin and say goodbye."""
    case: CaseSeen | None
    ticket: TicketSeen | None
    """Called to this register, or served here."""
    waiting: int
    minutes: int | None
    """About how long somebody waits who draws a ticket now; nothing where nobody can say."""
    earlier: int = 0
    """Cases that the same customer had before this one, open or closed, in all stores."""
    times: int = 1
    """The how many-th case it is of those that go on with each other."""
    open: StillOpen = field(default_factory=StillOpen)
    """What keeps it from its goodbye."""


@needs(Right.LOOK)
def look_in_hand(unit: Unit) -> InHand:
    """At this register, now."""
    queue, case = queue_seen(unit), case_in_hand(unit)
    return InHand(
        now=unit.now.astimezone(unit.shop.zone),
        may_serve=has_right(unit, Right.SERVE),
        case=case,
        ticket=queue.here,
        waiting=len(queue.waiting),
        minutes=queue.minutes,
        earlier=_earlier(unit, case) if case else 0,
        times=_times(unit, case.linked_id) if case else 1,
        open=still_open(unit, case.id) if case else StillOpen(),
    )


def _earlier(unit: Unit, case: CaseSeen) -> int:
    if case.customer_id is None:
        return 0
    cases = rows_of(Case).c
    many = select(func.count()).where(cases.customer_id == case.customer_id, cases.id < case.id)
    return unit.connection.scalar(many) or 0


def _times(unit: Unit, linked_id: int | None) -> int:
    """A case leads only to an earlier one, so that this ends."""
    if linked_id is None:
        return 1
    cases = rows_of(Case).c
    chain = select(cases.id, cases.linked_id).where(cases.id == linked_id).cte(recursive=True)
    chain = chain.union_all(
        select(cases.id, cases.linked_id).where(cases.id == chain.c.linked_id)
    )
    before = select(chain.c.id).limit(MOST_LINKED).subquery()
    return 1 + (unit.connection.scalar(select(func.count()).select_from(before)) or 0)

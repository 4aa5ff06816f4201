"""Whose drawer it is, until when, and who says that what was counted is well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from models.rules.drawers import business_day, needs_manager, over_short
from models.services.approvals import allow
from models.services.drawer_ledger import book
from models.services.journal import record
from models.services.rights import has_right, needs
from models.services.sought import of_fact
from models.tables.base import add_row, rows_of
from models.tables.drawers import DrawerCount, Shift
from models.tables.shop import Shop
from models.values import ZERO, Money, Topic, refuse
from models.values.approvals import ApprovalKind
from models.values.drawer_papers import CashKind
from models.values.rights import Right

if TYPE_CHECKING:
    from sqlalchemy import Row

    from models.services.approvals import Approval
    from models.services.drawer_ledger import Open
    from models.unit import Unit
    from models.values.shop import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the shop asks of its drawers, read anew each time: another counter may set it."""

    day_ends_at: int
    limit: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsSet:
    terms: Terms
    changed: frozenset[Topic] = frozenset({Topic.DRAWER})


def terms_of(unit: Unit, *, lock: bool = False) -> Terms:
    """Nobody else sets them until the use case ends if ``lock``."""
    query = select(Shop.day_ends_at, Shop.drawer_limit)
    row = unit.connection.execute(query.with_for_update() if lock else query).one()
    return Terms(day_ends_at=row.day_ends_at, limit=row.drawer_limit)


def bounds_of_day(unit: Unit) -> tuple[datetime, datetime]:
    """The first moment of this business day, and that of the next, in the shop's time."""
    zone, hour = unit.shop.zone, terms_of(unit).day_ends_at
    day = business_day(unit.now.astimezone(zone), hour)
    first, last = (
        datetime.combine(day + timedelta(days), time(hour), tzinfo=zone) for days in (0, 1)
    )
    return first, last


def may_set_terms(unit: Unit) -> bool:
    """Whether whoever is signed on has the right; nobody has it where nobody is."""
    return has_right(unit, Right.SETTINGS)


@needs(Right.SETTINGS)
def set_drawer_terms(unit: Unit, day_ends_at: int, limit: Money | None) -> TermsSet:
    """When a business day ends (an hour, 0 to 23), and how far off a drawer may be.

    The journal has what they were and what they are. Raise :class:`models.values.Refused`
    for somebody without the right, or for no such hour.
    """
    terms = Terms(day_ends_at=day_ends_at, limit=limit)
    if not 0 <= day_ends_at <= 23 or (limit is not None and limit < ZERO):
        raise refuse("drawer-terms-wrong")
    before = terms_of(unit, lock=True)
    if terms != before:
        unit.connection.execute(
            update(rows_of(Shop)).values(day_ends_at=day_ends_at, drawer_limit=limit)
        )
        record(unit, "DrawerTerms", of=_in_figures(before), to=_in_figures(terms))
    return TermsSet(terms=terms)


def _in_figures(terms: Terms) -> dict[str, int | None]:
    limit = None if terms.limit is None else terms.limit.minor
    return {"day_ends_at": terms.day_ends_at, "limit": limit}


def begin_shift(unit: Unit, drawer_id: int, person: Person) -> None:
    add_row(
        unit.connection, Shift, drawer_id=drawer_id, staff_id=person.staff_id, began_at=unit.now
    )


def end_shift(
    unit: Unit, drawer: Open, count: Row[Any] | None, approval: Approval | None
) -> None:
    """End the shift, with a count or without, and book what was over or short.

    Raise :class:`models.values.Refused` where the difference is beyond the shop's limit and
    nobody with the right approves it.
    """
    approver = None
    reason = ""
    if count is not None:
        difference = over_short(count.expected, count.counted)
        limit = terms_of(unit).limit
        if limit is not None and needs_manager(difference, limit):
            if approval is None:
                raise refuse(
                    "drawer-needs-manager", off=Money(abs(difference.minor)), limit=limit
                )
            subject = f"shift:{drawer.shift_id}"
            off = Money(abs(difference.minor))
            yes = allow(
                unit,
                approval,
                of_fact(ApprovalKind.DRAWER, subject, off),
                subject,
                what="drawer-difference",
                concerned=(drawer.holder_id,),
                drawer=drawer.drawer_id,
                difference=difference.minor,
            )
            approver, reason = yes.person.staff_id, yes.reason
        if difference:
            book(unit, drawer, CashKind.DIFFERENCE, difference, reason=reason)
    unit.connection.execute(
        update(rows_of(Shift))
        .where(rows_of(Shift).c.id == drawer.shift_id)
        .values(
            ended_at=unit.now,
            ended_by=unit.clerk.staff_id,
            count_id=count.id if count is not None else None,
            approved_by=approver,
            reason=reason,
        )
    )


def find_count(unit: Unit, drawer: Open, count_id: int) -> Row[Any]:
    """A count of this drawer; refused where something was booked since it was made."""
    count = unit.connection.execute(
        select(DrawerCount.__table__).where(
            DrawerCount.id == count_id,
            DrawerCount.drawer_id == drawer.drawer_id,
            DrawerCount.position == drawer.position,
        )
    ).one_or_none()
    if count is None:
        raise refuse("count-outdated")
    return count

"""Whose drawer it is, until when, and who says that what was counted is well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from models.rules.drawers import MAY_APPROVE, may_approve, needs_manager, over_short
from models.services.drawer_ledger import book
from models.services.journal import record
from models.services.people import identify
from models.tables.base import add_row, rows_of
from models.tables.drawers import DrawerCount, Shift
from models.tables.shop import Shop
from models.values import ZERO, Money, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.drawer_papers import CashKind

if TYPE_CHECKING:
    from sqlalchemy import Row

    from models.services.drawer_ledger import Open
    from models.unit import Unit
    from models.values.shop import Person

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A second person at the same screen, and why."""

    badge: str
    pin: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the shop asks of its drawers, read anew each time: another counter may set it."""

    day_ends_at: int
    limit: Money | None


def terms_of(unit: Unit) -> Terms:
    row = unit.connection.execute(select(Shop.day_ends_at, Shop.drawer_limit)).one()
    return Terms(day_ends_at=row.day_ends_at, limit=row.drawer_limit)


def set_drawer_terms(unit: Unit, day_ends_at: int, limit: Money | None) -> Terms:
    """When a business day ends (an hour, 0 to 23), and how far off a drawer may be.

    Raise :class:`models.values.Refused` for somebody without the right, or for no such hour.
    """
    if unit.clerk.role not in MAY_APPROVE:
        raise refuse("drawer-terms-denied")
    if not 0 <= day_ends_at <= 23 or (limit is not None and limit < ZERO):
        raise refuse("drawer-terms-wrong")
    unit.connection.execute(
        update(rows_of(Shop)).values(day_ends_at=day_ends_at, drawer_limit=limit)
    )
    record(
        unit,
        "DrawerTerms",
        day_ends_at=day_ends_at,
        limit=None if limit is None else limit.minor,
    )
    return Terms(day_ends_at=day_ends_at, limit=limit)


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
            approver, reason = _approved(unit, drawer, approval, difference)
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


def _approved(
    unit: Unit, drawer: Open, approval: Approval, difference: Money
) -> tuple[int, str]:
    reason = mask_card_numbers(approval.reason.strip())[:LONGEST_REASON]
    if not reason:
        raise refuse("drawer-reason-missing")
    approver = identify(unit, approval.badge, approval.pin)
    concerned = (unit.clerk.staff_id, drawer.holder_id)
    if not may_approve(approver.staff_id, approver.role, concerned):
        raise refuse("approver-not-allowed", name=approver.name)
    record(
        unit,
        "OperatorBypassApproval",
        what="drawer-difference",
        drawer=drawer.drawer_id,
        difference=difference.minor,
        by=approver.staff_id,
        reason=reason,
    )
    return approver.staff_id, reason

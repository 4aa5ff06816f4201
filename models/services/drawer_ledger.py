"""The cash of this register's drawer: a ledger that only grows.

Whoever writes to it holds the drawer's row first, so that two requests at once are booked
one after the other, and neither pays what the other has just paid out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.rules.drawers import can_be, can_pay, counted, moved
from models.services.printing import queue_kick
from models.services.requests import digest_of, mark_shown, outcome_of, remember
from models.tables.base import add_row
from models.tables.drawers import Drawer, DrawerEntry, Shift
from models.values import ZERO, Money, refuse
from models.values.denominations import Denomination
from models.values.drawer_papers import CashKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from models.unit import Unit

Count = Mapping[Denomination, int]
"""How many of each coin and note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """The open drawer of this register, as it stands in the tables."""

    drawer_id: int
    business_day: date
    turn: int
    opened_at: datetime
    shift_id: int
    holder_id: int
    position: int
    held: Money


def book_cash(
    unit: Unit, amount: Money, kind: CashKind, *, return_id: int | None = None
) -> None:
    """Book a refund or a payment of another use case to the shift that pays or takes it.

    ``amount`` is never negative: the kind says which way it goes. Raise
    :class:`models.values.Refused` where no drawer is open at this register, and for more
    than it holds.
    """
    if amount:
        book(unit, open_here(unit, lock=True), kind, amount, return_id=return_id)


def cash_held(unit: Unit, *, lock: bool) -> Money:
    """What can be paid from this register's drawer; nobody else pays from it if locked.

    Raise :class:`models.values.Refused` where no drawer is open here.
    """
    return open_here(unit, lock=lock).held


def find_open(unit: Unit, *, lock: bool = False) -> Open | None:
    """This register's open drawer, and its row held until the end if ``lock``."""
    query = select(Drawer.id, Drawer.business_day, Drawer.turn, Drawer.opened_at).where(
        Drawer.register_id == unit.station.register_id, Drawer.closed_at.is_(None)
    )
    row = unit.connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        return None
    shift = unit.connection.execute(
        select(Shift.id, Shift.staff_id).where(
            Shift.drawer_id == row.id, Shift.ended_at.is_(None)
        )
    ).one()
    last = unit.connection.execute(
        select(DrawerEntry.position, DrawerEntry.balance)
        .where(DrawerEntry.drawer_id == row.id)
        .order_by(DrawerEntry.position.desc())
        .limit(1)
    ).one_or_none()
    return Open(
        drawer_id=row.id,
        business_day=row.business_day,
        turn=row.turn,
        opened_at=row.opened_at,
        shift_id=shift.id,
        holder_id=shift.staff_id,
        position=last.position if last else 0,
        held=last.balance if last else ZERO,
    )


def open_here(unit: Unit, *, lock: bool) -> Open:
    """As :func:`find_open`; refused where no drawer is open."""
    drawer = find_open(unit, lock=lock)
    if drawer is None:
        raise refuse("shift-needed", register=unit.station.register)
    return drawer


def book(
    unit: Unit,
    drawer: Open,
    kind: CashKind,
    amount: Money,
    *,
    reason: str = "",
    return_id: int | None = None,
) -> None:
    """Add one entry to a drawer whose row is held; only once for each look at it.

    The drawer is opened for it, unless it is what a count found.
    """
    movement = moved(kind, amount)
    if not can_be(kind, amount):
        raise refuse("cash-amount-wrong")
    if not can_pay(drawer.held, movement):
        raise refuse("drawer-short", held=drawer.held, asked=amount)
    add_row(
        unit.connection,
        DrawerEntry,
        drawer_id=drawer.drawer_id,
        shift_id=drawer.shift_id,
        position=drawer.position + 1,
        at=unit.now,
        kind=kind,
        amount=movement,
        balance=drawer.held + movement,
        reason=reason,
        staff_id=unit.clerk.staff_id,
        return_id=return_id,
    )
    if kind is not CashKind.DIFFERENCE:
        queue_kick(unit)


def worth(count: Count) -> Money:
    """What was counted; refused for less than none of a piece."""
    if any(number < 0 for number in count.values()):
        raise refuse("count-wrong")
    return counted(count)


def laid_out(count: Count) -> list[list[Any]]:
    """A count as JSON: value, shape and number of what there is any of, largest first."""
    return [
        [piece.value.minor, piece.shape.value, number]
        for piece, number in sorted(
            count.items(), key=lambda each: (-each[0].value.minor, each[0].shape)
        )
        if number
    ]


def happened(unit: Unit, request_id: str, kind: str, body: Mapping[str, Any]) -> str | None:
    """What the request led to, where it was carried out before."""
    return outcome_of(unit, request_id, digest_of({"asked": kind, **body}))


def keep(unit: Unit, request_id: str, kind: str, body: Mapping[str, Any], outcome: str) -> None:
    """Remember the request; it counts as seen, as the drawer's own page always shows it."""
    remember(unit, request_id, kind, digest_of({"asked": kind, **body}), outcome)
    mark_shown(unit, request_id)

"""The drawer of this register in use: opened with a float, moved through, handed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.rules.drawers import LastDrawer, may_see_expected, opening_day
from models.services.approval_threads import withdraw_all
from models.services.approvals import LONGEST_REASON
from models.services.drawer_ledger import (
    book,
    find_open,
    happened,
    keep,
    laid_out,
    open_here,
    worth,
)
from models.services.journal import record
from models.services.people import identify
from models.services.rights import authority_of, needs
from models.services.shifts import (
    begin_shift,
    end_shift,
    find_count,
    may_set_terms,
    terms_of,
)
from models.tables.base import add_numbered
from models.tables.drawers import Drawer, DrawerEntry
from models.tables.people import Staff
from models.tables.returns import GoodsReturn
from models.values import Money, Topic, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.drawer_papers import CashKind
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import date, datetime

    from models.services.approvals import Approval
    from models.services.drawer_ledger import Count, Open
    from models.services.shifts import Terms
    from models.unit import Unit
    from models.values import Currency
    from models.values.shop import Person

EVENTS = {
    CashKind.PAID_IN: "PaidIn",
    CashKind.PAID_OUT: "PaidOut",
    CashKind.PICKUP: "CashPickup",
    CashKind.NO_SALE: "NoSale",
}
"""What a person books by hand, under its name in POSLog."""

NEEDS_REASON = frozenset({CashKind.PAID_IN, CashKind.PAID_OUT, CashKind.NO_SALE})


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySeen:
    """One row of what was booked; ``slip`` names the paper it paid for."""

    position: int
    at: datetime
    kind: CashKind
    amount: Money
    person: str
    reason: str = ""
    slip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDrawer:
    """Moments are in the shop's own time; ``held`` is told only to who may see it."""

    drawer_id: int
    business_day: date
    turn: int
    opened_at: datetime
    holder_id: int
    holder: str
    entries: tuple[EntrySeen, ...]
    """The newest first."""
    held: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerSeen:
    currency: Currency
    open: OpenDrawer | None
    last_paper: str
    """The Z that this register made last; empty where it never made one."""
    terms: Terms | None
    """What the shop asks of its drawers, told only to who may set it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerMoved:
    seen: DrawerSeen
    changed: frozenset[Topic] = frozenset({Topic.DRAWER})


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    person: Person
    """Whose drawer it is now."""
    seen: DrawerSeen
    changed: frozenset[Topic] = frozenset({Topic.DRAWER})


@needs(Right.LOOK)
def look_at_drawer(unit: Unit) -> DrawerSeen:
    """What this register's drawer is doing now."""
    drawer = find_open(unit)
    last = unit.connection.scalar(
        select(Drawer.paper)
        .where(Drawer.register_id == unit.station.register_id, Drawer.paper.is_not(None))
        .order_by(Drawer.id.desc())
        .limit(1)
    )
    return DrawerSeen(
        currency=unit.shop.currency,
        open=_seen(unit, drawer) if drawer else None,
        last_paper=last or "",
        terms=terms_of(unit) if may_set_terms(unit) else None,
    )


@needs(Right.DRAWER)
def open_drawer(unit: Unit, request_id: str, given: Money | Count) -> DrawerMoved:
    """Begin a shift with a float: a sum that is known, or one counted piece by piece.

    Raise :class:`models.values.Refused` where a drawer is open here, or the clock is wrong.
    """
    clerk = unit.clerk
    amount = given if isinstance(given, Money) else worth(given)
    pieces = [] if isinstance(given, Money) else laid_out(given)
    body = {"float": amount.minor, "pieces": pieces}
    if happened(unit, request_id, "drawer-open", body):
        return DrawerMoved(seen=look_at_drawer(unit))
    if find_open(unit, lock=True):
        raise refuse("drawer-open", register=unit.station.register)
    local = unit.now.astimezone(unit.shop.zone)
    last = _last_drawer(unit)
    opening = opening_day(local, terms_of(unit).day_ends_at, last)
    if opening is None:
        raise refuse("clock-behind", now=local, last=last and last.closed_at)
    day, turn = opening
    drawer_id = add_numbered(
        unit.connection,
        Drawer,
        register_id=unit.station.register_id,
        business_day=day,
        turn=turn,
        opened_at=unit.now,
    )
    begin_shift(unit, drawer_id, clerk)
    book(unit, open_here(unit, lock=True), CashKind.FLOAT, amount)
    keep(unit, request_id, "drawer-open", body, f"drawer {drawer_id}")
    record(unit, "TillOpen", drawer=drawer_id, business_day=day.isoformat(), turn=turn, **body)
    return DrawerMoved(seen=look_at_drawer(unit))


@needs(Right.DRAWER)
def move_cash(
    unit: Unit, request_id: str, kind: CashKind, amount: Money, reason: str = ""
) -> DrawerMoved:
    """Pay in, pay out, pick up for the safe, or open the drawer without a sale.

    ``amount`` is never negative, and zero for a drawer only opened. Raise
    :class:`models.values.Refused` without an open drawer, without the reason that the kind
    needs, and for more cash than the drawer holds; ``ValueError`` for a kind that is not
    booked by hand.
    """
    if kind not in EVENTS:
        raise ValueError(f"not booked by hand: {kind}")
    reason = mask_card_numbers(reason.strip())[:LONGEST_REASON]
    body = {"kind": kind.value, "amount": amount.minor, "reason": reason}
    if happened(unit, request_id, "drawer-move", body):
        return DrawerMoved(seen=look_at_drawer(unit))
    drawer = open_here(unit, lock=True)
    if kind in NEEDS_REASON and not reason:
        raise refuse("drawer-reason-missing")
    book(unit, drawer, kind, amount, reason=reason)
    keep(unit, request_id, "drawer-move", body, f"drawer {drawer.drawer_id}")
    record(unit, EVENTS[kind], drawer=drawer.drawer_id, **body)
    return DrawerMoved(seen=look_at_drawer(unit))


@needs(Right.DRAWER)
def hand_over(
    unit: Unit,
    request_id: str,
    badge: str,
    pin: str,
    *,
    count_id: int | None = None,
    approval: Approval | None = None,
) -> HandedOver:
    """Another person takes the open drawer, with a count of what is in it or without.

    What the one before asked the managers for is withdrawn.
    ``badge`` and ``pin`` are theirs. Raise :class:`models.values.Refused` as
    :func:`end_shift` does, for a wrong PIN, for somebody who may use no drawer, and for the
    person who has this one already.
    """
    person = identify(unit, badge, pin)
    body = {"to": person.staff_id, "count": count_id}
    if happened(unit, request_id, "drawer-hand-over", body):
        return HandedOver(person=person, seen=look_at_drawer(unit))
    drawer = open_here(unit, lock=True)
    if person.staff_id == drawer.holder_id:
        raise refuse("hand-over-self", name=person.name)
    if Right.DRAWER not in authority_of(unit, person.staff_id).rights:
        raise refuse("right-missing", right=Right.DRAWER, name=person.name)
    count = find_count(unit, drawer, count_id) if count_id is not None else None
    end_shift(unit, drawer, count, approval)
    begin_shift(unit, drawer.drawer_id, person)
    changed = frozenset({Topic.DRAWER})
    for gone in sorted({drawer.holder_id, unit.clerk.staff_id} - {person.staff_id}):
        changed |= withdraw_all(unit, gone)
    keep(unit, request_id, "drawer-hand-over", body, f"drawer {drawer.drawer_id}")
    record(unit, "OperatorHandOver", drawer=drawer.drawer_id, of=drawer.holder_id, **body)
    return HandedOver(person=person, seen=look_at_drawer(unit), changed=changed)


def _last_drawer(unit: Unit) -> LastDrawer | None:
    row = unit.connection.execute(
        select(Drawer.business_day, Drawer.turn, Drawer.closed_at)
        .where(Drawer.register_id == unit.station.register_id)
        .order_by(Drawer.business_day.desc(), Drawer.turn.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return LastDrawer(row.business_day, row.turn, row.closed_at.astimezone(unit.shop.zone))


def _seen(unit: Unit, drawer: Open) -> OpenDrawer:
    zone = unit.shop.zone
    rows = unit.connection.execute(
        select(
            DrawerEntry.position,
            DrawerEntry.at,
            DrawerEntry.kind,
            DrawerEntry.amount,
            DrawerEntry.reason,
            Staff.name,
            func.coalesce(GoodsReturn.number, "").label("slip"),
        )
        .join(Staff, Staff.id == DrawerEntry.staff_id)
        .outerjoin(GoodsReturn, GoodsReturn.id == DrawerEntry.return_id)
        .where(DrawerEntry.drawer_id == drawer.drawer_id)
        .order_by(DrawerEntry.position.desc())
    )
    entries = tuple(
        EntrySeen(
            position=row.position,
            at=row.at.astimezone(zone),
            kind=CashKind(row.kind),
            amount=row.amount,
            person=row.name,
            reason=row.reason,
            slip=row.slip,
        )
        for row in rows
    )
    holder = unit.connection.scalar(select(Staff.name).where(Staff.id == drawer.holder_id))
    looker = unit.clerk.staff_id
    sees = may_see_expected(authority_of(unit, looker).rights, looker, drawer.holder_id)
    return OpenDrawer(
        drawer_id=drawer.drawer_id,
        business_day=drawer.business_day,
        turn=drawer.turn,
        opened_at=drawer.opened_at.astimezone(zone),
        holder_id=drawer.holder_id,
        holder=holder or "",
        entries=entries,
        held=drawer.held if sees else None,
    )

"""The cash box of this register: opened with a float, moved through, handed over.

Its cash is a ledger that only grows. Whoever writes to it holds the drawer's row first, so
that two requests at once are booked one after the other, and neither pays what the other
has just paid out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from models.rules.drawers import (
    MAY_APPROVE,
    MAY_SEE_EXPECTED,
    LastDrawer,
    can_be,
    can_pay,
    counted,
    may_approve,
    moved,
    needs_manager,
    opening_day,
    over_short,
)
from models.services.journal import record
from models.services.people import identify
from models.services.requests import digest_of, mark_shown, outcome_of, remember
from models.tables.base import add_numbered, add_row, rows_of
from models.tables.drawers import Drawer, DrawerCount, DrawerEntry, Shift
from models.tables.people import Staff
from models.tables.returns import GoodsReturn
from models.tables.shop import Shop
from models.values import ZERO, Money, Topic, refuse
from models.values.denominations import Denomination
from models.values.drawer_papers import CashKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Row

    from models.unit import Unit
    from models.values import Currency
    from models.values.shop import Person

Count = Mapping[Denomination, int]
"""How many of each coin and note."""

EVENTS = {
    CashKind.PAID_IN: "PaidIn",
    CashKind.PAID_OUT: "PaidOut",
    CashKind.PICKUP: "CashPickup",
    CashKind.NO_SALE: "NoSale",
}
"""What a person books by hand, under its name in POSLog."""

NEEDS_REASON = frozenset({CashKind.PAID_IN, CashKind.PAID_OUT, CashKind.NO_SALE})
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A second person at the same screen, and why."""

    badge: str
    pin: str
    reason: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the shop asks of its drawers, read anew each time: another counter may set it."""

    day_ends_at: int
    limit: Money | None


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
    )


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
    _book(unit, open_here(unit, lock=True), CashKind.FLOAT, amount)
    keep(unit, request_id, "drawer-open", body, f"drawer {drawer_id}")
    record(unit, "TillOpen", business_day=day.isoformat(), turn=turn, **body)
    return DrawerMoved(seen=look_at_drawer(unit))


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
    unit.clerk  # noqa: B018  (refuses where nobody is signed on)
    reason = reason.strip()[:LONGEST_REASON]
    body = {"kind": kind.value, "amount": amount.minor, "reason": reason}
    if happened(unit, request_id, "drawer-move", body):
        return DrawerMoved(seen=look_at_drawer(unit))
    drawer = open_here(unit, lock=True)
    if kind in NEEDS_REASON and not reason:
        raise refuse("drawer-reason-missing")
    _book(unit, drawer, kind, amount, reason=reason)
    keep(unit, request_id, "drawer-move", body, f"drawer {drawer.drawer_id}")
    record(unit, EVENTS[kind], drawer=drawer.drawer_id, **body)
    return DrawerMoved(seen=look_at_drawer(unit))


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

    ``badge`` and ``pin`` are theirs. Raise :class:`models.values.Refused` as
    :func:`end_shift` does, for a wrong PIN, and for the person who has the drawer already.
    """
    unit.clerk  # noqa: B018  (refuses where nobody is signed on)
    person = identify(unit, badge, pin)
    body = {"to": person.staff_id, "count": count_id}
    if happened(unit, request_id, "drawer-hand-over", body):
        return HandedOver(person=person, seen=look_at_drawer(unit))
    drawer = open_here(unit, lock=True)
    if person.staff_id == drawer.holder_id:
        raise refuse("hand-over-self", name=person.name)
    count = find_count(unit, drawer, count_id) if count_id is not None else None
    end_shift(unit, drawer, count, approval)
    begin_shift(unit, drawer.drawer_id, person)
    keep(unit, request_id, "drawer-hand-over", body, f"drawer {drawer.drawer_id}")
    record(unit, "OperatorHandOver", drawer=drawer.drawer_id, of=drawer.holder_id, **body)
    return HandedOver(person=person, seen=look_at_drawer(unit))


def book_cash(
    unit: Unit, amount: Money, kind: CashKind, *, return_id: int | None = None
) -> None:
    """Book a refund or a payment of another use case to the shift that pays or takes it.

    ``amount`` is never negative: the kind says which way it goes. Raise
    :class:`models.values.Refused` where no drawer is open at this register, and for more
    than it holds.
    """
    if amount:
        _book(unit, open_here(unit, lock=True), kind, amount, return_id=return_id)


def cash_held(unit: Unit, *, lock: bool) -> Money:
    """What can be paid from this register's drawer; nobody else pays from it if locked.

    Raise :class:`models.values.Refused` where no drawer is open here.
    """
    return open_here(unit, lock=lock).held


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


# What closing and counting share with the above.


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
            _book(unit, drawer, CashKind.DIFFERENCE, difference, reason=reason)
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


def terms_of(unit: Unit) -> Terms:
    row = unit.connection.execute(select(Shop.day_ends_at, Shop.drawer_limit)).one()
    return Terms(day_ends_at=row.day_ends_at, limit=row.drawer_limit)


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


def _book(
    unit: Unit,
    drawer: Open,
    kind: CashKind,
    amount: Money,
    *,
    reason: str = "",
    return_id: int | None = None,
) -> None:
    """Add one entry to a drawer whose row is held; only once for each look at it."""
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


def _approved(
    unit: Unit, drawer: Open, approval: Approval, difference: Money
) -> tuple[int, str]:
    reason = approval.reason.strip()[:LONGEST_REASON]
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
    sees = unit.person is not None and unit.person.role in MAY_SEE_EXPECTED
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

"""A business day in figures, for whoever runs the shop: a few sums, numbered and sealed."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from models.rules.drawers import business_day, hours_of, over_short
from models.services.documents import next_number, paper_head, store_paper
from models.services.journal import record
from models.services.journal_papers import PaperMade, made
from models.services.rights import needs
from models.services.shifts import terms_of
from models.tables.approvals import YES, Approval, ApprovalEvent
from models.tables.base import rows_of
from models.tables.drawers import Drawer, DrawerCount, Shift
from models.tables.exchanges import Exchange
from models.tables.journal import JournalEntry
from models.tables.people import Staff
from models.tables.returns import OF_GOODS, STANDS, GoodsReturn, Refund, ReturnLine
from models.tables.shop import Register, Store
from models.values import refuse
from models.values.approvals import ApprovalKind
from models.values.day_papers import BackAgain, DaySummary, DrawerOfDay, Sum
from models.values.printing import PaperKind
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Row

    from models.unit import Unit
    from models.values import Money

    AnyRow = Row[*tuple[Any, ...]]

FIRST_TILL: Final = date(1879, 11, 4)
"""The day of James Ritty's patent."""
MOST_PRODUCTS: Final = 10
MOST_FINDINGS: Final = 8
EXCHANGE: Final = "exchange"
VOIDED: Final = "voided"
KINDS: Final = (OF_GOODS, EXCHANGE, "goodwill", "correction", VOIDED)
HANDED_OUT = (Refund.status != "declined", Refund.carried_to_id.is_(None))
"""Money that a terminal would not pay is in another row, and what paid for other goods in
their sale."""

_entry = rows_of(JournalEntry).c


@dataclass(frozen=True, slots=True)
class _Window:
    """What is looked at: these stores, from one moment until before another."""

    stores: tuple[int, ...]
    registers: tuple[int, ...]
    begin: datetime
    after: datetime

    def back(self, days: int) -> _Window:
        earlier = timedelta(days=days)
        begin, after = self.begin - earlier, self.after - earlier
        return _Window(self.stores, self.registers, begin, after)

    @property
    def returns(self) -> tuple[ColumnElement[bool], ...]:
        return (
            GoodsReturn.store_id.in_(self.stores),
            GoodsReturn.taken_at >= self.begin,
            GoodsReturn.taken_at < self.after,
        )

    @property
    def entries(self) -> tuple[ColumnElement[bool], ...]:
        return (
            _entry.at >= self.begin,
            _entry.at < self.after,
            _entry.register_id.in_(self.registers),
        )

    @property
    def requests(self) -> tuple[ColumnElement[bool], ...]:
        return (
            Approval.asked_at >= self.begin,
            Approval.asked_at < self.after,
            Approval.store_id.in_(self.stores),
            Approval.kind != ApprovalKind.HELP,
        )


@needs(Right.JOURNAL)
def business_day_now(unit: Unit) -> date:
    """The day whose takings those of this moment are."""
    return business_day(unit.now.astimezone(unit.shop.zone), terms_of(unit).day_ends_at)


@needs(Right.JOURNAL)
def make_day_summary(unit: Unit, day: date, *, whole_shop: bool = True) -> PaperMade:
    """The day of the whole shop, or of this store alone, as it stands at this moment.

    Raise :class:`models.values.Refused` for a day that is still to come, or before there was
    any till.
    """
    if not FIRST_TILL <= day <= business_day_now(unit):
        raise refuse("day-not-to-sum-up", day=day)
    names, window = _window(unit, day, whole_shop)
    number = next_number(unit, PaperKind.DAY)
    cases = _cases(unit, window)
    stand = [row for row in cases if row.voided_by is None]
    tenders, awaiting = _tenders(unit, window)
    denied = _denied(unit, window)
    summary = DaySummary(
        head=paper_head(unit, number, unit.shop.language),
        day=day.isoformat(),
        begins_at=_said(unit, window.begin),
        ends_at=_said(unit, window.after),
        stores=names,
        whole_shop=whole_shop,
        cases=_by_kind(cases),
        tenders=tenders,
        awaiting=awaiting,
        hours=_by_hour(unit, stand),
        reasons=_reasons(unit, window),
        products=_products(unit, window),
        denied=len(denied),
        abandoned=_abandoned(unit, window),
        findings=_findings(denied),
        requests=_requests(unit, window),
        approvers=_approvers(unit, window),
        drawers=_drawers(unit, window.registers, day),
        week_before=_week_before(unit, window.back(7)),
    )
    store_paper(unit, number, summary.to_json())
    record(unit, "DaySummaryMade", paper=number.code, day=summary.day)
    return made(unit, PaperKind.DAY, number.code)


def _window(unit: Unit, day: date, whole_shop: bool) -> tuple[tuple[str, ...], _Window]:
    """With the names of its stores."""
    query = select(Store.id, Store.name).order_by(Store.code)
    if not whole_shop:
        query = query.where(Store.id == unit.station.store_id)
    stores = unit.connection.execute(query).all()
    keys = tuple(row.id for row in stores)
    registers = unit.connection.scalars(select(Register.id).where(Register.store_id.in_(keys)))
    begin, after = hours_of(day, terms_of(unit).day_ends_at, unit.shop.zone)
    window = _Window(keys, tuple(registers), begin, after)
    return tuple(row.name for row in stores), window


def _cases(unit: Unit, window: _Window) -> Sequence[AnyRow]:
    """Each with the money that left the shop for it."""
    return unit.connection.execute(
        select(
            GoodsReturn.what,
            GoodsReturn.taken_at,
            GoodsReturn.voided_by,
            Exchange.id.label("exchange"),
            func.sum(Refund.amount).filter(*HANDED_OUT).label("amount"),
        )
        .outerjoin(Exchange, Exchange.return_id == GoodsReturn.id)
        .outerjoin(Refund, Refund.return_id == GoodsReturn.id)
        .where(*window.returns)
        .group_by(GoodsReturn.id, Exchange.id)
        .order_by(GoodsReturn.taken_at)
    ).all()


def _by_kind(rows: Sequence[AnyRow]) -> tuple[Sum, ...]:
    def kind_of(row: AnyRow) -> str:
        if row.voided_by is not None:
            return VOIDED
        return EXCHANGE if row.exchange is not None else str(row.what)

    times = Counter(map(kind_of, rows))
    money: Counter[str] = Counter()
    for row in rows:
        money[kind_of(row)] += _minor(row.amount)
    return tuple(
        Sum(kind=kind, times=times[kind], amount=money[kind]) for kind in KINDS if times[kind]
    )


def _by_hour(unit: Unit, rows: Sequence[AnyRow]) -> tuple[Sum, ...]:
    """From the first hour in which anything was until the last, also those of nothing.

    Hours are those of the shop's clock, each as it passed: where summer time ends one of them
    stands twice.
    """
    if not rows:
        return ()
    zone, hour = unit.shop.zone, timedelta(hours=1)
    times: Counter[datetime] = Counter()
    money: Counter[datetime] = Counter()
    for row in rows:
        local = row.taken_at.astimezone(zone)
        begun = local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
        times[begun] += 1
        money[begun] += _minor(row.amount)
    found, last = [], max(times)
    each = min(times)
    while each <= last:
        told = f"{each.astimezone(zone):%H}"
        found.append(Sum(kind=told, times=times[each], amount=money[each]))
        each += hour
    return tuple(found)


def _tenders(unit: Unit, window: _Window) -> tuple[tuple[Sum, ...], int]:
    """By tender, the most first; and how much of it still waits for a terminal."""
    awaiting = func.sum(Refund.amount).filter(Refund.status == "awaiting")
    rows = unit.connection.execute(
        select(
            Refund.kind,
            func.count(Refund.id).label("times"),
            func.sum(Refund.amount).label("amount"),
            awaiting.label("awaiting"),
        )
        .join(GoodsReturn, GoodsReturn.id == Refund.return_id)
        .where(*window.returns, STANDS, *HANDED_OUT)
        .group_by(Refund.kind)
        .order_by(func.sum(Refund.amount).desc(), Refund.kind)
    ).all()
    sums = tuple(
        Sum(kind=row.kind, times=row.times, amount=_minor(row.amount))
        for row in rows
        if row.amount
    )
    return sums, sum(_minor(row.awaiting) for row in rows)


def _reasons(unit: Unit, window: _Window) -> tuple[Sum, ...]:
    rows = unit.connection.execute(
        select(
            ReturnLine.reason,
            func.count(ReturnLine.id).label("times"),
            func.sum(ReturnLine.gross).label("amount"),
        )
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .where(*window.returns, STANDS)
        .group_by(ReturnLine.reason)
        .order_by(func.count(ReturnLine.id).desc(), ReturnLine.reason)
    )
    return tuple(
        Sum(kind=row.reason, times=row.times, amount=_minor(row.amount)) for row in rows
    )


def _products(unit: Unit, window: _Window) -> tuple[BackAgain, ...]:
    rows = unit.connection.execute(
        select(
            ReturnLine.sku,
            func.max(ReturnLine.description).label("description"),
            func.count(ReturnLine.id).label("times"),
            func.sum(ReturnLine.quantity).label("quantity"),
            func.sum(ReturnLine.gross).label("amount"),
        )
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .where(*window.returns, STANDS)
        .group_by(ReturnLine.sku)
        .order_by(
            func.count(ReturnLine.id).desc(),
            func.sum(ReturnLine.gross).desc(),
            ReturnLine.sku,
        )
        .limit(MOST_PRODUCTS)
    )
    return tuple(
        BackAgain(
            sku=row.sku,
            description=row.description,
            times=row.times,
            quantity=row.quantity.thousandths,
            amount=_minor(row.amount),
        )
        for row in rows
    )


def _denied(unit: Unit, window: _Window) -> Sequence[str]:
    """What the journal says of each."""
    query = select(_entry.body).where(_entry.event == "ReturnDenied", *window.entries)
    return unit.connection.scalars(query).all()


def _abandoned(unit: Unit, window: _Window) -> int:
    query = select(func.count(_entry.number))
    of_day = query.where(_entry.event == "ReturnAbandoned", *window.entries)
    return unit.connection.scalar(of_day) or 0


def _findings(bodies: Sequence[str]) -> tuple[Sum, ...]:
    """What stood against them, each thing once for each of them; the most frequent first."""
    found: Counter[str] = Counter()
    for body in bodies:
        found.update({code for code, *_ in json.loads(body).get("findings", ())})
    ordered = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Sum(kind=code, times=times) for code, times in ordered[:MOST_FINDINGS])


def _requests(unit: Unit, window: _Window) -> tuple[Sum, ...]:
    rows = unit.connection.execute(
        select(
            Approval.state,
            func.count(Approval.id).label("times"),
            func.sum(Approval.amount).label("amount"),
        )
        .where(*window.requests)
        .group_by(Approval.state)
        .order_by(func.count(Approval.id).desc(), Approval.state)
    )
    return tuple(
        Sum(kind=row.state, times=row.times, amount=_minor(row.amount)) for row in rows
    )


def _approvers(unit: Unit, window: _Window) -> tuple[Sum, ...]:
    """Who said yes to requests of the day, the busiest first."""
    yes = (
        select(ApprovalEvent.staff_id, Approval.id, Approval.amount)
        .join(Approval, Approval.id == ApprovalEvent.approval_id)
        .where(*window.requests, ApprovalEvent.said.in_(YES))
        .distinct()
        .subquery()
    )
    rows = unit.connection.execute(
        select(
            Staff.name,
            func.count(yes.c.id).label("times"),
            func.sum(yes.c.amount).label("amount"),
        )
        .join(Staff, Staff.id == yes.c.staff_id)
        .group_by(Staff.id, Staff.name)
        .order_by(func.count(yes.c.id).desc(), Staff.name)
    )
    return tuple(Sum(kind=row.name, times=row.times, amount=_minor(row.amount)) for row in rows)


def _drawers(unit: Unit, registers: Sequence[int], day: date) -> tuple[DrawerOfDay, ...]:
    """One row for each shift is read, and told as one for each drawer."""
    rows = unit.connection.execute(
        select(
            Drawer.id,
            Register.code.label("register"),
            Drawer.turn,
            Drawer.paper,
            Staff.name,
            DrawerCount.expected,
            DrawerCount.counted,
        )
        .join(Register, Register.id == Drawer.register_id)
        .join(Shift, Shift.drawer_id == Drawer.id)
        .join(Staff, Staff.id == Shift.staff_id)
        .outerjoin(DrawerCount, DrawerCount.id == Shift.count_id)
        .where(Drawer.register_id.in_(registers), Drawer.business_day == day)
        .order_by(Register.code, Drawer.turn, Shift.id)
    ).all()
    return tuple(_drawer(rows, key) for key in dict.fromkeys(row.id for row in rows))


def _drawer(rows: Sequence[AnyRow], key: int) -> DrawerOfDay:
    shifts = [row for row in rows if row.id == key]
    counted = [row for row in shifts if row.counted is not None]
    last = shifts[-1]
    return DrawerOfDay(
        register=last.register,
        turn=last.turn,
        people=tuple(dict.fromkeys(row.name for row in shifts)),
        paper=last.paper or "",
        counted=counted[-1].counted.minor if counted and last.paper else None,
        off=sum(_off(counted)) if counted else None,
    )


def _off(counted: Sequence[AnyRow]) -> Iterator[int]:
    for row in counted:
        yield over_short(row.expected, row.counted).minor


def _week_before(unit: Unit, window: _Window) -> Sum:
    times = select(func.count(GoodsReturn.id)).where(*window.returns, STANDS)
    amount = (
        select(func.sum(Refund.amount))
        .join(GoodsReturn, GoodsReturn.id == Refund.return_id)
        .where(*window.returns, STANDS, *HANDED_OUT)
    )
    return Sum(
        kind=window.begin.astimezone(unit.shop.zone).date().isoformat(),
        times=unit.connection.scalar(times) or 0,
        amount=_minor(unit.connection.scalar(amount)),
    )


def _minor(amount: Money | None) -> int:
    return 0 if amount is None else amount.minor


def _said(unit: Unit, moment: datetime) -> str:
    return moment.astimezone(unit.shop.zone).isoformat(timespec="seconds")

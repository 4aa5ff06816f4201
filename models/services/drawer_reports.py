"""Counting the drawer blind, reading it (X), and closing it with a numbered Z."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update
from sqlalchemy.orm import aliased

from models.rules.drawers import may_see_expected, needs_manager, over_short
from models.services.documents import (
    CLOSING,
    Number,
    next_number,
    open_snapshot,
    paper_head,
    store_paper,
)
from models.services.drawer_ledger import happened, keep, laid_out, open_here, worth
from models.services.journal import HEAD, record
from models.services.rights import authority_of, needs
from models.services.shifts import end_shift, find_count, terms_of
from models.tables.base import add_numbered, rows_of
from models.tables.drawers import Drawer, DrawerCount, DrawerEntry, Shift
from models.tables.people import Staff
from models.values import Money, Topic
from models.values.drawer_papers import (
    CashKind,
    CashSum,
    DrawerReport,
    Pieces,
    Reading,
    ShiftOnPaper,
)
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from models.services.approvals import Approval
    from models.services.drawer_ledger import Count, Open
    from models.unit import Unit

NO_NUMBER = Number(Reading.X, 0, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountCompared:
    """What was counted beside what should be there: shown once the count is on record."""

    count_id: int
    expected: Money
    counted: Money
    needs_manager: bool

    @property
    def difference(self) -> Money:
        """Over is positive, short is negative."""
        return over_short(self.expected, self.counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerClosed:
    report: DrawerReport
    copy: int = 0
    """What the next print of the Z is marked: 0 for the original."""
    changed: frozenset[Topic] = frozenset({Topic.DRAWER, Topic.DOCUMENTS})


@needs(Right.DRAWER)
def count_drawer(unit: Unit, count: Count) -> CountCompared:
    """Put a count on record, and only then say what should be there.

    Each count stays on record, so that counting again to fit is no secret. Raise
    :class:`models.values.Refused` where no drawer is open here.
    """
    clerk = unit.clerk
    there = worth(count)
    drawer = open_here(unit, lock=True)
    count_id = add_numbered(
        unit.connection,
        DrawerCount,
        drawer_id=drawer.drawer_id,
        position=drawer.position,
        at=unit.now,
        staff_id=clerk.staff_id,
        expected=drawer.held,
        counted=there,
        pieces=json.dumps(laid_out(count)),
    )
    difference = over_short(drawer.held, there)
    record(
        unit, "TillCount", drawer=drawer.drawer_id, counted=there.minor, off=difference.minor
    )
    return CountCompared(
        count_id=count_id,
        expected=drawer.held,
        counted=there,
        needs_manager=needs_manager(difference, terms_of(unit).limit),
    )


@needs(Right.DRAWER)
def close_drawer(
    unit: Unit, request_id: str, count_id: int, approval: Approval | None = None
) -> DrawerClosed:
    """End the shift and the drawer with the count made last; number the Z.

    Raise :class:`models.values.Refused` where no drawer is open here, something was booked
    after the count, or a difference needs somebody's approval and does not have it.
    """
    body = {"count": count_id}
    known = happened(unit, request_id, "drawer-close", body)
    if known:
        return open_closing(unit, known)
    closed = _close(unit, count_id, approval)
    keep(unit, request_id, "drawer-close", body, closed.report.head.number)
    return closed


@needs(Right.DRAWER)
def close_counted(
    unit: Unit, request_id: str, count: Count, approval: Approval | None = None
) -> DrawerClosed:
    """Count and close in one step, where nobody waits to see what the count says.

    Refused as :func:`close_drawer` is; then nothing of the count is on record either.
    """
    body = {"pieces": laid_out(count)}
    known = happened(unit, request_id, "drawer-close", body)
    if known:
        return open_closing(unit, known)
    closed = _close(unit, count_drawer(unit, count).count_id, approval)
    keep(unit, request_id, "drawer-close", body, closed.report.head.number)
    return closed


def _close(unit: Unit, count_id: int, approval: Approval | None) -> DrawerClosed:
    drawer = open_here(unit, lock=True)
    count = find_count(unit, drawer, count_id)
    end_shift(unit, drawer, count, approval)
    number = next_number(unit, CLOSING)
    unit.connection.execute(
        update(rows_of(Drawer))
        .where(rows_of(Drawer).c.id == drawer.drawer_id)
        .values(closed_at=unit.now, paper=number.code)
    )
    record(
        unit,
        "TillSettle",
        paper=number.code,
        drawer=drawer.drawer_id,
        business_day=drawer.business_day.isoformat(),
        turn=drawer.turn,
        expected=count.expected.minor,
        counted=count.counted.minor,
    )
    # The journal's head goes on the paper after this closing's own entry, and seals it too;
    # the paper itself is sealed by one more.
    report = replace(
        _report(unit, drawer, Reading.Z, number),
        expected=count.expected.minor,
        counted=count.counted.minor,
        pieces=tuple(
            Pieces(value=value, shape=shape, pieces=pieces)
            for value, shape, pieces in json.loads(count.pieces)
        ),
    )
    store_paper(unit, number, report.to_json())
    record(unit, "PapersSealed", drawer=drawer.drawer_id)
    return DrawerClosed(report=report)


@needs(Right.LOOK)
def read_drawer(unit: Unit) -> DrawerReport:
    """An X: what was booked so far. It takes no number and changes nothing but the journal.

    What the drawer should hold is on it only for those who may know it before the count. Raise
    :class:`models.values.Refused` where no drawer is open here.
    """
    looker = unit.clerk.staff_id
    drawer = open_here(unit, lock=False)
    record(unit, "XReport", drawer=drawer.drawer_id)
    report = _report(unit, drawer, Reading.X, NO_NUMBER)
    if may_see_expected(authority_of(unit, looker).rights, looker, drawer.holder_id):
        return report
    return replace(report, expected=None)


@needs(Right.LOOK)
def open_closing(unit: Unit, code: str) -> DrawerClosed:
    """A Z as it was printed. Raise :class:`models.values.Refused` where there is none."""
    snapshot, copy = open_snapshot(unit, CLOSING, code)
    return DrawerClosed(report=DrawerReport.from_json(snapshot), copy=copy)


def _report(unit: Unit, drawer: Open, reading: Reading, number: Number) -> DrawerReport:
    """As the drawer stands, with the journal's head; what a count found is added by a Z."""
    head = unit.connection.execute(HEAD).one()
    return DrawerReport(
        head=paper_head(unit, number, unit.shop.language),
        reading=reading,
        business_day=drawer.business_day.isoformat(),
        turn=drawer.turn,
        opened_at=_said(unit, drawer.opened_at),
        sums=_sums(unit, drawer),
        expected=drawer.held.minor,
        counts=_counts(unit, drawer),
        shifts=_shifts(unit, drawer),
        journal_entries=head.entries,
        journal_head=head.hash,
    )


def _sums(unit: Unit, drawer: Open) -> tuple[CashSum, ...]:
    """By kind, up to where the drawer was looked at: a last count's difference comes after."""
    rows = unit.connection.execute(
        select(
            DrawerEntry.kind,
            func.count(DrawerEntry.id).label("times"),
            func.sum(DrawerEntry.amount).label("amount"),
        )
        .where(
            DrawerEntry.drawer_id == drawer.drawer_id, DrawerEntry.position <= drawer.position
        )
        .group_by(DrawerEntry.kind)
    )
    found = {
        row.kind: CashSum(kind=row.kind, times=row.times, amount=row.amount.minor)
        for row in rows
    }
    return tuple(found[kind] for kind in CashKind if kind in found)


def _shifts(unit: Unit, drawer: Open) -> tuple[ShiftOnPaper, ...]:
    approver = aliased(Staff)
    rows = unit.connection.execute(
        select(
            Staff.name,
            Shift.began_at,
            Shift.ended_at,
            DrawerCount.expected,
            DrawerCount.counted,
            func.coalesce(approver.name, "").label("approved_by"),
            Shift.reason,
        )
        .join(Staff, Staff.id == Shift.staff_id)
        .outerjoin(DrawerCount, DrawerCount.id == Shift.count_id)
        .outerjoin(approver, approver.id == Shift.approved_by)
        .where(Shift.drawer_id == drawer.drawer_id)
        .order_by(Shift.id)
    )
    return tuple(
        ShiftOnPaper(
            person=row.name,
            began_at=_said(unit, row.began_at),
            ended_at=_said(unit, row.ended_at) if row.ended_at else "",
            expected=None if row.expected is None else row.expected.minor,
            counted=None if row.counted is None else row.counted.minor,
            approved_by=row.approved_by,
            reason=row.reason,
        )
        for row in rows
    )


def _counts(unit: Unit, drawer: Open) -> int:
    """How often the drawer was counted, hand-overs and repeated counts included."""
    return (
        unit.connection.scalar(
            select(func.count(DrawerCount.id)).where(DrawerCount.drawer_id == drawer.drawer_id)
        )
        or 0
    )


def _said(unit: Unit, moment: datetime) -> str:
    return moment.astimezone(unit.shop.zone).isoformat(timespec="seconds")

"""Authority to approve that is lent to somebody of the shop for a time, and ends by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import aliased

from models.services.journal import record
from models.services.rights import anybody, has_right, needs
from models.tables.approvals import Delegation as DelegationRow
from models.tables.base import add_numbered, rows_of
from models.tables.people import Staff
from models.values import refuse
from models.values.approvals import LONGEST_DELEGATION, Delegation
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit

_row = rows_of(DelegationRow)
_Giver, _Taker = aliased(Staff), aliased(Staff)
DELEGATIONS = (
    select(
        _row,
        _Giver.name.label("from_name"),
        _Giver.active.label("giver_active"),
        _Taker.name.label("to_name"),
    )
    .join(_Giver, _Giver.id == _row.c.from_id)
    .join(_Taker, _Taker.id == _row.c.to_id)
)


@needs(Right.APPROVE)
def delegate(unit: Unit, to_id: int, since: datetime, until: datetime) -> Delegation:
    """Lend one's own authority to approve, and never what was lent to oneself.

    Raise :class:`models.values.Refused` for oneself, for somebody disabled, and for a time
    that is over, ends before it begins, or lasts more than thirty days.
    """
    active = unit.connection.scalar(select(Staff.active).where(Staff.id == to_id))
    if not active or to_id == unit.clerk.staff_id:
        raise refuse("delegation-to-nobody")
    if not since < until or until <= unit.now or until - since > LONGEST_DELEGATION:
        raise refuse("delegation-time-wrong", days=LONGEST_DELEGATION.days)
    delegation_id = add_numbered(
        unit.connection,
        DelegationRow,
        from_id=unit.clerk.staff_id,
        to_id=to_id,
        since=since,
        until=until,
        made_at=unit.now,
        ended_at=None,
        ended_by=None,
    )
    record(
        unit,
        "ApprovalDelegated",
        delegation=delegation_id,
        to=to_id,
        since=since.isoformat(),
        until=until.isoformat(),
    )
    return _found(unit, delegation_id)


@needs(Right.LOOK)
def end_delegation(unit: Unit, delegation_id: int) -> Delegation:
    """By who gave it, who has it, or whoever may change people; once it is over, it stays."""
    query = select(_row).where(_row.c.id == delegation_id).with_for_update()
    row = unit.connection.execute(query).one_or_none()
    mine = row is not None and unit.clerk.staff_id in (row.from_id, row.to_id)
    if row is None or not (mine or has_right(unit, Right.PEOPLE)):
        raise refuse("delegation-unknown")
    if row.ended_at is None:
        unit.connection.execute(
            update(_row)
            .where(_row.c.id == delegation_id)
            .values(ended_at=unit.now, ended_by=unit.clerk.staff_id)
        )
        record(unit, "DelegationEnded", delegation=delegation_id)
    return _found(unit, delegation_id)


@anybody("everybody may know what they lent, and what was lent to them")
def list_delegations(unit: Unit) -> tuple[Delegation, ...]:
    """Those that are not over, the newest last; all for whoever may change people."""
    query = DELEGATIONS.where(_row.c.ended_at.is_(None), _row.c.until > unit.now)
    if not has_right(unit, Right.PEOPLE):
        me = unit.clerk.staff_id
        query = query.where(or_(_row.c.from_id == me, _row.c.to_id == me))
    rows = unit.connection.execute(query.order_by(_row.c.since, _row.c.id))
    return tuple(_delegation(unit, row) for row in rows)


def _found(unit: Unit, delegation_id: int) -> Delegation:
    query = DELEGATIONS.where(_row.c.id == delegation_id)
    return _delegation(unit, unit.connection.execute(query).one())


def _delegation(unit: Unit, row: Row[Any]) -> Delegation:
    now, zone = unit.now, unit.shop.zone
    return Delegation(
        delegation_id=row.id,
        from_id=row.from_id,
        from_name=row.from_name,
        to_id=row.to_id,
        to_name=row.to_name,
        since=row.since.astimezone(zone),
        until=row.until.astimezone(zone),
        ended_at=row.ended_at and row.ended_at.astimezone(zone),
        in_force=row.ended_at is None and row.since <= now < row.until and row.giver_active,
    )

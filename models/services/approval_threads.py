"""What is said of a request for a yes, from its asking to its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from models.services.journal import record
from models.tables.approvals import YES, ApprovalEvent
from models.tables.approvals import Approval as ApprovalRow
from models.tables.base import add_row, rows_of
from models.tables.people import Staff
from models.values import Topic, refuse
from models.values.approvals import GOOD_FOR, PENDING, ApprovalState, Said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit

_row = rows_of(ApprovalRow)
ROW = select(_row).where(_row.c.id == bindparam("approval"))
HELD_ROW = ROW.with_for_update()
EVENTS = (
    select(rows_of(ApprovalEvent), Staff.badge, Staff.name, Staff.role, Staff.language)
    .join(Staff, Staff.id == ApprovalEvent.staff_id)
    .where(ApprovalEvent.approval_id == bindparam("approval"))
    .order_by(ApprovalEvent.id)
)
WAITS = (_row.c.state.in_([state.value for state in PENDING]), ~_row.c.on_the_spot)


@dataclass(frozen=True, slots=True)
class Thread:
    """What was said of a request, oldest first."""

    row: Row[Any]
    events: Sequence[Row[Any]]

    @property
    def change(self) -> Row[Any] | None:
        """The last thing that a manager changed it to."""
        return next((e for e in reversed(self.events) if e.said == Said.CHANGED), None)

    @property
    def digest(self) -> str:
        """Of what the request stands for now."""
        change = self.change
        return str(self.row.digest if change is None else change.digest)

    @property
    def now(self) -> Row[Any]:
        """What holds the body, what was seen and the amount as the request stands now."""
        return self.row if self.change is None else self.change

    @property
    def managers(self) -> int:
        change = self.change
        return int(self.row.managers if change is None else change.managers)

    @property
    def valid(self) -> list[Row[Any]]:
        """Every yes to what it stands for now."""
        digest = self.digest
        return [e for e in self.events if e.said in YES and e.digest == digest]

    @property
    def ends_at(self) -> datetime:
        """Until when it can be answered, or used once it is granted."""
        yes = [e.at for e in self.events if e.said in YES]
        if self.row.state == ApprovalState.GRANTED and yes:
            end: datetime = yes[-1] + GOOD_FOR
            return end
        asked: datetime = self.row.expires_at
        return asked


def thread_of(unit: Unit, row: Row[Any]) -> Thread:
    return Thread(row, unit.connection.execute(EVENTS, {"approval": row.id}).all())


def find_request(unit: Unit, approval_id: str, *, lock: bool = False) -> Row[Any]:
    """The request of this store; refused where there is none."""
    query = HELD_ROW if lock else ROW
    row = unit.connection.execute(query, {"approval": approval_id}).one_or_none()
    if row is None or row.store_id != unit.station.store_id:
        raise refuse("approval-unknown")
    return row


def add_said(
    unit: Unit,
    approval_id: str,
    said: Said,
    staff_id: int,
    *,
    digest: str = "",
    reason: str = "",
    words: str = "",
    **more: Any,
) -> None:
    """One entry of the thread; ``words`` are :func:`noted`."""
    add_row(
        unit.connection,
        ApprovalEvent,
        approval_id=approval_id,
        said=said,
        staff_id=staff_id,
        register_id=unit.station.register_id,
        at=unit.now,
        reason=reason,
        words=words,
        digest=digest,
        **more,
    )


def move_on(
    unit: Unit, approval_id: str, state: ApprovalState, used_by: str | None = None
) -> None:
    """From its state to the next; the database refuses any that cannot be."""
    unit.connection.execute(
        update(_row).where(_row.c.id == approval_id).values(state=state.value, used_by=used_by)
    )


def withdraw(unit: Unit, row: Row[Any]) -> None:
    """Whoever asked takes it back, or is here no more to use it."""
    add_said(unit, row.id, Said.WITHDRAWN, row.staff_id)
    move_on(unit, row.id, ApprovalState.WITHDRAWN)
    record(unit, "ApprovalWithdrawn", approval=row.id)


def withdraw_all(unit: Unit, staff_id: int) -> frozenset[Topic]:
    """Nothing that somebody who leaves this register asked for here waits any more; what that
    changed. Calls for help are among it."""
    theirs = select(_row).where(
        *WAITS, _row.c.staff_id == staff_id, _row.c.register_id == unit.station.register_id
    )
    rows = unit.connection.execute(theirs.order_by(_row.c.id).with_for_update()).all()
    for row in rows:
        withdraw(unit, row)
    return frozenset({Topic.APPROVALS}) if rows else frozenset()


def expire(unit: Unit, row: Row[Any]) -> None:
    """Its time is over, as whoever comes next finds."""
    add_said(unit, row.id, Said.EXPIRED, unit.clerk.staff_id)
    move_on(unit, row.id, ApprovalState.EXPIRED)


def expire_lapsed(unit: Unit) -> None:
    """Write down which requests of this store lapsed unnoticed. What somebody else is at in
    the same moment is theirs to write."""
    waiting = select(_row).where(*WAITS, _row.c.store_id == unit.station.store_id)
    for row in unit.connection.execute(waiting.order_by(_row.c.id)).all():
        if unit.now < thread_of(unit, row).ends_at:
            continue
        still = select(_row).where(*WAITS, _row.c.id == row.id)
        held = unit.connection.execute(still.with_for_update(skip_locked=True)).one_or_none()
        if held is not None:
            expire(unit, held)

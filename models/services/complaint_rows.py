"""Complaints as they are stored: held while something is done to them, and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select, update

from models.services.journal import record
from models.tables.base import rows_of
from models.tables.cases import Case
from models.tables.complaints import Complaint
from models.tables.people import Staff
from models.values import refuse
from models.values.card_numbers import mask_card_numbers
from models.values.complaints import About, ComplaintKind, ComplaintRemedy, ComplaintSeen, Step

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit

LONGEST_WORDS: Final = 4000
STEPS: Final = tuple(Step)

_complaints = rows_of(Complaint)
_columns = _complaints.c
COMPLAINTS = (
    select(_complaints, Case.code.label("case"), Staff.name.label("person"))
    .join(Case, Case.id == _columns.case_id)
    .join(Staff, Staff.id == _columns.staff_id)
)


def complaint_of(unit: Unit, complaint_id: int) -> ComplaintSeen:
    """Raise :class:`models.values.Refused` where there is none of that number."""
    row = unit.connection.execute(COMPLAINTS.where(_columns.id == complaint_id)).one_or_none()
    if row is None:
        raise refuse("complaint-unknown")
    return seen_of(unit, row)


def locked_rows() -> Any:
    return (
        select(_complaints, Case.code.label("case"), Case.store_id)
        .join(Case, Case.id == _columns.case_id)
        .order_by(_columns.id)
        .with_for_update(of=_complaints)
    )


def complaint_row(unit: Unit, complaint_id: int) -> Row[Any]:
    row: Row[Any] | None = unit.connection.execute(
        locked_rows().where(_columns.id == complaint_id)
    ).one_or_none()
    if row is None:
        raise refuse("complaint-unknown")
    return row


def open_complaint(unit: Unit, complaint_id: int) -> Row[Any]:
    """Held until the unit of work ends; refused for a settled one, and for another store's."""
    row = complaint_row(unit, complaint_id)
    if row.store_id != unit.station.store_id:
        raise refuse("case-other-store", case=row.case)
    if row.step == Step.SETTLED:
        raise refuse("complaint-settled")
    return row


def move_complaint(unit: Unit, row: Row[Any], step: Step, **values: Any) -> None:
    unit.connection.execute(
        update(_complaints).where(_columns.id == row.id).values(step=step, **values)
    )
    record(unit, "ComplaintStep", case=row.case, complaint=row.id, step=step)


def at_least(row: Row[Any], step: Step) -> Step:
    """The step it has reached already, if that is a later one."""
    return max(Step(row.step), step, key=STEPS.index)


def kept_words(words: str) -> str:
    return mask_card_numbers(words.strip())[:LONGEST_WORDS]


def seen_of(unit: Unit, row: Row[Any]) -> ComplaintSeen:
    def here(moment: datetime | None) -> datetime | None:
        return None if moment is None else moment.astimezone(unit.shop.zone)

    return ComplaintSeen(
        id=row.id,
        case_id=row.case_id,
        case=row.case,
        kind=ComplaintKind(row.kind),
        severity=row.severity,
        step=Step(row.step),
        said=row.said,
        issue=row.issue,
        wants=row.wants,
        about=About(
            product_id=row.product_id,
            sale_id=row.sale_id,
            staff_id=row.about_staff_id,
            policy=row.policy,
            clause=row.clause,
        ),
        began_at=row.began_at.astimezone(unit.shop.zone),
        by=row.person,
        remedy=ComplaintRemedy(row.remedy) if row.remedy else None,
        remedy_words=row.remedy_words,
        remedy_paper=row.remedy_paper or "",
        waits_for_yes=row.waits_for_yes,
        due_at=here(row.due_at),
        nears_at=here(row.nears_at),
        stopped_at=here(row.stopped_at),
        escalated_at=here(row.escalated_at),
        settled_at=here(row.settled_at),
        overdue=row.due_at is not None and row.due_at < unit.now,
    )

"""Complaints to be read: those of a case, and which clauses of the policy they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Integer, cast, func, select

from models.services.complaint_rows import COMPLAINTS, seen_of
from models.services.rights import needs
from models.tables.base import rows_of
from models.tables.complaints import Complaint
from models.values.complaints import SEVERITIES, ClauseHurts, Step
from models.values.rights import Right

if TYPE_CHECKING:
    from models.unit import Unit
    from models.values.complaints import ComplaintSeen

_columns = rows_of(Complaint).c


@needs(Right.LOOK)
def complaints_in(unit: Unit, case_id: int) -> tuple[ComplaintSeen, ...]:
    """Those of a case, in the order in which they began."""
    rows = unit.connection.execute(
        COMPLAINTS.where(_columns.case_id == case_id).order_by(_columns.id)
    )
    return tuple(seen_of(unit, row) for row in rows)


@needs(Right.LOOK)
def complaints_by_clause(unit: Unit) -> tuple[ClauseHurts, ...]:
    """Which clauses of which versions of the policy customers complain of, most often first;
    of the whole shop, as the policy is."""
    many = func.count()
    rows = unit.connection.execute(
        select(
            _columns.policy,
            _columns.clause,
            many.label("many"),
            func.sum(cast(_columns.severity == SEVERITIES[-1], Integer)).label("severe"),
            func.sum(cast(_columns.step != Step.SETTLED, Integer)).label("open"),
            func.max(_columns.began_at).label("last_at"),
        )
        .where(_columns.policy.is_not(None))
        .group_by(_columns.policy, _columns.clause)
        .order_by(many.desc(), _columns.policy.desc(), _columns.clause)
    )
    return tuple(
        ClauseHurts(
            policy=row.policy,
            clause=row.clause,
            complaints=row.many,
            severe=int(row.severe),
            open=int(row.open),
            last_at=row.last_at.astimezone(unit.shop.zone),
        )
        for row in rows
    )

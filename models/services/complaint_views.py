"""Complaints to be read: those of a case, and which clauses of the policy they are about."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, cast, func, select

from models.services.complaint_rows import COMPLAINTS, seen_of
from models.services.rights import needs
from models.tables.base import rows_of
from models.tables.cases import Case
from models.tables.complaints import Complaint
from models.values.complaints import SEVERITIES, ClauseHurts, Step
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement

    from models.unit import Unit
    from models.values.complaints import ComplaintSeen

MOST_CASES: Final = 1000
MOST_OF_CLAUSE: Final = 20
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
    year = unit.today.replace(month=1, day=1)
    quarter = year.replace(month=(unit.today.month - 1) // 3 * 3 + 1)
    cases = _cases_by_clause(unit, year)
    many = func.count()
    rows = unit.connection.execute(
        select(
            _columns.policy,
            _columns.clause,
            many.label("many"),
            func.sum(cast(_columns.severity == SEVERITIES[-1], Integer)).label("severe"),
            func.sum(cast(_columns.step != Step.SETTLED, Integer)).label("open"),
            func.max(_columns.began_at).label("last_at"),
            _since(unit, quarter).label("quarter"),
            _since(unit, year).label("year"),
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
            quarter=int(row.quarter),
            year=int(row.year),
            cases=tuple(cases.get((row.policy, row.clause), ())),
        )
        for row in rows
    )


def _since(unit: Unit, day: date) -> ColumnElement[Any]:
    return func.sum(cast(_columns.began_at >= _beginning(unit, day), Integer))


def _beginning(unit: Unit, day: date) -> datetime:
    return datetime.combine(day, time(), unit.shop.zone)


def _cases_by_clause(unit: Unit, since: date) -> dict[tuple[int, int], list[str]]:
    """Codes, the newest first."""
    rows = unit.connection.execute(
        select(_columns.policy, _columns.clause, Case.code)
        .join(Case, Case.id == _columns.case_id)
        .where(_columns.policy.is_not(None), _columns.began_at >= _beginning(unit, since))
        .order_by(_columns.id.desc())
        .limit(MOST_CASES)
    )
    found: dict[tuple[int, int], list[str]] = {}
    for row in rows:
        codes = found.setdefault((row.policy, row.clause), [])
        if row.code not in codes and len(codes) < MOST_OF_CLAUSE:
            codes.append(row.code)
    return found

"""How much waits to be read by whoever is signed on, cheaply: it is asked again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.services.briefings import STANDS, for_me
from models.services.coaching import waits_for_me
from models.services.hand_over_notes import waits
from models.services.rights import needs
from models.tables.base import rows_of
from models.tables.cases import CaseEntry
from models.tables.team import Briefing, BriefingRead, HandOver
from models.values.rights import Right
from models.values.team import BriefingKind, TeamWaits

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from models.unit import Unit


@needs(Right.LOOK)
def team_waits(unit: Unit) -> TeamWaits:
    """Briefings of today, notes for whoever comes next, and coaching, not confirmed yet."""
    read = (
        select(BriefingRead.briefing_id)
        .where(
            BriefingRead.briefing_id == rows_of(Briefing).c.id,
            BriefingRead.staff_id == unit.clerk.staff_id,
        )
        .exists()
    )
    new = (STANDS, ~read, *for_me(unit))
    urgent = rows_of(Briefing).c.kind.in_((BriefingKind.RECALL, BriefingKind.POLICY))
    counted = unit.connection.execute(
        select(
            _count(Briefing, *new),
            _count(Briefing, urgent, *new),
            _count(HandOver, *waits(unit)),
            _count(CaseEntry, *waits_for_me(unit)),
        )
    ).one()
    briefings, urgent_ones, notes, coaching = map(int, counted)
    return TeamWaits(briefings=briefings, urgent=urgent_ones, notes=notes, coaching=coaching)


def _count(table: Any, *wanted: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(rows_of(table)).where(*wanted).scalar_subquery()

"""Coaching: notes on a case for one person alone, until that person has read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.services.journal import record
from models.services.rights import anybody
from models.tables.base import add_row, rows_of
from models.tables.cases import Case, CaseEntry
from models.tables.people import Staff
from models.tables.team import CoachingSeen
from models.values import refuse
from models.values.team import CoachingNote, TeamChanged

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from models.unit import Unit

_said = rows_of(CaseEntry).c


@anybody("each reads what is for them alone")
def coaching_for_me(unit: Unit) -> tuple[CoachingNote, ...]:
    """What was written for whoever is signed on and they have not confirmed, the newest
    first. Words that were blanked, as their customer was forgotten, wait for nobody."""
    rows = unit.connection.execute(
        select(
            _said.id,
            _said.case_id,
            _said.words,
            _said.at,
            Case.code.label("case"),
            Staff.name.label("by"),
        )
        .join(Case, Case.id == _said.case_id)
        .join(Staff, Staff.id == _said.staff_id)
        .where(*waits_for_me(unit))
        .order_by(_said.id.desc())
    )
    return tuple(
        CoachingNote(
            id=row.id,
            case_id=row.case_id,
            case=row.case,
            words=row.words,
            at=row.at.astimezone(unit.shop.zone),
            by=row.by,
        )
        for row in rows
    )


def waits_for_me(unit: Unit) -> tuple[ColumnElement[bool], ...]:
    """What makes an entry of a case one that whoever is signed on has not confirmed."""
    seen = select(CoachingSeen.entry_id).where(CoachingSeen.entry_id == _said.id).exists()
    return _said.for_staff_id == unit.clerk.staff_id, _said.words != "", ~seen


@anybody("each confirms what is for them alone")
def confirm_coaching(unit: Unit, entry_id: int) -> TeamChanged:
    """Whoever is signed on has read it: once, however often they say so.

    Raise :class:`models.values.Refused` for what is not for them.
    """
    me = unit.clerk.staff_id
    unit.take_turn(f"coaching of {me}")
    mine = select(_said.id).where(_said.id == entry_id, _said.for_staff_id == me)
    if unit.connection.scalar(mine) is None:
        raise refuse("coaching-unknown")
    known = select(CoachingSeen.entry_id).where(CoachingSeen.entry_id == entry_id)
    if unit.connection.scalar(known) is not None:
        return TeamChanged(id=entry_id, changed=frozenset())
    add_row(unit.connection, CoachingSeen, entry_id=entry_id, at=unit.now)
    record(unit, "CoachingRead", entry=entry_id)
    return TeamChanged(id=entry_id)

"""One case as its page shows it: its story, what it goes on with, and who can take it over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from models.services.case_views import case_story
from models.services.cases import CASES, seen_of
from models.services.rights import has_right, needs
from models.services.still_open import StillOpen, still_open
from models.tables.base import rows_of
from models.tables.cases import Case
from models.tables.people import Staff
from models.tables.shop import Register
from models.values.cases import CaseState
from models.values.rights import Right

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from models.unit import Unit
    from models.values.cases import CaseSeen, CaseStory

MOST_LINKED: Final = 20
"""Cases before this one, after it, and others of its customer: more are nobody's to read."""
_case = rows_of(Case).c


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    story: CaseStory
    open: StillOpen = field(default_factory=StillOpen)
    """What nobody may forget at goodbye."""
    here: bool = False
    """In hand at this register."""
    elsewhere: bool = False
    """In hand at another one."""
    of_this_store: bool = True
    """Else it can only be read here, and noted nothing in."""
    earlier: tuple[CaseSeen, ...] = ()
    """What it goes on with, and what that went on with: the first one first."""
    later: tuple[CaseSeen, ...] = ()
    """What went on with it."""
    offered: tuple[CaseSeen, ...] = ()
    """Earlier cases of the same customer that it may go on with, the newest first."""
    people: tuple[tuple[int, str], ...] = ()
    """Whoever works here, by name: who may be given the case, or keep a promise."""
    registers: tuple[tuple[int, str], ...] = ()
    """The other ones of this store."""
    coaches: bool = False
    """Whether whoever looks may write a note for one person."""
    files: bool = False
    """Whether they may put the whole case on paper."""

    @property
    def case(self) -> CaseSeen:
        return self.story.case


@needs(Right.LOOK)
def open_case_page(unit: Unit, case_id: int) -> CasePage:
    """Raise :class:`models.values.Refused` for a case that there is not."""
    story = case_story(unit, case_id)
    case = story.case
    at = unit.connection.execute(
        select(_case.at_register_id, _case.store_id).where(_case.id == case_id)
    ).one()
    here = at.at_register_id == unit.station.register_id
    earlier = _before(unit, case)
    linked = {case.id, *(each.id for each in earlier)}
    return CasePage(
        story=story,
        open=still_open(unit, case_id),
        here=here,
        elsewhere=case.state is CaseState.SERVING and not here,
        of_this_store=at.store_id == unit.station.store_id,
        earlier=earlier,
        later=_cases(unit, _case.linked_id == case_id)[::-1],
        offered=tuple(each for each in _others(unit, case) if each.id not in linked),
        people=_people(unit),
        registers=_registers(unit),
        coaches=has_right(unit, Right.APPROVE),
        files=has_right(unit, Right.JOURNAL),
    )


def _before(unit: Unit, case: CaseSeen) -> tuple[CaseSeen, ...]:
    """The chain of links, in one walk of the database's own."""
    if case.linked_id is None:
        return ()
    chain = select(_case.id, _case.linked_id).where(_case.id == case.linked_id)
    walk = chain.cte("chain", recursive=True)
    walk = walk.union_all(select(_case.id, _case.linked_id).where(_case.id == walk.c.linked_id))
    return _cases(unit, _case.id.in_(select(walk.c.id)))[::-1]


def _others(unit: Unit, case: CaseSeen) -> tuple[CaseSeen, ...]:
    if case.customer_id is None or case.state is CaseState.CLOSED:
        return ()
    return _cases(unit, (_case.customer_id == case.customer_id) & (_case.id < case.id))


def _cases(unit: Unit, condition: ColumnElement[bool]) -> tuple[CaseSeen, ...]:
    """The newest first."""
    rows = unit.connection.execute(
        CASES.where(condition).order_by(_case.id.desc()).limit(MOST_LINKED)
    )
    return tuple(seen_of(unit, row) for row in rows)


def _people(unit: Unit) -> tuple[tuple[int, str], ...]:
    rows = unit.connection.execute(
        select(Staff.id, Staff.name).where(Staff.active.is_(True)).order_by(Staff.name)
    )
    return tuple((row.id, row.name) for row in rows)


def _registers(unit: Unit) -> tuple[tuple[int, str], ...]:
    rows = unit.connection.execute(
        select(Register.id, Register.code)
        .where(
            Register.store_id == unit.station.store_id,
            Register.id != unit.station.register_id,
        )
        .order_by(Register.code)
    )
    return tuple((row.id, row.code) for row in rows)

"""Cases to be read: those that are open, a customer's, and one as a story."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, func, literal_column, or_, select

from models.rules.references import LONGEST, of_this_case, papers_in
from models.services.case_sayings import Sayings
from models.services.cases import CASES, case_of, seen_of
from models.services.journal_views import MOST_OF_CASE, NAMING
from models.services.rights import needs
from models.services.sealing import look_at_sealed
from models.tables.base import rows_of
from models.tables.cases import Case, CaseEntry
from models.tables.people import Staff
from models.values.cases import AsideFor, CaseSeen, CaseStory, CaseTold
from models.values.events import EVENTS, EventGroup, people_named
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Row

    from models.unit import Unit

MOST_LISTED: Final = 200
NOT_FOR_THE_COUNTER: Final = frozenset(
    {
        EventGroup.SIGN_ONS,
        EventGroup.DRAWER,
        EventGroup.PEOPLE,
        EventGroup.POLICY,
        EventGroup.RECORDS,
    }
)
"""What auditors read in the journal, and nobody in the story of a case."""
NOTED: Final = "CaseNoted"
"""Is told to those who may read what was noted."""
OF_TICKETS: Final = frozenset(name for name in EVENTS if name.startswith("Ticket"))
"""They name a ticket's stub: the way from the door to the counter."""
_case = rows_of(Case).c
_said = rows_of(CaseEntry).c
IS_OPEN: Final = _case.state != literal_column("'closed'")
"""To the letter, as the index of open cases has it: there are few, however many are closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    cases: tuple[CaseSeen, ...]
    more: bool = False
    """Whether there are further ones than :data:`MOST_LISTED`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCounts:
    """Open cases: all of them, and those of each list that one may want to see alone."""

    open: int = 0
    mine: int = 0
    escalated: int = 0
    due: int = 0
    promised: int = 0
    """Of those due, what whoever asks is to keep."""
    for_customer: int = 0
    for_shop: int = 0


@needs(Right.LOOK)
def list_cases(
    unit: Unit,
    *,
    customer_id: int | None = None,
    staff_id: int | None = None,
    waits_for: AsideFor | None = None,
    promised_until: date | None = None,
    escalated: bool = False,
    by_age: bool = False,
) -> CaseList:
    """The open cases of this store.

    Those of ``customer_id`` come first, then those that were escalated, then by what was
    promised soonest, then those that changed last. ``staff_id`` leaves those of one person,
    ``waits_for`` those put aside for that, ``promised_until`` those with something promised
    until the end of that day of the shop's, today's as well as what is late, ``escalated``
    those for which somebody with more to say is needed. ``by_age`` has the oldest come first,
    after those of ``customer_id``.
    """
    wanted = [_case.store_id == unit.station.store_id, IS_OPEN]
    if staff_id is not None:
        wanted.append(_is_of_person(staff_id))
    if waits_for is not None:
        wanted.append(_case.aside_for == waits_for)
    if promised_until is not None:
        wanted.append(_case.promised_at < _end_of(unit, promised_until))
    if escalated:
        wanted.append(_case.escalated_at.is_not(None))
    order: list[ColumnElement[Any]] = [
        _case.escalated_at.is_(None),
        _case.promised_at.is_(None),
        _case.promised_at,
        _case.changed_at.desc(),
        _case.id.desc(),
    ]
    if by_age:
        order = [_case.opened_at.asc(), _case.id.asc()]
    if customer_id is not None:
        theirs: ColumnElement[int] = case((_case.customer_id == customer_id, 0), else_=1)
        order.insert(0, theirs)
    rows = unit.connection.execute(
        CASES.where(*wanted).order_by(*order).limit(MOST_LISTED + 1)
    ).all()
    return CaseList(
        cases=tuple(seen_of(unit, row) for row in rows[:MOST_LISTED]),
        more=len(rows) > MOST_LISTED,
    )


@needs(Right.LOOK)
def count_cases(unit: Unit) -> CaseCounts:
    """How many open cases of this store each of these lists has, of whoever asks."""
    late = _case.promised_at < _end_of(unit, unit.today)
    counted = unit.connection.execute(
        select(
            func.count().label("open"),
            *(
                func.count(case((which, 1))).label(name)
                for name, which in (
                    ("mine", _is_of_person(unit.clerk.staff_id)),
                    ("escalated", _case.escalated_at.is_not(None)),
                    ("due", late),
                    ("promised", late & (_case.promised_by == unit.clerk.staff_id)),
                    ("for_customer", _case.aside_for == AsideFor.CUSTOMER),
                    ("for_shop", _case.aside_for == AsideFor.SHOP),
                )
            ),
        ).where(_case.store_id == unit.station.store_id, IS_OPEN)
    ).one()
    return CaseCounts(**counted._mapping)


def open_cases_of(unit: Unit, customer_id: int) -> tuple[CaseSeen, ...]:
    """Those of a customer that are not closed, in all stores; what changed last is first."""
    rows = unit.connection.execute(
        CASES.where(_case.customer_id == customer_id, IS_OPEN)
        .order_by(_case.changed_at.desc(), _case.id.desc())
        .limit(MOST_LISTED)
    )
    return tuple(seen_of(unit, row) for row in rows)


@needs(Right.LOOK)
def case_story(unit: Unit, case_id: int) -> CaseStory:
    """Everything that happened in a case: what was recorded where it was in hand, what its
    papers and approvals lead to, and what was written down in it.

    What was done in another case with the same paper or sale is told there. What is for one
    person is told to them and to who wrote it. Raise :class:`models.values.Refused` for a
    case that there is not.
    """
    seen = case_of(unit, case_id)
    rows, whole = rows_of_case(unit, seen.code)
    entries = _entries(unit, case_id)
    kept = [
        (row, body)
        for row, body in rows
        if EVENTS[row.event].group not in NOT_FOR_THE_COUNTER
        and (row.event != NOTED or body["entry"] in entries)
    ]
    bodies = look_at_sealed(unit, *(body for _, body in kept))
    sayings = Sayings(unit, seen, [(row.event, row.number) for row, _ in kept], bodies)
    told = tuple(
        _told(unit, row, {**body, **sayings.of(row.event, row.number, body)}, entries)
        for (row, _), body in zip(kept, bodies, strict=True)
    )
    return CaseStory(
        case=seen,
        told=told,
        people=_people(unit, told),
        papers=_once(each for body in bodies for each in papers_in(body)),
        sales=_once(str(body["sale"]) for body in bodies if body.get("sale")),
        whole=whole,
    )


Told = tuple["Row[Any]", dict[str, Any]]


def rows_of_case(unit: Unit, code: str) -> tuple[list[Told], bool]:
    """The journal's entries of the case in their order, and whether that is all of them.

    None before it was opened, but of its own ticket: a paper of an earlier visit that is
    printed again leads to nothing else of that visit.
    """
    found: dict[int, Told] = {}
    leads, seen, whole, first = {code}, set[str](), True, 0
    while leads and whole:
        seen |= leads
        rows = unit.connection.execute(NAMING, {"references": sorted(leads)}).all()
        whole = len(rows) <= MOST_OF_CASE
        leads = set()
        for row in rows:
            body = json.loads(row.body)
            in_time = row.number >= first or row.event in OF_TICKETS
            if row.number not in found and in_time and _is_of(body, code):
                found[row.number] = (row, body)
                leads |= of_this_case(body) - seen
        first = first or min(found, default=0)
    whole = whole and len(found) <= MOST_OF_CASE
    return [found[number] for number in sorted(found)[:MOST_OF_CASE]], whole


def _is_of(body: Mapping[str, Any], code: str) -> bool:
    """Whether it names this case or, being led to by a paper, none."""
    named = body.get("visit", body.get("case"))
    return named == code or not isinstance(named, str)


def _entries(unit: Unit, case_id: int) -> dict[int, Row[Any]]:
    """What was written down in it and is for whoever looks."""
    rows = unit.connection.execute(
        select(rows_of(CaseEntry)).where(_said.case_id == case_id).order_by(_said.id)
    )
    me = unit.clerk.staff_id
    return {
        row.id: row
        for row in rows
        if row.for_staff_id is None or me in (row.for_staff_id, row.staff_id)
    }


def _told(
    unit: Unit, row: Row[Any], body: dict[str, Any], entries: Mapping[int, Row[Any]]
) -> CaseTold:
    of_case = EVENTS[row.event].group is EventGroup.CASES
    said = entries.get(body.get("entry", 0)) if of_case else None
    return CaseTold(
        number=row.number,
        at=row.at.astimezone(unit.shop.zone),
        event=row.event,
        person=row.person or "",
        register=row.register or "",
        facts=body,
        words=said.words if said is not None else str(body.get("words", "")),
        what=said.what if said is not None else "",
        papers=tuple(dict.fromkeys(papers_in(body))),
    )


def _people(unit: Unit, told: Sequence[CaseTold]) -> dict[int, str]:
    named = {who for each in told for who in people_named(each.event, each.facts)}
    rows = unit.connection.execute(select(Staff.id, Staff.name).where(Staff.id.in_(named)))
    return {row.id: row.name for row in rows}


def _once(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in numbers if len(each) <= LONGEST))


def _end_of(unit: Unit, day: date) -> datetime:
    return datetime.combine(day + timedelta(1), time.min, tzinfo=unit.shop.zone)


def _is_of_person(staff_id: int) -> ColumnElement[bool]:
    """Whose case it is, or who is to keep what was promised in it."""
    return or_(_case.staff_id == staff_id, _case.promised_by == staff_id)

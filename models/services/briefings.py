"""Briefings: what everybody at the counter has to know for some days, and who has read it.

An edition is never changed: a better one replaces it and is to be read anew, or it is
withdrawn. A version of the policy that is put in force has one of its own, whose sentence
the screen says in each person's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, case, func, or_, select

from models.services.journal import record
from models.services.queue_views import queue_day
from models.services.rights import needs
from models.tables.base import add_numbered, add_row, rows_of
from models.tables.people import Staff
from models.tables.policies import PolicyVersion
from models.tables.team import Briefing, BriefingEnd, BriefingRead
from models.values import refuse
from models.values.card_numbers import refuse_card_number
from models.values.rights import Right
from models.values.shop import Role
from models.values.team import BriefingKind, BriefingSeen, ReadBy, TeamChanged

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Row

    from models.unit import Unit

LONGEST_TITLE: Final = 120
LONGEST_WORDS: Final = 2000
TOLD_FOR: Final = timedelta(days=13)
"""A change of the policy is told from the day of its decision until so long after it holds."""
LISTED_FOR: Final = timedelta(days=30)
"""How long whoever leads the counter sees a briefing after its last day."""

_briefings = rows_of(Briefing)
_columns = _briefings.c
_read = rows_of(BriefingRead).c
_later = _briefings.alias("later")
_reader = rows_of(Staff).alias("reader")
_concerned = rows_of(Staff).alias("concerned")
STANDS: Final = ~(
    select(_later.c.id).where(_later.c.replaces == _columns.id).exists()
    | select(BriefingEnd.briefing_id).where(BriefingEnd.briefing_id == _columns.id).exists()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingWords:
    """A briefing as somebody writes it; the days are business days, and both are in."""

    kind: BriefingKind
    title: str
    words: str
    from_on: date
    until_on: date
    role: Role | None = None
    """For whom; nothing for all."""


def _is_for(staff: Any) -> ColumnElement[bool]:
    return and_(staff.c.active, or_(_columns.role == "", _columns.role == staff.c.role))


BRIEFINGS: Final = (
    select(
        _briefings,
        Staff.name.label("by"),
        PolicyVersion.in_force_from,
        _read.at.label("read_at"),
        select(func.count())
        .select_from(_reader.join(rows_of(BriefingRead), _read.staff_id == _reader.c.id))
        .where(_read.briefing_id == _columns.id, _is_for(_reader))
        .correlate(_briefings)
        .scalar_subquery()
        .label("readers"),
        select(func.count())
        .select_from(_concerned)
        .where(_is_for(_concerned))
        .correlate(_briefings)
        .scalar_subquery()
        .label("people"),
    )
    .select_from(_briefings)
    .join(Staff, Staff.id == _columns.staff_id)
    .outerjoin(PolicyVersion, PolicyVersion.number == _columns.policy)
    .outerjoin(
        rows_of(BriefingRead),
        and_(_read.briefing_id == _columns.id, _read.staff_id == bindparam("me")),
    )
    .where(STANDS)
    .order_by(
        _read.at.is_not(None),
        case({kind: at for at, kind in enumerate(BriefingKind)}, value=_columns.kind),
        _columns.id.desc(),
    )
)
"""Those that stand, as one person sees them: what they have not read comes first."""


@needs(Right.LOOK)
def briefings_today(unit: Unit) -> tuple[BriefingSeen, ...]:
    """What whoever is signed on has to know on this business day: what they have not
    confirmed first, then recalls before all else, then the newest."""
    return _seen_where(unit, *for_me(unit))


def for_me(unit: Unit) -> tuple[ColumnElement[bool], ...]:
    """What makes a briefing of today one for whoever is signed on."""
    today = queue_day(unit)
    return (
        _columns.from_on <= today,
        _columns.until_on >= today,
        or_(_columns.role == "", _columns.role == _role_of(unit)),
    )


@needs(Right.LOOK)
def confirm_read(unit: Unit, briefing_id: int) -> TeamChanged:
    """Whoever is signed on has read it: once, however often and wherever they say so.

    Raise :class:`models.values.Refused` for a briefing that holds no more.
    """
    unit.take_turn(f"briefings read by {unit.clerk.staff_id}")
    me = unit.clerk.staff_id
    known = select(_read.at).where(_read.briefing_id == briefing_id, _read.staff_id == me)
    if unit.connection.scalar(known) is not None:
        return TeamChanged(id=briefing_id, changed=frozenset())
    _standing(unit, briefing_id)
    add_row(
        unit.connection,
        BriefingRead,
        briefing_id=briefing_id,
        staff_id=me,
        register_id=unit.station.register_id,
        at=unit.now,
    )
    record(unit, "BriefingRead", briefing=briefing_id)
    return TeamChanged(id=briefing_id)


@needs(Right.SETTINGS)
def list_briefings(unit: Unit) -> tuple[BriefingSeen, ...]:
    """All that stand, for whomever: of today, to come, and those that ended lately."""
    return _seen_where(unit, _columns.until_on >= queue_day(unit) - LISTED_FOR)


@needs(Right.SETTINGS)
def who_has_read(unit: Unit, briefing_id: int) -> tuple[ReadBy, ...]:
    """Everybody it is for who works here, those who have not read it first.

    Raise :class:`models.values.Refused` where there is no such briefing.
    """
    rows = unit.connection.execute(
        select(_columns.id, _concerned.c.name, _concerned.c.role, _read.at)
        .select_from(_briefings)
        .outerjoin(_concerned, _is_for(_concerned))
        .outerjoin(
            rows_of(BriefingRead),
            and_(_read.briefing_id == _columns.id, _read.staff_id == _concerned.c.id),
        )
        .where(_columns.id == briefing_id)
        .order_by(_read.at.is_not(None), _read.at, _concerned.c.name, _concerned.c.id)
    ).all()
    if not rows:
        raise refuse("briefing-unknown")
    return tuple(
        ReadBy(
            name=row.name,
            role=Role(row.role),
            read_at=row.at.astimezone(unit.shop.zone) if row.at else None,
        )
        for row in rows
        if row.name is not None
    )


@needs(Right.SETTINGS)
def write_briefing(
    unit: Unit, written: BriefingWords, replaces: int | None = None
) -> TeamChanged:
    """Tell everybody, or one role; instead of an earlier edition where it ``replaces`` one.

    Raise :class:`models.values.Refused` without a title or words, for too many of them, for
    a card's number, for days that are past or the wrong way round, and where the earlier
    edition holds no more.
    """
    title, words = " ".join(written.title.split()), written.words.strip()
    if not title or not words:
        raise refuse("briefing-empty")
    if len(title) > LONGEST_TITLE or len(words) > LONGEST_WORDS:
        raise refuse("briefing-long", title=LONGEST_TITLE, words=LONGEST_WORDS)
    refuse_card_number(title)
    refuse_card_number(words)
    if not max(queue_day(unit), written.from_on) <= written.until_on:
        raise refuse("briefing-days")
    if replaces is not None:
        unit.take_turn("briefings")
        _standing(unit, replaces)
    return _add(
        unit,
        kind=written.kind,
        title=title,
        words=words,
        from_on=written.from_on,
        until_on=written.until_on,
        role=written.role or "",
        replaces=replaces,
    )


@needs(Right.SETTINGS)
def withdraw_briefing(unit: Unit, briefing_id: int) -> TeamChanged:
    """It holds no more: nobody is shown it, and it stays on record.

    Raise :class:`models.values.Refused` for one that holds no more already.
    """
    unit.take_turn("briefings")
    _standing(unit, briefing_id)
    add_row(
        unit.connection,
        BriefingEnd,
        briefing_id=briefing_id,
        at=unit.now,
        staff_id=unit.clerk.staff_id,
    )
    record(unit, "BriefingWithdrawn", briefing=briefing_id)
    return TeamChanged(id=briefing_id)


def brief_of_policy(unit: Unit, number: int, name: str, day: date, reason: str) -> None:
    """Everybody is told that a version of the policy holds from ``day`` on."""
    _add(
        unit,
        kind=BriefingKind.POLICY,
        title=name[:LONGEST_TITLE] or str(number),
        words=reason[:LONGEST_WORDS],
        from_on=queue_day(unit),
        until_on=day + TOLD_FOR,
        role="",
        policy=number,
    )


def _add(unit: Unit, **values: Any) -> TeamChanged:
    briefing_id = add_numbered(
        unit.connection, Briefing, made_at=unit.now, staff_id=unit.clerk.staff_id, **values
    )
    replaced = {"of": values["replaces"]} if values.get("replaces") else {}
    record(unit, "BriefingWritten", briefing=briefing_id, kind=values["kind"], **replaced)
    return TeamChanged(id=briefing_id)


def _standing(unit: Unit, briefing_id: int) -> None:
    stands = select(_columns.id).where(_columns.id == briefing_id, STANDS)
    if unit.connection.scalar(stands) is None:
        raise refuse("briefing-unknown")


def _role_of(unit: Unit) -> Any:
    return select(Staff.role).where(Staff.id == unit.clerk.staff_id).scalar_subquery()


def _seen_where(unit: Unit, *wanted: ColumnElement[bool]) -> tuple[BriefingSeen, ...]:
    rows = unit.connection.execute(BRIEFINGS.where(*wanted), {"me": unit.clerk.staff_id})
    return tuple(_seen(unit, row) for row in rows)


def _seen(unit: Unit, row: Row[Any]) -> BriefingSeen:
    return BriefingSeen(
        id=row.id,
        kind=BriefingKind(row.kind),
        title=row.title,
        words=row.words,
        from_on=row.from_on,
        until_on=row.until_on,
        role=Role(row.role) if row.role else None,
        policy=row.policy,
        in_force_on=row.in_force_from,
        made_at=row.made_at.astimezone(unit.shop.zone),
        by=row.by,
        read_at=row.read_at.astimezone(unit.shop.zone) if row.read_at else None,
        readers=row.readers,
        people=row.people,
    )

"""When a store works and how soon it deals with complaints, version by version."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.rules.complaints import WorkingHours, due_at, wrong_with
from models.services.journal import canonical, record
from models.services.rights import needs
from models.services.visits import holidays_in
from models.tables.base import add_row, rows_of
from models.tables.complaints import ComplaintTermsRow
from models.tables.people import Staff
from models.values import Refused, refuse
from models.values.complaints import USUAL_TERMS, ComplaintKind, ComplaintTerms, TermsVersion
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit
    from models.values import Message

_terms = rows_of(ComplaintTermsRow)
_columns = _terms.c
VERSIONS = (
    select(_terms, Staff.name)
    .join(Staff, Staff.id == _columns.staff_id)
    .order_by(_columns.version.desc())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsTried:
    """Moments are in the shop's own time; none for a limit that never comes."""

    now: datetime
    due: Mapping[tuple[ComplaintKind, int], datetime] = field(default_factory=dict)
    wrong: tuple[Message, ...] = ()
    """Why nobody can keep such terms."""


class Closed:
    """The days on which a store is closed: its own, and its country's holidays."""

    def __init__(self, own: Iterable[date], public: Iterable[date]) -> None:
        self._own, self._public = frozenset(own), public

    def __contains__(self, day: object) -> bool:
        return day in self._own or day in self._public  # type: ignore[operator]


@needs(Right.LOOK)
def complaint_terms(unit: Unit) -> TermsVersion:
    """Those of this store now; version 0 is the usual ones, where it set none."""
    row = unit.connection.execute(
        VERSIONS.where(_columns.store_id == unit.station.store_id).limit(1)
    ).one_or_none()
    return TermsVersion(version=0, terms=USUAL_TERMS) if row is None else _seen(unit, row)


@needs(Right.SETTINGS)
def set_complaint_terms(unit: Unit, terms: ComplaintTerms, base: int) -> TermsVersion:
    """Deal with complaints so from now on; those that began go on by the terms they have.

    An older version is gone back to by setting it again. Raise
    :class:`models.values.Refused` for terms that nobody can keep, and where somebody set
    others since version ``base``.
    """
    wrong = wrong_with(terms)
    if wrong is not None:
        raise Refused(wrong)
    unit.take_turn("complaint-terms")
    now = complaint_terms(unit)
    if now.version != base:
        raise refuse("complaint-terms-changed", name=now.by)
    add_row(
        unit.connection,
        ComplaintTermsRow,
        store_id=unit.station.store_id,
        version=base + 1,
        body=canonical(_written(terms)),
        made_at=unit.now,
        staff_id=unit.clerk.staff_id,
    )
    record(unit, "ComplaintTerms", store=unit.station.store, version=base + 1)
    return complaint_terms(unit)


@needs(Right.SETTINGS)
def try_terms(unit: Unit, terms: ComplaintTerms) -> TermsTried:
    """What complaints that begin now would come to; writes nothing."""
    wrong = wrong_with(terms)
    now = unit.now.astimezone(unit.shop.zone)
    if wrong is not None:
        return TermsTried(now=now, wrong=(wrong,))
    hours = working_hours(unit, terms)
    found = {
        place: due_at(unit.now, timedelta(minutes=minutes), hours)
        for place, minutes in terms.limits.items()
    }
    return TermsTried(
        now=now,
        due={
            place: due.astimezone(unit.shop.zone)
            for place, due in found.items()
            if due is not None
        },
    )


def newest_terms(unit: Unit) -> int | None:
    """The row of the terms by which a complaint that begins now is dealt with."""
    return unit.connection.scalar(
        select(_columns.id)
        .where(_columns.store_id == unit.station.store_id)
        .order_by(_columns.version.desc())
        .limit(1)
    )


def terms_of(unit: Unit, terms_id: int | None) -> ComplaintTerms:
    """Those under which a complaint began."""
    if terms_id is None:
        return USUAL_TERMS
    body = unit.connection.execute(
        select(_columns.body).where(_columns.id == terms_id)
    ).scalar_one()
    return _read(json.loads(body))


def working_hours(unit: Unit, terms: ComplaintTerms) -> WorkingHours:
    """In the shop's own time, with the holidays of its country where it keeps them."""
    public = holidays_in(unit.shop.country) if terms.holidays else frozenset()
    return WorkingHours(
        week=terms.week, zone=unit.shop.zone, closed=Closed(terms.closed, public)
    )


def _written(terms: ComplaintTerms) -> dict[str, Any]:
    return {
        "week": [[list(span) for span in day] for day in terms.week],
        "limits": {
            f"{kind}:{severity}": minutes for (kind, severity), minutes in terms.limits.items()
        },
        "closed": sorted(day.isoformat() for day in terms.closed),
        "holidays": terms.holidays,
        "nears": terms.nears,
        "alone": terms.alone,
    }


def _read(stored: Mapping[str, Any]) -> ComplaintTerms:
    """A kind that the stored terms do not name has its usual limit."""
    limits = dict(USUAL_TERMS.limits)
    for name, minutes in stored["limits"].items():
        kind, _, severity = name.partition(":")
        limits[ComplaintKind(kind), int(severity)] = minutes
    return ComplaintTerms(
        week=tuple(tuple((begin, end) for begin, end in day) for day in stored["week"]),
        limits=limits,
        closed=frozenset(map(date.fromisoformat, stored["closed"])),
        holidays=stored["holidays"],
        nears=stored["nears"],
        alone=stored["alone"],
    )


def _seen(unit: Unit, row: Row[Any]) -> TermsVersion:
    return TermsVersion(
        version=row.version,
        terms=_read(json.loads(row.body)),
        made_at=row.made_at.astimezone(unit.shop.zone),
        by=row.name,
    )

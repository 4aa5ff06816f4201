"""Complaints in a case, step by step: calm, the core of it, a remedy, a promise.

Each has until a moment in working time, by its kind and severity; that clock stands while the
customer has to say something. Remedies that move money or goods are given where they always
are, within the limits that hold there, and named here by their paper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, cast, func, select, update
from sqlalchemy.orm import aliased

from models.rules.complaints import due_at, nearing
from models.services.complaint_terms import newest_terms, terms_of, working_hours
from models.services.journal import record
from models.services.policies import policy_numbered
from models.services.rights import has_right, needs
from models.tables.base import add_numbered, add_row, rows_of
from models.tables.cases import Case
from models.tables.complaints import Complaint, ComplaintStop
from models.tables.goods import Product
from models.tables.journal import JournalReference
from models.tables.people import Staff
from models.tables.sales import Sale
from models.values import refuse
from models.values.card_numbers import mask_card_numbers
from models.values.cases import CaseState
from models.values.complaints import (
    ON_PAPER,
    SEVERITIES,
    About,
    ClauseHurts,
    ComplaintKind,
    ComplaintRemedy,
    ComplaintSeen,
    Step,
)
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from models.unit import Unit

LONGEST_WORDS: Final = 4000
MOST_PROMISE: Final = 200
STEPS: Final = tuple(Step)

_complaints = rows_of(Complaint)
_columns = _complaints.c
COMPLAINTS = (
    select(_complaints, Case.code.label("case"), Staff.name.label("person"))
    .join(Case, Case.id == _columns.case_id)
    .join(Staff, Staff.id == _columns.staff_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAsked:
    """What the customer complains of, as they say it."""

    case_id: int
    kind: ComplaintKind
    severity: int
    said: str
    about: About = field(default_factory=About)


@needs(Right.SERVE)
def begin_complaint(unit: Unit, asked: ComplaintAsked) -> ComplaintSeen:
    """Write it down; its time begins. Numbers of cards in it are masked.

    Raise :class:`models.values.Refused` without words, for a closed case, a severity that is
    none, and for what it is about where that is not on record.
    """
    said = _kept(asked.said)
    if not said:
        raise refuse("complaint-empty")
    if asked.severity not in SEVERITIES:
        raise refuse("complaint-severity")
    case = unit.connection.execute(
        select(Case.code, Case.state).where(Case.id == asked.case_id)
    ).one_or_none()
    if case is None:
        raise refuse("case-unknown")
    if case.state == CaseState.CLOSED:
        raise refuse("case-closed", case=case.code)
    _check_about(unit, asked.about)
    about = asked.about
    complaint_id = add_numbered(
        unit.connection,
        Complaint,
        case_id=asked.case_id,
        kind=asked.kind,
        severity=asked.severity,
        step=Step.CALM,
        said=said,
        product_id=about.product_id,
        sale_id=about.sale_id,
        about_staff_id=about.staff_id,
        policy=about.policy,
        clause=about.clause,
        terms_id=newest_terms(unit),
        began_at=unit.now,
        staff_id=unit.clerk.staff_id,
    )
    _set_clock(unit, _row(unit, complaint_id))
    record(
        unit,
        "ComplaintBegun",
        case=case.code,
        complaint=complaint_id,
        kind=asked.kind,
        severity=asked.severity,
    )
    return complaint_of(unit, complaint_id)


@needs(Right.SERVE)
def name_issue(unit: Unit, complaint_id: int, issue: str, wants: str) -> ComplaintSeen:
    """What it is really about, in a sentence the customer agrees with, and what they want.

    Raise :class:`models.values.Refused` without the first, and once it is settled.
    """
    words = _kept(issue)
    if not words:
        raise refuse("complaint-issue-empty")
    row = _open_row(unit, complaint_id)
    step = _at_least(row, Step.ISSUE)
    _change(unit, row, step, issue=words, wants=_kept(wants))
    return complaint_of(unit, complaint_id)


@needs(Right.SERVE)
def choose_remedy(
    unit: Unit, complaint_id: int, remedy: ComplaintRemedy, words: str = "", paper: str = ""
) -> ComplaintSeen:
    """What makes it good. A graver complaint than a clerk may deal with alone waits for a
    manager's yes (:func:`allow_remedy`), unless the remedy has a paper: it was decided there.

    Raise :class:`models.values.Refused` before it is clear what it is about, once it is
    settled, and for money or goods without a paper of the same case.
    """
    row = _open_row(unit, complaint_id)
    if row.step == Step.CALM:
        raise refuse("complaint-issue-first")
    code = paper.strip().upper()
    if remedy in ON_PAPER and not _in_case(unit, row.case, code):
        raise refuse("complaint-paper-elsewhere", case=row.case)
    grave = row.severity > terms_of(unit, row.terms_id).alone
    waits = grave and remedy not in ON_PAPER and not has_right(unit, Right.APPROVE)
    _change(
        unit,
        row,
        Step.REMEDY,
        remedy=remedy,
        remedy_words=_kept(words),
        remedy_paper=code if remedy in ON_PAPER else None,
        remedy_by=unit.clerk.staff_id,
        waits_for_yes=waits,
        allowed_by=None,
    )
    return complaint_of(unit, complaint_id)


@needs(Right.APPROVE)
def allow_remedy(unit: Unit, complaint_id: int) -> ComplaintSeen:
    """A manager's yes to a remedy that somebody else chose.

    Raise :class:`models.values.Refused` where none waits for it, and for one's own.
    """
    row = _open_row(unit, complaint_id)
    if not row.waits_for_yes:
        raise refuse("complaint-nothing-waits")
    if row.remedy_by == unit.clerk.staff_id:
        raise refuse("complaint-own-remedy")
    unit.connection.execute(
        update(_complaints)
        .where(_columns.id == complaint_id)
        .values(waits_for_yes=False, allowed_by=unit.clerk.staff_id)
    )
    record(unit, "ComplaintAllowed", case=row.case, complaint=complaint_id, remedy=row.remedy)
    return complaint_of(unit, complaint_id)


@needs(Right.SERVE)
def promise_remedy(
    unit: Unit, complaint_id: int, promise: str, promised_at: datetime, staff_id: int
) -> ComplaintSeen:
    """What happens, by when, by whom: it stands in the case from now on.

    Raise :class:`models.values.Refused` before there is a remedy, while that waits for a
    manager, without words, for a moment that has gone by, and for somebody who does not work
    here any more.
    """
    row = _open_row(unit, complaint_id)
    _check_remedied(row)
    words = _kept(promise)[:MOST_PROMISE]
    keep_promise(unit, row.case_id, words, promised_at, staff_id)
    _change(unit, row, Step.PROMISE)
    return complaint_of(unit, complaint_id)


@needs(Right.SERVE)
def settle_complaint(unit: Unit, complaint_id: int) -> ComplaintSeen:
    """The remedy was given and the customer knows it; its clock is at rest.

    Refused as :func:`promise_remedy` is.
    """
    row = _open_row(unit, complaint_id)
    _check_remedied(row)
    _end_stop(unit, row)
    _change(unit, row, Step.SETTLED, settled_at=unit.now, due_at=None, nears_at=None)
    return complaint_of(unit, complaint_id)


@needs(Right.SERVE)
def wait_for_customer(unit: Unit, case_id: int) -> tuple[ComplaintSeen, ...]:
    """The customer has to say something: the clocks of the case's complaints stand."""
    stop_clocks(unit, case_id)
    return complaints_in(unit, case_id)


@needs(Right.SERVE)
def customer_answered(unit: Unit, case_id: int) -> tuple[ComplaintSeen, ...]:
    """Their clocks go on; each is due later by the working time in between."""
    start_clocks(unit, case_id)
    return complaints_in(unit, case_id)


@needs(Right.LOOK)
def escalations_due(unit: Unit, now: datetime | None = None) -> tuple[ComplaintSeen, ...]:
    """Complaints of this store whose limit nears, or has passed, and of which no manager was
    told; the one that is due first stands first. ``now`` is the unit's own moment if none."""
    rows = unit.connection.execute(
        COMPLAINTS.where(
            _columns.escalated_at.is_(None),
            _columns.nears_at <= (now or unit.now),
            Case.store_id == unit.station.store_id,
        ).order_by(_columns.due_at, _columns.id)
    )
    return tuple(_seen(unit, row) for row in rows)


@needs(Right.LOOK)
def complaints_near(unit: Unit) -> tuple[ComplaintSeen, ...]:
    """Open ones of this store whose limit nears, or has passed, whether a manager was told or
    not; the one that is due first stands first."""
    rows = unit.connection.execute(
        COMPLAINTS.where(
            _columns.nears_at <= unit.now,
            _columns.settled_at.is_(None),
            Case.store_id == unit.station.store_id,
        ).order_by(_columns.due_at, _columns.id)
    )
    return tuple(_seen(unit, row) for row in rows)


@needs(Right.SERVE)
def escalate(unit: Unit, complaint_id: int) -> ComplaintSeen:
    """A manager is told now, whether its limit nears or not; only once."""
    row = _open_row(unit, complaint_id)
    if row.escalated_at is None:
        moved = {"escalated_at": unit.now}
        unit.connection.execute(
            update(_complaints).where(_columns.id == complaint_id).values(moved)
        )
        cases = rows_of(Case)
        unit.connection.execute(
            update(cases)
            .where(cases.c.id == row.case_id, cases.c.escalated_at.is_(None))
            .values(moved)
        )
        record(unit, "ComplaintEscalated", case=row.case, complaint=complaint_id)
    return complaint_of(unit, complaint_id)


@needs(Right.LOOK)
def complaints_in(unit: Unit, case_id: int) -> tuple[ComplaintSeen, ...]:
    """Those of a case, in the order in which they began."""
    rows = unit.connection.execute(
        COMPLAINTS.where(_columns.case_id == case_id).order_by(_columns.id)
    )
    return tuple(_seen(unit, row) for row in rows)


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


def complaint_of(unit: Unit, complaint_id: int) -> ComplaintSeen:
    """Raise :class:`models.values.Refused` where there is none of that number."""
    row = unit.connection.execute(COMPLAINTS.where(_columns.id == complaint_id)).one_or_none()
    if row is None:
        raise refuse("complaint-unknown")
    return _seen(unit, row)


def keep_promise(
    unit: Unit, case_id: int, promise: str, promised_at: datetime, staff_id: int
) -> str:
    """Write a promise into its case, in place of the one before; who keeps it, by name.

    Raise :class:`models.values.Refused` as :func:`promise_remedy` does.
    """
    if not promise:
        raise refuse("promise-empty")
    if promised_at < unit.now:
        raise refuse("promise-gone-by")
    name = unit.connection.scalar(select(Staff.name).where(Staff.id == staff_id, Staff.active))
    if name is None:
        raise refuse("follow-up-nobody")
    cases = rows_of(Case)
    unit.connection.execute(
        update(cases)
        .where(cases.c.id == case_id)
        .values(promise=promise, promised_at=promised_at, promised_by=staff_id)
    )
    return str(name)


def stop_clocks(unit: Unit, case_id: int) -> None:
    """Of all complaints of a case that run, as from now the customer has the word."""
    for row in _running(unit, case_id):
        if row.stopped_at is None:
            unit.connection.execute(
                update(_complaints)
                .where(_columns.id == row.id)
                .values(stopped_at=unit.now, due_at=None, nears_at=None)
            )
            record(unit, "ComplaintWaits", case=row.case, complaint=row.id)


def start_clocks(unit: Unit, case_id: int) -> None:
    """Of all that stand; one that was due before it stood is due as it was."""
    for row in _running(unit, case_id):
        if row.stopped_at is not None:
            _end_stop(unit, row)
            _set_clock(unit, row)
            record(unit, "ComplaintGoesOn", case=row.case, complaint=row.id)


def _running(unit: Unit, case_id: int) -> Sequence[Row[Any]]:
    return unit.connection.execute(
        _locked().where(_columns.case_id == case_id, _columns.step != Step.SETTLED)
    ).all()


def _set_clock(unit: Unit, row: Row[Any]) -> None:
    terms = terms_of(unit, row.terms_id)
    hours = working_hours(unit, terms)
    limit = timedelta(minutes=terms.limits[ComplaintKind(row.kind), row.severity])
    stops = rows_of(ComplaintStop).c
    stopped = [
        (stop.stopped_at, stop.went_on_at)
        for stop in unit.connection.execute(
            select(stops.stopped_at, stops.went_on_at).where(stops.complaint_id == row.id)
        )
    ]
    due = due_at(row.began_at, limit, hours, stopped)
    nears = due_at(row.began_at, nearing(limit, terms.nears), hours, stopped)
    unit.connection.execute(
        update(_complaints).where(_columns.id == row.id).values(due_at=due, nears_at=nears)
    )


def _end_stop(unit: Unit, row: Row[Any]) -> None:
    """Clocks of counters differ a little: no stop ends before it began."""
    if row.stopped_at is not None:
        add_row(
            unit.connection,
            ComplaintStop,
            complaint_id=row.id,
            stopped_at=row.stopped_at,
            went_on_at=max(unit.now, row.stopped_at),
        )
        unit.connection.execute(
            update(_complaints).where(_columns.id == row.id).values(stopped_at=None)
        )


def _change(unit: Unit, row: Row[Any], step: Step, **values: Any) -> None:
    unit.connection.execute(
        update(_complaints).where(_columns.id == row.id).values(step=step, **values)
    )
    record(unit, "ComplaintStep", case=row.case, complaint=row.id, step=step)


def _at_least(row: Row[Any], step: Step) -> Step:
    """The step it has reached already, if that is a later one."""
    return max(Step(row.step), step, key=STEPS.index)


def _check_remedied(row: Row[Any]) -> None:
    if row.remedy is None:
        raise refuse("complaint-remedy-first")
    if row.waits_for_yes:
        raise refuse("complaint-waits-for-yes")


def _check_about(unit: Unit, about: About) -> None:
    for table, number in (
        (Product, about.product_id),
        (Sale, about.sale_id),
        (Staff, about.staff_id),
    ):
        there = select(rows_of(table).c.id).where(rows_of(table).c.id == number)
        if number is not None and unit.connection.scalar(there) is None:
            raise refuse("complaint-about-nothing")
    if (about.policy is None) != (about.clause is None):
        raise refuse("complaint-about-nothing")
    if about.policy is not None and about.clause is not None:
        policy = policy_numbered(unit, about.policy)
        if policy.clause(about.clause) is None:
            raise refuse("complaint-about-nothing")


def _in_case(unit: Unit, case: str, paper: str) -> bool:
    """Whether an entry of the journal names both."""
    other = aliased(JournalReference)
    found = (
        select(JournalReference.number)
        .join(other, other.number == JournalReference.number)
        .where(JournalReference.reference == paper, other.reference == case)
    )
    return bool(paper) and unit.connection.execute(found.limit(1)).first() is not None


def _kept(words: str) -> str:
    return mask_card_numbers(words.strip())[:LONGEST_WORDS]


def _locked() -> Any:
    return (
        select(_complaints, Case.code.label("case"))
        .join(Case, Case.id == _columns.case_id)
        .order_by(_columns.id)
        .with_for_update(of=_complaints)
    )


def _row(unit: Unit, complaint_id: int) -> Row[Any]:
    row: Row[Any] | None = unit.connection.execute(
        _locked().where(_columns.id == complaint_id)
    ).one_or_none()
    if row is None:
        raise refuse("complaint-unknown")
    return row


def _open_row(unit: Unit, complaint_id: int) -> Row[Any]:
    row = _row(unit, complaint_id)
    if row.step == Step.SETTLED:
        raise refuse("complaint-settled")
    return row


def _seen(unit: Unit, row: Row[Any]) -> ComplaintSeen:
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

"""Complaints in a case, step by step: calm, the core of it, a remedy, a promise.

Each has until a moment in working time, by its kind and severity
(:mod:`models.services.complaint_clocks`); what makes it good stands in
:mod:`models.services.complaint_remedies`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.services.cases import open_row
from models.services.complaint_clocks import set_clock, start_clocks, stop_clocks
from models.services.complaint_rows import (
    at_least,
    complaint_of,
    complaint_row,
    kept_words,
    move_complaint,
    open_complaint,
)
from models.services.complaint_terms import newest_terms
from models.services.complaint_views import complaints_in
from models.services.journal import record
from models.services.policies import policy_numbered
from models.services.rights import needs
from models.tables.base import add_numbered, rows_of
from models.tables.complaints import Complaint
from models.tables.goods import Product
from models.tables.people import Staff
from models.tables.sales import Sale
from models.values import refuse
from models.values.complaints import SEVERITIES, About, ComplaintKind, ComplaintSeen, Step
from models.values.rights import Right

if TYPE_CHECKING:
    from models.unit import Unit


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

    Raise :class:`models.values.Refused` without words, for a case that is closed or of another
    store, a severity that is none, and for what it is about where that is not on record.
    """
    said = kept_words(asked.said)
    if not said:
        raise refuse("complaint-empty")
    if asked.severity not in SEVERITIES:
        raise refuse("complaint-severity")
    case = open_row(unit, asked.case_id)
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
    set_clock(unit, complaint_row(unit, complaint_id))
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
    words = kept_words(issue)
    if not words:
        raise refuse("complaint-issue-empty")
    row = open_complaint(unit, complaint_id)
    step = at_least(row, Step.ISSUE)
    move_complaint(unit, row, step, issue=words, wants=kept_words(wants))
    return complaint_of(unit, complaint_id)


@needs(Right.SERVE)
def wait_for_customer(unit: Unit, case_id: int) -> tuple[ComplaintSeen, ...]:
    """The customer has to say something: the clocks of the case's complaints stand.

    Raise :class:`models.values.Refused` for a case that is closed or of another store.
    """
    open_row(unit, case_id)
    stop_clocks(unit, case_id)
    return complaints_in(unit, case_id)


@needs(Right.SERVE)
def customer_answered(unit: Unit, case_id: int) -> tuple[ComplaintSeen, ...]:
    """Their clocks go on; each is due later by the working time in between.

    Refused as :func:`wait_for_customer` is.
    """
    open_row(unit, case_id)
    start_clocks(unit, case_id)
    return complaints_in(unit, case_id)


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

"""What makes a complaint good: a remedy, a manager's yes to it, and what is promised.

Remedies that move money or goods are given where they always are, within the limits that hold
there, and named here by their paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from models.rules.apologies import objection_to_letter
from models.rules.approvals import Needed
from models.services.case_promises import LONGEST_PROMISE, promise_anew
from models.services.complaint_clocks import end_stop
from models.services.complaint_rows import (
    complaint_of,
    kept_words,
    move_complaint,
    open_complaint,
)
from models.services.complaint_terms import terms_of
from models.services.journal import record
from models.services.requests import digest_of
from models.services.rights import has_right, needs
from models.services.sought import Sought
from models.tables.base import rows_of
from models.tables.cases import Case
from models.tables.complaints import Complaint
from models.tables.documents import Document
from models.tables.journal import JournalReference
from models.values import Refused, refuse
from models.values.approvals import ApprovalKind
from models.values.complaints import HAS_PAPER, ON_PAPER, ComplaintRemedy, ComplaintSeen, Step
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit

_complaints = rows_of(Complaint)
_columns = _complaints.c


@needs(Right.SERVE)
def choose_remedy(
    unit: Unit, complaint_id: int, remedy: ComplaintRemedy, words: str = "", paper: str = ""
) -> ComplaintSeen:
    """What makes it good. A graver complaint than a clerk may deal with alone waits for a
    manager's yes (:func:`allow_remedy`), unless the remedy has a paper: it was decided there.

    Raise :class:`models.values.Refused` before it is clear what it is about, once it is
    settled, for money or goods without a paper of the same case that shows them, and for a
    letter in words that none may carry.
    """
    row = open_complaint(unit, complaint_id)
    if row.step == Step.CALM:
        raise refuse("complaint-issue-first")
    code = paper.strip().upper()
    if remedy in ON_PAPER and not _in_case(unit, row.case, code):
        raise refuse("complaint-paper-elsewhere", case=row.case)
    if remedy in ON_PAPER and not _shows(unit, code, remedy):
        raise refuse("complaint-paper-other", paper=code)
    kept = kept_words(words)
    stands = False
    if remedy is ComplaintRemedy.APOLOGY:
        _check_letter(kept)
        stands = _is_letter(row, kept) and not row.waits_for_yes
        code = row.remedy_paper if stands else ""
    grave = row.severity > terms_of(unit, row.terms_id).alone
    waits = grave and remedy not in ON_PAPER and not has_right(unit, Right.APPROVE)
    waits = waits and not stands
    move_complaint(
        unit,
        row,
        Step.REMEDY,
        remedy=remedy,
        remedy_words=kept,
        remedy_paper=(code or None) if remedy in HAS_PAPER else None,
        remedy_by=row.remedy_by if stands else unit.clerk.staff_id,
        waits_for_yes=waits,
        allowed_by=row.allowed_by if stands else None,
    )
    return complaint_of(unit, complaint_id)


@needs(Right.APPROVE)
def allow_remedy(unit: Unit, complaint_id: int) -> ComplaintSeen:
    """A manager's yes to a remedy that somebody else chose.

    Raise :class:`models.values.Refused` where none waits for it, and for one's own.
    """
    let_be_done(unit, complaint_id)
    return complaint_of(unit, complaint_id)


def remedy_sought(unit: Unit, complaint_id: int) -> Sought:
    """What a manager's yes is bound to: this remedy, in these words.

    Raise :class:`models.values.Refused` where none waits for a yes.
    """
    row = _waiting_row(unit, complaint_id)
    return Sought(
        kind=ApprovalKind.REMEDY,
        subject=f"complaint:{complaint_id}",
        about=row.case,
        customer_id=unit.connection.scalar(
            select(Case.customer_id).where(Case.id == row.case_id)
        ),
        digest=digest_of(
            {"complaint": complaint_id, "remedy": row.remedy, "words": row.remedy_words}
        ),
        needed=Needed(),
    )


def let_be_done(unit: Unit, complaint_id: int) -> None:
    """Whoever is signed on says yes to the remedy; that they may was found out before.

    Raise :class:`models.values.Refused` as :func:`allow_remedy` does.
    """
    row = _waiting_row(unit, complaint_id)
    if row.remedy_by == unit.clerk.staff_id:
        raise refuse("complaint-own-remedy")
    unit.connection.execute(
        update(_complaints)
        .where(_columns.id == complaint_id)
        .values(waits_for_yes=False, allowed_by=unit.clerk.staff_id)
    )
    record(unit, "ComplaintAllowed", case=row.case, complaint=complaint_id, remedy=row.remedy)


@needs(Right.SERVE)
def promise_remedy(
    unit: Unit, complaint_id: int, promise: str, promised_at: datetime, staff_id: int
) -> ComplaintSeen:
    """What happens, by when, by whom: it stands in the case from now on.

    Before there is a remedy, it is that the customer hears from the shop: the complaint stays
    at its step. Raise :class:`models.values.Refused` before it is clear what it is about,
    while the remedy waits for a manager, without words, for a moment that has gone by, and
    for somebody who does not work here any more.
    """
    row = open_complaint(unit, complaint_id)
    if row.step == Step.CALM:
        raise refuse("complaint-issue-first")
    if row.waits_for_yes:
        raise refuse("complaint-waits-for-yes")
    words = kept_words(promise)[:LONGEST_PROMISE]
    promise_anew(unit, row.case_id, words, promised_at, staff_id)
    if row.remedy is not None:
        move_complaint(unit, row, Step.PROMISE)
    return complaint_of(unit, complaint_id)


@needs(Right.SERVE)
def settle_complaint(unit: Unit, complaint_id: int) -> ComplaintSeen:
    """The remedy was given and the customer knows it; its clock is at rest.

    Raise :class:`models.values.Refused` before there is a remedy, and while it waits for a
    manager.
    """
    row = open_complaint(unit, complaint_id)
    _check_remedied(row)
    end_stop(unit, row)
    move_complaint(unit, row, Step.SETTLED, settled_at=unit.now, due_at=None, nears_at=None)
    return complaint_of(unit, complaint_id)


def _check_letter(words: str) -> None:
    """It may be written later; what stands there already may be sent."""
    objection = objection_to_letter(words) if words else None
    if objection is not None:
        raise Refused(objection)


def _is_letter(row: Row[Any], words: str) -> bool:
    """Whether the letter that was chosen says exactly this: a yes to it still holds."""
    return bool(row.remedy == ComplaintRemedy.APOLOGY and row.remedy_words == words != "")


def _waiting_row(unit: Unit, complaint_id: int) -> Row[Any]:
    row = open_complaint(unit, complaint_id)
    if not row.waits_for_yes:
        raise refuse("complaint-nothing-waits")
    return row


def _check_remedied(row: Row[Any]) -> None:
    if row.remedy is None:
        raise refuse("complaint-remedy-first")
    if row.waits_for_yes:
        raise refuse("complaint-waits-for-yes")


def _in_case(unit: Unit, case: str, paper: str) -> bool:
    """Whether an entry of the journal names both."""
    other = aliased(JournalReference)
    found = (
        select(JournalReference.number)
        .join(other, other.number == JournalReference.number)
        .where(JournalReference.reference == paper, other.reference == case)
    )
    return bool(paper) and unit.connection.execute(found.limit(1)).first() is not None


def _shows(unit: Unit, paper: str, remedy: ComplaintRemedy) -> bool:
    """Whether a paper is of a kind on which that is given: a ticket is none."""
    kind = unit.connection.scalar(select(Document.kind).where(Document.code == paper))
    return kind in ON_PAPER[remedy]

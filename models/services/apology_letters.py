"""The letter of apology with which a complaint is made good: begun, written, sent out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from models.rules.apologies import objection_to_letter
from models.services.complaint_rows import complaint_row
from models.services.documents import (
    Number,
    next_number,
    open_snapshot,
    paper_head,
    store_paper,
)
from models.services.journal import record
from models.services.letterheads import paper_language
from models.services.rights import needs
from models.services.setup import LANGUAGES
from models.tables.base import rows_of
from models.tables.cases import Case
from models.tables.complaints import Complaint
from models.tables.goods import Product
from models.tables.people import Customer, Staff
from models.tables.sales import Sale
from models.values import Refused, Topic, refuse
from models.values.apology_papers import ApologyLetter
from models.values.complaints import ComplaintRemedy, Step
from models.values.printing import AS_USUAL, PaperKind, PaperWish
from models.values.rights import Right

if TYPE_CHECKING:
    from models.unit import Unit

_complaints = rows_of(Complaint)
UNNUMBERED = Number(PaperKind.APOLOGY, 0, "")
WRITER = aliased(Staff)
FACTS = (
    select(
        Case.code.label("case"),
        Case.customer_id,
        Customer.name.label("customer"),
        Product.name.label("product"),
        Sale.number.label("sale"),
        WRITER.name.label("writer"),
        _complaints.c.remedy,
        _complaints.c.remedy_words,
        _complaints.c.remedy_paper,
    )
    .select_from(_complaints)
    .join(Case, Case.id == _complaints.c.case_id)
    .outerjoin(Customer, Customer.id == Case.customer_id)
    .outerjoin(Product, Product.id == _complaints.c.product_id)
    .outerjoin(Sale, Sale.id == _complaints.c.sale_id)
    .outerjoin(WRITER, WRITER.id == _complaints.c.remedy_by)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWritten:
    letter: ApologyLetter
    changed: frozenset[Topic] = frozenset({Topic.CASES, Topic.DOCUMENTS})


@needs(Right.LOOK)
def begin_letter(unit: Unit, complaint_id: int, wish: PaperWish = AS_USUAL) -> ApologyLetter:
    """The letter as whoever looks would send it now, still without words and number; that
    which was written already, as it was.

    Nothing is changed. Raise :class:`models.values.Refused` for a complaint that there is not,
    and for a language that papers do not speak.
    """
    row = _row(unit, complaint_id)
    if row.remedy == ComplaintRemedy.APOLOGY and row.remedy_paper:
        return _written(unit, row.remedy_paper)
    language = wish.language or paper_language(unit, AS_USUAL, row.customer_id)
    if language not in LANGUAGES:
        raise refuse("language-unknown", code=language)
    return _letter(unit, row, UNNUMBERED, language, words="", by=unit.clerk.name)


@needs(Right.SERVE)
def write_letter(unit: Unit, complaint_id: int, wish: PaperWish = AS_USUAL) -> LetterWritten:
    """The letter in the words in which the remedy was chosen, and allowed where it took a
    manager's yes: numbered, and from now on the remedy's paper. Once for the same words,
    however often it is asked for.

    What it says to the customer is sealed, so that it can be forgotten. Raise
    :class:`models.values.Refused` where another remedy was chosen or none, while it waits for
    a manager, for words that no letter may carry, and once the complaint is settled.
    """
    held = complaint_row(unit, complaint_id)
    if held.remedy != ComplaintRemedy.APOLOGY:
        raise refuse("letter-not-chosen")
    if held.remedy_paper:
        return LetterWritten(letter=_written(unit, held.remedy_paper))
    if held.step == Step.SETTLED:
        raise refuse("complaint-settled")
    if held.waits_for_yes:
        raise refuse("letter-waits-for-yes")
    if (objection := objection_to_letter(held.remedy_words)) is not None:
        raise Refused(objection)
    row = _row(unit, complaint_id)
    number = next_number(unit, PaperKind.APOLOGY)
    language = paper_language(unit, wish, row.customer_id)
    letter = _letter(unit, row, number, language, words=row.remedy_words, by=row.writer)
    store_paper(
        unit,
        number,
        letter.to_json(),
        customer_id=row.customer_id,
        words=ApologyLetter.WORDS,
        wish=wish,
    )
    unit.connection.execute(
        update(_complaints)
        .where(_complaints.c.id == complaint_id)
        .values(remedy_paper=number.code)
    )
    record(unit, "ApologyWritten", case=row.case, complaint=complaint_id, paper=number.code)
    return LetterWritten(letter=letter)


def _row(unit: Unit, complaint_id: int) -> Any:
    row = unit.connection.execute(FACTS.where(_complaints.c.id == complaint_id)).one_or_none()
    if row is None:
        raise refuse("complaint-unknown")
    return row


def _letter(
    unit: Unit, row: Any, number: Number, language: str, *, words: str, by: str
) -> ApologyLetter:
    return ApologyLetter(
        head=paper_head(unit, number, language),
        case=row.case,
        customer=row.customer or "",
        about=row.product or "",
        sale_number=row.sale or "",
        words=words,
        by=by,
    )


def _written(unit: Unit, code: str) -> ApologyLetter:
    snapshot, _ = open_snapshot(unit, PaperKind.APOLOGY, code)
    return ApologyLetter.from_json(snapshot)

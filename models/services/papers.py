"""Papers of every kind: found again, and opened by their numbers to be read or printed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, func, literal, select, tuple_, union, union_all

from models.rules.paper_facts import amount_on, belongs_to, customer_on
from models.services.documents import FOR_AUDITORS
from models.services.rights import check_right, has_right, needs
from models.services.sales import find_sale
from models.services.sealing import look_at_sealed, open_sealed
from models.services.search import customers_named
from models.services.signatures import signature_of
from models.tables.base import MomentColumn
from models.tables.documents import Document, DocumentPrint
from models.tables.people import Staff
from models.tables.returns import GoodsReturn
from models.tables.shop import Register
from models.values import Money, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.every_paper import read_paper
from models.values.printing import LETTERS, PaperKind
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Row, Subquery

    from models.unit import Unit
    from models.values.every_paper import Paper
    from models.values.signatures import PaperSignature

PAGE: Final = 50
_NEWEST_FIRST: Final = (Document.made_at.desc(), Document.id.desc())
_MOST_NAMED: Final = 2_000
"""Papers of customers whose names have the words; who needs an older one says its day."""

Place = tuple[datetime, int]
"""Where a page ends: the moment and key of its last paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersSought:
    """What is looked for; nothing where all is. Days are the shop's, both included."""

    text: str = ""
    """A paper's number or only the figures at its end, a sale's number, or a customer."""
    kinds: tuple[PaperKind, ...] = ()
    day_from: date | None = None
    day_to: date | None = None
    register: str = ""
    """Its code; nothing for all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A paper in a list; ``made_at`` is in the shop's own time."""

    code: str
    kind: PaperKind
    made_at: datetime
    register: str
    customer: str
    amount: Money | None
    """What it is about, where it is about money."""
    prints: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersFound:
    rows: tuple[PaperRow, ...]
    more: Place | None = None
    """Where the next page begins; nothing where this is the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersHere:
    """What can be looked among: kinds that may be read, and the codes of all registers."""

    kinds: tuple[PaperKind, ...] = ()
    register: str = ""
    """The one that whoever looks stands at."""
    registers: tuple[str, ...] = ()
    may_set_printers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One time that a paper left the counter: 0 is the original. In the shop's own time."""

    copy: int
    at: datetime
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyPaper:
    """A paper as it was made; ``copy`` is what the next print of it will be marked."""

    code: str
    kind: PaperKind
    paper: Paper
    copy: int
    register: str
    made_at: datetime
    customer: str
    amount: Money | None
    prints: tuple[Printed, ...] = ()
    case: str = ""
    """What opens at the counter what it belongs to; nothing where that is nowhere."""
    signature: PaperSignature | None = None
    """What the customer drew under it, beside the paper itself."""


@needs(Right.LOOK)
def open_any(unit: Unit, code: str) -> AnyPaper:
    """A paper of whatever kind, by its number.

    Raise :class:`models.values.Refused` where there is none of that number, where it takes
    the right to read the journal and somebody has it not, and where whom it is about is not on
    record as it was.
    """
    row = unit.connection.execute(
        select(
            Document.id,
            Document.code,
            Document.kind,
            Document.made_at,
            Document.snapshot,
            Register.code.label("register"),
            GoodsReturn.number.label("slip"),
        )
        .join(Register, Register.id == Document.register_id)
        .outerjoin(GoodsReturn, GoodsReturn.id == Document.return_id)
        .where(Document.code == code.strip().upper())
    ).one_or_none()
    if row is None:
        raise refuse("nothing-found", text=mask_card_numbers(code))
    kind = PaperKind(row.kind)
    if kind in FOR_AUDITORS:
        check_right(unit, Right.JOURNAL)
    (snapshot,) = open_sealed(unit, json.loads(row.snapshot))
    paper = read_paper(kind, snapshot)
    amount = amount_on(paper)
    prints = _prints_of(unit, row.id)
    return AnyPaper(
        code=row.code,
        kind=kind,
        paper=paper,
        copy=len(prints),
        register=row.register,
        made_at=row.made_at.astimezone(unit.shop.zone),
        customer=customer_on(paper),
        amount=None if amount is None else Money(amount),
        prints=prints,
        case=belongs_to(paper, row.code) or row.slip or "",
        signature=signature_of(unit, row.id),
    )


@needs(Right.LOOK)
def find_papers(unit: Unit, sought: PapersSought, after: Place | None = None) -> PapersFound:
    """The newest first, :data:`PAGE` of them; ``after`` the page before.

    Raise :class:`models.values.Refused` for kinds that only auditors may read.
    """
    places = _places(unit, sought, _kinds(unit, sought), after).subquery()
    rows = unit.connection.execute(
        select(
            Document.id,
            Document.code,
            Document.kind,
            Document.made_at,
            Document.snapshot,
            Register.code.label("register"),
            _PRINTS.label("prints"),
        )
        .join(places, places.c.id == Document.id)
        .join(Register, Register.id == Document.register_id)
        .order_by(*_NEWEST_FIRST)
    ).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return PapersFound(
        rows=_rows_of(unit, rows[:PAGE]), more=(last.made_at, last.id) if last else None
    )


@needs(Right.LOOK)
def list_choices(unit: Unit) -> PapersHere:
    """What whoever is signed on can look among."""
    codes = unit.connection.scalars(select(Register.code).order_by(Register.code))
    return PapersHere(
        kinds=_kinds(unit, PapersSought()),
        register=unit.station.register,
        registers=tuple(codes),
        may_set_printers=has_right(unit, Right.SETTINGS),
    )


_PRINTS: Final = (
    select(func.count(DocumentPrint.copy))
    .where(DocumentPrint.document_id == Document.id)
    .correlate(Document)
    .scalar_subquery()
)


def _prints_of(unit: Unit, document_id: int) -> tuple[Printed, ...]:
    rows = unit.connection.execute(
        select(DocumentPrint.copy, DocumentPrint.at, Staff.name)
        .outerjoin(Staff, Staff.id == DocumentPrint.staff_id)
        .where(DocumentPrint.document_id == document_id)
        .order_by(DocumentPrint.copy)
    )
    return tuple(
        Printed(copy=row.copy, at=row.at.astimezone(unit.shop.zone), person=row.name or "")
        for row in rows
    )


def _rows_of(unit: Unit, rows: Sequence[Row[Any]]) -> tuple[PaperRow, ...]:
    """With what is kept aside of them, opened for all at once."""
    snapshots = look_at_sealed(unit, *(json.loads(row.snapshot) for row in rows))
    return tuple(
        _row_of(unit, row, stored) for row, stored in zip(rows, snapshots, strict=True)
    )


def _row_of(unit: Unit, row: Row[Any], stored: Mapping[str, Any]) -> PaperRow:
    kind = PaperKind(row.kind)
    paper = read_paper(kind, stored)
    amount = amount_on(paper)
    return PaperRow(
        code=row.code,
        kind=kind,
        made_at=row.made_at.astimezone(unit.shop.zone),
        register=row.register,
        customer=customer_on(paper),
        amount=None if amount is None else Money(amount),
        prints=row.prints,
    )


def _kinds(unit: Unit, sought: PapersSought) -> tuple[PaperKind, ...]:
    """Those to look among; all that are numbered where none is said."""
    if FOR_AUDITORS.intersection(sought.kinds):
        check_right(unit, Right.JOURNAL)
    if sought.kinds:
        return sought.kinds
    allowed = has_right(unit, Right.JOURNAL)
    return tuple(PaperKind(k) for k in LETTERS if allowed or k not in FOR_AUDITORS)


def _places(
    unit: Unit, sought: PapersSought, kinds: tuple[PaperKind, ...], after: Place | None
) -> Select[datetime, int]:
    """Where the papers stand that are looked for: the newest, and one more than a page.

    Each kind is walked down in its own index, and all are merged: no database does that by
    itself for a list of them.
    """
    every = select(Document.made_at, Document.id).where(*_conditions(unit, sought, after))
    if text := sought.text.strip():
        named = _named(unit, text)
        every = every.join(named, named.c.id == Document.id).where(Document.kind.in_(kinds))
        return every.order_by(*_NEWEST_FIRST).limit(PAGE + 1)
    newest = (
        select(each.c.made_at, each.c.id)
        for kind in kinds
        for each in (
            every.where(Document.kind == kind)
            .order_by(*_NEWEST_FIRST)
            .limit(PAGE + 1)
            .subquery(),
        )
    )
    merged = union_all(*newest).subquery()
    return (
        select(merged.c.made_at, merged.c.id)
        .order_by(merged.c.made_at.desc(), merged.c.id.desc())
        .limit(PAGE + 1)
    )


def _conditions(
    unit: Unit, sought: PapersSought, after: Place | None
) -> Iterator[ColumnElement[bool]]:
    if sought.register:
        here = select(Register.id).where(Register.code == sought.register)
        yield Document.register_id == here.scalar_subquery()
    if sought.day_from is not None:
        yield Document.made_at >= _begin(unit, sought.day_from)
    if sought.day_to is not None and sought.day_to < date.max:
        yield Document.made_at < _begin(unit, sought.day_to + timedelta(1))
    if after is not None:
        at, key = after
        yield tuple_(Document.made_at, Document.id) < tuple_(
            literal(at, MomentColumn()), literal(key)
        )


def _begin(unit: Unit, day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=unit.shop.zone)


def _named(unit: Unit, text: str) -> Subquery:
    """The keys of the papers that the text may mean, each once."""
    found = [select(Document.id).where(Document.code == text.upper())]
    if text.isascii() and text.isdigit() and len(text) <= len("000000000"):
        numbered = Document.number == int(text)
        found.append(
            select(Document.id)
            .join(Register, Register.id == Document.register_id)
            .where(Document.kind.in_(tuple(LETTERS)), numbered)
        )
    sale_id = find_sale(unit, text) or find_sale(unit, text.upper())
    if sale_id is not None:
        of_sale = select(GoodsReturn.id).where(GoodsReturn.sale_id == sale_id)
        found.append(select(Document.id).where(Document.return_id.in_(of_sale)))
    customers = [choice.id for choice in customers_named(unit, text)]
    if customers:
        found.append(
            select(Document.id)
            .join(GoodsReturn, GoodsReturn.id == Document.return_id)
            .where(GoodsReturn.customer_id.in_(customers))
            .order_by(Document.id.desc())
            .limit(_MOST_NAMED)
            .subquery()
            .select()
        )
    return union(*found).subquery()

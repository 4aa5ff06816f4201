"""The one box: whatever is scanned or typed, find what it belongs to.

What names one thing opens at once; anything else becomes a short list to choose from.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import phonenumbers
from sqlalchemy import and_, or_, select, text

from models.services.case_search import case_called, case_coded
from models.services.case_views import open_cases_of
from models.services.documents import EXCHANGE, RETURN, VOID
from models.services.exception_forms import paper_on_form
from models.services.goods import find_tag
from models.services.rights import needs
from models.services.sales import find_sale
from models.services.value_cards import find_card
from models.tables.documents import Document
from models.tables.goods import Barcode, Product
from models.tables.people import Customer
from models.tables.returns import WITHOUT_GOODS, GoodsReturn
from models.tables.sales import SOLD, Sale, SaleLine
from models.tables.voids import ReturnVoid
from models.values import Money, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.printing import PaperKind
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement

    from models.unit import Unit
    from models.values.cases import CaseSeen

MOST = 20
"""Entries in a list to choose from; whoever needs more types more."""


class Kind(StrEnum):
    SALE = "sale"
    PRODUCT = "product"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An entry to choose: a sale opens, a product or customer leads to its sales."""

    kind: Kind
    id: int
    title: str
    detail: str = ""
    sold_on: date | None = None
    total: Money | None = None
    voided_by: str = ""
    """The paper that undid an exchange: nothing of its sale can come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleNamed:
    """A receipt's number, or a serial number that names one of its lines."""

    sale_id: int
    serial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNamed:
    """A slip of a return, a void or a denial, or the one that a scanned form goes with; of an
    exchange by its own number only where it was voided, as that is else the sale of what went
    out."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftNamed:
    """A gift receipt: its goods come back by it, and no others of the sale."""

    code: str
    sale_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsNamed:
    """The tag on goods that came back."""

    return_line_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """``about`` is what was meant: the name of one product or customer, or the text typed."""

    about: str
    choices: tuple[Choice, ...]
    of: Kind | None = None
    """What ``about`` names, where it is one thing and the choices are its sales."""
    customer_id: int | None = None
    """Who that is, where it is a customer."""
    cases: tuple[CaseSeen, ...] = ()
    """The open ones of that customer, in all stores, those that changed last first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardNamed:
    """A gift card or store credit, by its own number or its voucher's."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPaper:
    """A paper that the counter does nothing with: a closing, a ticket, a case file…"""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNamed:
    """A case, by its code."""

    case_id: int


FILED: Final = frozenset(
    {
        PaperKind.CLOSING,
        PaperKind.TICKET,
        PaperKind.TAKEN_DOWN,
        PaperKind.APOLOGY,
        PaperKind.JOURNAL,
        PaperKind.CASE_FILE,
        PaperKind.DAY,
    }
)
"""Kinds of papers that are shown as they are, where all papers are."""

Found = (
    SaleNamed
    | PaperNamed
    | GiftNamed
    | FiledPaper
    | CaseNamed
    | CardNamed
    | GoodsNamed
    | Choices
)


@needs(Right.LOOK)
def look_up(unit: Unit, typed: str) -> Found:
    """What the text names: a paper, case, tag, card, sale, serial number, product, phone or
    name.

    Raise :class:`models.values.Refused` where it names nothing.
    """
    wanted = typed.strip()
    for search in (
        _paper,
        _gift,
        _filed,
        _visit,
        _card,
        _sale,
        _tag,
        _serial,
        _product,
        _served,
        _phone,
        _words,
    ):
        found = search(unit, wanted) if wanted else None
        if found is not None:
            return found
    raise refuse("nothing-found", text=mask_card_numbers(wanted))


@needs(Right.LOOK)
def list_sales(unit: Unit, choice: Choice) -> Choices:
    """The newest sales of a product or to a customer, whose open cases stand beside them."""
    match choice.kind:
        case Kind.PRODUCT:
            sales = _sales_of_product(unit, choice.id)
        case Kind.CUSTOMER:
            return Choices(
                about=choice.title,
                choices=_sales_to(unit, choice.id),
                of=choice.kind,
                customer_id=choice.id,
                cases=open_cases_of(unit, choice.id),
            )
        case Kind.SALE:
            sales = (choice,)
    return Choices(about=choice.title, choices=sales, of=choice.kind)


def is_taken(unit: Unit, code: str) -> bool:
    """Whether a paper, tag, card, sale, article, product or customer has this number.

    Whatever is scanned into the one box has one meaning, so a badge may not have it too.
    """
    named = (
        select(Document.code).where(Document.code == code.upper()),
        select(Sale.id).where(Sale.number == code),
        select(Customer.id).where(Customer.number == code),
    )
    return any(unit.connection.execute(each.limit(1)).first() for each in named) or any(
        search(unit, code) is not None
        for search in (_visit, _card, _tag, _serial, _product_scanned)
    )


def _paper(unit: Unit, wanted: str) -> PaperNamed | None:
    about = paper_on_form(unit, wanted.upper())
    if about is not None:
        return PaperNamed(code=about)
    code = unit.connection.scalar(
        select(Document.code)
        .outerjoin(GoodsReturn, GoodsReturn.id == Document.return_id)
        .where(
            Document.code == wanted.upper(),
            or_(
                Document.kind.in_((RETURN, VOID, PaperKind.DENIAL, *sorted(WITHOUT_GOODS))),
                and_(Document.kind == EXCHANGE, GoodsReturn.voided_by.is_not(None)),
            ),
        )
    )
    return PaperNamed(code=code) if code else None


def _gift(unit: Unit, wanted: str) -> GiftNamed | None:
    snapshot = unit.connection.scalar(
        select(Document.snapshot).where(
            Document.code == wanted.upper(), Document.kind == PaperKind.GIFT
        )
    )
    if snapshot is None:
        return None
    return GiftNamed(code=wanted.upper(), sale_id=json.loads(snapshot)["sale_id"])


def _filed(unit: Unit, wanted: str) -> FiledPaper | None:
    code = unit.connection.scalar(
        select(Document.code).where(
            Document.code == wanted.upper(), Document.kind.in_(sorted(FILED))
        )
    )
    return FiledPaper(code=code) if code else None


def _visit(unit: Unit, wanted: str) -> CaseNamed | None:
    case_id = case_coded(unit, wanted)
    return CaseNamed(case_id=case_id) if case_id else None


def _served(unit: Unit, wanted: str) -> CaseNamed | None:
    """By the ticket that somebody holds; no code is so short, but a product's may be."""
    case_id = case_called(unit, wanted)
    return CaseNamed(case_id=case_id) if case_id else None


def _tag(unit: Unit, wanted: str) -> GoodsNamed | None:
    line = find_tag(unit, wanted)
    return GoodsNamed(return_line_id=line) if line else None


def _card(unit: Unit, wanted: str) -> CardNamed | None:
    number = find_card(unit, wanted)
    return CardNamed(number=number) if number else None


def _sale(unit: Unit, wanted: str) -> SaleNamed | None:
    for number in dict.fromkeys((wanted, wanted.upper())):
        sale_id = find_sale(unit, number)
        if sale_id is not None:
            return SaleNamed(sale_id=sale_id)
    return None


def _serial(unit: Unit, wanted: str) -> SaleNamed | None:
    sale_id = unit.connection.scalar(
        select(SaleLine.sale_id)
        .join(Sale, Sale.id == SaleLine.sale_id)
        .where(SOLD, SaleLine.serial.is_not(None), SaleLine.serial == wanted)
        .order_by(SaleLine.id.desc())
        .limit(1)
    )
    return SaleNamed(sale_id=sale_id, serial=wanted) if sale_id else None


def _product(unit: Unit, wanted: str) -> Choices | None:
    scanned = _product_scanned(unit, wanted)
    if scanned is None:
        return None
    sales = _sales_of_product(unit, scanned.id)
    return Choices(about=scanned.title, choices=sales, of=Kind.PRODUCT)


def _product_scanned(unit: Unit, wanted: str) -> Choice | None:
    columns = (Product.id, Product.name, Product.sku)
    by_barcode = (
        select(*columns)
        .join(Barcode, Barcode.product_id == Product.id)
        .where(Barcode.code == wanted)
    )
    by_sku = select(*columns).where(Product.sku == wanted)
    row = unit.connection.execute(by_barcode).first() or unit.connection.execute(by_sku).first()
    if row is None:
        return None
    return Choice(kind=Kind.PRODUCT, id=row.id, title=row.name, detail=row.sku)


def _phone(unit: Unit, wanted: str) -> Choices | None:
    number = international(wanted, unit.shop.country)
    if number is None:
        return None
    customers = _customers(unit, Customer.phone == number)
    if len(customers) == 1:
        return list_sales(unit, customers[0])
    return Choices(about=wanted, choices=customers) if customers else None


def _words(unit: Unit, wanted: str) -> Choices | None:
    words = _in_words(wanted)
    if not words:
        return None
    found = (*_customers_with(unit, words), *_products_with(unit, words))
    if len(found) == 1:
        return list_sales(unit, found[0])
    return Choices(about=wanted, choices=found) if found else None


@needs(Right.LOOK)
def products_named(unit: Unit, typed: str) -> tuple[Choice, ...]:
    """The one with this barcode or SKU; else those whose names have these words."""
    wanted = typed.strip()
    scanned = _product_scanned(unit, wanted) if wanted else None
    return (scanned,) if scanned else _products_with(unit, _in_words(wanted))


@needs(Right.LOOK)
def customers_named(unit: Unit, typed: str) -> tuple[Choice, ...]:
    """Those with this phone or number; else those whose names have these words."""
    wanted = typed.strip()
    phone = international(wanted, unit.shop.country)
    same = Customer.number == wanted
    known = _customers(unit, same if phone is None else or_(same, Customer.phone == phone))
    return known or _customers_with(unit, _in_words(wanted))


def customer_again(unit: Unit, customer_id: int) -> Choice | None:
    """A customer who was chosen before; nobody where they are not on record any more."""
    return next(iter(_customers(unit, Customer.id == customer_id)), None)


def _in_words(typed: str) -> Sequence[str]:
    return re.findall(r"\w+", typed)[:8]


def _customers_with(unit: Unit, words: Sequence[str]) -> tuple[Choice, ...]:
    ids = _ids_with_words(unit, "customer", words) if words else ()
    return _customers(unit, Customer.id.in_(ids)) if ids else ()


def _products_with(unit: Unit, words: Sequence[str]) -> tuple[Choice, ...]:
    ids = _ids_with_words(unit, "product", words) if words else ()
    rows = unit.connection.execute(
        select(Product.id, Product.name, Product.sku)
        .where(Product.id.in_(ids))
        .order_by(Product.name)
    )
    return tuple(
        Choice(kind=Kind.PRODUCT, id=row.id, title=row.name, detail=row.sku) for row in rows
    )


def international(typed: str, country: str) -> str | None:
    """A phone number as +62…, read as the shop's country would; or nothing."""
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _customers(unit: Unit, condition: ColumnElement[bool]) -> tuple[Choice, ...]:
    rows = unit.connection.execute(
        select(Customer.id, Customer.name, Customer.number, Customer.phone)
        .where(condition)
        .order_by(Customer.name)
        .limit(MOST)
    )
    return tuple(
        Choice(
            kind=Kind.CUSTOMER,
            id=row.id,
            title=row.name or row.number,
            detail=row.phone or row.number,
        )
        for row in rows
    )


def _ids_with_words(unit: Unit, table: str, words: Sequence[str]) -> Sequence[int]:
    """Rows whose name has a word beginning with each of these, by the full-text index."""
    if unit.connection.dialect.name == "postgresql":
        query = text(
            f"SELECT id FROM {table} WHERE to_tsvector('simple', name) "
            f"@@ to_tsquery('simple', :words) LIMIT {MOST}"
        )
        asked = " & ".join(f"{word}:*" for word in words)
    else:
        query = text(
            f"SELECT rowid FROM {table}_search WHERE {table}_search MATCH :words LIMIT {MOST}"
        )
        asked = " ".join(f'"{word}"*' for word in words)
    return unit.connection.scalars(query, {"words": asked}).all()


def _sales_of_product(unit: Unit, product_id: int) -> tuple[Choice, ...]:
    newest = (
        select(SaleLine.sale_id)
        .where(SaleLine.product_id == product_id)
        .order_by(SaleLine.id.desc())
        .limit(MOST)
    )
    return _sales(unit, Sale.id.in_(unit.connection.scalars(newest).all()))


def _sales_to(unit: Unit, customer_id: int) -> tuple[Choice, ...]:
    return _sales(unit, Sale.customer_id == customer_id)


def _sales(unit: Unit, condition: ColumnElement[bool]) -> tuple[Choice, ...]:
    sales = unit.connection.execute(
        select(Sale.id, Sale.number, Sale.sold_at, Sale.total, ReturnVoid.number.label("void"))
        .outerjoin(ReturnVoid, ReturnVoid.id == Sale.voided_by)
        .where(condition)
        .order_by(Sale.sold_at.desc(), Sale.id.desc())
        .limit(MOST)
    ).all()
    goods: defaultdict[int, list[str]] = defaultdict(list)
    lines = unit.connection.execute(
        select(SaleLine.sale_id, SaleLine.description)
        .where(SaleLine.sale_id.in_([sale.id for sale in sales]))
        .order_by(SaleLine.sale_id, SaleLine.position)
    )
    for sale_id, description in lines:
        goods[sale_id].append(description)
    return tuple(
        Choice(
            kind=Kind.SALE,
            id=sale.id,
            title=sale.number,
            detail=", ".join(goods[sale.id]),
            sold_on=unit.day_of(sale.sold_at),
            total=sale.total,
            voided_by=sale.void or "",
        )
        for sale in sales
    )

"""What a replay reads: returns as they were when they came, in the order of time.

Each statement runs once and is streamed. What belongs to one return stands in several of them,
all in the same order, so that they are read side by side and never held as a whole.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import exists, func, select, type_coerce
from sqlalchemy.orm import aliased

from models.rules.refunds import PaidBy
from models.services.sold import BUNDLE, LINES, Promotion, SoldSale, corrections_by_line
from models.tables.giving import PriceCorrection
from models.tables.goods import Category, Department, Product
from models.tables.people import Customer
from models.tables.returns import STANDS, GoodsReturn, ReturnLine
from models.tables.sales import SOLD, LinePromotion, Sale, SaleLine, Tender
from models.tables.shop import Store
from models.values import TenderKind
from models.values.codes import Obtained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, Select, Subquery

    from models.unit import Unit

    Stored = Row[*tuple[Any, ...]]

T = TypeVar("T")

AT_ONCE = 1000
AS_OF_THEN = ("returned", "refunded")


class Brought(NamedTuple):
    """What came back of one sale in one return, and the sale as it stood that moment."""

    sale: SoldSale
    lines: Sequence[Stored]


class Reading:
    """Statements that are read row by row; what is left of them is dropped in the end.

    The database keeps what was not asked for yet.
    """

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self._streams = ExitStack()

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *_: object) -> None:
        self._streams.close()

    def stream(self, query: Select[*tuple[Any, ...]]) -> Iterator[Stored]:
        found = self.unit.connection.execute(query.execution_options(yield_per=AT_ONCE))
        return iter(self._streams.enter_context(found))


def count_lines(unit: Unit, since: datetime) -> tuple[int, int, int]:
    """Returned lines of a certain sale, those of none, and sold lines."""
    came = (
        select(func.count(), func.count(ReturnLine.line_id))
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .where(STANDS, GoodsReturn.taken_at >= since)
    )
    every, certain = unit.connection.execute(came).one()
    sold = (
        select(func.count()).select_from(SaleLine).join(Sale).where(SOLD, Sale.sold_at >= since)
    )
    return certain, every - certain, unit.connection.scalar(sold) or 0


def read_returns(reading: Reading, since: datetime) -> Iterator[Brought]:
    """Every return of a sale that is certain, oldest first."""
    came = _came_back()
    key = attrgetter("return_id", "sale_id")
    tenders = Beside(reading.stream(_tenders(_pairs(came, since))), key)
    promotions = Beside(reading.stream(_promotions(_pairs(came, since))), key)
    whole = Beside(reading.stream(_whole_sales(_pairs(came, since))), key)
    corrected = Beside(reading.stream(_corrections(_pairs(came, since))), key)
    for which, group in groupby(reading.stream(_returned(came, since)), key):
        lines = list(group)
        given = promotions.take(which)
        sale = _sale(reading.unit, whole.take(which) or lines, tenders.take(which), given)
        earlier = corrections_by_line(corrected.take(which))
        yield Brought(replace(sale, corrections=earlier) if earlier else sale, lines)


def read_sold(
    reading: Reading, since: datetime, *, tenders: bool, promotions: bool
) -> Iterator[SoldSale]:
    """Every sale since then; how it was paid and what it earned only where that matters."""
    key = attrgetter("sale_id")
    recent = select(Sale.id.label("sale_id")).where(SOLD, Sale.sold_at >= since).subquery()
    paid = Beside(reading.stream(_paid_by(recent)) if tenders else iter(()), key)
    given = Beside(reading.stream(_given(recent)) if promotions else iter(()), key)
    query = (
        _joined(select(*LINES.selected_columns, SaleLine.sale_id, Customer.standing))
        .where(SOLD, Sale.sold_at >= since)
        .order_by(SaleLine.sale_id, SaleLine.position)
    )
    for which, group in groupby(reading.stream(query), key):
        yield _sale(reading.unit, list(group), paid.take(which), given.take(which))


class Beside:
    """Another stream in the same order, of which some keys are left out."""

    def __init__(
        self,
        rows: Iterator[Stored],
        key: Callable[[Stored], object],
    ) -> None:
        self._groups = groupby(rows, key)
        self._next = next(self._groups, None)

    def take(self, key: object) -> list[Stored]:
        """The rows of that key; each key is asked for once, in order."""
        if self._next is None or self._next[0] != key:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


def _sale(
    unit: Unit,
    lines: Sequence[Stored],
    tenders: Sequence[Stored],
    promotions: Sequence[Stored],
) -> SoldSale:
    first = lines[0]
    given: dict[int, tuple[Promotion, ...]] = {}
    for row in promotions:
        one = Promotion(row.kind, row.name, row.least)
        given[row.line_id] = (*given.get(row.line_id, ()), one)
    return SoldSale(
        sale_id=first.sale_id,
        number=first.number,
        sold_on=unit.day_of(first.sold_at),
        customer_id=first.customer_id,
        customer=first.customer or "",
        lines=lines,
        tenders=tuple(
            PaidBy(
                tender_id=row.id,
                kind=TenderKind(row.kind),
                label="",
                paid=row.exact,
                left=row.exact,
            )
            for row in tenders
        ),
        promotions=given,
    )


def _or_nothing(total: ColumnElement[T]) -> ColumnElement[T]:
    """A sum of no rows is nothing, in the sum's own type."""
    return type_coerce(func.coalesce(total, 0), total.type)


def _came_back() -> Subquery:
    """Every returned line, with what had come back of the same sale line before it."""
    so_far: dict[str, Any] = {
        "partition_by": ReturnLine.line_id,
        "order_by": (GoodsReturn.taken_at, GoodsReturn.id, ReturnLine.id),
        "rows": (None, -1),
    }
    return (
        select(
            ReturnLine.id,
            ReturnLine.return_id,
            ReturnLine.line_id,
            ReturnLine.quantity,
            ReturnLine.reason,
            ReturnLine.condition,
            ReturnLine.remedy,
            ReturnLine.captured,
            ReturnLine.kept,
            GoodsReturn.number,
            GoodsReturn.taken_at,
            GoodsReturn.proof,
            GoodsReturn.clerk_id,
            GoodsReturn.store_id,
            _or_nothing(func.sum(ReturnLine.quantity).over(**so_far)).label("returned"),
            _or_nothing(func.sum(ReturnLine.gross).over(**so_far)).label("refunded"),
        )
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .where(STANDS, ReturnLine.line_id.is_not(None))
        .subquery("came")
    )


def _returned(came: Subquery, since: datetime) -> Select[*tuple[Any, ...]]:
    """The lines that came back, with the sale line as it stood before."""
    back_in = aliased(Store)
    query = select(
        *(column for column in LINES.selected_columns if column.key not in AS_OF_THEN),
        came.c.returned,
        came.c.refunded,
        came.c.return_id,
        came.c.quantity.label("coming"),
        came.c.reason,
        came.c.condition,
        came.c.remedy,
        came.c.captured,
        came.c.kept,
        came.c.number.label("slip"),
        came.c.taken_at,
        came.c.proof,
        came.c.clerk_id,
        SaleLine.sale_id,
        Customer.standing,
        back_in.code.label("returned_in"),
    )
    return (
        _joined(query)
        .join(came, came.c.line_id == SaleLine.id)
        .join(back_in, back_in.id == came.c.store_id)
        .where(came.c.taken_at >= since)
        .order_by(came.c.taken_at, came.c.return_id, SaleLine.sale_id, came.c.id)
    )


def _joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """What :data:`models.services.sold.LINES` asks for, of every sale."""
    return (
        query.select_from(SaleLine)
        .join(Sale, Sale.id == SaleLine.sale_id)
        .join(Store, Store.id == Sale.store_id)
        .outerjoin(Customer, Customer.id == Sale.customer_id)
        .outerjoin(Product, Product.id == SaleLine.product_id)
        .outerjoin(Category, Category.id == Product.category_id)
        .outerjoin(Department, Department.id == Category.department_id)
    )


def _pairs(came: Subquery, since: datetime) -> Subquery:
    """Each return with each sale that it is of."""
    return (
        select(came.c.taken_at, came.c.return_id, SaleLine.sale_id)
        .join(SaleLine, SaleLine.id == came.c.line_id)
        .where(came.c.taken_at >= since)
        .distinct()
        .subquery("pairs")
    )


def _tenders(pairs: Subquery) -> Select[*tuple[Any, ...]]:
    return (
        select(pairs.c.return_id, pairs.c.sale_id, Tender.id, Tender.kind, Tender.exact)
        .join(Tender, Tender.sale_id == pairs.c.sale_id)
        .order_by(pairs.c.taken_at, pairs.c.return_id, pairs.c.sale_id, Tender.id)
    )


def _promotions(pairs: Subquery) -> Select[*tuple[Any, ...]]:
    return (
        select(
            pairs.c.return_id,
            pairs.c.sale_id,
            LinePromotion.line_id,
            LinePromotion.kind,
            LinePromotion.name,
            LinePromotion.least,
        )
        .join(SaleLine, SaleLine.sale_id == pairs.c.sale_id)
        .join(LinePromotion, LinePromotion.line_id == SaleLine.id)
        .order_by(pairs.c.taken_at, pairs.c.return_id, pairs.c.sale_id, LinePromotion.id)
    )


def _corrections(pairs: Subquery) -> Select[*tuple[Any, ...]]:
    """What was given back of a sale's prices without goods before each return."""
    given = aliased(GoodsReturn)
    return (
        select(
            pairs.c.return_id,
            pairs.c.sale_id,
            PriceCorrection.line_id,
            PriceCorrection.since,
            PriceCorrection.amount,
            PriceCorrection.tax,
        )
        .join(given, given.sale_id == pairs.c.sale_id)
        .join(PriceCorrection, PriceCorrection.return_id == given.id)
        .where(
            given.voided_by.is_(None),
            (given.taken_at < pairs.c.taken_at)
            | ((given.taken_at == pairs.c.taken_at) & (given.id < pairs.c.return_id)),
        )
        .order_by(pairs.c.taken_at, pairs.c.return_id, pairs.c.sale_id, PriceCorrection.id)
    )


def _whole_sales(pairs: Subquery) -> Select[*tuple[Any, ...]]:
    """All lines of the sales in which one depends on the others: bundles, free gifts
    and charges."""
    other = aliased(SaleLine)
    of_a_bundle = exists().where(
        other.sale_id == pairs.c.sale_id,
        LinePromotion.line_id == other.id,
        LinePromotion.kind == BUNDLE,
    )
    with_a_gift = exists().where(
        other.sale_id == pairs.c.sale_id, other.obtained == Obtained.FREE_GIFT
    )
    with_a_charge = exists().where(other.sale_id == pairs.c.sale_id, other.charge != "")
    earlier = (
        select(
            _or_nothing(func.sum(ReturnLine.quantity)).label("returned"),
            _or_nothing(func.sum(ReturnLine.gross)).label("refunded"),
        )
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .where(
            STANDS,
            ReturnLine.line_id == SaleLine.id,
            (GoodsReturn.taken_at < pairs.c.taken_at)
            | (
                (GoodsReturn.taken_at == pairs.c.taken_at)
                & (GoodsReturn.id < pairs.c.return_id)
            ),
        )
    )
    query = select(
        *(column for column in LINES.selected_columns if column.key not in AS_OF_THEN),
        *(
            earlier.with_only_columns(earlier.selected_columns[name])
            .correlate(SaleLine, pairs)
            .scalar_subquery()
            .label(name)
            for name in AS_OF_THEN
        ),
        pairs.c.return_id,
        SaleLine.sale_id,
    )
    return (
        _joined(query)
        .join(pairs, pairs.c.sale_id == SaleLine.sale_id)
        .where(of_a_bundle | with_a_gift | with_a_charge)
        .order_by(pairs.c.taken_at, pairs.c.return_id, pairs.c.sale_id, SaleLine.position)
    )


def _paid_by(recent: Subquery) -> Select[*tuple[Any, ...]]:
    return (
        select(Tender.sale_id, Tender.id, Tender.kind, Tender.exact)
        .join(recent, recent.c.sale_id == Tender.sale_id)
        .order_by(Tender.sale_id, Tender.id)
    )


def _given(recent: Subquery) -> Select[*tuple[Any, ...]]:
    return (
        select(
            SaleLine.sale_id,
            LinePromotion.line_id,
            LinePromotion.kind,
            LinePromotion.name,
            LinePromotion.least,
        )
        .join(recent, recent.c.sale_id == SaleLine.sale_id)
        .join(LinePromotion, LinePromotion.line_id == SaleLine.id)
        .order_by(SaleLine.sale_id, LinePromotion.id)
    )

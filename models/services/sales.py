"""Find a sale and say what of it can still come back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from models.rules.refunds import PaidBy
from models.rules.returns import Finding, SoldLine, judge_standing
from models.services.policies import policy_on
from models.tables.goods import Barcode, Category, Department, Product
from models.tables.people import Customer
from models.tables.returns import GoodsReturn, ReturnLine
from models.tables.sales import LinePromotion, Sale, SaleLine, Tender
from models.tables.shop import Store
from models.values import Money, Quantity, TenderKind, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import Row, Select
    from sqlalchemy.orm import InstrumentedAttribute

    from models.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOnCounter:
    """A sale line as the clerk sees it: what was bought, what is left, and why not."""

    line_id: int
    sku: str
    description: str
    department: str
    serial: str
    weighed: bool
    barcodes: frozenset[str]
    promotions: tuple[str, ...]
    quantity: Quantity
    left: Quantity
    paid: Money
    returned_by: tuple[str, ...]
    """The papers on which units of it came back."""
    standing: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleOnCounter:
    sale_id: int
    number: str
    sold_on: date
    days_ago: int
    store: str
    customer: str
    customer_returns: int
    """Returns of this customer in the last 365 days."""
    total: Money
    tenders: tuple[PaidBy, ...]
    lines: tuple[LineOnCounter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldSale:
    """The facts that every use case around a sale starts from."""

    sale_id: int
    number: str
    sold_on: date
    customer_id: int | None
    customer: str
    lines: Sequence[Row[*tuple[Any, ...]]]

    def sold_line(self, row: Row[*tuple[Any, ...]]) -> SoldLine:
        return SoldLine(
            department=row.department,
            sold=row.quantity,
            returned=row.returned,
            paid=row.paid,
            tax=row.tax,
            sold_on=self.sold_on,
            serial=row.serial,
            weighed=bool(row.weighed),
        )


LINES = (
    select(
        Sale.number,
        Sale.sold_at,
        Sale.customer_id,
        Customer.name.label("customer"),
        SaleLine.id,
        SaleLine.sku,
        SaleLine.product_id,
        SaleLine.description,
        SaleLine.serial,
        SaleLine.quantity,
        SaleLine.returned,
        SaleLine.paid,
        SaleLine.tax,
        Product.weighed,
        Department.name.label("department"),
    )
    .join(Sale, Sale.id == SaleLine.sale_id)
    .outerjoin(Customer, Customer.id == Sale.customer_id)
    .outerjoin(Product, Product.id == SaleLine.product_id)
    .outerjoin(Category, Category.id == Product.category_id)
    .outerjoin(Department, Department.id == Category.department_id)
    .where(SaleLine.sale_id == bindparam("sale"))
    .order_by(SaleLine.position)
)
LOCKED_LINES = LINES.with_for_update(of=SaleLine)
TENDERS = (
    select(Tender.id, Tender.kind, Tender.label, Tender.exact, Tender.refunded)
    .where(Tender.sale_id == bindparam("sale"))
    .order_by(Tender.id)
)
LOCKED_TENDERS = TENDERS.with_for_update()


def load_sale(unit: Unit, sale_id: int, *, lock: bool = False) -> SoldSale:
    """A sale and its lines in one query; ``lock`` holds the lines till the end.

    Raise :class:`models.values.Refused` where there is none.
    """
    query = LOCKED_LINES if lock else LINES
    rows = unit.connection.execute(query, {"sale": sale_id}).all()
    if not rows:
        raise refuse("line-unknown")
    first = rows[0]
    return SoldSale(
        sale_id=sale_id,
        number=first.number,
        sold_on=unit.day_of(first.sold_at),
        customer_id=first.customer_id,
        customer=first.customer or "",
        lines=rows,
    )


def find_sale(unit: Unit, number: str) -> int | None:
    """The newest sale with that number: two stores may have given out the same one."""
    return unit.connection.scalar(
        select(Sale.id).where(Sale.number == number).order_by(Sale.sold_at.desc()).limit(1)
    )


def open_sale(unit: Unit, sale_id: int) -> SaleOnCounter:
    """Everything the return screen shows of a sale, in a fixed number of queries."""
    sale = load_sale(unit, sale_id)
    policy = policy_on(unit, sale.sold_on)
    ids = [row.id for row in sale.lines]
    promotions = _texts_by(
        unit, select(LinePromotion.line_id, LinePromotion.name), LinePromotion.line_id, ids
    )
    slips = _texts_by(
        unit,
        select(ReturnLine.line_id, GoodsReturn.number).join(
            GoodsReturn, GoodsReturn.id == ReturnLine.return_id
        ),
        ReturnLine.line_id,
        ids,
    )
    products = [row.product_id for row in sale.lines if row.product_id is not None]
    barcodes = _texts_by(
        unit, select(Barcode.product_id, Barcode.code), Barcode.product_id, products
    )
    store, total = unit.connection.execute(
        select(Store.name, Sale.total)
        .join(Sale, Sale.store_id == Store.id)
        .where(Sale.id == sale_id)
    ).one()
    lines = tuple(
        LineOnCounter(
            line_id=row.id,
            sku=row.sku,
            description=row.description,
            department=row.department or "",
            serial=row.serial or "",
            weighed=bool(row.weighed),
            barcodes=frozenset(barcodes.get(row.product_id, ())),
            promotions=promotions.get(row.id, ()),
            quantity=row.quantity,
            left=row.quantity - row.returned,
            paid=row.paid,
            returned_by=slips.get(row.id, ()),
            standing=judge_standing(sale.sold_line(row), policy, unit.today),
        )
        for row in sale.lines
    )
    return SaleOnCounter(
        sale_id=sale_id,
        number=sale.number,
        sold_on=sale.sold_on,
        days_ago=(unit.today - sale.sold_on).days,
        store=store,
        customer=sale.customer,
        customer_returns=_returns_this_year(unit, sale.customer_id),
        total=total,
        tenders=load_tenders(unit, sale_id),
        lines=lines,
    )


def load_tenders(unit: Unit, sale_id: int, *, lock: bool = False) -> tuple[PaidBy, ...]:
    """How it was paid and what each tender can still give back, in exact money."""
    query = LOCKED_TENDERS if lock else TENDERS
    return tuple(
        PaidBy(
            tender_id=row.id,
            kind=TenderKind(row.kind),
            label=row.label,
            left=row.exact - row.refunded,
        )
        for row in unit.connection.execute(query, {"sale": sale_id})
    )


def _texts_by(
    unit: Unit,
    query: Select[Any, str],
    column: InstrumentedAttribute[Any],
    keys: Iterable[int],
) -> dict[int, tuple[str, ...]]:
    """Texts gathered by key, in one query."""
    gathered: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for key, text in unit.connection.execute(query.where(column.in_(tuple(keys)))):
        gathered[key] += (text,)
    return gathered


def _returns_this_year(unit: Unit, customer_id: int | None) -> int:
    if customer_id is None:
        return 0
    since = unit.now - timedelta(days=365)
    return (
        unit.connection.scalar(
            select(func.count())
            .select_from(GoodsReturn)
            .where(GoodsReturn.customer_id == customer_id, GoodsReturn.taken_at >= since)
        )
        or 0
    )

"""Find a sale and say what of it can still come back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.rules.facts import Asked, Facts, SoldLine
from models.rules.returns import judge_standing, kinder_standing
from models.services.gift_receipts import given_with
from models.services.letterheads import paper_language
from models.services.policies import policies_for
from models.services.rights import needs
from models.services.sold import load_sale
from models.services.visits import load_visit
from models.tables.exchanges import Exchange
from models.tables.goods import Barcode
from models.tables.returns import OF_GOODS, STANDS, GoodsReturn, ReturnLine
from models.tables.sales import Sale
from models.tables.shop import Store
from models.values import ZERO, Money, Quantity
from models.values.codes import Charge
from models.values.printing import AS_USUAL
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import InstrumentedAttribute

    from models.rules.facts import Visit
    from models.rules.findings import Finding
    from models.rules.refunds import PaidBy
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
    corrected: Money = ZERO
    """What of ``paid`` was given back without goods."""
    returned_by: tuple[str, ...]
    """The papers on which units of it came back."""
    standing: tuple[Finding, ...]
    charge: Charge | None = None
    """What was paid for that is no goods."""


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
    slip: str = ""
    """That of the exchange in which it was sold, which can be opened again."""
    customer_id: int | None = None
    gift: str = ""
    """The gift receipt by which it was opened; then ``lines`` are those of the gift alone."""
    paper_language: str = ""
    """What papers speak for whoever brings it, where they wish for nothing else."""


@needs(Right.LOOK, machine=True)
def find_sale(unit: Unit, number: str) -> int | None:
    """The newest sale with that number: two stores may have given out the same one."""
    return unit.connection.scalar(
        select(Sale.id).where(Sale.number == number).order_by(Sale.sold_at.desc()).limit(1)
    )


@needs(Right.LOOK)
def open_sale(unit: Unit, sale_id: int, gift: str = "") -> SaleOnCounter:
    """Everything the return screen shows of a sale, in a fixed number of queries.

    By the number of a ``gift`` receipt it is what that one names, and no more of it.
    """
    sale = load_sale(unit, sale_id)
    policies = policies_for(unit, sale.sold_on)
    visit = load_visit(unit, policies, customer_id=sale.customer_id, case_value=ZERO)
    ids = [row.id for row in sale.lines]
    slips = _texts_by(
        unit,
        select(ReturnLine.line_id, GoodsReturn.number)
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .where(STANDS),
        ReturnLine.line_id,
        ids,
    )
    products = [row.product_id for row in sale.lines if row.product_id is not None]
    barcodes = _texts_by(
        unit, select(Barcode.product_id, Barcode.code), Barcode.product_id, products
    )
    store, total, exchange = unit.connection.execute(
        select(Store.name, Sale.total, Exchange.id)
        .join(Sale, Sale.store_id == Store.id)
        .outerjoin(Exchange, Exchange.sale_id == Sale.id)
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
            promotions=tuple(one.name for one in sale.promotions.get(row.id, ())),
            quantity=row.quantity,
            left=row.quantity - row.returned,
            paid=row.paid,
            corrected=row.corrected,
            returned_by=slips.get(row.id, ()),
            standing=kinder_standing(
                [judge_standing(_at_first(sale.sold_line(row), visit), p) for p in policies]
            ),
            charge=Charge(row.charge) if row.charge else None,
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
        customer_id=sale.customer_id,
        customer_returns=_returns_this_year(unit, sale.customer_id),
        total=total,
        tenders=sale.tenders,
        lines=_of_gift(lines, given_with(unit, gift)) if gift else lines,
        slip=sale.number if exchange else "",
        gift=gift,
        paper_language=paper_language(unit, AS_USUAL, None if gift else sale.customer_id),
    )


def _of_gift(
    lines: Iterable[LineOnCounter], given: Mapping[int, Quantity]
) -> tuple[LineOnCounter, ...]:
    return tuple(
        replace(line, left=min(line.left, given[line.line_id]))
        for line in lines
        if line.line_id in given
    )


def _at_first(line: SoldLine, visit: Visit) -> Facts:
    """The line before anything is asked of it."""
    return Facts(line, Asked(quantity=line.left), visit)


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
            .where(
                STANDS,
                GoodsReturn.what == OF_GOODS,
                GoodsReturn.customer_id == customer_id,
                GoodsReturn.taken_at >= since,
            )
        )
        or 0
    )

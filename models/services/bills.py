"""A receipt explained line by line: what was paid, why so much, and what came back since."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select, type_coerce, union_all

from models.services.documents import Number, paper_head
from models.services.rights import needs
from models.services.sold import load_sale
from models.tables.base import MoneyColumn
from models.tables.giving import Goodwill, PriceCorrection
from models.tables.returns import STANDS, GoodsReturn, ReturnLine
from models.tables.sales import LinePromotion, Sale, SaleLine, Tender
from models.tables.shop import Store
from models.values import ONE, Money, rounded_share
from models.values.bill_papers import BillBack, BillExplained, BillLine, BillTender, PriceOff
from models.values.printing import PaperKind
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from models.unit import Unit

ORDER = "order"
UNNUMBERED = Number(PaperKind.BILL, 0, "")


@needs(Right.LOOK)
def explain_bill(unit: Unit, sale_id: int, language: str = "") -> BillExplained:
    """As it stands now, in this language or the shop's; changes nothing.

    Raise :class:`models.values.Refused` where there is no such sale, and for that of an
    exchange that was voided.
    """
    sale = load_sale(unit, sale_id)
    head = unit.connection.execute(
        select(Sale.sold_at, Sale.total, Sale.cash_rounding, Store.name)
        .join(Store, Store.id == Sale.store_id)
        .where(Sale.id == sale_id)
    ).one()
    off = _discounts(unit, sale_id)
    return BillExplained(
        head=paper_head(unit, UNNUMBERED, language or unit.shop.language),
        sale_number=sale.number,
        sold_at=head.sold_at.astimezone(unit.shop.zone).isoformat(timespec="seconds"),
        sold_in=head.name,
        lines=tuple(_line(row, off[row.id]) for row in sale.lines),
        cash_rounding=head.cash_rounding.minor,
        total=head.total.minor,
        tenders=_tenders(unit, sale_id),
        back=_back(unit, sale_id),
    )


def _line(row: Row[*tuple[object, ...]], discounts: Sequence[tuple[str, PriceOff]]) -> BillLine:
    listed = rounded_share(row.unit_price.minor, row.quantity.thousandths, ONE.thousandths)
    off = tuple(one for kind, one in discounts if kind != ORDER)
    share = sum(one.amount for kind, one in discounts if kind == ORDER)
    return BillLine(
        description=row.description,
        sku=row.sku,
        serial=row.serial or "",
        quantity=row.quantity.thousandths,
        unit_price=row.unit_price.minor,
        listed=listed,
        off=off,
        share=share,
        other=listed - sum(one.amount for one in off) - share - row.paid.minor,
        paid=row.paid.minor,
        tax=row.tax.minor,
        returned=row.returned.thousandths,
        refunded=row.refunded.minor,
        corrected=row.corrected.minor,
    )


def _discounts(unit: Unit, sale_id: int) -> defaultdict[int, list[tuple[str, PriceOff]]]:
    """By line: the kind of each discount, its name and its amount."""
    found: defaultdict[int, list[tuple[str, PriceOff]]] = defaultdict(list)
    rows = unit.connection.execute(
        select(
            LinePromotion.line_id, LinePromotion.kind, LinePromotion.name, LinePromotion.amount
        )
        .join(SaleLine, SaleLine.id == LinePromotion.line_id)
        .where(SaleLine.sale_id == sale_id, LinePromotion.amount != Money())
        .order_by(LinePromotion.id)
    )
    for row in rows:
        found[row.line_id].append((row.kind, PriceOff(name=row.name, amount=row.amount.minor)))
    return found


def _tenders(unit: Unit, sale_id: int) -> tuple[BillTender, ...]:
    rows = unit.connection.execute(
        select(Tender.kind, Tender.label, Tender.amount, Tender.refunded)
        .where(Tender.sale_id == sale_id)
        .order_by(Tender.id)
    )
    return tuple(
        BillTender(
            kind=row.kind,
            label=row.label,
            amount=row.amount.minor,
            refunded=row.refunded.minor,
        )
        for row in rows
    )


def _back(unit: Unit, sale_id: int) -> tuple[BillBack, ...]:
    """What stands of it, the oldest first."""
    of_sale = select(GoodsReturn.id).where(STANDS, GoodsReturn.sale_id == sale_id)
    paid = type_coerce(ReturnLine.gross - ReturnLine.fee, MoneyColumn()).label("amount")
    given = union_all(
        select(ReturnLine.return_id, paid).where(ReturnLine.return_id.in_(of_sale)),
        *(
            select(table.return_id, table.amount).where(table.return_id.in_(of_sale))
            for table in (PriceCorrection, Goodwill)
        ),
    ).subquery()
    rows = unit.connection.execute(
        select(
            GoodsReturn.number,
            GoodsReturn.taken_at,
            GoodsReturn.what,
            func.sum(given.c.amount).label("amount"),
        )
        .join(given, given.c.return_id == GoodsReturn.id)
        .group_by(GoodsReturn.id, GoodsReturn.number, GoodsReturn.taken_at, GoodsReturn.what)
        .order_by(GoodsReturn.taken_at, GoodsReturn.id)
    )
    return tuple(
        BillBack(
            number=row.number,
            on=unit.day_of(row.taken_at).isoformat(),
            what=row.what,
            amount=row.amount.minor,
        )
        for row in rows
    )

"""The sales of a file: each made whole from its rows, then written many at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.formats.rows import NOTHING_TOLD, RowKind
from models.rules.discounts import spread_discount
from models.services.bulk import in_portions, insert_rows, reserve_keys
from models.services.spool import told_by
from models.tables.sales import LinePromotion, Sale, SaleLine, Tender
from models.values import Message, Money, TenderKind, rounded_share
from models.values.card_numbers import last_four
from models.values.codes import Obtained

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.services.spool import Spool, SpooledRow
    from models.unit import Unit
    from models.values import Currency

LINES_AT_ONCE = 10_000
IN_THE_STORE, BOUGHT = "store", Obtained.BOUGHT.value
LONGEST_SALE = timedelta(days=1)
"""Rows of one number that lie further apart are not of one sale."""

SALE = (
    "id", "number", "store_id", "sold_at", "customer_id", "customer_tier", "channel", "staff",
    "delivered_on", "total", "cash_rounding", "import_id",
)  # fmt: skip
LINE = (
    "id", "sale_id", "position", "product_id", "sku", "description", "serial", "quantity",
    "unit_price", "paid", "tax", "returned", "refunded",
)  # fmt: skip
OTHERWISE = (*LINE, "obtained", "charge")
"""A line that was not simply bought, or is no goods; the others need no words for it,
which is quicker."""
PROMOTION = ("line_id", "kind", "name", "amount", "least")
TENDER = ("sale_id", "kind", "label", "last_four", "amount", "exact", "refunded")


@dataclass(slots=True)
class SalesTaken:
    sales: int = 0
    known: int = 0
    lines: int = 0
    charges: int = 0


@dataclass(slots=True)
class WholeSale:
    """A sale that adds up: what its lines paid is what its tenders cover."""

    rows: Sequence[SpooledRow]
    """What was sold; charges stand among the goods."""
    lines: Sequence[int]
    """Where all of it stands in the file, discounts included."""
    sold_at: str
    paid: Sequence[int]
    tax: Sequence[int]
    off: Sequence[int]
    """Each line's share of what was taken off the whole sale."""
    off_name: str
    tenders: dict[tuple[str, str], int]
    """By kind and label, before cash rounding."""
    rounding: int
    channel: str
    staff: bool
    tier: str
    delivered: str | None
    """The day in ISO form on which the last of it was delivered."""

    def content(self) -> list[tuple[str, int, int]]:
        """What tells it from another sale of the same number."""
        return sorted(
            (row.sku, row.quantity, paid)
            for row, paid in zip(self.rows, self.paid, strict=True)
        )


def add_up(
    rows: Sequence[SpooledRow], currency: Currency, off_name: str
) -> WholeSale | Message | None:
    """Make one sale of its rows, or say why they make none; nothing if none was sold.

    ``off_name`` is what a discount of the whole sale is called where the rows don't say.
    """
    sold = [row for row in rows if row.kind == RowKind.SOLD]
    taken_off = [row for row in rows if row.kind == RowKind.DISCOUNT]
    if not sold:
        return Message("correction-not-sale") if taken_off else None
    sold_at = min(row.at for row in sold)
    if _moment(max(row.at for row in sold)) - _moment(sold_at) > LONGEST_SALE:
        return Message("sale-unclear", {"column": "time"})
    orders = {row.order_discount for row in sold if row.order_discount}
    if len(orders) > 1:
        return Message("sale-unclear", {"column": "order_discount"})
    told = [told_by(text) for text in {row.told for row in sold}]
    channels = {one.channel for one in told if one.channel}
    tiers = {one.tier for one in told if one.tier}
    for column, said in (("channel", channels), ("tier", tiers)):
        if len(said) > 1:
            return Message("sale-unclear", {"column": column})

    paid: Sequence[int] = [row.net for row in sold]
    tax: Sequence[int] = [row.tax for row in sold]
    off: Sequence[int] = ()
    discount = sum(orders) + sum(row.net for row in taken_off)
    if discount:
        if discount > sum(paid):
            text = str(currency.decimal(Money(discount)))
            return Message("paid-negative", {"text": text})
        off = spread_discount(discount, paid)
        paid = [row.net - share for row, share in zip(sold, off, strict=True)]
        tax = [
            rounded_share(row.tax, left, row.net) if row.net else 0
            for row, left in zip(sold, paid, strict=True)
        ]
        off_name = next((row.description for row in taken_off if row.description), off_name)

    tenders: dict[tuple[str, str], int] = {}
    for row, amount in zip(sold, paid, strict=True):
        if amount:
            by = (row.tender, row.label)
            tenders[by] = tenders.get(by, 0) + amount
    exchanged = any(row.kind == RowKind.BACK for row in rows)
    rounding = 0 if exchanged else _rounding(sold, sum(paid), tenders, currency)
    if isinstance(rounding, Message):
        return rounding
    return WholeSale(
        rows=sold,
        lines=[row.line for row in rows if row.kind != RowKind.BACK],
        sold_at=sold_at,
        paid=paid,
        tax=tax,
        off=off,
        off_name=off_name,
        tenders=tenders,
        rounding=rounding,
        channel=next(iter(channels), IN_THE_STORE),
        staff=any(one.staff for one in told),
        tier=next(iter(tiers), ""),
        delivered=max(one.delivered for one in told) or None,
    )


def _rounding(
    sold: Sequence[SpooledRow],
    due: int,
    tenders: dict[tuple[str, str], int],
    currency: Currency,
) -> int | Message:
    """What the smallest coin did to the cash: the total given less what the lines say."""
    totals = {row.total for row in sold if row.total is not None}
    if not totals:
        return 0
    if len(totals) > 1:
        return Message("sale-unclear", {"column": "total"})
    (total,) = totals
    rounding = total - due
    coins = [amount for (kind, _), amount in tenders.items() if kind == TenderKind.CASH]
    cash = max(coins, default=0)
    if rounding and (abs(rounding) >= currency.cash_step or cash + rounding < 0 or not cash):
        facts = {
            name: str(currency.decimal(Money(amount)))
            for name, amount in (("given", total), ("sum", due))
        }
        return Message("total-differs", facts)
    return rounding


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored)


def take_in_sales(
    unit: Unit,
    spool: Spool,
    import_id: int,
    off_name: str,
    progress: Callable[[int], None],
) -> SalesTaken:
    """Write every sale that is new; ``progress`` is told how many rows were looked at.

    Rows of sales that don't add up, or that are there with another content, are rejected.
    """
    taken = SalesTaken()
    stores = spool.store_ids()
    batch: dict[tuple[int, str], WholeSale] = {}
    waiting = seen = 0
    for (store, number), group in groupby(spool.sales(), attrgetter("store", "number")):
        rows = list(group)
        seen += len(rows)
        sale = add_up(rows, unit.shop.currency, off_name)
        if isinstance(sale, Message):
            not_back = (row.line for row in rows if row.kind != RowKind.BACK)
            spool.reject(not_back, sale)
        elif sale is not None:
            batch[stores[store], number] = sale
            waiting += len(sale.rows)
        if waiting >= LINES_AT_ONCE:
            _settle(unit, spool, import_id, batch, taken)
            batch.clear()
            waiting = 0
            progress(seen)
    _settle(unit, spool, import_id, batch, taken)
    progress(seen)
    return taken


def _settle(
    unit: Unit,
    spool: Spool,
    import_id: int,
    batch: dict[tuple[int, str], WholeSale],
    taken: SalesTaken,
) -> None:
    for key, content in _known(unit, batch).items():
        sale = batch.pop(key)
        if content == sale.content():
            taken.known += 1
        else:
            spool.reject(sale.lines, Message("sale-known-otherwise"))
    _write(unit, import_id, batch)
    taken.sales += len(batch)
    for sale in batch.values():
        taken.lines += len(sale.rows)
        taken.charges += sum(row.product is None for row in sale.rows)


def _known(
    unit: Unit, batch: dict[tuple[int, str], WholeSale]
) -> dict[tuple[int, str], list[tuple[str, int, int]]]:
    """Those of the batch that the shop has, with what it has of them."""
    there: dict[int, tuple[int, str]] = {}
    for numbers in in_portions({number for _, number in batch}):
        for row in unit.connection.execute(
            select(Sale.id, Sale.store_id, Sale.number).where(Sale.number.in_(numbers))
        ):
            if (row.store_id, row.number) in batch:
                there[row.id] = (row.store_id, row.number)
    contents: defaultdict[tuple[int, str], list[tuple[str, int, int]]] = defaultdict(list)
    for key in there.values():
        contents[key] = []
    line = SaleLine.__table__.c
    for ids in in_portions(there):
        for sale_id, sku, quantity, paid in unit.connection.execute(
            select(line.sale_id, line.sku, line.quantity, line.paid).where(
                line.sale_id.in_(ids)
            )
        ):
            contents[there[sale_id]].append((sku, quantity.thousandths, paid.minor))
    return {key: sorted(content) for key, content in contents.items()}


def _write(unit: Unit, import_id: int, batch: dict[tuple[int, str], WholeSale]) -> None:
    connection = unit.connection
    sales: list[tuple[Any, ...]] = []
    lines: list[tuple[Any, ...]] = []
    otherwise: list[tuple[Any, ...]] = []
    promotions: list[tuple[Any, ...]] = []
    tenders: list[tuple[Any, ...]] = []
    sale_ids = reserve_keys(connection, Sale, len(batch))
    line_ids = iter(
        reserve_keys(connection, SaleLine, sum(len(sale.rows) for sale in batch.values()))
    )
    for sale_id, ((store_id, number), sale) in zip(sale_ids, batch.items(), strict=True):
        customer = next((row.customer for row in sale.rows if row.customer), None)
        total = sum(sale.paid) + sale.rounding
        sales.append(
            (
                sale_id,
                number,
                store_id,
                sale.sold_at,
                customer,
                sale.tier,
                sale.channel,
                sale.staff,
                sale.delivered,
                total,
                sale.rounding,
                import_id,
            )
        )
        for place, (row, paid, tax) in enumerate(
            zip(sale.rows, sale.paid, sale.tax, strict=True)
        ):
            line_id = next(line_ids)
            line = (
                line_id,
                sale_id,
                place + 1,
                row.product,
                row.sku,
                row.description or row.sku,
                row.serial or None,
                row.quantity,
                row.unit_price,
                paid,
                tax,
                0,
                0,
            )
            told = told_by(row.told) if row.told else NOTHING_TOLD
            if told.obtained == BOUGHT and not told.charge:
                lines.append(line)
            else:
                otherwise.append((*line, told.obtained, told.charge))
            if row.discount or told.promotion_kind:
                kind = told.promotion_kind or "line"
                name, least = row.promotion or kind, told.least or None
                promotions.append((line_id, kind, name, row.discount, least))
            if sale.off and sale.off[place]:
                promotions.append((line_id, "order", sale.off_name, sale.off[place], None))
        tenders.extend(_tenders(sale_id, sale))
    insert_rows(connection, Sale, SALE, sales)
    insert_rows(connection, SaleLine, LINE, lines)
    insert_rows(connection, SaleLine, OTHERWISE, otherwise)
    insert_rows(connection, LinePromotion, PROMOTION, promotions)
    insert_rows(connection, Tender, TENDER, tenders)


def _tenders(sale_id: int, sale: WholeSale) -> list[tuple[Any, ...]]:
    """The first cash that bears it carries the rounding."""
    rows = []
    rounding = sale.rounding
    for (kind, label), exact in sale.tenders.items():
        coins = 0
        if kind == TenderKind.CASH and exact + rounding >= 0:
            coins, rounding = rounding, 0
        rows.append((sale_id, kind, label, last_four(label), exact + coins, exact, 0))
    return rows

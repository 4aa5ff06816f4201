"""The returns of a file: placed on earlier sales where that is certain, kept either way.

All sales of the file are in by now, so that it does not matter which stood first. What came
back is followed by customer and product, in the order of time, as `models.rules.matching`
says; then the returns are written by their own numbers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.rules.matching import Bought, BroughtBack, place_return
from models.services.bulk import (
    in_portions,
    insert_rows,
    reserve_keys,
    run_for_each,
)
from models.services.journal import canonical
from models.services.spool import FoundPart
from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.tables.sales import Sale, SaleLine, Tender
from models.values import Message, Money, Quantity
from models.values.codes import Condition, Disposition, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.services.spool import Spool, SpooledRow
    from models.unit import Unit

RETURNS_AT_ONCE = 1000
CUSTOMERS_AT_ONCE = 100

RETURN = ("id", "number", "sale_id", "store_id", "customer_id", "taken_at", "import_id")
LINE = (
    "return_id", "line_id", "product_id", "sku", "description", "quantity", "reason",
    "condition", "gross", "fee", "tax", "disposition", "findings",
)  # fmt: skip
REFUND = (
    "return_id", "tender_id", "kind", "label", "exact", "amount", "status", "reference",
    "settled_at",
)  # fmt: skip
NO_FINDINGS = canonical({"codes": []})


@dataclass(slots=True)
class ReturnsTaken:
    """Counted in rows of the file, but for ``returns`` and ``known``: their numbers."""

    returns: int = 0
    known: int = 0
    matched: int = 0
    unlinked: int = 0


def take_in_returns(unit: Unit, spool: Spool, import_id: int) -> ReturnsTaken:
    """Keep every return that is new: no papers, no stock, only what happened."""
    taken = ReturnsTaken()
    stores = spool.store_ids()
    _find_known(unit, spool, stores, taken)
    for customers in in_portions(spool.returning_customers(), CUSTOMERS_AT_ONCE):
        _place(unit, spool, spool.returns_of(customers[0], customers[-1]))
    spool.index_parts()
    new = groupby(spool.new_returns(), attrgetter("store", "number"))
    grouped = ((stores[store], number, list(rows)) for (store, number), rows in new)
    for portion in in_portions(grouped, RETURNS_AT_ONCE):
        _write(unit, spool, import_id, portion, taken)
    return taken


def _find_known(unit: Unit, spool: Spool, stores: dict[int, int], taken: ReturnsTaken) -> None:
    groups = groupby(spool.returns(), attrgetter("store", "number"))
    grouped = ((store, number, list(rows)) for (store, number), rows in groups)
    for portion in in_portions(grouped, RETURNS_AT_ONCE):
        there = _contents(unit, {number for _, number, _ in portion})
        for store, number, rows in portion:
            content = there.get((stores[store], number))
            if content is None:
                continue
            spool.know_return(store, number)
            if content == _quantities((row.sku, row.quantity) for row in rows):
                taken.known += 1
            else:
                lines = (row.line for row in rows)
                spool.reject(lines, Message("sale-known-otherwise"))


def _contents(unit: Unit, numbers: set[str]) -> dict[tuple[int, str], dict[str, int]]:
    """What the shop has under those numbers: how much of which SKU came back."""
    lines: defaultdict[tuple[int, str], list[tuple[str, int]]] = defaultdict(list)
    for row in unit.connection.execute(
        select(GoodsReturn.store_id, GoodsReturn.number, ReturnLine.sku, ReturnLine.quantity)
        .join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
        .where(GoodsReturn.number.in_(numbers))
    ):
        lines[row.store_id, row.number].append((row.sku, row.quantity.thousandths))
    return {key: _quantities(content) for key, content in lines.items()}


def _quantities(lines: Iterable[tuple[str, int]]) -> dict[str, int]:
    total: defaultdict[str, int] = defaultdict(int)
    for sku, quantity in lines:
        total[sku] += quantity
    return dict(total)


def _place(unit: Unit, spool: Spool, rows: Iterable[SpooledRow]) -> None:
    """Follow some customers' returns; note in the spool which sale lines they are of."""
    wanted: defaultdict[tuple[int, str], list[SpooledRow]] = defaultdict(list)
    for row in rows:
        if row.customer is not None:
            wanted[row.customer, row.sku].append(row)
    bought = _bought(unit, wanted)
    unplaced = _unplaced(unit, wanted)
    parts: list[FoundPart] = []
    for pair, returned in wanted.items():
        lines = {line.line_id: line for line in bought[pair]}
        others = unplaced[pair]
        for row in returned:
            back = BroughtBack(
                at=datetime.fromisoformat(row.at).replace(tzinfo=UTC),
                quantity=Quantity(row.quantity),
                gross=Money(row.net),
            )
            placed = place_return(back, tuple(lines.values()), others)
            if not placed:
                others.append(back)
            for part in placed:
                line = part.line
                lines[line.line_id] = replace(
                    line,
                    returned=line.returned + part.quantity,
                    refunded=line.refunded + part.gross,
                )
                parts.append(
                    FoundPart(
                        row=row.line,
                        line_id=line.line_id,
                        sale_id=line.sale_id,
                        quantity=part.quantity.thousandths,
                        gross=part.gross.minor,
                        tax=part.tax.minor,
                    )
                )
    spool.keep_parts(parts)
    run_for_each(
        unit.connection,
        "UPDATE sale_line SET returned = returned + ?, refunded = refunded + ? WHERE id = ?",
        [(part.quantity, part.gross, part.line_id) for part in parts],
    )


def _bought(
    unit: Unit, wanted: dict[tuple[int, str], list[SpooledRow]]
) -> defaultdict[tuple[int, str], list[Bought]]:
    """Lines with something left, by customer and SKU; held against the other counters."""
    found: defaultdict[tuple[int, str], list[Bought]] = defaultdict(list)
    customers = {customer for customer, _ in wanted}
    query = (
        select(
            Sale.customer_id,
            Sale.sold_at,
            SaleLine.sku,
            SaleLine.id,
            SaleLine.sale_id,
            SaleLine.quantity,
            SaleLine.returned,
            SaleLine.paid,
            SaleLine.refunded,
            SaleLine.corrected,
            SaleLine.tax,
        )
        .join(SaleLine, SaleLine.sale_id == Sale.id)
        .where(Sale.customer_id.in_(customers), SaleLine.returned < SaleLine.quantity)
        .with_for_update(of=SaleLine)
    )
    for skus in in_portions({sku for _, sku in wanted}):
        for row in unit.connection.execute(query.where(SaleLine.sku.in_(skus))):
            if (row.customer_id, row.sku) in wanted:
                found[row.customer_id, row.sku].append(
                    Bought(
                        line_id=row.id,
                        sale_id=row.sale_id,
                        sold_at=row.sold_at,
                        quantity=row.quantity,
                        returned=row.returned,
                        paid=row.paid,
                        refunded=row.refunded + row.corrected,
                        tax=row.tax,
                    )
                )
    return found


def _unplaced(
    unit: Unit, wanted: dict[tuple[int, str], list[SpooledRow]]
) -> defaultdict[tuple[int, str], list[BroughtBack]]:
    """Returns of the same customers and SKUs that belong to no known sale."""
    found: defaultdict[tuple[int, str], list[BroughtBack]] = defaultdict(list)
    query = (
        select(
            GoodsReturn.customer_id,
            GoodsReturn.taken_at,
            ReturnLine.sku,
            ReturnLine.quantity,
            ReturnLine.gross,
        )
        .join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
        .where(
            GoodsReturn.customer_id.in_({customer for customer, _ in wanted}),
            ReturnLine.line_id.is_(None),
        )
    )
    for row in unit.connection.execute(query):
        if (row.customer_id, row.sku) in wanted:
            found[row.customer_id, row.sku].append(
                BroughtBack(at=row.taken_at, quantity=row.quantity, gross=row.gross)
            )
    return found


def _write(
    unit: Unit,
    spool: Spool,
    import_id: int,
    portion: Sequence[tuple[int, str, list[SpooledRow]]],
    taken: ReturnsTaken,
) -> None:
    connection = unit.connection
    parts = spool.parts_of(row.line for _, _, rows in portion for row in rows)
    tenders = _Tenders(unit, {part.sale_id for found in parts.values() for part in found})
    returns: list[tuple[Any, ...]] = []
    lines: list[tuple[Any, ...]] = []
    refunds: list[tuple[Any, ...]] = []
    keys = reserve_keys(connection, GoodsReturn, len(portion))
    for key, (store_id, number, rows) in zip(keys, portion, strict=True):
        taken_at = min(row.at for row in rows)
        customer = next((row.customer for row in rows if row.customer), None)
        sales = {part.sale_id for row in rows for part in parts.get(row.line, ())}
        all_placed = all(row.line in parts for row in rows)
        sale_id = sales.pop() if all_placed and len(sales) == 1 else None
        returns.append((key, number, sale_id, store_id, customer, taken_at, import_id))
        paid: defaultdict[tuple[int | None, str, str], int] = defaultdict(int)
        for row in rows:
            found = parts.get(row.line, ())
            taken.matched += bool(found)
            taken.unlinked += not found
            for part in found:
                lines.append(_line(key, row, part.line_id, part.quantity, part.gross, part.tax))
                for tender_id, amount in tenders.give_back(part.sale_id, row, part.gross):
                    paid[tender_id, row.tender, row.label] += amount
            if not found:
                lines.append(_line(key, row, None, row.quantity, row.net, row.tax))
                paid[None, row.tender, row.label] += row.net
        refunds.extend(
            (key, tender_id, kind, label, amount, amount, "paid", "", taken_at)
            for (tender_id, kind, label), amount in paid.items()
            if amount
        )
    insert_rows(connection, GoodsReturn, RETURN, returns)
    insert_rows(connection, ReturnLine, LINE, lines)
    insert_rows(connection, Refund, REFUND, refunds)
    tenders.write(unit)
    taken.returns += len(portion)


def _line(
    return_id: int, row: SpooledRow, line_id: int | None, quantity: int, gross: int, tax: int
) -> tuple[Any, ...]:
    return (
        return_id,
        line_id,
        row.product,
        row.sku,
        row.description or row.sku,
        quantity,
        str(Reason.OTHER),
        str(Condition.AS_NEW),
        gross,
        0,
        tax,
        str(Disposition.RETURN_TO_STOCK),
        NO_FINDINGS,
    )


class _Tenders:
    """What the tenders of some sales can still give back."""

    def __init__(self, unit: Unit, sales: Iterable[int]) -> None:
        self._of: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        self._left: dict[int, int] = {}
        self._given: defaultdict[int, int] = defaultdict(int)
        for portion in in_portions(sales):
            for row in unit.connection.execute(
                select(Tender.id, Tender.sale_id, Tender.kind, Tender.exact, Tender.refunded)
                .where(Tender.sale_id.in_(portion))
                .order_by(Tender.id)
                .with_for_update()
            ):
                self._of[row.sale_id].append((row.id, row.kind))
                self._left[row.id] = (row.exact - row.refunded).minor

    def give_back(
        self, sale_id: int, row: SpooledRow, amount: int
    ) -> Iterable[tuple[int | None, int]]:
        """Spread over the sale's tenders, those of the kind it went back by first."""
        for tender_id, _ in sorted(self._of[sale_id], key=lambda of: of[1] != row.tender):
            part = min(amount, self._left[tender_id])
            if part:
                self._left[tender_id] -= part
                self._given[tender_id] += part
                amount -= part
                yield tender_id, part
        if amount:
            yield None, amount

    def write(self, unit: Unit) -> None:
        run_for_each(
            unit.connection,
            "UPDATE tender SET refunded = refunded + ? WHERE id = ?",
            [(amount, tender_id) for tender_id, amount in self._given.items()],
        )

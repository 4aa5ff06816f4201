"""What the books of a shop must say at any moment, read from the database by plain SQL."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.services.returns import BUCKETS
from models.tables.base import rows_of
from models.tables.documents import Document, NumberSeries
from models.tables.drawers import Drawer, DrawerEntry, Shift
from models.tables.exchanges import Exchange
from models.tables.goods import StockMovement
from models.tables.goods_moves import GoodsMove
from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.tables.sales import Sale, SaleLine, Tender
from models.tables.value_cards import ValueCard, ValueEntry
from models.values import NOTHING, ZERO, Money, Quantity
from models.values.codes import Disposition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row

    from models.rules.refunds import Coin

    Rows = list[Row[*tuple[Any, ...]]]

OUT = {"paid-out", "pick-up", "refund"}
ON_CARDS = {"gift-card", "store-credit"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """All that moved goods or money; what a void undid is in ``voided`` and nowhere else, nor
    is a sale that an exchange made and a void undid."""

    sales: Rows
    lines: Rows
    tenders: Rows
    returns: Rows
    voided: frozenset[int]
    back: Rows
    """The lines of returns that stand."""
    refunds: Rows
    """Of returns that stand, but for those that a terminal declined."""
    exchanges: Rows
    stock: Rows
    moves: Rows
    cards: Rows
    entries: Rows
    drawers: Rows
    shifts: Rows
    cash: Rows
    series: Rows
    papers: Rows


def read_books(connection: Connection) -> Books:
    def read(table: type[Any]) -> Rows:
        rows = rows_of(table)
        return list(connection.execute(select(rows).order_by(*rows.primary_key)))

    returns = read(GoodsReturn)
    voided = frozenset(row.id for row in returns if row.voided_by is not None)
    sales = [row for row in read(Sale) if row.voided_by is None]
    sold = {row.id for row in sales}
    return Books(
        sales=sales,
        lines=[row for row in read(SaleLine) if row.sale_id in sold],
        tenders=[row for row in read(Tender) if row.sale_id in sold],
        returns=returns,
        voided=voided,
        back=[row for row in read(ReturnLine) if row.return_id not in voided],
        refunds=[
            row
            for row in read(Refund)
            if row.return_id not in voided and row.status != "declined"
        ],
        exchanges=[row for row in read(Exchange) if row.return_id not in voided],
        stock=read(StockMovement),
        moves=read(GoodsMove),
        cards=read(ValueCard),
        entries=read(ValueEntry),
        drawers=read(Drawer),
        shifts=read(Shift),
        cash=read(DrawerEntry),
        series=read(NumberSeries),
        papers=read(Document),
    )


def hold(books: Books, coin: Coin) -> None:
    """Every invariant at once; says by its assertion which one does not hold."""
    lines_give_back_what_was_paid(books)
    tenders_give_back_what_they_paid(books)
    nothing_is_paid_twice_along_a_chain(books)
    cash_goes_out_in_the_coins_that_came_in(books, coin)
    stock_moves_once(books)
    cards_hold_what_moved(books)
    drawers_hold_float_and_what_moved(books)
    papers_have_no_gap(books)


def lines_give_back_what_was_paid(books: Books) -> None:
    """The parts of a line that came back so far are worth its first so many units, to the
    last minor unit, and so is their tax where no fee was taken off."""
    back = by(books.back, "line_id")
    for line in books.lines:
        parts = back[line.id]
        assert quantity_of(parts) == line.returned
        assert NOTHING <= line.returned <= line.quantity
        assert total(parts, "gross") == line.refunded
        assert line.refunded == line.paid.share(line.returned, line.quantity) <= line.paid
        tax = total(parts, "tax")
        assert ZERO <= tax <= line.tax
        if not any(part.fee for part in parts):
            assert tax == line.tax.share(line.returned, line.quantity)


def tenders_give_back_what_they_paid(books: Books) -> None:
    """Each tender at most what it paid, all of a sale what its goods are worth after fees."""
    given = by(books.refunds, "tender_id")
    for tender in books.tenders:
        assert total(given[tender.id], "exact") == tender.refunded
        assert ZERO <= tender.refunded <= tender.exact
    of_sale = by(books.tenders, "sale_id")
    lines = by(books.lines, "sale_id")
    for sale in books.sales:
        assert sale.total - sale.cash_rounding == total(of_sale[sale.id], "exact")
        assert sale.total - sale.cash_rounding == total(lines[sale.id], "paid")
    worth = by(books.back, "return_id")
    paid = by(books.refunds, "return_id")
    for one in books.returns:
        due = total(worth[one.id], "gross") - total(worth[one.id], "fee")
        assert total(paid[one.id], "exact") == due
        for row in paid[one.id]:
            assert row.kind == "cash" or row.amount == row.exact


def nothing_is_paid_twice_along_a_chain(books: Books) -> None:
    """What was carried to another sale is neither new money nor money that went out."""
    carried = {row.carried_to_id: row for row in books.refunds if row.carried_to_id}
    root = roots(books)
    came, went = Counter[int](), Counter[int]()
    for tender in books.tenders:
        if tender.id in carried:
            assert (tender.exact, tender.amount) == (
                carried[tender.id].exact,
                carried[tender.id].amount,
            )
        else:
            came[root[tender.sale_id]] += tender.exact.minor
    sale_of = {row.id: row.sale_id for row in books.returns}
    for row in books.refunds:
        if row.carried_to_id is None and sale_of[row.return_id] is not None:
            went[root[sale_of[row.return_id]]] += row.exact.minor
    for family, minor in went.items():
        assert minor <= came[family]
    assert carried.keys() <= {tender.id for tender in books.tenders}


def cash_goes_out_in_the_coins_that_came_in(books: Books, coin: Coin) -> None:
    """All cash of a sale is rounded as one sum; a void in between may leave one coin."""
    sale_of = {row.id: row.sale_id for row in books.returns}
    was_undone = {sale_of[key] for key in books.voided}
    before = {row.sale_id: (row.cash_exact, row.cash_paid) for row in books.exchanges}
    root = roots(books)
    undone = {root[sale] for sale in was_undone if sale is not None}
    cash = [row for row in books.refunds if row.kind == "cash"]
    for sale_id, rows in grouped(cash, lambda row: sale_of[row.return_id]).items():
        exact, paid = before.get(sale_id, (ZERO, ZERO))
        exact, paid = exact + total(rows, "exact"), paid + total(rows, "amount")
        if sale_id is None:
            assert all(row.amount == coin.round(row.exact) for row in rows)
        elif root[sale_id] in undone:
            assert abs((paid - exact).minor) <= 2 * coin.step
        else:
            assert paid == coin.round(exact)
    for tender in books.tenders:
        if tender.kind == "cash" and tender.sale_id not in before:
            assert tender.amount == coin.round(tender.exact)


def stock_moves_once(books: Books) -> None:
    """Each product lies in the bucket that was decided last, and nowhere twice."""
    newest = {row.return_line_id: row.disposition for row in books.moves}
    expected = Counter[tuple[int, str]]()
    linked = Counter(row.return_line_id for row in books.stock if row.return_line_id)
    for row in books.back:
        if row.product_id is None:
            continue
        bucket = BUCKETS[Disposition(newest.get(row.id, row.disposition))]
        expected[row.product_id, bucket] += row.quantity.thousandths
        assert linked[row.id] == 1
    exchanged = {row.sale_id for row in books.exchanges}
    for line in books.lines:
        if line.sale_id in exchanged:
            expected[line.product_id, "sellable"] -= line.quantity.thousandths
    there = Counter[tuple[int, str]]()
    for row in books.stock:
        there[row.product_id, row.bucket] += row.quantity.thousandths
    assert there == expected


def cards_hold_what_moved(books: Books) -> None:
    """Balance = Σ entries, never below nothing; all credit of a return is on its cards."""
    entries = by(books.entries, "card_id")
    issued = Counter[int | None]()
    for card in books.cards:
        held = ZERO
        for place, entry in enumerate(entries[card.id], 1):
            held += entry.amount
            assert (entry.seq, entry.balance) == (place, held)
            assert held >= ZERO
        assert card.state == "usable" or not held
        assert card.return_id not in books.voided or card.state == "voided"
        issued[card.return_id] += entries[card.id][0].amount.minor
    for return_id, rows in by(books.refunds, "return_id").items():
        credit = [row for row in rows if row.kind in ON_CARDS and row.carried_to_id is None]
        assert total(credit, "amount") == Money(issued[return_id])


def drawers_hold_float_and_what_moved(books: Books) -> None:
    """Float + in − out at every prefix; each return's cash is what its refunds say."""
    shifts = {row.id: row.drawer_id for row in books.shifts}
    for rows in by(books.cash, "drawer_id").values():
        held = ZERO
        for place, row in enumerate(rows, 1):
            held += row.amount
            assert (row.position, row.balance) == (place, held)
            assert held >= ZERO
            assert (row.kind == "float") == (place == 1)
            assert row.kind not in OUT or row.amount <= ZERO
            assert shifts[row.shift_id] == row.drawer_id
    open_at = Counter(row.register_id for row in books.drawers if row.closed_at is None)
    assert max(open_at.values(), default=0) <= 1
    assert len({(row.business_day, row.turn) for row in books.drawers}) == len(books.drawers)
    booked = by(books.cash, "return_id")
    paid = by(books.refunds, "return_id")
    new_sale = {row.return_id: row.sale_id for row in books.exchanges}
    carried = {row.carried_to_id for row in books.refunds}
    tenders = by(books.tenders, "sale_id")
    for one in books.returns:
        out = [row for row in paid[one.id] if row.kind == "cash" and not row.carried_to_id]
        handed = [
            row
            for row in tenders[new_sale.get(one.id)]
            if row.kind == "cash" and row.id not in carried
        ]
        in_hand = total(handed, "amount") - total(out, "amount")
        assert total(booked[one.id], "amount") == in_hand


def papers_have_no_gap(books: Books) -> None:
    numbers = grouped(books.papers, lambda row: (row.register_id, row.kind))
    for key, rows in numbers.items():
        assert [row.number for row in rows] == list(range(1, len(rows) + 1)), key
    last = {(row.register_id, row.kind): row.last for row in books.series}
    assert last == {key: len(rows) for key, rows in numbers.items()}


def all_came_back(books: Books) -> None:
    """Nothing is left with anybody: what was paid went back, but for the fees; and by whom
    it was paid in cash alone it was given back in the very same coins."""
    for line in books.lines:
        assert (line.returned, line.refunded) == (line.quantity, line.paid)
    root = roots(books)
    sale_of = {row.id: row.sale_id for row in books.returns}
    fees = Counter[int]()
    for row in books.back:
        if sale_of[row.return_id] is not None:
            fees[root[sale_of[row.return_id]]] += row.fee.minor
    left = Counter[int]()
    for tender in books.tenders:
        left[root[tender.sale_id]] += (tender.exact - tender.refunded).minor
    assert +left == +fees
    carried = {row.carried_to_id for row in books.refunds}
    paid_by = {row.id: row.kind for row in books.tenders}
    other = {
        root[sale_of[row.return_id]]
        for row in books.refunds
        if sale_of[row.return_id] is not None and row.kind != paid_by[row.tender_id]
    }
    other |= {root[sale_of[key]] for key in books.voided if sale_of[key] is not None}
    coins = Counter[int]()
    for tender in books.tenders:
        if tender.kind == "cash" and tender.id not in carried:
            coins[root[tender.sale_id]] += tender.amount.minor
    for row in books.refunds:
        sale_id = sale_of[row.return_id]
        if row.kind == "cash" and row.carried_to_id is None and sale_id is not None:
            coins[root[sale_id]] -= row.amount.minor
    for family, minor in coins.items():
        assert minor == 0 or family in other or fees[family]


def roots(books: Books) -> dict[int, int]:
    """The first sale of the chain of exchanges that each sale belongs to."""
    sale_of = {row.id: row.sale_id for row in books.returns}
    before = {row.sale_id: sale_of[row.return_id] for row in books.exchanges}
    root: dict[int, int] = {}
    for sale in books.sales:
        old = before.get(sale.id)
        root[sale.id] = sale.id if old is None else root[old]
    return root


def total(rows: Iterable[Any], name: str) -> Money:
    return Money.total(getattr(row, name) for row in rows)


def quantity_of(rows: Iterable[Any]) -> Quantity:
    return Quantity(sum(row.quantity.thousandths for row in rows))


def by(rows: Rows, name: str) -> defaultdict[Any, Rows]:
    return grouped(rows, lambda row: getattr(row, name))


def grouped(rows: Rows, key: Any) -> defaultdict[Any, Rows]:
    found: defaultdict[Any, Rows] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found

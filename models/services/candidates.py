"""Find the sale of somebody without a receipt, by what they remember of it.

Each clue has an index of its own and brings a limited number of sales; what they share is
left to the ranking. No clue reads the whole of a table.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, select

from models.rules.candidates import Candidate, Fit, Remembered, rank
from models.services.rights import needs
from models.services.search import customers_named, products_named
from models.tables.people import Customer
from models.tables.sales import Sale, SaleLine, Tender
from models.tables.voids import ReturnVoid
from models.values import Money, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Select

    from models.unit import Unit
    from models.values.codes import Proof

MOST: Final = 20
"""Candidates that are shown."""
OF_A_CLUE: Final = 200
"""Sales that one clue brings at most: of more than these it says too little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIsKnown:
    """The form as the clerk filled it in; at least one field says something."""

    product: str = ""
    """A barcode, a SKU, or words of its name."""
    customer: str = ""
    """A phone, a number at the till, or words of the name."""
    day: date | None = None
    give: int = 7
    """How many days it may have been earlier or later."""
    amount: Money | None = None
    last_four: str = ""
    serial: str = ""

    @property
    def empty(self) -> bool:
        said = (self.product, self.customer, self.last_four, self.serial)
        return self.day is None and self.amount is None and not any(map(str.strip, said))


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleFound:
    """A candidate as the clerk sees it, with everything that speaks for it."""

    sale_id: int
    number: str
    sold_on: date
    total: Money
    customer: str
    goods: tuple[str, ...]
    fits: tuple[Fit, ...]
    proof: Proof
    voided_by: str = ""
    """The paper that undid an exchange: nothing of its sale can come back."""


@needs(Right.LOOK)
def find_candidates(unit: Unit, known: WhatIsKnown) -> tuple[SaleFound, ...]:
    """Sales that it might be, best first, at most twenty.

    Raise :class:`models.values.Refused` where nothing is known, the last four are no four
    digits, or no sale fits anything.
    """
    remembered = _understood(unit, known)
    ids = {sale for query in _queries(unit, remembered) for sale in _ids(unit, query)}
    ranked = rank(remembered, _candidates(unit, ids))[:MOST]
    if not ranked:
        raise refuse("no-candidates")
    seen = _seen(unit, [one.sale_id for one in ranked])
    return tuple(
        SaleFound(fits=one.fits, proof=one.proof, **seen[one.sale_id]) for one in ranked
    )


def _understood(unit: Unit, known: WhatIsKnown) -> Remembered:
    last_four = known.last_four.strip()
    if known.empty:
        raise refuse("nothing-remembered")
    if last_four and not (len(last_four) == 4 and last_four.isascii() and last_four.isdigit()):
        raise refuse("last-four-wrong")
    products = products_named(unit, known.product)
    customers = customers_named(unit, known.customer) if known.customer.strip() else ()
    for typed, found in ((known.product, products), (known.customer, customers)):
        if typed.strip() and not found:
            raise refuse("nothing-found", text=mask_card_numbers(typed.strip()))
    return Remembered(
        products=frozenset(one.id for one in products),
        customers=frozenset(one.id for one in customers),
        day=known.day,
        give=known.give,
        amount=known.amount,
        last_four=last_four,
        serial=known.serial.strip(),
    )


def _queries(unit: Unit, remembered: Remembered) -> Iterator[Select[int]]:
    """One for each clue, all of them within the days that come into question.

    A day alone and an amount alone are clues only where nothing better is known.
    """
    when = _between(unit, remembered)
    newest = select(Sale.id).where(*when).order_by(Sale.sold_at.desc()).limit(OF_A_CLUE)
    better = False
    if remembered.serial:
        better = True
        yield select(SaleLine.sale_id).where(
            SaleLine.serial.is_not(None), SaleLine.serial == remembered.serial
        )
    if remembered.last_four:
        better = True
        yield newest.join(Tender, Tender.sale_id == Sale.id).where(
            Tender.last_four != "", Tender.last_four == remembered.last_four
        )
    for customer in sorted(remembered.customers):
        better = True
        yield newest.where(Sale.customer_id == customer)
    if remembered.products:
        better = True
        yield from _with_products(remembered, when, newest)
    if remembered.amount is not None and (when or not better):
        yield from _of_amount(remembered, when, newest)
        better = True
    if not better:
        yield newest


def _with_products(
    remembered: Remembered, when: Sequence[ColumnElement[bool]], newest: Select[int]
) -> Iterator[Select[int]]:
    """By day where one is known, as a product is sold every day; else the last ones sold."""
    if when:
        yield newest.join(
            SaleLine,
            and_(
                SaleLine.sale_id == Sale.id,
                SaleLine.product_id.in_(sorted(remembered.products)),
            ),
        )
        return
    for product in sorted(remembered.products):
        yield (
            select(SaleLine.sale_id)
            .where(SaleLine.product_id == product)
            .order_by(SaleLine.id.desc())
            .limit(OF_A_CLUE)
        )


def _of_amount(
    remembered: Remembered, when: Sequence[ColumnElement[bool]], newest: Select[int]
) -> Iterator[Select[int]]:
    """Exactly that, and where a day is known something near it."""
    yield newest.where(Sale.total == remembered.amount)
    if when:
        yield newest.where(Sale.total.between(*remembered.amounts))


def _between(unit: Unit, remembered: Remembered) -> tuple[ColumnElement[bool], ...]:
    """The moments of the days that it can have been, by the shop's own calendar."""
    if remembered.day is None:
        return ()
    first = remembered.day - timedelta(remembered.give)
    after = remembered.day + timedelta(remembered.give + 1)
    since, until = (datetime.combine(day, time(), unit.shop.zone) for day in (first, after))
    return Sale.sold_at >= since, Sale.sold_at < until


def _ids(unit: Unit, query: Select[int]) -> Sequence[int]:
    return unit.connection.scalars(query).all()


def _candidates(unit: Unit, ids: Iterable[int]) -> list[Candidate]:
    wanted = sorted(ids)
    lines: defaultdict[int, list[Any]] = defaultdict(list)
    for line in unit.connection.execute(
        select(SaleLine.sale_id, SaleLine.product_id, SaleLine.serial, SaleLine.paid).where(
            SaleLine.sale_id.in_(wanted)
        )
    ):
        lines[line.sale_id].append(line)
    cards: defaultdict[int, set[str]] = defaultdict(set)
    for sale_id, four in unit.connection.execute(
        select(Tender.sale_id, Tender.last_four).where(Tender.sale_id.in_(wanted))
    ):
        cards[sale_id].add(four)
    sales = unit.connection.execute(
        select(Sale.id, Sale.sold_at, Sale.customer_id, Sale.total).where(Sale.id.in_(wanted))
    )
    return [
        Candidate(
            sale_id=sale.id,
            sold_on=unit.day_of(sale.sold_at),
            customer=sale.customer_id,
            products=frozenset(line.product_id for line in lines[sale.id]),
            serials=frozenset(line.serial for line in lines[sale.id] if line.serial),
            amounts=(sale.total, *(line.paid for line in lines[sale.id])),
            last_fours=frozenset(cards[sale.id]),
        )
        for sale in sales
    ]


def _seen(unit: Unit, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What is shown of these sales, by their ids."""
    goods: defaultdict[int, list[str]] = defaultdict(list)
    for sale_id, description in unit.connection.execute(
        select(SaleLine.sale_id, SaleLine.description)
        .where(SaleLine.sale_id.in_(ids))
        .order_by(SaleLine.sale_id, SaleLine.position)
    ):
        goods[sale_id].append(description)
    rows = unit.connection.execute(
        select(Sale.id, Sale.number, Sale.sold_at, Sale.total, Customer.name)
        .add_columns(ReturnVoid.number.label("void"))
        .outerjoin(ReturnVoid, ReturnVoid.id == Sale.voided_by)
        .outerjoin(Customer, Customer.id == Sale.customer_id)
        .where(Sale.id.in_(ids))
    )
    return {
        row.id: {
            "sale_id": row.id,
            "number": row.number,
            "sold_on": unit.day_of(row.sold_at),
            "total": row.total,
            "customer": row.name or "",
            "goods": tuple(goods[row.id]),
            "voided_by": row.void or "",
        }
        for row in rows
    }

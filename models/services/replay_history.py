"""What was known at a moment of the past: read once, in the order of time.

Each part is moved on to the moment of the return that is looked at, and forgets what lies too
far back to count. What no policy asks about is not read at all.
"""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select

from models.rules.facts import NOBODY, PastReturn, Visit, Visitor
from models.rules.terms import TERMS, Velocity
from models.services.visits import REMEMBERED_DAYS, working_days
from models.tables.returns import STANDS, GoodsReturn, ReturnLine
from models.tables.sales import SOLD, Sale, SaleLine
from models.values import ONE, ZERO, Money
from models.values.codes import Obtained, Proof, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from sqlalchemy import Select

    from models.rules.policy import Policy
    from models.services.replay_records import Reading, Stored

T = TypeVar("T")

REMEMBERED = timedelta(REMEMBERED_DAYS)
THAT_MOMENT = timedelta.resolution
PRICE_DAYS = "no_receipt.lowest_price_days"


class History:
    """The visits of the past, each as it was known when it happened.

    Returns are asked for in the order of time, by moment and id.
    """

    def __init__(self, reading: Reading, policies: Sequence[Policy], since: datetime) -> None:
        self._unit = unit = reading.unit
        self._works = working_days(unit.shop.country)
        asks = frozenset(
            name
            for name in ("velocity", "no_receipt.period", "no_receipt.year", "limit.clerk_day")
            if any(policy.mentions(name) for policy in policies)
        )
        self._returns = _Returns(reading, since if asks else None)
        shared = any(_weighs_purchases(policy) for policy in policies)
        self._purchases = _Purchases(reading, since if shared else None)
        self._prices = _Prices(reading, since, _longest_look_back(policies))

    def visit(self, row: Stored, case_value: Money) -> Visit:
        """When, where and by whom it was brought back, and what they did before."""
        at, today = row.taken_at, self._unit.day_of(row.taken_at)
        self._returns.move_on(at, row.return_id)
        return Visit(
            today=today,
            now=at,
            store=row.returned_in,
            country=self._unit.shop.country,
            case_value=case_value,
            clerk_day=self._returns.of_clerk(row.clerk_id, today),
            visitor=self._visitor(row.customer_id, row.standing, at),
            works=self._works,
        )

    def lowest_price(self, product_id: int | None, at: datetime, days: int) -> Money | None:
        """Of one unit of the product in so many days before; nothing where none was sold."""
        return None if product_id is None else self._prices.lowest(product_id, at, days)

    def _visitor(self, customer_id: int | None, standing: str | None, at: datetime) -> Visitor:
        if customer_id is None or standing is None:
            return NOBODY
        return Visitor(
            known=True,
            standing=Standing(standing),
            returns=self._returns.of_customer(customer_id, at),
            bought=self._purchases.of_customer(customer_id, at),
        )


class _Past:
    """A stream that is read as far as a moment."""

    def __init__(self, rows: Iterator[Stored]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def _upto(self, *place: Any) -> Iterator[Stored]:
        """What lies before that place; a row's own is where its columns begin."""
        while self._next is not None and tuple(self._next[: len(place)]) < place:
            yield self._next
            self._next = next(self._rows, None)


class _Returns(_Past):
    """Whatever came back: of each customer, and through the hands of each clerk today."""

    def __init__(self, reading: Reading, since: datetime | None) -> None:
        self._unit = reading.unit
        self._of_customer: defaultdict[int, deque[tuple[datetime, PastReturn]]]
        self._of_customer = defaultdict(deque)
        self._of_clerk: defaultdict[int, int] = defaultdict(int)
        self._day: date | None = None
        super().__init__(iter(()) if since is None else reading.stream(_past_returns(since)))

    def move_on(self, at: datetime, return_id: int) -> None:
        for row in self._upto(at, return_id):
            day = self._unit.day_of(row.taken_at)
            self._turn_to(day)
            if row.clerk_id is not None:
                self._of_clerk[row.clerk_id] += row.value.minor
            if row.customer_id is not None:
                past = PastReturn(on=day, value=row.value, receipted=row.proof != Proof.NONE)
                self._of_customer[row.customer_id].append((row.taken_at, past))

    def of_clerk(self, clerk_id: int | None, today: date) -> Money:
        self._turn_to(today)
        return ZERO if clerk_id is None else Money(self._of_clerk.get(clerk_id, 0))

    def of_customer(self, customer_id: int, at: datetime) -> tuple[PastReturn, ...]:
        known = self._of_customer.get(customer_id)
        return tuple([past for _, past in _recent(known, at - REMEMBERED)]) if known else ()

    def _turn_to(self, day: date) -> None:
        if day != self._day:
            self._day = day
            self._of_clerk.clear()


class _Purchases(_Past):
    """What customers bought who ever brought something back."""

    def __init__(self, reading: Reading, since: datetime | None) -> None:
        self._unit = reading.unit
        self._of: defaultdict[int, deque[tuple[datetime, Money]]] = defaultdict(deque)
        super().__init__(iter(()) if since is None else reading.stream(_past_sales(since)))

    def of_customer(self, customer_id: int, at: datetime) -> tuple[tuple[date, Money], ...]:
        for row in self._upto(at + THAT_MOMENT):
            self._of[row.customer_id].append((row.sold_at, row.total))
        known = self._of.get(customer_id)
        if not known:
            return ()
        day_of = self._unit.day_of
        recent = _recent(known, at - REMEMBERED)
        return tuple([(day_of(when), total) for when, total in recent])


class _Prices(_Past):
    """What one unit was sold at, of the products that came back without a receipt."""

    def __init__(self, reading: Reading, since: datetime, days: int) -> None:
        self._days = timedelta(days)
        self._of: defaultdict[int, deque[tuple[datetime, Money]]] = defaultdict(deque)
        super().__init__(reading.stream(_past_prices(since, self._days)))

    def lowest(self, product_id: int, at: datetime, days: int) -> Money | None:
        for row in self._upto(at + THAT_MOMENT):
            known = self._of[row.product_id]
            known.append((row.sold_at, row.paid.share(ONE, row.quantity)))
            _forget(known, row.sold_at - self._days)
        since = at - timedelta(days)
        return min((p for when, p in self._of[product_id] if when >= since), default=None)


def _recent(known: deque[tuple[datetime, T]], since: datetime) -> deque[tuple[datetime, T]]:
    _forget(known, since)
    return known


def _forget(known: deque[tuple[datetime, T]], before: datetime) -> None:
    while known and known[0][0] < before:
        known.popleft()


def _weighs_purchases(policy: Policy) -> bool:
    return any(
        isinstance(value, Velocity) and value.share is not None
        for clause in policy.clauses
        for value in clause.terms.values()
    )


def _longest_look_back(policies: Sequence[Policy]) -> int:
    given = [
        clause.terms[PRICE_DAYS]
        for policy in policies
        for clause in policy.clauses
        if PRICE_DAYS in clause.terms
    ]
    return max(int(days) for days in (TERMS[PRICE_DAYS].default, *given))


def _past_returns(since: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            GoodsReturn.taken_at,
            GoodsReturn.id,
            GoodsReturn.customer_id,
            GoodsReturn.clerk_id,
            GoodsReturn.proof,
            func.sum(ReturnLine.gross).label("value"),
        )
        .join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
        .where(STANDS, GoodsReturn.taken_at >= since - REMEMBERED)
        .group_by(
            GoodsReturn.taken_at,
            GoodsReturn.id,
            GoodsReturn.customer_id,
            GoodsReturn.clerk_id,
            GoodsReturn.proof,
        )
        .order_by(GoodsReturn.taken_at, GoodsReturn.id)
    )


def _past_sales(since: datetime) -> Select[*tuple[Any, ...]]:
    brought_back = select(GoodsReturn.customer_id).where(
        STANDS, GoodsReturn.taken_at >= since, GoodsReturn.customer_id.is_not(None)
    )
    return (
        select(Sale.sold_at, Sale.id, Sale.customer_id, Sale.total)
        .where(SOLD, Sale.sold_at >= since - REMEMBERED, Sale.customer_id.in_(brought_back))
        .order_by(Sale.sold_at, Sale.id)
    )


def _past_prices(since: datetime, look_back: timedelta) -> Select[*tuple[Any, ...]]:
    without_receipt = (
        select(ReturnLine.product_id)
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .where(
            STANDS,
            GoodsReturn.taken_at >= since,
            GoodsReturn.proof == Proof.NONE,
            ReturnLine.product_id.is_not(None),
        )
    )
    return (
        select(Sale.sold_at, SaleLine.product_id, SaleLine.paid, SaleLine.quantity)
        .join(Sale, Sale.id == SaleLine.sale_id)
        .where(
            SOLD,
            Sale.sold_at >= since - look_back,
            SaleLine.product_id.in_(without_receipt),
            SaleLine.obtained != Obtained.FREE_GIFT,
        )
        .order_by(Sale.sold_at, SaleLine.id)
    )

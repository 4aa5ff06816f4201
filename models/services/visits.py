"""The facts of one visit: when and where, who brings the goods, and what they brought before.

What a policy never asks about is not looked up: a decision is made with every key.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from models.rules.facts import NOBODY, PastReturn, Visit, Visitor
from models.tables.people import Customer
from models.tables.returns import STANDS, GoodsReturn, ReturnLine
from models.tables.sales import SOLD, Sale, SaleLine
from models.tables.shop import Store
from models.values import ONE, ZERO, Money, rounded_share
from models.values.codes import Obtained, Proof, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from models.rules.policy import Policy
    from models.unit import Unit

REMEMBERED_DAYS = 366

STANDING = select(Customer.standing).where(Customer.id == bindparam("customer"))
STORE_CODE = select(Store.code).where(Store.id == bindparam("store"))
PAST_RETURNS = (
    select(GoodsReturn.taken_at, GoodsReturn.proof, func.sum(ReturnLine.gross).label("value"))
    .join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
    .where(
        STANDS,
        GoodsReturn.customer_id == bindparam("customer"),
        GoodsReturn.taken_at >= bindparam("since"),
    )
    .group_by(GoodsReturn.id, GoodsReturn.taken_at, GoodsReturn.proof)
    .order_by(GoodsReturn.taken_at)
)
PAST_SALES = select(Sale.sold_at, Sale.total).where(
    SOLD, Sale.customer_id == bindparam("customer"), Sale.sold_at >= bindparam("since")
)
CLERK_DAY = (
    select(func.sum(ReturnLine.gross))
    .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
    .where(
        STANDS,
        GoodsReturn.clerk_id == bindparam("clerk"),
        GoodsReturn.taken_at >= bindparam("since"),
    )
)
PRICES = (
    select(SaleLine.paid, SaleLine.quantity)
    .join(Sale, Sale.id == SaleLine.sale_id)
    .where(
        SOLD,
        SaleLine.product_id == bindparam("product"),
        SaleLine.obtained != Obtained.FREE_GIFT,
        Sale.sold_at >= bindparam("since"),
    )
)


def load_visit(
    unit: Unit,
    policies: Sequence[Policy],
    *,
    customer_id: int | None,
    case_value: Money,
) -> Visit:
    """What the policies may ask about this visit; a fixed number of queries at most."""
    return Visit(
        today=unit.today,
        now=unit.now,
        store=unit.connection.scalar(STORE_CODE, {"store": unit.station.store_id}) or "",
        country=unit.shop.country,
        case_value=case_value,
        clerk_day=_clerk_day(unit) if _any(policies, "limit.clerk_day") else ZERO,
        visitor=_visitor(unit, policies, customer_id),
        works=working_days(unit.shop.country),
    )


def lowest_price(unit: Unit, product_id: int | None, days: int) -> Money | None:
    """Of one unit of the product in the last so many days; nothing where none was sold.

    What was given away is no price.
    """
    if product_id is None:
        return None
    since = unit.now - timedelta(days)
    rows = unit.connection.execute(PRICES, {"product": product_id, "since": since})
    return min(
        (
            Money(rounded_share(row.paid.minor, ONE.thousandths, row.quantity.thousandths))
            for row in rows
        ),
        default=None,
    )


@lru_cache(maxsize=8)
def working_days(country: str) -> Callable[[date], bool]:
    """Whether the shop's country works on a day: no Sunday and no public holiday."""

    def works(day: date) -> bool:
        return day.weekday() != 6 and day not in holidays_in(country)

    return works


@lru_cache(maxsize=8)
def holidays_in(country: str) -> frozenset[date] | dict[date, str]:
    """Public holidays, none where they are not known. Most visits ask for none, so they are
    imported only when somebody does."""
    import holidays

    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return frozenset()


def _any(policies: Sequence[Policy], *names: str) -> bool:
    return any(policy.mentions(name) for policy in policies for name in names)


def _visitor(unit: Unit, policies: Sequence[Policy], customer_id: int | None) -> Visitor:
    if customer_id is None:
        return NOBODY
    standing = unit.connection.scalar(STANDING, {"customer": customer_id})
    if standing is None:
        return NOBODY
    past: tuple[PastReturn, ...] = ()
    bought: tuple[tuple[date, Money], ...] = ()
    if _any(policies, "velocity", "no_receipt.period", "no_receipt.year"):
        asked = {
            "customer": customer_id,
            "since": unit.now - timedelta(REMEMBERED_DAYS),
        }
        past = tuple(
            PastReturn(
                on=unit.day_of(row.taken_at),
                value=row.value,
                receipted=row.proof != Proof.NONE,
            )
            for row in unit.connection.execute(PAST_RETURNS, asked)
        )
        bought = tuple(
            (unit.day_of(row.sold_at), row.total)
            for row in unit.connection.execute(PAST_SALES, asked)
        )
    return Visitor(known=True, standing=Standing(standing), returns=past, bought=bought)


def _clerk_day(unit: Unit) -> Money:
    if unit.person is None:
        return ZERO
    midnight = datetime.combine(unit.today, time(), unit.shop.zone)
    asked = {"clerk": unit.person.staff_id, "since": midnight}
    return unit.connection.scalar(CLERK_DAY, asked) or ZERO

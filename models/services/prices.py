"""What products cost today, and what makes them cheaper than their list price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.rules.differences import WHOLE, Offer
from models.services.exchange_decisions import OFFERS
from models.values import Money, rounded_share

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceToday:
    """``price`` is of one unit, ``usual`` without the ``promotion``; ``until`` is its last
    day. They agree where there is none."""

    price: Money
    usual: Money
    promotion: str = ""
    until: date | None = None


def prices_today(
    unit: Unit, goods: Mapping[int, tuple[Money, int | None]]
) -> dict[int, PriceToday]:
    """Of each product, given its list price and its category: that under the promotion that
    makes it cheapest, the longest of those that make it equally cheap."""
    categories = {category for _, category in goods.values() if category is not None}
    rows = unit.connection.execute(
        OFFERS, {"today": unit.today, "ids": sorted(goods), "of": sorted(categories)}
    ).all()
    found = {}
    for product_id, (usual, category) in goods.items():
        offers = (
            (Offer(name=row.name, percent=row.percent or 0, price=row.price), row.until_on)
            for row in rows
            if row.product_id == product_id
            or (category is not None and row.category_id == category)
        )
        best = min(
            offers,
            key=lambda pair: (pair[0].scaled(usual), -pair[1].toordinal()),
            default=None,
        )
        if best is None or best[0].scaled(usual) >= usual.minor * WHOLE:
            found[product_id] = PriceToday(price=usual, usual=usual)
            continue
        offer, until = best
        price = Money(rounded_share(offer.scaled(usual), 1, WHOLE))
        found[product_id] = PriceToday(
            price=price, usual=usual, promotion=offer.name, until=until
        )
    return found

"""The sales that a demonstration can count on, each the first of its day at its store.

They lie a fixed number of days back, so their numbers depend on the day the shop was made:
``TOUR_SALE.number(today)``. The tour, tests and README speak of these and no others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from desktop.demo import goods
from desktop.demo.people import BUDI
from desktop.demo.terms import CHANGED_DAYS_AGO
from desktop.demo.till import (
    IN_STORE,
    ONLINE,
    Line,
    Paid,
    Receipt,
    break_quantities,
    cut_order,
    due,
    sale_number,
)
from models.values import TenderKind

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from desktop.demo.goods import Good, Known
    from desktop.demo.people import Buyer


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSale:
    """What was sold, how many days before today, and how it was paid."""

    days_ago: int
    store: str
    goods: tuple[tuple[Known, int], ...]
    """Each with its number of pieces."""
    kind: TenderKind
    label: str = ""
    buyer: Buyer | None = None
    serial: str | None = None
    order_cut: tuple[str, int] = ("", 0)
    """A discount on the whole order: its name and its per cent."""
    delivered_after: int | None = None
    """How many days; for what was sold online."""

    def number(self, today: date) -> str:
        return sale_number(self.store, self._sold_at(today, None), 1)

    def receipt(self, today: date, zone: ZoneInfo, shelf: dict[str, Good]) -> Receipt:
        """The sale itself; ``shelf`` has the shop's goods by name."""
        lines = [Line(shelf[known.name], pieces * 1000) for known, pieces in self.goods]
        for line in lines:
            break_quantities(line)
            if line.good.serialised:
                line.serial = self.serial
        name, percent = self.order_cut
        if percent:
            cut_order(lines, name, due(lines) * percent // 100)
        sold_at = self._sold_at(today, zone)
        after = self.delivered_after
        return Receipt(
            number=self.number(today),
            store=self.store,
            sold_at=sold_at,
            channel=IN_STORE if after is None else ONLINE,
            delivered_on=None if after is None else sold_at.date() + timedelta(after),
            buyer=self.buyer,
            lines=lines,
            tenders=(Paid(self.kind, self.label, due(lines)),),
        )

    def receipt_day(self, today: date) -> date:
        return today - timedelta(self.days_ago)

    def _sold_at(self, today: date, zone: ZoneInfo | None) -> datetime:
        return datetime.combine(self.receipt_day(today), time(9, 2), zone)


TOUR_SALE = KnownSale(
    days_ago=5,
    store="B",
    goods=((goods.BLENDER, 1), (goods.TOWEL, 3), (goods.RICE, 1), (goods.PHONE_CASE, 1)),
    kind=TenderKind.DEBIT,
    label="BCA •••• 4242",
    buyer=BUDI,
)
"""Rp 619.500: a blender in time, towels three for two, rice that is final sale, and a phone
case that came back two days ago."""

LATE_SALE = KnownSale(
    days_ago=17,
    store="B",
    goods=((goods.RICE_COOKER, 1), (goods.TOWEL, 2)),
    kind=TenderKind.EWALLET,
    label="QRIS",
)
"""The rice cooker is three days late, the towels are in time."""

CASH_SALE = KnownSale(
    days_ago=3,
    store="B",
    goods=((goods.BATIK, 1), (goods.TOWEL, 1)),
    kind=TenderKind.CASH,
    order_cut=("Voucher ulang tahun 7 %", 7),
)
"""Rp 246.357 after the discount, paid with Rp 246.400 in cash."""

PHONE_SALE = KnownSale(
    days_ago=6,
    store="B",
    goods=((goods.PHONE, 1), (goods.PHONE_CASE, 1)),
    kind=TenderKind.CREDIT,
    label="Visa •••• 1881",
    serial="356938035643809",
)
"""A telephone with its serial number."""

EARLIER_SALE = KnownSale(
    days_ago=60,
    store="B",
    goods=((goods.BATIK, 2),),
    kind=TenderKind.CASH,
    buyer=BUDI,
)
"""Two shirts, of which one came back four days later for its size."""

SOCKS_SALE = KnownSale(
    days_ago=8,
    store="B",
    goods=((goods.SOCKS, 3),),
    kind=TenderKind.DEBIT,
    label="BNI •••• 3003",
)
"""Three pairs for the price of two: of one pair that comes back nothing is left to refund,
as the two that stay no longer earn the third."""

ONLINE_SALE = KnownSale(
    days_ago=16,
    store="B",
    goods=((goods.BLENDER, 1),),
    kind=TenderKind.TRANSFER,
    label="BCA",
    buyer=BUDI,
    delivered_after=4,
)
"""Two days late, had it been bought in the store: it counts from the delivery."""

OLDER_SALE = KnownSale(
    days_ago=CHANGED_DAYS_AGO + 4,
    store="B",
    goods=((goods.RICE_COOKER, 1),),
    kind=TenderKind.CASH,
)
"""Sold under the first policy, four days before the second came in force."""

KNOWN_SALES = (
    TOUR_SALE,
    LATE_SALE,
    CASH_SALE,
    PHONE_SALE,
    EARLIER_SALE,
    SOCKS_SALE,
    ONLINE_SALE,
    OLDER_SALE,
)

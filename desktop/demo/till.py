"""The demo shop's till: what a basket costs after discounts, and how it is paid.

Whole rupiah throughout. Lines add up to what was paid, cash rounding aside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.rules.discounts import spread_discount
from models.values import TenderKind, rounded_share
from models.values.codes import Charge, Obtained

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from desktop.demo.goods import Good
    from desktop.demo.people import Buyer

CASH_STEP = 100
IN_STORE, ONLINE = "store", "online"
THREE_FOR_TWO = "Beli 2 gratis 1"


@dataclass(slots=True)
class Line:
    good: Good
    quantity: int
    """In thousandths."""
    serial: str | None = None
    promotions: list[tuple[str, str, int, int | None]] = field(default_factory=list)
    """Kind, name and amount of each discount, and how many thousandths earn it."""
    obtained: Obtained = Obtained.BOUGHT
    charge: Charge | None = None

    @property
    def listed(self) -> int:
        return rounded_share(self.good.price, self.quantity, 1000)

    @property
    def paid(self) -> int:
        return self.listed - sum(amount for _, _, amount, _ in self.promotions)

    @property
    def tax(self) -> int:
        """Contained in what was paid."""
        return rounded_share(self.paid, self.good.tax_rate, 10_000 + self.good.tax_rate)


@dataclass(frozen=True, slots=True)
class Paid:
    kind: TenderKind
    label: str
    exact: int

    @property
    def amount(self) -> int:
        """What was handed over: cash meets the smallest coin, half of it rounded up."""
        if self.kind is not TenderKind.CASH:
            return self.exact
        return (self.exact + CASH_STEP // 2) // CASH_STEP * CASH_STEP


@dataclass(slots=True)
class Receipt:
    """A finished sale; ``store`` is the letter of the store."""

    number: str
    store: str
    sold_at: datetime
    buyer: Buyer | None
    lines: list[Line]
    tenders: Sequence[Paid]
    channel: str = IN_STORE
    delivered_on: date | None = None
    staff: bool = False

    @property
    def total(self) -> int:
        return sum(tender.amount for tender in self.tenders)

    @property
    def cash_rounding(self) -> int:
        return sum(tender.amount - tender.exact for tender in self.tenders)


def sale_number(store: str, sold_at: datetime, place: int) -> str:
    """``B261117-0042`` is the 42nd sale of that day at store B."""
    return f"{store}{sold_at:%y%m%d}-{place:04}"


def due(lines: Sequence[Line]) -> int:
    return sum(line.paid for line in lines)


def break_quantities(line: Line) -> None:
    """Each third piece is free where the goods are offered so."""
    free = line.quantity // 3000
    if line.good.three_for_two and free:
        off = free * line.good.price
        line.promotions.append(("quantity-break", THREE_FOR_TWO, off, 3000))


def cut_line(line: Line, name: str, percent: int, kind: str = "line") -> None:
    off = rounded_share(line.paid, percent, 100)
    if off:
        line.promotions.append((kind, name, off, None))


def bundle(lines: Sequence[Line], name: str, percent: int) -> None:
    """Goods that are cheaper together."""
    for line in lines:
        cut_line(line, name, percent, "bundle")


def give(line: Line, gift: Good, name: str) -> Line:
    """A line for what comes free with another, which carries the promotion's name too."""
    line.promotions.append(("line", name, 0, None))
    return Line(
        gift,
        1000,
        promotions=[("line", name, gift.price, None)],
        obtained=Obtained.FREE_GIFT,
    )


def cut_order(lines: Sequence[Line], name: str, off: int, kind: str = "order") -> None:
    """Take ``off`` from the whole order, spread to whole rupiah by largest remainder."""
    for line, share in zip(
        lines, spread_discount(off, [line.paid for line in lines]), strict=True
    ):
        if share:
            line.promotions.append((kind, name, share, None))

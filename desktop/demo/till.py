"""The demo shop's till: what a basket costs after discounts, and how it is paid.

Whole rupiah throughout. Lines add up to what was paid, cash rounding aside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.rules.discounts import spread_discount
from models.values import TenderKind, rounded_share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from desktop.demo.goods import Good
    from desktop.demo.people import Buyer

CASH_STEP = 100
THREE_FOR_TWO = "Beli 2 gratis 1"


@dataclass(slots=True)
class Line:
    good: Good
    quantity: int
    """In thousandths."""
    serial: str | None = None
    promotions: list[tuple[str, str, int]] = field(default_factory=list)
    """Kind, name and amount of each discount."""

    @property
    def listed(self) -> int:
        return rounded_share(self.good.price, self.quantity, 1000)

    @property
    def paid(self) -> int:
        return self.listed - sum(amount for _, _, amount in self.promotions)

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
        line.promotions.append(("quantity-break", THREE_FOR_TWO, free * line.good.price))


def cut_line(line: Line, name: str, percent: int) -> None:
    off = rounded_share(line.paid, percent, 100)
    if off:
        line.promotions.append(("line", name, off))


def cut_order(lines: Sequence[Line], name: str, off: int) -> None:
    """Take ``off`` from the whole order, spread to whole rupiah by largest remainder."""
    for line, share in zip(
        lines, spread_discount(off, [line.paid for line in lines]), strict=True
    ):
        if share:
            line.promotions.append(("order", name, share))

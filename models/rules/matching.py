"""To which sale does a return belong that names none? Only an answer that is certain.

The till's export says who brought back what, when, and for how much, but not what it was
sold on. Taken for granted is one thing only: goods go back at the price that was paid for
them. The lines that can have been meant are then those of the same customer and the same
product, sold no later than the return, at that price, with something left on them.

- Fewer units are left on them than came back: some were bought where we cannot see, so
  nothing is known of the others either.
- Exactly as many are left: every one of them came back, over however many lines and sales.
- More are left, all on one sale: it is that sale, and as its lines agree in price, day and
  tender, which of them is of no consequence; the first are taken.
- More are left, on several sales: any of them may be meant.

An earlier return that could not be placed, at the same price, may have used up what these
lines still show as left; from then on nothing at that price is certain for that customer and
product. Return and sale must also agree in money to the last minor unit.

History that is imported later can't be known: import the older file first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.values import NOTHING, ZERO, Money, Quantity, rounded_share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """A sale line of that customer and product; ``refunded`` is what went back so
    far, with goods or without."""

    line_id: int
    sale_id: int
    sold_at: datetime
    quantity: Quantity
    returned: Quantity
    paid: Money
    refunded: Money
    tax: Money

    @property
    def left(self) -> Quantity:
        return self.quantity - self.returned

    def part(self, whole: Money, quantity: Quantity) -> Money:
        """What the next ``quantity`` units have of ``whole``; parts add up to it."""
        after = whole.share(self.returned + quantity, self.quantity)
        return after - whole.share(self.returned, self.quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBack:
    """Goods of one product that one customer gave back; ``gross`` is what they got."""

    at: datetime
    quantity: Quantity
    gross: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """So much of a return belongs to this sale line."""

    line: Bought
    quantity: Quantity
    gross: Money
    tax: Money


def place_return(
    back: BroughtBack, bought: Sequence[Bought], unplaced: Sequence[BroughtBack]
) -> tuple[Part, ...]:
    """The sale lines that came back, or nothing where that is not certain.

    ``bought`` are the lines of the same customer and product, ``unplaced`` their returns
    that belong to no known sale.
    """
    possible = sorted(
        (
            line
            for line in bought
            if line.sold_at <= back.at
            and line.left > NOTHING
            and _same_price(line.paid, line.quantity, back)
        ),
        key=lambda line: (line.sold_at, line.line_id),
    )
    if not possible or _blurred(back, possible[0].sold_at, unplaced):
        return ()
    left = sum(line.left.thousandths for line in possible)
    one_sale = len({line.sale_id for line in possible}) == 1
    if left < back.quantity.thousandths or (left > back.quantity.thousandths and not one_sale):
        return ()
    parts = _take(back.quantity, possible)
    agreed = Money.total(part.gross for part in parts) == back.gross
    within = all(part.line.refunded + part.gross <= part.line.paid for part in parts)
    return parts if agreed and within else ()


def _same_price(paid: Money, quantity: Quantity, back: BroughtBack) -> bool:
    """Whether that much was paid for as many units as came back, rounded alike."""
    worth = rounded_share(paid.minor, back.quantity.thousandths, quantity.thousandths)
    return worth == back.gross.minor


def _blurred(back: BroughtBack, since: datetime, unplaced: Sequence[BroughtBack]) -> bool:
    return any(
        other.at >= since and _same_price(other.gross, other.quantity, back)
        for other in unplaced
    )


def _take(quantity: Quantity, lines: Sequence[Bought]) -> tuple[Part, ...]:
    parts = []
    for line in lines:
        taken = min(quantity, line.left)
        if taken <= NOTHING:
            break
        quantity -= taken
        gross = line.part(line.paid, taken)
        tax = line.part(line.tax, taken) if line.tax else ZERO
        parts.append(Part(line=line, quantity=taken, gross=gross, tax=tax))
    return tuple(parts)

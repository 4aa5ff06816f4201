"""Which sale was it? What a customer remembers, held against sales, the best fit first.

Everybody can see why a sale stands where it does: each thing remembered that fits it gives
points, and the sum is its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from models.values import ZERO, Money
from models.values.codes import Proof

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Clue(StrEnum):
    """Something remembered that can fit a sale."""

    SERIAL = "serial"
    CARD = "card"
    CUSTOMER = "customer"
    PRODUCT = "product"
    AMOUNT = "amount"
    DAY = "day"


WORTH: Final = {
    Clue.SERIAL: 100,
    Clue.CARD: 40,
    Clue.CUSTOMER: 40,
    Clue.PRODUCT: 30,
    Clue.AMOUNT: 20,
    Clue.DAY: 20,
}
"""Points of a clue that fits to the letter."""

NEAR_AMOUNT: Final = 10
"""How many per cent an amount that is remembered roughly may be off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What the customer says; everything may be missing.

    ``products`` and ``customers`` are all that the words said can mean. ``give`` is how many
    days ``day`` may be off.
    """

    products: frozenset[int] = frozenset()
    customers: frozenset[int] = frozenset()
    day: date | None = None
    give: int = 0
    amount: Money | None = None
    last_four: str = ""
    serial: str = ""

    @property
    def amounts(self) -> tuple[Money, Money]:
        """From the least to the most that the amount can have been."""
        amount = self.amount or ZERO
        off = Money(amount.minor * NEAR_AMOUNT // 100)
        return amount - off, amount + off


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sale that it might be. ``amounts`` are what was paid, for all and for each line."""

    sale_id: int
    sold_on: date
    customer: int | None = None
    products: frozenset[int] = frozenset()
    serials: frozenset[str] = frozenset()
    amounts: tuple[Money, ...] = ()
    last_fours: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fit:
    """A clue that fits, and what that gives; ``off`` is the days or the money it is off."""

    clue: Clue
    points: int
    off: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    sale_id: int
    fits: tuple[Fit, ...]
    """The weightiest first."""

    @property
    def score(self) -> int:
        return sum(fit.points for fit in self.fits)

    @property
    def proof(self) -> Proof:
        """What shows that it was bought here, as far as the clues do: a card or an account.

        A product, a day or an amount can be guessed, and goods with a serial number found.
        """
        clues = {fit.clue for fit in self.fits}
        if Clue.CARD in clues:
            return Proof.CARD
        return Proof.LOYALTY if Clue.CUSTOMER in clues else Proof.NONE


def rank(remembered: Remembered, candidates: Iterable[Candidate]) -> tuple[Ranked, ...]:
    """The sales that anything fits, best first; of equals the newest."""
    ranked = [
        (candidate.sold_on.toordinal(), one)
        for candidate in candidates
        if (one := fit(remembered, candidate)).fits
    ]
    ranked.sort(key=lambda each: (each[1].score, each[0], each[1].sale_id), reverse=True)
    return tuple(one for _, one in ranked)


def fit(remembered: Remembered, candidate: Candidate) -> Ranked:
    """Everything remembered that fits this sale."""
    fits = []
    serials = {serial.casefold() for serial in candidate.serials}
    if remembered.serial and remembered.serial.casefold() in serials:
        fits.append(_whole(Clue.SERIAL))
    if remembered.last_four and remembered.last_four in candidate.last_fours:
        fits.append(_whole(Clue.CARD))
    if candidate.customer in remembered.customers:
        fits.append(_whole(Clue.CUSTOMER))
    if remembered.products & candidate.products:
        fits.append(_whole(Clue.PRODUCT))
    fits += _amount(remembered, candidate)
    fits += _day(remembered, candidate)
    fits.sort(key=lambda one: one.points, reverse=True)
    return Ranked(sale_id=candidate.sale_id, fits=tuple(fits))


def _whole(clue: Clue) -> Fit:
    return Fit(clue, WORTH[clue])


def _amount(remembered: Remembered, candidate: Candidate) -> list[Fit]:
    """The nearest of what was paid: half the points at most where it is not the same."""
    amount = remembered.amount
    if amount is None or not candidate.amounts:
        return []
    least, most = remembered.amounts
    near = min(candidate.amounts, key=lambda each: abs(each.minor - amount.minor))
    if not least <= near <= most:
        return []
    off = abs(near.minor - amount.minor)
    points = WORTH[Clue.AMOUNT]
    return [Fit(Clue.AMOUNT, points if not off else points // 2, off)]


def _day(remembered: Remembered, candidate: Candidate) -> list[Fit]:
    """Fewer points with every day that it is off, and some even on the last."""
    if remembered.day is None:
        return []
    off = abs((candidate.sold_on - remembered.day).days)
    if off > remembered.give:
        return []
    points = WORTH[Clue.DAY] * (remembered.give + 1 - off) // (remembered.give + 1)
    return [Fit(Clue.DAY, max(points, 1), off)]

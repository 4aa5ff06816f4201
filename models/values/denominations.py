"""The coins and notes of a currency, for counting a cash box piece by piece.

What is listed is in circulation, or still taken as payment though no longer made. Each list
names who says so; any other currency is counted by a series that every sum can be laid with.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from models.values import Currency, Money

if TYPE_CHECKING:
    from collections.abc import Mapping


class Shape(StrEnum):
    """Two pieces of one value may differ in it: Rp 1.000 is a coin and a note."""

    COIN = "coin"
    NOTE = "note"
    PIECE = "piece"
    """Where nobody has told which values are coins."""


@dataclass(frozen=True, slots=True)
class Denomination:
    value: Money
    shape: Shape

    @property
    def code(self) -> str:
        """Short and unique within its currency: ``note-100000``, in minor units."""
        return f"{self.shape}-{self.value.minor}"


@dataclass(frozen=True, slots=True)
class _Cash:
    """In major units, the largest first."""

    source: str
    notes: str
    coins: str


_CASH: Final[Mapping[str, _Cash]] = {
    "IDR": _Cash(
        "Bank Indonesia (bi.go.id)",
        "100000 75000 50000 20000 10000 5000 2000 1000",
        "1000 500 200 100 50",
    ),
    "PHP": _Cash(
        "Bangko Sentral ng Pilipinas (bsp.gov.ph)",
        "1000 500 200 100 50 20",
        "20 10 5 1 0.25 0.05 0.01",
    ),
    "GBP": _Cash(
        "Bank of England (bankofengland.co.uk) and Royal Mint (royalmint.com)",
        "50 20 10 5",
        "2 1 0.50 0.20 0.10 0.05 0.02 0.01",
    ),
    "EUR": _Cash(
        "European Central Bank (ecb.europa.eu)",
        "500 200 100 50 20 10 5",
        "2 1 0.50 0.20 0.10 0.05 0.02 0.01",
    ),
    "USD": _Cash(
        "U.S. Currency Education Program (uscurrency.gov) and U.S. Mint (usmint.gov)",
        "100 50 20 10 5 2 1",
        "1 0.50 0.25 0.10 0.05 0.01",
    ),
    "SGD": _Cash(
        "Monetary Authority of Singapore (mas.gov.sg)",
        "1000 100 50 10 5 2",
        "1 0.50 0.20 0.10 0.05",
    ),
    "MYR": _Cash(
        "Bank Negara Malaysia (bnm.gov.my)",
        "100 50 20 10 5 1",
        "0.50 0.20 0.10 0.05",
    ),
    "HKD": _Cash(
        "Hong Kong Monetary Authority (hkma.gov.hk)",
        "1000 500 100 50 20 10",
        "10 5 2 1 0.50 0.20 0.10",
    ),
    "JPY": _Cash(
        "Bank of Japan (boj.or.jp) and Japan Mint (mint.go.jp)",
        "10000 5000 2000 1000",
        "500 100 50 10 5 1",
    ),
    "AUD": _Cash(
        "Reserve Bank of Australia (rba.gov.au) and Royal Australian Mint (ramint.gov.au)",
        "100 50 20 10 5",
        "2 1 0.50 0.20 0.10 0.05",
    ),
}

_SERIES: Final = (10, 20, 25, 50)
"""1, 2, 2½ and 5 of every ten: between them the world's usual values."""
_DECADES: Final = 6


def denominations_of(currency: Currency) -> tuple[Denomination, ...]:
    """Notes from the largest, then coins; a plain series where the currency is not listed."""
    cash = _CASH.get(currency.code)
    if cash is None:
        return _series(currency.cash_step)
    return tuple(
        Denomination(currency.amount(value), shape)
        for shape, values in ((Shape.NOTE, cash.notes), (Shape.COIN, cash.coins))
        for value in values.split()
        if _fits(currency, value)
    )


def source_of(currency: Currency) -> str:
    """Whose list it is; empty where the currency is counted by the plain series."""
    cash = _CASH.get(currency.code)
    return cash.source if cash else ""


def _fits(currency: Currency, value: str) -> bool:
    """A shop that keeps no decimals has no use for smaller coins."""
    try:
        currency.amount(value)
    except ValueError:
        return False
    return True


def _series(step: int) -> tuple[Denomination, ...]:
    """From the smallest coin over six decades; 2½ only where it is a whole number of coins."""
    values = {
        step * of_ten * 10**decade // 10
        for decade in range(_DECADES)
        for of_ten in _SERIES
        if (of_ten * 10**decade) % 10 == 0
    }
    return tuple(
        Denomination(Money(value), Shape.PIECE) for value in sorted(values, reverse=True)
    )

"""A bill explained, as facts: what each line cost, why, how it was paid, and what came back.

It has no number of its own and is no receipt; a reprint is made anew, as things stand then.
As on every paper, amounts are minor units, quantities thousandths, and moments ISO 8601 in
the shop's own time.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from models.values.papers import PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceOff:
    """A discount of the line's own, by its name."""

    name: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BillLine:
    """``listed`` less ``off``, ``share`` and ``other`` is ``paid``, to the last minor unit."""

    description: str
    sku: str
    serial: str = ""
    quantity: int
    unit_price: int
    listed: int
    """At the list price, for all of it."""
    off: tuple[PriceOff, ...] = ()
    share: int = 0
    """Of the discount on the whole order."""
    other: int = 0
    """What else the price differs by, where the till did not say why; below nothing where
    more was paid."""
    paid: int
    tax: int
    """Contained in ``paid``."""
    returned: int = 0
    refunded: int = 0
    corrected: int = 0
    """Given back of the price without goods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillTender:
    """What was handed over by one means, and what went back on it."""

    kind: str
    label: str
    amount: int
    refunded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BillBack:
    """A paper since: goods that came back, or money without goods; ``amount`` after fees."""

    number: str
    on: str
    what: str
    """``return``, ``correction`` or ``goodwill``."""
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BillExplained:
    head: PaperHead
    sale_number: str
    sold_at: str
    sold_in: str
    lines: tuple[BillLine, ...]
    cash_rounding: int
    total: int
    """What was paid, after the coin's rounding."""
    tenders: tuple[BillTender, ...]
    back: tuple[BillBack, ...] = ()

    @property
    def tax(self) -> int:
        return sum(line.tax for line in self.lines)

    @property
    def saved(self) -> int:
        """By all discounts together."""
        return sum(line.listed - line.paid for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        lines = tuple(
            BillLine(**{**line, "off": tuple(PriceOff(**one) for one in line["off"])})
            for line in stored["lines"]
        )
        return cls(
            **{
                **stored,
                "head": PaperHead.from_json(stored["head"]),
                "lines": lines,
                "tenders": tuple(BillTender(**one) for one in stored["tenders"]),
                "back": tuple(BillBack(**one) for one in stored["back"]),
            }
        )

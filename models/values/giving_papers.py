"""What the slips of money without goods say: a corrected price, and goodwill.

As with every snapshot (:mod:`models.values.papers`) amounts are minor units, quantities
thousandths, and a reprint is the same paper for ever. The clerk's own words stay inside.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from models.values.papers import PaidOut, PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionSlip:
    """Some of the price of a sale line given back; the goods stay with the customer.

    ``quantity`` is what they keep of the line, ``before`` what it was worth. ``approver`` is
    empty where nobody else had to say yes.
    """

    head: PaperHead
    sale_number: str
    sold_on: str
    customer: str = ""
    description: str
    sku: str
    serial: str = ""
    quantity: int
    before: int
    amount: int
    tax: int
    """Contained in ``amount``."""
    reason: str
    approver: str = ""
    cash_rounding: int = 0
    """Paid out in cash less what is due: negative where the coin was rounded down."""
    paid_out: tuple[PaidOut, ...]
    policy: int
    clauses: tuple[tuple[int, int], ...] = ()

    @property
    def after(self) -> int:
        """What the goods cost the customer now."""
        return self.before - self.amount

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**_read(stored))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodwillSlip:
    """Money or credit without goods; ``sale_number`` and ``about`` say what it is about."""

    head: PaperHead
    sale_number: str = ""
    customer: str = ""
    about: str = ""
    """The goods it is about, by name."""
    amount: int
    reason: str
    approver: str = ""
    cash_rounding: int = 0
    paid_out: tuple[PaidOut, ...]
    policy: int
    clauses: tuple[tuple[int, int], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**_read(stored))


def _read(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **stored,
        "head": PaperHead.from_json(stored["head"]),
        "paid_out": tuple(PaidOut(**tender) for tender in stored["paid_out"]),
        "clauses": tuple((version, number) for version, number in stored["clauses"]),
    }

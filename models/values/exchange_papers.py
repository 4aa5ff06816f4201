"""What the slip of an exchange says: both sides, the difference, and how it was paid.

As with every snapshot (:mod:`models.values.papers`) amounts are minor units, quantities
thousandths, and a reprint is the same paper for ever.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from models.values.papers import PaidOut, PaperHead, ReturnedLine, read_line

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneOut:
    """One line of goods that the customer takes instead; ``tax`` is contained in ``price``."""

    description: str
    sku: str
    serial: str = ""
    quantity: int
    price: int
    tax: int
    promotion: str = ""
    off: int = 0
    """What the promotion took off; in ``price`` already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """Money the customer paid by one tender; ``kind`` is a
    :class:`models.values.TenderKind`."""

    kind: str
    amount: int
    label: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeSlip:
    """The paper a customer leaves with after an exchange: the receipt of the new goods, too.

    ``cash_rounding`` is what was handed over in cash less what the difference says, seen from
    who pays it.
    """

    head: PaperHead
    sale_number: str
    sold_on: str
    customer: str = ""
    lines: tuple[ReturnedLine, ...]
    out: tuple[GoneOut, ...]
    cash_rounding: int = 0
    paid_in: tuple[TakenIn, ...] = ()
    paid_out: tuple[PaidOut, ...] = ()
    policy: int
    clauses: tuple[tuple[int, int], ...] = ()
    approver: str = ""
    """Who allowed that the money goes out otherwise than the policy offers."""

    @property
    def value(self) -> int:
        """What the goods that came back paid, after everything that is kept."""
        return sum(line.refund for line in self.lines)

    @property
    def price(self) -> int:
        return sum(line.price for line in self.out)

    @property
    def difference(self) -> int:
        """What the customer owes; negative where the shop does."""
        return self.price - self.value

    @property
    def tax(self) -> int:
        """Contained in what goes out."""
        return sum(line.tax for line in self.out)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        facts = dict(stored)
        return cls(
            head=PaperHead.from_json(facts.pop("head")),
            lines=tuple(read_line(line) for line in facts.pop("lines")),
            out=tuple(GoneOut(**line) for line in facts.pop("out")),
            paid_in=tuple(TakenIn(**tender) for tender in facts.pop("paid_in")),
            paid_out=tuple(PaidOut(**tender) for tender in facts.pop("paid_out")),
            clauses=tuple((version, number) for version, number in facts.pop("clauses")),
            **facts,
        )

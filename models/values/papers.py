"""What each paper says, as it was when it was made: the snapshot stored with its number.

A snapshot holds plain facts only (text, whole numbers, codes), so that it is stored as JSON
and a reprint is the same paper for ever, whatever became of product, price or shop since.
Amounts are minor units, quantities thousandths, moments ISO 8601 in the shop's own time.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHead:
    """Who printed it, and in which language and money it speaks."""

    number: str
    """As printed and scanned: ``R2-000418``."""
    shop: str
    store: str
    address: str = ""
    tax_number: str = ""
    register: str
    clerk: str
    printed_at: str
    language: str
    currency: str
    digits: int
    logo: str = ""
    """The SHA-256 of the picture above the shop's name; nothing where there is none."""
    header: tuple[str, ...] = ()
    """What the shop wants said under its address."""
    footer: tuple[str, ...] = ()
    """What it wants said at the end of every paper a customer gets."""
    legal: tuple[str, ...] = ()
    """What the law of its country asks a paper to say."""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        said = {name: tuple(stored.get(name, ())) for name in ("header", "footer", "legal")}
        return cls(**{**stored, **said})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPart:
    """What the shop keeps of the price: a fee by the shop's own name, or the code of why."""

    name: str
    amount: int
    clause: int = 0
    """The paragraph of the policy that says so; 0 where none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLine:
    """One line of goods taken back, and what it paid.

    Slips stored before there were clauses have a ``fee`` and no ``kept``.
    """

    description: str
    sku: str
    serial: str = ""
    quantity: int
    reason: str
    condition: str
    gross: int
    """What was paid for this part of the line, before the fee."""
    fee: int
    """The sum of ``kept``."""
    tax: int
    """Tax contained in ``gross - fee``."""
    kept: tuple[KeptPart, ...] = ()
    promotion: str = ""
    """The name of the promotion that is no longer earned, ``taken_back`` off ``gross``."""
    taken_back: int = 0

    @property
    def before(self) -> int:
        """What was paid, before a promotion was taken back and anything was kept."""
        return self.gross + self.taken_back

    @property
    def refund(self) -> int:
        return self.gross - self.fee


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidOut:
    """Money given back by one tender; ``kind`` is a :class:`models.values.TenderKind`."""

    kind: str
    amount: int
    label: str = ""
    """What tells the tender apart, such as ``Visa •••• 4242``; never a whole number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSlip:
    """The paper a customer leaves with after a return.

    Without a receipt there is no ``sale_number`` and no ``sold_on``.
    """

    head: PaperHead
    sale_number: str
    sold_on: str
    customer: str = ""
    lines: tuple[ReturnedLine, ...]
    cash_rounding: int = 0
    """Paid out in cash less what the sums say: negative where the coin was rounded down."""
    paid_out: tuple[PaidOut, ...]
    policy: int
    clauses: tuple[tuple[int, int], ...] = ()
    """The paragraphs that decided: version and number, in that order."""
    approver: str = ""
    """Who allowed that the money goes out otherwise than the policy offers."""

    @property
    def before(self) -> int:
        return sum(line.before for line in self.lines)

    @property
    def taken_back(self) -> int:
        return sum(line.taken_back for line in self.lines)

    @property
    def gross(self) -> int:
        return sum(line.gross for line in self.lines)

    @property
    def fee(self) -> int:
        return sum(line.fee for line in self.lines)

    @property
    def tax(self) -> int:
        return sum(line.tax for line in self.lines)

    @property
    def refund(self) -> int:
        return self.gross - self.fee

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        facts = dict(stored)
        return cls(
            head=PaperHead.from_json(facts.pop("head")),
            lines=tuple(read_line(line) for line in facts.pop("lines")),
            paid_out=tuple(PaidOut(**tender) for tender in facts.pop("paid_out")),
            clauses=tuple((version, number) for version, number in facts.pop("clauses", ())),
            **facts,
        )


def read_line(stored: Mapping[str, Any]) -> ReturnedLine:
    """A line of goods taken back, as it was stored."""
    facts = dict(stored)
    kept = tuple(KeptPart(**part) for part in facts.pop("kept", ()))
    return ReturnedLine(kept=kept, **facts)

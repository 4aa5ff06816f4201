"""What the paper of a voided return or exchange says, as it was when it was made."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from models.values.papers import PaidOut, PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidedLine:
    """Goods that the customer has again or that are the shop's again, at what was paid for
    them; or whose price is again what it was."""

    description: str
    sku: str
    quantity: int
    gross: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidSlip:
    """The paper that money out was undone; amounts as in :mod:`models.values.papers`.

    ``what`` it was: a return or an exchange, a correction of a price, or goodwill, which has
    no lines.
    """

    head: PaperHead
    what: str = "return"
    return_number: str
    sale_number: str
    customer: str = ""
    lines: tuple[VoidedLine, ...]
    given_back: tuple[PaidOut, ...]
    """What the shop has again: in cash, off a card, or never paid at a terminal."""
    out: tuple[VoidedLine, ...] = ()
    """What had gone out in an exchange, and is the shop's again."""
    paid_back: tuple[PaidOut, ...] = ()
    """What the customer had paid for that, and has again."""
    references: tuple[str, ...] = ()
    """Of the terminal, for what it had paid already."""
    approver: str
    reason: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        facts = dict(stored)
        return cls(
            head=PaperHead.from_json(facts.pop("head")),
            lines=tuple(VoidedLine(**line) for line in facts.pop("lines")),
            given_back=tuple(PaidOut(**tender) for tender in facts.pop("given_back")),
            out=tuple(VoidedLine(**line) for line in facts.pop("out", ())),
            paid_back=tuple(PaidOut(**tender) for tender in facts.pop("paid_back", ())),
            references=tuple(facts.pop("references", ())),
            **facts,
        )

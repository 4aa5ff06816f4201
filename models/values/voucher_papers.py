"""What a voucher says, as it was when it was made: the snapshot stored with its number."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from models.values.papers import PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueVoucher:
    """The paper of a gift card or of store credit; whoever holds it may spend it.

    Amounts are minor units, days ISO 8601, as in :mod:`models.values.papers`.
    """

    head: PaperHead
    kind: str
    """``gift-card`` or ``store-credit``."""
    card: str
    """The card's whole number: it is what is scanned."""
    amount: int
    """What was on it when the paper was made."""
    expires_on: str = ""
    """The last day it is good; empty where it is good for ever."""
    slip: str = ""
    """The number of the return that it pays for."""
    customer: str = ""
    instead_of: str = ""
    """The last four digits of a lost card that this one replaces."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        facts = dict(stored)
        return cls(head=PaperHead.from_json(facts.pop("head")), **facts)

"""What may be told to the customer of what the counter does: a choice of it, and nothing else.

What is for the shop alone has no place in it: no name but that of goods, no finding that is not
about the goods, the day or the terms, no cost, and nothing of a sale but what comes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.values import ZERO, Money, Quantity

if TYPE_CHECKING:
    from models.values import Message
    from models.values.exception_papers import Paragraph


class Signing(StrEnum):
    """How far the signature of the slip is that is shown at the counter."""

    NOT_ASKED = "not-asked"
    ASKED = "asked"
    SIGNED = "signed"
    SKIPPED = "skipped"
    """The customer does not sign."""


class Becomes(StrEnum):
    """What becomes of a line, as the customer is told."""

    LOOKED_AT = "looked-at"
    TAKEN = "taken"
    LESS = "less"
    """Taken back, and some of the price is kept."""
    SWAPPED = "swapped"
    STAYS = "stays"
    """Not taken back: it stays with the customer."""
    OUT = "out"
    AGAIN = "again"
    """Undone: it is the customer's again."""
    OURS_AGAIN = "ours-again"
    CHEAPER = "cheaper"
    """A part of its price is given back."""
    GIVEN = "given"


class Lead(StrEnum):
    """What the sum is."""

    NOT_YET = "not-yet"
    GET = "get"
    PAY = "pay"
    EVEN = "even"
    GIVE_BACK = "give-back"
    """After a void the shop has its money again."""


@dataclass(frozen=True, slots=True)
class Less:
    """A part of the price that is kept, or taken back, by its name."""

    name: str
    amount: Money
    promotion: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLine:
    name: str
    quantity: Quantity
    becomes: Becomes
    amount: Money | None = None
    """What it is worth to the customer; what they pay for it where it goes out."""
    less: tuple[Less, ...] = ()
    reasons: tuple[Message, ...] = ()
    """Why it is not taken back."""
    clauses: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenTender:
    kind: str
    label: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ForCustomer:
    """The lines and the money of whoever stands here."""

    language: str = ""
    """The code of what their paper speaks; empty while nobody knows."""
    lines: tuple[SeenLine, ...] = ()
    lead: Lead = Lead.NOT_YET
    amount: Money = ZERO
    tenders: tuple[SeenTender, ...] = ()
    rounding: Money = ZERO
    paper: str = ""
    """The number of the slip that was made for them, while it is shown."""
    money_out: bool = False
    """By that slip, to them."""

"""What gift cards and store credit are called: states, and kinds of entries in the ledger."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from models.values import TenderKind

ON_A_CARD: Final = frozenset({TenderKind.GIFT_CARD, TenderKind.STORE_CREDIT})
"""The tenders that are the shop's own ledger: issued and spent here, with no terminal."""


class CardState(StrEnum):
    """``USABLE`` says nothing of the balance, nor of the last day."""

    USABLE = "usable"
    VOIDED = "voided"
    """Issued by mistake, and taken back the same day."""
    MOVED = "moved"
    """Lost: what was on it is on another card now."""


class EntryKind(StrEnum):
    """Why value came onto a card or left it."""

    ISSUED = "issued"
    LOADED = "loaded"
    REFUNDED = "refunded"
    MOVED_IN = "moved-in"
    SPENT = "spent"
    EXPIRED = "expired"
    VOIDED = "voided"
    MOVED_OUT = "moved-out"

    @property
    def adds(self) -> bool:
        return self in ADDING


ADDING = frozenset({EntryKind.ISSUED, EntryKind.LOADED, EntryKind.REFUNDED, EntryKind.MOVED_IN})
FIRST = frozenset({EntryKind.ISSUED, EntryKind.MOVED_IN})
"""What the first entry of a card can be."""


def in_groups(number: str) -> str:
    """A card's number as people read it aloud, on one line: ``7012 3456 7890 1234``."""
    return "\N{NO-BREAK SPACE}".join(number[at : at + 4] for at in range(0, len(number), 4))

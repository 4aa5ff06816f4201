"""All that the page of a card shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.services.value_card_views import CardSeen
    from models.services.vouchers import VoucherOpened
    from models.values import Message


class Doing(StrEnum):
    """What the clerk is about to do with the card; what is typed for it stays in its form."""

    LOOKING = "looking"
    SELLING = "selling"
    LOADING = "loading"
    SPENDING = "spending"
    VOIDING = "voiding"
    MOVING = "moving"


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsState:
    busy: bool = False
    said: Said | None = None
    card: CardSeen | None = None
    paper: VoucherOpened | None = None
    """The card's voucher, where it can be printed."""
    doing: Doing = Doing.LOOKING

    def may(self, doing: Doing) -> bool:
        """Whether the card lets that be begun; the records decide when it is done."""
        card = self.card
        if self.busy:
            return False
        if card is None:
            return doing in (Doing.SELLING, Doing.LOOKING)
        match doing:
            case Doing.SELLING:
                return False
            case Doing.LOADING:
                return card.usable
            case Doing.SPENDING | Doing.MOVING:
                return card.usable and bool(card.balance)
            case Doing.VOIDING:
                return card.may_be_voided
            case Doing.LOOKING:
                return True

"""All that the page of approvals shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.values.approvals import ApprovalKind, ApprovalState

if TYPE_CHECKING:
    from datetime import datetime

    from models.services.approval_bodies import Wanted
    from models.services.approval_cards import ApprovalCard
    from models.services.approval_decisions import Decided
    from models.values import Message, Money
    from models.values.approvals import ApprovalListed, Delegation
    from models.values.codes import RefundBy
    from models.values.shop import Person


UNANSWERED = (ApprovalState.OPEN, ApprovalState.QUESTION)


class Doing(StrEnum):
    """What is about to be said of a request; what is typed for it stays in its form."""

    APPROVING = "approving"
    REFUSING = "refusing"
    CHANGING = "changing"
    ASKING = "asking"


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing:
    """What a manager would rather give, and what would be decided of that."""

    lowered_to: Money | None = None
    """Nothing while the amount stays as it was asked for."""
    by: RefundBy | None = None
    """Nothing while the way stays as it was asked for."""
    asked: Wanted | None = None
    decided: Decided | None = None
    """Both empty until they were looked up."""
    against: tuple[Message, ...] = ()
    """Why it cannot be changed like that."""

    @property
    def other(self) -> bool:
        """Whether anything is to be other than it was asked for."""
        return self.lowered_to is not None or self.by is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalsState:
    busy: bool = False
    said: Said | None = None
    looked: bool = False
    """Whether anything was read at all."""
    now: datetime | None = None
    """In the shop's own time."""
    listed: tuple[ApprovalListed, ...] = ()
    """What waits, the oldest first."""
    card: ApprovalCard | None = None
    """What was picked."""
    doing: Doing = Doing.APPROVING
    changing: Changing | None = None
    away: bool = False
    """The page of lent authority is shown instead of a request."""
    lends: bool = False
    """Whether whoever looks has an authority of their own to lend."""
    staff_id: int = 0
    """Who looks."""
    delegations: tuple[Delegation, ...] = ()
    people: tuple[Person, ...] = ()
    """To whom it can be lent."""
    sound: bool = True

    @property
    def calls(self) -> tuple[ApprovalListed, ...]:
        """Of others, for somebody to come."""
        return tuple(
            each for each in self.listed if each.kind is ApprovalKind.HELP and not each.own
        )

    @property
    def waiting(self) -> tuple[ApprovalListed, ...]:
        """Requests of others for a yes."""
        return tuple(
            each for each in self.listed if each.kind is not ApprovalKind.HELP and not each.own
        )

    @property
    def own(self) -> tuple[ApprovalListed, ...]:
        return tuple(each for each in self.listed if each.own)

    @property
    def answerable(self) -> bool:
        """Whether what was picked waits for a word of whoever looks."""
        card = self.card
        return card is not None and not card.own and card.state in UNANSWERED

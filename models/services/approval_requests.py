"""Ask for a manager's yes from another screen, and answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.services.rights import anybody, needs
from models.values import Topic
from models.values.approvals import NoReason, YesReason
from models.values.rights import Right

if TYPE_CHECKING:
    from models.services.approval_bodies import Wanted
    from models.services.approval_cards import ApprovalCard
    from models.services.approval_decisions import Decided
    from models.unit import Unit
    from models.values.codes import RefundBy

BY_DELEGATION = "somebody may answer by an authority that is lent to them, which is read inside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes:
    """To exactly what was asked. ``words`` are needed with the reason *other*."""

    reason: YesReason
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class No:
    reason: NoReason
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A yes to this instead: less money, or by another tender (:func:`change_request`)."""

    asked: Wanted
    reason: YesReason
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Back to the clerk; the request waits on."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """To a call for help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """To a call for help: nobody needs to come any more."""

    words: str = ""


Answered = Yes | No | Change | Question | Coming | Done


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalChanged:
    """How a request stands after something was said of it."""

    card: ApprovalCard
    changed: frozenset[Topic] = frozenset({Topic.APPROVALS})


@anybody("which right it takes hangs on what is asked, and is checked inside")
def ask_approval(
    unit: Unit,
    approval_id: str,
    asked: Wanted,
    seen: Decided | None,
    words: str = "",
    *,
    instead: bool = False,
) -> ApprovalChanged:
    """Ask every manager of the store for a yes to exactly this.

    ``seen`` is the decision that the clerk saw (nothing for a void), ``words`` what the clerk
    says of it. The same id and request again change nothing. With ``instead`` the clerk's own
    request about the same, which waits, is withdrawn first. Raise
    :class:`models.values.Refused` where no yes is needed (``approval-not-needed``), nobody's
    yes would be enough (``approval-impossible`` with the reasons), it is not what was seen
    (``decision-changed``), or a request about the same waits already (``approval-pending``
    with ``name``, ``register`` and ``own``).
    """
    raise NotImplementedError


@needs(Right.LOOK)
def withdraw_approval(unit: Unit, approval_id: str) -> ApprovalChanged:
    """Whoever asked takes the request back; granted or not, it can be used no more."""
    raise NotImplementedError


@anybody(BY_DELEGATION)
def answer_approval(unit: Unit, approval_id: str, answer: Answered) -> ApprovalChanged:
    """Say yes, no, something else, or ask back.

    A yes is to what would be decided now: raise :class:`models.values.Refused` where that is
    no longer what was asked (``approval-changed``), the request is not open
    (``approval-closed``), or whoever looks may not say so (the reasons that
    :attr:`models.services.approval_cards.ApprovalCard.may_answer` gives).
    """
    raise NotImplementedError


@needs(Right.LOOK)
def reply_approval(unit: Unit, approval_id: str, words: str) -> ApprovalChanged:
    """Whoever asked answers a manager's question; the request is open again."""
    raise NotImplementedError


@needs(Right.LOOK)
def call_manager(
    unit: Unit, approval_id: str, asked: Wanted | None, words: str
) -> ApprovalChanged:
    """Call a manager to this register, with the case where there is one.

    Answered by :class:`Coming` and :class:`Done`; whoever called may say done as well. Raise
    :class:`models.values.Refused` while a call of this register waits (``approval-pending``).
    """
    raise NotImplementedError


@needs(Right.LOOK)
def change_request(
    unit: Unit, approval_id: str, *, lowered_to: int | None = None, by: RefundBy | None = None
) -> tuple[Wanted, Decided]:
    """The request with less money or another tender, and what would be decided of it.

    For a manager's :class:`Change`, live as they type: ``lowered_to`` is in minor units and
    before the coin, ``by`` the policy's choice where it offers it and else a refund shared
    out anew. Writes nothing. Raise :class:`models.values.Refused` where it cannot be
    changed like that.
    """
    raise NotImplementedError

"""What each event of the journal may have changed, for screens that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.values import Topic
from models.values.events import CLOCK_JUMP

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NOTHING: Final[frozenset[Topic]] = frozenset()
_HOLDS: Final = frozenset({Topic.HOLDS})
_POLICY: Final = frozenset({Topic.POLICY})
_DRAWER: Final = frozenset({Topic.DRAWER, Topic.DOCUMENTS})
_GOODS: Final = frozenset({Topic.RETURNS})
_CARDS: Final = frozenset({Topic.CARDS, Topic.DRAWER, Topic.DOCUMENTS})
_APPROVALS: Final = frozenset({Topic.APPROVALS})
_PEOPLE: Final = frozenset({Topic.PEOPLE})
_MONEY_MOVED: Final = frozenset(
    {Topic.SALES, Topic.RETURNS, Topic.DOCUMENTS, Topic.DRAWER, Topic.CARDS}
)

TOPICS_OF: Final[Mapping[str, frozenset[Topic]]] = {
    # At the counter
    "ReturnTaken": _MONEY_MOVED,
    "ExchangeTaken": _MONEY_MOVED,
    "GoodwillGiven": _MONEY_MOVED,
    "PriceCorrected": _MONEY_MOVED,
    "PostVoid": _MONEY_MOVED,
    "RefundDeclined": _MONEY_MOVED,
    "RefundSettled": _GOODS,
    "RefundSplit": _GOODS,
    "GoodsMoved": _GOODS,
    "ReceiptPrint": frozenset({Topic.DOCUMENTS}),
    "ReceiptReprint": frozenset({Topic.DOCUMENTS}),
    "TransactionSuspended": _HOLDS,
    "TransactionResumed": _HOLDS,
    "SuspendedTransactionDropped": _HOLDS,
    "SuspendedTransactionKept": _HOLDS,
    "SuspendedTransactionNoted": _HOLDS,
    "SuspendedTransactionsForgotten": _HOLDS,
    # Gift cards and store credit
    "ValueCardSold": _CARDS,
    "ValueCardIssued": _CARDS,
    "ValueCardLoaded": _CARDS,
    "ValueCardRefunded": _CARDS,
    "ValueCardSpent": _CARDS,
    "ValueCardExpired": _CARDS,
    "ValueCardVoided": _CARDS,
    "ValueCardReplaced": _CARDS,
    "ValueCardBlocked": _CARDS,
    # The drawer
    "TillOpen": _DRAWER,
    "TillCount": _DRAWER,
    "TillSettle": _DRAWER,
    "XReport": _DRAWER,
    "PaidIn": _DRAWER,
    "PaidOut": _DRAWER,
    "CashPickup": _DRAWER,
    "NoSale": _DRAWER,
    "OperatorHandOver": _DRAWER,
    "DrawerTerms": _DRAWER,
    # Policy
    "PolicyInForce": _POLICY,
    "PolicyDraftStarted": _POLICY,
    "PolicyDraftSaved": _POLICY,
    "PolicyDraftSent": _POLICY,
    "PolicyDraftReviewed": _POLICY,
    "PolicyDraftDiscarded": _POLICY,
    # Approvals
    "OperatorBypassApproval": _APPROVALS,
    "ApprovalAsked": _APPROVALS,
    "ApprovalAnswered": _APPROVALS,
    "ApprovalWithdrawn": _APPROVALS,
    "ApprovalUsed": _APPROVALS,
    "ApprovalDelegated": _APPROVALS,
    "DelegationEnded": _APPROVALS,
    "ManagerCalled": _APPROVALS,
    # People
    "OperatorSignOn": _NOTHING,
    "OperatorSignOff": _NOTHING,
    "OperatorLock": _NOTHING,
    "OperatorUnlock": _NOTHING,
    "OperatorAdded": _PEOPLE,
    "OperatorChanged": _PEOPLE,
    "OperatorDisabled": _PEOPLE,
    "OperatorEnabled": _PEOPLE,
    "OperatorLocked": _PEOPLE,
    "OperatorUnlocked": _PEOPLE,
    "PinChanged": _PEOPLE,
    "RoleChanged": _PEOPLE,
    "SignOnFailed": _PEOPLE,
    # From outside, and the house itself
    "SalesImported": frozenset({Topic.SALES, Topic.RETURNS}),
    "PromotionsImported": frozenset({Topic.SALES}),
    "IdentitiesForgotten": _NOTHING,
    CLOCK_JUMP: _NOTHING,
}


def topics_of(events: Iterable[str]) -> frozenset[Topic]:
    """All that these events may have changed; everything where one of them is unknown here."""
    found: frozenset[Topic] = frozenset()
    for event in events:
        found |= TOPICS_OF.get(event, frozenset(Topic))
    return found

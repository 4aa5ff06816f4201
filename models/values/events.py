"""Every event that the journal knows: what it means, and where its name comes from."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class EventGroup(StrEnum):
    """What auditors look at together."""

    SIGN_ONS = "sign-ons"
    DECISIONS = "decisions"
    """Goods and money that went over the counter, or were denied."""
    APPROVALS = "approvals"
    DRAWER = "drawer"
    CARDS = "cards"
    PAPERS = "papers"
    GOODS = "goods"
    POLICY = "policy"
    RECORDS = "records"
    """What went into the records or out of them, and how they are kept."""


class Event(NamedTuple):
    """``source`` is where the name is from; ``meaning`` says when it is recorded."""

    group: EventGroup
    meaning: str
    source: str


POSLOG: Final = "POSLog"
"""The Object Management Group's (before: ARTS) POSLog: its transaction and control types."""
SAFT: Final = "SAF-T"
"""SAF-T Cash Register of the Norwegian Tax Administration, code lists 1.2: the names of
PredefinedBasicID-13, each put into one word: 13001 and 13002 (start and shut down), 13008
(X report), 13010 and 13011 (suspend and resume a transaction)."""
OWN: Final = "Konter"
"""No standard that we know has a name for it."""

CLOCK_JUMP: Final = "ClockJump"

_G = EventGroup
EVENTS: Final[Mapping[str, Event]] = {
    "ApplicationStart": Event(_G.SIGN_ONS, "a window was opened on the shop", SAFT),
    "ApplicationShutDown": Event(_G.SIGN_ONS, "that window was closed", SAFT),
    "OperatorSignOn": Event(_G.SIGN_ONS, "somebody signed on", POSLOG),
    "OperatorSignOff": Event(_G.SIGN_ONS, "somebody signed off", POSLOG),
    "ReturnTaken": Event(_G.DECISIONS, "goods came back and were paid for", OWN),
    "ExchangeTaken": Event(_G.DECISIONS, "goods came back and others went out", OWN),
    "ReturnDenied": Event(_G.DECISIONS, "the customer left with a no", OWN),
    "ReturnAbandoned": Event(_G.DECISIONS, "what was decided was left without effect", OWN),
    "PostVoid": Event(_G.DECISIONS, "a finished transaction was undone the same day", POSLOG),
    "GoodwillGiven": Event(_G.DECISIONS, "money without goods, to make good", OWN),
    "PriceCorrected": Event(_G.DECISIONS, "a part of a price was given back", OWN),
    "RefundSettled": Event(_G.DECISIONS, "a terminal paid a refund", OWN),
    "RefundDeclined": Event(_G.DECISIONS, "a terminal would not; paid in another way", OWN),
    "RefundSplit": Event(_G.DECISIONS, "a refund was shared out by hand", OWN),
    "TransactionSuspended": Event(_G.DECISIONS, "a visit was put on hold", SAFT),
    "TransactionResumed": Event(_G.DECISIONS, "a visit on hold was gone on with", SAFT),
    "SuspendedTransactionNoted": Event(_G.DECISIONS, "a visit on hold got a note", OWN),
    "SuspendedTransactionDropped": Event(_G.DECISIONS, "a visit on hold was given up", OWN),
    "SuspendedTransactionKept": Event(_G.DECISIONS, "giving it up was undone", OWN),
    "OperatorBypassApproval": Event(_G.APPROVALS, "a second person said yes", POSLOG),
    "TillOpen": Event(_G.DRAWER, "a cash drawer was opened for the day", OWN),
    "PaidIn": Event(_G.DRAWER, "cash was put in by hand", POSLOG),
    "PaidOut": Event(_G.DRAWER, "cash was taken out by hand", POSLOG),
    "CashPickup": Event(_G.DRAWER, "cash went to the safe", OWN),
    "NoSale": Event(_G.DRAWER, "the drawer was opened without a sale", POSLOG),
    "OperatorHandOver": Event(_G.DRAWER, "another person took the drawer", OWN),
    "TillCount": Event(_G.DRAWER, "the drawer was counted", OWN),
    "XReport": Event(_G.DRAWER, "a reading without closing", SAFT),
    "TillSettle": Event(_G.DRAWER, "the drawer was closed with a Z report", POSLOG),
    "DrawerTerms": Event(_G.DRAWER, "the settings of drawers were changed", OWN),
    "ValueCardSold": Event(_G.CARDS, "a card was sold", OWN),
    "ValueCardIssued": Event(_G.CARDS, "a card or a credit came to be", OWN),
    "ValueCardLoaded": Event(_G.CARDS, "money was put on a card", OWN),
    "ValueCardRefunded": Event(_G.CARDS, "a refund went onto a card", OWN),
    "ValueCardSpent": Event(_G.CARDS, "a card paid", OWN),
    "ValueCardExpired": Event(_G.CARDS, "a card ran out", OWN),
    "ValueCardVoided": Event(_G.CARDS, "a card was cancelled", OWN),
    "ValueCardReplaced": Event(_G.CARDS, "a new card took over a lost one's money", OWN),
    "ValueCardBlocked": Event(_G.CARDS, "a lost card gave its money to a new one", OWN),
    "ReceiptPrint": Event(_G.PAPERS, "a paper left the counter", OWN),
    "ReceiptReprint": Event(_G.PAPERS, "a copy of it did", POSLOG),
    "GoodsMoved": Event(_G.GOODS, "it was decided what becomes of goods", OWN),
    "PolicyDraftStarted": Event(_G.POLICY, "somebody began to write a policy", OWN),
    "PolicyDraftSaved": Event(_G.POLICY, "the draft was changed", OWN),
    "PolicyDraftSent": Event(_G.POLICY, "the draft was sent for review", OWN),
    "PolicyDraftReviewed": Event(_G.POLICY, "somebody else reviewed it", OWN),
    "PolicyDraftDiscarded": Event(_G.POLICY, "the draft was thrown away", OWN),
    "PolicyInForce": Event(_G.POLICY, "a version was put in force", OWN),
    "PolicyExported": Event(_G.POLICY, "a version was written to a file", OWN),
    "PolicyReplayExported": Event(_G.POLICY, "decisions were written to a workbook", OWN),
    "ShopSetUp": Event(_G.RECORDS, "the shop's records were begun", OWN),
    "SalesImported": Event(_G.RECORDS, "sales were taken in", OWN),
    "PromotionsImported": Event(_G.RECORDS, "promotions were taken in", OWN),
    "JournalExported": Event(_G.RECORDS, "the journal was written to a workbook", OWN),
    "IdentitiesForgotten": Event(_G.RECORDS, "who brought goods back was forgotten", OWN),
    "SuspendedTransactionsForgotten": Event(_G.RECORDS, "old visits on hold went", OWN),
}


def events_of(group: EventGroup) -> tuple[str, ...]:
    return tuple(name for name, event in EVENTS.items() if event.group is group)

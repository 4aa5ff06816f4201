"""Every event that the journal knows: its meaning, where its name is from, what it changes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from models.values import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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
    PEOPLE = "people"
    """Who may do what."""
    CASES = "cases"
    """Who came, and what was done for them."""
    POLICY = "policy"
    RECORDS = "records"
    """What went into the records or out of them, and how they are kept."""


class Event(NamedTuple):
    """``source`` is where the name is from; ``meaning`` says when it is recorded; ``topics``
    what it may have changed, for screens that show it."""

    group: EventGroup
    meaning: str
    source: str
    topics: frozenset[Topic]


POSLOG: Final = "POSLog"
"""The Object Management Group's (before: ARTS) POSLog: its transaction and control types."""
SAFT: Final = "SAF-T"
"""SAF-T Cash Register of the Norwegian Tax Administration, code lists 1.2: the names of
PredefinedBasicID-13, each put into one word: 13001 and 13002 (start and shut down), 13008
(X report), 13010 and 13011 (suspend and resume a transaction)."""
OWN: Final = "Konter"
"""No standard that we know has a name for it."""

CLOCK_JUMP: Final = "ClockJump"
FIRST_PRINT: Final = "ReceiptPrint"

_G = EventGroup
_NOTHING: Final[frozenset[Topic]] = frozenset()
_SALES: Final = frozenset({Topic.SALES})
_RETURNS: Final = frozenset({Topic.RETURNS})
_IMPORTED: Final = _SALES | _RETURNS
_HOLDS: Final = frozenset({Topic.HOLDS})
_PAPERS: Final = frozenset({Topic.DOCUMENTS})
_PRINTING: Final = frozenset({Topic.PRINTING})
_QUEUE: Final = frozenset({Topic.QUEUE})
_CASES: Final = frozenset({Topic.CASES}) | _QUEUE
"""With a case that leaves its register, its ticket is done."""
_LETTERHEADS: Final = frozenset({Topic.SHOP})
_MAIL: Final = frozenset({Topic.MAIL})
_DRAWER: Final = frozenset({Topic.DRAWER, Topic.DOCUMENTS})
_CARDS: Final = frozenset({Topic.CARDS, Topic.DRAWER, Topic.DOCUMENTS})
_MONEY: Final = _IMPORTED | _CARDS
_POLICY: Final = frozenset({Topic.POLICY})
_APPROVALS: Final = frozenset({Topic.APPROVALS})
_TEAM: Final = frozenset({Topic.TEAM})
_PEOPLE: Final = frozenset({Topic.PEOPLE})
_FORGOTTEN: Final = _RETURNS | _HOLDS | _PAPERS | _MAIL | _CASES

EVENTS: Final[Mapping[str, Event]] = {
    "ApplicationStart": Event(_G.SIGN_ONS, "a window was opened on the shop", SAFT, _NOTHING),
    "ApplicationShutDown": Event(_G.SIGN_ONS, "that window was closed", SAFT, _NOTHING),
    "OperatorSignOn": Event(_G.SIGN_ONS, "somebody signed on", POSLOG, _NOTHING),
    "OperatorSignOff": Event(_G.SIGN_ONS, "somebody signed off", POSLOG, _NOTHING),
    "OperatorLock": Event(
        _G.SIGN_ONS, "a counter was locked, by key or by itself", OWN, _NOTHING
    ),
    "OperatorUnlock": Event(_G.SIGN_ONS, "whoever was signed on went on", OWN, _NOTHING),
    "SignOnFailed": Event(_G.SIGN_ONS, "a badge or a PIN was wrong", OWN, _PEOPLE),
    "OperatorLocked": Event(_G.SIGN_ONS, "too many wrong PINs in a row", OWN, _PEOPLE),
    "OperatorUnlocked": Event(_G.PEOPLE, "somebody may try their PIN again", OWN, _PEOPLE),
    "OperatorAdded": Event(_G.PEOPLE, "a person was taken in", OWN, _PEOPLE),
    "OperatorChanged": Event(
        _G.PEOPLE, "a name, badge, role or language was changed", OWN, _PEOPLE
    ),
    "OperatorDisabled": Event(_G.PEOPLE, "a person may do nothing any more", OWN, _PEOPLE),
    "OperatorEnabled": Event(_G.PEOPLE, "a person may work again", OWN, _PEOPLE),
    "PinChanged": Event(_G.PEOPLE, "a person got another PIN", OWN, _PEOPLE),
    "RoleChanged": Event(_G.PEOPLE, "what a role may do was changed", OWN, _PEOPLE),
    "ReturnTaken": Event(_G.DECISIONS, "goods came back and were paid for", OWN, _MONEY),
    "ExchangeTaken": Event(_G.DECISIONS, "goods came back and others went out", OWN, _MONEY),
    "ReturnDenied": Event(_G.DECISIONS, "the customer left with a no", OWN, _PAPERS),
    "ReturnAbandoned": Event(
        _G.DECISIONS, "what was decided was left without effect", OWN, _NOTHING
    ),
    "PostVoid": Event(
        _G.DECISIONS, "a finished transaction was undone the same day", POSLOG, _MONEY
    ),
    "GoodwillGiven": Event(_G.DECISIONS, "money without goods, to make good", OWN, _MONEY),
    "PriceCorrected": Event(_G.DECISIONS, "a part of a price was given back", OWN, _MONEY),
    "RefundSettled": Event(_G.DECISIONS, "a terminal paid a refund", OWN, _RETURNS),
    "RefundDeclined": Event(
        _G.DECISIONS, "a terminal would not; paid in another way", OWN, _MONEY
    ),
    "RefundSplit": Event(_G.DECISIONS, "a refund was shared out by hand", OWN, _RETURNS),
    "TransactionSuspended": Event(_G.DECISIONS, "a visit was put on hold", SAFT, _HOLDS),
    "TransactionResumed": Event(_G.DECISIONS, "a visit on hold was gone on with", SAFT, _HOLDS),
    "SuspendedTransactionNoted": Event(_G.DECISIONS, "a visit on hold got a note", OWN, _HOLDS),
    "SuspendedTransactionDropped": Event(
        _G.DECISIONS, "a visit on hold was given up", OWN, _HOLDS
    ),
    "SuspendedTransactionKept": Event(_G.DECISIONS, "giving it up was undone", OWN, _HOLDS),
    "OperatorBypassApproval": Event(
        _G.APPROVALS, "a second person said yes", POSLOG, _APPROVALS
    ),
    "ApprovalAsked": Event(
        _G.APPROVALS, "a yes was asked for from another screen", OWN, _APPROVALS
    ),
    "ApprovalAnswered": Event(_G.APPROVALS, "something was said of a request", OWN, _APPROVALS),
    "ApprovalWithdrawn": Event(
        _G.APPROVALS, "whoever asked took the request back", OWN, _APPROVALS
    ),
    "ApprovalUsed": Event(_G.APPROVALS, "what was approved was done", OWN, _APPROVALS),
    "ApprovalDelegated": Event(
        _G.APPROVALS, "somebody lent their authority to another", OWN, _APPROVALS
    ),
    "DelegationEnded": Event(_G.APPROVALS, "that was ended before its time", OWN, _APPROVALS),
    "ManagerCalled": Event(
        _G.APPROVALS, "somebody at a counter called for help", OWN, _APPROVALS
    ),
    "TillOpen": Event(_G.DRAWER, "a cash drawer was opened for the day", OWN, _DRAWER),
    "PaidIn": Event(_G.DRAWER, "cash was put in by hand", POSLOG, _DRAWER),
    "PaidOut": Event(_G.DRAWER, "cash was taken out by hand", POSLOG, _DRAWER),
    "CashPickup": Event(_G.DRAWER, "cash went to the safe", OWN, _DRAWER),
    "NoSale": Event(_G.DRAWER, "the drawer was opened without a sale", POSLOG, _DRAWER),
    "OperatorHandOver": Event(_G.DRAWER, "another person took the drawer", OWN, _DRAWER),
    "TillCount": Event(_G.DRAWER, "the drawer was counted", OWN, _DRAWER),
    "XReport": Event(_G.DRAWER, "a reading without closing", SAFT, _DRAWER),
    "TillSettle": Event(_G.DRAWER, "the drawer was closed with a Z report", POSLOG, _DRAWER),
    "DrawerKickFailed": Event(
        _G.DRAWER, "the printer did not open the drawer", OWN, _PRINTING | {Topic.DRAWER}
    ),
    "DrawerTerms": Event(_G.DRAWER, "the settings of drawers were changed", OWN, _DRAWER),
    "ValueCardSold": Event(_G.CARDS, "a card was sold", OWN, _CARDS),
    "ValueCardIssued": Event(_G.CARDS, "a card or a credit came to be", OWN, _CARDS),
    "ValueCardLoaded": Event(_G.CARDS, "money was put on a card", OWN, _CARDS),
    "ValueCardRefunded": Event(_G.CARDS, "a refund went onto a card", OWN, _CARDS),
    "ValueCardSpent": Event(_G.CARDS, "a card paid", OWN, _CARDS),
    "ValueCardExpired": Event(_G.CARDS, "a card ran out", OWN, _CARDS),
    "ValueCardVoided": Event(_G.CARDS, "a card was cancelled", OWN, _CARDS),
    "ValueCardReplaced": Event(
        _G.CARDS, "a new card took over a lost one's money", OWN, _CARDS
    ),
    "ValueCardBlocked": Event(_G.CARDS, "a lost card gave its money to a new one", OWN, _CARDS),
    FIRST_PRINT: Event(
        _G.PAPERS, "a paper left the counter, or was queued to", OWN, _PAPERS | _PRINTING
    ),
    "ReceiptReprint": Event(_G.PAPERS, "a copy of it did", POSLOG, _PAPERS | _PRINTING),
    "PrintFailed": Event(
        _G.PAPERS, "a paper may be printed in part, or not at all", OWN, _PRINTING
    ),
    "PrintCancelled": Event(
        _G.PAPERS, "what was queued to be printed was given up", OWN, _PRINTING
    ),
    "PrintRedirected": Event(_G.PAPERS, "it was sent to another printer", OWN, _PRINTING),
    "PrinterAdd": Event(_G.PAPERS, "a printer was added", OWN, _PRINTING),
    "PrinterChange": Event(_G.PAPERS, "what is known of a printer was changed", OWN, _PRINTING),
    "PrinterDisable": Event(_G.PAPERS, "a printer is used no more", OWN, _PRINTING),
    "PaperRouteChange": Event(
        _G.PAPERS, "papers of a kind go elsewhere at a register", OWN, _PRINTING
    ),
    "GiftReceiptMade": Event(_G.PAPERS, "a receipt without a price was made", OWN, _PAPERS),
    "LetterheadChanged": Event(
        _G.PAPERS, "a logo or the shop's own lines on papers were changed", OWN, _LETTERHEADS
    ),
    "PaperSigned": Event(
        _G.PAPERS, "the customer signed a paper", OWN, _PAPERS | {Topic.CASES}
    ),
    "SigningTermsChanged": Event(
        _G.PAPERS, "when customers are asked to sign was changed", OWN, _LETTERHEADS
    ),
    "ReceiptMail": Event(
        _G.PAPERS, "a paper was queued to be e-mailed as PDF", OWN, _PAPERS | _MAIL
    ),
    "ReceiptMailSent": Event(_G.PAPERS, "a mail server took it", OWN, _MAIL),
    "ReceiptMailFailed": Event(
        _G.PAPERS, "it was refused, or may have been taken or not", OWN, _MAIL
    ),
    "ReceiptMailRetried": Event(_G.PAPERS, "somebody had it tried again", OWN, _MAIL),
    "ReceiptMailCancelled": Event(_G.PAPERS, "it was given up", OWN, _MAIL),
    "MailServerChange": Event(_G.PAPERS, "mail goes through another server", OWN, _MAIL),
    "QuestionAsked": Event(_G.CASES, "a question was written down", OWN, _CASES),
    "QuestionAnswered": Event(_G.CASES, "the customer was told the answer", OWN, _CASES),
    "FollowUpPlanned": Event(_G.CASES, "somebody is to come back to them", OWN, _CASES),
    "FollowUpDone": Event(_G.CASES, "somebody came back to them", OWN, _CASES),
    "KnowledgeAdded": Event(_G.CASES, "an answer was kept for everybody", OWN, _CASES),
    "KnowledgeChanged": Event(_G.CASES, "what is known was said anew", OWN, _CASES),
    "KnowledgeOutdated": Event(_G.CASES, "it holds no more", OWN, _CASES),
    "KnowledgeMerged": Event(_G.CASES, "two that say the same became one", OWN, _CASES),
    "ComplaintBegun": Event(_G.CASES, "a complaint was written down", OWN, _CASES),
    "ComplaintStep": Event(_G.CASES, "it went on, or was settled", OWN, _CASES),
    "ComplaintAllowed": Event(_G.CASES, "a manager said yes to its remedy", OWN, _CASES),
    "ComplaintWaits": Event(_G.CASES, "its clock stands for the customer", OWN, _CASES),
    "ComplaintGoesOn": Event(_G.CASES, "its clock goes on", OWN, _CASES),
    "ComplaintEscalated": Event(_G.CASES, "a manager was told of it", OWN, _CASES),
    "ComplaintTerms": Event(_G.CASES, "working hours and limits were changed", OWN, _CASES),
    "TakenDown": Event(
        _G.CASES, "a paper says that it is on record, and what follows", OWN, _CASES | _PAPERS
    ),
    "ApologyWritten": Event(_G.CASES, "a letter of apology was written", OWN, _CASES | _PAPERS),
    "GuideChanged": Event(_G.CASES, "what to say to customers was changed", OWN, _CASES),
    "CaseOpened": Event(_G.CASES, "a customer is served", OWN, _CASES),
    "CaseAside": Event(_G.CASES, "it goes on later", OWN, _CASES),
    "CaseTakenUp": Event(_G.CASES, "somebody goes on with it", OWN, _CASES),
    "CaseHandedOver": Event(_G.CASES, "it waits for somebody else", OWN, _CASES),
    "CaseEntitled": Event(_G.CASES, "it was said what it is about", OWN, _CASES),
    "CaseCustomerNamed": Event(_G.CASES, "it was said whose it is", OWN, _CASES),
    "CaseLinked": Event(_G.CASES, "it goes on with an earlier one", OWN, _CASES),
    "CaseNoted": Event(_G.CASES, "something was written down in it", OWN, _CASES),
    "CaseEscalated": Event(_G.CASES, "somebody with more to say is needed", OWN, _CASES),
    "CaseRated": Event(_G.CASES, "the customer said how it was", OWN, _CASES),
    "CaseClosed": Event(_G.CASES, "the customer left, or all is done", OWN, _CASES),
    "PromiseMade": Event(_G.CASES, "the shop promised something", OWN, _CASES),
    "PromiseKept": Event(_G.CASES, "a promise was kept", OWN, _CASES),
    "PromiseBroken": Event(_G.CASES, "a promise was not kept", OWN, _CASES),
    "ProductAnswered": Event(_G.CASES, "a customer was told about a product", OWN, _CASES),
    "BillAnswered": Event(_G.CASES, "a bill was explained to a customer", OWN, _CASES),
    "PolicyAnswered": Event(
        _G.CASES, "a customer was told whether something can come back", OWN, _CASES
    ),
    "GoodsMoved": Event(_G.GOODS, "it was decided what becomes of goods", OWN, _RETURNS),
    "TicketDrawn": Event(_G.CASES, "somebody waits", OWN, _QUEUE | _PAPERS),
    "TicketCalled": Event(_G.CASES, "somebody was called to a register", OWN, _QUEUE),
    "TicketServed": Event(_G.CASES, "whoever was called is served", OWN, _CASES),
    "TicketNoShow": Event(_G.CASES, "nobody came who was called", OWN, _QUEUE),
    "TicketTakenBack": Event(_G.CASES, "a ticket was drawn by mistake", OWN, _QUEUE),
    "TicketHeld": Event(_G.CASES, "somebody is not to be called for now", OWN, _QUEUE),
    "TicketPutInAgain": Event(_G.CASES, "somebody waits again", OWN, _QUEUE),
    "TicketTransferred": Event(
        _G.CASES, "somebody waits for something else, or elsewhere", OWN, _CASES
    ),
    "BriefingWritten": Event(_G.CASES, "everybody was told something", OWN, _TEAM),
    "BriefingWithdrawn": Event(_G.CASES, "that holds no more", OWN, _TEAM),
    "BriefingRead": Event(_G.CASES, "somebody confirmed to have read it", OWN, _TEAM),
    "HandOverNoteLeft": Event(_G.CASES, "somebody left word for the next person", OWN, _TEAM),
    "HandOverNoteSeen": Event(_G.CASES, "the next person has read it", OWN, _TEAM),
    "CoachingRead": Event(_G.CASES, "somebody read what is for them alone", OWN, _TEAM),
    "PolicyDraftStarted": Event(_G.POLICY, "somebody began to write a policy", OWN, _POLICY),
    "PolicyDraftSaved": Event(_G.POLICY, "the draft was changed", OWN, _POLICY),
    "PolicyDraftSent": Event(_G.POLICY, "the draft was sent for review", OWN, _POLICY),
    "PolicyDraftReviewed": Event(_G.POLICY, "somebody else reviewed it", OWN, _POLICY),
    "PolicyDraftDiscarded": Event(_G.POLICY, "the draft was thrown away", OWN, _POLICY),
    "PolicyInForce": Event(_G.POLICY, "a version was put in force", OWN, _POLICY),
    "PolicyExported": Event(_G.POLICY, "a version was written to a file", OWN, _NOTHING),
    "PolicyReplayExported": Event(
        _G.POLICY, "decisions were written to a workbook", OWN, _NOTHING
    ),
    "ShopSetUp": Event(_G.RECORDS, "the shop's records were begun", OWN, _NOTHING),
    CLOCK_JUMP: Event(_G.RECORDS, "a clock was put back or forward", OWN, _NOTHING),
    "SalesImported": Event(_G.RECORDS, "sales were taken in", OWN, _IMPORTED),
    "PromotionsImported": Event(_G.RECORDS, "promotions were taken in", OWN, _SALES),
    "ProductPaired": Event(_G.RECORDS, "what is named beside a product changed", OWN, _NOTHING),
    "JournalExported": Event(
        _G.RECORDS, "the journal was written to a workbook", OWN, _NOTHING
    ),
    "JournalExtracted": Event(
        _G.RECORDS, "entries of the journal went onto a paper", OWN, _PAPERS
    ),
    "CaseFileMade": Event(_G.RECORDS, "the story of a case went onto a paper", OWN, _PAPERS),
    "DaySummaryMade": Event(_G.RECORDS, "a day in figures went onto a paper", OWN, _PAPERS),
    "IdentitiesForgotten": Event(
        _G.RECORDS, "who brought goods back was forgotten", OWN, _NOTHING
    ),
    "SuspendedTransactionsForgotten": Event(_G.RECORDS, "old visits on hold went", OWN, _HOLDS),
    "HandOverNotesForgotten": Event(
        _G.RECORDS, "old words of one shift to the next went", OWN, _TEAM
    ),
    "PersonExported": Event(_G.RECORDS, "somebody was given their data", OWN, _NOTHING),
    "PersonForgotten": Event(_G.RECORDS, "a pseudonym was made of a customer", OWN, _FORGOTTEN),
    "EntriesSealed": Event(_G.RECORDS, "who made older entries was sealed", OWN, _NOTHING),
    "PapersSealed": Event(_G.RECORDS, "what papers say was sealed later", OWN, _NOTHING),
}


PEOPLE: Final = frozenset({"staff", "by", "approved_by", "person", "authority"})
"""Fields of an entry that name somebody who works here by their number."""
FROM_HAND_TO_HAND: Final = frozenset(
    {"OperatorHandOver", "ApprovalDelegated", "CaseHandedOver"}
)
"""Their ``of`` and ``to`` are people, too."""


def people_named(event: str, body: Mapping[str, object]) -> frozenset[int]:
    """Whom an entry names by their number."""
    fields = PEOPLE | {"of", "to"} if event in FROM_HAND_TO_HAND else PEOPLE
    found = (body[field] for field in fields & body.keys())
    return frozenset(each for each in found if isinstance(each, int))


def events_of(group: EventGroup) -> tuple[str, ...]:
    return tuple(name for name, event in EVENTS.items() if event.group is group)


def topics_of(events: Iterable[str]) -> frozenset[Topic]:
    """All that these events may have changed; everything where one of them is unknown here."""
    found: frozenset[Topic] = frozenset()
    for event in events:
        found |= EVENTS[event].topics if event in EVENTS else frozenset(Topic)
    return found

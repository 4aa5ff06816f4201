"""A second person's yes: what it can be for, what becomes of it, and why it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from models.values import ZERO, Topic
from models.values.codes import Standing

if TYPE_CHECKING:
    from datetime import datetime

    from models.values import Message, Money

ANSWERED_WITHIN: Final = timedelta(minutes=30)
"""For how long a request waits for its answer; then it is no request any more."""
GOOD_FOR: Final = timedelta(minutes=15)
"""For how long a yes is good, from the last one that was needed."""
LONGEST_DELEGATION: Final = timedelta(days=30)
LONGEST_WORDS: Final = 200
"""Of what a clerk or a manager says, in characters; the rest is cut off."""


class ApprovalKind(StrEnum):
    """What is to be allowed."""

    RETURN = "return"
    EXCHANGE = "exchange"
    NO_RECEIPT = "no-receipt"
    GOODWILL = "goodwill"
    CORRECTION = "correction"
    VOID = "void"
    DRAWER = "drawer"
    """A drawer's difference; by a manager on the spot only."""
    REMEDY = "remedy"
    """What makes a complaint good, where it is graver than its clerk may deal with alone."""
    CARD = "card"
    """A gift card that ends; by a manager on the spot only."""
    HELP = "help"
    """No yes at all: a manager is called to the counter."""


class ApprovalState(StrEnum):
    OPEN = "open"
    """It waits for a manager. Where two are needed, one may have said yes already."""
    QUESTION = "question"
    """A manager asked something back, and it waits for the clerk."""
    GRANTED = "granted"
    """Every yes that it needs is there, and it can be used once. Of a call for help: somebody
    is coming."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    USED = "used"
    """A paper rests on it. Of a call for help: it is done."""

    @property
    def pending(self) -> bool:
        return self in PENDING


PENDING: Final = (ApprovalState.OPEN, ApprovalState.QUESTION, ApprovalState.GRANTED)


class Said(StrEnum):
    """One entry of a request's thread."""

    ASKED = "asked"
    APPROVED = "approved"
    CHANGED = "changed"
    """A yes to something else than what was asked for."""
    REFUSED = "refused"
    QUESTION = "question"
    REPLY = "reply"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    USED = "used"
    COMING = "coming"
    """To a call for help."""
    DONE = "done"


class YesReason(StrEnum):
    """Why a manager says yes."""

    GOOD_CUSTOMER = "good-customer"
    SHOPS_MISTAKE = "shops-mistake"
    FAULT_SEEN = "fault-seen"
    JUST_TOO_LATE = "just-too-late"
    PROMISED = "promised"
    OTHER = "other"
    """Needs words."""


class NoReason(StrEnum):
    """Why a manager says no."""

    AGAINST_POLICY = "against-policy"
    GOODS_NOT_FIT = "goods-not-fit"
    NOT_SHOWN = "not-shown"
    """What the customer says was not shown to be so."""
    TOO_OFTEN = "too-often"
    SUSPICION = "suspicion"
    OTHER = "other"
    """Needs words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadEntry:
    """Who said what about a request, and when: nothing of it is ever changed."""

    said: Said
    staff_id: int
    name: str
    register: str
    at: datetime
    """In the shop's own time."""
    reason: str = ""
    """The code of a :class:`YesReason` or :class:`NoReason`."""
    words: str = ""
    amount: Money | None = None
    """Of an entry *changed*: what is to be paid instead."""
    instead_of: str = ""
    """By whose authority it was said, by name; empty for one's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerHistory:
    """What a manager wants to know of a customer before a yes."""

    customer_id: int
    name: str
    standing: Standing = Standing.USUAL
    months: int
    """How far back it looks."""
    returns: int = 0
    returned: Money = ZERO
    """Before fees."""
    without_receipt: int = 0
    sales: int = 0
    bought: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalListed:
    """A request as a list shows it; moments are in the shop's own time."""

    approval_id: str
    kind: ApprovalKind
    state: ApprovalState
    asked_at: datetime
    expires_at: datetime
    staff_id: int
    person: str
    """Who asks."""
    register: str
    about: str
    """The sale's or the slip's number, the customer, or the first of the goods."""
    amount: Money
    """What is to be paid, as it stands after a change."""
    words: str
    """What the clerk said."""
    own: bool
    """Whether whoever looks asked for it."""
    may_answer: tuple[Message, ...]
    """Why whoever looks may not say yes; empty where they may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalCount:
    """What a badge on the rail shows."""

    to_answer: int
    """Requests of others that wait for a manager, calls for help included."""
    own: int
    """Requests of whoever looks that are not used yet."""
    own_answered: int
    """Of these: granted, refused a moment ago, or with a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """One person's authority to approve, lent to another for a time."""

    delegation_id: int
    from_id: int
    from_name: str
    to_id: int
    to_name: str
    since: datetime
    until: datetime
    ended_at: datetime | None
    in_force: bool
    """Whether it counts at the moment: within its time, not ended, its giver not disabled."""
    changed: frozenset[Topic] = frozenset({Topic.APPROVALS})
    """What others have to look at again, once it begins or ends."""

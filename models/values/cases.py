"""Cases: one visit of one customer at the counter, with everything that happened in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class CaseKind(StrEnum):
    """What somebody comes for; tickets are drawn by it, too."""

    RETURN = "return"
    """Goods to bring back or to exchange."""
    INQUIRY = "inquiry"
    COMPLAINT = "complaint"
    PICKUP = "pick-up"


class Channel(StrEnum):
    """How somebody came."""

    COUNTER = "counter"
    PHONE = "phone"
    CHAT = "chat"
    EMAIL = "e-mail"


class CaseState(StrEnum):
    SERVING = "serving"
    """In hand at a register."""
    ASIDE = "aside"
    """Somebody else, or the same person, goes on with it later."""
    CLOSED = "closed"


class AsideFor(StrEnum):
    """What a case that was put aside waits for."""

    CUSTOMER = "customer"
    """Their word: no promise of the shop's runs on meanwhile."""
    SHOP = "shop"
    """A colleague, a delivery, a workshop: promises run on."""


OPEN_STATES: Final = frozenset({CaseState.SERVING, CaseState.ASIDE})


class Smile(StrEnum):
    """How the customer says that it was."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSeen:
    """A case as lists and the counter show it; moments are in the shop's own time."""

    id: int
    code: str
    """``K000017``: what is said, printed and scanned."""
    kind: CaseKind
    channel: Channel
    state: CaseState
    title: str
    """A few words of what it is about; nothing until somebody wrote them."""
    customer_id: int | None
    customer: str
    opened_at: datetime
    changed_at: datetime
    person: str
    """Who has it, or had it last."""
    register: str
    """The code of the register that serves it, or put it aside."""
    aside_for: AsideFor | None = None
    promised_at: datetime | None = None
    """Until when; a case has one open promise at a time."""
    promise: str = ""
    promised_by: str = ""
    """Who is to keep it."""
    escalated: bool = False
    linked: str = ""
    """The code of the earlier case that it goes on with."""
    linked_id: int | None = None
    ticket: str = ""
    """What the customer was called by."""
    smile: Smile | None = None


class EntryKind(StrEnum):
    """Whose words an entry of a case are; other parts of the shop have further ones."""

    NOTE = "note"
    COACHING = "coaching"
    """From whoever leads the counter, to one person."""
    PROMISE = "promise"
    KEPT = "kept"
    """How a promise was kept."""
    BROKEN = "broken"
    """Why a promise was not kept."""
    ESCALATED = "escalated"
    """Why somebody with more to say is needed."""
    HANDED_OVER = "handed-over"
    """What the next person should know."""
    ELSEWHERE = "elsewhere"
    """Where a question or a complaint goes on that was open at goodbye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """Somebody else who has the case in front of them."""

    person: str
    register: str
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTold:
    """One thing that happened in a case: ``facts`` as the journal has them, and what the
    records add that it points at, with the words that were said where there are some."""

    number: int
    """Of the journal's entry."""
    at: datetime
    event: str
    person: str
    register: str
    facts: Mapping[str, object]
    words: str = ""
    what: str = ""
    """Which kind of entry the words are of; nothing where there is none."""
    papers: tuple[str, ...] = ()
    """Numbers of those that it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStory:
    """Everything that happened in a case, in the order in which it was written down."""

    case: CaseSeen
    told: tuple[CaseTold, ...]
    people: Mapping[int, str]
    """Names of those whom the facts name by their number."""
    papers: tuple[str, ...] = ()
    sales: tuple[str, ...] = ()
    """Numbers of what it was about, in the order in which they first come up."""
    whole: bool = True
    """Whether that is all."""

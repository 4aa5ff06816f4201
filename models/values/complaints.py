"""Complaints: what went wrong, what was done about it, and how long that may take."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from models.values import Topic
from models.values.printing import PaperKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

SEVERITIES: Final = (1, 2, 3)
"""1: it annoys. 2: somebody lost money or time by it. 3: somebody may come to harm, or the
shop's name does."""


class ComplaintKind(StrEnum):
    GOODS = "goods"
    SERVICE = "service"
    PRICE = "price"
    POLICY = "policy"
    DELIVERY = "delivery"
    OTHER = "other"


class Step(StrEnum):
    """Where a complaint is, in the order in which it goes."""

    CALM = "calm"
    """Listened to, and written down in the customer's words."""
    ISSUE = "issue"
    """It is clear what it is really about, and what the customer wants."""
    REMEDY = "remedy"
    PROMISE = "promise"
    """The customer knows what happens, by when and by whom."""
    SETTLED = "settled"


class ComplaintRemedy(StrEnum):
    GOODWILL = "goodwill"
    EXCHANGE = "exchange"
    REFUND = "refund"
    REPAIR = "repair"
    APOLOGY = "apology"
    """A letter of apology."""
    EXPLAINED = "explained"
    """Nothing was wrong, and the customer understands why."""


ON_PAPER: Final[Mapping[ComplaintRemedy, frozenset[PaperKind]]] = {
    ComplaintRemedy.GOODWILL: frozenset({PaperKind.GOODWILL, PaperKind.CORRECTION}),
    ComplaintRemedy.EXCHANGE: frozenset({PaperKind.EXCHANGE}),
    ComplaintRemedy.REFUND: frozenset({PaperKind.RETURN, PaperKind.CORRECTION}),
}
"""They move money or goods, so a paper of the same case, of one of these kinds, has to show
them; whether somebody may do them alone was decided there."""
HAS_PAPER: Final = frozenset({*ON_PAPER, ComplaintRemedy.APOLOGY})
"""A letter gets its number once it goes out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What or whom it is about: each as far as anybody said."""

    product_id: int | None = None
    sale_id: int | None = None
    staff_id: int | None = None
    policy: int | None = None
    """The number of the policy's version, together with the clause."""
    clause: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintTerms:
    """When a store works, and how soon it deals with complaints.

    ``week`` has for each weekday from Monday the times at which the store works, in minutes
    of that day, from and until. ``limits`` are minutes of working time by kind and severity.
    """

    week: tuple[tuple[tuple[int, int], ...], ...]
    limits: Mapping[tuple[ComplaintKind, int], int]
    closed: frozenset[date] = frozenset()
    """Days of its own on which the store does not work."""
    holidays: bool = True
    """Whether it is closed on the public holidays of its country."""
    nears: int = 80
    """Percent of the time after which a manager is told."""
    alone: int = 2
    """Up to which severity a clerk offers a remedy without a manager's yes."""


_OPEN: Final = ((9 * 60, 18 * 60),)
_USUAL_LIMITS: Final = {1: 5 * 9 * 60, 2: 2 * 9 * 60, 3: 4 * 60}
USUAL_TERMS: Final = ComplaintTerms(
    week=(_OPEN,) * 6 + ((),),
    limits={
        (kind, severity): _USUAL_LIMITS[severity]
        for kind in ComplaintKind
        for severity in SEVERITIES
    },
)
"""Monday to Saturday from nine to six: five days, two days, four hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsVersion:
    version: int
    terms: ComplaintTerms
    made_at: datetime | None = None
    by: str = ""
    changed: frozenset[Topic] = field(default=frozenset({Topic.CASES}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintSeen:
    """Moments are in the shop's own time."""

    id: int
    case_id: int
    case: str
    kind: ComplaintKind
    severity: int
    step: Step
    said: str
    """In the customer's words."""
    issue: str
    wants: str
    about: About
    began_at: datetime
    by: str
    remedy: ComplaintRemedy | None = None
    remedy_words: str = ""
    remedy_paper: str = ""
    waits_for_yes: bool = False
    """A manager has to allow the remedy first."""
    due_at: datetime | None = None
    """Nothing while its clock stands, as the customer has to say something."""
    nears_at: datetime | None = None
    stopped_at: datetime | None = None
    escalated_at: datetime | None = None
    settled_at: datetime | None = None
    overdue: bool = False
    changed: frozenset[Topic] = field(default=frozenset({Topic.CASES}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseHurts:
    """How often customers complained about a clause of a version of the policy."""

    policy: int
    clause: int
    complaints: int
    severe: int
    """Of those, of severity 3."""
    open: int
    last_at: datetime
    quarter: int = 0
    """Of those, since the calendar quarter began."""
    year: int = 0
    """Since the calendar year began."""
    cases: tuple[str, ...] = ()
    """Of this year, the newest first, as many as a list can show."""

"""Questions that are asked at the counter, their answers, and what the shop knows since."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from models.values import Topic

if TYPE_CHECKING:
    from datetime import date, datetime

    from models.values.cases import CaseSeen


class QuestionKind(StrEnum):
    PRODUCT = "product"
    BILL = "bill"
    POLICY = "policy"
    SHOP = "shop"
    """Where, when, who: the shop itself."""
    OTHER = "other"


class QuestionState(StrEnum):
    OPEN = "open"
    """Nobody knew the answer yet."""
    ANSWERED = "answered"
    FOLLOWED = "followed"
    """Answered, and somebody came back to the customer as was promised."""


class EntryState(StrEnum):
    """Of what the shop knows."""

    CURRENT = "current"
    OUTDATED = "outdated"
    """True no more: offered to nobody."""
    MERGED = "merged"
    """Another entry says the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSeen:
    """Moments are in the shop's own time."""

    id: int
    case_id: int
    case: str
    """The code of the case in which it was asked."""
    kind: QuestionKind
    state: QuestionState
    asked: str
    answer: str
    asked_at: datetime
    asked_by: str
    """Who wrote it down."""
    answered_at: datetime | None = None
    answered_by: str = ""
    follow_up_on: date | None = None
    follow_up_by: str = ""
    follow_up_staff_id: int | None = None
    overdue: bool = False
    """Its day has gone by, and nobody came back to the customer."""
    entry_id: int | None = None
    """What was known already, and answered it."""
    changed: frozenset[Topic] = field(default=frozenset({Topic.CASES}))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsOfCase:
    """All that was asked in a case, and who may come back to the customer until when."""

    case: CaseSeen
    questions: tuple[QuestionSeen, ...]
    people: tuple[tuple[int, str], ...]
    """Number and name of everybody who works here, by name."""
    here: int
    """Who looks at it."""
    today: date
    """The shop's own."""
    keeps: bool = False
    """Whether whoever looks may change what the shop knows and says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An answer that was given before, for whoever asks the like."""

    id: int
    kind: QuestionKind
    asked: str
    said: str
    used: int
    """How often it was the answer."""
    state: EntryState = EntryState.CURRENT
    edition: int = 1
    """Counts its changes, so that two who edit it at once do not overwrite each other."""
    merged_into: int | None = None
    changed_at: datetime | None = None
    changed_by: str = ""
    changed: frozenset[Topic] = field(default=frozenset({Topic.CASES}))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeList:
    entries: tuple[Known, ...]
    changes: bool
    """Whether whoever looks may change them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What could be kept of an answered question, without what tells whose it was."""

    asked: str
    said: str

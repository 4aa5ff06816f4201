"""All that the room of cases shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from models.services.case_views import CaseCounts
from models.values.cases import CaseState

if TYPE_CHECKING:
    from datetime import datetime

    from models.services.case_pages import CasePage
    from models.services.search import Choice
    from models.values import Message
    from models.values.cases import CaseSeen, Watching
    from receipts.case_stories import StoryLine


class Tab(StrEnum):
    """Which of the open cases are listed."""

    OPEN = "open"
    MINE = "mine"
    DUE = "due"
    """What was promised until today, and what is late."""
    ESCALATED = "escalated"
    FOR_CUSTOMER = "for_customer"
    FOR_SHOP = "for_shop"
    OLDEST = "oldest"


class Doing(StrEnum):
    """What is about to be done; what is typed for it stays in its form."""

    NEW = "new"
    NAME = "name"
    """Whose case it is."""
    ENTITLE = "entitle"
    LINK = "link"
    PROMISE = "promise"
    KEEP = "keep"
    BREAK = "break"
    ASIDE = "aside"
    TRANSFER = "transfer"
    ESCALATE = "escalate"
    TAKE_OVER = "take-over"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesState:
    busy: bool = False
    said: Said | None = None
    looked: bool = False
    """Whether anything was read at all."""
    now: datetime | None = None
    """In the shop's own time."""
    tab: Tab = Tab.OPEN
    typed: str = ""
    """What is looked for; nothing while a tab is shown."""
    listed: tuple[CaseSeen, ...] = ()
    more: bool = False
    """Whether there are further ones than are listed."""
    counts: CaseCounts = field(default_factory=CaseCounts)
    picked: int | None = None
    """The case that is open, or is being opened."""
    page: CasePage | None = None
    lines: tuple[StoryLine, ...] = ()
    """Its story."""
    watching: tuple[Watching, ...] = ()
    """Who else has it in front of them."""
    doing: Doing | None = None
    sought: str = ""
    customers: tuple[Choice, ...] = ()
    """Who was found for the form that asks for a customer."""
    noted: int = 0
    """How many notes were taken: their field is empty again."""

    @property
    def case(self) -> CaseSeen | None:
        return self.page.case if self.page is not None else None

    @property
    def can_change(self) -> bool:
        """Whether anything can still be done in the case that is open."""
        page = self.page
        return (
            page is not None and page.of_this_store and page.case.state is not CaseState.CLOSED
        )

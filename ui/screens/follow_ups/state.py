"""All that the page of promised answers shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.values import Message
    from models.values.questions import QuestionSeen


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpsState:
    looked: bool = False
    """Whether the list was read at all."""
    busy: bool = False
    said: Said | None = None
    mine: bool = True
    """Only what whoever is here is to do."""
    questions: tuple[QuestionSeen, ...] = ()
    """The oldest first."""
    picked: int | None = None
    answer: str = ""
    """As typed."""
    turn: int = 0
    """Moves on whenever the field begins anew, so that what was typed goes."""

    @property
    def question(self) -> QuestionSeen | None:
        """The one that was picked."""
        return next((each for each in self.questions if each.id == self.picked), None)

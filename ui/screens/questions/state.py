"""All that the page of a case's questions shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.values.questions import QuestionKind, QuestionState

if TYPE_CHECKING:
    from datetime import date

    from models.values import Message
    from models.values.questions import Known, QuestionSeen, QuestionsOfCase


class Part(StrEnum):
    """What the form is for."""

    ASKING = "asking"
    """A new question."""
    ANSWERING = "answering"
    """One that was picked from those of the case."""
    KEEPING = "keeping"
    """What everybody is to find of an answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page: what happened, and whether the answer may be kept for all."""

    messages: tuple[Message, ...]
    bad: bool = True
    keeps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingState:
    busy: bool = False
    said: Said | None = None
    seen: QuestionsOfCase | None = None
    """What there is; nothing before it was read."""
    part: Part = Part.ASKING
    picked: int | None = None
    """The question that is answered or kept."""
    kind: QuestionKind = QuestionKind.PRODUCT
    asked: str = ""
    answer: str = ""
    known: tuple[Known, ...] = ()
    """What the shop knows of what is typed, best first."""
    taken: Known | None = None
    """What was taken over as the answer."""
    day: date | None = None
    """Until when somebody comes back to the customer; nothing where nobody has to."""
    who: int = 0
    """Who comes back."""
    kept_asked: str = ""
    kept_said: str = ""
    turn: int = 0
    """Moves on whenever the fields begin anew, so that what was typed goes."""

    @property
    def question(self) -> QuestionSeen | None:
        """The one that was picked."""
        there = self.seen.questions if self.seen else ()
        return next((each for each in there if each.id == self.picked), None)

    @property
    def open(self) -> bool:
        """Whether anything of what the form is for can still be written down."""
        question = self.question
        return question is None or question.state is not QuestionState.FOLLOWED

    @property
    def promised(self) -> bool:
        """Whether the customer waits for somebody who comes back."""
        question = self.question
        return question is not None and question.follow_up_on is not None and self.open

    @property
    def may_keep(self) -> bool:
        """Whether the answer of the picked question is not yet kept for everybody."""
        question = self.question
        answered = question is not None and question.state is not QuestionState.OPEN
        return question is not None and answered and question.entry_id is None

    @property
    def answer_changed(self) -> bool:
        question = self.question
        return self.answer.strip() != (question.answer.strip() if question else "")

    @property
    def promise_changed(self) -> bool:
        question = self.question
        if self.day is None:
            return False
        if question is None or question.follow_up_on is None:
            return True
        return (self.day, self.who) != (question.follow_up_on, question.follow_up_staff_id)

    @property
    def changed(self) -> bool:
        """Whether something stands here that is not written down."""
        if self.part is Part.KEEPING:
            return False
        begun = self.part is Part.ASKING and bool(self.asked.strip())
        return begun or self.answer_changed or self.promise_changed

    @property
    def name(self) -> str:
        """Who comes back, by name."""
        people = self.seen.people if self.seen else ()
        return next((name for number, name in people if number == self.who), "")

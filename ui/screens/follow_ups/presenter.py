"""What the page of promised answers says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.services.questions import follow_up, list_follow_ups
from models.values import Message, Refused, Topic
from ui.screens.follow_ups.state import FollowUpsState, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.values.questions import QuestionSeen
    from ui.work import Work


class FollowUpsPresenter:
    """Who waits for a word from this store. Every change is a new state, shown whole.

    ``closed`` is called where the person goes back.
    """

    def __init__(
        self,
        work: Work,
        show: Callable[[FollowUpsState], None],
        closed: Callable[[], None] = lambda: None,
    ) -> None:
        self._work = work
        self._show = show
        self._closed = closed
        self._state = FollowUpsState()
        self._typed: dict[int, str] = {}
        """What was typed for questions and is not written down."""
        self._warned = False

    @property
    def state(self) -> FollowUpsState:
        return self._state

    def start(self) -> None:
        mine = self._state.mine
        self._work.read_latest(
            "follow-ups",
            lambda unit: list_follow_ups(unit, mine=mine),
            lambda found: self._looked(mine, found),
            self._failed,
        )

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody else may have come back to a customer."""
        if Topic.CASES in topics:
            self.start()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def close(self) -> None:
        """Back to where one came from; what is typed is asked about once."""
        if any(text.strip() for text in self._typed.values()) and not self._warned:
            self._warned = True
            self._set(replace(self._state, said=Said((Message("question-not-saved"),))))
        else:
            self._closed()

    def show_mine(self, mine: bool) -> None:
        """Only one's own, or everybody's."""
        if mine is not self._state.mine:
            self._set(replace(self._state, mine=mine))
            self.start()

    def pick(self, question_id: int) -> None:
        if not self._state.busy and question_id != self._state.picked:
            self._set(self._picked(self._state, question_id))

    def type(self, answer: str) -> None:
        """Kept for its question, also while another is looked at."""
        self._warned = False
        if self._state.picked is not None:
            self._typed[self._state.picked] = answer
        self._set(replace(self._state, answer=answer))

    def came_back(self) -> None:
        """The customer heard from us; with the answer that is typed, where it is another."""
        question, answer = self._state.question, self._state.answer
        if question is None or self._state.busy:
            return
        number = question.id
        said = answer if answer.strip() != question.answer.strip() else ""
        self._set(replace(self._state, busy=True, said=None))
        self._work.run(lambda unit: follow_up(unit, number, said), self._done, self._failed)

    # What comes back from the worker.

    def _looked(self, mine: bool, found: tuple[QuestionSeen, ...]) -> None:
        if mine is not self._state.mine:
            return
        state = replace(self._state, looked=True, questions=found)
        if state.question is None:
            state = self._picked(state, found[0].id if found else None)
        self._set(state)

    def _done(self, question: QuestionSeen) -> None:
        left = tuple(each for each in self._state.questions if each.id != question.id)
        self._typed.pop(question.id, None)
        told = Said((Message("question-came-back"),), bad=False)
        state = replace(self._state, busy=False, said=told, questions=left)
        self._set(self._picked(state, left[0].id if left else None))
        self.start()

    def _failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._set(replace(self._state, busy=False, said=Said(messages)))

    def _picked(self, state: FollowUpsState, question_id: int | None) -> FollowUpsState:
        state = replace(state, picked=question_id, turn=state.turn + 1)
        question = state.question
        if question is None:
            return replace(state, answer="")
        return replace(state, answer=self._typed.get(question.id, question.answer))

    def _set(self, state: FollowUpsState) -> None:
        self._state = state
        self._show(state)


def _to_nobody(_: FollowUpsState) -> None:
    """Nobody looks."""

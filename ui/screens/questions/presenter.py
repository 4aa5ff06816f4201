"""What the page of a case's questions says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from models.services.knowledge import keep_answer, propose_entry, suggest
from models.services.questions import (
    FollowUp,
    answer_question,
    ask_question,
    follow_up,
    open_questions,
    plan_follow_up,
)
from models.values import Message, Refused, Topic
from models.values.questions import QuestionState
from ui.screens.questions.state import AskingState, Part, Said

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from models.unit import Unit
    from models.values.questions import (
        Known,
        Proposed,
        QuestionKind,
        QuestionSeen,
        QuestionsOfCase,
    )
    from ui.work import Work

OFFERED = 3
"""Known answers under a question: more would be read by nobody who has a customer waiting."""


class QuestionsPresenter:
    """The questions of one case. Every change is a new state, shown whole.

    While a question is typed, what the shop knows is looked for as fast as the worker answers,
    and what was typed last wins. ``closed`` is called where the person goes back.
    """

    def __init__(
        self,
        work: Work,
        case_id: int,
        show: Callable[[AskingState], None],
        closed: Callable[[], None] = lambda: None,
    ) -> None:
        self._work = work
        self._case_id = case_id
        self._show = show
        self._closed = closed
        self._state = AskingState()
        self._last: int | None = None
        """The question that was answered last, in words of one's own."""
        self._warned = False

    @property
    def state(self) -> AskingState:
        return self._state

    def start(self) -> None:
        case_id = self._case_id
        self._work.read_latest(
            "questions", lambda unit: open_questions(unit, case_id), self._looked, self._failed
        )

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Others may have answered meanwhile; what is typed here is not lost over that."""
        if Topic.CASES in topics:
            self.start()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def close(self) -> None:
        """Back to where one came from; what is typed is asked about once."""
        if self._state.part is Part.KEEPING:
            self._fill(None)
        elif not self._keeps_typed():
            self._closed()

    def begin(self) -> None:
        """A new question; what is typed is asked about once."""
        if not self._state.busy and not self._keeps_typed():
            self._fill(None)

    def pick(self, question_id: int) -> None:
        """One of those that were asked in this case; what is typed is asked about once."""
        there = self._state.seen.questions if self._state.seen else ()
        found = [each for each in there if each.id == question_id]
        if found and not self._state.busy and not self._keeps_typed():
            self._fill(found[0])
        else:
            self._set(self._state)  # the list shows again what is picked

    def set_kind(self, kind: QuestionKind) -> None:
        self._set(replace(self._state, kind=kind))

    def type_asked(self, text: str) -> None:
        if text != self._state.asked:
            self._typed(replace(self._state, asked=text))
            self._look_for_known(text)

    def type_answer(self, text: str) -> None:
        """An answer that was taken over may be said better; where all of it goes, it is none
        of the shop's any more."""
        if text != self._state.answer:
            taken = self._state.taken if text.strip() else None
            self._typed(replace(self._state, answer=text, taken=taken))

    def take(self, entry_id: int) -> None:
        """What the shop knows is the answer."""
        for known in self._state.known:
            if known.id == entry_id and self._state.open and not self._state.busy:
                turn = self._state.turn + 1
                self._typed(
                    replace(self._state, answer=known.said, taken=known, known=(), turn=turn)
                )

    def promise(self, day: date | None, who: int) -> None:
        """Somebody comes back to the customer until the end of a day; nobody has to where
        there is none."""
        self._typed(replace(self._state, day=day, who=who))

    def save(self) -> None:
        """Write down the question, its answer and what is promised, as far as they are new."""
        state = self._state
        if state.busy or state.seen is None or not state.open:
            return
        if state.part is Part.KEEPING:
            self._keep(state)
        elif state.part is Part.ASKING or state.changed:
            ask = self._ask if state.picked is None else self._answer
            self._busy()
            self._work.run(partial(ask, state), self._saved, self._failed)

    def came_back(self) -> None:
        """The customer heard from us, as was promised."""
        state = self._state
        if state.picked is None or not state.promised or state.busy:
            return
        number, answer = state.picked, state.answer if state.answer_changed else ""
        self._busy()
        self._work.run(
            lambda unit: follow_up(unit, number, answer), self._came_back, self._failed
        )

    def begin_keeping(self) -> None:
        """What everybody could find of the picked answer, or of the last: to be read first."""
        number = self._state.picked if self._state.may_keep else self._last
        if number is not None and not self._state.busy:
            self._busy()
            self._work.read(
                lambda unit: propose_entry(unit, number),
                lambda proposed: self._proposed(number, proposed),
                self._failed,
            )

    def type_kept(self, asked: str, said: str) -> None:
        self._set(replace(self._state, kept_asked=asked, kept_said=said))

    # What the worker does.

    def _ask(self, state: AskingState, unit: Unit) -> QuestionSeen:
        question = ask_question(
            unit, self._case_id, state.kind, state.asked, self._promised(state)
        )
        if not state.answer.strip():
            return question
        taken = state.taken.id if state.taken else None
        return answer_question(unit, question.id, state.answer, taken)

    def _answer(self, state: AskingState, unit: Unit) -> QuestionSeen | None:
        number, question = state.picked or 0, None
        promised = self._promised(state)
        if promised is not None and state.promise_changed:
            question = plan_follow_up(unit, number, promised)
        if state.answer_changed:
            taken = state.taken.id if state.taken else None
            question = answer_question(unit, number, state.answer, taken)
        return question

    def _promised(self, state: AskingState) -> FollowUp | None:
        return FollowUp(on=state.day, staff_id=state.who) if state.day else None

    # What comes back from the worker.

    def _looked(self, seen: QuestionsOfCase) -> None:
        first = self._state.seen is None
        state = replace(self._state, seen=seen, who=self._state.who or seen.here)
        if state.part is Part.ANSWERING and state.question is None:
            state = replace(state, part=Part.ASKING, picked=None)
        self._set(state)
        if first and (due := _owed(seen)) is not None:
            self._fill(due)

    def _known(self, asked: str, known: tuple[Known, ...]) -> None:
        state = self._state
        if asked == _looked_for(state) and state.taken is None and state.open:
            self._set(replace(state, known=known))

    def _saved(self, question: QuestionSeen | None) -> None:
        if question is None:
            return
        answered = question.state is not QuestionState.OPEN
        told = Message("question-answered" if answered else "question-asked")
        if question.follow_up_on is not None and not answered:
            facts = {"name": question.follow_up_by, "day": question.follow_up_on}
            told = Message("question-promised", facts)
        keeps = answered and question.entry_id is None
        self._last = question.id if keeps else None
        self._after(Said((told,), bad=False, keeps=keeps))

    def _came_back(self, question: QuestionSeen) -> None:
        keeps = question.entry_id is None
        self._last = question.id if keeps else None
        self._after(Said((Message("question-came-back"),), bad=False, keeps=keeps))

    def _proposed(self, number: int, proposed: Proposed) -> None:
        self._set(
            replace(
                self._state,
                busy=False,
                said=None,
                part=Part.KEEPING,
                picked=number,
                kept_asked=proposed.asked,
                kept_said=proposed.said,
                turn=self._state.turn + 1,
            )
        )

    def _kept(self, _: Known) -> None:
        self._last = None
        self._after(Said((Message("knowledge-added"),), bad=False))

    def _failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._set(replace(self._state, busy=False, said=Said(messages)))

    # Steps shared by several of the above.

    def _keep(self, state: AskingState) -> None:
        number, asked, said = state.picked or 0, state.kept_asked, state.kept_said
        self._busy()
        self._work.run(
            lambda unit: keep_answer(unit, number, asked, said), self._kept, self._failed
        )

    def _after(self, said: Said) -> None:
        self._state = replace(self._state, busy=False)
        self._fill(None, said)
        self.start()

    def _fill(self, question: QuestionSeen | None, said: Said | None = None) -> None:
        """The form anew: empty, or what is known of a question."""
        self._warned = False
        seen = self._state.seen
        here = seen.here if seen else 0
        part = Part.ANSWERING if question else Part.ASKING
        state = AskingState(
            seen=seen,
            said=said,
            part=part,
            who=here,
            kind=self._state.kind,
            turn=self._state.turn + 1,
        )
        if question is not None:
            state = replace(
                state,
                picked=question.id,
                kind=question.kind,
                answer=question.answer,
                day=question.follow_up_on,
                who=question.follow_up_staff_id or here,
            )
        self._set(state)
        if question is not None and question.state is QuestionState.OPEN:
            self._look_for_known(question.asked)

    def _look_for_known(self, asked: str) -> None:
        """Also where nothing is typed any more: what was found before goes, too."""
        self._work.read_latest(
            "known",
            lambda unit: suggest(unit, asked, OFFERED),
            lambda known: self._known(asked, known),
            self._failed,
        )

    def _keeps_typed(self) -> bool:
        """Whether something is typed that was not said to go yet; that is said now."""
        if not self._state.changed or self._warned:
            return False
        self._warned = True
        self._set(replace(self._state, said=Said((Message("question-not-saved"),))))
        return True

    def _typed(self, state: AskingState) -> None:
        self._warned = False
        self._set(state)

    def _busy(self) -> None:
        self._set(replace(self._state, busy=True, said=None))

    def _set(self, state: AskingState) -> None:
        self._state = state
        self._show(state)


def _owed(seen: QuestionsOfCase) -> QuestionSeen | None:
    """To which whoever looks comes back by today: that is what they came here for."""
    for each in seen.questions:
        by = each.follow_up_on
        mine = each.follow_up_staff_id == seen.here and each.state is not QuestionState.FOLLOWED
        if mine and by is not None and by <= seen.today:
            return each
    return None


def _looked_for(state: AskingState) -> str:
    return state.question.asked if state.question else state.asked


def _to_nobody(_: AskingState) -> None:
    """Nobody looks."""

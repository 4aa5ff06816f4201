"""The question, what the shop knows of it, the answer, and what is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.values.questions import QuestionState
from receipts.question_sentences import QUESTION_KINDS
from ui import theme, words
from ui.screens.questions.known_list import KnownList
from ui.screens.questions.promise_row import PromiseRow
from ui.screens.questions.state import Part
from ui.theme import Role, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.lines_field import LinesField
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.questions.state import AskingState


class FormCard(Card):
    """Asks through the signals of its parts and its buttons."""

    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._filled = -1
        self._title = Text("", Type.TITLE)
        self._whose = Text("", Type.SMALL, Role.MUTED)
        self._question = Text(strong=True)
        self.kind = Choice(say("About"))
        self.kind.offer(words.options(QUESTION_KINDS))
        self.asked = LinesField(say("What does the customer ask?"), rows=2)
        self.known = KnownList(self.asked.editor)
        self.answer = LinesField(say("The answer"), rows=2)
        self._taken = Text(say("From what the shop knows."), Type.SMALL, Role.ACCEPT)
        self.promise = PromiseRow()
        self._why = Text("", Type.SMALL, Role.MUTED)
        self.came_back = SmallButton(say("Came back to the customer"), "F7")
        self.keep = SmallButton(say("Keep this answer for everybody"), "F4")
        self.save = PrimaryButton(say("Write it down"), "F9")
        self.save.clicked.connect(self.saved)
        self._lay_out()

    def focus_first(self) -> None:
        first = self.answer if self.asked.isHidden() else self.asked
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: AskingState) -> None:
        question = state.question
        asking = state.part is Part.ASKING
        self._title.setText(say("A question") if asking else say("The question"))
        for part in (self.kind, self.asked):
            part.setVisible(asking)
        for each in (self._question, self._whose):
            each.setVisible(not asking)
        if question is not None:
            self._question.setText(question.asked)
            self._whose.setText(_whose(state))
        self.kind.show_code(state.kind.value)
        if state.turn != self._filled:
            self._filled = state.turn
            if self.asked.text != state.asked:
                self.asked.show_text(state.asked)
            self.answer.show_text(state.answer)
        self.known.show_known(state.known)
        self._taken.setVisible(state.taken is not None)
        self.promise.show_state(state)
        for field in (self.asked, self.answer):
            field.editor.setReadOnly(state.busy or not state.open)
        self.came_back.setVisible(not asking and state.promised)
        self.keep.setVisible(not asking and state.may_keep)
        self.came_back.setEnabled(not state.busy)
        self.keep.setEnabled(not state.busy)
        self._show_save(state)

    def _show_save(self, state: AskingState) -> None:
        why = ""
        if state.busy:
            why = say("One moment…")
        elif not state.open:
            why = say("The customer has heard from us: this stays as it is.")
        elif state.part is Part.ASKING and not state.asked.strip():
            why = say("Enter what the customer asks.")
        elif not state.changed:
            why = say("Nothing was changed.")
        self.save.block(why)
        self._why.setText(why)
        self._why.setVisible(bool(why) and not state.busy)

    def _lay_out(self) -> None:
        head = Columns(self, pad=0, gap=theme.SPACE_3)
        head.add(self._title)
        head.add(self.kind)
        self.body.addWidget(head)
        inside = QWidget()
        self.body.addWidget(ScrollingList(inside, 220, self), 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        for part in (
            self._question,
            self._whose,
            self.asked,
            self.known,
            self.answer,
            self._taken,
            self.promise,
        ):
            column.addWidget(part)
        column.addStretch(1)
        beside = Columns(self, pad=0, gap=theme.SPACE_2)
        beside.add(self.keep)
        beside.add(self.came_back)
        self.body.addWidget(self._why)
        self.body.addWidget(beside)
        self.body.addWidget(self.save)


def _whose(state: AskingState) -> str:
    """Who wrote it down and who answered, as far as anybody did."""
    question = state.question
    if question is None:
        return ""
    parts = [
        words.word(QUESTION_KINDS, question.kind),
        words.moment(question.asked_at),
        question.asked_by,
    ]
    if question.state is not QuestionState.OPEN:
        parts.append(say("answered by {name}", name=question.answered_by))
    return " · ".join(parts)

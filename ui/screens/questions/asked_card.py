"""What was asked in this case so far."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.values.questions import QuestionState
from ui import theme, words
from ui.screens.questions.state import Part
from ui.theme import Role, Tone
from ui.widgets.card import Card
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.values.questions import QuestionSeen
    from ui.screens.questions.state import AskingState


class AskedCard(Card):
    """Signals:
    picked: the number of a question.
    new_asked: another question.
    """

    picked = Signal(int)
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("In this case"), parent)
        self._ids: list[int] = []
        self._none = Text(say("Nothing was asked yet."), role=Role.MUTED)
        self.rows = Rows()
        self.new = SmallButton(say("Another question"), "F3")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self._none)
        column.addWidget(self.rows)
        column.addStretch(1)
        self.body.addWidget(ScrollingList(inside, 120), 1)
        self.body.addWidget(self.new)
        self.new.clicked.connect(self.new_asked)

    def show_state(self, state: AskingState) -> None:
        questions = state.seen.questions if state.seen else ()
        self._ids = [each.id for each in questions]
        self._none.setVisible(not questions)
        self.rows.setVisible(bool(questions))
        self.new.setVisible(state.part is not Part.ASKING)
        rows = self.rows.fit(len(questions))
        for at, (row, each) in enumerate(zip(rows, questions, strict=True)):
            row.show_row(_in_one_line(each.asked), "", each.asked_by, standing(each))
            row.setToolTip(each.asked)
            row.setCheckable(True)
            row.setChecked(each.id == state.picked)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._pick, at))

    def _pick(self, at: int, _checked: bool = False) -> None:
        self.picked.emit(self._ids[at])


def standing(question: QuestionSeen) -> tuple[str, Tone]:
    """Whether the customer has heard, or until when."""
    if question.state is QuestionState.FOLLOWED:
        return say("came back"), Tone.ACCEPT
    if question.overdue:
        return say("overdue"), Tone.REFUSE
    if question.follow_up_on is not None:
        return say("by {day}", day=words.day(question.follow_up_on)), Tone.ASK
    if question.state is QuestionState.ANSWERED:
        return say("answered"), Tone.ACCEPT
    return say("open"), Tone.QUIET


def _in_one_line(text: str) -> str:
    return " ".join(text.split())

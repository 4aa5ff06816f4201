"""What everybody is to find of an answer: read, said better, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.lines_field import LinesField
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.questions.state import AskingState


class KeepingCard(Card):
    """Signals:
    typed: the question and the answer as they stand now.
    saved: keep them.
    """

    typed = Signal(str, str)
    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Keep this answer for everybody"), parent)
        self._filled = -1
        told = say(
            "The customer's name, and what looks like a phone, an e-mail address or a card's "
            "number, were taken out. Read both once more: everybody in the shop will find "
            "them. Nobody should be known by them."
        )
        self.asked = LinesField(say("As anybody may ask it"), rows=2)
        self.said = LinesField(say("The answer"), rows=5)
        self.save = PrimaryButton(say("Keep it"), "F9")
        inside = QWidget()
        self.body.addWidget(ScrollingList(inside, 220, self), 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        for part in (Text(told, Type.NORMAL, Role.MUTED), self.asked, self.said):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(self.save)
        self.save.clicked.connect(self.saved)
        for field in (self.asked, self.said):
            field.typed.connect(lambda _: self.typed.emit(self.asked.text, self.said.text))

    def focus_first(self) -> None:
        self.asked.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: AskingState) -> None:
        if state.turn != self._filled:
            self._filled = state.turn
            self.asked.show_text(state.kept_asked)
            self.said.show_text(state.kept_said)
        for field in (self.asked, self.said):
            field.editor.setReadOnly(state.busy)
        self.save.block(say("One moment…") if state.busy else "")

"""What else the customer can have, and what the clerk can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.rules.alternatives import OtherWay
from models.values.codes import RefundBy
from receipts.sentences import beginning
from ui import theme, words
from ui.screens.returns.explained import gravest_line, to_say
from ui.theme import Role, Tone, Type
from ui.widgets.barred import BAR, Barred
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.rules.alternatives import Alternative
    from models.services.decisions import Decision


class OtherWays(QWidget):
    """Empty where the answer is a plain yes.

    Signals:
        refund_by_chosen: a code of ``RefundBy``: that way is possible, and was pressed.
    """

    refund_by_chosen = Signal(str)

    def __init__(self, decision: Decision, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        others = gravest_line(decision).alternatives
        sentence = to_say(decision)
        if sentence:
            self._column.addWidget(ToSay(sentence))
        if others:
            self._column.addWidget(Text(say("What else is possible"), Type.SMALL, Role.MUTED))
        for other in others:
            self._offer(other)
        self.setVisible(bool(sentence or others))

    def _offer(self, other: Alternative) -> None:
        text = beginning(words.other_way(other))
        if other.kind is not OtherWay.STORE_CREDIT:
            self._column.addWidget(Text(f"· {text}"))
            return
        button = SmallButton(text)
        button.clicked.connect(lambda: self.refund_by_chosen.emit(RefundBy.STORE_CREDIT.value))
        self.buttons.append(button)
        self._column.addWidget(button)


class ToSay(Barred):
    """A calm sentence, to be read out."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(Tone.QUIET, parent)
        self.setAccessibleName(sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(
            BAR + theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2
        )
        column.setSpacing(2)
        column.addWidget(Text(say("You can say"), Type.SMALL, Role.MUTED))
        column.addWidget(Text(sentence))

"""What the clerk can say, and what else the customer can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from models.rules.alternatives import OtherWay
from models.values.codes import RefundBy
from receipts.sentences import beginning
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.barred import BAR, Barred
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from models.rules.alternatives import Alternative


class OtherWays(Barred):
    """A calm sentence to read out, and under it what is possible instead.

    Signals:
        refund_by_chosen: a code of ``RefundBy``: a way of paying back that was pressed.
    """

    refund_by_chosen = Signal(str)

    def __init__(
        self, sentence: str, others: Sequence[Alternative], parent: QWidget | None = None
    ) -> None:
        super().__init__(Tone.QUIET, parent)
        self.setAccessibleName(sentence)
        self.buttons: list[SmallButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(
            BAR + theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2
        )
        self._column.setSpacing(theme.SPACE_1)
        self._column.addWidget(Text(say("You can say"), Type.SMALL, Role.MUTED))
        self._column.addWidget(Text(sentence))
        if others:
            self._column.addWidget(Text(say("What we can do for you:")))
        for other in others:
            self._offer(other)

    def _offer(self, other: Alternative) -> None:
        text = beginning(words.other_way(other))
        if other.kind is not OtherWay.STORE_CREDIT:
            self._column.addWidget(Text(f"• {text}"))
            return
        button = SmallButton(text)
        button.setAutoDefault(True)  # Return presses it, as it does any row of choices
        button.clicked.connect(lambda: self.refund_by_chosen.emit(RefundBy.STORE_CREDIT.value))
        self.buttons.append(button)
        self._column.addWidget(button)

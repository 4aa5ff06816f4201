"""One key calls a manager, from wherever the visit stands; and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.values.approvals import ApprovalState, Said
from ui import theme
from ui.screens.returns.pending_part import time_words
from ui.theme import Role, Type
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.approval_cards import ApprovalCard
    from ui.screens.returns.state import CounterState

SECOND: Final = 1000


class CallLine(QWidget):
    """At the head of the counter, or in the strip above it.

    Signals:
        call_asked: come, please.
        back_asked: nobody needs to come any more.
    """

    call_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: ApprovalCard | None = None
        self._clock = QElapsedTimer()
        self._ticking = QTimer(self)
        self._ticking.setInterval(SECOND)
        self._ticking.timeout.connect(self._tick)
        self._told = Text("", Type.SMALL, Role.MUTED)
        self.call = SmallButton(say("Call a manager"), "F12")
        self.back = SmallButton(say("Take back"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self._told, 1)
        row.addWidget(self.back)
        row.addWidget(self.call)
        self.call.clicked.connect(self.call_asked)
        self.back.clicked.connect(self.back_asked)
        for button in (self.call, self.back):
            button.setAutoDefault(True)  # Return presses it
        self.back.hide()

    @property
    def sentence(self) -> str:
        """What came of the call."""
        return self._told.text()

    def show_state(self, state: CounterState) -> None:
        before, self._card = self._card, state.call
        if self._card is not None and before is None:
            self._clock.start()
            self._ticking.start()
        elif self._card is None:
            self._ticking.stop()
        had_keys = self.back.hasFocus() or self.call.hasFocus()
        self.call.setVisible(self._card is None)
        self.back.setVisible(self._card is not None)
        if had_keys and (before is None) is not (self._card is None):
            (self.call if self._card is None else self.back).setFocus()
        self._tick()

    def _tick(self) -> None:
        card = self._card
        if card is None:
            self._told.setText("")
            return
        coming = next((e for e in reversed(card.thread) if e.said is Said.COMING), None)
        waited = time_words(self._clock.elapsed() // SECOND)
        if card.state is ApprovalState.GRANTED and coming is not None:
            self.back.say(say("Done"))
            self._told.setText(say("{name} is coming · {time}", name=coming.name, time=waited))
        else:
            self.back.say(say("Take back"))
            self._told.setText(say("A manager was called · {time}", time=waited))

"""Something that takes over a second: what it is, how far it is, and a way out."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.text import Line
from ui.words import say


class ProgressLine(QWidget):
    """Comes to sight only when the work is not done at once, so that nothing flickers.

    Signals:
        cancel_asked: the person does not want to wait; the work itself says when it stopped.
    """

    cancel_asked = Signal()

    def __init__(self, *, after_ms: int = 400, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Line(role=Role.TEXT)
        self._far = Line("", Type.SMALL, Role.MUTED, tabular=True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._cancel = QuietButton("", parent=self)
        self._cancel.clicked.connect(self.cancel_asked)
        head = QHBoxLayout()
        head.addWidget(self._text, 1)
        head.addWidget(self._far)
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE_2)
        column.addLayout(head)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_4)
        row.addLayout(column, 1)
        row.addWidget(self._cancel)
        self._appear = QTimer(self, interval=after_ms, singleShot=True)
        self._appear.timeout.connect(self.show)
        self.hide()

    def begin(self, sentence: str) -> None:
        """Name the work; how far it is stays open until ``advance`` says it."""
        self._text.setText(sentence)
        self._far.setText("")
        self._cancel.say(say("Cancel"))
        self._bar.setAccessibleName(sentence)
        self._bar.setRange(0, 0)
        self._appear.start()

    def advance(self, done: int, total: int) -> None:
        """``done`` of ``total``, in any unit; a total of 0 is not known yet."""
        self._bar.setRange(0, 100 if total else 0)
        if total:
            share = min(100, done * 100 // total)
            self._bar.setValue(share)
            self._far.setText(say("{share} %", share=share))

    def finish(self) -> None:
        self._appear.stop()
        self.hide()

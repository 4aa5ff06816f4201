"""It is done, and for a moment it can be undone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.theme import Role
from ui.widgets.buttons import QuietButton
from ui.widgets.strokes import rounded
from ui.widgets.text import Text
from ui.words import say

_EDGE = theme.SPACE_4
_WIDEST = 380
"""Pixels at the usual size of type: a longer sentence takes more lines."""


class Toast(QWidget):
    """Lies over the bottom of ``over`` at its left, where no screen has its next step; goes by
    itself, or by Undo (Ctrl+Z).

    Signals:
        undo_asked: the person wants it back.
    """

    undo_asked = Signal()

    def __init__(self, over: QWidget, *, stays_ms: int = 6000) -> None:
        super().__init__(over)
        self._over = over
        self._text = Text()
        self._text.setWordWrap(False)
        self._undo = QuietButton(say("Undo"), "Ctrl+Z", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        row.setSpacing(theme.SPACE_4)
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        self._going = QTimer(self, interval=stays_ms, singleShot=True)
        self._going.timeout.connect(self.hide)
        self._undo.clicked.connect(self._ask)
        over.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str, *, undoable: bool = False) -> None:
        self._text.setText(sentence)
        self._undo.setVisible(undoable)
        self._undo.say(say("Undo"))
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        self._going.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = theme.color(Role.LINE_STRONG)
        rounded(painter, self.rect(), theme.color(Role.RAISED), edge)

    def _place(self) -> None:
        room = self._over.size() - QSize(2 * _EDGE, 2 * _EDGE)
        room.setWidth(min(room.width(), theme.px(_WIDEST)))
        self._text.setWordWrap(False)
        wanted = self.sizeHint()
        if wanted.width() > room.width():
            self._text.setWordWrap(True)
            wanted = QSize(room.width(), self.heightForWidth(room.width()))
        wanted = wanted.expandedTo(QSize(0, theme.TARGET + 2 * theme.SPACE_2))
        self.resize(wanted)
        self.move(_EDGE, self._over.height() - self.height() - _EDGE)

    def _ask(self) -> None:
        self._going.stop()
        self.hide()
        self.undo_asked.emit()

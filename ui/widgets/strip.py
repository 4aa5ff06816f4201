"""One sentence over the whole width, for as long as it is true."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.theme import Tone, Type
from ui.widgets.text import Text


class Strip(QWidget):
    """A soft band under the top bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.QUIET
        self._text = Text("", Type.SMALL, strong=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_4, theme.SPACE_1, theme.SPACE_4, theme.SPACE_1)
        row.addWidget(self._text)
        self.hide()

    def tell(self, tone: Tone, sentence: str) -> None:
        self._tone = tone
        theme.dress(self._text, Type.SMALL, tone.ink, strong=True)
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color(self._tone.ground))

"""A soft ground with a bar of its tone at the left, under findings and notices."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.theme import Role, Tone

BAR = 4


class Barred(QWidget):
    """Paints the ground of what says yes, no or perhaps."""

    def __init__(self, tone: Tone = Tone.QUIET, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone

    @property
    def tone(self) -> Tone:
        return self._tone

    def set_tone(self, tone: Tone) -> None:
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(self.rect(), theme.RADIUS_SMALL, theme.RADIUS_SMALL)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), theme.color(self._tone.ground))
        bar = Role.LINE_STRONG if self._tone is Tone.QUIET else self._tone.ink
        painter.fillRect(QRect(0, 0, BAR, self.height()), theme.color(bar))

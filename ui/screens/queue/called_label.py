"""What is called out, large enough to be read over the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_HIGH: Final = 72


class CalledLabel(QWidget):
    """A ticket's number; in too little room it gets smaller, never cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._called = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_called(self, called: str) -> None:
        self._called = called
        self.setAccessibleName(called)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), QFontMetrics(theme.from_afar(theme.px(_HIGH))).height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = theme.px(_HIGH)
        wide = QFontMetrics(theme.from_afar(high)).horizontalAdvance(self._called)
        if wide > self.width():
            high = high * self.width() // wide
        painter.setFont(theme.from_afar(high))
        painter.setPen(theme.color(Role.TEXT))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._called)

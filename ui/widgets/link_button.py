"""Something rarely needed: words alone, until one goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import theme
from ui.theme import Role, Type
from ui.widgets.strokes import focus_ring

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class LinkButton(QAbstractButton):
    """Underlined words; Space and Return press it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.dress(self, Type.SMALL)
        self.say(text)

    def say(self, text: str) -> None:
        """Show other words."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        words = metrics.horizontalAdvance(self.accessibleName())
        return QSize(words + theme.SPACE_2, max(24, metrics.height() + theme.SPACE_1))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(theme.color(Role.ACCENT if self.isEnabled() else Role.MUTED))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        inner = self.rect().adjusted(theme.SPACE_1, 0, 0, 0)
        painter.drawText(inner, left, self.accessibleName())
        if self.hasFocus():
            focus_ring(painter, self.rect())

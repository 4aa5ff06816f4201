"""One icon to press; its words are in the tip and for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import icons, theme
from ui.theme import Role
from ui.widgets.strokes import focus_ring, rounded

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SIDE: Final = 32
_ICON: Final = 18


class IconButton(QAbstractButton):
    """Small and quiet, yet a full target; Space and Return press it."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, words: str, key: str = "") -> None:
        """What it does, and the key that does the same."""
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({key})" if key else words)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_SIDE), theme.px(_SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        lit = self.underMouse() or self.isDown()
        if lit:
            rounded(painter, self.rect(), theme.color(Role.LINE))
        inset = (self.width() - theme.px(_ICON)) // 2
        box = self.rect().adjusted(inset, inset, -inset, -inset)
        icons.paint(painter, box, self._icon, Role.TEXT if lit else Role.MUTED)
        if self.hasFocus():
            focus_ring(painter, self.rect())

"""What every row of a list that one can press has in common: keys, pointer and ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui import theme
from ui.theme import Role
from ui.widgets.strokes import rounded

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter


class PressedRow(QAbstractButton):
    """Return presses it, Up and Down go to its neighbours; checked where it is taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)

    def paint_ground(self, painter: QPainter) -> None:
        """What lies under the words: whether it is taken, or pointed at."""
        if self.isChecked():
            ground, edge = theme.color(Role.ACCENT_SOFT), theme.color(Role.ACCENT)
            rounded(painter, self.rect(), ground, edge, theme.RADIUS_SMALL)
        elif self.underMouse() and self.isEnabled():
            rounded(painter, self.rect(), theme.color(Role.GROUND), radius=theme.RADIUS_SMALL)

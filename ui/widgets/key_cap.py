"""A key as it is on the keyboard, beside what it does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import Role
from ui.widgets.strokes import key_cap, key_size


class KeyCap(QWidget):
    """Shows a key by its name on this platform; listens to nothing."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
        self.setAccessibleName(self._key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return key_size(self._key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink, edge = theme.color(Role.MUTED), theme.color(Role.LINE)
        key_cap(painter, self.rect(), self._key, ink, edge)

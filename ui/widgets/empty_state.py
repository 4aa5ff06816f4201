"""Where there is nothing yet: what this place is, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.theme import Role, Type
from ui.widgets.text import Text


class EmptyState(QWidget):
    """An icon, a title and a sentence, in the middle of the room there is."""

    def __init__(
        self, icon: str, title: str, what_to_do: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._picture = _Picture(self)
        self._title = Text("", Type.TITLE)
        self._text = Text("", role=Role.MUTED)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.SPACE_2)
        self._column.addStretch(2)
        self._column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(theme.SPACE_1)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(label)
        self._column.addStretch(3)
        self.show_as(icon, title, what_to_do)

    def show_as(self, icon: str, title: str, what_to_do: str = "") -> None:
        self._picture.show_icon(icon)
        self._title.setText(title)
        self._text.setText(what_to_do)
        self._text.setVisible(bool(what_to_do))
        self.setAccessibleName(title)
        self.setAccessibleDescription(what_to_do)


class _Picture(QWidget):
    """A quiet icon."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self.rect(), self._icon, Role.MUTED)

"""The three languages beside each other, each in its own words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.theme import Role
from ui.widgets.strokes import focus_ring, rounded

# Never translated: whoever looks for a language reads it in that language.
NAMES: Final = {"en": "English", "id": "Bahasa Indonesia", "fil": "Filipino"}
_INSET: Final = 3


class Languages(QWidget):
    """One of three, by arrow keys or a click.

    Signals:
        chosen: the code a person chose (never one that was only shown).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._parts: dict[str, _Part] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        row.setSpacing(0)
        for code, name in NAMES.items():
            part = self._parts[code] = _Part(name, self)
            part.toggled.connect(lambda on, code=code: self._tell(code, on))
            self._group.addButton(part)
            row.addWidget(part)
        self._shown = ""

    def show_code(self, code: str) -> None:
        self._shown = code
        self._parts[code].setChecked(True)

    def part(self, code: str) -> QAbstractButton:
        return self._parts[code]

    def _tell(self, code: str, on: bool) -> None:
        if on and code != self._shown:
            self._shown = code
            self.chosen.emit(code)

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, edge = theme.color(Role.SURFACE), theme.color(Role.LINE_STRONG)
        rounded(QPainter(self), self.rect(), ground, edge)


class _Part(QAbstractButton):
    """One language; the chosen one stands on a soft ground."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(name)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.dress(self, strong=True)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self.text()) + 2 * theme.SPACE_3
        return QSize(wide, max(theme.TARGET_SMALL, metrics.height() + theme.SPACE_2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.rect()
        if self.isChecked():
            rounded(painter, box, theme.color(Role.ACCENT_SOFT), radius=theme.RADIUS_SMALL)
        on = self.isChecked() or self.underMouse()
        painter.setPen(theme.color(Role.ACCENT if on else Role.MUTED))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            focus_ring(painter, box)

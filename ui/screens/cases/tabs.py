"""Counted tabs: which of the open cases are listed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ui import theme
from ui.screens.cases.state import Tab
from ui.theme import Role, Type
from ui.widgets.strokes import focus_ring, rounded
from ui.words import mark, say

if TYPE_CHECKING:
    from models.services.case_views import CaseCounts

NAMES: Final = {
    Tab.OPEN: mark("All open"),
    Tab.MINE: mark("Mine"),
    Tab.DUE: mark("Due"),
    Tab.ESCALATED: mark("Escalated"),
    Tab.FOR_CUSTOMER: mark("For customer"),
    Tab.FOR_SHOP: mark("For shop"),
    Tab.OLDEST: mark("Oldest first"),
}
IN_ONE_ROW: Final = 2


class Tabs(QWidget):
    """Signals:
    chosen: the tab that was pressed.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {tab: _TabButton(say(name)) for tab, name in NAMES.items()}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE_1)
        for at, (tab, button) in enumerate(self.buttons.items()):
            grid.addWidget(button, at // IN_ONE_ROW, at % IN_ONE_ROW)
            button.clicked.connect(partial(self._choose, tab))

    def show_counts(self, counts: CaseCounts, tab: Tab | None) -> None:
        """``tab`` is the one that is listed; none while something is looked for."""
        for each, button in self.buttons.items():
            button.show_count(None if each is Tab.OLDEST else getattr(counts, each))
            button.setChecked(each is tab)

    def _choose(self, tab: Tab, _checked: bool = False) -> None:
        self.chosen.emit(tab)


class _TabButton(QAbstractButton):
    """Words and a figure; the one that is listed lies on another ground."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._count = text, ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_count(None)

    def show_count(self, count: int | None) -> None:
        self._count = "" if count is None else str(count)
        self.setAccessibleName(f"{self._text} {self._count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(Type.SMALL, strong=True, tabular=True))
        wide = metrics.horizontalAdvance(f"{self._text}  {self._count}")
        return QSize(wide + 2 * theme.SPACE_2, max(28, metrics.height() + theme.SPACE_2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box, on = self.rect(), self.isChecked()
        edge = theme.color(Role.ACCENT) if on else theme.color(Role.LINE)
        ground = theme.color(Role.ACCENT_SOFT if on or self.underMouse() else Role.SURFACE)
        rounded(painter, box, ground, edge, theme.RADIUS_SMALL)
        inner = box.adjusted(theme.SPACE_2, 0, -theme.SPACE_2, 0)
        painter.setFont(theme.font(Type.SMALL, strong=on, tabular=True))
        painter.setPen(theme.color(Role.ACCENT if on else Role.TEXT))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, self._text)
        painter.setPen(theme.color(Role.ACCENT if on else Role.MUTED))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, self._count)
        if self.hasFocus():
            focus_ring(painter, box)

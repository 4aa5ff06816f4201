"""The rail at the left: where one can go, and where something waits."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme
from ui.theme import Role, Type
from ui.widgets.scrolling import Scrolling
from ui.widgets.strokes import focus_ring, rounded
from ui.widgets.text import Line

WIDTH: Final = 92
_ICON: Final = 20
_HIGH: Final = 54


class RailEntry(QAbstractButton):
    """An icon over its word; a badge counts what waits there."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._badge = 0
        self._waiting = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        theme.dress(self, Type.SMALL)

    def show_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def say(self, label: str, key: str = "") -> None:
        self.setText(label)
        self.setToolTip(f"{label}  {key}".strip())
        self._name()
        self.updateGeometry()

    def wait_for(self, count: int, waiting: str) -> None:
        """Show a count and say it in words (``"4 waiting"``); 0 shows none."""
        self._badge, self._waiting = count, waiting if count else ""
        self._name()
        self.update()

    @property
    def badge(self) -> int:
        return self._badge

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._bold())
        wide = metrics.horizontalAdvance(self.text()) + 2 * theme.SPACE_1
        return QSize(wide, max(_HIGH, self._least_high(metrics)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self._least_high(QFontMetrics(self._bold())))

    def _least_high(self, metrics: QFontMetrics) -> int:
        """Where many ways share the rail, they stand closer."""
        return self._side() + metrics.height() + theme.SPACE_1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        if on or self.underMouse() or self.isDown():
            rounded(painter, self.rect(), theme.color(Role.ACCENT_SOFT if on else Role.GROUND))
        ink = Role.ACCENT if on else Role.MUTED
        font = self._bold() if on else self.font()
        line = QFontMetrics(font).height()
        side = self._side()
        top = (self.height() - side - line) // 2
        middle = self.width() // 2
        icons.paint(painter, QRect(middle - side // 2, top, side, side), self._icon, ink)
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        words = QRect(0, top + side + 1, self.width(), line)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._badge:
            self._paint_badge(painter, QRect(middle + side // 2 - 3, top - 4, 0, 0))
        if self.hasFocus():
            focus_ring(painter, self.rect())

    def _paint_badge(self, painter: QPainter, at: QRect) -> None:
        font = theme.font(Type.SMALL, strong=True, tabular=True)
        font.setPixelSize(theme.px(11))
        metrics = QFontMetrics(font)
        text = str(self._badge) if self._badge < 100 else "99+"
        high = metrics.height() + 2
        wide = max(high, metrics.horizontalAdvance(text) + 10)
        pill = QRect(min(at.x(), self.width() - wide - 1), max(at.y(), 1), wide, high)
        rounded(painter, pill, theme.color(Role.REFUSE), radius=high // 2)
        painter.setFont(font)
        painter.setPen(theme.color(Role.SURFACE))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _side(self) -> int:
        # Icons grow slower than words, so that a full rail still stands in 720 px.
        return round(_ICON * (1 + (theme.look.scale - 100) / 500))

    def _bold(self) -> QFont:
        return theme.font(Type.SMALL, strong=True)

    def _name(self) -> None:
        self.setAccessibleName(" ".join(part for part in (self.text(), self._waiting) if part))


class Rail(QFrame):
    """The name of the program, the screens, and at the bottom those of managers."""

    def __init__(self, brand: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "rail")
        self._brand = Line(brand, Type.STRONG)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(theme.SPACE_2, 0, theme.SPACE_2, 0)
        self._column.setSpacing(theme.SPACE_1)
        self._column.addStretch(1)
        self._above = 0
        self._group = QButtonGroup(self)
        self._scrolling = Scrolling(inside, self)
        self._scrolling.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(theme.SPACE_2, 0, theme.SPACE_2, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.SPACE_2, 0, theme.SPACE_2)
        whole.setSpacing(theme.SPACE_1)
        head = QVBoxLayout()
        head.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_2, theme.SPACE_4)
        head.addWidget(self._brand)
        whole.addLayout(head)
        whole.addWidget(self._scrolling, 1)
        whole.addLayout(self._foot)
        theme.look.changed.connect(self.fit)
        self.fit()

    def add(self, entry: RailEntry, *, at_bottom: bool = False) -> None:
        """Call :meth:`fit` once it says its words."""
        self._group.addButton(entry)
        if at_bottom:
            self._column.addWidget(entry)
        else:
            self._column.insertWidget(self._above, entry)
            self._above += 1

    def add_to_foot(self, entry: RailEntry) -> None:
        """Something to press that leads nowhere else."""
        self._foot.addWidget(entry)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Not at once: the layout is still at work with the width that it had.
        QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """As wide as its longest word needs, and the bar where it is not tall enough."""
        widest = max((each.sizeHint().width() for each in self._entries()), default=0)
        brand = self._brand.sizeHint().width() + theme.SPACE_4 + theme.SPACE_2 + 1
        wide = max(WIDTH, widest + 2 * theme.SPACE_2 + 1, brand)
        bar = self._scrolling.verticalScrollBar()
        if self._column.minimumSize().height() > self._scrolling.height():
            wide += bar.sizeHint().width()
        self.setFixedWidth(wide)

    def _entries(self) -> list[RailEntry]:
        return self.findChildren(RailEntry)

"""Bars from left to right, two for each name: how it is, and how it would be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Type
from ui.widgets.pressed_row import PressedRow
from ui.widgets.strokes import focus_ring, rounded
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

BEFORE, AFTER = Role.LINE_STRONG, Role.ACCENT
_THICK: Final = 8
_GAP: Final = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """A name with two values of one measure, and how they are written; never below nothing."""

    code: str
    name: str
    before: int
    after: int
    said_before: str
    said_after: str


@dataclass(frozen=True, slots=True)
class Scale:
    """What all bars share, so that equal lengths mean equal values."""

    most: int = 0
    figures: tuple[str, ...] = ()

    @property
    def figures_wide(self) -> int:
        measure = QFontMetrics(_figure_font()).horizontalAdvance
        return max(map(measure, self.figures), default=0) + 2


class Bars(QWidget):
    """One row for each name; Up and Down go between them, Return or Space chooses.

    Signals:
        chosen: the code of a bar.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[BarRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_1)
        self._column.addStretch(1)

    def show_bars(
        self, bars: Sequence[Bar], before: str, after: str, chosen: str | None = None
    ) -> None:
        """``before`` and ``after`` name the two values, for whoever cannot see the bars."""
        scale = Scale(
            most=max((max(bar.before, bar.after) for bar in bars), default=0),
            figures=tuple(said for bar in bars for said in (bar.said_before, bar.said_after)),
        )
        while len(self.rows) > len(bars):
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(bars):
            made = BarRow(self)
            made.clicked.connect(lambda _=False, row=made: self.chosen.emit(row.code))
            self._column.insertWidget(len(self.rows), made)
            self.rows.append(made)
        for row, bar in zip(self.rows, bars, strict=True):
            row.show_bar(bar, scale, before, after)
            row.setChecked(bar.code == chosen)


class BarRow(PressedRow):
    """The name over its two bars, each with its figure at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = Bar("", "", 0, 0, "", "")
        self._scale = Scale()
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def code(self) -> str:
        return self._bar.code

    def show_bar(self, bar: Bar, scale: Scale, before: str, after: str) -> None:
        self._bar, self._scale = bar, scale
        self.setText(bar.name.replace("&", "&&"))
        self.setAccessibleName(bar.name)
        self.setAccessibleDescription(f"{before} {bar.said_before}, {after} {bar.said_after}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        metrics, small = QFontMetrics(_name_font()), QFontMetrics(_figure_font())
        high = metrics.height() + 2 * small.height() + _GAP + 2 * theme.SPACE_2
        return QSize(self._scale.figures_wide + theme.px(80) + 3 * theme.SPACE_2, high)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            whole = QFontMetrics(_name_font()).horizontalAdvance(self._bar.name)
            room = self.width() - 2 * theme.SPACE_2
            self.setToolTip(self._bar.name if whole > room else "")
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter)
        box = self.rect().adjusted(theme.SPACE_2, theme.SPACE_2, -theme.SPACE_2, -theme.SPACE_2)
        painter.setFont(_name_font())
        painter.setPen(theme.color(Role.TEXT))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(self._bar.name, Qt.TextElideMode.ElideRight, box.width())
        line = QRect(box.left(), box.top(), box.width(), metrics.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        high = QFontMetrics(_figure_font()).height()
        top = line.bottom() + 1 + _GAP
        for value, said, role in (
            (self._bar.before, self._bar.said_before, BEFORE),
            (self._bar.after, self._bar.said_after, AFTER),
        ):
            self._paint_one(
                painter, QRect(box.left(), top, box.width(), high), value, said, role
            )
            top += high
        if self.hasFocus():
            focus_ring(painter, self.rect())

    def _paint_one(
        self, painter: QPainter, box: QRect, value: int, said: str, role: Role
    ) -> None:
        painter.setFont(_figure_font())
        painter.setPen(theme.color(Role.TEXT if role is AFTER else Role.MUTED))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, said)
        room = box.width() - self._scale.figures_wide - theme.SPACE_2
        thick = theme.px(_THICK)
        long = room * value // self._scale.most if self._scale.most else 0
        track = QRect(box.left(), box.center().y() - thick // 2, room, thick)
        rounded(painter, track, theme.color(Role.GROUND), radius=thick // 2)
        if value:
            track.setWidth(max(long, thick))
            rounded(painter, track, theme.color(role), radius=thick // 2)


class Legend(QWidget):
    """Which of the two bars is which."""

    def __init__(self, before: str, after: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        for text, role in ((before, BEFORE), (after, AFTER)):
            row.addWidget(_Swatch(role, self), 0, Qt.AlignmentFlag.AlignVCenter)
            label = Text(text, Type.SMALL, Role.MUTED)
            label.setWordWrap(False)
            row.addWidget(label)
            row.addSpacing(theme.SPACE_2)
        row.addStretch(1)


class _Swatch(QWidget):
    """A short piece of a bar."""

    def __init__(self, role: Role, parent: QWidget) -> None:
        super().__init__(parent)
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(16), theme.px(_THICK))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, self.rect(), theme.color(self._role), radius=self.height() // 2)


def _name_font() -> QFont:
    return theme.font(Type.NORMAL)


def _figure_font() -> QFont:
    return theme.font(Type.SMALL, tabular=True)

"""Bars from left to right, one for each name, whose colour says how well it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Tone, Type
from ui.widgets.pressed_row import PressedRow
from ui.widgets.strokes import focus_ring, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

_THICK: Final = 6
_PAD: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """``share`` of the whole length is painted in its tone, and ``more`` after it as what is
    only foreseen. With a ``key`` it can be pressed."""

    name: str
    figure: str
    share: float = 0.0
    more: float = 0.0
    tone: Tone = Tone.QUIET
    key: str = ""
    said: str = ""
    """What the bar shows, for whoever cannot see it."""


class Lanes(QWidget):
    """As many as are told; those that stay keep the keyboard.

    Signals:
        pressed: the key of a lane.
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[LaneRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)

    def show_lanes(self, lanes: Sequence[Lane]) -> None:
        while len(self.rows) > len(lanes):
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(lanes):
            made = LaneRow(self)
            made.clicked.connect(lambda _=False, row=made: self.pressed.emit(row.lane.key))
            self._column.insertWidget(len(self.rows), made)
            if self.rows:
                QWidget.setTabOrder(self.rows[-1], made)
            self.rows.append(made)
        for row, lane in zip(self.rows, lanes, strict=True):
            row.show_lane(lane)


class LaneRow(PressedRow):
    """Name and figure over the bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lane = Lane(name="", figure="")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_lane(self, lane: Lane) -> None:
        if lane == self.lane:
            return
        self.lane = lane
        self.setText(lane.name.replace("&", "&&"))
        self.setAccessibleName(f"{lane.name} {lane.figure}".strip())
        self.setAccessibleDescription(lane.said)
        self.setEnabled(bool(lane.key))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not lane.key)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        high = QFontMetrics(_font()).height() + theme.px(_THICK) + 2 * _PAD + 2
        wide = QFontMetrics(_font(tabular=True)).horizontalAdvance(self.lane.figure)
        return QSize(wide + theme.px(90) + 3 * theme.SPACE_1, high)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            self._explain(self.lane.name, self._room())
        return super().event(event)

    def _room(self) -> int:
        wide = QFontMetrics(_font(tabular=True)).horizontalAdvance(self.lane.figure)
        return self.width() - wide - 2 * theme.SPACE_1 - theme.SPACE_2

    def _explain(self, name: str, room: int) -> None:
        whole = QFontMetrics(_font()).horizontalAdvance(name) <= room
        self.setToolTip(self.lane.said if whole else f"{name}. {self.lane.said}".rstrip(". "))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter)
        lane = self.lane
        box = self.rect().adjusted(theme.SPACE_1, _PAD, -theme.SPACE_1, -_PAD)
        line = QRect(box.left(), box.top(), box.width(), QFontMetrics(_font()).height())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color(Role.TEXT))
        painter.setFont(_font(tabular=True))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, lane.figure)
        painter.setFont(_font())
        room = self._room()
        self._explain(lane.name, room)
        shown = painter.fontMetrics().elidedText(lane.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, shown)
        thick = theme.px(_THICK)
        track = QRect(box.left(), line.bottom() + 3, box.width(), thick)
        rounded(painter, track, theme.color(Role.GROUND), radius=thick // 2)
        ink = lane.tone.ink
        both = min(1.0, lane.share + lane.more)
        if lane.more:
            paint_share(painter, track, both, Role.LINE_STRONG)
        if lane.share:
            paint_share(painter, track, min(1.0, lane.share), ink)
        if self.hasFocus():
            focus_ring(painter, self.rect())


class Shares(QWidget):
    """One bar of several parts, each as long as its share of them all.

    Nothing is painted but the track while there are none.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[tuple[int, Tone], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, parts: Sequence[tuple[int, Tone]], said: str) -> None:
        """``said`` is for whoever cannot see it."""
        self._parts = tuple(parts)
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = self.height() // 2
        rounded(painter, self.rect(), theme.color(Role.GROUND), radius=radius)
        total = sum(many for many, _ in self._parts)
        there = [(many, tone) for many, tone in self._parts if many]
        left = 0
        for at, (many, tone) in enumerate(there):
            last = at == len(there) - 1
            wide = self.width() - left if last else round(self.width() * many / total)
            part = QRect(left, 0, max(1, wide - (0 if last else 2)), self.height())
            rounded(painter, part, theme.color(tone.ink), radius=min(radius, 3))
            left += wide


def paint_share(painter: QPainter, track: QRect, share: float, role: Role) -> None:
    """So much of a track, and never less than its round end."""
    thick = track.height()
    part = QRect(track)
    part.setWidth(max(thick, round(track.width() * share)))
    rounded(painter, part, theme.color(role), radius=thick // 2)


def _font(*, tabular: bool = False) -> QFont:
    return theme.font(Type.SMALL, tabular=tabular)

"""Yes or no: a switch with its words beside it, which wrap."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import theme
from ui.theme import Role, Type
from ui.widgets.strokes import focus_ring, rounded

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_WRAP: Final = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
)


class Check(QAbstractButton):
    """A row that is on or off; Space and Return change it, and ``clicked`` tells."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.dress(self, Type.NORMAL)
        self.say(text)

    def say(self, text: str) -> None:
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    @property
    def words(self) -> str:
        return self.text().replace("&&", "&")

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self.font()).horizontalAdvance(self.words) + 2 + self._indent()
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        measure = QFontMetrics(self.font()).horizontalAdvance
        longest = max((measure(word) for word in self.words.split()), default=0)
        return QSize(longest + 2 + self._indent(), theme.TARGET_SMALL)

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._indent()), 4000)
        text = QFontMetrics(self.font()).boundingRect(room, _WRAP, self.words)
        return max(theme.TARGET_SMALL, text.height() + theme.SPACE_2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(18)
        box = QRect(theme.SPACE_1, (self.height() - side) // 2, side, side)
        on, live = self.isChecked(), self.isEnabled()
        fill = theme.color(Role.ACCENT if on and live else Role.SURFACE)
        edge = theme.color(Role.ACCENT if on and live else Role.LINE_STRONG)
        rounded(painter, box, fill, edge, radius=4)
        if on:
            pen = painter.pen()
            pen.setColor(theme.color(Role.ON_ACCENT if live else Role.MUTED))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            left, top, unit = box.left(), box.top(), side / 18
            points = [(4.5, 9.5), (7.5, 12.5), (13.5, 6)]
            for (x1, y1), (x2, y2) in pairwise(points):
                painter.drawLine(
                    round(left + x1 * unit), round(top + y1 * unit),
                    round(left + x2 * unit), round(top + y2 * unit),
                )  # fmt: skip
        painter.setPen(theme.color(Role.TEXT if live else Role.MUTED))
        painter.drawText(self.rect().adjusted(self._indent(), 0, 0, 0), _WRAP, self.words)
        if self.hasFocus():
            focus_ring(painter, self.rect())

    def _indent(self) -> int:
        return theme.px(18) + theme.SPACE_1 + theme.SPACE_2

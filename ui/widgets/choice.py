"""One of a few: a reason, a condition, a tender."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import Role
from ui.widgets.strokes import focus_ring, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence


DIGITS = frozenset("123456789")


class Choice(QComboBox):
    """A list of codes shown in words; the keys 1 to 9 choose its first nine.

    Signals:
        chosen: the code a person chose (never one that was only shown).
    """

    chosen = Signal(str)

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._tell)

    @property
    def code(self) -> str:
        """The code shown, ``""`` while none is."""
        return str(self.currentData() or "")

    def offer(self, offered: Sequence[tuple[str, str]], code: str = "") -> None:
        """Offer codes with their words and show one, without a word to anybody."""
        self.clear()
        for each, text in offered:
            self.addItem(text, each)
        self.show_code(code)

    def show_code(self, code: str) -> None:
        self.setCurrentIndex(self.findData(code) if code else -1)
        self._explain()

    def sizeHint(self) -> QSize:
        texts = [self.placeholderText(), *(self.itemText(n) for n in range(self.count()))]
        widest = max(map(self.fontMetrics().horizontalAdvance, texts))
        return QSize(widest + theme.px(20) + 3 * theme.SPACE_2, self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(64), self._tall())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses: 1 is the first. Letters find an entry as in any list."""
        place = int(event.text()) - 1 if event.text() in DIGITS else -1
        if 0 <= place < self.count():
            self.setCurrentIndex(place)
            self._tell()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A list that scrolls under the pointer must not choose."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.rect()
        edge = Role.LINE_STRONG if self.isEnabled() else Role.LINE
        ground = theme.color(Role.SURFACE)
        rounded(painter, box, ground, theme.color(edge), theme.RADIUS_SMALL)
        arrow = theme.px(16)
        room = box.adjusted(theme.SPACE_2, 0, -(arrow + 2 * theme.SPACE_2), 0)
        text = self.currentText() or self.placeholderText()
        known = self.currentIndex() >= 0 and self.isEnabled()
        painter.setPen(theme.color(Role.TEXT if known else Role.MUTED))
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, left, shown)
        place = box.adjusted(box.width() - arrow - theme.SPACE_2, 0, -theme.SPACE_2, 0)
        icons.paint(painter, place, "chevron-down", Role.MUTED)
        if self.hasFocus():
            focus_ring(painter, box)

    def _tall(self) -> int:
        return max(theme.TARGET_SMALL, self.fontMetrics().height() + theme.SPACE_2)

    def _tell(self) -> None:
        self._explain()
        self.chosen.emit(self.code)

    def _explain(self) -> None:
        self.setToolTip(self.currentText())

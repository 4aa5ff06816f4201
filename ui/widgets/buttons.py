"""The one button that goes on, the quiet ones beside it, and the keys on them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcutEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.theme import Role, Type
from ui.widgets.strokes import focus_ring, key_cap, key_size, rounded

_WRAP: Final = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


class QuietButton(QPushButton):
    """What one may also do: words, its key at their right; long words take a second line."""

    height_at_least = theme.TARGET
    strong = False

    def __init__(self, text: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_key(key)
        self._why = ""
        self._boxes: dict[int, QRect] = {}
        """What was measured of the words, by width: layouts ask hundreds of times."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.dress(self, Type.STRONG, strong=self.strong)
        self.say(text)

    def set_key(self, key: str) -> None:
        """Another key from the next words on; ``""`` for none."""
        self._key = key
        self._shown_key = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)

    def say(self, text: str) -> None:
        """Show other words, under the same key."""
        self._boxes.clear()
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        if self._key:
            self.setShortcut(QKeySequence(self._key))
        self.updateGeometry()

    def block(self, why: str) -> None:
        """Not now, and why: said in the tooltip and to screen readers. ``""`` lets it go."""
        self._why = why
        self.setEnabled(not why)
        self.setToolTip(why)
        self.setAccessibleDescription(why)

    @property
    def words(self) -> str:
        return self.text().replace("&&", "&")

    def event(self, event: QEvent) -> bool:
        # Qt would show the button pressed for 100 ms before it acts on its key.
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self.click()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self._boxes.clear()
        super().changeEvent(event)

    def _key_room(self) -> int:
        return key_size(self._shown_key).width() + theme.SPACE_2 if self._key else 0

    def _words_box(self, width: int) -> QRect:
        known = self._boxes.get(width)
        if known is not None:
            return known
        room = max(1, width - 2 * theme.SPACE_4 - self._key_room())
        metrics = QFontMetrics(self.font())
        box = metrics.boundingRect(QRect(0, 0, room, 4000), _WRAP, self.words)
        self._boxes[width] = box
        return box

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self.font()).horizontalAdvance(self.words) + 2
        wide += 2 * theme.SPACE_4 + self._key_room()
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        longest = max((metrics.horizontalAdvance(w) for w in self.words.split()), default=0)
        return QSize(longest + 2 + 2 * theme.SPACE_4 + self._key_room(), self.height_at_least)

    def heightForWidth(self, width: int) -> int:
        return max(self.height_at_least, self._words_box(width).height() + theme.SPACE_3)

    def _ink(self) -> Role:
        return Role.TEXT

    def _ground(self, painter: QPainter) -> None:
        ground = theme.color(Role.SURFACE)
        edge = Role.LINE_STRONG if self.isEnabled() else Role.LINE
        rounded(painter, self.rect(), self._touched(ground), theme.color(edge))
        if self.hasFocus():
            focus_ring(painter, self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._ground(painter)
        ink = theme.color(self._ink() if self.isEnabled() else Role.MUTED)
        words = self._words_box(self.width())
        left = (self.width() - words.width() - self._key_room()) // 2
        place = QRect(left, 0, words.width() + 2, self.height())
        painter.setFont(self.font())
        painter.setPen(ink)
        painter.drawText(place, _WRAP, self.words)
        if self._key:
            wide = key_size(self._shown_key).width()
            cap = QRect(place.right() + theme.SPACE_2 - 2, 0, wide, self.height())
            key_cap(painter, cap, self._shown_key, ink, ink)

    def _touched(self, still: QColor) -> QColor:
        if not self.isEnabled():
            return still
        if self.isDown():
            return still.darker(118)
        return still.darker(107) if self.underMouse() else still


class PrimaryButton(QuietButton):
    """The next thing to do; one on a screen."""

    height_at_least = 48
    strong = True

    def _ink(self) -> Role:
        return Role.ON_ACCENT

    def _ground(self, painter: QPainter) -> None:
        fill = theme.color(Role.ACCENT if self.isEnabled() else Role.LINE)
        rounded(painter, self.rect(), self._touched(fill))
        if self.hasFocus():
            focus_ring(painter, self.rect(), Role.ON_ACCENT, gap=3)


class DestructiveButton(PrimaryButton):
    """The next thing to do, where it undoes something for good."""

    def _ground(self, painter: QPainter) -> None:
        fill = theme.color(Role.REFUSE if self.isEnabled() else Role.LINE)
        rounded(painter, self.rect(), self._touched(fill))
        if self.hasFocus():
            focus_ring(painter, self.rect(), Role.ON_ACCENT, gap=3)

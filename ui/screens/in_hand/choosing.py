"""What is pressed under the bar: faces, and answers that a digit chooses as well."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import Role, Type
from ui.widgets.strokes import focus_ring, key_cap, key_size, rounded

_ICON = 26


class Answer(QAbstractButton):
    """An icon, if there is one, with its word and the digit that chooses it. The digit is no
    shortcut: it is heard only where the keyboard is."""

    def __init__(self, digit: int, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digit, self._icon = str(digit), icon
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.dress(self, Type.STRONG)

    def say(self, text: str) -> None:
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        icon = theme.px(_ICON) + theme.SPACE_2 if self._icon else 0
        cap = key_size(self._digit).width() + theme.SPACE_2
        wide = metrics.horizontalAdvance(self.accessibleName()) + 2 * theme.SPACE_3
        high = max(theme.TARGET, metrics.height() + theme.SPACE_3, icon + theme.SPACE_1)
        return QSize(wide + icon + cap + 2, high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        ground = theme.color(Role.ACCENT_SOFT if on else Role.SURFACE)
        if self.isEnabled() and (self.underMouse() or self.isDown()) and not on:
            ground = theme.color(Role.GROUND)
        edge = Role.ACCENT if on else Role.LINE_STRONG if self.isEnabled() else Role.LINE
        rounded(painter, self.rect(), ground, theme.color(edge), width=2.0 if on else 1.0)
        ink = Role.ACCENT if on else Role.TEXT if self.isEnabled() else Role.MUTED
        left = theme.SPACE_3
        if self._icon:
            side = theme.px(_ICON)
            icons.paint(painter, QRect(left, 0, side, self.height()), self._icon, ink)
            left += side + theme.SPACE_2
        cap = key_size(self._digit).width()
        place = QRect(self.width() - cap - theme.SPACE_3, 0, cap, self.height())
        key_cap(
            painter, place, self._digit, theme.color(Role.MUTED), theme.color(Role.LINE_STRONG)
        )
        painter.setFont(self.font())
        painter.setPen(theme.color(ink))
        room = QRect(left, 0, place.left() - left, self.height())
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, middle, self.accessibleName())
        if self.hasFocus():
            focus_ring(painter, self.rect())

"""The one box that takes anything: a receipt, a product, a phone, a name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import Role
from ui.widgets.field import Field
from ui.widgets.strokes import key_cap, key_size


class OneBox(Field):
    """A search glass at its left, the key that leads to it at its right; Esc clears.

    Signals:
        entered: what was typed, trimmed, on Return; it stays there, selected.
    """

    entered = Signal(str)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setProperty("look", "box")
        self.setMaxLength(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.returnPressed.connect(self._enter)
        theme.look.changed.connect(self._fit)
        self._fit()

    def hint(self, text: str) -> None:
        self.setPlaceholderText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)

    def sizeHint(self) -> QSize:
        return QSize(560, max(40, self.fontMetrics().height() + 2 * theme.SPACE_2))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        # Esc belongs to the box while it holds something, not to a screen's shortcut.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.text()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(18)
        left = QRect(theme.SPACE_3, 0, side, self.height())
        icons.paint(painter, left, "search", Role.MUTED)
        wide = key_size(self._key).width()
        right = QRect(self.width() - wide - theme.SPACE_3, 0, wide, self.height())
        ink, edge = theme.color(Role.MUTED), theme.color(Role.LINE)
        key_cap(painter, right, self._key, ink, edge)

    def _fit(self) -> None:
        left = theme.px(18) + theme.SPACE_2
        self.setTextMargins(left, 0, key_size(self._key).width() + theme.SPACE_2, 0)

    def _enter(self) -> None:
        if text := self.text().strip():
            self.selectAll()
            self.entered.emit(text)

"""A card let down from what it belongs to, over what lies below: nothing else moves for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import theme
from ui.widgets.scrolling import Scrolling

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

_WIDE: Final = 560
_EDGE: Final = 2
_OWN: Final = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_DIGITS: Final = frozenset("123456789")


class Drop(QFrame):
    """Shows ``content`` under ``anchor``, at its right edge, and takes the keyboard there.

    Return, Esc and the digits are its own while it has the keyboard, whatever they mean to
    the screen below. It goes with its anchor.

    Signals:
        entered: Return, where nothing inside took it.
        left: Esc.
        counted: a digit that is not typed into a field.
    """

    entered = Signal()
    left = Signal()
    counted = Signal(int)

    def __init__(self, anchor: QWidget, content: QWidget) -> None:
        super().__init__(anchor)
        self._anchor = anchor
        self._content = content
        self._keys_before: QWidget | None = None
        self.setProperty("look", "drop")
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scrolling(content))
        self.hide()
        anchor.installEventFilter(self)

    def let_down(self) -> None:
        """Over the window, in front of all else."""
        if self.isVisible():
            self.fit()
            return
        window = self._anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            window.installEventFilter(self)
            self._anchor.destroyed.connect(self.deleteLater)
        self._keys_before = QApplication.focusWidget()
        self.fit()
        self.show()
        self.raise_()

    def take_up(self) -> None:
        """Away with it; the keyboard is where it was before."""
        before, self._keys_before = self._keys_before, None
        held = self.isAncestorOf(focus) if (focus := QApplication.focusWidget()) else True
        self.hide()
        if held and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """As wide as it may be, as tall as its content needs, within the window."""
        anchor, window = self._anchor, self._anchor.window()
        wide = min(theme.px(_WIDE), anchor.width() - 2 * theme.SPACE_4)
        at = anchor.mapTo(window, QPoint(anchor.width() - wide - theme.SPACE_4, 0))
        top = at.y() + anchor.height() + theme.SPACE_1
        content = self._content
        high = (
            content.heightForWidth(wide - 2 * _EDGE)
            if content.hasHeightForWidth()
            else content.sizeHint().height()
        )
        room = window.height() - top - theme.SPACE_2
        self.setGeometry(at.x(), top, wide, min(high + 2 * _EDGE, room))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if plain and (event.key() in _OWN or event.text() in _DIGITS):
                event.accept()
                return True
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self.fit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _OWN:
            self.entered.emit()
        elif event.text() in _DIGITS:
            self.counted.emit(int(event.text()))
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keys_before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._anchor and event.type() is QEvent.Type.Hide:
            self.hide()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self.fit()
        return False

"""A line to type into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme


class Field(QLineEdit):
    """Leaves Ctrl+Z to the window (a toast's Undo) while there is no typing to undo here.

    What is longer than the field is told in its tooltip, unless it is a secret; else its hint.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textChanged.connect(self._explain)

    def show_from_the_start(self, text: str) -> None:
        """Something that was there already: what is too long loses its end, not its head."""
        self.setText(text)
        self.setCursorPosition(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def _explain(self) -> None:
        room = self.width() - 2 * (theme.SPACE_2 + 1)
        wide = self.fontMetrics().horizontalAdvance(self.text()) > room
        told = wide and self.echoMode() is QLineEdit.EchoMode.Normal
        self.setToolTip(self.text() if told else self.placeholderText())

    def minimumSizeHint(self) -> QSize:
        """No narrower than its hint: half a hint is none."""
        least = super().minimumSizeHint()
        hint = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return least.expandedTo(QSize(hint + 2 * theme.SPACE_3, 0)) if hint else least

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return True
        return super().event(event)

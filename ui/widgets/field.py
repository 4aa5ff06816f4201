"""A line to type into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from ui import theme


class Field(QLineEdit):
    """Leaves Ctrl+Z to the window (a toast's Undo) while there is no typing to undo here."""

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

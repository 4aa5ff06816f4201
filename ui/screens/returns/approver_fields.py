"""Whose yes it takes: a manager's badge, which may be scanned, and the PIN."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.words import say

_LONGEST: Final = 120


class ApproverFields(QWidget):
    """Badge and PIN of whoever approves, side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = Field()
        self.pin = Field()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText
        )
        self._rows = {self.badge: Labelled(self.badge), self.pin: Labelled(self.pin)}
        self._rows[self.badge].say(say("Manager's badge"))
        self._rows[self.pin].say(say("Manager's PIN"))
        beside = Columns(pad=0, gap=theme.SPACE_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(beside)
        for field, row in self._rows.items():
            beside.add(row)
            field.setMaxLength(_LONGEST)
            field.textEdited.connect(lambda _, row=row: row.complain(""))
        self.badge.returnPressed.connect(lambda: self.pin.setFocus())

    @property
    def fields(self) -> list[QWidget]:
        return [self.badge, self.pin]

    def scan(self, text: str) -> None:
        """A badge was scanned: the PIN is next."""
        self.badge.setText(text.strip())
        self._rows[self.badge].complain("")
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        for field, row in self._rows.items():
            field.clear()
            row.complain("")

    def forget_pin(self) -> None:
        """A PIN that was refused is typed again, never corrected."""
        self.pin.clear()

    def complete(self) -> bool:
        """Whether both are there; the first that is missing is asked for."""
        for field, row in self._rows.items():
            if not field.text().strip():
                row.complain(say("This is missing."))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True

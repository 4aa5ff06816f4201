"""Badge and PIN of a person, side by side: whoever takes over, or says yes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.text import Text
from ui.words import say

_LONGEST: Final = 120


class Credentials(QWidget):
    """A badge that is scanned goes into its field, and the PIN is asked for next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = Field()
        self.pin = Field()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText
        )
        self.badge_row = Labelled(self.badge)
        self.pin_row = Labelled(self.pin)
        self._title = Text("", strong=True)
        beside = Columns(pad=0, gap=theme.SPACE_2)
        beside.add(self.badge_row)
        beside.add(self.pin_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(self._title)
        column.addWidget(beside)
        for field, row in ((self.badge, self.badge_row), (self.pin, self.pin_row)):
            field.setMaxLength(_LONGEST)
            field.textEdited.connect(lambda _, row=row: row.complain(""))
        self.badge.returnPressed.connect(lambda: self.pin.setFocus())

    @property
    def fields(self) -> list[QWidget]:
        return [self.badge, self.pin]

    def ask(self, title: str, badge: str, pin: str) -> None:
        """Say whose they are; ``title`` is over both, where it is needed."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.badge_row.say(badge)
        self.pin_row.say(pin)

    def clear(self) -> None:
        for field, row in ((self.badge, self.badge_row), (self.pin, self.pin_row)):
            field.clear()
            row.complain("")

    def forget_pin(self) -> None:
        """A PIN that was refused is typed again, never corrected."""
        self.pin.clear()

    def scan(self, text: str) -> None:
        self.badge.setText(text.strip())
        self.badge_row.complain("")
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def complete(self) -> bool:
        """Whether both are there; the first that is missing is asked for."""
        missing = [
            (field, row)
            for field, row in ((self.badge, self.badge_row), (self.pin, self.pin_row))
            if not field.text().strip()
        ]
        for field, row in missing[:1]:
            row.complain(say("This is missing."))
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return not missing

"""Two ways to a manager's yes: one stands here, or one is asked from afar."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.services.approvals import LONGEST_REASON
from ui import theme
from ui.widgets.buttons import QuietButton
from ui.widgets.field import Field
from ui.words import say


class AskingPart(QWidget):
    """What the managers should know, and the key that sends it to their screens.

    Signals:
        send_asked: with these words.
    """

    send_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, words: bool = True) -> None:
        super().__init__(parent)
        self.note = Field()
        self.note.setMaxLength(LONGEST_REASON)
        what = say("What the managers should know")
        self.note.setPlaceholderText(what)
        self.note.setAccessibleName(what)
        self.note.setProperty("look", "tall")
        self.send = QuietButton(say("Ask the managers"), "Ctrl+Return")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self.note)
        column.addWidget(self.send)
        if not words:
            self.note.hide()
        self.send.clicked.connect(lambda: self.send_asked.emit(self.note.text().strip()))
        self.hide()

    @property
    def fields(self) -> list[QWidget]:
        return [self.note, self.send]

    def offer(self, possible: bool, *, busy: bool) -> None:
        """Show it where a yes can be asked for; what was typed goes with the visit."""
        if not possible and not self.isHidden():
            self.note.clear()
        self.setVisible(possible)
        self.setEnabled(not busy)

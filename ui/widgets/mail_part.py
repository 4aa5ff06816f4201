"""Where a paper goes by e-mail: a small card in place of what else a page says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from models.rules.mail import LONGEST_MAIL_ADDRESS
from ui import words
from ui.theme import Role, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.mailing import Addressing


class MailPart(Card):
    """Shown while something is asked; then it has the keyboard itself.

    Signals:
        send_asked: the address as it was typed.
        back_asked: it is not sent.
    """

    send_asked = Signal(str)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._code = ""
        self._busy = False
        self._title = Text("", Type.TITLE)
        self.address = Field()
        self.address.setMaxLength(LONGEST_MAIL_ADDRESS)
        self.address.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.address_row = Labelled(self.address)
        self.address_row.say(
            say("E-mail address"), say("Ask the customer to read it, or spell it back.")
        )
        self.send = PrimaryButton(say("Send"), "F9")
        self.back = QuietButton(say("Not now"), "Esc")
        about = say(
            "It is sent as a PDF and counts as a print. The address is kept only until it is "
            "sent."
        )
        for part in (self._title, Text(about, Type.SMALL, Role.MUTED), self.address_row):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.addWidget(self.send)
        self.body.addWidget(self.back)
        self.address.textEdited.connect(lambda _: self.address_row.complain(""))
        self.address.returnPressed.connect(self.send.click)
        self.send.clicked.connect(lambda: self.send_asked.emit(self.address.text()))
        self.back.clicked.connect(self.back_asked)
        self.hide()

    def show_part(self, asked: Addressing | None, *, busy: bool) -> None:
        """What is asked; nothing hides it, and what was typed is forgotten."""
        code = asked.code if asked else ""
        begun, answered = code != self._code, self._busy and not busy
        self._code, self._busy = code, busy
        self.setVisible(asked is not None)
        if asked is None:
            self.address.clear()
            return
        if begun:
            self._title.setText(say("E-mail {number}", number=code))
            self.address.setText(asked.proposed)
            self.address.selectAll()
        self.address_row.complain(words.sentence(asked.wrong) if asked.wrong else "")
        for part in (self.address_row, self.send, self.back):
            part.setEnabled(not busy)
        if begun or answered:
            self.address.setFocus(Qt.FocusReason.OtherFocusReason)

"""The page of the mail server: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.rules.mail import LONGEST_HOST, LONGEST_MAIL_ADDRESS
from models.services.mail_server import LONGEST_SENDER, LONGEST_USER, MailServerAsked
from models.values.mail import Security
from receipts.mail_sentences import SECURITIES
from ui import theme, words
from ui.screens.mail_server.state import Asked, MailServerState
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.notice import Notice
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.mail_server.presenter import MailServerPresenter

USUAL_PORTS: Final = {Security.TLS: "465", Security.STARTTLS: "587", Security.PLAIN: "25"}
LONGEST_PASSWORD: Final = 200


class MailServerScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to.

    Signals:
        back_asked: to where this was opened from.
    """

    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: MailServerPresenter | None = None
        self._state = MailServerState()
        self._turn = -1
        self._keys: QWidget | None = None
        self.notice = Notice()
        self.back = SmallButton(say("Back"), "F4")
        self.host, self.port, self.user, self.password = Field(), Field(), Field(), Field()
        self.sender_name, self.address, self.to = Field(), Field(), Field()
        self.security = Choice(say("Encryption"))
        self.save = PrimaryButton(say("Save"), "F9")
        self.test = QuietButton(say("Send a test to me"), "F6")
        self._name_row = Labelled(self.sender_name)
        self.rows = {
            Asked.HOST: Labelled(self.host),
            Asked.PORT: Labelled(self.port),
            Asked.SECURITY: Labelled(self.security),
            Asked.USER: Labelled(self.user),
            Asked.PASSWORD: Labelled(self.password),
            Asked.SENDER: Labelled(self.address),
            Asked.TO: Labelled(self.to),
        }
        self._say()
        self._lay_out()
        self._listen()

    def bind(self, presenter: MailServerPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter

    @property
    def state(self) -> MailServerState:
        return self._state

    def show_state(self, state: MailServerState) -> None:
        before, self._state = self._state, state
        if state.busy and not before.busy:
            self._keys = QApplication.focusWidget()
        self._tell(state)
        if state.looked and state.turn != self._turn:
            self._turn = state.turn
            self._begin(state)
        for asked, row in self.rows.items():
            row.complain(words.sentence(state.wrong[asked]) if asked in state.wrong else "")
        kept = say("This machine has one. Type only to change it.")
        none = say("It stays on this machine.")
        self.rows[Asked.PASSWORD].say(say("Password"), kept if state.has_password else none)
        for part in (self.save, self.test):
            part.setEnabled(state.looked and not state.busy)
        self._lead(before, state)

    def _lead(self, before: MailServerState, state: MailServerState) -> None:
        """The keyboard goes to what is next."""
        if state.wrong and not before.wrong:
            first = next(asked for asked in Asked if asked in state.wrong)
            self.rows[first].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif state.looked and not before.looked:
            self.host.setFocus(Qt.FocusReason.OtherFocusReason)
        elif before.busy and not state.busy:
            keys, self._keys = self._keys, None
            if keys is not None and isValid(keys) and self.isAncestorOf(keys):
                keys.setFocus()

    def _begin(self, state: MailServerState) -> None:
        server = state.server
        security = server.security if server else Security.STARTTLS
        self.host.setText(server.host if server else "")
        self.port.setText(str(server.port) if server else USUAL_PORTS[security])
        self.security.show_code(security)
        self.user.setText(server.user if server else "")
        self.password.clear()
        self.sender_name.setText(server.sender_name if server else "")
        self.address.setText(server.sender_address if server else "")
        self.to.setText(server.sender_address if server else "")

    def _choose_security(self, code: str) -> None:
        """The port goes along, unless somebody has one of their own."""
        if self.port.text().strip() in ("", *USUAL_PORTS.values()):
            self.port.setText(USUAL_PORTS[Security(code)])

    def _entered(self) -> MailServerAsked:
        typed = self.port.text().strip()
        return MailServerAsked(
            host=self.host.text(),
            port=int(typed) if typed.isascii() and typed.isdigit() else 0,
            security=Security(self.security.code),
            user=self.user.text(),
            sender_name=self.sender_name.text(),
            sender_address=self.address.text(),
        )

    def _save(self) -> None:
        if self._presenter is not None:
            self._presenter.save(self._entered(), self.password.text())

    def _test(self) -> None:
        if self._presenter is not None:
            to = self.to.text() or self.address.text()
            self._presenter.test(self._entered(), self.password.text(), to)

    def _tell(self, state: MailServerState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text)

    def _say(self) -> None:
        hints = {
            Asked.HOST: (say("Server"), "smtp.example.com"),
            Asked.PORT: (say("Port"), "587 · 465"),
            Asked.SECURITY: (say("Encryption"), ""),
            Asked.USER: (say("User name"), say("Mostly the whole address.")),
            Asked.PASSWORD: (say("Password"), ""),
            Asked.SENDER: (say("Sender's address"), say("Customers answer to it.")),
            Asked.TO: (say("Where a test goes"), say("To the sender where it is empty.")),
        }
        for asked, (label, hint) in hints.items():
            self.rows[asked].say(label, hint)
        self._name_row.say(say("Sender's name"), say("Empty for the shop's own."))
        self.security.offer(words.options(SECURITIES), Security.STARTTLS)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for field, most in (
            (self.host, LONGEST_HOST),
            (self.port, 5),
            (self.user, LONGEST_USER),
            (self.password, LONGEST_PASSWORD),
            (self.sender_name, LONGEST_SENDER),
            (self.address, LONGEST_MAIL_ADDRESS),
            (self.to, LONGEST_MAIL_ADDRESS),
        ):
            field.setMaxLength(most)

    def _lay_out(self) -> None:
        rows = self.rows
        server = Card(say("Server"))
        sender = Card(say("What customers see"))
        for card, parts in (
            (
                server,
                (
                    rows[Asked.HOST],
                    _beside(rows[Asked.SECURITY], rows[Asked.PORT]),
                    _beside(rows[Asked.USER], rows[Asked.PASSWORD]),
                ),
            ),
            (sender, (self._name_row, rows[Asked.SENDER], rows[Asked.TO])),
        ):
            inside = QWidget()
            column = QVBoxLayout(inside)
            column.setContentsMargins(0, 0, theme.SPACE_2, 0)
            column.setSpacing(theme.SPACE_1)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            card.body.addWidget(ScrollingList(inside, 200), 1)
        sender.body.addWidget(self.test)
        sender.body.addWidget(self.save)
        columns = Columns(pad=0, least=280)
        columns.add(server, 120)
        columns.add(sender, 100)
        head = QHBoxLayout()
        head.addWidget(Text(say("E-mail"), Type.TITLE), 1)
        head.addWidget(self.back)
        about = say(
            "Papers go to customers as PDF through this server. Its password stays on this "
            "machine and is never among the shop's records."
        )
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, theme.SPACE_3, pad, theme.SPACE_3)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(head)
        column.addWidget(Text(about, Type.SMALL, Role.MUTED))
        column.addWidget(self.notice)
        column.addWidget(columns, 1)

    def _listen(self) -> None:
        self.back.clicked.connect(self.back_asked)
        self.save.clicked.connect(self._save)
        self.test.clicked.connect(self._test)
        self.security.chosen.connect(self._choose_security)
        for row in self.rows.values():
            if isinstance(row.editor, QLineEdit):
                row.editor.textEdited.connect(lambda _, row=row: row.complain(""))
                row.editor.returnPressed.connect(self.save.click)


def _beside(*parts: QWidget) -> Columns:
    columns = Columns(pad=0, gap=theme.SPACE_3)
    for part in parts:
        columns.add(part, 1)
    return columns

"""The end of a shift: what the count came to, who takes over, and who approves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.services.approvals import Approval
from models.values import ZERO, Money
from ui import theme, words
from ui.screens.drawer.state import Purpose
from ui.theme import Tone, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.credentials import Credentials
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.link_button import LinkButton
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.notice import Notice
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.drawer_reports import CountCompared
    from ui.screens.drawer.state import DrawerState


class EndPage(QWidget):
    """Signals:
    close_asked: an approval, or None where none is needed.
    hand_over_asked: badge and PIN of who takes over, and an approval or None.
    count_asked: count, or count again.
    back_asked: the drawer stays as it is.
    note_asked: leave word for the next person first.
    """

    close_asked = Signal(object)
    hand_over_asked = Signal(str, str, object)
    count_asked = Signal()
    back_asked = Signal()
    note_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handing = False
        self._needs_manager = False
        self._title = Text("", Type.TITLE)
        self._lead = Text("", Type.STRONG)
        self._off = AmountLabel()
        self._rows = MoneyRows()
        self._note = Notice()
        self._found = QWidget()
        self.taker = Credentials()
        self.approver = Credentials()
        self.reason = Field()
        self.reason.setMaxLength(200)
        self.reason_row = Labelled(self.reason)
        self.go = PrimaryButton("", "F9")
        self.count = QuietButton("")
        self.back = QuietButton(say("Back"), "Esc")
        self.note = LinkButton(say("Leave a note for the next person"))
        columns = Columns(least=230)
        columns.add(self._result(), 100)
        columns.add(self._answer(), 100)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)
        self._listen()

    def begin(self, state: DrawerState) -> None:
        """Fresh fields for this end; nothing typed before is left."""
        found = state.found
        self._handing = state.purpose is Purpose.HAND_OVER
        self._needs_manager = bool(found and found.needs_manager)
        self._title.setText(
            say("Hand the drawer over") if self._handing else say("Close the drawer")
        )
        self._show_found(found)
        self.taker.ask(say("Who takes over"), say("Badge"), say("PIN"))
        self.approver.ask(say("Who approves"), say("Manager's badge"), say("Manager's PIN"))
        self.reason_row.say(say("Reason"))
        self.go.say(say("Hand over") if self._handing else say("Close the drawer"))
        self.count.say(say("Count again") if found else say("Count first"))
        for part in (self.taker, self.approver):
            part.clear()
        self.reason.clear()
        self.reason_row.complain("")
        self.taker.setVisible(self._handing)
        self.approver.setVisible(self._needs_manager)
        self.reason_row.setVisible(self._needs_manager)
        if self._handing:
            self.taker.badge.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._needs_manager:
            self.approver.badge.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: DrawerState) -> None:
        parts = (self.taker, self.approver, self.reason_row, self.go, self.count, self.back)
        for part in parts:
            part.setEnabled(not state.busy)

    def forget_pins(self) -> None:
        """A PIN that was refused is typed again, never corrected."""
        for part in (self.taker, self.approver):
            part.pin.clear()

    def scan(self, text: str) -> None:
        """A badge was scanned: of who takes over, then of who approves."""
        if self._handing and (not self.taker.badge.text() or not self._needs_manager):
            self.taker.scan(text)
        elif self._needs_manager:
            self.approver.scan(text)

    def _show_found(self, found: CountCompared | None) -> None:
        self._found.setVisible(found is not None)
        self._note.clear()
        if found is None:
            self._note.tell(
                Tone.ASK,
                say("Without a count, what is over or short later cannot be told apart."),
            )
            return
        off = found.difference
        self._lead.setText(_word(off))
        self._off.show_amount(words.money(Money(abs(off.minor))))
        self._rows.show_rows(
            [
                MoneyRow(say("Should be there"), words.amount(found.expected)),
                MoneyRow(say("Counted"), words.amount(found.counted), strong=True),
            ]
        )
        if found.needs_manager:
            self._note.tell(
                Tone.OVERRIDE, say("This is more than the shop allows. A manager looks at it.")
            )

    def _result(self) -> Card:
        card = Card()
        column = QVBoxLayout(self._found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        for part in (self._lead, self._off, self._rows):
            column.addWidget(part)
        for whole in (self._title, self._found, self._note):
            card.body.addWidget(whole)
        card.body.addStretch(1)
        return card

    def _answer(self) -> Card:
        card = Card()
        for part in (self.taker, self.approver, self.reason_row):
            card.body.addWidget(part)
        card.body.addStretch(1)
        card.body.addWidget(self.note)
        beside = Columns(pad=0, gap=theme.SPACE_2)
        beside.add(self.count)
        beside.add(self.back)
        card.body.addWidget(self.go)
        card.body.addWidget(beside)
        return card

    def _listen(self) -> None:
        self.go.clicked.connect(self._ask)
        self.taker.pin.returnPressed.connect(self._taker_typed)
        self.approver.pin.returnPressed.connect(lambda: self.reason.setFocus())
        self.reason.returnPressed.connect(self._ask)
        self.reason.textEdited.connect(lambda _: self.reason_row.complain(""))
        self.count.clicked.connect(self.count_asked)
        self.back.clicked.connect(self.back_asked)
        self.note.clicked.connect(self.note_asked)

    def _taker_typed(self) -> None:
        if self._needs_manager:
            self.approver.badge.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._ask()

    def _ask(self) -> None:
        """What is missing is asked for; nothing is sent until it is there."""
        if self._handing and not self.taker.complete():
            return
        approval = None
        if self._needs_manager:
            if not self.approver.complete():
                return
            if not self.reason.text().strip():
                self.reason_row.complain(say("Say in a few words why."))
                self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            approval = Approval(
                badge=self.approver.badge.text(),
                pin=self.approver.pin.text(),
                reason=self.reason.text(),
            )
        if self._handing:
            self.hand_over_asked.emit(self.taker.badge.text(), self.taker.pin.text(), approval)
        else:
            self.close_asked.emit(approval)


def _word(off: Money) -> str:
    if not off:
        return say("Exact")
    return say("Over") if off > ZERO else say("Short")

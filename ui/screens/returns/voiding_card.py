"""Undoing a slip: why, what the terminal says, and the manager who agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme, words
from ui.screens.returns.approver_fields import ApproverFields
from ui.screens.returns.asking_part import AskingPart
from ui.screens.returns.pending_part import PendingPart
from ui.theme import Role, Type
from ui.widgets.buttons import DestructiveButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.slips import AtTerminal
    from ui.screens.returns.state import CounterState

LONGEST_REASON: Final = 200
LONGEST_REFERENCE: Final = 40


class VoidingCard(Card):
    """Nothing is undone until all of it is filled in.

    Signals:
        void_asked: an ``Approval`` with the reason as its words, and a dict of the
            terminal's references.
        granted_asked: the same references, where the managers said yes at their screens.
        send_asked: ask them there, with the reason.
        back_asked: the slip stands.
    """

    void_asked = Signal(object, object)
    granted_asked = Signal(object)
    send_asked = Signal(str)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown = False
        self._title = Text("", Type.TITLE)
        self.reason = Field()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason_row = Labelled(self.reason)
        self.references: dict[AtTerminal, Field] = {}
        self._rows: dict[AtTerminal, Labelled] = {}
        self._terminal = QWidget()
        self._column = QVBoxLayout(self._terminal)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        self.approver = ApproverFields(note=False)
        self.asking = AskingPart(words=False)
        self.pending = PendingPart()
        self.go = DestructiveButton(say("Void it now"), "F8")
        self.back = QuietButton(say("Not now"), "Esc")
        self.reason_row.say(say("Reason"))
        about = say(
            "Everything is put back as it was, and both papers stay on record. Only today, and "
            "another person, a manager, agrees."
        )
        for part in (
            self._title,
            Text(about, Type.SMALL, Role.MUTED),
            self.reason_row,
            self._terminal,
            self.approver,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        for part in (self.pending, self.pending.withdraw, self.go, self.asking, self.back):
            self.body.addWidget(part)
        self.go.clicked.connect(self._ask)
        self.back.clicked.connect(self.back_asked)
        self.reason.textEdited.connect(lambda _: self.reason_row.complain(""))
        self.reason.returnPressed.connect(self._after_reason)
        self.asking.send_asked.connect(lambda _: self._send())
        self.pending.pay_asked.connect(self._use_yes)

    @property
    def shown(self) -> bool:
        return self._shown

    def show_state(self, state: CounterState) -> None:
        begun = state.voiding and not self._shown
        self._shown = state.voiding
        if state.taken is None or not state.voiding:
            return
        if begun:
            self._begin(state)
        for part in (self.reason_row, self._terminal, self.approver, self.go, self.back):
            part.setEnabled(not state.busy)
        asked = state.asking is not None and state.asking.sent is not None
        self.pending.show_state(state, say("Void it now"))
        self.asking.offer(not asked, busy=state.busy)
        for part in (self.reason_row, self.approver, self.go, self.back):
            part.setVisible(not asked)
        if begun:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def scan(self, text: str) -> None:
        """A badge was scanned."""
        self.approver.scan(text)

    def forget_pin(self) -> None:
        """A PIN that was refused is typed again, never corrected."""
        self.approver.forget_pins()

    def _begin(self, state: CounterState) -> None:
        """Fresh fields; nothing typed for another slip is left."""
        if state.taken is not None:
            self._title.setText(say("Void {number}", number=state.taken.slip.head.number))
        self.reason.clear()
        self.reason_row.complain("")
        self.approver.begin()
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self.references.clear()
        self._rows.clear()
        parts = state.standing.at_terminal if state.standing else ()
        for part in parts:
            self._add(part)
        self._terminal.setVisible(bool(parts))

    def _add(self, part: AtTerminal) -> None:
        field = Field()
        field.setMaxLength(LONGEST_REFERENCE)
        row = Labelled(field)
        tender = words.tender(part.kind, part.label)
        row.say(
            say("Terminal's reference: {amount}, {tender}", amount=part.amount, tender=tender),
            say("Give it back to the customer on the terminal first.")
            if part.paid_in
            else say("Void that refund on the terminal first."),
        )
        field.textEdited.connect(lambda _: row.complain(""))
        field.returnPressed.connect(lambda: self.focusNextChild())
        self._column.addWidget(row)
        self.references[part] = field
        self._rows[part] = row

    def _after_reason(self) -> None:
        first = next(iter(self.references.values()), self.approver.first.badge)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask(self) -> None:
        """What is missing is asked for; nothing is sent until it is there."""
        told = self._filled(self.reason, self.reason_row) and self._referenced()
        approval = self.approver.approval(self.reason.text().strip()) if told else None
        if approval is not None:
            self.void_asked.emit(approval, self._said)

    def _send(self) -> None:
        """To the managers' screens; the reason is what they are told."""
        if self._filled(self.reason, self.reason_row):
            self.send_asked.emit(self.reason.text().strip())

    def _use_yes(self) -> None:
        if self._referenced():
            self.granted_asked.emit(self._said)

    @property
    def _said(self) -> dict[AtTerminal, str]:
        return {part: field.text() for part, field in self.references.items()}

    def _referenced(self) -> bool:
        return all(
            self._filled(field, self._rows[part]) for part, field in self.references.items()
        )

    def _filled(self, field: Field, row: Labelled) -> bool:
        if field.text().strip():
            return True
        row.complain(say("This is missing."))
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

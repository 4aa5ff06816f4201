"""Cash in or out, or the drawer only opened: how much, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal

from models.values import ZERO
from models.values.drawer_papers import CashKind
from ui.theme import Type
from ui.widgets.amount_field import AmountField
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.text import Text
from ui.words import mark, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.screens.drawer.state import DrawerState

TITLES: Final = {
    CashKind.PAID_IN: mark("Pay cash in"),
    CashKind.PAID_OUT: mark("Pay cash out"),
    CashKind.PICKUP: mark("Take cash to the safe"),
    CashKind.NO_SALE: mark("Open without a sale"),
}
_LONGEST: Final = 200


class MoveCard(Card):
    """Signals:
    move_asked: the amount and the reason.
    back_asked: nothing after all.
    """

    move_asked = Signal(object, str)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._kind: CashKind | None = None
        self._title = Text("", Type.TITLE)
        self.amount = AmountField()
        self.amount_row = Labelled(self.amount)
        self.amount_row.say(say("Amount"))
        self.reason = Field()
        self.reason.setMaxLength(_LONGEST)
        self.reason_row = Labelled(self.reason)
        self.go = PrimaryButton("", "F9")
        self.back = QuietButton(say("Back"), "Esc")
        for part in (self._title, self.amount_row, self.reason_row):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.addWidget(self.go)
        self.body.addWidget(self.back)
        self.go.clicked.connect(self._ask)
        self.amount.returnPressed.connect(self._amount_typed)
        self.reason.returnPressed.connect(self._ask)
        self.back.clicked.connect(self.back_asked)
        for field, row in ((self.amount, self.amount_row), (self.reason, self.reason_row)):
            field.textEdited.connect(lambda _, row=row: row.complain(""))

    def begin(self, kind: CashKind) -> None:
        """An empty form of this kind, ready to type into."""
        self._kind = kind
        self._title.setText(say(TITLES[kind]))
        self.go.say(say(TITLES[kind]))
        optional = kind is CashKind.PICKUP
        self.reason_row.say(say("Note"), say("May stay empty.") if optional else "")
        if not optional:
            self.reason_row.say(say("Reason"))
        only_opened = kind is CashKind.NO_SALE
        self.amount_row.setVisible(not only_opened)
        for field, row in ((self.amount, self.amount_row), (self.reason, self.reason_row)):
            field.clear()
            row.complain("")
        first = self.reason if only_opened else self.amount
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: DrawerState) -> None:
        for part in (self.amount, self.reason, self.go, self.back):
            part.setEnabled(not state.busy)

    def _amount_typed(self) -> None:
        self.reason.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask(self) -> None:
        """What is missing is asked for; nothing is sent until it is there."""
        if self._kind is None:
            return
        no_sale = self._kind is CashKind.NO_SALE
        amount = ZERO if no_sale else self.amount.amount
        reason = self.reason.text().strip()
        wanted = self._kind is not CashKind.PICKUP and not reason
        unread = amount is None or (not amount and not no_sale)
        self.amount_row.complain(say("Write the amount in figures.") if unread else "")
        self.reason_row.complain(say("Say in a few words why.") if wanted else "")
        if unread:
            self.amount.setFocus(Qt.FocusReason.OtherFocusReason)
        elif wanted:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.move_asked.emit(amount, reason)

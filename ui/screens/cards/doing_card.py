"""What can be done with a card: one thing at a time, each with its own short form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.values import Money
from ui import theme, words
from ui.screens.cards.state import CardsState, Doing
from ui.theme import Role, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.credentials import Credentials
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.value_card_views import CardSeen

LONGEST_RECEIPT: Final = 40
LONGEST: Final = 120


class DoingCard(Card):
    """The buttons, or the form of what was begun.

    Signals:
        begun: what the clerk wants to do; ``LOOKING`` is to leave it.
        sell_asked, load_asked, spend_asked: amount and the till's receipt.
        void_asked: badge, PIN and reason of whoever approves.
        move_asked, print_asked, close_asked: the buttons.
    """

    begun = Signal(str)
    sell_asked = Signal(object, str)
    load_asked = Signal(object, str)
    spend_asked = Signal(object, str)
    void_asked = Signal(str, str, str)
    move_asked = Signal()
    print_asked = Signal()
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._doing = Doing.LOOKING
        self.sell = PrimaryButton(say("Sell a gift card"), "F3")
        self.spend = QuietButton(say("Pay with it"), "F7")
        self.load = QuietButton(say("Load it"), "F3")
        self.move_it = QuietButton(say("It was lost"), "F4")
        self.void = QuietButton(say("It was a mistake"), "F6")
        self.print = QuietButton(say("Print the voucher"), "Ctrl+P")
        self.done = PrimaryButton(say("Done"), "F9")
        self.amount, self.amount_row = _field()
        self.receipt, self.receipt_row = _field(LONGEST_RECEIPT)
        self.approver = Credentials()
        self.reason, self.reason_row = _field()
        self.lost = Text("")
        self.go = PrimaryButton("", "F8")
        self.leave = QuietButton(say("Not now"))
        self._looking = _stack(
            self.sell, self.spend, self.load, self.move_it, self.void, self.print, self.done
        )
        self._title = Text("", Type.TITLE)
        self._why = Text("", Type.SMALL, Role.MUTED)
        self._form = _stack(
            self._title,
            self._why,
            self.amount_row,
            self.receipt_row,
            self.reason_row,
            self.approver,
            self.lost,
            self.go,
            self.leave,
        )
        for part in (self._looking, self._form):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._say()
        self._listen()

    def show_state(self, state: CardsState) -> None:
        for button, doing in self._begins:
            button.setVisible(state.may(doing) or (state.busy and button.isVisibleTo(self)))
            button.setEnabled(not state.busy)
        for button in (self.print, self.done, self.go, self.leave):
            button.setEnabled(not state.busy)
        for button in (self.print, self.done):
            button.setVisible(state.card is not None)
        self._looking.setVisible(state.doing is Doing.LOOKING)
        self._form.setVisible(state.doing is not Doing.LOOKING)
        self.lost.setText(_moved(state.card) if state.card else "")
        if state.doing is not self._doing:
            self._doing = state.doing
            self._begin()

    def _begin(self) -> None:
        """An empty form for what was begun; the keyboard is at its first field."""
        for field, row in self._fields:
            field.clear()
            row.complain("")
        self.approver.clear()
        shown = {
            Doing.SELLING: (self.amount_row, self.receipt_row),
            Doing.LOADING: (self.amount_row, self.receipt_row),
            Doing.SPENDING: (self.amount_row, self.receipt_row),
            Doing.VOIDING: (self.reason_row, self.approver),
            Doing.MOVING: (self.lost,),
            Doing.LOOKING: (),
        }[self._doing]
        for part in (*(row for _, row in self._fields), self.approver, self.lost):
            part.setVisible(part in shown)
        title, why, go = self._words[self._doing]
        self._title.setText(title)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.go.say(go)
        first = {
            Doing.SELLING: self.amount,
            Doing.LOADING: self.amount,
            Doing.SPENDING: self.amount,
            Doing.VOIDING: self.reason,
            Doing.MOVING: self.go,
            Doing.LOOKING: self.done if self.done.isVisibleTo(self) else self.sell,
        }[self._doing]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        """What is missing is asked for; nothing is sent until all of it is there."""
        match self._doing:
            case Doing.SELLING | Doing.LOADING | Doing.SPENDING as doing:
                amount = self._amount()
                if amount is not None and self._filled((self.receipt, self.receipt_row)):
                    self._asks[doing].emit(amount, self.receipt.text())
            case Doing.VOIDING:
                reason = (self.reason, self.reason_row)
                if self._filled(reason) and self.approver.complete():
                    badge, pin = self.approver.badge.text(), self.approver.pin.text()
                    self.void_asked.emit(badge, pin, self.reason.text())
                    self.approver.forget_pin()
            case Doing.MOVING:
                self.move_asked.emit()
            case Doing.LOOKING:
                return

    def _amount(self) -> Money | None:
        try:
            amount = words.read_amount(self.amount.text())
        except ValueError:
            amount = Money()
        self.amount_row.complain("" if amount else say("Enter an amount above zero."))
        if amount:
            return amount
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)
        return None

    def _filled(self, *fields: tuple[Field, Labelled]) -> bool:
        empty = [pair for pair in fields if not pair[0].text().strip()]
        for pair in fields:
            pair[1].complain(say("This is needed.") if pair in empty else "")
        if empty:
            empty[0][0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not empty

    def _say(self) -> None:
        self.amount_row.say(say("Amount"))
        self.receipt_row.say(say("Receipt of the till"), say("Where it was paid."))
        self.reason_row.say(say("Reason"))
        self.approver.ask("", say("Manager's badge"), say("Manager's PIN"))
        self._words = {
            Doing.LOOKING: ("", "", ""),
            Doing.SELLING: (
                say("Sell a gift card"),
                say("The till takes the money; its receipt is named here."),
                say("Issue it now"),
            ),
            Doing.LOADING: (say("Load the card"), "", say("Load it now")),
            Doing.SPENDING: (
                say("Pay with the card"),
                say("For goods that the till sold."),
                say("Take it off now"),
            ),
            Doing.VOIDING: (
                say("Take the card back"),
                say("Only on the day it was issued, before it is used. A manager agrees."),
                say("Take it back now"),
            ),
            Doing.MOVING: (
                say("Move it to a new card"),
                say("The old card is blocked at once. Print the new voucher for the customer."),
                say("Move it now"),
            ),
        }

    def _listen(self) -> None:
        self._asks = {
            Doing.SELLING: self.sell_asked,
            Doing.LOADING: self.load_asked,
            Doing.SPENDING: self.spend_asked,
        }
        self._begins = (
            (self.sell, Doing.SELLING),
            (self.spend, Doing.SPENDING),
            (self.load, Doing.LOADING),
            (self.move_it, Doing.MOVING),
            (self.void, Doing.VOIDING),
        )
        self._fields = (
            (self.amount, self.amount_row),
            (self.receipt, self.receipt_row),
            (self.reason, self.reason_row),
        )
        for button, doing in self._begins:
            button.clicked.connect(lambda _=False, doing=doing: self.begun.emit(doing))
        for field, _ in self._fields:
            field.returnPressed.connect(self.go.click)
        self.approver.pin.returnPressed.connect(self.go.click)
        self.go.clicked.connect(self._ask)
        self.leave.clicked.connect(lambda: self.begun.emit(Doing.LOOKING))
        self.print.clicked.connect(self.print_asked)
        self.done.clicked.connect(self.close_asked)


def _field(longest: int = LONGEST) -> tuple[Field, Labelled]:
    field = Field()
    field.setMaxLength(longest)
    return field, Labelled(field)


def _stack(*parts: QWidget) -> QWidget:
    stack = QWidget()
    column = QVBoxLayout(stack)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_2)
    for part in parts:
        column.addWidget(part)
    return stack


def _moved(card: CardSeen) -> str:
    return say("{amount} moves to a new number.", amount=card.balance)

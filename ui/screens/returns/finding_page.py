"""No receipt: what the customer remembers, and the sales that it might be, best first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.rules.candidates import Clue
from models.services.candidates import WhatIsKnown
from models.values import Money
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.widgets.typed import DayField, amount_field
from ui.words import mark, say, say_many

if TYPE_CHECKING:
    from models.rules.candidates import Fit
    from models.services.candidates import SaleFound
    from ui.screens.returns.state import CounterState

LONGEST: Final = 80
GIVES: Final = {
    "0": mark("That very day"),
    "3": mark("3 days earlier or later"),
    "7": mark("A week earlier or later"),
    "30": mark("A month earlier or later"),
}
USUAL_GIVE: Final = "7"
SAME: Final = {
    Clue.SERIAL: mark("serial number"),
    Clue.CARD: mark("card"),
    Clue.CUSTOMER: mark("customer"),
    Clue.PRODUCT: mark("product"),
    Clue.AMOUNT: mark("amount"),
    Clue.DAY: mark("day"),
}


class FindingPage(QWidget):
    """One short form by keys alone; F8 looks, and each row of the answer opens a sale.

    Signals:
        find_asked: a ``WhatIsKnown``.
        chosen: a ``SaleFound``.
        without_asked: take the goods back without a sale.
        close_asked: leave it.
    """

    find_asked = Signal(object)
    chosen = Signal(object)
    without_asked = Signal()
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.product, self.customer, self.serial = Field(), Field(), Field()
        self.day, self.amount, self.last_four = DayField(), amount_field(), Field()
        for field in (self.product, self.customer, self.serial):
            field.setMaxLength(LONGEST)
        self.last_four.setMaxLength(4)
        self.give = Choice(say("How far off the day may be"))
        self.give.offer(words.options(GIVES), USUAL_GIVE)
        self.look = PrimaryButton(say("Find the sale"), "F8")
        self.without = QuietButton(say("Take it back without a sale"), "F7")
        self.close_it = QuietButton(say("Back"), "Esc")
        self._candidates: tuple[SaleFound, ...] = ()
        self._rows = Rows()
        self._title = Text(say("Sales that fit"), Type.TITLE)
        self._hint = Text("", Type.SMALL, Role.MUTED)
        self._empty = EmptyState(
            "search",
            say("No sale yet"),
            say("One thing is enough to begin with. The more is known, the better it fits."),
        )
        self._scrolling = ScrollingList(self._rows, 120)
        found = Card()
        for part in (self._title, self._hint):
            found.body.addWidget(part)
        found.body.addWidget(self._empty, 1)
        found.body.addWidget(self._scrolling, 1)
        columns = Columns(least=330)
        columns.add(self._form(), 100)
        columns.add(found, 120)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)
        self.look.clicked.connect(self._ask)
        self.without.clicked.connect(self.without_asked)
        self.close_it.clicked.connect(self.close_asked)
        self._show_candidates(())

    def begin(self) -> None:
        """The next customer: an empty form with the keys in its first field."""
        for field in (self.product, self.customer, self.serial, self.last_four):
            field.clear()
        self.day.show_value(None)
        self.amount.show_value(None)
        self.give.show_code(USUAL_GIVE)
        for row in (self._day_row, self._amount_row):
            row.complain("")
        self.product.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_product(self, text: str) -> None:
        """What is scanned here is what the customer brings."""
        self.product.setText(text)

    def show_state(self, state: CounterState) -> None:
        for button in (self.look, self.without, self.close_it):
            button.setEnabled(not state.busy)
        if state.candidates is not self._candidates:
            self._show_candidates(state.candidates)

    def _form(self) -> Card:
        card = Card()
        card.body.setSpacing(theme.SPACE_2)
        card.body.addWidget(Text(say("What does the customer remember?"), Type.TITLE))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._day_row, self._amount_row = Labelled(self.day), Labelled(self.amount)
        give, last_four = Labelled(self.give), Labelled(self.last_four)
        product, customer = Labelled(self.product), Labelled(self.customer)
        serial = Labelled(self.serial)
        product.say(say("Product: scan it, or words of its name"))
        self._day_row.say(say("About when (year-month-day)"))
        give.say(say("How far off the day may be"))
        self._amount_row.say(say("About how much, for it or for all"))
        last_four.say(say("Last four digits of the card"))
        customer.say(say("Customer: phone, number or name"))
        serial.say(say("Serial number"))
        for beside in (
            (product,),
            (self._day_row, give),
            (self._amount_row, last_four),
            (customer, serial),
        ):
            row = Columns(pad=0, gap=theme.SPACE_3, least=150)
            for part in beside:
                row.add(part)
            column.addWidget(row)
        column.addStretch(1)
        card.body.addWidget(ScrollingList(inside, 120), 1)
        for button in (self.look, self.without, self.close_it):
            card.body.addWidget(button)
        for field in (self.product, self.day, self.amount, self.last_four, self.customer):
            field.returnPressed.connect(self.look.click)
        self.serial.returnPressed.connect(self.look.click)
        return card

    def _ask(self) -> None:
        """Nothing is looked up while a day or an amount cannot be read."""
        for row, field, problem in (
            (self._day_row, self.day, say("Write the day as year-month-day.")),
            (self._amount_row, self.amount, say("Write the amount in figures.")),
        ):
            field.editingFinished.emit()
            row.complain(problem if field.wrong else "")
            if field.wrong:
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.find_asked.emit(
            WhatIsKnown(
                product=self.product.text(),
                customer=self.customer.text(),
                day=self.day.value,
                give=int(self.give.code or USUAL_GIVE),
                amount=self.amount.value,
                last_four=self.last_four.text(),
                serial=self.serial.text(),
            )
        )

    def _show_candidates(self, candidates: tuple[SaleFound, ...]) -> None:
        self._candidates = candidates
        count = len(candidates)
        self._hint.setText(
            say_many("{count} sale fits.", "{count} sales fit, the best first.", count)
        )
        self._hint.setVisible(bool(count))
        self._scrolling.setVisible(bool(count))
        self._empty.setVisible(not count)
        rows = self._rows.fit(count)
        for at, (row, sale) in enumerate(zip(rows, candidates, strict=True)):
            goods = ", ".join(sale.goods)
            fits = " · ".join(fit_words(fit) for fit in sale.fits)
            row.show_row(
                f"{words.day(sale.sold_on)} · {sale.number}",
                words.money(sale.total),
                " · ".join(part for part in (goods, sale.customer) if part) + f"\n{fits}",
                _tag(sale, best=at == 0),
                dim=bool(sale.voided_by),
            )
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._choose, at))
        if rows:
            rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, at: int, _checked: bool = False) -> None:
        self.chosen.emit(self._candidates[at])


def _tag(sale: SaleFound, *, best: bool) -> tuple[str, Tone] | None:
    if sale.voided_by:
        return say("Voided by {number}", number=sale.voided_by), Tone.REFUSE
    return (say("best fit"), Tone.ACCEPT) if best else None


def fit_words(fit: Fit) -> str:
    """Why a sale fits, in two or three words."""
    if fit.off and fit.clue is Clue.DAY:
        return say_many("{count} day off", "{count} days off", fit.off)
    if fit.off:
        return say("{amount} off", amount=Money(fit.off))
    return say("same {what}", what=say(SAME[fit.clue]))

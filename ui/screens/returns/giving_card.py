"""Money without goods, the form: for what, how much, why and for whom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.services.approvals import LONGEST_REASON
from models.values import ZERO
from receipts.giving_sentences import CORRECTION_REASONS, GOODWILL_REASONS
from ui import theme, words
from ui.screens.returns.giving_state import What
from ui.theme import Role, Type
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.widgets.typed import amount_field
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.services import search
    from ui.screens.returns.giving_state import WithoutGoods
    from ui.screens.returns.state import CounterState

LONGEST: Final = 80
WHATS: Final[Mapping[str, str]] = {
    What.CORRECTION: mark("A part of the price"),
    What.GOODWILL: mark("Goodwill"),
}
REASONS: Final = {What.CORRECTION: CORRECTION_REASONS, What.GOODWILL: GOODWILL_REASONS}
ABOUT: Final = {
    What.CORRECTION: mark("The goods stay. A later return of the line pays that much less."),
    What.GOODWILL: mark("An apology in money. What was paid for the goods stays as it is."),
}


class GivingCard(Card):
    """Tells every letter of an amount and a note, so that the decision is live.

    Signals:
        what_chosen: a code of ``What``.
        amount_entered: a ``Money``; nothing of it where it cannot be read.
        reason_chosen: a code of the reasons offered.
        note_entered, customer_named: what was typed.
        customer_chosen: one of several that were meant.
        finished: Return in the last field.
    """

    what_chosen = Signal(str)
    amount_entered = Signal(object)
    reason_chosen = Signal(str)
    note_entered = Signal(str)
    customer_named = Signal(str)
    customer_chosen = Signal(object)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.what = Choice(say("What it is"))
        self.amount = amount_field()
        self.reason = Choice(say("Reason"), say("Why?"))
        self.note, self.customer = Field(), Field()
        self._about = Text("", Type.SMALL, Role.MUTED)
        self._named = Rows()
        self._choices: tuple[search.Choice, ...] = ()
        self._known = ""
        """What stands for the customer who is named already."""
        self._offered: What | None = None
        self._what_row, self._amount_row = Labelled(self.what), Labelled(self.amount)
        self._reason_row, self._note_row = Labelled(self.reason), Labelled(self.note)
        self._customer_row = Labelled(self.customer)
        self.note.setMaxLength(LONGEST_REASON)
        self.customer.setMaxLength(LONGEST)
        self.what.offer(words.options(WHATS))
        self._say()
        self._lay_out()
        self._listen()

    @property
    def fields(self) -> list[QWidget]:
        """Whatever can be entered, in reading order."""
        return [
            self.what,
            self.amount,
            self.reason,
            self.note,
            self.customer,
            *self._named.rows,
        ]

    def begin(self, state: CounterState) -> None:
        """What is entered already."""
        giving = state.giving
        if giving is None:
            return
        self.amount.show_value(giving.amount or None)
        self._amount_row.complain("")
        self.note.setText(giving.note)
        self._known = giving.customer.title if giving.customer else ""
        self.customer.setText(self._known)

    def show_state(self, state: CounterState) -> None:
        giving = state.giving
        if giving is None:
            return
        if giving.what is not self._offered:
            self._offered = giving.what
            self.reason.offer(words.options(REASONS[giving.what]))
            self._about.setText(say(ABOUT[giving.what]))
        self._what_row.setVisible(state.sale is not None)
        self.what.show_code(giving.what)
        self.reason.show_code(giving.reason or "")
        self._note_row.setVisible(giving.wants_note)
        self._show_customer(giving, state)
        for field in (self.what, self.amount, self.reason, self.note, self.customer):
            field.setEnabled(not state.busy)
        self._named.setEnabled(not state.busy)

    def finish_typing(self) -> bool:
        """Whether all that was typed counts already; a name that does not is looked up."""
        self.amount.editingFinished.emit()
        if self.amount.wrong:
            self._amount_row.complain(say("Write the amount in figures."))
            self.amount.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        asked = not self._customer_row.isHidden() and self.customer.text().strip()
        if asked and asked != self._known:
            self.customer_named.emit(asked)
            return False
        return True

    def _show_customer(self, giving: WithoutGoods, state: CounterState) -> None:
        """Asked for where the sale does not say it."""
        wanted = giving.what is What.GOODWILL and not (state.sale and state.sale.customer)
        self._customer_row.setVisible(wanted)
        who = giving.customer
        title = who.title if who else ""
        if title != self._known:
            self._known = title
            self.customer.setText(title)
        self._customer_row.say(
            say("Customer: phone, number or name"),
            who.detail if who and who.detail != title else "",
        )
        self._named.setVisible(wanted and bool(giving.named))
        rows = self._named.fit(len(giving.named))
        for at, (row, choice) in enumerate(zip(rows, giving.named, strict=True)):
            row.show_row(choice.title, "", choice.detail)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._choose, at))
        if rows and giving.named != self._choices:
            rows[0].setFocus()
        self._choices = giving.named

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        beside = Columns(pad=0, gap=theme.SPACE_2, least=120)
        beside.add(self._amount_row, 2)
        beside.add(self._reason_row, 3)
        parts: tuple[QWidget, ...] = (self._what_row, beside, self._note_row)
        for part in (*parts, self._customer_row, self._named):
            column.addWidget(part)
        column.addStretch(1)
        self.body.setSpacing(theme.SPACE_2)
        self.body.addWidget(Text(say("Money back without goods"), Type.TITLE))
        self.body.addWidget(self._about)
        self.body.addWidget(ScrollingList(inside, 120), 1)

    def _listen(self) -> None:
        self.what.chosen.connect(self.what_chosen)
        self.reason.chosen.connect(self.reason_chosen)
        self.amount.textEdited.connect(self._tell_amount)
        self.amount.returnPressed.connect(
            lambda: self.reason.setFocus(Qt.FocusReason.TabFocusReason)
        )
        self.amount.entered.connect(lambda _: self._look_at_amount())
        self.note.textEdited.connect(self.note_entered)
        self.customer.returnPressed.connect(
            lambda: self.customer_named.emit(self.customer.text())
        )
        self.note.returnPressed.connect(self.finished)

    def _tell_amount(self, text: str) -> None:
        self._amount_row.complain("")
        try:
            amount = words.read_amount(text.strip())
        except ValueError:
            amount = ZERO
        self.amount_entered.emit(amount)

    def _look_at_amount(self) -> None:
        wrong = self.amount.wrong
        self._amount_row.complain(say("Write the amount in figures.") if wrong else "")

    def _choose(self, at: int, _checked: bool = False) -> None:
        self.customer_chosen.emit(self._choices[at])

    def _say(self) -> None:
        self._what_row.say(say("What it is"))
        self._amount_row.say(say("How much"))
        self._reason_row.say(say("Reason"))
        self._note_row.say(
            say("In a few words"), say("Stays inside: the slip does not say it.")
        )
        self._customer_row.say(say("Customer: phone, number or name"))

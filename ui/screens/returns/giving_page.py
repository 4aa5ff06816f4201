"""Money without goods on one page: the sale, the form, and the decision beside it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import words
from ui.screens.returns.explained import corrected_words
from ui.screens.returns.giving_card import GivingCard
from ui.screens.returns.giving_decision_card import GivingDecisionCard
from ui.screens.returns.giving_state import What
from ui.screens.returns.on_the_spot_card import OnTheSpotCard
from ui.theme import Role, Type
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.row import Row, Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.sales import LineOnCounter
    from ui.screens.returns.state import CounterState


class PricesCard(Card):
    """The lines of the open sale, one of which it is about.

    Signals:
        chosen: the id of a line.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = Text("", Type.TITLE)
        self._hint = Text("", Type.SMALL, Role.MUTED)
        self._rows = Rows()
        self._ids: list[int] = []
        for part in (self._title, self._hint):
            self.body.addWidget(part)
        self.body.addWidget(ScrollingList(self._rows, 120), 1)

    @property
    def rows(self) -> list[Row]:
        """In the order of the sale."""
        return self._rows.rows

    def show_state(self, state: CounterState) -> None:
        sale, giving = state.sale, state.giving
        if sale is None or giving is None:
            return
        corrects = giving.what is What.CORRECTION
        self._title.setText(say("Sale {number}", number=sale.number))
        self._hint.setText(
            say("Whose price is it?") if corrects else say("What is it about, if anything?")
        )
        self._ids = [line.line_id for line in sale.lines]
        rows = self._rows.fit(len(sale.lines))
        for at, (row, line) in enumerate(zip(rows, sale.lines, strict=True)):
            possible = bool(line.left) or not corrects
            row.show_row(
                line.description, words.money(line.paid), _detail(line), dim=not possible
            )
            row.setCheckable(True)
            row.setChecked(line.line_id == giving.line_id)
            row.setEnabled(possible and not state.busy)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(lambda _=False, at=at: self.chosen.emit(self._ids[at]))

    def focus_lines(self) -> None:
        """To the line that it is about, else to the first that it may be."""
        possible = [row for row in self.rows if row.isEnabled()]
        for row in sorted(possible, key=lambda each: not each.isChecked())[:1]:
            row.setFocus(Qt.FocusReason.OtherFocusReason)


class GivingPage(QWidget):
    """One short form by keys alone; F8 gives it.

    Signals:
        line_chosen: the id of a line.
        what_chosen, reason_chosen, by_chosen: codes.
        amount_entered: a ``Money``.
        note_entered, customer_named: what was typed.
        customer_chosen: one of several that were meant.
        give_asked: give it, or ask for the manager's yes that it takes.
        back_asked: to where one came from.
    """

    line_chosen = Signal(int)
    what_chosen = Signal(str)
    reason_chosen = Signal(str)
    by_chosen = Signal(str)
    amount_entered = Signal(object)
    note_entered = Signal(str)
    customer_named = Signal(str)
    customer_chosen = Signal(object)
    give_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prices, self.form = PricesCard(), GivingCard()
        self.decision = GivingDecisionCard()
        self.approval = OnTheSpotCard()
        self._state: CounterState | None = None
        self._order: list[QWidget] = []
        columns = Columns(least=230)
        columns.add(self.prices, 95)
        columns.add(self.form, 115)
        columns.add(self.decision, 95)
        columns.add(self.approval, 210)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)
        self.prices.chosen.connect(self._choose_line)
        self.form.what_chosen.connect(self.what_chosen)
        self.form.amount_entered.connect(self.amount_entered)
        self.form.reason_chosen.connect(self.reason_chosen)
        self.form.note_entered.connect(self.note_entered)
        self.form.customer_named.connect(self.customer_named)
        self.form.customer_chosen.connect(self.customer_chosen)
        self.form.finished.connect(self._give)
        self.decision.by_chosen.connect(self.by_chosen)
        self.decision.give_asked.connect(self._give)
        self.decision.back_asked.connect(self.back_asked)

    def begin(self, state: CounterState) -> None:
        """The keys are where the next thing is to be entered."""
        self.form.begin(state)
        giving = state.giving
        if giving and giving.what is What.CORRECTION and giving.line_id is None:
            self.prices.focus_lines()
        else:
            self._focus_amount()

    def show_state(self, state: CounterState) -> None:
        before, self._state = self._state, state
        self.prices.setVisible(state.sale is not None)
        self.prices.show_state(state)
        self.form.show_state(state)
        self.decision.show_state(state)
        here = state.asking is not None and state.asking.here
        for card in (self.form, self.decision):
            card.setVisible(not here)
        self.approval.setVisible(here)
        self.approval.show_state(state)
        self._order_tabs()
        line, named = _line_of(state), _line_of(before)
        if line != named and line is not None and not self.form.amount.value:
            self._focus_amount()

    def _choose_line(self, line_id: int) -> None:
        self.line_chosen.emit(line_id)

    def _give(self) -> None:
        """What was typed to the end a moment ago counts; what is missing is asked for."""
        state = self._state
        giving = state.giving if state else None
        if giving is None or not self.form.finish_typing() or giving.decided is None:
            return
        self.give_asked.emit()

    def _focus_amount(self) -> None:
        self.form.amount.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.amount.selectAll()

    def _order_tabs(self) -> None:
        order = [
            *self.prices.rows,
            *self.form.fields,
            *self.decision.fields,
            *self.approval.fields,
        ]
        if order != self._order:
            self._order = order
            for before, after in pairwise(order):
                QWidget.setTabOrder(before, after)


def _line_of(state: CounterState | None) -> int | None:
    return state.giving.line_id if state and state.giving else None


def _detail(line: LineOnCounter) -> str:
    left = words.quantity(line.left)
    parts = [
        say("{left} kg kept", left=left) if line.weighed else say("{left} kept", left=left),
        corrected_words(line),
    ]
    return " · ".join(part for part in parts if part)

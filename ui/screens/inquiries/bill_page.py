"""A bill explained line by line, how it was paid, and what went back since."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.services.inquiries import AboutBill
from models.values import Money
from receipts.bills import BACK
from ui import theme, words
from ui.screens.inquiries.bill_rows import BillHeads, BillRow, bill_widths
from ui.screens.inquiries.paper_buttons import PaperButtons
from ui.theme import Role, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.inquiries import SaleExplained
    from models.values.bill_papers import BillExplained
    from ui.screens.inquiries.state import InquiriesState


class BillPage(Card):
    """Signals:
    line_asked: the id of a line, whether it can come back.
    return_asked: the sale is to be brought back.
    back_asked: to the search.
    """

    line_asked = Signal(int)
    return_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: SaleExplained | None = None
        self._title = Text("", Type.TITLE)
        self._about = Text("", Type.SMALL, Role.MUTED)
        self._heads = BillHeads()
        self.rows: list[BillRow] = []
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._lines.addStretch(1)
        self._sums, self._paid = MoneyRows(), MoneyRows()
        self.bring = QuietButton(say("Bring it back"), "F6")
        self.out = PaperButtons()
        self.out.row.add(self.bring)
        self._lay_out(inside)
        self.bring.clicked.connect(self.return_asked)
        self.out.back_asked.connect(self.back_asked)

    def show_state(self, state: InquiriesState) -> None:
        shown = state.bill
        if shown is None:
            return
        self.out.show_state(state, told=AboutBill(shown.sale_id) in state.told)
        self.bring.setEnabled(not state.busy)
        if shown != self._shown:
            self._shown = shown
            self._show(shown.bill)

    def focus_first(self) -> None:
        if self.rows:
            self.rows[0].setFocus()

    def _lay_out(self, inside: QWidget) -> None:
        below = Columns(pad=0, gap=theme.SPACE_6)
        for rows in (self._sums, self._paid):
            seat = QWidget()
            column = QVBoxLayout(seat)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(rows)
            column.addStretch(1)
            below.add(seat)
        hint = Text(
            say("Press a line to see whether it can come back."), Type.SMALL, Role.MUTED
        )
        above: tuple[QWidget, ...] = (self._title, self._about, self._heads)
        for part in above:
            self.body.addWidget(part)
        self.body.addWidget(ScrollingList(inside, 120), 1)
        under: tuple[QWidget, ...] = (hint, below, self.out)
        for part in under:
            self.body.addWidget(part)

    def _show(self, bill: BillExplained) -> None:
        self._title.setText(say("Bill {number} explained", number=bill.sale_number))
        sold_at = words.moment(datetime.fromisoformat(bill.sold_at))
        self._about.setText(f"{sold_at} · {bill.sold_in}")
        widths = bill_widths(bill.lines)
        self._heads.show_widths(widths)
        while len(self.rows) > len(bill.lines):
            gone = self.rows.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.rows) < len(bill.lines):
            made = BillRow()
            made.clicked.connect(partial(self._ask, len(self.rows)))
            self._lines.insertWidget(len(self.rows), made)
            self.rows.append(made)
        for row, line in zip(self.rows, bill.lines, strict=True):
            row.show_line(line, widths)
        self._sums.show_rows(_sums(bill))
        self._paid.show_rows(_paid(bill))

    def _ask(self, at: int, _checked: bool = False) -> None:
        if self._shown is not None:
            self.line_asked.emit(self._shown.line_ids[at])


def _sums(bill: BillExplained) -> list[MoneyRow]:
    rows = []
    if bill.saved:
        rows.append(MoneyRow(say("Less than by the list"), words.amount(Money(bill.saved))))
    if bill.cash_rounding:
        rows.append(MoneyRow(say("Cash rounding"), words.amount(Money(bill.cash_rounding))))
    rows.append(MoneyRow(say("Total"), words.money(Money(bill.total)), strong=True))
    if bill.tax:
        rows.append(MoneyRow(say("Tax contained"), words.amount(Money(bill.tax))))
    return rows


def _paid(bill: BillExplained) -> list[MoneyRow]:
    """How it was paid, then what went back since."""
    paid = [
        MoneyRow(words.tender(each.kind, each.label), words.amount(Money(each.amount)))
        for each in bill.tenders
    ]
    back = [
        MoneyRow(
            f"{words.day(date.fromisoformat(each.on))}, "
            f"{say(BACK[each.what], number=each.number)}",
            words.amount(Money(-each.amount)),
        )
        for each in bill.back
    ]
    return paid + back

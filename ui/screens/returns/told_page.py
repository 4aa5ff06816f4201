"""A paper alone, as it prints: an answer that goes with the customer, or a gift receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values import Quantity
from models.values.denial_papers import DenialSlip
from receipts.sentences import ANSWERS
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.paper_picture import PaperPicture
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.slips import Told
    from models.values.gift_papers import GiftReceipt
    from ui.screens.returns.state import CounterState


class ToldPage(QWidget):
    """Shows the paper.

    Signals:
        next_asked, print_asked, save_asked: the buttons.
        sale_asked: the sale that it is about is opened again.
    """

    next_asked = Signal()
    print_asked = Signal()
    save_asked = Signal()
    sale_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Told | None = None
        self._title = Text("", Type.TITLE)
        self._tag = Tag()
        self._about = Text("", Type.SMALL, Role.MUTED)
        self._what = Text("")
        self._rows = MoneyRows()
        self._picture = PaperPicture()
        self.next = PrimaryButton(say("Next customer"), "F9")
        self.print = QuietButton(say("Print"), "Ctrl+P")
        self.save = QuietButton(say("Save as PDF"), "Ctrl+S")
        self.sale = QuietButton(say("Open the sale again"), "F3")
        paper = Card(say("Paper"))
        paper.body.addWidget(ScrollingList(self._picture, 160), 1)
        columns = Columns(least=230)
        columns.add(paper, 110)
        columns.add(self._what_was_told(), 100)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)
        self.next.clicked.connect(self.next_asked)
        self.print.clicked.connect(self.print_asked)
        self.save.clicked.connect(self.save_asked)
        self.sale.clicked.connect(self.sale_asked)

    def show_state(self, state: CounterState) -> None:
        told = state.told
        if told is None:
            return
        if self._shown is None or told.slip != self._shown.slip:
            self._picture.show_picture(None, "")
        if state.picture:
            self._picture.show_picture(state.picture, say("Picture of the paper"))
        if told != self._shown:
            self._shown = told
            self._show_told(told)
        for button in (self.print, self.save, self.sale, self.next):
            button.setEnabled(not state.busy)

    def _show_told(self, told: Told) -> None:
        slip = told.slip
        number = slip.head.number
        if isinstance(slip, DenialSlip):
            self._title.setText(say("Answer {number}", number=number))
            self._what.setText(say("Nothing was taken back, and no money has moved."))
            self._about.setText(_about(slip))
            self._rows.show_rows(
                [
                    MoneyRow(line.description, words.word(ANSWERS, line.answer))
                    for line in slip.lines
                ]
            )
            done = say("On paper")
        else:
            self._title.setText(say("Gift receipt {number}", number=number))
            self._what.setText(say("There is no price on it, and none in its codes."))
            self._about.setText("")
            self._rows.show_rows(_given(slip))
            done = say("Made")
        copied = say("copy {number}", number=told.copy) if told.copy else done
        self._about.setVisible(bool(self._about.text()))
        self._tag.show_as(copied, Tone.QUIET)
        self.sale.setVisible(slip.sale_id is not None)

    def _what_was_told(self) -> Card:
        card = Card()
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.addWidget(self._tag)
        beside = QHBoxLayout()
        beside.setSpacing(theme.SPACE_2)
        beside.addWidget(self.print)
        beside.addWidget(self.save)
        card.body.addLayout(title)
        card.body.addWidget(self._about)
        card.body.addWidget(self._what)
        card.body.addWidget(self._rows)
        card.body.addStretch(1)
        card.body.addWidget(self.next)
        card.body.addLayout(beside)
        card.body.addWidget(self.sale)
        return card


def _about(slip: DenialSlip) -> str:
    sale = (
        say("Sale {number}", number=slip.sale_number)
        if slip.sale_number
        else say("Without a receipt")
    )
    return " · ".join(part for part in (sale, slip.customer) if part)


def _given(receipt: GiftReceipt) -> list[MoneyRow]:
    return [
        MoneyRow(line.description, f"{words.quantity(Quantity(line.quantity))} ×")
        for line in receipt.lines
    ]

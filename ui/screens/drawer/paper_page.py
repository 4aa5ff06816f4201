"""An X or a Z as it prints, and the sheet of the count beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values import Money
from models.values.drawer_papers import Reading
from receipts.drawer_sentences import CASH_KINDS
from ui import theme, words
from ui.theme import Tone, Type
from ui.widgets.amount_label import AmountLabel
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
    from models.values.drawer_papers import DrawerReport
    from ui.screens.drawer.state import DrawerState


class PaperPage(QWidget):
    """Signals:
    done_asked, print_asked, save_asked: the buttons.
    sheet_asked: show the sheet of the count (True) or the report.
    """

    done_asked = Signal()
    print_asked = Signal()
    save_asked = Signal()
    sheet_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = False
        self._title = Text("", Type.TITLE)
        self._tag = Tag()
        self._lead = Text("", Type.STRONG)
        self._amount = AmountLabel()
        self._rows = MoneyRows()
        self._picture = PaperPicture()
        self.done = PrimaryButton(say("Done"), "F9")
        self.sheet = QuietButton("")
        self.print = QuietButton(say("Print"), "Ctrl+P")
        self.save = QuietButton(say("Save as PDF"), "Ctrl+S")
        paper = Card(say("Paper"))
        paper.body.addWidget(ScrollingList(self._picture, 160), 1)
        columns = Columns(least=230)
        columns.add(paper, 110)
        columns.add(self._what_it_says(), 100)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)
        self.done.clicked.connect(self.done_asked)
        self.print.clicked.connect(self.print_asked)
        self.save.clicked.connect(self.save_asked)
        self.sheet.clicked.connect(lambda: self.sheet_asked.emit(not self._sheet))

    def begin(self) -> None:
        self.done.setFocus()

    def show_state(self, state: DrawerState) -> None:
        report = state.report
        if report is None:
            return
        self._sheet = state.sheet
        name = (
            say("Picture of the count sheet") if state.sheet else say("Picture of the report")
        )
        self._picture.show_picture(state.picture, name)
        self.sheet.say(say("Show the report") if state.sheet else say("Show the count sheet"))
        self.sheet.setVisible(report.reading == Reading.Z)
        self._show_report(report, state.copy)
        for button in (self.done, self.sheet, self.print, self.save):
            button.setEnabled(not state.busy)

    def _show_report(self, report: DrawerReport, copy: int) -> None:
        closed = report.reading == Reading.Z
        self._title.setText(
            say("Z report {number}", number=report.head.number) if closed else say("X report")
        )
        copied = say("copy {number}", number=copy) if copy else say("Closed")
        self._tag.show_as(
            copied if closed else say("Still open"), Tone.QUIET if copy else Tone.ACCEPT
        )
        off = report.over_short
        shown = report.expected if off is None else abs(off)
        self._lead.setText(_lead(off))
        for part in (self._lead, self._amount):
            part.setVisible(shown is not None)
        self._amount.show_amount(words.money(Money(shown or 0)))
        self._rows.show_rows(_rows(report))

    def _what_it_says(self) -> Card:
        card = Card()
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.addWidget(self._tag)
        money = QVBoxLayout()
        money.setSpacing(theme.SPACE_1)
        for part in (self._lead, self._amount, self._rows):
            money.addWidget(part)
        beside = Columns(pad=0, gap=theme.SPACE_2)
        beside.add(self.print)
        beside.add(self.save)
        card.body.addLayout(title)
        card.body.addLayout(money)
        card.body.addStretch(1)
        card.body.addWidget(self.done)
        card.body.addWidget(self.sheet)
        card.body.addWidget(beside)
        return card


def _lead(off: int | None) -> str:
    if off is None:
        return say("Should be there")
    if not off:
        return say("Exact")
    return say("Over") if off > 0 else say("Short")


def _rows(report: DrawerReport) -> list[MoneyRow]:
    rows = [
        MoneyRow(words.word(CASH_KINDS, each.kind), words.amount(Money(each.amount)))
        for each in report.sums
    ]
    if report.counted is not None and report.expected is not None:
        expected, counted = Money(report.expected), Money(report.counted)
        rows.append(MoneyRow(say("Should be there"), words.amount(expected), strong=True))
        rows.append(MoneyRow(say("Counted"), words.amount(counted), strong=True))
    return rows

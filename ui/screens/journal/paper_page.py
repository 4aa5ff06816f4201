"""A paper that was made of the records, as it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from receipts.record_sentences import PAPER_NAMES
from ui import words
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.paper_picture import PAGE_WIDEST, PaperPicture
from ui.widgets.scrolling import ScrollingList
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.journal.state import JournalState


class PaperPage(QWidget):
    """Signals:
    print_asked, save_asked: the buttons.
    """

    print_asked = Signal()
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = PaperPicture(widest=PAGE_WIDEST)
        self.print = PrimaryButton(say("Print"), "Ctrl+P")
        self.save = QuietButton(say("Save as PDF"), "Ctrl+S")
        paper = Card(say("Paper"), self)
        paper.body.addWidget(ScrollingList(self._picture, 240), 1)
        beside = Columns(pad=0)
        beside.add(self.print)
        beside.add(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(paper, 1)
        column.addWidget(beside)
        self.print.clicked.connect(self.print_asked)
        self.save.clicked.connect(self.save_asked)

    def begin(self) -> None:
        self.print.setFocus()

    def show_state(self, state: JournalState) -> None:
        self._picture.show_picture(state.picture, title_of(state))
        for button in (self.print, self.save):
            button.setEnabled(not state.busy)


def title_of(state: JournalState) -> str:
    """What the paper is called, with its number."""
    made = state.made
    return f"{words.word(PAPER_NAMES, made.kind)} {made.code}" if made else ""

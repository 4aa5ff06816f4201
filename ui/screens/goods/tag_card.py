"""The tag to stick on the goods that were picked, as it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.paper_picture import PaperPicture
from ui.widgets.scrolling import ScrollingList
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.screens.goods.state import GoodsState


class TagCard(Card):
    """Signals:
    print_asked, save_asked: the buttons.
    """

    print_asked = Signal()
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Tag"), parent)
        self._picture = PaperPicture()
        self.print = PrimaryButton(say("Print tag"), "Ctrl+P")
        self.save = QuietButton(say("Save as PDF"), "Ctrl+S")
        self.body.addWidget(ScrollingList(self._picture, 160), 1)
        self.body.addWidget(self.print)
        self.body.addWidget(self.save)
        self.print.clicked.connect(self.print_asked)
        self.save.clicked.connect(self.save_asked)

    def show_state(self, state: GoodsState) -> None:
        self._picture.show_picture(state.picture, say("Picture of the tag"))
        for button in (self.print, self.save):
            button.setEnabled(not state.busy)

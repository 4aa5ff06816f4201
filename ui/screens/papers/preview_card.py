"""The paper as it comes out of the printer, page under page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.card import Card
from ui.widgets.paper_picture import PaperPicture
from ui.widgets.scrolling import ScrollingList
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.papers.state import PapersState


class PreviewCard(Card):
    """Shows as many pages as there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(say("How it prints"))
        self._shown: tuple[bytes, ...] = ()
        self._pages: list[PaperPicture] = []
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_4)
        self._column.addStretch(1)
        self.scrolling = ScrollingList(inside, 160)
        self.body.addWidget(self.scrolling, 1)

    def show_state(self, state: PapersState) -> None:
        if state.pictures == self._shown:
            return
        self._shown = state.pictures
        for gone in self._pages[len(state.pictures) :]:
            gone.hide()
            gone.deleteLater()
        del self._pages[len(state.pictures) :]
        many = len(state.pictures)
        for place, picture in enumerate(state.pictures):
            if place == len(self._pages):
                self._pages.append(PaperPicture())
                self._column.insertWidget(place, self._pages[place])
            self._pages[place].show_picture(picture, _name(state.picked, place + 1, many))
        self.scrolling.verticalScrollBar().setValue(0)


def _name(number: str, page: int, many: int) -> str:
    if many == 1:
        return say("Picture of {number}", number=number)
    return say(
        "Picture of {number}, page {page} of {many}", number=number, page=page, many=many
    )

"""One entry of the journal: what happened in words, all that was recorded, and its seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from receipts.drawer_papers import seal_rows
from ui import theme, words
from ui.screens.journal.entries_list import where
from ui.theme import Role, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.services.journal_views import Entry


class EntryCard(Card):
    """Shows one entry.

    Signals:
        follow_asked: the case of it.
    """

    follow_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: Entry | None = None
        self._title = Text("", Type.TITLE)
        self._told = Text()
        self._where = Text("", Type.SMALL, Role.MUTED)
        self._values = _Values()
        self.follow = QuietButton(say("Follow this case"), "F6")
        self.follow.clicked.connect(self.follow_asked)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        for part in (self._title, self._told, self._where, self._values):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(ScrollingList(inside, 240), 1)
        self.body.addWidget(self.follow)

    def show_entry(self, entry: Entry, people: Mapping[int, str], *, following: bool) -> None:
        """``following`` says that its case is what the list shows."""
        self.follow.setVisible(not following)
        leads = bool(entry.references)
        self.follow.block("" if leads else say("This entry names no paper, sale or card."))
        if entry == self._shown:
            return
        self._shown = entry
        self._title.setText(words.journal_event(entry.event))
        self._told.setText(words.journal_entry(entry.event, entry.body, people))
        self._where.setText(where(entry))
        self._values.show_values(
            [
                *words.journal_values(entry.event, entry.body, people),
                (say("Event code"), entry.event),
                (say("Seal"), grouped(entry.hash)),
                (say("Seal of the entry before"), grouped(entry.previous)),
            ]
        )


def grouped(seal: str) -> str:
    """As a Z report prints it."""
    return "\n".join(seal_rows(seal))


class _Values(QWidget):
    """Names left, values right, as long as they are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, theme.SPACE_2, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_3)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)

    def show_values(self, values: Sequence[tuple[str, str]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (label := item.widget()) is not None:
                label.hide()
                label.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for at, (name, value) in enumerate(values):
            self._grid.addWidget(Text(name, Type.SMALL, Role.MUTED), at, 0, top)
            shown = Text(value, Type.SMALL, tabular=True)
            shown.setAccessibleName(f"{name} {value}")
            self._grid.addWidget(shown, at, 1, top)

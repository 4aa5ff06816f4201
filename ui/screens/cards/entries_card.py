"""How what is on a card came about: every movement, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models.values import ZERO
from receipts.value_card_sentences import VALUE_ENTRIES
from ui import theme, words
from ui.theme import Role, Type
from ui.widgets.card import Card
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.value_card_views import CardSeen, EntrySeen


class EntriesCard(Card):
    """Shows the movements of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Movements"), parent)
        self._shown: tuple[EntrySeen, ...] = ()
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_3)
        self._column.addStretch(1)
        self.entries: list[EntryLine] = []
        self.body.addWidget(ScrollingList(self._list, 160), 1)

    def show_card(self, card: CardSeen) -> None:
        if card.entries == self._shown:
            return
        self._shown = card.entries
        for line in self.entries:
            line.hide()
            line.deleteLater()
        self.entries = [EntryLine(entry) for entry in card.entries]
        for place, line in enumerate(self.entries):
            self._column.insertWidget(place, line)


class EntryLine(QWidget):
    """What moved and how much; under it when, by whom, and what was left."""

    def __init__(self, entry: EntrySeen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        what = " · ".join(
            part for part in (say(VALUE_ENTRIES[entry.kind]), entry.paper) if part
        )
        sign = "+" if entry.amount > ZERO else ""
        figure = f"{sign}{words.amount(entry.amount)}"
        self.setAccessibleName(f"{what} {figure}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_3)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        grid.addWidget(Text(what, strong=True), 0, 0)
        grid.addWidget(_figure(figure, Type.NORMAL, Role.TEXT), 0, 1, right)
        grid.addWidget(Text(_by_whom(entry), Type.SMALL, Role.MUTED), 1, 0)
        left = _figure(words.amount(entry.balance), Type.SMALL, Role.MUTED)
        left.setAccessibleName(say("{amount} left", amount=entry.balance))
        grid.addWidget(left, 1, 1, right)


def _figure(figure: str, kind: Type, role: Role) -> Text:
    shown = Text(figure, kind, role, tabular=True)
    shown.setWordWrap(False)
    return shown


def _by_whom(entry: EntrySeen) -> str:
    when = words.moment(entry.at)
    if entry.approver:
        return say(
            "{when} · {person}, approved by {approver}",
            when=when,
            person=entry.person,
            approver=entry.approver,
        )
    return say("{when} · {person}", when=when, person=entry.person)

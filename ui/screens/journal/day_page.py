"""Which day is to be summed up, and for which stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from receipts.language import mark
from ui import theme, words
from ui.theme import Role, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.labelled import Labelled
from ui.widgets.text import Text
from ui.widgets.typed import DayField
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.journal.state import JournalState

WHOLE_SHOP: Final = "shop"
WHERE: Final = {WHOLE_SHOP: mark("The whole shop"), "store": mark("Only this store")}
_WIDE: Final = 460


class DayPage(QWidget):
    """Signals:
    day_chosen: the day, and whether of the whole shop.
    """

    day_chosen = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DayField()
        self.day_row = Labelled(self.day)
        self.day_row.say(say("Business day"), say("Up and down go to the next day."))
        self.where = Choice(say("Stores"))
        self.where.offer(words.options(WHERE), WHOLE_SHOP)
        where_row = Labelled(self.where)
        where_row.say(say("Stores"), "")
        self.go = PrimaryButton(say("Make the summary"), "F9")
        self.card = Card()
        self.card.body.setContentsMargins(*[theme.SPACE_6] * 4)
        self.card.body.addWidget(Text(say("Day summary"), Type.TITLE))
        self.card.body.addWidget(
            Text(say("Money out, why, and how the drawers were: one day."), role=Role.MUTED)
        )
        for part in (self.day_row, where_row, self.go):
            self.card.body.addWidget(part)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.card, 100)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE_4] * 4)
        column.addStretch(2)
        column.addLayout(across)
        column.addStretch(3)
        self.go.clicked.connect(self._ask)
        self.day.textEdited.connect(lambda _: self.day_row.complain(""))
        theme.look.changed.connect(self._fit)
        self._fit()

    def begin(self, state: JournalState) -> None:
        """The page comes to the front, with today in it."""
        self.day.show_value(state.today)
        self.day_row.complain("")
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: JournalState) -> None:
        for part in (self.day, self.where, self.go):
            part.setEnabled(not state.busy)

    def _ask(self) -> None:
        if self.day.wrong or self.day.value is None:
            self.day_row.complain(say("Write the day as 2026-12-31."))
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.day_chosen.emit(self.day.value, self.where.code == WHOLE_SHOP)

    def _fit(self) -> None:
        self.card.setMaximumWidth(theme.px(_WIDE))

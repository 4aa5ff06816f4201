"""No drawer is open here: one card to open it with its float."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Type
from ui.widgets.amount_field import AmountField
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.labelled import Labelled
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.drawer.state import DrawerState

_WIDE: Final = 460


class ClosedPage(QWidget):
    """Signals:
    open_asked: the float as a sum.
    count_asked, last_asked, terms_asked: the quiet buttons.
    """

    open_asked = Signal(object)
    count_asked = Signal()
    last_asked = Signal()
    terms_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = AmountField()
        self.amount_row = Labelled(self.amount)
        self.amount_row.say(say("Float"), say("The cash that is in the drawer now."))
        self.open = PrimaryButton(say("Open the drawer"), "F9")
        self.count = QuietButton(say("Count the float"))
        self.last = QuietButton(say("Show the last Z"))
        self.terms = QuietButton(say("Settings…"))
        self.card = Card()
        self.card.body.setContentsMargins(*[theme.SPACE_6] * 4)
        self.card.body.addWidget(Text(say("The drawer is closed"), Type.TITLE))
        self.card.body.addWidget(
            Text(say("Open it to pay and to take cash at this register."), role=Role.MUTED)
        )
        for part in (self.amount_row, self.open, self.count, self.last, self.terms):
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
        self.open.clicked.connect(self._ask)
        self.amount.returnPressed.connect(self._ask)
        self.amount.textEdited.connect(lambda _: self.amount_row.complain(""))
        self.count.clicked.connect(self.count_asked)
        self.last.clicked.connect(self.last_asked)
        self.terms.clicked.connect(self.terms_asked)
        theme.look.changed.connect(self._fit)
        self._fit()

    def begin(self) -> None:
        """The page comes to the front: nothing is left of the day before."""
        self.amount.clear()
        self.amount_row.complain("")
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: DrawerState) -> None:
        seen = state.seen
        self.last.setVisible(bool(seen and seen.last_paper))
        self.terms.setVisible(bool(seen and seen.terms))
        ready = seen is not None and not state.busy
        for part in (self.amount, self.open, self.count, self.last, self.terms):
            part.setEnabled(ready)

    def _ask(self) -> None:
        amount = self.amount.amount
        if amount is None:
            self.amount_row.complain(say("Write the amount in figures."))
            self.amount.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.open_asked.emit(amount)

    def _fit(self) -> None:
        self.card.setMaximumWidth(theme.px(_WIDE))

"""What the shop asks of its drawers: when a day ends, and how far off is far. For managers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme, words
from ui.theme import Role, Type
from ui.widgets.amount_field import AmountField
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.labelled import Labelled
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.shifts import Terms
    from ui.screens.drawer.state import DrawerState

_WIDE: Final = 460
_HOURS: Final = range(24)


class TermsPage(QWidget):
    """Signals:
    save_asked: the hour at which a business day ends, and the limit, or None for none.
    back_asked: nothing after all.
    """

    save_asked = Signal(int, object)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hour = Choice("")
        self.hour_row = Labelled(self.hour)
        self.hour_row.say(
            say("End of the business day"),
            say("What happens before that hour belongs to the day before."),
        )
        self.limit = AmountField()
        self.limit_row = Labelled(self.limit)
        self.limit_row.say(
            say("Over or short without a manager"),
            say("A count further off than this needs one. Empty where none ever does."),
        )
        self.save = PrimaryButton(say("Save"), "F9")
        self.back = QuietButton(say("Back"), "Esc")
        self.card = Card()
        self.card.body.setContentsMargins(*[theme.SPACE_6] * 4)
        self.card.body.addWidget(Text(say("Settings of the drawers"), Type.TITLE))
        self.card.body.addWidget(
            Text(say("They hold at every register, from now on."), role=Role.MUTED)
        )
        for part in (self.hour_row, self.limit_row, self.save, self.back):
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
        self.save.clicked.connect(self._ask)
        self.limit.returnPressed.connect(self._ask)
        self.limit.textEdited.connect(lambda _: self.limit_row.complain(""))
        self.back.clicked.connect(self.back_asked)
        theme.look.changed.connect(self._fit)
        self._fit()

    def begin(self, terms: Terms) -> None:
        """As they are now, ready to be changed."""
        hours = [(str(hour), _clock(hour)) for hour in _HOURS]
        self.hour.offer(hours, str(terms.day_ends_at))
        self.limit.setText("" if terms.limit is None else words.amount(terms.limit))
        self.limit_row.complain("")
        self.hour.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: DrawerState) -> None:
        for part in (self.hour, self.limit, self.save, self.back):
            part.setEnabled(not state.busy)

    def _ask(self) -> None:
        limit = self.limit.amount
        if limit is None and self.limit.text().strip():
            self.limit_row.complain(say("Write the amount in figures."))
            self.limit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.save_asked.emit(int(self.hour.code), limit)

    def _fit(self) -> None:
        self.card.setMaximumWidth(theme.px(_WIDE))


def _clock(hour: int) -> str:
    return f"{hour:02}:00" if hour else say("Midnight")

"""The page of a gift card or store credit: it asks by signal and shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme, words
from ui.screens.cards.card_card import CardCard
from ui.screens.cards.doing_card import DoingCard
from ui.screens.cards.entries_card import EntriesCard
from ui.screens.cards.state import CardsState, Doing
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice import Notice
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.cards.presenter import CardsPresenter


class CardsScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: CardsPresenter | None = None
        self._state = CardsState()
        self.notice = Notice()
        self.card = CardCard()
        self.entries = EntriesCard()
        self.doing = DoingCard()
        self.empty = EmptyState(
            "scan",
            say("No card is open"),
            say("Scan a gift card or a voucher, or type its 16 digits."),
        )
        nothing = Card()
        nothing.body.addWidget(self.empty, 1)
        self._nothing = nothing
        columns = Columns(pad=0, least=230)
        shares = (nothing, 215), (self.card, 100), (self.entries, 115), (self.doing, 95)
        for part, share in shares:
            columns.add(part, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE_4] * 4)
        column.setSpacing(theme.SPACE_4)
        column.addWidget(self.notice)
        column.addWidget(columns, 1)
        self.show_state(self._state)

    def bind(self, presenter: CardsPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.card.other_asked.connect(presenter.enter)
        self.doing.begun.connect(lambda doing: presenter.begin(Doing(doing)))
        self.doing.sell_asked.connect(presenter.sell)
        self.doing.load_asked.connect(presenter.load)
        self.doing.spend_asked.connect(presenter.spend)
        self.doing.void_asked.connect(presenter.void)
        self.doing.move_asked.connect(presenter.move)
        self.doing.print_asked.connect(presenter.print)
        self.doing.close_asked.connect(presenter.close)

    def enter(self, text: str) -> None:
        """Something was scanned, or typed into the one box."""
        if self._presenter is not None:
            self._presenter.enter(text)

    def scan(self, text: str) -> bool:
        """Take a manager's badge where one is asked for; say whether it was."""
        wanted = self._state.doing is Doing.VOIDING
        if wanted:
            self.doing.approver.scan(text)
        return wanted

    @property
    def state(self) -> CardsState:
        return self._state

    def show_state(self, state: CardsState) -> None:
        self._state = state
        self._tell(state)
        self._nothing.setVisible(state.card is None)
        for part in (self.card, self.entries):
            part.setVisible(state.card is not None)
        self.doing.show_state(state)
        if state.card is not None:
            self.card.show_card(state.card)
            self.card.other.setEnabled(not state.busy)
            self.entries.show_card(state.card)

    def _tell(self, state: CardsState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text)

"""One gift card or store credit: what it is worth, until when, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.value_cards import CardState, in_groups
from receipts.sentences import TENDERS
from receipts.value_card_sentences import VALUE_STATES
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.value_card_views import CardSeen


class CardCard(Card):
    """Shows a card.

    Signals:
        other_asked: the number of the card it was moved to, or from.
    """

    other_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._other = ""
        self._title = Text("", Type.TITLE)
        self._tag = Tag()
        self._number = Text("", Type.STRONG, tabular=True)
        self._lead = Text(say("On the card"), Type.SMALL, Role.MUTED)
        self.balance = AmountLabel(name=say("On the card"))
        self._facts = MoneyRows()
        self.other = QuietButton("")
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.addWidget(self._tag)
        money = QVBoxLayout()
        money.setSpacing(theme.SPACE_1)
        money.addWidget(self._lead)
        money.addWidget(self.balance)
        self.body.addLayout(title)
        self.body.addWidget(self._number)
        self.body.addLayout(money)
        self.body.addWidget(self._facts)
        self.body.addStretch(1)
        self.body.addWidget(self.other)
        self.other.clicked.connect(lambda: self.other_asked.emit(self._other))

    def show_card(self, card: CardSeen) -> None:
        self._title.setText(say(TENDERS[card.kind]))
        self._tag.show_as(*_standing(card))
        self._number.setText(in_groups(card.number))
        self.balance.show_amount(words.money(card.balance))
        self._facts.show_rows(_facts(card))
        self._other = card.moved_to or card.moved_from
        self.other.setVisible(bool(self._other))
        self.other.say(say("Show the new card") if card.moved_to else say("Show the lost card"))


def _standing(card: CardSeen) -> tuple[str, Tone]:
    if card.state is CardState.USABLE and card.over:
        return say("Past its last day"), Tone.REFUSE
    tone = Tone.ACCEPT if card.state is CardState.USABLE else Tone.REFUSE
    return say(VALUE_STATES[card.state]), tone


def _facts(card: CardSeen) -> list[MoneyRow]:
    last = words.day(card.expires_on) if card.expires_on else say("Never expires")
    rows = [
        MoneyRow(say("Issued"), words.day(card.issued_at.date())),
        MoneyRow(say("Last day"), last),
        MoneyRow(say("Voucher"), card.voucher),
    ]
    if card.customer:
        rows.append(MoneyRow(say("Customer"), card.customer))
    return rows

"""Goods that were picked: why they came back, what was decided, and what to decide now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.codes import Disposition
from receipts.sentences import CONDITIONS, DISPOSITIONS, REASONS
from ui import theme, words
from ui.screens.goods.lists_card import age
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import mark, say

if TYPE_CHECKING:
    from models.services.goods import GoodsStory
    from ui.screens.goods.state import GoodsState

DECISIONS = {
    Disposition.RETURN_TO_STOCK: (mark("Back to stock"), "F3"),
    Disposition.REPAIR: (mark("Send to repair"), "F4"),
    Disposition.RETURN_TO_SUPPLIER: (mark("Send to the supplier"), "F5"),
    Disposition.WRITE_OFF: (mark("Write off"), "F6"),
    Disposition.WASTE: (mark("Throw away"), "F7"),
    Disposition.UNDECIDED: (mark("Decide later"), "F8"),
}
"""What can become of goods, each with its key."""


class StoryCard(Card):
    """Shows one returned line.

    Signals:
        move_asked: a code of ``Disposition``.
    """

    move_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: GoodsStory | None = None
        self._title = Text("", Type.TITLE)
        self._tag = Tag()
        self._facts = MoneyRows()
        self._decided = Text("", Type.SMALL, Role.MUTED)
        self._hint = EmptyState(
            "scan",
            say("No goods are picked"),
            say("Pick goods from the list, or scan their tag."),
        )
        self.decisions = {
            each: QuietButton(say(text), key) for each, (text, key) in DECISIONS.items()
        }
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.addWidget(self._tag)
        column.addLayout(title)
        column.addWidget(self._facts)
        column.addWidget(self._decided)
        column.addStretch(1)
        column.addWidget(Text(say("What becomes of them?"), strong=True))
        buttons = list(self.decisions.values())
        for pair in zip(buttons[::2], buttons[1::2], strict=True):
            beside = Columns(pad=0, gap=theme.SPACE_2)
            for button in pair:
                beside.add(button)
            column.addWidget(beside)
        for each, button in self.decisions.items():
            button.clicked.connect(lambda _=False, each=each: self.move_asked.emit(each))
        self.body.addWidget(self._hint, 1)
        self.body.addWidget(self._whole, 1)

    def show_state(self, state: GoodsState) -> None:
        story = state.story
        self._hint.setVisible(story is None)
        self._whole.setVisible(story is not None)
        for button in self.decisions.values():
            button.setEnabled(not state.busy)
        if story is None or story == self._shown:
            self._shown = story
            return
        self._shown = story
        goods = story.goods
        waits = goods.disposition is Disposition.UNDECIDED
        self._title.setText(goods.description)
        shown = words.word(DISPOSITIONS, goods.disposition)
        self._tag.show_as(shown, Tone.ASK if waits else Tone.ACCEPT)
        self._facts.show_rows(_facts(story))
        self._decided.setText("\n".join(_decisions(story)))
        for each, button in self.decisions.items():
            button.setVisible(each is not goods.disposition)


def _facts(story: GoodsStory) -> list[MoneyRow]:
    goods = story.goods
    rows = (
        (say("Slip"), goods.slip),
        (say("Product"), goods.sku),
        (say("Quantity"), words.quantity(goods.quantity)),
        (say("Serial number"), goods.serial),
        (say("Reason"), words.word(REASONS, goods.reason)),
        (say("Condition"), words.word(CONDITIONS, goods.condition)),
        (say("Customer"), story.customer),
        (say("Here"), age(goods.days)),
    )
    return [MoneyRow(label, fact) for label, fact in rows if fact]


def _decisions(story: GoodsStory) -> list[str]:
    """Every decision, the first at the return itself."""
    return [
        " · ".join(
            part
            for part in (
                words.moment(each.at),
                words.word(DISPOSITIONS, each.disposition),
                each.person,
            )
            if part
        )
        for each in story.decisions
    ]

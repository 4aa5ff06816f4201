"""The drawer is open: what was booked on the left, what can be done on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.drawer_papers import CashKind
from ui import theme, words
from ui.screens.drawer.entries import Entries
from ui.screens.drawer.move_card import MoveCard
from ui.screens.drawer.state import Stage
from ui.theme import Role, Tone, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.drawers import OpenDrawer
    from ui.screens.drawer.state import DrawerState


class OpenPage(QWidget):
    """Signals:
    move_begun: a kind of cash that moves.
    read_asked, hand_over_asked, close_asked, terms_asked: the other buttons.
    """

    move_begun = Signal(object)
    read_asked = Signal()
    hand_over_asked = Signal()
    close_asked = Signal()
    terms_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = Text("", Type.SMALL, Role.MUTED)
        self._day = Text("", Type.SMALL, Role.MUTED)
        self._lead = Text(say("In the drawer"), Type.SMALL, Role.MUTED)
        self._held = AmountLabel()
        self.entries = Entries()
        self.form = MoveCard()
        self.moves = {
            CashKind.PAID_IN: QuietButton(say("Pay in"), "F3"),
            CashKind.PAID_OUT: QuietButton(say("Pay out"), "F4"),
            CashKind.PICKUP: QuietButton(say("To the safe"), "F5"),
            CashKind.NO_SALE: QuietButton(say("No sale"), "F6"),
        }
        self.read = QuietButton(say("X report"), "F7")
        self.hand_over = QuietButton(say("Hand over"), "F8")
        self.terms = QuietButton(say("Settings…"))
        self.close_drawer = PrimaryButton(say("Close the drawer"), "F9")
        booked = Card(say("Booked"))
        booked.body.addWidget(ScrollingList(self.entries, 160), 1)
        self._actions = self._what_can_be_done()
        self._columns = Columns(least=230)
        self._columns.add(booked, 120)
        self._columns.add(self._actions, 90)
        self._columns.add(self.form, 90)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._columns)
        for kind, button in self.moves.items():
            button.clicked.connect(lambda _=False, kind=kind: self.move_begun.emit(kind))
        self.read.clicked.connect(self.read_asked)
        self.hand_over.clicked.connect(self.hand_over_asked)
        self.close_drawer.clicked.connect(self.close_asked)
        self.terms.clicked.connect(self.terms_asked)

    def show_state(self, state: DrawerState) -> None:
        drawer = state.seen.open if state.seen else None
        moving = state.stage is Stage.MOVE
        self._actions.setVisible(not moving)
        self.form.setVisible(moving)
        self.form.show_state(state)
        if drawer is not None:
            self._show_drawer(drawer)
        self.terms.setVisible(bool(state.seen and state.seen.terms))
        buttons = (*self.moves.values(), self.read, self.hand_over, self.terms)
        for button in (*buttons, self.close_drawer):
            button.setEnabled(not state.busy)

    def _show_drawer(self, drawer: OpenDrawer) -> None:
        self._about.setText(
            say("{person}, since {moment}", person=drawer.holder, moment=drawer.opened_at)
        )
        day = say("Business day {day}", day=drawer.business_day)
        turn = say("drawer {number} of the day", number=drawer.turn)
        self._day.setText(f"{day} · {turn}" if drawer.turn > 1 else day)
        for part in (self._lead, self._held):
            part.setVisible(drawer.held is not None)
        if drawer.held is not None:
            self._held.show_amount(words.money(drawer.held))
        self.entries.show_entries(drawer.entries)

    def _what_can_be_done(self) -> Card:
        card = Card()
        title = QHBoxLayout()
        title.addWidget(Text(say("Drawer"), Type.TITLE), 1)
        title.addWidget(Tag(say("Open"), Tone.ACCEPT))
        card.body.addLayout(title)
        about = QVBoxLayout()
        about.setSpacing(2)
        for part in (self._about, self._day):
            about.addWidget(part)
        card.body.addLayout(about)
        card.body.addWidget(self._lead)
        card.body.addWidget(self._held)
        buttons = [*self.moves.values(), self.read, self.hand_over]
        for left, right in zip(buttons[::2], buttons[1::2], strict=True):
            pair = Columns(pad=0, gap=theme.SPACE_2)
            pair.add(left)
            pair.add(right)
            card.body.addWidget(pair)
        card.body.addStretch(1)
        card.body.addWidget(self.terms)
        card.body.addWidget(self.close_drawer)
        return card

"""Between two customers: ready for a scan, and whatever was left open before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.screens.returns.awaiting import AwaitingList
from ui.screens.returns.on_hold_card import OnHoldCard
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice import Notice
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from models.services.requests import Unconfirmed
    from ui.screens.returns.state import CounterState


class WaitingPage(QWidget):
    """Says what to do next.

    Signals:
        settle_asked: refund id and the terminal's reference.
        decline_asked: refund id, why, and the way of paying it instead.
        unconfirmed_asked: a request whose outcome nobody has seen.
        without_asked: the customer has no receipt.
        resume_asked, drop_asked: the id of a visit on hold.
        noted: the id of a visit on hold, and its note.
        giving_asked: the customer is given something, and brings nothing.
    """

    settle_asked = Signal(int, str)
    decline_asked = Signal(int, str, str)
    unconfirmed_asked = Signal(object)
    without_asked = Signal()
    resume_asked = Signal(int)
    drop_asked = Signal(int)
    noted = Signal(int, str)
    giving_asked = Signal()

    def __init__(self, sale_to_try: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        what_to_do = say("Scan the receipt, or type its number, a product, a phone or a name.")
        if sale_to_try:
            what_to_do += "\n" + say("In the demo, try receipt {number}.", number=sale_to_try)
        self._unconfirmed: Unconfirmed | None = None
        self._notice = Notice()
        self._awaiting = AwaitingList()
        self._count = Text("", Type.TITLE)
        self._card = Card()
        self._card.body.addWidget(self._count)
        self._card.body.addWidget(
            Text(
                say("These refunds are on record, but no terminal has confirmed them."),
                Type.SMALL,
                Role.MUTED,
            )
        )
        self._card.body.addWidget(ScrollingList(self._awaiting, 160), 1)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        column.addWidget(self._notice)
        column.addWidget(
            EmptyState(
                "scan",
                say("Ready for the next customer"),
                what_to_do,
            ),
            1,
        )
        self.on_hold = OnHoldCard()
        self._open = Columns(pad=0, least=320)
        self._open.add(self._card)
        self._open.add(self.on_hold)
        column.addWidget(self._open, 2)
        self.without = QuietButton(say("There is no receipt"), "F7")
        self.giving = QuietButton(say("Goodwill"), "F10")
        ways = QHBoxLayout()
        ways.setSpacing(theme.SPACE_2)
        ways.addStretch(1)
        ways.addWidget(self.without)
        ways.addWidget(self.giving)
        ways.addStretch(1)
        column.addLayout(ways)
        self.without.clicked.connect(self.without_asked)
        self.giving.clicked.connect(self.giving_asked)
        self._awaiting.settle_asked.connect(self.settle_asked)
        self._awaiting.decline_asked.connect(self.decline_asked)
        self._notice.action_asked.connect(self._ask)
        self.on_hold.resume_asked.connect(self.resume_asked)
        self.on_hold.drop_asked.connect(self.drop_asked)
        self.on_hold.noted.connect(self.noted)

    def show_state(self, state: CounterState) -> None:
        self.without.setEnabled(not state.busy)
        self.giving.setEnabled(not state.busy)
        self._unconfirmed = next(iter(state.unconfirmed), None)
        if self._unconfirmed is None:
            self._notice.clear()
        else:
            self._notice.tell(
                Tone.ASK,
                say(
                    "Slip {number} was taken, but nobody saw that it was. The money is on "
                    "record and is not paid again. Look at the slip first.",
                    number=self._unconfirmed.document,
                ),
                say("Show the slip"),
            )
        count = len(state.awaiting)
        self._count.setText(
            say_many(
                "{count} refund waits for its terminal",
                "{count} refunds wait for their terminal",
                count,
            )
        )
        self._card.setVisible(count > 0)
        self._awaiting.show_refunds(state.awaiting, busy=state.busy)
        self.on_hold.show_held(state.held, busy=state.busy)
        self._open.setVisible(count > 0 or bool(state.held))

    def _ask(self) -> None:
        if self._unconfirmed is not None:
            self.unconfirmed_asked.emit(self._unconfirmed)

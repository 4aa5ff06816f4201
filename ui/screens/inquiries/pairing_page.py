"""What a manager wants named beside a product: two lists, in order, filled from the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance

from models.values.products import Pairing
from ui import theme
from ui.theme import Role, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.long_list import LongList, Told
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.services.pairings import Paired
    from ui.screens.inquiries.state import InquiriesState


class PairingPage(Card):
    """Signals:
    kind_chosen: a code of ``Pairing``.
    removed, moved_up: the place of one of them.
    done: nothing more is changed.
    """

    kind_chosen = Signal(str)
    removed = Signal(int)
    moved_up = Signal(int)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = Text("", Type.TITLE)
        self.kind = Choice(say("What is named"))
        self.kind.offer(
            [
                (Pairing.GOES_WITH, say("Goes with it")),
                (Pairing.BETTER_MODEL, say("The better model")),
            ],
            Pairing.GOES_WITH,
        )
        self.list: LongList[Paired] = LongList(lambda each: each.product_id, _told, least=160)
        self.empty = EmptyState(
            "search",
            say("Nothing is named"),
            say("Search for a product and press Return: it is added here."),
        )
        self.up = QuietButton(say("Move up"), "Alt+Up")
        self.remove = QuietButton(say("Remove"), "Ctrl+Del")
        self.finish = PrimaryButton(say("Done"), "Esc")
        about = say("What is searched for and chosen on the left is added at the end.")
        beside = Columns(pad=0, gap=theme.SPACE_2)
        beside.add(self.up)
        beside.add(self.remove)
        for part in (self._title, Text(about, Type.SMALL, Role.MUTED), self.kind):
            self.body.addWidget(part)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(beside)
        self.body.addWidget(self.finish)
        self.kind.chosen.connect(self.kind_chosen)
        self.up.clicked.connect(lambda: self._tell(self.moved_up))
        self.remove.clicked.connect(lambda: self._tell(self.removed))
        self.finish.clicked.connect(self.done)

    def show_state(self, state: InquiriesState) -> None:
        shown, card = state.pairing, state.card
        if shown is None or card is None:
            return
        self._title.setText(say("Named beside {item}", item=card.name))
        self.kind.show_code(shown.kind)
        rows = shown.now.of(shown.kind)
        here = self.list.currentIndex().row()
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        last = rows[min(max(here, 0), len(rows) - 1)].product_id if rows else None
        self.list.show_rows(rows, last, say("What is named"))
        nothing = "" if rows else say("Nothing is named yet.")
        for button in (self.up, self.remove):
            button.block(nothing)
        for part in (self.kind, self.finish):
            part.setEnabled(not state.busy)

    def _tell(self, signal: SignalInstance) -> None:
        place = self.list.currentIndex().row()
        if place >= 0:
            signal.emit(place)


def _told(each: Paired) -> Told:
    return Told(each.name, each.sku)

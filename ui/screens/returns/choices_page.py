"""A short list to choose from: the sales of a product or a customer, names, products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.card import Card
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from models.services.search import Choice, Choices
    from ui.screens.returns.state import CounterState


class ChoicesPage(QWidget):
    """Shows what was found; up, down and Return choose.

    Signals:
        chosen: one of the choices.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Text("", Type.TITLE)
        self._hint = Text("", Type.SMALL, Role.MUTED)
        self._rows = Rows()
        self._found: Choices | None = None
        card = Card()
        card.body.addWidget(self._title)
        card.body.addWidget(self._hint)
        card.body.addWidget(ScrollingList(self._rows, 120), 1)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, pad, pad, pad)
        column.addWidget(card)

    def show_state(self, state: CounterState) -> None:
        found = state.choices
        if found is None or found is self._found:
            return
        self._found = found
        self._title.setText(
            say("Sales of {name}", name=found.about)
            if found.of
            else say("Found for “{text}”", text=found.about)
        )
        count = len(found.choices)
        self._hint.setText(
            say_many("{count} sale.", "{count} sales, the newest first.", count)
            if found.of
            else say("{count} found.", count=count)
        )
        rows = self._rows.fit(count)
        for at, (row, choice) in enumerate(zip(rows, found.choices, strict=True)):
            row.show_row(
                _title(choice),
                words.money(choice.total) if choice.total else "",
                choice.detail,
                (say("Voided by {number}", number=choice.voided_by), Tone.REFUSE)
                if choice.voided_by
                else None,
                dim=bool(choice.voided_by),
            )
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(lambda _=False, at=at: self._choose(at))
        rows[0].setFocus()

    def _choose(self, at: int) -> None:
        if self._found is not None:
            self.chosen.emit(self._found.choices[at])


def _title(choice: Choice) -> str:
    if choice.sold_on is None:
        return choice.title
    return f"{words.day(choice.sold_on)} · {choice.title}"

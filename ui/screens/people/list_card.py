"""Everybody who works here, and the way to add somebody."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from receipts.language import LANGUAGE_NAMES
from receipts.sentences import ROLES
from ui import words
from ui.theme import Tone
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.services.staff import Colleague
    from ui.screens.people.state import PeopleState


class ListCard(Card):
    """Signals:
    picked: the number of a person.
    adding_asked: somebody new.
    """

    picked = Signal(int)
    adding_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("People"), parent)
        self._ids: list[int] = []
        self.rows = Rows()
        self.add = QuietButton(say("Add somebody"), "F3")
        self.body.addWidget(ScrollingList(self.rows, 240), 1)
        self.body.addWidget(self.add)
        self.add.clicked.connect(self.adding_asked)

    def show_state(self, state: PeopleState) -> None:
        self._ids = [each.staff_id for each in state.people]
        self.add.setEnabled(not state.busy)
        rows = self.rows.fit(len(state.people))
        for at, (row, each) in enumerate(zip(rows, state.people, strict=True)):
            role = words.word(ROLES, each.role)
            detail = " · ".join((role, LANGUAGE_NAMES[each.language]))
            row.show_row(each.name, each.badge, detail, standing(each), dim=not each.active)
            row.setCheckable(True)
            row.setChecked(each.staff_id == state.chosen)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._pick, at))

    def focus_first(self) -> None:
        for row in self.rows.rows:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _pick(self, at: int, _checked: bool = False) -> None:
        self.picked.emit(self._ids[at])


def standing(person: Colleague) -> tuple[str, Tone]:
    """Whether somebody may work at the moment."""
    if not person.active:
        return say("disabled"), Tone.QUIET
    if person.locked:
        return say("locked"), Tone.REFUSE
    return say("active"), Tone.ACCEPT

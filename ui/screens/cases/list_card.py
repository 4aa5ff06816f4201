"""Cases to choose from: by tab, or by what somebody remembers of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal

from ui import theme
from ui.screens.cases.state import Tab
from ui.screens.cases.tabs import Tabs
from ui.screens.cases.told import listed
from ui.theme import Role, Type
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.long_list import LongList, Told
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import datetime

    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from models.values.cases import CaseSeen
    from ui.screens.cases.state import CasesState


class ListCard(Card):
    """Signals:
    sought: what is typed, as it is typed.
    tab_chosen: the code of a tab.
    picked: the number of a case.
    first_asked: whatever is found first is to be opened.
    new_asked: a case is to be begun.
    """

    sought = Signal(str)
    tab_chosen = Signal(str)
    picked = Signal(object)
    first_asked = Signal()
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Cases"), parent)
        self._now: datetime | None = None
        self.body.setSpacing(theme.SPACE_2)
        self.field = Field()
        self.field.setPlaceholderText(say("Code, customer, words"))
        self.field.setAccessibleName(
            say("Find a case by its code, customer, ticket, title or any word of it")
        )
        self.tabs = Tabs()
        self.list = _Cases(lambda case: case.id, self._tell, least=160)
        self.none = Text("", role=Role.MUTED)
        self.hint = Text("", Type.SMALL, Role.MUTED)
        self.new = SmallButton(say("New case"), "F6")
        for part in (self.field, self.tabs, self.none):
            self.body.addWidget(part)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.new)
        self.field.textEdited.connect(self.sought)
        self.field.returnPressed.connect(self.first_asked)
        self.tabs.chosen.connect(self.tab_chosen)
        self.list.picked.connect(self.picked)
        self.new.clicked.connect(self.new_asked)

    def show_state(self, state: CasesState) -> None:
        self._now = state.now
        if not state.typed and not self.field.hasFocus():
            self.field.clear()
        self.tabs.show_counts(state.counts, None if state.typed else state.tab)
        self.list.show_rows(state.listed, state.picked, say("Cases"))
        empty = state.looked and not state.listed
        self.none.setText(_nothing(state))
        self.none.setVisible(empty)
        self.list.setVisible(not empty)
        self.hint.setText(
            say("There are further ones: type a word of what you look for.")
            if state.more
            else ""
        )
        self.hint.setVisible(state.more)
        self.new.setEnabled(not state.busy)

    def focus_first(self) -> None:
        """To what finds every case: the list itself would open its first one."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, case: CaseSeen) -> Told:
        return listed(case, self._now)


class _Cases(LongList["CaseSeen"]):
    """Whoever passes by Tab opens nothing: another case would be taken out of their sight."""

    def show_rows(self, rows: Sequence[CaseSeen], picked: Hashable | None, name: str) -> None:
        """No row is lit where what is open is not among them."""
        super().show_rows(rows, picked, name)
        if picked not in {each.id for each in rows}:
            self._quiet = True
            self.setCurrentIndex(QModelIndex())
            self._quiet = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._quiet = True
        super().focusInEvent(event)
        self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if here.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit(self.rows[here.row()].id)
        else:
            super().keyPressEvent(event)


def _nothing(state: CasesState) -> str:
    if state.typed:
        return say("No case has that. Try one word less, or its code.")
    if state.tab in (Tab.OPEN, Tab.OLDEST):
        return say("No case is open. A new one begins with the next customer.")
    return say("No open case is among these.")

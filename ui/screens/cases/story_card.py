"""The story of the case that is open, and a line to add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme, words
from ui.screens.cases.story_list import StoryList
from ui.theme import Role
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.cases.state import CasesState

EVERYBODY: Final = "everybody"


class StoryCard(Card):
    """Signals:
    noted: words for the case, and the number of the one person they are for or ``None``.
    """

    noted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._state: CasesState | None = None
        self._noted = 0
        self._offered: tuple[tuple[int, str], ...] = ()
        self.setAccessibleName(say("What happened"))
        self.body.setSpacing(theme.SPACE_2)
        self._empty = EmptyState(
            "cases",
            say("No case is open here"),
            say("Choose one from the list, or scan its code."),
        )
        self._cut = Text(
            say("This is the beginning of it: there is more than is shown here."),
            role=Role.MUTED,
        )
        self.list = StoryList(self._details)
        self._foot = QWidget()
        self.words = Field()
        self.words.setPlaceholderText(say("Write a note"))
        self.words.setAccessibleName(say("A note in this case"))
        self.words.setMinimumHeight(theme.TARGET_SMALL)
        self.whom = Choice(say("Who reads the note"))
        self.add = SmallButton(say("Note it"))
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.words, 3)
        row.addWidget(self.whom, 2)
        row.addWidget(self.add)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._cut)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._foot)
        self.words.returnPressed.connect(self._note)
        self.add.clicked.connect(self._note)

    def show_state(self, state: CasesState) -> None:
        self._state = state
        page = state.page
        for part in (self.list, self._foot):
            part.setVisible(page is not None)
        self._empty.setVisible(page is None)
        self._cut.setVisible(page is not None and not page.story.whole)
        if page is None:
            return
        self.list.show_lines(page.case.id, state.lines)
        self._foot.setVisible(page.of_this_store)
        self.whom.setVisible(page.coaches)
        if page.people != self._offered:
            self._offered = page.people
            people = [
                (str(key), say("only for {person}", person=name)) for key, name in page.people
            ]
            everybody = [(EVERYBODY, say("for everybody"))]
            self.whom.offer([*everybody, *people], EVERYBODY)
        self.add.setEnabled(not state.busy)
        if state.noted != self._noted:
            self._noted = state.noted
            self.words.clear()
            self.whom.show_code(EVERYBODY)

    def focus_first(self) -> None:
        """To what happened last, from where one reads back."""
        self.list.to_the_end()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _details(self, number: int) -> list[tuple[str, str]]:
        page = self._state.page if self._state is not None else None
        return words.story_values(page.story, number) if page is not None else []

    def _note(self) -> None:
        code = self.whom.code
        self.noted.emit(self.words.text(), int(code) if code.isdigit() else None)

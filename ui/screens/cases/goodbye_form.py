"""Goodbye: what is still open is said first, and where that goes on can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from models.services.cases import LONGEST_NOTE
from ui import words
from ui.screens.cases.forms import GOODBYES, ChoiceForm
from ui.theme import Tone
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.left_open import left_open
from ui.widgets.notice import Notice
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.cases.state import CasesState


class GoodbyeForm(ChoiceForm):
    """Signals:
    said: the code of a smile, and where what is open goes on.
    """

    said = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(
            say("Say goodbye"),
            say("The case is closed and stays so. How does the customer say that it was?"),
            words.options(dict(GOODBYES)),
        )
        self.open = Notice()
        self.elsewhere = Field()
        self.elsewhere.setMaxLength(LONGEST_NOTE)
        self._where = Labelled(self.elsewhere)
        self._where.say(say("Where it goes on, if not here"))
        self.fields.insertWidget(0, self.open)
        self.fields.insertWidget(1, self._where)
        self.chosen.connect(lambda code: self.said.emit(code, self.elsewhere.text()))

    def begin(self, state: CasesState) -> None:
        super().begin(state)
        self.elsewhere.clear()

    def show_state(self, state: CasesState) -> None:
        super().show_state(state)
        page = state.page
        left = left_open(page.case, page.open) if page is not None else []
        self._where.setVisible(page is not None and page.open.may_go_on_elsewhere)
        if left:
            self.open.tell(Tone.ASK, "\n".join(left))
        else:
            self.open.clear()

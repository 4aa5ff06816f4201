"""What one writes for others: a briefing for days, or a note for the next person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.services.briefings import BriefingWords
from models.values.shop import Role as StaffRole
from models.values.team import BriefingKind
from receipts.sentences import ROLES
from receipts.team_sentences import BRIEFING_KINDS
from ui import theme, words
from ui.screens.team.told import open_words
from ui.theme import Role, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.lines_field import LinesField
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.widgets.typed import DayField
from ui.words import say

if TYPE_CHECKING:
    from datetime import date

    from ui.screens.team.state import TeamState, Writing

ALL: Final = "all"
A_WEEK: Final = timedelta(days=6)


class BriefingCard(Card):
    """Signals:
    written: a :class:`models.services.briefings.BriefingWords`.
    back_asked: nothing is told.
    """

    written = Signal(object)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: Writing | None = None
        pad = theme.SPACE_3
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme.SPACE_2)
        self._heading = Text("", Type.TITLE)
        self.kind = Choice(say("Kind"))
        self.kind.offer(words.options(BRIEFING_KINDS), BriefingKind.OTHER)
        self.role = Choice(say("For whom"))
        self.role.offer([(ALL, say("Everybody")), *words.options(ROLES)], ALL)
        self.title = Field()
        self.title.setMaxLength(120)
        self.words = LinesField(say("What everybody has to know"))
        self.first, self.last = DayField(), DayField()
        self.problem = Text("", Type.SMALL, Role.REFUSE)
        self.go = PrimaryButton(say("Tell it"), "F9")
        self.back = QuietButton(say("Back"), "Esc")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        for label, field in (
            (say("Kind"), self.kind),
            (say("For whom"), self.role),
            (say("Title"), self.title),
        ):
            column.addWidget(_labelled(label, field))
        column.addWidget(self.words)
        days = Columns(pad=0, gap=theme.SPACE_2)
        days.add(_labelled(say("First day"), self.first))
        days.add(_labelled(say("Last day"), self.last))
        column.addWidget(days)
        column.addStretch(1)
        self.body.addWidget(self._heading)
        self.body.addWidget(ScrollingList(inside, 240), 1)
        for part in (self.problem, self.go, self.back):
            self.body.addWidget(part)
        self.go.clicked.connect(self._ask)
        self.back.clicked.connect(self.back_asked)

    def show_state(self, state: TeamState) -> None:
        writing = state.writing
        for part in (self.go, self.back):
            part.setEnabled(not state.busy)
        if writing is not None and writing is not self._shown:
            self._begin(writing, state.today)
        self._shown = writing

    def _begin(self, writing: Writing, today: date | None) -> None:
        """Fresh fields, or those of the edition that it replaces."""
        before = writing.instead
        self._heading.setText(say("New edition") if before else say("New briefing"))
        self.kind.show_code(before.kind if before else BriefingKind.OTHER)
        self.role.show_code(before.role or ALL if before else ALL)
        self.title.setText(before.title if before else "")
        self.words.show_text(before.words if before else "")
        self.first.show_value(before.from_on if before else today)
        self.last.show_value(before.until_on if before else today and today + A_WEEK)
        self.problem.setText("")
        self.problem.hide()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        """What is missing is asked for; nothing is sent until it is there."""
        first, last = self.first.value, self.last.value
        if first is None or last is None or self.first.wrong or self.last.wrong:
            self.problem.setText(say("Write both days as year-month-day."))
            self.problem.show()
            return
        self.problem.hide()
        role = self.role.code
        self.written.emit(
            BriefingWords(
                kind=BriefingKind(self.kind.code),
                title=self.title.text(),
                words=self.words.text,
                from_on=first,
                until_on=last,
                role=None if role == ALL else StaffRole(role),
            )
        )


class NoteCard(Card):
    """Signals:
    left: the words, and whether they are for this register alone.
    back_asked: no note is left.
    """

    left = Signal(str, bool)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("For whoever comes next"), parent)
        self._shown = False
        pad = theme.SPACE_3
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.words = LinesField(
            say("What they should know"),
            say("It is kept for 14 days and then forgotten."),
        )
        self._open = Text("", role=Role.MUTED)
        self.only_here = Check(say("Only at this register"))
        self.go = PrimaryButton(say("Leave the note"), "F9")
        self.back = QuietButton(say("Back"), "Esc")
        for part in (self._open, self.words, self.only_here):
            self.body.addWidget(part)
        self.body.addStretch(1)
        for button in (self.go, self.back):
            self.body.addWidget(button)
        self.go.clicked.connect(
            lambda: self.left.emit(self.words.text, self.only_here.isChecked())
        )
        self.back.clicked.connect(self.back_asked)

    def show_state(self, state: TeamState) -> None:
        for part in (self.go, self.back):
            part.setEnabled(not state.busy)
        shown = state.leaving is not None
        if state.leaving is not None and not self._shown:
            told = open_words(state.leaving)
            self._open.setText(told or say("Nothing of yours is open here."))
            self.words.show_text("")
            self.only_here.setChecked(False)
            self.words.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shown = shown


def _labelled(label: str, field: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_1)
    text = Text(label, Type.SMALL, strong=True)
    text.setBuddy(field)
    field.setAccessibleName(label)
    column.addWidget(text)
    column.addWidget(field)
    return both

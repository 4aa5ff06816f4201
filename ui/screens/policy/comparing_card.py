"""Two versions beside each other: every term that they say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from models.rules.compare import ABSENT
from ui import theme, words
from ui.screens.policy import brief, names
from ui.theme import Role, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.rules.compare import Difference
    from ui.screens.policy.state import PolicyState


class ComparingCard(Card):
    """Term by term, before and after.

    Signals:
        version_chosen: the number of the version to lay beside what is shown.
        close_asked: back to the table.
    """

    version_chosen = Signal(int)
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Compare"), parent)
        self.version = Choice(say("Compare with"), say("Compare with"), self)
        self.version.chosen.connect(lambda code: self.version_chosen.emit(int(code)))
        self.close_button = QuietButton(say("Back to the table"), "Esc", self)
        self.close_button.clicked.connect(self.close_asked)
        self._said = Text("", role=Role.MUTED)
        self.lines = _Lines(self)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        self.body.addWidget(self.version)
        self.body.addWidget(self._said)
        self.body.addWidget(ScrollingList(self.lines, 160), 1)
        self.body.addLayout(foot)

    def show_state(self, state: PolicyState) -> None:
        shown = None if state.draft else state.policy and state.policy.number
        offered = [
            (str(each.number), version_words(each.number, words.day(each.in_force_from)))
            for each in state.versions
            if each.number != shown
        ]
        self.version.offer(offered, str(state.compared))
        count = len(state.differences)
        self._said.setText(
            words.say_many("{count} difference", "{count} differences", count)
            if count
            else say("They say the same.")
        )
        self.lines.show_lines(state)


def version_words(number: int, day: str) -> str:
    return say("Version {number}, from {day}", number=number, day=day)


class _Lines(QWidget):
    """Whom it is about and which term; what it said, and what it says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_3)
        self._grid.setVerticalSpacing(theme.SPACE_2)
        for column, share in enumerate((4, 3, 3)):
            self._grid.setColumnStretch(column, share)

    def show_lines(self, state: PolicyState) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.hide()
                part.deleteLater()
        found = [each for each in state.differences if not _only_conditions(each)]
        heads = (say("What"), say("Before"), say("After")) if found else ()
        for column, head in enumerate(heads):
            self._grid.addWidget(Text(head, Type.SMALL, Role.MUTED, strong=True), 0, column)
        top = Qt.AlignmentFlag.AlignTop
        for at, each in enumerate(found):
            rule = QFrame(self)
            rule.setProperty("look", "rule")
            self._grid.addWidget(rule, 2 * at + 1, 0, 1, 3)
            before, after = (_said(state, each.term, it) for it in (each.before, each.after))
            parts = (
                Text(_about(state, each)),
                Text(before, role=Role.MUTED, tabular=True),
                Text(f"→ {after}", strong=True, tabular=True),
            )
            for column, part in enumerate(parts):
                self._grid.addWidget(part, 2 * at + 2, column, top)
        self._stretch(2 * len(found) + 1)

    def _stretch(self, last: int) -> None:
        """What room is left lies below the last line."""
        for at in range(self._grid.rowCount()):
            self._grid.setRowStretch(at, 0)
        self._grid.setRowStretch(last, 1)


def _only_conditions(each: Difference) -> bool:
    """A clause that came or went: its terms say whom they are about."""
    return each.term == "when" and ABSENT in (each.before, each.after)


def _about(state: PolicyState, each: Difference) -> str:
    if not each.clause:
        return names.term(each.term)
    about = brief.about(state.about_clause(each.clause), state.spelling)
    return f"{about} · {names.term(each.term)} · § {each.clause}"


def _said(state: PolicyState, term: str, value: Any) -> str:
    if value is ABSENT:
        return say("nothing of its own")
    match term:
        case "when":
            return brief.about(frozenset(value), state.spelling)
        case "text":
            return " / ".join(value.values())
        case _:
            return brief.value_words(term, value)

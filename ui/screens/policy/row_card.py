"""What the chosen row says in plain words, its editor, and the next thing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui import theme
from ui.screens.policy import brief, names
from ui.screens.policy.cell_editor import CellEditor
from ui.screens.policy.deciding import Deciding
from ui.screens.policy.hurts_line import HurtsLine
from ui.theme import Role, Type
from ui.widgets.card import Card
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.rules.outline import Row
    from ui.screens.policy.state import PolicyState


class RowCard(Card):
    """Right of the table.

    Signals:
        left: Escape: the keys go back to the table.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(say("Chosen row"))
        self._title = Text("", Type.TITLE)
        self.said = Text()
        self.hurts = HurtsLine(self)
        self.editor = CellEditor(self)
        self._rule = QFrame(self)
        self._rule.setProperty("look", "rule")
        self._list_title = Text(say("What it says"), Type.STRONG)
        self.terms = _Terms(self)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.SPACE_1, 0)
        column.setSpacing(theme.SPACE_3)
        parts = (self.said, self.hurts, self.editor, self._rule, self._list_title)
        for part in (*parts, self.terms):
            column.addWidget(part)
        column.addStretch(1)
        self.deciding = Deciding(self)
        self.body.addWidget(self._title)
        self.body.addWidget(ScrollingList(inside, 200), 1)
        self.body.addWidget(self.deciding)

    def show_state(self, state: PolicyState) -> None:
        row = state.row
        self.deciding.show_state(state)
        self.editor.show_state(state)
        self.hurts.show_state(state)
        self._rule.setHidden(self.editor.isHidden())
        if row is None:
            return
        self._title.setText(brief.about(row.when, state.spelling))
        self.said.setText(brief.in_plain_words(row))
        self.terms.show_row(row)


class _Terms(QWidget):
    """Every term that a clause gives for the row, with the number of that clause."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_2)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._shown: tuple[tuple[str, str, str, bool], ...] = ()

    def show_row(self, row: Row) -> None:
        lines = []
        for name in sorted(row.terms, key=names.place):
            given = row.given(name)
            if given is not None:
                said = brief.value_words(name, given.value)
                lines.append((names.term(name), said, f"§ {given.clause}", name in row.own))
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        while (item := self._grid.takeAt(0)) is not None:
            if (label := item.widget()) is not None:
                label.hide()
                label.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for at, (name, said, clause, own) in enumerate(self._shown):
            ink = Role.TEXT if own else Role.MUTED
            self._grid.addWidget(Text(name, Type.SMALL, ink), at, 0, top)
            value = Text(said, Type.SMALL, ink, strong=own, tabular=True)
            self._grid.addWidget(value, at, 1, top)
            number = Text(clause, Type.SMALL, Role.MUTED, tabular=True)
            number.setWordWrap(False)
            number.setAccessibleName(f"{name}: {said}, {clause}")
            self._grid.addWidget(number, at, 2, top | Qt.AlignmentFlag.AlignRight)

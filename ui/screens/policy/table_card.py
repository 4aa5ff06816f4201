"""The policy as a table, and what is done to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme, words
from ui.screens.policy import brief
from ui.screens.policy.columns import HEADS, Column
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.sheet import Cell, Sheet, SheetRow
from ui.widgets.small_button import SmallButton
from ui.words import say

if TYPE_CHECKING:
    from models.rules.outline import Outline, Row
    from models.services.assortment import DepartmentNamed
    from ui.screens.policy.state import PolicyState, Trouble


class TableCard(Card):
    """Rows are whom and what it is about, columns are terms.

    Signals:
        cell_chosen: the conditions of a row, and a column.
        edit_asked: Return on a cell: the keys go to its editor.
        add_asked, remove_asked, undo_asked, redo_asked: what the buttons say.
    """

    cell_chosen = Signal(object, str)
    edit_asked = Signal()
    add_asked = Signal()
    remove_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(say("Terms"))
        self.body.setContentsMargins(theme.SPACE_2, theme.SPACE_2, theme.SPACE_2, theme.SPACE_3)
        self.sheet = Sheet(say("Terms"), self)
        self.add = SmallButton(say("Add a row"), parent=self)
        self.remove = SmallButton(say("Remove the row"), parent=self)
        self.undo = SmallButton(say("Undo"), "Ctrl+Z", self)
        self.redo = SmallButton(say("Redo"), "Ctrl+Shift+Z", self)
        self._rows: tuple[Row, ...] = ()
        self._worded: _Worded | None = None
        self._tools = QWidget(self)
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(theme.SPACE_2, 0, theme.SPACE_2, 0)
        row.setSpacing(theme.SPACE_2)
        for button in (self.add, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.undo, self.redo):
            row.addWidget(button)
        self.body.addWidget(self.sheet, 1)
        self.body.addWidget(self._tools)
        self.sheet.cell_chosen.connect(self._choose)
        self.sheet.edit_asked.connect(lambda _row, _column: self.edit_asked.emit())
        self.add.clicked.connect(self.add_asked)
        self.remove.clicked.connect(self.remove_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.redo.clicked.connect(self.redo_asked)
        again = QShortcut(QKeySequence("Ctrl+Y"), self)
        again.setContext(Qt.ShortcutContext.WindowShortcut)
        again.activated.connect(self.redo_asked)

    def show_state(self, state: PolicyState) -> None:
        self._rows = state.outline.rows
        if self._rows:
            at = next((n for n, row in enumerate(self._rows) if row.when == state.when), 0)
            place = (at, list(Column).index(state.column))
            heads = [say(HEADS[column]) for column in Column]
            self.sheet.show_sheet(heads, self._sheet_rows(state), place)
        self._tools.setVisible(state.editable)
        self.remove.block("" if state.when else say("The whole shop always has a row."))
        self.undo.block("" if state.undoable else say("Nothing was changed yet."))
        self.redo.block("" if state.redoable else say("Nothing was undone."))

    def _sheet_rows(self, state: PolicyState) -> tuple[SheetRow, ...]:
        """Worded once for each policy: a step to the next cell must not wait for it."""
        before = self._worded
        now = (state.outline, state.troubles, state.goods)
        if before is None or before[0] is not now[0] or before[1:3] != now[1:]:
            rows = tuple(_sheet_row(state, row) for row in state.outline.rows)
            before = self._worded = (*now, rows)
        return before[3]

    def _choose(self, row: int, column: int) -> None:
        self.cell_chosen.emit(self._rows[row].when, list(Column)[column].value)


_Worded = tuple[
    "Outline", "tuple[Trouble, ...]", "tuple[DepartmentNamed, ...]", tuple[SheetRow, ...]
]


def _sheet_row(state: PolicyState, row: Row) -> SheetRow:
    name = brief.about(row.when, state.spelling)
    return SheetRow(name, tuple(_cell(state, row, column) for column in Column), row.depth)


def _cell(state: PolicyState, row: Row, column: Column) -> Cell:
    troubles = state.troubles_at(row.when, column)
    tone = None
    if troubles:
        tone = Tone.REFUSE if any(each.mistake for each in troubles) else Tone.OVERRIDE
    return Cell(
        text=brief.cell(row, column),
        own=brief.own_in(row, column),
        tone=tone,
        mark="\n".join(words.sentence(each.message) for each in troubles),
        figure=column is Column.ABOVE,
    )

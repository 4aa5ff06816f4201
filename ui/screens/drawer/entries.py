"""What was booked to the drawer, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from receipts.drawer_sentences import CASH_KINDS
from ui import theme, words
from ui.theme import Role, Type
from ui.widgets.text import Text
from ui.words import say_many

if TYPE_CHECKING:
    from models.services.drawers import EntrySeen

MOST_SHOWN: Final = 50
"""A drawer may be moved through hundreds of times a day; the X has the sums of all."""


class Entries(QWidget):
    """Time, kind with who and why, and the amount at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[EntrySeen, ...] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_3)
        self._grid.setVerticalSpacing(theme.SPACE_1)
        self._grid.setColumnStretch(1, 1)

    def show_entries(self, entries: tuple[EntrySeen, ...]) -> None:
        if entries == self._shown:
            return
        self._shown = entries
        while (item := self._grid.takeAt(0)) is not None:
            if (label := item.widget()) is not None:
                label.hide()
                label.deleteLater()
        for at, entry in enumerate(entries[:MOST_SHOWN]):
            self._add(2 * at, entry)
        last = 2 * min(len(entries), MOST_SHOWN)
        earlier = len(entries) - MOST_SHOWN
        if earlier > 0:
            more = say_many("{count} earlier entry", "{count} earlier entries", earlier)
            self._grid.addWidget(Text(more, Type.SMALL, Role.MUTED), last, 1)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(last + 1, 1)

    def _add(self, row: int, entry: EntrySeen) -> None:
        time = Text(f"{entry.at:%H:%M}", Type.NORMAL, Role.MUTED, tabular=True)
        time.setWordWrap(False)
        kind = Text(words.word(CASH_KINDS, entry.kind), strong=True)
        about = " · ".join(part for part in (entry.person, entry.slip, entry.reason) if part)
        figure = Text(words.amount(entry.amount) if entry.amount else "", tabular=True)
        figure.setWordWrap(False)
        figure.setAccessibleName(f"{kind.text()} {figure.text()}")
        top_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(time, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(kind, row, 1)
        self._grid.addWidget(figure, row, 2, top_right)
        self._grid.addWidget(Text(about, Type.SMALL, Role.MUTED), row + 1, 1, 1, 2)

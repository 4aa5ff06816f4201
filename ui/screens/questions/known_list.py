"""Answers that the shop knows, offered under the question while it is typed."""

from __future__ import annotations

from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.row import Rows
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.values.questions import Known

MOST: Final = 3
_LONG: Final = 80


class KnownList(QWidget):
    """Each with its key, in the order told; gone where there is none.

    Signals:
        taken: the number of an entry.
    """

    taken = Signal(int)

    def __init__(self, follow: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[int] = []
        self.rows = Rows(follow=follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(Text(say("The shop knows an answer"), Type.SMALL, strong=True))
        column.addWidget(self.rows)
        for at in range(MOST):
            key = QShortcut(QKeySequence(f"Alt+{at + 1}"), self)
            key.activated.connect(partial(self._take, at))
        self.hide()

    def show_known(self, known: tuple[Known, ...]) -> None:
        self._ids = [each.id for each in known]
        rows = self.rows.fit(len(known))
        for at, (row, each) in enumerate(zip(rows, known, strict=True)):
            said = shorten(each.said, _LONG, placeholder=" …")
            row.show_row(each.asked, f"Alt+{at + 1}", said)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._take, at))
        self.setVisible(bool(known))

    def _take(self, at: int, _checked: bool = False) -> None:
        if at < len(self._ids):
            self.taken.emit(self._ids[at])

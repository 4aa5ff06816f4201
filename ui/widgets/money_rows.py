"""A sum and its parts: words left, figures right, one under the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One row; ``strong`` is for the total."""

    label: str
    figure: str
    strong: bool = False


class MoneyRows(QWidget):
    """Shows the rows it is told, and takes away those it was told before."""

    def __init__(
        self,
        rows: Sequence[MoneyRow] = (),
        parent: QWidget | None = None,
        *,
        kind: Type = Type.NORMAL,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_3)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._shown: tuple[MoneyRow, ...] = ()
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[MoneyRow]) -> None:
        if tuple(rows) == self._shown:
            return
        self._shown = tuple(rows)
        while (item := self._grid.takeAt(0)) is not None:
            if (label := item.widget()) is not None:
                label.hide()
                label.deleteLater()
        for at, row in enumerate(self._shown):
            self._grid.addWidget(Text(row.label, self._kind, strong=row.strong), at, 0)
            figure = Text(row.figure, self._kind, strong=row.strong, tabular=True)
            figure.setWordWrap(False)
            figure.setAccessibleName(f"{row.label} {row.figure}")
            top_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(figure, at, 1, top_right)

"""A row one can press: a line of a sale, a sale to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Tone, Type
from ui.widgets.pressed_row import PressedRow
from ui.widgets.strokes import focus_ring
from ui.widgets.tag import Tag
from ui.widgets.text import Line, Text

if TYPE_CHECKING:
    from collections.abc import Sequence


class Row(PressedRow):
    """Title and figure, under them a detail and a tag; checked where it is taken. A title
    without a figure has the whole width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Line()
        self._figure = Line(tabular=True)
        self._detail = Text("", Type.SMALL, Role.MUTED)
        self._tag = Tag()
        # A button's labels would take the colour of buttons instead of their own.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        grid.setHorizontalSpacing(theme.SPACE_3)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        top_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._title, 0, 0)
        grid.addWidget(self._figure, 0, 1, top_right)
        grid.addWidget(self._detail, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._tag, 1, 1, top_right)
        for part in (self._title, self._figure, self._detail, self._tag):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_row(
        self,
        title: str,
        figure: str = "",
        detail: str = "",
        tag: tuple[str, Tone] | None = None,
        *,
        dim: bool = False,
    ) -> None:
        self._title.setText(title)
        self._figure.setText(figure)
        self._figure.setVisible(bool(figure))
        self._grid.addWidget(self._title, 0, 0, 1, 1 if figure else 2)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._tag.setVisible(tag is not None)
        if tag is not None:
            self._tag.show_as(*tag)
        role = Role.MUTED if dim else Role.TEXT
        theme.dress(self._title, Type.NORMAL, role)
        theme.dress(self._figure, Type.NORMAL, role, tabular=True)
        self.setAccessibleName(f"{title} {figure}".strip())
        self.setAccessibleDescription(
            " ".join(part for part in (detail, tag and tag[0]) if part)
        )
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.totalSizeHint() if layout else super().sizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter)
        if self.hasFocus():
            focus_ring(painter, self.rect())


class Rows(QWidget):
    """Rows under each other, as many as are told; those that stay keep the focus.

    Tab comes to new rows after ``follow``, where that is told: else it comes to them last, as
    they were made last.
    """

    def __init__(self, parent: QWidget | None = None, *, follow: QWidget | None = None) -> None:
        super().__init__(parent)
        self._follow = follow
        self.rows: list[Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_1)
        self._column.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """As wide as its widest row needs; how tall, the width decides."""
        return QSize(super().minimumSizeHint().width(), 0)

    def fit(self, count: int) -> Sequence[Row]:
        """Exactly ``count`` rows, new ones at the end."""
        while len(self.rows) > count:
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            row = Row(self)
            self._column.insertWidget(len(self.rows), row)
            before = self.rows[-1] if self.rows else self._follow
            if before is not None and before.window() is row.window():
                QWidget.setTabOrder(before, row)
            self.rows.append(row)
        return self.rows

"""The variants as cells to press, each with what of it is here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui import theme, words
from ui.theme import Role, Type
from ui.widgets.pressed_row import PressedRow
from ui.widgets.strokes import focus_ring, rounded
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.inquiries.variants import Variant, VariantGrid

ACROSS: Final = 4
"""Cells beside each other where nothing heads them."""
NARROWEST: Final = 64
"""Pixels of a cell at the usual size of type; what does not fit is in its tooltip."""


class VariantsPart(QWidget):
    """Signals:
    picked: the id of a variant.
    """

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: VariantGrid | None = None
        self.cells: list[VariantCell] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SPACE_1)

    def show_grid(self, grid: VariantGrid | None) -> None:
        self.setVisible(grid is not None)
        if grid is None or grid == self._shown:
            return
        self._shown = grid
        self._clear()
        for column, head in enumerate(grid.columns, 1):
            text = Text(head, Type.SMALL, Role.MUTED)
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(text, 0, column)
        for row, (head, cells) in enumerate(grid.rows, 1):
            if head:
                self._grid.addWidget(Text(head, Type.SMALL, Role.MUTED), row, 0)
            for place, cell in enumerate(cells):
                if cell is None:
                    continue
                if grid.columns:
                    self._add(cell, row, place + 1, headed=True)
                else:
                    self._add(cell, row + place // ACROSS, 1 + place % ACROSS, headed=False)

    def _add(self, variant: Variant, row: int, column: int, *, headed: bool) -> None:
        made = VariantCell(variant, headed=headed, parent=self)
        made.clicked.connect(lambda _=False, key=variant.product_id: self.picked.emit(key))
        self._grid.addWidget(made, row, column)
        self.cells.append(made)

    def _clear(self) -> None:
        self.cells.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.hide()
                part.deleteLater()


class VariantCell(PressedRow):
    """Its label and how many are here; under a head the head is its label."""

    def __init__(self, variant: Variant, *, headed: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(variant.own)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._own = variant.own
        self._here = variant.here is not None and variant.here.thousandths > 0
        count = words.quantity(variant.here) if variant.here and self._here else "–"
        self._label = "" if headed else variant.label
        self._count = count
        here = say("{quantity} here", quantity=variant.here) if self._here else say("none here")
        self.setAccessibleName(f"{variant.name}, {here}")
        self.setToolTip(f"{variant.name} · {here}")

    def nextCheckState(self) -> None:
        """Only the product that is open is checked, however often another is pressed."""

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(whole.width(), theme.px(NARROWEST)), whole.height())

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme.font(Type.SMALL)).horizontalAdvance(self._label)
        wide += QFontMetrics(theme.font(Type.NORMAL, strong=True)).horizontalAdvance(
            self._count
        )
        gap = theme.SPACE_2 if self._label else 0
        return QSize(wide + gap + 2 * theme.SPACE_2 + 4, theme.px(theme.TARGET_SMALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = Role.ACCENT if self._own else Role.LINE
        ground = Role.ACCENT_SOFT if self._own or self.underMouse() else Role.SURFACE
        rounded(
            painter, self.rect(), theme.color(ground), theme.color(edge), theme.RADIUS_SMALL
        )
        room = self.rect().adjusted(theme.SPACE_2, 0, -theme.SPACE_2, 0)
        if self._label:
            painter.setFont(theme.font(Type.SMALL))
            painter.setPen(theme.color(Role.TEXT))
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            beside = painter.fontMetrics().horizontalAdvance(f"{self._count}  ")
            label = painter.fontMetrics().elidedText(
                self._label, Qt.TextElideMode.ElideRight, room.width() - beside
            )
            painter.drawText(room, left, label)
        painter.setFont(theme.font(Type.NORMAL, strong=self._here, tabular=True))
        painter.setPen(theme.color(Role.TEXT if self._here else Role.MUTED))
        side = Qt.AlignmentFlag.AlignRight if self._label else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, self._count)
        if self.hasFocus():
            focus_ring(painter, self.rect())

"""A table to read and walk through: its heads stay in sight, each row has a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui import icons, theme
from ui.theme import Role, Tone, Type
from ui.widgets.strokes import focus_ring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    Index = QModelIndex | QPersistentModelIndex

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAP: Final = int(_LEFT | Qt.TextFlag.TextWordWrap)
_PAD: Final = 6
_LEAST, _MOST = 44, 150
"""Widths of a column at the usual size of type, in pixels; heads of rows may be wider."""
_HEAD_MOST: Final = 156
_EASY: Final = 60
_HIGH: Final = 320
"""So wide a column is before its words take a second line."""
_STEP: Final = 14
_BARE: Final = "QTableCornerButton::section, QAbstractScrollArea::corner { border: 0; }"


@dataclass(frozen=True, slots=True)
class Cell:
    """A few words; ``own`` is strong, what is inherited pale. ``mark`` says what is wrong."""

    text: str
    own: bool = False
    tone: Tone | None = None
    mark: str = ""
    figure: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A named row; ``depth`` 1 belongs to the row above it."""

    name: str
    cells: tuple[Cell, ...]
    depth: int = 0


class _Model(QAbstractTableModel):
    """What the sheet shows, as Qt asks for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heads: tuple[str, ...] = ()
        self.rows: tuple[SheetRow, ...] = ()

    def show_rows(self, heads: Sequence[str], rows: Sequence[SheetRow]) -> None:
        self.beginResetModel()
        self.heads, self.rows = tuple(heads), tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (as Qt has it)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.heads)

    def cell(self, index: Index) -> Cell:
        return self.rows[index.row()].cells[index.column()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (cell.text, cell.mark) if part)
            case Qt.ItemDataRole.AccessibleTextRole:
                row = self.rows[index.row()].name
                return f"{row}, {self.heads[index.column()]}: {cell.text}"
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return cell.mark
            case _:
                return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        across = orientation is Qt.Orientation.Horizontal
        return self.heads[section] if across else self.rows[section].name


class Sheet(QTableView):
    """Arrows walk, Return asks to edit. Columns are as wide as their words, within reason.

    Signals:
        cell_chosen: row and column where a person is now; never told by ``show_cell``.
        edit_asked: row and column, by Return or a second click.
    """

    cell_chosen = Signal(int, int)
    edit_asked = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self._quiet = False
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setItemDelegate(_Painter(self))
        self.setHorizontalHeader(_Heads(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Heads(Qt.Orientation.Vertical, self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setStyleSheet(_BARE)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda at: self.edit_asked.emit(at.row(), at.column()))
        theme.look.changed.connect(self._fit)

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        return self._model.rows

    @property
    def cell_at(self) -> tuple[int, int]:
        index = self.currentIndex()
        return index.row(), index.column()

    def show_sheet(
        self, heads: Sequence[str], rows: Sequence[SheetRow], at: tuple[int, int]
    ) -> None:
        """Show these rows, and one cell of them as where the person is."""
        self._quiet = True
        if (self._model.heads, self._model.rows) != (tuple(heads), tuple(rows)):
            self._model.show_rows(heads, rows)
            self._fit()
            self.updateGeometry()
        if self.cell_at != at:
            self.setCurrentIndex(self._model.index(*at))
        self._quiet = False
        self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        """Wide enough to be read, and as tall as a few of its rows."""
        rows = sum(self.rowHeight(row) for row in range(len(self.rows)))
        whole = rows + self.horizontalHeader().height() + theme.SPACE_4
        return QSize(theme.px(300), min(whole, theme.px(_HIGH)))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.verticalHeader().viewport().update()
        if current.isValid() and not self._quiet:
            self.cell_chosen.emit(current.row(), current.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.cell_at[0] >= 0:
            self.edit_asked.emit(*self.cell_at)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns share what room there is by their words; rows are as tall as they need."""
        heads, rows = self._model.heads, self._model.rows
        if not heads:
            return
        names = self._name_width()
        self.verticalHeader().setFixedWidth(names)
        wanted = [self._wanted(column) for column in range(len(heads))]
        room = self.viewport().width()
        spare = room - sum(wanted)
        if spare > 0:
            wanted = [width + spare // len(wanted) for width in wanted]
            wanted[-1] += spare % len(wanted)
        for column, width in enumerate(wanted):
            self.setColumnWidth(column, width)
        for row, shown in enumerate(rows):
            self.setRowHeight(row, self._tall(shown, wanted, names))
        top = max(
            _text_height(head, width, strong=True)
            for head, width in zip(heads, wanted, strict=True)
        )
        self.horizontalHeader().setFixedHeight(top + 2 * _PAD)

    def _name_width(self) -> int:
        metrics = QFontMetrics(theme.font(Type.NORMAL, strong=True))
        widest = max(
            (metrics.horizontalAdvance(row.name) + row.depth * _STEP for row in self.rows),
            default=0,
        )
        return min(widest + 2 * _PAD + theme.SPACE_1, theme.px(_HEAD_MOST))

    def _wanted(self, column: int) -> int:
        """As wide as the longest word, and wider where that spares lines."""
        head = self._model.heads[column]
        texts = [row.cells[column] for row in self.rows]
        small = QFontMetrics(theme.font(Type.SMALL, strong=True))
        words = [*head.split(), *(word for cell in texts for word in cell.text.split(" "))]
        longest = max(map(small.horizontalAdvance, words), default=0)
        whole = max((small.horizontalAdvance(cell.text) for cell in texts), default=0)
        marked = theme.px(18) if any(cell.mark for cell in texts) else 0
        easy = min(whole, theme.px(_EASY))
        wide = max(longest, easy) + 2 * _PAD + 2 + marked
        return min(max(wide, theme.px(_LEAST)), theme.px(_MOST) + longest)

    def _tall(self, row: SheetRow, widths: Sequence[int], names: int) -> int:
        texts = [
            _text_height(cell.text, width - (theme.px(18) if cell.mark else 0), strong=cell.own)
            for cell, width in zip(row.cells, widths, strict=True)
        ]
        metrics = QFontMetrics(theme.font(Type.NORMAL, strong=True))
        room = names - 2 * _PAD - row.depth * _STEP
        name = metrics.boundingRect(QRect(0, 0, room, 4000), _WRAP, row.name).height()
        return max(*texts, name, theme.px(16)) + 2 * _PAD + 2


def _text_height(text: str, width: int, *, strong: bool) -> int:
    metrics = QFontMetrics(theme.font(Type.SMALL, strong=strong, tabular=True))
    room = QRect(0, 0, max(1, width - 2 * _PAD - 1), 4000)
    return metrics.boundingRect(room, _WRAP, text).height()


class _Painter(QStyledItemDelegate):
    """Own words strong, inherited ones pale; a mark beside what is wrong."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        sheet = self.parent()
        if not isinstance(sheet, Sheet):
            return
        cell = sheet.rows[index.row()].cells[index.column()]
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        here = sheet.currentIndex()
        painter.save()
        if cell.tone:
            painter.fillRect(box, theme.color(cell.tone.ground))
        elif index.row() == here.row():
            painter.fillRect(box, theme.color(Role.ACCENT_SOFT))
        _rule(painter, box)
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        if cell.mark and cell.tone:
            side = theme.px(14)
            place = QRect(inner.left(), box.center().y() - side // 2, side, side)
            icons.paint(painter, place, cell.tone.value, cell.tone.ink)
            inner.setLeft(place.right() + theme.SPACE_1)
        painter.setFont(theme.font(Type.SMALL, strong=cell.own, tabular=True))
        painter.setPen(theme.color(Role.TEXT if cell.own else Role.MUTED))
        side = Qt.AlignmentFlag.AlignRight if cell.figure else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(inner, flags, cell.text)
        if index.row() == here.row() and index.column() == here.column():
            if state & QStyle.StateFlag.State_HasFocus or sheet.hasFocus():
                focus_ring(painter, box.adjusted(0, 0, -1, -1))
            else:
                painter.setPen(theme.color(Role.ACCENT))
                painter.drawRoundedRect(box.adjusted(0, 0, -2, -2), 6, 6)
        painter.restore()


def _rule(painter: QPainter, box: QRect) -> None:
    painter.setPen(theme.color(Role.LINE))
    painter.drawLine(box.bottomLeft(), box.bottomRight())


class _Heads(QHeaderView):
    """Names of rows or columns, painted as quietly as the cells."""

    def __init__(self, orientation: Qt.Orientation, sheet: Sheet) -> None:
        super().__init__(orientation, sheet)
        self._sheet = sheet
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(10)
        self.setHighlightSections(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.fillRect(rect, theme.color(Role.SURFACE))
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        if self.orientation() is Qt.Orientation.Horizontal:
            painter.setFont(theme.font(Type.SMALL, strong=True))
            painter.setPen(theme.color(Role.MUTED))
            text = str(self._sheet.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
            painter.drawText(inner, _WRAP, text)
        else:
            row = self._sheet.rows[logicalIndex]
            if logicalIndex == self._sheet.currentIndex().row():
                painter.fillRect(rect, theme.color(Role.ACCENT_SOFT))
            inner.adjust(row.depth * _STEP, 0, 0, 0)
            painter.setFont(theme.font(Type.NORMAL, strong=not row.depth))
            painter.setPen(theme.color(Role.TEXT))
            painter.drawText(inner, _WRAP, row.name)
        _rule(painter, rect)
        painter.restore()

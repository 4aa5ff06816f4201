"""The decisions behind a figure, as a table that writes only what is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from models.values import Money
from receipts.sentences import ANSWERS, REASONS
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.strokes import focus_ring
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from models.services.replay import ReplayedLine

    Index = QModelIndex | QPersistentModelIndex

DAY, ITEM, ANSWER, BEFORE, AFTER, DIFFERENCE = range(6)
HEADS: Final = (
    mark("Day"),
    mark("What came back"),
    mark("Answer"),
    mark("In force"),
    mark("Draft"),
    mark("Difference"),
)
SORTED_BY: Final[Mapping[int, Callable[[ReplayedLine], Any]]] = {
    DAY: lambda line: line.day,
    ITEM: lambda line: line.description.casefold(),
    ANSWER: lambda line: (line.in_force.answer.gravity, line.draft.answer.gravity),
    BEFORE: lambda line: line.in_force.refund.minor,
    AFTER: lambda line: line.draft.refund.minor,
    DIFFERENCE: lambda line: line.draft.refund.minor - line.in_force.refund.minor,
}
_PAD: Final = 8
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEAST_ITEM: Final = 150


class LinesModel(QAbstractTableModel):
    """Each cell has one line of words or two; what was not looked at is never written."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[ReplayedLine] = []
        self._given: Sequence[ReplayedLine] = ()
        self._order = (DAY, Qt.SortOrder.DescendingOrder)

    def show_lines(self, lines: Sequence[ReplayedLine]) -> None:
        """Show these, in the order that was chosen last."""
        if lines is not self._given:
            self._given = lines
            self.sort(*self._order)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order)
        down = order is Qt.SortOrder.DescendingOrder
        self.beginResetModel()
        self.lines = sorted(self._given, key=SORTED_BY[column], reverse=down)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (as Qt has it)
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        texts = cell_texts(self.lines[index.row()], index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return "\n".join(texts)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{say(HEADS[index.column()])}: {', '.join(texts)}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if index.column() >= BEFORE else _LEFT
            case _:
                return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return say(HEADS[section])
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section >= BEFORE else _LEFT
            case _:
                return None


def cell_texts(line: ReplayedLine, column: int) -> tuple[str, ...]:
    """What stands in a cell: one line of words, or a second one under it."""
    now, then = line.in_force, line.draft
    match column:
        case 0:
            return (words.day(line.day), line.slip)
        case 1:
            about = (words.word(REASONS, line.reason), line.customer)
            return (line.description, " · ".join(part for part in about if part))
        case 2:
            first = words.word(ANSWERS, now.answer)
            if now.answer is then.answer:
                return (first,)
            return (first, f"→ {words.word(ANSWERS, then.answer)}")
        case 3 | 4:
            side = now if column == BEFORE else then
            kept = say("fee {fee}", fee=words.amount(side.fee)) if side.fee else ""
            return (words.amount(side.refund), kept) if kept else (words.amount(side.refund),)
        case _:
            return (difference(now.refund, then.refund),)


def difference(before: Money, after: Money) -> str:
    """With its sign; nothing where there is none."""
    change = after - before
    return f"{'+' if change > Money() else ''}{words.amount(change)}" if change else "–"


class LinesTable(QTableView):
    """Heads sort, arrows walk; Tab goes on to the next control."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = LinesModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(_Heads(self))
        self.setSortingEnabled(True)
        self.sortByColumn(DAY, Qt.SortOrder.DescendingOrder)
        theme.look.changed.connect(self._fit)

    @property
    def lines(self) -> Sequence[ReplayedLine]:
        """In the order that they are shown."""
        return self._model.lines

    def show_lines(self, lines: Sequence[ReplayedLine], name: str) -> None:
        self.setAccessibleName(name)
        self._model.show_lines(lines)
        self.setEnabled(bool(lines))  # no arrow leads anywhere in none
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(220))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Figures and answers whole; what came back has the rest."""
        normal, small = (QFontMetrics(font) for font in _fonts())
        strong = QFontMetrics(theme.font(Type.SMALL, strong=True))
        self.verticalHeader().setDefaultSectionSize(
            normal.height() + small.height() + theme.SPACE_3
        )
        taken = 0
        for column in (DAY, ANSWER, BEFORE, AFTER, DIFFERENCE):
            wide = strong.horizontalAdvance(f"{say(HEADS[column])} ↓")
            for texts in self._widest(column):
                for text, metrics in zip(texts, (normal, small), strict=False):
                    wide = max(wide, metrics.horizontalAdvance(text))
            self.setColumnWidth(column, wide + 2 * _PAD + 2)
            taken += self.columnWidth(column)
        room = self.viewport().width() - taken
        self.setColumnWidth(ITEM, max(room, theme.px(_LEAST_ITEM)))
        self.horizontalHeader().setFixedHeight(strong.height() + 2 * _PAD)

    def _widest(self, column: int) -> list[tuple[str, ...]]:
        """The cells of a column that may be its widest: amounts grow with their figures."""
        if column == ANSWER:
            names = [words.word(ANSWERS, code) for code in ANSWERS]
            return [(name, f"→ {name}") for name in names]
        lines = self._model.lines
        if not lines:
            return []
        if column == DAY:
            return [cell_texts(line, column) for line in lines[:40]]
        key = SORTED_BY[column]
        return [cell_texts(line, column) for line in (min(lines, key=key), max(lines, key=key))]


def _fonts() -> tuple[QFont, QFont]:
    """Of the first line of words in a cell and the second."""
    return theme.font(Type.NORMAL, tabular=True), theme.font(Type.SMALL, tabular=True)


class _Painter(QStyledItemDelegate):
    """The first line of words plain, the second one pale; a new answer in its tone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = self.parent()
        if not isinstance(table, LinesTable):
            return
        line = table.lines[index.row()]
        texts = cell_texts(line, index.column())
        box: QRect = option.rect
        current = table.currentIndex()
        painter.save()
        if index.row() == current.row():
            painter.fillRect(box, theme.color(Role.ACCENT_SOFT))
        painter.setPen(theme.color(Role.LINE))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        fonts = _fonts()
        high = [QFontMetrics(font).height() for font in fonts[: len(texts)]]
        top = box.top() + (box.height() - sum(high)) // 2
        for place, (text, font, tall) in enumerate(zip(texts, fonts, high, strict=False)):
            painter.setFont(font)
            painter.setPen(theme.color(_ink(line, index.column(), place)))
            row = QRect(inner.left(), top, inner.width(), tall)
            shown = QFontMetrics(font).elidedText(
                text, Qt.TextElideMode.ElideRight, row.width()
            )
            painter.drawText(row, _RIGHT if index.column() >= BEFORE else _LEFT, shown)
            top += tall
        if index == current and table.hasFocus():
            focus_ring(painter, box.adjusted(0, 0, -1, -1))
        painter.restore()


def _ink(line: ReplayedLine, column: int, place: int) -> Role:
    if column == ANSWER and place:
        return Tone(line.draft.answer.value).ink
    return Role.MUTED if place else Role.TEXT


class _Heads(QHeaderView):
    """Names of the columns, painted as quietly as the cells; an arrow where it is sorted."""

    def __init__(self, table: LinesTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(10)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.fillRect(rect, theme.color(Role.SURFACE))
        painter.setPen(theme.color(Role.LINE_STRONG))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.font(Type.SMALL, strong=True))
        painter.setPen(theme.color(Role.MUTED))
        text = say(HEADS[logicalIndex])
        if logicalIndex == self.sortIndicatorSection():
            down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            text = f"{text} {'↓' if down else '↑'}"
        side = _RIGHT if logicalIndex >= BEFORE else _LEFT
        painter.drawText(rect.adjusted(_PAD, 0, -_PAD, 0), side, text)
        painter.restore()

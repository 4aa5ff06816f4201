"""As many rows as there are, under each other: only what is in sight is said and painted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui import theme
from ui.theme import Role, Type
from ui.widgets.strokes import focus_ring

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from PySide6.QtWidgets import QWidget

    Index = QModelIndex | QPersistentModelIndex

T = TypeVar("T")

_PAD: Final = 8
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NEAR: Final = 20
"""So many rows before the end, what comes after is asked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """A row in words: its title with a figure, and paler under it a detail with a note at its
    right. ``marked`` are places of the title that stand out, by beginning and end."""

    title: str
    detail: str
    figure: str = ""
    note: str = ""
    marked: tuple[tuple[int, int], ...] = ()


class LongList(QListView, Generic[T]):
    """Arrows walk; Tab goes on to the next control.

    ``key`` is what a row is known by, ``tell`` says it; ``least`` is its lowest height, in
    pixels at the usual size of type.

    Signals:
        picked: the key of the row where a person is now; never told by ``show_rows``.
        end_near: what comes after the last row will soon be looked for.
    """

    picked = Signal(object)
    end_near = Signal()

    def __init__(
        self,
        key: Callable[[T], Hashable],
        tell: Callable[[T], Told],
        parent: QWidget | None = None,
        *,
        least: int = 260,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._least = least
        self._model: _Rows[T] = _Rows(tell, self)
        self._quiet = False
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.look.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def rows(self) -> Sequence[T]:
        return self._model.rows

    def told(self, index: Index) -> Told:
        return self._model.told(index.row())

    def show_rows(self, rows: Sequence[T], picked: Hashable | None, name: str) -> None:
        """``name`` is what a screen reader calls the list."""
        self.setAccessibleName(name)
        self._quiet = True
        self._model.show_rows(rows)
        here = self.currentIndex().row()
        keys = [self._key(each) for each in rows]
        at = keys.index(picked) if picked in keys else -1
        if at >= 0 and at != here:
            self.setCurrentIndex(self._model.index(at))
        self._quiet = False
        self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(self._least))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.picked.emit(self._key(self.rows[current.row()]))
            if current.row() >= len(self.rows) - _NEAR:
                self.end_near.emit()

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if not self._quiet and value >= bar.maximum() - _NEAR * row_height():
            self.end_near.emit()


class _Rows(QAbstractListModel, Generic[T]):
    """What the list shows, as Qt asks for it."""

    def __init__(self, tell: Callable[[T], Told], parent: QWidget) -> None:
        super().__init__(parent)
        self._tell = tell
        self.rows: tuple[T, ...] = ()

    def told(self, row: int) -> Told:
        return self._tell(self.rows[row])

    def show_rows(self, rows: Sequence[T]) -> None:
        """Those that stay at the beginning stay where they are."""
        known, now = len(self.rows), tuple(rows)
        if known and now[:known] == self.rows:
            if len(now) > known:
                self.beginInsertRows(QModelIndex(), known, len(now) - 1)
                self.rows = now
                self.endInsertRows()
            return
        self.beginResetModel()
        self.rows = now
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (as Qt has it)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self.told(index.row()).title
            case Qt.ItemDataRole.AccessibleTextRole:
                told = self.told(index.row())
                said = (told.title, told.figure, told.detail, told.note)
                return ". ".join(part for part in said if part)
            case _:
                return None


def row_height() -> int:
    return _row_height(theme.look.scale)


@lru_cache(maxsize=16)
def _row_height(_scale: int) -> int:
    small, normal = theme.font(Type.SMALL), theme.font(Type.NORMAL)
    lines = QFontMetrics(normal).height() + QFontMetrics(small).height()
    return lines + 2 * _PAD


class _Painter(QStyledItemDelegate):
    """The title with its figure; under it, paler, the detail."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        listed = self.parent()
        if not isinstance(listed, LongList):
            return
        told = listed.told(index)
        box: QRect = option.rect
        here = index == listed.currentIndex()
        painter.save()
        if here:
            painter.fillRect(box, theme.color(Role.ACCENT_SOFT))
        painter.setPen(theme.color(Role.LINE))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        high = QFontMetrics(theme.font(Type.NORMAL)).height()
        first = QRect(inner.left(), inner.top(), inner.width(), high)
        painter.setFont(theme.font(Type.NORMAL, tabular=True))
        painter.setPen(theme.color(Role.TEXT))
        self._title(painter, self._figure(painter, first, told.figure), told)
        painter.setFont(theme.font(Type.SMALL, tabular=True))
        painter.setPen(theme.color(Role.MUTED))
        second = QRect(inner.left(), first.bottom() + 1, inner.width(), inner.height() - high)
        self._words(painter, self._figure(painter, second, told.note), told.detail)
        if here and listed.hasFocus():
            focus_ring(painter, box.adjusted(0, 0, -1, -1))
        painter.restore()

    def _figure(self, painter: QPainter, line: QRect, figure: str) -> QRect:
        """At the right of the line; what is left of it is the answer."""
        painter.drawText(line, _RIGHT, figure)
        wide = painter.fontMetrics().horizontalAdvance(figure)
        return line.adjusted(0, 0, -(wide + theme.SPACE_3) if figure else 0, 0)

    def _title(self, painter: QPainter, room: QRect, told: Told) -> None:
        """What is marked stands out by its weight."""
        plain, strong = painter.font(), theme.font(Type.NORMAL, strong=True, tabular=True)
        ends = [end for place in told.marked for end in place]
        cuts = [0, *ends, len(told.title)]
        for at, (begin, end) in enumerate(pairwise(cuts)):
            painter.setFont(strong if at % 2 else plain)
            self._words(painter, room, told.title[begin:end])
            wide = painter.fontMetrics().horizontalAdvance(told.title[begin:end])
            room = room.adjusted(wide, 0, 0, 0)
            if room.width() <= 0:
                break
        painter.setFont(plain)

    def _words(self, painter: QPainter, room: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, shown)

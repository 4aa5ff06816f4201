"""Entries of the journal under each other: only what is in sight is said and painted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

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

from receipts.journal_words import main_amount
from ui import theme, words
from ui.theme import Role, Type
from ui.widgets.strokes import focus_ring

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from models.services.journal_views import Entry

    Index = QModelIndex | QPersistentModelIndex

_PAD: Final = 8
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NEAR: Final = 20
"""So many entries before the end, what comes after is asked for."""


class _Entries(QAbstractListModel):
    """What the list shows, as Qt asks for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self.people: Mapping[int, str] = {}

    def show_entries(self, entries: Sequence[Entry], people: Mapping[int, str]) -> None:
        """Those that stay at the beginning stay where they are."""
        self.people = people
        known, now = len(self.entries), tuple(entries)
        if known and now[:known] == self.entries:
            if len(now) > known:
                self.beginInsertRows(QModelIndex(), known, len(now) - 1)
                self.entries = now
                self.endInsertRows()
            return
        self.beginResetModel()
        self.entries = now
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (as Qt has it)
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return words.journal_entry(entry.event, entry.body, self.people)
            case Qt.ItemDataRole.AccessibleTextRole:
                said = words.journal_entry(entry.event, entry.body, self.people)
                return f"{said}. {where(entry)}"
            case _:
                return None


def where(entry: Entry) -> str:
    """When, who and where, and which entry it is."""
    parts = (
        words.moment(entry.at),
        entry.person,
        words.say("register {code}", code=entry.register) if entry.register else "",
        f"#{entry.number}",
    )
    return " · ".join(part for part in parts if part)


class EntriesList(QListView):
    """Arrows walk; Tab goes on to the next control.

    Signals:
        picked: the number of the entry where a person is now; never told by ``show_entries``.
        end_near: what comes after the last entry will soon be looked for.
    """

    picked = Signal(int)
    end_near = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Entries(self)
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
    def entries(self) -> Sequence[Entry]:
        return self._model.entries

    def show_entries(
        self,
        entries: Sequence[Entry],
        people: Mapping[int, str],
        picked: int | None,
        name: str,
    ) -> None:
        """``name`` is what a screen reader calls the list."""
        self.setAccessibleName(name)
        self._quiet = True
        self._model.show_entries(entries, people)
        here = self.currentIndex().row()
        numbers = [each.number for each in entries]
        at = numbers.index(picked) if picked in numbers else -1
        if at >= 0 and at != here:
            self.setCurrentIndex(self._model.index(at))
        self._quiet = False
        self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(260))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.picked.emit(self._model.entries[current.row()].number)
            if current.row() >= len(self._model.entries) - _NEAR:
                self.end_near.emit()

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if not self._quiet and value >= bar.maximum() - _NEAR * row_height():
            self.end_near.emit()


def row_height() -> int:
    return _row_height(theme.look.scale)


@lru_cache(maxsize=16)
def _row_height(_scale: int) -> int:
    small, normal = theme.font(Type.SMALL), theme.font(Type.NORMAL)
    lines = QFontMetrics(normal).height() + QFontMetrics(small).height()
    return lines + 2 * _PAD


class _Painter(QStyledItemDelegate):
    """What happened, with its amount; under it, paler, when, who and where."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        listed = self.parent()
        if not isinstance(listed, EntriesList):
            return
        entry = listed.entries[index.row()]
        box: QRect = option.rect
        here = index == listed.currentIndex()
        painter.save()
        if here:
            painter.fillRect(box, theme.color(Role.ACCENT_SOFT))
        painter.setPen(theme.color(Role.LINE))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        amount = main_amount(entry.body)
        figure = words.money(amount) if amount is not None else ""
        font = theme.font(Type.NORMAL, tabular=True)
        metrics = QFontMetrics(font)
        first = QRect(inner.left(), inner.top(), inner.width(), metrics.height())
        painter.setFont(font)
        painter.setPen(theme.color(Role.TEXT))
        painter.drawText(first, _RIGHT, figure)
        wide = metrics.horizontalAdvance(figure) + (theme.SPACE_3 if figure else 0)
        first.setRight(first.right() - wide)
        self._words(painter, first, str(index.data()))
        painter.setFont(theme.font(Type.SMALL, tabular=True))
        painter.setPen(theme.color(Role.MUTED))
        second = QRect(
            inner.left(), first.bottom() + 1, inner.width(), inner.height() - first.height()
        )
        self._words(painter, second, where(entry))
        if here and listed.hasFocus():
            focus_ring(painter, box.adjusted(0, 0, -1, -1))
        painter.restore()

    def _words(self, painter: QPainter, room: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, shown)

"""What happened in a case, line under line: only what is in sight is measured and painted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from models.values.events import EventGroup
from ui import icons, theme, words
from ui.theme import Role, Type
from ui.widgets.strokes import focus_ring
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QWidget

    from receipts.case_stories import StoryLine

    Index = QModelIndex | QPersistentModelIndex
    Details = Sequence[tuple[str, str]]

_PAD: Final = 6
_ICON: Final = 16
_WRAP: Final = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
_ICONS: Final = {
    EventGroup.DECISIONS: "receipt",
    EventGroup.APPROVALS: "approvals",
    EventGroup.CARDS: "cards",
    EventGroup.PAPERS: "papers",
    EventGroup.GOODS: "goods",
}


@dataclass(frozen=True, slots=True)
class Day:
    """Stands over what happened on it."""

    day: date


class StoryList(QListView):
    """Arrows walk; Space shows what else was recorded with a line; Return, or a click on its
    number, opens the paper or the sale that a line names.

    ``details`` says what was recorded with the entry of a number.

    Signals:
        paper_asked, sale_asked: their numbers.
    """

    paper_asked = Signal(str)
    sale_asked = Signal(str)

    def __init__(
        self, details: Callable[[int], Details], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._details = details
        self._told: dict[int, Details] = {}
        self._heights: dict[tuple[int, int], int] = {}
        self._case: int | None = None
        self._model = _Rows(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(say("What happened"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        theme.look.changed.connect(self._forget)

    @property
    def lines(self) -> tuple[StoryLine, ...]:
        return self._model.lines

    def open_at(self, row: int) -> Details | None:
        """What is shown under a row; nothing while that is folded away."""
        line = self._model.rows[row]
        return None if isinstance(line, Day) else self._told.get(line.number)

    def row_at(self, index: Index) -> Day | StoryLine:
        return self._model.rows[index.row()]

    def show_lines(self, case_id: int, lines: tuple[StoryLine, ...]) -> None:
        """Scrolled to the end, unless whoever reads has gone up in the same story."""
        another = case_id != self._case
        if not another and lines == self._model.lines:
            return
        bar = self.verticalScrollBar()
        at_end = another or bar.value() >= bar.maximum() - row_height()
        if another:
            self._told.clear()
            self._heights.clear()
        self._case = case_id
        self._model.show_lines(lines)
        if at_end:
            self.scrollToBottom()
            QTimer.singleShot(0, self, self.scrollToBottom)

    def toggle(self, row: int) -> None:
        """Show what was recorded with it, or fold that away."""
        line = self._model.rows[row]
        if isinstance(line, Day):
            return
        if line.number in self._told:
            del self._told[line.number]
        else:
            self._told[line.number] = self._details(line.number)
        self._heights.pop((self.viewport().width(), row), None)
        self._model.dataChanged.emit(self._model.index(row), self._model.index(row))
        self.scheduleDelayedItemsLayout()

    def height_of(self, row: int) -> int:
        """Measured once for each width."""
        wide = self.viewport().width()
        known = self._heights.get((wide, row))
        if known is None:
            known = self._heights[wide, row] = _height(self, row, wide)
        return known

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(260))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._heights.clear()
            self.scheduleDelayedItemsLayout()
            if at_end:
                QTimer.singleShot(0, self, self.scrollToBottom)

    def to_the_end(self) -> None:
        """The arrows begin at the last line."""
        self.setCurrentIndex(self._model.index(len(self._model.rows) - 1, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and event.key() == Qt.Key.Key_Space:
            self.toggle(row)
        elif row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        named = self._named_at(index, event.position().toPoint())
        if named:
            self._ask(*named)
        else:
            self.toggle(index.row())

    def _open(self, row: int) -> None:
        line = self._model.rows[row]
        named = [] if isinstance(line, Day) else named_by(line)
        if named:
            self._ask(*named[0])
        else:
            self.toggle(row)

    def _ask(self, code: str, is_sale: bool) -> None:
        (self.sale_asked if is_sale else self.paper_asked).emit(code)

    def _named_at(self, index: Index, at: QPoint) -> tuple[str, bool] | None:
        row = self.row_at(index)
        if isinstance(row, Day):
            return None
        box = self.visualRect(index)
        for named, place in named_places(row, _inner(box, row), sentence_height(row, box)):
            if place.contains(at):
                return named
        return None

    def _forget(self) -> None:
        self._heights.clear()
        self.scheduleDelayedItemsLayout()


class _Rows(QAbstractListModel):
    """The lines with the days over them, as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[StoryLine, ...] = ()
        self.rows: tuple[Day | StoryLine, ...] = ()

    def show_lines(self, lines: tuple[StoryLine, ...]) -> None:
        """What only grew keeps its rows, and the place of whoever reads."""
        rows: list[Day | StoryLine] = []
        shown = None
        for line in lines:
            if line.at.date() != shown:
                shown = line.at.date()
                rows.append(Day(shown))
            rows.append(line)
        known = len(self.rows)
        if known and tuple(rows[:known]) == self.rows:
            self.lines = lines
            if len(rows) > known:
                self.beginInsertRows(QModelIndex(), known, len(rows) - 1)
                self.rows = tuple(rows)
                self.endInsertRows()
            return
        self.beginResetModel()
        self.lines, self.rows = lines, tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (as Qt has it)
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The keyboard comes to what happened, never to a day."""
        day = index.isValid() and isinstance(self.rows[index.row()], Day)
        return Qt.ItemFlag.NoItemFlags if day else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.day(row.day) if isinstance(row, Day) else row.sentence
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(row)
            case _:
                return None


def _spoken(row: Day | StoryLine) -> str:
    if isinstance(row, Day):
        return words.day(row.day)
    money = words.money(row.amount) if row.amount else ""
    return " ".join(part for part in (words.clock(row.at), row.sentence, money) if part)


def named_by(line: StoryLine) -> list[tuple[str, bool]]:
    """Numbers that lead elsewhere, and whether each is a sale's."""
    return [
        *((code, False) for code in line.papers),
        *([(line.sale, True)] if line.sale else []),
    ]


def _plain() -> QFont:
    return theme.font(Type.NORMAL, tabular=True)


def _small() -> QFont:
    return theme.font(Type.SMALL, tabular=True)


@lru_cache(maxsize=8)
def _metrics(kind: Type, scale: int) -> QFontMetrics:
    """Of a story of hundreds every line is measured at once: what all share is made once."""
    return QFontMetrics(theme.font(kind, tabular=True))


def _of_plain() -> QFontMetrics:
    return _metrics(Type.NORMAL, theme.look.scale)


def _of_small() -> QFontMetrics:
    return _metrics(Type.SMALL, theme.look.scale)


def row_height() -> int:
    return _of_plain().height() + 2 * _PAD


@lru_cache(maxsize=8)
def _widest_clock(scale: int) -> int:
    small = _metrics(Type.SMALL, scale)
    return max(small.horizontalAdvance(text) for text in ("12:00 pm", "00.00"))


def _clock_room() -> int:
    return _widest_clock(theme.look.scale) + theme.SPACE_2


def _inner(box: QRect, line: StoryLine) -> QRect:
    """Where the sentence stands: after the time and the icon, before the money."""
    left = _clock_room() + theme.px(_ICON) + 2 * theme.SPACE_2
    money = _money_room(line)
    return box.adjusted(left, _PAD, -(theme.SPACE_2 + money), -_PAD)


def _money_room(line: StoryLine) -> int:
    if line.amount is None:
        return 0
    return _of_plain().horizontalAdvance(words.money(line.amount)) + theme.SPACE_3


def sentence_height(line: StoryLine, box: QRect) -> int:
    metrics, wide = _of_plain(), max(1, _inner(box, line).width())
    may_fit = (
        len(line.sentence) * metrics.averageCharWidth() <= wide and line.sentence.isprintable()
    )
    if may_fit and metrics.horizontalAdvance(line.sentence) <= wide:
        return metrics.height()  # as most are: to wrap one takes far longer
    return metrics.boundingRect(QRect(0, 0, wide, 100_000), _WRAP, line.sentence).height()


def named_places(
    line: StoryLine, inner: QRect, below: int
) -> list[tuple[tuple[str, bool], QRect]]:
    """Where each number stands under the sentence, in as many lines as they need."""
    metrics = _of_small()
    tall = metrics.height() + theme.SPACE_1
    at, found = QPoint(inner.left(), inner.top() + below), []
    for named in named_by(line):
        wide = metrics.horizontalAdvance(named[0])
        if at.x() > inner.left() and at.x() + wide > inner.right():
            at = QPoint(inner.left(), at.y() + tall)
        found.append((named, QRect(at.x(), at.y(), wide, tall)))
        at = QPoint(at.x() + wide + theme.SPACE_3, at.y())
    return found


def _height(listed: StoryList, row: int, wide: int) -> int:
    line = listed.row_at(listed.model().index(row, 0))
    if isinstance(line, Day):
        return QFontMetrics(theme.font(Type.SMALL, strong=True)).height() + 2 * _PAD
    box = QRect(0, 0, wide, 0)
    sentence = sentence_height(line, box)
    inner = _inner(box, line)
    places = named_places(line, QRect(inner.left(), 0, inner.width(), 0), 0)
    numbers = places[-1][1].bottom() + 1 if places else 0
    told = listed.open_at(row)
    details = _details_height(told, inner.width()) if told else 0
    return sentence + numbers + details + 2 * _PAD


def _details_text(told: Details) -> str:
    return "\n".join(f"{name}: {value}" for name, value in told)


def _details_height(told: Details, wide: int) -> int:
    room = QRect(0, 0, max(1, wide), 100_000)
    text = _details_text(told)
    return _of_small().boundingRect(room, _WRAP, text).height() + theme.SPACE_1


class _Painter(QStyledItemDelegate):
    """The time, what kind of thing it was, the sentence, and the money at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        listed = self.parent()
        high = listed.height_of(index.row()) if isinstance(listed, StoryList) else 0
        return QSize(0, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        listed = self.parent()
        if not isinstance(listed, StoryList):
            return
        row, box = listed.row_at(index), option.rect
        painter.save()
        if isinstance(row, Day):
            self._day(painter, box, row)
        else:
            here = index == listed.currentIndex()
            if here:
                painter.fillRect(box, theme.color(Role.ACCENT_SOFT))
            self._line(painter, box, row, listed.open_at(index.row()))
            if here and listed.hasFocus():
                focus_ring(painter, box.adjusted(0, 0, -1, -1))
        painter.restore()

    def _day(self, painter: QPainter, box: QRect, row: Day) -> None:
        painter.setFont(theme.font(Type.SMALL, strong=True))
        painter.setPen(theme.color(Role.MUTED))
        inner = box.adjusted(theme.SPACE_2, 0, -theme.SPACE_2, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words.day(row.day))
        wide = painter.fontMetrics().horizontalAdvance(words.day(row.day)) + theme.SPACE_3
        painter.setPen(theme.color(Role.LINE))
        middle = box.center().y()
        painter.drawLine(inner.left() + wide, middle, inner.right(), middle)

    def _line(
        self, painter: QPainter, box: QRect, row: StoryLine, told: Details | None
    ) -> None:
        inner = _inner(box, row)
        painter.setFont(_small())
        painter.setPen(theme.color(Role.MUTED))
        lead = _of_plain().ascent() - _of_small().ascent()
        time = QRect(box.left(), inner.top() + lead, _clock_room(), inner.height())
        painter.drawText(time, _RIGHT, words.clock(row.at))
        side = theme.px(_ICON)
        icon = QRect(time.right() + theme.SPACE_2, inner.top() + 1, side, side)
        icons.paint(painter, icon, _icon(row), Role.MUTED)
        painter.setFont(_plain())
        painter.setPen(theme.color(Role.TEXT))
        painter.drawText(inner, _WRAP, row.sentence)
        if row.amount is not None:
            money = box.adjusted(0, _PAD, -theme.SPACE_2, -_PAD)
            painter.drawText(money, _RIGHT, words.money(row.amount))
        self._under(painter, inner, row, sentence_height(row, box), told)

    def _under(
        self, painter: QPainter, inner: QRect, row: StoryLine, below: int, told: Details | None
    ) -> None:
        font = _small()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(theme.color(Role.ACCENT))
        places = named_places(row, inner, below)
        for (code, _), place in places:
            painter.drawText(place, _WRAP, code)
        if told:
            top = places[-1][1].bottom() + 1 if places else inner.top() + below
            painter.setFont(_small())
            painter.setPen(theme.color(Role.MUTED))
            painter.drawText(
                inner.adjusted(0, top - inner.top(), 0, 0), _WRAP, _details_text(told)
            )


def _icon(line: StoryLine) -> str:
    if line.event.startswith("Ticket"):
        return "queue"
    if line.event.startswith(("Question", "FollowUp", "Complaint", "CaseNoted")):
        return "people"
    return _ICONS.get(line.group, "cases")

"""Everybody who has a ticket today and is not done with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.screens.queue.told import about, kind_of, since, state_of, tag_of
from ui.theme import Role, Tone, Type
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.long_list import LongList, Told, row_height
from ui.widgets.small_button import SmallButton
from ui.widgets.strokes import focus_ring, rounded
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from ui.screens.queue.state import Listed, QueueState

_PAD: Final = 8
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ListCard(Card):
    """Arrows walk through the queue.

    Signals:
        picked: the id of a ticket.
        wall_asked: whether the window on the wall is to be open.
    """

    picked = Signal(int)
    wall_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(say("The queue"))
        self._title = Text("", Type.TITLE)
        self._wait = Text("", Type.SMALL, Role.MUTED)
        self.wall = SmallButton(say("Now serving"), "Ctrl+Shift+W")
        self.wall.setCheckable(True)
        self.queue: LongList[Listed] = LongList(lambda row: row.ticket.id, _told, least=200)
        self.queue.setItemDelegate(_Painter(self.queue))
        self.empty = EmptyState(
            "queue",
            say("Nobody waits"),
            say("Draw a ticket for whoever comes in: F5 to F8."),
        )
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_3)
        head.addWidget(self._title, 1)
        head.addWidget(self.wall, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self._wait)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.queue, 1)
        self.queue.picked.connect(lambda ticket_id: self.picked.emit(ticket_id))
        self.wall.clicked.connect(self.wall_asked)

    def show_state(self, state: QueueState) -> None:
        queue = state.queue
        count = len(queue.waiting) if queue is not None else 0
        waiting = say_many("{count} person waits", "{count} people wait", count)
        self._title.setText(waiting if queue is not None else say("The queue"))
        minutes = queue.minutes if queue is not None else None
        self._wait.setVisible(queue is not None)
        self._wait.setText(
            say("How long somebody waits who comes now is known after a few visits.")
            if minutes is None
            else say("Who comes now waits {about}.", about=about(minutes))
        )
        self.empty.setVisible(state.empty)
        self.queue.setVisible(queue is not None and not state.empty)
        self.queue.show_rows(state.rows, state.picked, waiting)
        self.wall.setChecked(state.wall)
        self.wall.say(say("Close “now serving”") if state.wall else say("Now serving"))

    def focus_first(self) -> None:
        if self.queue.isVisibleTo(self):
            self.queue.setFocus(Qt.FocusReason.OtherFocusReason)


def _told(row: Listed) -> Told:
    said, _ = state_of(row)
    tag = tag_of(row)
    detail = ", ".join(part for part in (tag[0] if tag else "", since(row), said) if part)
    return Told(f"{row.ticket.called} · {kind_of(row)}", detail)


class _Painter(QStyledItemDelegate):
    """The number at the left, large; what for; at the right how far it has come."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, row_height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        listed = self.parent()
        if not isinstance(listed, LongList):
            return
        row = listed.rows[index.row()]
        box: QRect = option.rect
        here = index == listed.currentIndex()
        painter.save()
        if here:
            painter.fillRect(box, theme.color(Role.ACCENT_SOFT))
        painter.setPen(theme.color(Role.LINE))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        self._row(painter, box.adjusted(_PAD, _PAD, -_PAD, -_PAD), row)
        if here and listed.hasFocus():
            focus_ring(painter, box.adjusted(0, 0, -1, -1))
        painter.restore()

    def _row(self, painter: QPainter, inner: QRect, row: Listed) -> None:
        large = theme.font(Type.TITLE, tabular=True)
        column = QFontMetrics(large).horizontalAdvance("A 000") + theme.SPACE_2
        painter.setFont(large)
        painter.setPen(theme.color(Role.MUTED if row.others else Role.TEXT))
        painter.drawText(QRect(inner.left(), inner.top(), column, inner.height()), _LEFT,
                         row.ticket.called)  # fmt: skip
        said, tone = state_of(row)
        painter.setFont(theme.font(Type.NORMAL, strong=tone is not Tone.QUIET, tabular=True))
        wide = min(painter.fontMetrics().horizontalAdvance(said) + 2, inner.width() // 2)
        painter.setPen(theme.color(Role.TEXT if tone is Tone.QUIET else tone.ink))
        _words(painter, inner.adjusted(inner.width() - wide, 0, 0, 0), said, _RIGHT)
        middle = inner.adjusted(column, 0, -wide - theme.SPACE_3, 0)
        first = QFontMetrics(theme.font(Type.NORMAL)).height()
        top = QRect(middle.left(), middle.top(), middle.width(), first)
        painter.setFont(theme.font(Type.NORMAL))
        painter.setPen(theme.color(Role.MUTED if row.others else Role.TEXT))
        _words(painter, top, kind_of(row), _LEFT)
        below = QRect(middle.left(), top.bottom() + 1, middle.width(), middle.height() - first)
        self._second(painter, below, row)

    def _second(self, painter: QPainter, room: QRect, row: Listed) -> None:
        small = theme.font(Type.SMALL, strong=True)
        tag = tag_of(row)
        if tag is not None:
            painter.setFont(small)
            wide = QFontMetrics(small).horizontalAdvance(tag[0]) + 2 * theme.SPACE_2
            pill = QRect(room.left(), room.top(), min(wide, room.width()), room.height())
            rounded(painter, pill, theme.color(tag[1].ground), radius=pill.height() // 2)
            painter.setPen(theme.color(tag[1].ink))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, tag[0])
            room.setLeft(pill.right() + theme.SPACE_2)
        painter.setFont(theme.font(Type.SMALL, tabular=True))
        painter.setPen(theme.color(Role.MUTED))
        _words(painter, room, since(row), _LEFT)


def _words(painter: QPainter, room: QRect, text: str, align: Qt.AlignmentFlag) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, align, shown)

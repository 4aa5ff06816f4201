"""One of many, found by typing a part of its name: a country, a currency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme
from ui.theme import Role
from ui.widgets.field import Field
from ui.widgets.strokes import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol

    class Named(Protocol):
        """What can be found: a code, its name, and its name as people may type it."""

        @property
        def code(self) -> str: ...
        @property
        def name(self) -> str: ...
        @property
        def sought(self) -> str: ...


_ROWS: Final = 7
_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _ROWS - 1,
    Qt.Key.Key_PageUp: 1 - _ROWS,
}
_TAKES: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Picker(Field):
    """Typing opens a list of what contains it; arrows and Return, or a click, choose.

    A name typed in full, or a part that only one name has, is taken on leaving the field.

    Signals:
        chosen: the code a person chose, ``""`` as soon as what stands there is none.
    """

    chosen = Signal(str)

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[Named, ...] = ()
        self._found: tuple[Named, ...] = ()
        self._code = ""
        self._list = _List(self)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self._seek)
        self._list.view.clicked.connect(lambda index: self._take(index.row()))
        theme.look.changed.connect(self._fit)
        self._fit()

    @property
    def code(self) -> str:
        return self._code

    @property
    def found(self) -> tuple[str, ...]:
        """The names in the open list, nothing while it is closed."""
        return tuple(each.name for each in self._found) if self._list.isVisible() else ()

    def offer(self, offered: Sequence[Named]) -> None:
        """Offer names; one chosen before is now called as the new names call it."""
        self._offered = tuple(offered)
        if self._code:
            self._write(self._code)

    def show_code(self, code: str) -> None:
        """Show a choice without a word to anybody; what is being typed is left alone."""
        if code != self._code:
            self._code = code
            if code or not self.hasFocus():
                self._write(code)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(180), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        # Esc belongs to the open list, not to a screen's shortcut.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._list.isVisible()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif self._list.isVisible() and key in _TAKES:
            self._take(self._list.row)
        elif self._list.isVisible() and key == Qt.Key.Key_Escape:
            self._list.hide()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self._list.isVisible():
            self.selectAll()
            self._open(self._offered)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._settle()
        self._list.hide()
        self.setCursorPosition(0)
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.px(16)
        box = self.rect().adjusted(self.width() - side - theme.SPACE_2, 0, -theme.SPACE_2, 0)
        icons.paint(QPainter(self), box, "chevron-down", Role.MUTED)

    def _seek(self, text: str) -> None:
        key = text.strip().casefold()
        found = [each for each in self._offered if _fits(each, key)]
        found.sort(key=lambda each: not each.sought.startswith(key))
        exact = next((each for each in found if each.name.casefold() == key), None)
        self._tell(exact.code if exact else "")
        self._open(found)

    def _settle(self) -> None:
        key = self.text().strip().casefold()
        if not self._code and key:
            fitting = [each for each in self._offered if _fits(each, key)]
            if len(fitting) == 1:
                self._choose(fitting[0])

    def _step(self, by: int) -> None:
        if not self._list.isVisible():
            self._open(self._offered)
        else:
            self._list.go_to(self._list.row + by)
        self._announce()

    def _open(self, found: Sequence[Named]) -> None:
        self._found = tuple(found)
        if not found:
            self._list.hide()
            return
        codes = [each.code for each in found]
        row = codes.index(self._code) if self._code in codes else 0
        self._list.show_names([each.name for each in found], row, self)

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._found):
            self._choose(self._found[row])
        self._list.hide()

    def _choose(self, named: Named) -> None:
        self.setText(named.name)
        self._tell(named.code)

    def _tell(self, code: str) -> None:
        if code != self._code:
            self._code = code
            self.chosen.emit(code)

    def _write(self, code: str) -> None:
        self.setText(next((each.name for each in self._offered if each.code == code), ""))
        if not self.hasFocus():
            self.setCursorPosition(0)

    def _announce(self) -> None:
        if self._list.isVisible():
            name = self._found[self._list.row].name
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, name))

    def _fit(self) -> None:
        self.setTextMargins(0, 0, theme.px(16) + theme.SPACE_1, 0)
        self._list.hide()


def _fits(named: Named, key: str) -> bool:
    return key in named.sought or key in named.name.casefold()


class _List(QFrame):
    """Names over the rest of the window, below the field or above it; keys stay in the field.

    No window of its own: those take the keyboard, and the scanner with it.
    """

    def __init__(self, field: Picker) -> None:
        super().__init__(field)
        self.setProperty("look", "card")
        self._names = QStringListModel(self)
        self.view = QListView(self)
        self.view.setModel(self._names)
        self.view.setItemDelegate(_Row(self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        pad = theme.SPACE_1
        column.setContentsMargins(pad, pad, pad, pad)
        column.addWidget(self.view)
        self.hide()

    @property
    def row(self) -> int:
        return self.view.currentIndex().row()

    def go_to(self, row: int) -> None:
        row = min(max(row, 0), self._names.rowCount() - 1)
        self.view.setCurrentIndex(self._names.index(row))

    def show_names(self, names: Sequence[str], row: int, field: Picker) -> None:
        self._names.setStringList(list(names))
        self.view.setAccessibleName(field.accessibleName())
        window = field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            _on_scrolling(field, self.hide)
        tall = min(len(names), _ROWS) * _Row.height() + 2 * theme.SPACE_1 + 2
        below = field.mapTo(window, QPoint(0, field.height() + 2))
        above = field.mapTo(window, QPoint(0, -2)).y()
        room = window.height() - below.y() - theme.SPACE_2
        upwards = tall > room and above > room
        tall = min(tall, above - theme.SPACE_2 if upwards else room)
        self.resize(field.width(), tall)
        self.move(below.x(), above - tall if upwards else below.y())
        self.show()
        self.raise_()
        self.go_to(row)
        self.view.scrollTo(self.view.currentIndex())


def _on_scrolling(field: QWidget, do: Callable[[], None]) -> None:
    above = field.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea):
            above.verticalScrollBar().valueChanged.connect(do)
        above = above.parentWidget()


class _Row(QStyledItemDelegate):
    """A name on the ground of where the keyboard or the pointer is."""

    @staticmethod
    def height() -> int:
        return theme.px(32)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, self.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        box, state = option.rect, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            ground = theme.color(Role.ACCENT_SOFT if chosen else Role.GROUND)
            rounded(painter, box, ground, radius=theme.RADIUS_SMALL)
        room = box.adjusted(theme.SPACE_2, 0, -theme.SPACE_2, 0)
        name = str(index.data())
        metrics = option.fontMetrics
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(theme.color(Role.TEXT))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, left, shown)

"""A field of a form: what is asked, where to answer, and what is wrong with the answer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.theme import Role, Type
from ui.widgets.text import Text

_TALL: Final = 40


class Labelled(QWidget):
    """A label over ``editor``, and under it a hint that gives way to a problem.

    The line of the hint is kept free where there is none, so that nothing moves when a
    problem is said.

    Signals:
        left: the person went on to another field (not merely to another window); True where
            they passed it in order, by Tab.
    """

    left = Signal(bool)

    def __init__(self, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = ""
        self._problem = ""
        self._label = Text("", Type.SMALL, strong=True)
        self._label.setBuddy(editor)
        self._seat = _Seat(editor, self)
        self._mark = _Mark(self)
        self._note = Text("", Type.SMALL, Role.MUTED)
        note = QHBoxLayout()
        note.setSpacing(theme.SPACE_1)
        note.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(self._label)
        column.addWidget(self._seat)
        column.addLayout(note)
        column.addStretch(1)
        editor.installEventFilter(self)
        theme.look.changed.connect(self._fit)
        self._fit()

    @property
    def problem(self) -> str:
        return self._problem

    def say(self, label: str, hint: str = "") -> None:
        self._label.setText(label)
        self.editor.setAccessibleName(label)
        self._hint = hint
        self._tell()

    def complain(self, problem: str) -> None:
        """Say what is wrong with the answer; ``""`` where nothing is."""
        self._problem = problem
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and isinstance(event, QFocusEvent) and event.lostFocus():
            match event.reason():
                case Qt.FocusReason.ActiveWindowFocusReason | Qt.FocusReason.PopupFocusReason:
                    pass
                case why:
                    self.left.emit(why is Qt.FocusReason.TabFocusReason)
        return False

    def _tell(self) -> None:
        note = self._problem or self._hint
        theme.dress(self._note, Type.SMALL, Role.REFUSE if self._problem else Role.MUTED)
        self._note.setText(note)
        self._mark.setVisible(bool(self._problem))
        self.editor.setAccessibleDescription(note)

    def _fit(self) -> None:
        self._note.setMinimumHeight(self._note.fontMetrics().height())
        self._seat.setFixedHeight(max(_TALL, self.fontMetrics().height() + 2 * theme.SPACE_2))


class _Seat(QWidget):
    """Makes every editor equally tall: a style sheet's own least height is another's."""

    def __init__(self, editor: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(editor)


class _Mark(QWidget):
    """Beside a problem: its colour never stands alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(14), theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self.rect(), "refuse", Role.REFUSE)

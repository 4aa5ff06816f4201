"""Fields for figures, amounts and days: what is typed is read as people here write it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal

from ui import theme, words
from ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from PySide6.QtGui import QKeyEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from models.values import Money

T = TypeVar("T")


class Typed(Field, Generic[T]):
    """Empty, or a value that ``read`` understands; told when the typing is finished.

    ``read`` raises ``ValueError`` for anything else: then ``wrong`` is true and nothing told.

    Signals:
        entered: another value, or ``None`` for an empty field; never by ``show_value``.
    """

    entered = Signal(object)

    def __init__(
        self,
        read: Callable[[str], T],
        write: Callable[[T], str],
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._write = read, write
        self._value: T | None = None
        self.wrong = False
        self.setPlaceholderText(hint)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        theme.dress(self, tabular=True)
        self.editingFinished.connect(self._finish)

    @property
    def value(self) -> T | None:
        return self._value

    def show_value(self, value: T | None) -> None:
        """Show what is so, without a word to anybody."""
        self._value = value
        self.wrong = False
        self.setText("" if value is None else self._write(value))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(96), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(theme.px(64), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A page that scrolls under the pointer must not change a figure."""
        event.ignore()

    def _finish(self) -> None:
        text = self.text().strip()
        try:
            typed = self._read(text) if text else None
        except ValueError:
            self.wrong = True
            self.entered.emit(self._value)
            return
        self.wrong = False
        moved = typed != self._value
        self.show_value(typed)
        if moved:
            self.entered.emit(typed)


def whole_number(text: str) -> int:
    """Raise ``ValueError`` for what is no count."""
    number = int(text)
    if number < 0 or number > 99_999:
        raise ValueError(text)
    return number


def count_field(hint: str = "") -> Typed[int]:
    return Typed(whole_number, str, hint)


class DayField(Typed[date]):
    """A day as year-month-day, which nobody reads otherwise; up and down go to the next."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(date.fromisoformat, date.isoformat, hint or "2026-12-31", parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        self._finish()
        if self._value is not None:
            self.setText(self._write(self._value + timedelta(step)))
            self._finish()


def amount_field(hint: str = "") -> Typed[Money]:
    return Typed(words.read_amount, words.amount, hint)


def rate_field(hint: str = "") -> Typed[Decimal]:
    """Per cent, from 0 to 100."""
    return Typed(_rate, words.number, hint)


def _rate(text: str) -> Decimal:
    rate = words.read_number(text.removesuffix("%").strip())
    if not 0 <= rate <= 100:
        raise ValueError(text)
    return rate

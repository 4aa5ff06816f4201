"""How many: minus, a figure one can type, plus."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from models.values import ONE, Quantity
from ui import icons, theme, words
from ui.theme import Role, Type
from ui.widgets.field import Field
from ui.widgets.strokes import focus_ring, rounded
from ui.words import say

_UP: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Plus})
_DOWN: Final = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Minus})


class Stepper(QWidget):
    """A quantity between ``least`` and ``most``, in whole pieces or up to three decimals.

    Up, down, plus and minus step by one piece; a figure typed counts when it is finished.

    Signals:
        changed: the new quantity, asked for by a person (never by ``show_quantity``).
    """

    changed = Signal(object)

    def __init__(
        self,
        name: str,
        value: Quantity = ONE,
        *,
        least: Quantity = ONE,
        most: Quantity = ONE,
        weighed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._weighed = least, most, weighed
        self._value = value
        self._less = _Step("minus", say("One less of {name}", name=name), self)
        self._more = _Step("plus", say("One more of {name}", name=name), self)
        self._figure = _Figure(self)
        self._figure.setAccessibleName(say("Quantity of {name}", name=name))
        for stands_for in (self, self._less, self._more):
            stands_for.setFocusProxy(self._figure)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_1)
        for part in (self._less, self._figure, self._more):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._less.clicked.connect(self._step_down)
        self._more.clicked.connect(self._step_up)
        self._figure.stepped.connect(self._step)
        self._figure.editingFinished.connect(self._typed)
        theme.look.changed.connect(self._figure.fit)
        self._show()

    @property
    def value(self) -> Quantity:
        return self._value

    def show_quantity(self, value: Quantity, most: Quantity | None = None) -> None:
        """Show what is so, without a word to anybody."""
        self._value = value
        self._most = self._most if most is None else most
        self._show()

    def finish_typing(self) -> None:
        """Count what stands in the figure now, as leaving it would."""
        self._typed()

    def _step_up(self) -> None:
        self._step(1)

    def _step_down(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        self._ask(Quantity(self._value.thousandths + by * ONE.thousandths))

    def _typed(self) -> None:
        try:
            typed = Quantity.of(self._figure.text().strip().replace(",", "."))
        except ValueError:
            typed = self._value
        self._ask(typed if self._weighed or typed.whole else self._value)

    def _ask(self, wanted: Quantity) -> None:
        kept = min(max(wanted, self._least), self._most)
        moved = kept != self._value
        self._value = kept
        self._show()
        if moved:
            self.changed.emit(kept)

    def _show(self) -> None:
        self._figure.setText(words.quantity(self._value))
        self._figure.fit()
        self._less.setEnabled(self._value > self._least)
        self._more.setEnabled(self._value < self._most)


class _Step(QAbstractButton):
    """Minus or plus, for the mouse; the keyboard steps in the figure itself."""

    def __init__(self, icon: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoRepeat(True)

    def sizeHint(self) -> QSize:
        side = max(28, min(theme.px(28), theme.TARGET))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = theme.color(Role.LINE_STRONG if self.isEnabled() else Role.LINE)
        soft = self.isDown() or (self.underMouse() and self.isEnabled())
        ground = theme.color(Role.ACCENT_SOFT if soft else Role.SURFACE)
        rounded(painter, self.rect(), ground, edge, theme.RADIUS_SMALL)
        side = self.width() * 16 // 28
        inset = (self.width() - side) // 2
        ink = Role.TEXT if self.isEnabled() else Role.MUTED
        icons.paint(
            painter, self.rect().adjusted(inset, inset, -inset, -inset), self._icon, ink
        )


class _Figure(Field):
    """The number in the middle.

    Signals:
        stepped: one up or one down by a key.
    """

    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "bare")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.dress(self, Type.NORMAL, strong=True, tabular=True)

    def fit(self) -> None:
        """As wide as its number, so that the row keeps still between 1 and 99."""
        text = max(self.text(), "00", key=len)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(text) + 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _UP:
            self.stepped.emit(1)
        elif event.key() in _DOWN:
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A list that scrolls under the pointer must not change a quantity."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            focus_ring(QPainter(self), self.rect())

"""The figures of a replay, each a card that shows what stands behind it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from models.services.replay import Turn
from models.values import Money
from ui import theme, words
from ui.screens.policy.replay_state import Figure
from ui.theme import Role, Type
from ui.widgets.strokes import focus_ring, rounded
from ui.widgets.text import Text
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.services.replay import Figures, Group

NAMES: Final[Mapping[Figure, str]] = {
    Figure.DECISIONS: mark("Decisions"),
    Figure.CHANGED: mark("Changed"),
    Figure.REFUNDED: mark("Refunded"),
    Figure.FEES: mark("Fees kept"),
    Figure.APPROVALS: mark("Approvals needed"),
    Figure.CUSTOMERS: mark("Customers touched"),
}


class FigureCards(QWidget):
    """As many cards beside each other as fit; one is chosen, arrows choose the next.

    Signals:
        chosen: a :class:`Figure`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = {figure: FigureCard(say(name), self) for figure, name in NAMES.items()}
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SPACE_3)
        self._across = 0
        for figure, card in self.cards.items():
            self._group.addButton(card)
            card.clicked.connect(lambda _=False, each=figure: self.chosen.emit(each))
        self._arrange()

    def show_figures(self, figures: Figures, chosen: Figure) -> None:
        for figure, (value, detail) in card_texts(figures).items():
            self.cards[figure].show_figure(value, detail)
        self.cards[chosen].setChecked(True)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the widest card alone; how tall, the width decides."""
        return QSize(max(self._widths()), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _widths(self) -> list[int]:
        return [card.minimumSizeHint().width() for card in self.cards.values()]

    def _arrange(self) -> None:
        """All in one row where they fit, else three, two or one."""
        across = next((n for n in (6, 3, 2) if self._room_for(n)), 1)
        if across == self._across:
            return
        self._across = across
        for place, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, place // across, place % across)
        for column in range(len(self.cards)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _room_for(self, across: int) -> bool:
        widths = self._widths()
        columns = [max(widths[column::across]) for column in range(across)]
        return sum(columns) + (across - 1) * theme.SPACE_3 <= self.width()


class FigureCard(QAbstractButton):
    """A name, a figure, and how it comes about; checked where its lines are shown."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = Text(name, Type.SMALL, Role.MUTED)
        self._value = Text("", Type.TITLE, tabular=True)
        self._value.setWordWrap(False)
        self._detail = Text("", Type.SMALL, Role.MUTED, tabular=True)
        self.setText(name)
        self.setCheckable(True)
        # A button's labels would take the colour of buttons instead of their own.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        column.setSpacing(2)
        for part in (self._name, self._value, self._detail):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)
        column.addStretch(1)

    def show_figure(self, value: str, detail: str) -> None:
        self._value.setText(value)
        self._detail.setText(detail)
        self.setAccessibleName(f"{self.text()} {value}")
        self.setAccessibleDescription(detail)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.totalSizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.totalMinimumSize() if layout else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground, edge = theme.color(Role.SURFACE), theme.color(Role.LINE)
        if self.isChecked():
            ground, edge = theme.color(Role.ACCENT_SOFT), theme.color(Role.ACCENT)
        elif self.underMouse():
            edge = theme.color(Role.LINE_STRONG)
        rounded(painter, self.rect(), ground, edge)
        if self.hasFocus():
            focus_ring(painter, self.rect())


def card_texts(figures: Figures) -> dict[Figure, tuple[str, str]]:
    """Of each figure what it is, and where that comes from."""
    whole, turned = figures.whole, figures.turned
    one, other = whole.in_force, whole.draft
    ways = say(
        "{kinder} kinder, {stricter} stricter",
        kinder=count(turned.get(Turn.KINDER, 0)),
        stricter=count(turned.get(Turn.STRICTER, 0)),
    )
    return {
        Figure.DECISIONS: (count(whole.decisions), say("lines that came back")),
        Figure.CHANGED: (count(whole.changed), ways),
        Figure.REFUNDED: _money(one.refunded, other.refunded),
        Figure.FEES: _money(one.fees, other.fees),
        Figure.APPROVALS: _counted(one.approvals, other.approvals),
        Figure.CUSTOMERS: (count(whole.customers), say("with another decision")),
    }


def bar_texts(group: Group, figure: Figure) -> tuple[str, str]:
    """The two values of a bar as they are written."""
    one, other = group.in_force, group.draft
    match figure:
        case Figure.APPROVALS:
            return count(one.approvals), count(other.approvals)
        case Figure.FEES:
            return words.amount(one.fees), words.amount(other.fees)
        case _:
            return words.amount(one.refunded), words.amount(other.refunded)


def count(number: int) -> str:
    return words.number(Decimal(number))


def _money(before: Money, after: Money) -> tuple[str, str]:
    change = after - before
    if not change:
        return words.money(after), say("as before")
    sign = "+" if change > Money() else ""
    detail = say(
        "{change} from {before}",
        change=f"{sign}{words.amount(change)}",
        before=words.amount(before),
    )
    return words.money(after), detail


def _counted(before: int, after: int) -> tuple[str, str]:
    if before == after:
        return count(after), say("as before")
    sign = "+" if after > before else ""
    detail = say(
        "{change} from {before}", change=f"{sign}{count(after - before)}", before=count(before)
    )
    return count(after), detail

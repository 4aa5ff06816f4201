"""A blind count: pieces of each coin and note, and what they come to. Nothing else is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.rules.drawers import counted
from models.values.denominations import Shape, denominations_of, source_of
from receipts.drawer_sentences import SHAPES
from ui import theme, words
from ui.screens.drawer.state import Purpose
from ui.theme import Role, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import mark, say

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from models.values import Currency
    from models.values.denominations import Denomination
    from ui.screens.drawer.state import DrawerState

TITLES: Final = {
    Purpose.FLOAT: mark("Count the float"),
    Purpose.HAND_OVER: mark("Count before handing over"),
    Purpose.CLOSING: mark("Count the drawer"),
}
_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_Up: -1,
}
_DIGITS: Final = QRegularExpression("[0-9]{0,5}")


class PiecesField(Field):
    """How many pieces; up, down and Return go to the neighbours.

    Signals:
        stepped: one down (1) or one up (−1).
    """

    stepped = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setValidator(QRegularExpressionValidator(_DIGITS, self))
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        theme.dress(self, tabular=True)
        theme.look.changed.connect(self._fit)
        self._fit()

    @property
    def pieces(self) -> int:
        return int(self.text() or "0")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def _fit(self) -> None:
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("00000") + 3 * theme.SPACE_2)
        self.setFixedHeight(max(theme.TARGET_SMALL, self.fontMetrics().height() + 8))


class _Column(Card):
    """Some of the denominations under each other.

    Signals:
        changed: a figure was typed.
    """

    changed = Signal()

    def __init__(self, title: str, offered: list[Denomination]) -> None:
        super().__init__(title)
        self.fields: dict[Denomination, PiecesField] = {}
        self._amounts: dict[Denomination, Text] = {}
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_3)
        grid.setVerticalSpacing(theme.SPACE_1)
        grid.setColumnStretch(2, 1)
        for row, each in enumerate(offered):
            name = say(SHAPES[each.shape], value=words.amount(each.value))
            label = Text(words.amount(each.value), tabular=True)
            label.setWordWrap(False)
            label.setAccessibleName(name)
            field = PiecesField(say("Pieces: {name}", name=name))
            worth = Text("", role=Role.MUTED, tabular=True)
            worth.setWordWrap(False)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(label, row, 0, right)
            grid.addWidget(field, row, 1)
            grid.addWidget(worth, row, 2, right)
            self.fields[each] = field
            self._amounts[each] = worth
            field.textChanged.connect(lambda _, each=each: self._count(each))
        grid.setRowStretch(len(offered), 1)
        self.body.addWidget(ScrollingList(table, 160), 1)

    def _count(self, each: Denomination) -> None:
        worth = counted({each: self.fields[each].pieces})
        self._amounts[each].setText(words.amount(worth) if worth else "")
        self.changed.emit()


class CountPage(QWidget):
    """Signals:
    counted: pieces by denomination.
    back_asked: no count after all.
    """

    counted = Signal(object)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency: Currency | None = None
        self._tables: list[_Column] = []
        self._title = Text("", Type.TITLE)
        self._hint = Text("", Type.SMALL, Role.MUTED)
        self._source = Text("", Type.SMALL, Role.MUTED)
        self._total = AmountLabel()
        self.done = PrimaryButton("", "F9")
        self.back = QuietButton(say("Back"), "Esc")
        self._row = QVBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._columns: Columns | None = None
        self._sum = self._what_it_comes_to()
        self.done.clicked.connect(self._tell)
        self.back.clicked.connect(self.back_asked)

    @property
    def fields(self) -> list[PiecesField]:
        """In the order in which they are counted."""
        return [field for table in self._tables for field in table.fields.values()]

    def begin(self, state: DrawerState) -> None:
        """An empty table, ready for the first figure."""
        if state.seen is None:
            return
        if state.seen.currency != self._currency:
            self._currency = state.seen.currency
            self._build(denominations_of(state.seen.currency))
            source = source_of(state.seen.currency)
            self._source.setText(
                say("Coins and notes as listed by {source}.", source=source)
                if source
                else say(
                    "The coins and notes of this currency are not listed: any sum fits here."
                )
            )
        floating = state.purpose is Purpose.FLOAT
        self._title.setText(say(TITLES[state.purpose]))
        self.done.say(say("Open the drawer") if floating else say("Compare"))
        self._hint.setText(
            say("The count is the float.")
            if floating
            else say("What should be there is shown afterwards. Each count is kept on record.")
        )
        for field in self.fields:
            field.clear()
        self._add_up()
        if self.fields:
            self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: DrawerState) -> None:
        for part in (*self._tables, self.done, self.back):
            part.setEnabled(not state.busy)

    def _build(self, offered: tuple[Denomination, ...]) -> None:
        if self._columns is not None:
            self._sum.setParent(self)
            self._row.removeWidget(self._columns)
            self._columns.deleteLater()
        notes = [each for each in offered if each.shape is Shape.NOTE]
        coins = [each for each in offered if each.shape is Shape.COIN]
        if notes:
            self._tables = [_Column(say("Notes"), notes), _Column(say("Coins"), coins)]
        else:
            half = (len(offered) + 1) // 2
            large, small = list(offered[:half]), list(offered[half:])
            self._tables = [_Column(say("Large"), large), _Column(say("Small"), small)]
        self._columns = Columns(least=230)
        for table in self._tables:
            self._columns.add(table, 100)
            table.changed.connect(self._add_up)
        self._columns.add(self._sum, 90)
        self._row.addWidget(self._columns)
        for at, field in enumerate(self.fields):
            field.stepped.connect(lambda by, at=at: self._step(at + by))

    def _what_it_comes_to(self) -> Card:
        card = Card(parent=self)
        lead = QHBoxLayout()
        lead.addWidget(Text(say("Counted"), Type.SMALL, Role.MUTED))
        for part in (self._title, self._hint):
            card.body.addWidget(part)
        card.body.addLayout(lead)
        card.body.addWidget(self._total)
        card.body.addStretch(1)
        card.body.addWidget(self._source)
        card.body.addWidget(self.done)
        card.body.addWidget(self.back)
        return card

    def _step(self, at: int) -> None:
        """Past the last figure is the button; before the first is nothing."""
        fields = self.fields
        if at >= len(fields):
            self.done.setFocus(Qt.FocusReason.TabFocusReason)
        elif at >= 0:
            fields[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _pieces(self) -> dict[Denomination, int]:
        return {
            each: field.pieces
            for table in self._tables
            for each, field in table.fields.items()
            if field.pieces
        }

    def _add_up(self) -> None:
        self._total.show_amount(words.money(counted(self._pieces())))

    def _tell(self) -> None:
        self.counted.emit(self._pieces())

"""What goes out instead, under what comes back; and how the customer pays a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values import ONE, ZERO, Quantity
from ui import theme, words
from ui.screens.returns.payments import Payments
from ui.theme import Role, Type
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.scrolling import ScrollingList
from ui.widgets.stepper import Stepper
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.exchange_decisions import OutLine
    from ui.screens.returns.state import CounterState, Going

MOST = Quantity.of(999)


class GoingItem(QWidget):
    """One product that goes out.

    Signals:
        quantity_changed: how many; nothing takes it off the list.
        serial_entered: the number on the item.
    """

    quantity_changed = Signal(object)
    serial_entered = Signal(str)

    def __init__(self, going: Going, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        product = going.product
        most = ONE if product.serialised else MOST
        self.quantity = Stepper(
            say("{item} goes out", item=product.name),
            going.quantity,
            least=Quantity(),
            most=most,
            weighed=product.weighed,
        )
        self._most = most
        self._price = Text("", strong=True)
        self._promotion = Text("", Type.SMALL, Role.MUTED)
        self._promotion.hide()
        name = say("Serial number of {item}", item=product.name)
        self.serial = Field(self)
        self.serial.setAccessibleName(name)
        self.serial.setPlaceholderText(say("Serial number on the item"))
        self.serial.setVisible(product.serialised)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_2)
        top.addWidget(Text(product.name, strong=True), 1)
        top.addWidget(self._price)
        top.addWidget(self.quantity, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(top)
        column.addWidget(self._promotion)
        column.addWidget(self.serial)
        self.quantity.changed.connect(self.quantity_changed)
        self.serial.editingFinished.connect(
            lambda: self.serial_entered.emit(self.serial.text())
        )

    def show_going(self, going: Going, line: OutLine | None) -> None:
        self.quantity.show_quantity(going.quantity, self._most)
        self._price.setText("" if line is None else words.amount(line.price))
        off = line.off if line else ZERO
        self._promotion.setVisible(bool(off))
        if line is not None and off:
            self._promotion.setText(
                say("{promotion}: {off} less", promotion=line.promotion, off=off)
            )


class GoingOutCard(Card):
    """Shows what goes out, while goods are exchanged.

    Signals:
        quantity_changed, serial_entered: a product's id first.
        paid_changed: a tuple of ``Paying``.
    """

    quantity_changed = Signal(int, object)
    serial_entered = Signal(int, str)
    paid_changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._items: dict[int, GoingItem] = {}
        self._hint = Text("", Type.SMALL, Role.MUTED)
        self.payments = Payments()
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_3)
        self._column.addStretch(1)
        self.body.addWidget(Text(say("Going out"), Type.TITLE))
        self.body.addWidget(self._hint)
        self._scrolling = ScrollingList(self._list, 60)
        self.body.addWidget(self._scrolling, 1)
        self.body.addWidget(self.payments)
        self.payments.paid_changed.connect(self.paid_changed)
        self.hide()

    @property
    def fields(self) -> list[QWidget]:
        """Whatever can be entered, in reading order."""
        items = [
            field for item in self._items.values() for field in (item.quantity, item.serial)
        ]
        return [*items, *self.payments.fields]

    def finish_typing(self) -> bool:
        """Tell what stands in the fields, as leaving them would; say whether all of it could
        be read."""
        for item in tuple(self._items.values()):
            item.quantity.finish_typing()
            if item.serial.isModified():
                item.serial_entered.emit(item.serial.text())
        return self.payments.finish_typing()

    def show_state(self, state: CounterState) -> None:
        self.setVisible(state.exchanging)
        self._hint.setText(
            say("Scans add what goes out. F6 goes back to what comes back.")
            if state.going_out
            else say("Scan what the customer takes instead.")
        )
        self._hint.setVisible(state.going_out or not state.out)
        wanted = {going.product.product_id for going in state.out}
        for key in [key for key in self._items if key not in wanted]:
            item = self._items.pop(key)
            item.hide()
            item.deleteLater()
        lines = state.exchange.out if state.exchange else ()
        priced = {line.product.product_id: line for line in lines}
        for going in state.out:
            key = going.product.product_id
            if key not in self._items:
                self._add(going)
            self._items[key].show_going(going, priced.get(key))
            self._items[key].setEnabled(not state.busy)
        self._scrolling.setVisible(bool(state.out))
        self.payments.show_state(state)

    def _add(self, going: Going) -> None:
        item = GoingItem(going)
        key = going.product.product_id
        item.quantity_changed.connect(lambda value: self.quantity_changed.emit(key, value))
        item.serial_entered.connect(lambda text: self.serial_entered.emit(key, text))
        self._column.insertWidget(self._column.count() - 1, item)
        self._items[key] = item

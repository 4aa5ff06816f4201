"""What comes back, in the middle: how many, why, in what condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values import ONE, Quantity
from models.values.codes import Answer, Capture
from receipts.sentences import CONDITIONS, REASONS
from ui import theme, words
from ui.screens.returns.captures import CaptureFields, wanted_of
from ui.screens.returns.goes_to import GoesTo
from ui.screens.returns.missing_parts import MissingParts
from ui.theme import Type
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.scrolling import ScrollingList
from ui.widgets.stepper import Stepper
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.decisions import ComingBack, DecidedLine
    from models.services.sales import LineOnCounter
    from models.values.codes import Disposition
    from ui.screens.returns.state import CounterState

GRAM = Quantity(1)


class ItemCard(Card):
    """One line that comes back.

    Signals:
        quantity_changed, reason_chosen, condition_chosen, serial_entered: what was entered.
        captured: what the policy asks for, and the note.
        missing_parts_entered: their worth.
        disposition_chosen: what becomes of it; ``""`` for what is proposed.
    """

    quantity_changed = Signal(object)
    reason_chosen = Signal(str)
    condition_chosen = Signal(str)
    serial_entered = Signal(str)
    captured = Signal(str, str)
    missing_parts_entered = Signal(object)
    disposition_chosen = Signal(str)

    def __init__(self, line: LineOnCounter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(line.description)
        pad = theme.SPACE_3
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme.SPACE_2)
        self.quantity = Stepper(
            line.description,
            ONE,
            least=GRAM if line.weighed else ONE,
            most=line.left,
            weighed=line.weighed,
        )
        self.reason = Choice(say("Reason"), say("Why?"))
        self.reason.offer(words.options(REASONS))
        self.condition = Choice(say("Condition"), say("Condition?"))
        self.condition.offer(words.options(CONDITIONS))
        self.serial = Field(self)
        self.serial.setPlaceholderText(say("Serial number on the item"))
        self.serial.setAccessibleName(say("Serial number on the item"))
        self.serial.setVisible(bool(line.serial))
        self._serial_shown = ""
        self.captures = CaptureFields()
        self.parts = MissingParts()
        self.goes_to = GoesTo()
        if line.charge is not None:
            self.condition.hide()
            self.parts.hide()
            self.goes_to.hide()

        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_2)
        top.addWidget(Text(line.description, strong=True), 1)
        top.addWidget(self.quantity, 0, Qt.AlignmentFlag.AlignTop)
        picks = QHBoxLayout()
        picks.setSpacing(theme.SPACE_2)
        picks.addWidget(self.reason)
        picks.addWidget(self.condition)
        self.body.addLayout(top)
        self.body.addLayout(picks)
        self.body.addWidget(self.serial)
        self.body.addWidget(self.captures)
        self.body.addWidget(self.parts)
        self.body.addWidget(self.goes_to)

        self.quantity.changed.connect(self.quantity_changed)
        self.reason.chosen.connect(self.reason_chosen)
        self.condition.chosen.connect(self.condition_chosen)
        self.serial.editingFinished.connect(
            lambda: self.serial_entered.emit(self.serial.text())
        )
        self.captures.captured.connect(self.captured)
        self.parts.entered.connect(self.missing_parts_entered)
        self.goes_to.chosen.connect(self.disposition_chosen)

    @property
    def fields(self) -> list[QWidget]:
        """Whatever can be entered, in reading order."""
        return [
            self.quantity,
            self.reason,
            self.condition,
            self.serial,
            *self.captures.parts.values(),
            *self.parts.fields,
            *self.goes_to.fields,
        ]

    def finish_typing(self) -> bool:
        """Tell what stands in the fields, as leaving them would; say whether all could be
        read."""
        self.quantity.finish_typing()
        if self.serial.isModified():
            self.serial_entered.emit(self.serial.text())
        return self.parts.finish_typing()

    def show_line(self, coming: ComingBack, line: LineOnCounter, state: CounterState) -> None:
        self.quantity.show_quantity(coming.quantity, max(line.left, coming.quantity))
        self.reason.show_code(coming.reason or "")
        self.condition.show_code(coming.condition or "")
        if coming.serial != self._serial_shown:  # else somebody may be typing there
            self._serial_shown = coming.serial
            self.serial.setText(coming.serial)
        if state.decision is not None:  # else what was asked for stays until it is decided
            wanted = wanted_of(line, coming, state.decided(coming.line_id))
            if state.without is not None:  # a document is entered once for all goods
                wanted = [what for what in wanted if what is not Capture.IDENTITY]
            self.captures.ask_for(wanted)
            if line.charge is None:
                self.goes_to.show_line(coming, proposed_of(state.decided(coming.line_id)))
        self.captures.show_line(coming)
        if line.charge is None:
            self.parts.show_line(coming)


def proposed_of(decided: DecidedLine | None) -> Disposition | None:
    """What becomes of the goods by the policy; nothing of goods that stay sold."""
    if decided is None or decided.decision.answer is Answer.REFUSE:
        return None
    return decided.decision.disposition


class ComingCard(Card):
    """Shows what comes back; a new item has its reason under the keys at once.

    Signals, each with the line's id first:
        quantity_changed, reason_chosen, condition_chosen, serial_entered, captured,
        missing_parts_entered, disposition_chosen.
    """

    quantity_changed = Signal(int, object)
    reason_chosen = Signal(int, str)
    condition_chosen = Signal(int, str)
    serial_entered = Signal(int, str)
    captured = Signal(int, str, str)
    missing_parts_entered = Signal(int, object)
    disposition_chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._items: dict[int, ItemCard] = {}
        self._sale: int | None = None
        self._title = Text(say("Coming back"), Type.TITLE)
        self._empty = EmptyState(
            "scan",
            say("Nothing yet"),
            say("Scan the goods that come back, or choose their line on the left."),
        )
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_3)
        self._column.addStretch(1)
        self._scrolling = ScrollingList(self._list, 120)
        self.body.addWidget(self._title)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._scrolling, 1)

    def show_state(self, state: CounterState) -> None:
        sale_id = state.sale.sale_id if state.sale else None
        wanted = {coming.line_id for coming in state.coming}
        for line_id in [
            key for key in self._items if key not in wanted or sale_id != self._sale
        ]:
            item = self._items.pop(line_id)
            item.hide()
            item.deleteLater()
        self._sale = sale_id
        for coming in state.coming:
            line = state.line(coming.line_id)
            if line is None:
                continue
            new = coming.line_id not in self._items
            if new:
                self._add(line)
            item = self._items[coming.line_id]
            item.show_line(coming, line, state)
            item.setEnabled(not state.busy)
            if new and coming.line_id == state.current:
                item.reason.setFocus()
        self._empty.setVisible(not state.coming)
        self._scrolling.setVisible(bool(state.coming))

    @property
    def fields(self) -> list[QWidget]:
        """Whatever can be entered, in reading order."""
        return [field for item in self._items.values() for field in item.fields]

    def finish_typing(self) -> bool:
        """A key that pays does not take the focus away: what was typed must count first.

        Say whether all of it could be read.
        """
        return all([item.finish_typing() for item in tuple(self._items.values())])

    def _add(self, line: LineOnCounter) -> None:
        item = ItemCard(line)
        key = line.line_id
        item.quantity_changed.connect(lambda value: self.quantity_changed.emit(key, value))
        item.reason_chosen.connect(lambda code: self.reason_chosen.emit(key, code))
        item.condition_chosen.connect(lambda code: self.condition_chosen.emit(key, code))
        item.serial_entered.connect(lambda text: self.serial_entered.emit(key, text))
        item.captured.connect(lambda what, note: self.captured.emit(key, what, note))
        item.missing_parts_entered.connect(
            lambda worth: self.missing_parts_entered.emit(key, worth)
        )
        item.disposition_chosen.connect(lambda code: self.disposition_chosen.emit(key, code))
        self._column.insertWidget(self._column.count() - 1, item)
        self._items[key] = item

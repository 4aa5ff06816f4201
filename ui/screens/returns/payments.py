"""How the customer pays a difference: one payment, or as many as it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.services.payments import TAKEN_BY
from models.values import TenderKind
from models.values.value_cards import ON_A_CARD
from ui import theme, words
from ui.screens.returns.state import Paying
from ui.theme import Role, Type
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.link_button import LinkButton
from ui.widgets.text import Text
from ui.widgets.typed import amount_field
from ui.words import say

if TYPE_CHECKING:
    from models.values import Money
    from ui.screens.returns.state import CounterState


class PaymentRow(QWidget):
    """One payment: by what, how much, and its reference unless it is cash.

    Signals:
        changed: how it stands now.
        removed: it is not paid after all.
    """

    changed = Signal(object)
    removed = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paying = Paying()
        self.kind = Choice(_named(say("How the customer pays"), number))
        self.kind.offer(
            [(kind.value, words.tender(kind, "")) for kind in TAKEN_BY], TenderKind.CASH
        )
        self.amount = amount_field()
        self.amount.setAccessibleName(_named(say("Amount of the payment"), number))
        self.reference = Field(self)
        self.reference.setAccessibleName(_named(say("Reference of the payment"), number))
        self.remove = LinkButton(_named(say("Remove"), number))
        if number == 1:
            self.remove.hide()
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_2)
        top.addWidget(self.kind, 2)
        top.addWidget(self.amount, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(top)
        column.addWidget(self.reference)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.kind.chosen.connect(lambda code: self._tell(kind=TenderKind(code)))
        self.amount.entered.connect(self._told_amount)
        self.reference.editingFinished.connect(self._told_reference)
        self.remove.clicked.connect(self.removed)

    @property
    def fields(self) -> list[QWidget]:
        return [self.kind, self.amount, self.reference, self.remove]

    def finish_typing(self) -> bool:
        """Tell what stands in the fields; say whether all of it could be read."""
        if self.amount.isModified():
            self.amount.editingFinished.emit()
        self._told_reference()
        return not self.amount.wrong

    def show_paying(self, paying: Paying, amount: Money) -> None:
        """``amount`` is what it comes to: what was typed, or the rest of what is owed."""
        before, self._paying = self._paying, paying
        self.kind.show_code(paying.kind)
        if not self.amount.isModified() and self.amount.value != (amount or None):
            self.amount.show_value(amount or None)
        if before.reference != paying.reference and not self.reference.isModified():
            self.reference.setText(paying.reference)
        self.reference.setVisible(paying.kind is not TenderKind.CASH)
        self.reference.setPlaceholderText(_reference_of(paying.kind))

    def _told_amount(self, amount: Money | None) -> None:
        if not self.amount.wrong:
            self._tell(amount=amount)

    def _told_reference(self) -> None:
        reference = self.reference.text().strip()
        self.reference.setModified(False)
        if reference != self._paying.reference:
            self._tell(reference=reference)

    def _tell(self, **now: object) -> None:
        self._paying = replace(self._paying, **now)  # type: ignore[arg-type]
        self.changed.emit(self._paying)


class Payments(QWidget):
    """Shows what is paid in, with what is still owed.

    Signals:
        paid_changed: a tuple of ``Paying``, all of them in order.
    """

    paid_changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paid: tuple[Paying, ...] = ()
        self.rows: list[PaymentRow] = []
        self._still = Text("", Type.SMALL, Role.MUTED)
        self.add = LinkButton(say("Add a payment"))
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self._still)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        self._column.addLayout(foot)
        self.add.clicked.connect(self._add)

    @property
    def fields(self) -> list[QWidget]:
        """Whatever can be entered, in reading order."""
        return [*(field for row in self.rows for field in row.fields), self.add]

    def finish_typing(self) -> bool:
        return all([row.finish_typing() for row in tuple(self.rows)])

    def show_state(self, state: CounterState) -> None:
        self.setVisible(bool(state.to_pay))
        self._paid = state.paid
        while len(self.rows) > len(state.paid):
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(state.paid):
            self._build()
        for row, paying, amount in zip(self.rows, state.paid, state.amounts, strict=True):
            row.show_paying(paying, amount)
            row.setEnabled(not state.busy)
        self.add.setEnabled(not state.busy)
        owed = state.still_owed
        self._still.setText(say("Still owed {amount}", amount=owed) if owed else "")

    def _build(self) -> None:
        at = len(self.rows)
        row = PaymentRow(at + 1)
        row.changed.connect(lambda paying: self._tell(at, (paying,)))
        row.removed.connect(lambda: self._tell(at, ()))
        self._column.insertWidget(at, row)
        self.rows.append(row)

    def _add(self) -> None:
        self._tell(len(self._paid), (Paying(),))
        if self.rows:
            self.rows[-1].kind.setFocus()

    def _tell(self, at: int, now: tuple[Paying, ...]) -> None:
        self.paid_changed.emit((*self._paid[:at], *now, *self._paid[at + 1 :]))


def _named(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"


def _reference_of(kind: TenderKind) -> str:
    if kind in ON_A_CARD:
        return say("Number of the card")
    if kind is TenderKind.CHEQUE:
        return say("Number of the cheque")
    return say("Reference of the payment")

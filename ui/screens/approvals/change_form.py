"""Less money, or another way to pay it; and what would be decided of that, live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.services.exchange_decisions import ExchangeDecided
from models.values import Money
from models.values.codes import RefundBy
from receipts.sentences import WAYS
from ui import theme, words
from ui.widgets.amount_field import AmountField
from ui.widgets.choice import Choice
from ui.widgets.labelled import Labelled
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.words import say

if TYPE_CHECKING:
    from models.rules.refunds import PlannedRefund
    from models.services.approval_decisions import Decided
    from models.services.decisions import Decision
    from models.services.giving import Giving
    from ui.screens.approvals.state import ApprovalsState

AS_ASKED: Final = "as-asked"


class ChangeForm(QWidget):
    """Shows what a manager would rather give.

    Signals:
        lowered: the amount, or nothing for as much as was asked for.
        way_chosen: a code of ``RefundBy``, or ``""`` for the way that was asked for.
    """

    lowered = Signal(object)
    way_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = AmountField()
        self.amount_row = Labelled(self.amount)
        self.way = Choice(say("How it is paid"))
        self._way_row = Labelled(self.way)
        self._rows = MoneyRows()
        self._offered: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        for part in (self.amount_row, self._way_row, self._rows):
            column.addWidget(part)
        self._way_row.say(say("How it is paid"))
        self.amount.textEdited.connect(self._tell_amount)
        self.way.chosen.connect(
            lambda code: self.way_chosen.emit("" if code == AS_ASKED else code)
        )

    def begin(self) -> None:
        """Nothing is other than it was asked for; the keyboard is at the amount."""
        self.amount.clear()
        self._offered = ()
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: ApprovalsState) -> None:
        card, changing = state.card, state.changing
        if card is None or changing is None:
            return
        self.amount_row.say(
            say("How much instead"),
            say("At most {amount}", amount=card.asked_amount),
        )
        self._offer(changing.decided)
        self.way.show_code(changing.by or AS_ASKED)
        if changing.decided is not None:
            self._rows.show_rows(preview_rows(changing.decided))
        self._rows.setVisible(changing.decided is not None)

    @property
    def unreadable(self) -> bool:
        """Whether what was typed is no amount."""
        return bool(self.amount.text().strip()) and self.amount.amount is None

    def _offer(self, decided: Decided | None) -> None:
        """What the policy offers first; then whatever else money can be given by."""
        if decided is None:
            return
        others = (
            RefundBy.STORE_CREDIT,
            *(by for by in RefundBy if by is not RefundBy.ORIGINAL),
        )
        codes = tuple(dict.fromkeys((*choices_of(decided), *others)))
        if codes != self._offered:
            self._offered = codes
            ways = [(code, words.word(WAYS, code)) for code in codes]
            self.way.offer([(AS_ASKED, say("As it was asked for")), *ways])

    def _tell_amount(self, _: str) -> None:
        wrong = self.unreadable
        self.amount_row.complain(say("Write the amount in figures.") if wrong else "")
        if not wrong:
            self.lowered.emit(self.amount.amount if self.amount.text().strip() else None)


def decision_of(decided: Decided) -> Decision | Giving:
    """What is said of the money: of an exchange, that of what comes back."""
    return decided.decision if isinstance(decided, ExchangeDecided) else decided


def choices_of(decided: Decided) -> tuple[RefundBy, ...]:
    return decision_of(decided).choices


def preview_rows(decided: Decided) -> list[MoneyRow]:
    """What would be handed over: the sum, the coin, and where it goes."""
    said = decision_of(decided)
    rows = [MoneyRow(say("To the customer"), words.money(said.to_pay), strong=True)]
    if said.cash_rounding:
        rows.append(MoneyRow(say("Cash rounding"), words.amount(said.cash_rounding)))
    return rows + [
        MoneyRow(say("to {tender}", tender=words.tender(kind, label)), words.amount(amount))
        for (kind, label), amount in _by_tender(said.plan).items()
    ]


def _by_tender(plan: tuple[PlannedRefund, ...]) -> dict[tuple[str, str], Money]:
    sums: dict[tuple[str, str], Money] = {}
    for part in plan:
        key = (part.kind, part.label)
        sums[key] = sums.get(key, Money()) + part.amount
    return sums

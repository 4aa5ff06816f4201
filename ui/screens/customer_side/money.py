"""The sum: the largest thing there, and how it is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipts.customer_side import LEADS, tender_words
from ui import theme
from ui.customer import Lead
from ui.theme import Role, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.card import Card
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from receipts.language import Language
    from ui.customer import ForCustomer


class MoneyCard(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._lead = Text("", Type.LEAD, Role.MUTED)
        self._amount = AmountLabel()
        theme.dress(self._amount, Type.DISPLAY, tabular=True)
        self._rows = MoneyRows(kind=Type.TITLE)
        for part in (self._lead, self._amount, self._rows):
            self.body.addWidget(part)

    def show_money(self, language: Language, told: ForCustomer) -> None:
        self._lead.setText(language.say(LEADS[told.lead]))
        summed = told.lead not in (Lead.NOT_YET, Lead.EVEN)
        self._amount.setVisible(summed)
        self._amount.show_amount(language.money(told.amount))
        rows = [
            MoneyRow(
                tender_words(language, each.kind, each.label), language.amount(each.amount)
            )
            for each in told.tenders
        ]
        if told.rounding:
            rows.insert(
                0, MoneyRow(language.say("Cash rounding"), language.amount(told.rounding))
            )
        self._rows.show_rows(rows)
        self._rows.setVisible(bool(rows) and summed)

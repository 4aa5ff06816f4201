"""Without a receipt, on the left: the goods that were looked up, and who brings them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.values.codes import Capture, CureKind
from models.values.identities import IdentityKind
from receipts.value_card_sentences import IDENTITY_KINDS
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.rules.findings import Finding
    from models.services.decisions import Decision
    from ui.screens.returns.state import CounterState, Unreceipted

LONGEST: Final = 80
WHO: Final = {Capture.IDENTITY, Capture.CUSTOMER}


class GoodsCard(Card):
    """Asks who it is only where the policy wants to know.

    Signals:
        product_named, customer_named: what was typed.
        chosen: one of several that were meant.
        toggled: the place of goods that come back, or do not after all.
        document_noted: a code of ``IdentityKind``, issuer and number.
    """

    product_named = Signal(str)
    customer_named = Signal(str)
    chosen = Signal(object)
    toggled = Signal(int)
    document_noted = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.product, self.customer = Field(), Field()
        self.issuer, self.number = Field(), Field()
        for field in (self.product, self.customer, self.number):
            field.setMaxLength(LONGEST)
        self.issuer.setMaxLength(40)
        self.kind = Choice(say("Document"))
        self.kind.offer(words.options(IDENTITY_KINDS), IdentityKind.NATIONAL)
        self.note = QuietButton(say("Note the document"))
        self._state_shown: Unreceipted | None = None
        self._customer_row, self._number_row = Labelled(self.customer), Labelled(self.number)
        self._issuer_row, self._kind_row = Labelled(self.issuer), Labelled(self.kind)
        self._product_row = Labelled(self.product)
        self._named, self._goods = Rows(), Rows()
        self._document = Text("", Type.SMALL)
        self._say()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        self._shown: tuple[QWidget, ...] = (
            self._kind_row,
            self._issuer_row,
            self._number_row,
            self.note,
        )
        parts: tuple[QWidget, ...] = (self._product_row, self._named, self._goods)
        for part in (*parts, self._customer_row, *self._shown):
            column.addWidget(part)
        column.addWidget(self._document)
        column.addStretch(1)
        self.body.addWidget(Text(say("Without a receipt"), Type.TITLE))
        self.body.addWidget(
            Text(
                say("At the lowest price of late. A sale that is found is better."),
                Type.SMALL,
                Role.MUTED,
            )
        )
        self.body.addWidget(ScrollingList(inside, 120), 1)
        self.product.returnPressed.connect(self._name_product)
        self.customer.returnPressed.connect(
            lambda: self.customer_named.emit(self.customer.text())
        )
        for field in (self.issuer, self.number):
            field.returnPressed.connect(self.note.click)
        self.note.clicked.connect(self._note)

    @property
    def fields(self) -> list[QWidget]:
        """Whatever can be entered, in reading order."""
        return [
            self.product,
            *self._named.rows,
            *self._goods.rows,
            self.customer,
            self.kind,
            self.issuer,
            self.number,
            self.note,
        ]

    def show_state(self, state: CounterState) -> None:
        without = state.without
        if without is None:
            self._state_shown = None
            return
        before, self._state_shown = self._state_shown, without
        if before is None:
            self._begin()
        asked = _asked_for(state.decision)
        if state.decision is not None or not state.coming:
            known = bool(asked or without.customer or without.identity)
            self._customer_row.setVisible(known)
            wanted = bool(asked) or without.identity is not None
            for each in self._shown:
                each.setVisible(wanted)
        self._show_named(without, before)
        self._show_goods(state, without)
        customer = without.customer
        self._customer_row.say(
            say("Customer: phone, number or name"),
            " · ".join(dict.fromkeys((customer.title, customer.detail))) if customer else "",
        )
        self._show_document(without)
        for part in (self.product, self.customer, self.note):
            part.setEnabled(not state.busy)

    def _begin(self) -> None:
        for field in (self.product, self.customer, self.issuer, self.number):
            field.clear()
        for part in (self._customer_row, *self._shown):
            part.hide()

    def _show_named(self, without: Unreceipted, before: Unreceipted | None) -> None:
        rows = self._named.fit(len(without.named))
        self._named.setVisible(bool(rows))
        for at, (row, choice) in enumerate(zip(rows, without.named, strict=True)):
            row.show_row(choice.title, "", choice.detail)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._choose, at))
        if rows and (before is None or before.named != without.named):
            rows[0].setFocus()

    def _show_goods(self, state: CounterState, without: Unreceipted) -> None:
        rows = self._goods.fit(len(without.goods))
        self._goods.setVisible(bool(rows))
        for row, line in zip(rows, without.goods, strict=True):
            answer = line.standing[0].answer
            tag = words.tag(line.standing[0].message), Tone(answer)
            row.show_row(
                line.description,
                words.money(line.paid),
                line.sku,
                None if answer == "accept" else tag,
            )
            row.setCheckable(True)
            row.setChecked(state.entered(line.line_id) is not None)
            row.setEnabled(not state.busy)
            if not row.property("place"):
                row.setProperty("place", line.line_id)
                row.clicked.connect(partial(self._toggle, line.line_id))

    def _show_document(self, without: Unreceipted) -> None:
        identity = without.identity
        self._document.setVisible(identity is not None)
        if identity is not None:
            kind = words.word(IDENTITY_KINDS, identity.kind)
            self._document.setText(
                say("Noted: {kind}, number ending in {last}", kind=kind, last=identity.last)
            )

    def _choose(self, at: int, _checked: bool = False) -> None:
        if self._state_shown is not None:
            self.chosen.emit(self._state_shown.named[at])

    def _toggle(self, line_id: int, _checked: bool = False) -> None:
        self.toggled.emit(line_id)

    def _name_product(self) -> None:
        text = self.product.text().strip()
        self.product.clear()
        if text:
            self.product_named.emit(text)

    def _note(self) -> None:
        """The number is not left standing where the next one in the queue can read it."""
        number = self.number.text()
        self.number.clear()
        self.document_noted.emit(
            self.kind.code or IdentityKind.NATIONAL, self.issuer.text(), number
        )

    def _say(self) -> None:
        self._product_row.say(say("Product: scan it, or words of its name"))
        self._customer_row.say(say("Customer: phone, number or name"))
        self._kind_row.say(say("Document"))
        self._issuer_row.say(say("Issued by"), say("A country or an office."))
        self._number_row.say(
            say("Number"), say("Not kept: only a mark to know it again, and the last three.")
        )


def _asked_for(decision: Decision | None) -> set[Capture]:
    """What the policy wants to know of the person."""
    findings: list[Finding] = (
        [finding for line in decision.lines for finding in line.decision.findings]
        if decision
        else []
    )
    return WHO & {
        Capture(str(finding.cure.facts["what"]))
        for finding in findings
        if finding.cure is not None and finding.cure.kind is CureKind.CAPTURE
    }

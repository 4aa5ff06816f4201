"""A product at a glance: price, stock, variants, what goes with it, and if it comes back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.services.inquiries import AboutProduct
from ui import theme, words
from ui.screens.inquiries.answer_words import here_words
from ui.screens.inquiries.paper_buttons import show_told
from ui.screens.inquiries.policy_part import PolicyPart
from ui.screens.inquiries.variants import variant_grid
from ui.screens.inquiries.variants_part import VariantsPart
from ui.theme import Role, Tone, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import mark, say, say_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.services.product_cards import ProductBeside, ProductCard
    from ui.screens.inquiries.state import InquiriesState

ATTRIBUTES: Final = {
    "size": mark("Size"),
    "colour": mark("Colour"),
    "weight": mark("Weight in kg"),
    "carrier": mark("Network"),
}
"""Facts of a product that most lists have; another is called as its list calls it."""
BESIDE: Final = 3
"""Products of each kind beside it: more are not read out to anybody."""


class ProductPage(Card):
    """Signals:
    opened: the id of another product on this card.
    told, policy_asked, return_asked, question_asked, pairing_asked: the buttons.
    """

    opened = Signal(int)
    told = Signal()
    policy_asked = Signal()
    return_asked = Signal()
    question_asked = Signal()
    pairing_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: ProductCard | None = None
        self._ids: dict[Rows, list[int]] = {}
        self._name = Text("", Type.TITLE)
        self._about = Text("", Type.SMALL, Role.MUTED)
        self._price = AmountLabel(name=say("Price today"))
        self._price.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._usual = Text("", Type.SMALL, Role.MUTED)
        self._promotion = Tag()
        self._stock = MoneyRows(kind=Type.STRONG)
        self._facts = MoneyRows()
        self.variants = VariantsPart()
        self.policy = PolicyPart()
        self.better, self.goes_with = Rows(), Rows()
        self._titles: dict[QWidget, Text] = {}
        self._lay_out()
        self.variants.picked.connect(self.opened)

    def show_state(self, state: InquiriesState) -> None:
        card = state.card
        if card is None:
            return
        if card != self._shown:
            self._shown = card
            self._show(card)
        show_told(self.tell, state, told=AboutProduct(card.product_id) in state.told)
        self.pair.setVisible(state.may_settle)
        self.question.block(
            "" if state.case else say("Begin a case first: a question belongs to one.")
        )
        for button in (self.ask, self.bring, self.pair):
            button.setEnabled(not state.busy)

    def _show(self, card: ProductCard) -> None:
        self.setAccessibleName(card.name)
        self._name.setText(card.name)
        kind = " / ".join(part for part in (card.department, card.category) if part)
        self._about.setText(_joined(card.sku, card.brand, kind, *card.barcodes[:1]))
        self._price.show_amount(words.money(card.price.price))
        cheaper = card.price.price != card.price.usual
        self._usual.setText(say("instead of {price}", price=card.price.usual))
        self._usual.setVisible(cheaper)
        self._promotion.setVisible(cheaper)
        self._promotion.show_as(_promotion(card), Tone.ACCEPT)
        self._stock.show_rows(
            [
                MoneyRow(
                    say("{store}, here", store=at.store) if at.here else at.store,
                    _pieces(card, at.quantity.thousandths > 0, words.quantity(at.quantity)),
                    at.here,
                )
                for at in card.stock
            ]
        )
        grid = variant_grid(card)
        self._facts.show_rows(_facts(card, grid.shows if grid else frozenset()))
        self.variants.show_grid(grid)
        self._titles[self.variants].setVisible(grid is not None)
        self.policy.show_answer(card.policy)
        self._show_beside(self.better, card.better)
        self._show_beside(self.goes_with, card.goes_with)

    def _show_beside(self, rows: Rows, beside: Sequence[ProductBeside]) -> None:
        beside = beside[:BESIDE]
        self._ids[rows] = [each.product_id for each in beside]
        for at, (row, each) in enumerate(zip(rows.fit(len(beside)), beside, strict=True)):
            detail = f"{_why(each)} · {here_words(each.here)}"
            row.show_row(each.name, words.money(each.price.price), detail)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._open, rows, at))
        rows.setVisible(bool(beside))
        self._titles[rows].setVisible(bool(beside))

    def _open(self, rows: Rows, at: int, _checked: bool = False) -> None:
        self.opened.emit(self._ids[rows][at])

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(theme.SPACE_1)
            column.setContentsMargins(0, 0, 0, 0)
        self._section(left, say("In stock"), self._stock)
        self._section(left, say("Variants, and how many are here"), self.variants)
        self._section(left, say("Good to know"), self._facts)
        self._section(left, say("The better model"), self.better)
        self._section(right, say("Can it come back if it is bought today?"), self.policy)
        self._section(right, say("Goes with it"), self.goes_with)
        columns = Columns(pad=0, gap=theme.SPACE_6, least=220)
        for column, share in ((left, 10), (right, 12)):
            column.addStretch(1)
            part = QWidget()
            part.setLayout(column)
            columns.add(part, share)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(columns)
        self.body.addWidget(self._head())
        self.body.addWidget(ScrollingList(inside, 200), 1)
        self.body.addWidget(self._buttons())

    def _head(self) -> QWidget:
        name, price = QVBoxLayout(), QVBoxLayout()
        for column in (name, price):
            column.setSpacing(2)
            column.setContentsMargins(0, 0, 0, 0)
        name.addWidget(self._name)
        name.addWidget(self._about)
        name.addStretch(1)
        price.addWidget(self._price)
        self._usual.setAlignment(Qt.AlignmentFlag.AlignRight)
        price.addWidget(self._usual)
        price.addWidget(self._promotion, 0, Qt.AlignmentFlag.AlignRight)
        price.addStretch(1)
        head = Columns(pad=0, gap=theme.SPACE_4)
        for column, share in ((name, 11), (price, 10)):
            part = QWidget()
            part.setLayout(column)
            head.add(part, share)
        return head

    def _section(self, column: QVBoxLayout, title: str, part: QWidget) -> None:
        text = Text(title, Type.SMALL, Role.MUTED, strong=True)
        self._titles[part] = text
        column.addWidget(text)
        column.addWidget(part)
        column.addSpacing(theme.SPACE_1)

    def _buttons(self) -> QWidget:
        self.ask = QuietButton(say("Can it come back?"), "F7")
        self.bring = QuietButton(say("Bring it back"), "F6")
        self.question = QuietButton(say("Question"), "F8")
        self.pair = QuietButton(say("Beside it"), "F9")
        self.tell = PrimaryButton(say("Told the customer"), "Ctrl+Return")
        for button, signal in (
            (self.ask, self.policy_asked),
            (self.bring, self.return_asked),
            (self.question, self.question_asked),
            (self.pair, self.pairing_asked),
            (self.tell, self.told),
        ):
            button.clicked.connect(signal)
        quiet = Columns(pad=0, gap=theme.SPACE_2)
        for button, share in (
            (self.ask, 15),
            (self.bring, 12),
            (self.question, 10),
            (self.pair, 10),
        ):
            quiet.add(button, share)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(quiet)
        column.addWidget(self.tell)
        return whole


def _facts(card: ProductCard, shown: frozenset[str]) -> list[MoneyRow]:
    """The warranty first, then what the list says of it, but for what is ``shown`` already."""
    warranty = card.warranty or say("the list says nothing")
    rows = [MoneyRow(say("Warranty"), warranty)]
    return rows + [
        MoneyRow(words.word(ATTRIBUTES, name), value)
        for name, value in card.attributes.items()
        if name not in shown
    ]


def _promotion(card: ProductCard) -> str:
    if card.price.until is None:
        return card.price.promotion
    return say("{name} until {day}", name=card.price.promotion, day=card.price.until)


def _pieces(card: ProductCard, some: bool, quantity: str) -> str:
    if not some:
        return say("none")
    return say("{quantity} kg", quantity=quantity) if card.weighed else quantity


def _why(each: ProductBeside) -> str:
    if each.together:
        return say_many(
            "bought together {count} time", "bought together {count} times", each.together
        )
    return say("on the manager's list")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)

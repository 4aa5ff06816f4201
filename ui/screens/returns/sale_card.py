"""The sale on the left: every line, what of it can still come back, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from receipts.options import CHARGES, PROOFS
from ui import theme, words
from ui.screens.returns.explained import corrected_words
from ui.screens.returns.telling import may_be_given
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.link_button import LinkButton
from ui.widgets.row import Row, Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from models.services.sales import LineOnCounter, SaleOnCounter
    from ui.screens.returns.state import CounterState

BILL_KEY: Final = "F3"


class SaleCard(Card):
    """Shows the open sale.

    Signals:
        toggled: the id of a line that comes back, or does not after all.
        proof_chosen: a code of ``Proof``.
        slip_asked: the number of the exchange in which it was sold.
        giving_asked: money goes back, and no goods come.
        gift_asked: a receipt without a price for whoever is given the goods.
        bill_asked: the id of the sale, whose bill is to be explained line by line.
    """

    toggled = Signal(int)
    slip_asked = Signal(str)
    giving_asked = Signal()
    gift_asked = Signal()
    bill_asked = Signal(int)
    proof_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = Text("", Type.TITLE)
        self._about = Text("", Type.SMALL, Role.MUTED)
        self._rows = Rows()
        self._paid = Text("", Type.SMALL, Role.MUTED)
        self.proof = Choice(say("Proof of purchase"))
        self.proof.offer(words.options(PROOFS))
        self.slip = LinkButton(say("Show the slip"))
        self.bill = LinkButton(say("Explain the bill"))
        self.bill.setToolTip(BILL_KEY)
        self._sale_id = 0
        self._ids: list[int] = []
        self._slip = ""
        list_of_lines = ScrollingList(self._rows, 120)
        list_of_lines.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self._title)
        self.body.addWidget(self._about)
        links = Columns(pad=0, gap=theme.SPACE_2)
        links.add(self.slip, 0)
        links.add(self.bill, 0)
        self.body.addWidget(links)
        self.body.addWidget(list_of_lines, 1)
        self.body.addWidget(self._paid)
        shown = QHBoxLayout()
        shown.setSpacing(theme.SPACE_2)
        shown.addWidget(Text(say("Proof:"), Type.SMALL, Role.MUTED))
        shown.addWidget(self.proof, 1)
        self.body.addLayout(shown)
        self.giving = QuietButton(say("Money back without goods"), "F10")
        self.gift = QuietButton(say("Gift receipt"), "F4")
        self.body.addWidget(self.giving)
        self.body.addWidget(self.gift)
        key = QShortcut(QKeySequence(BILL_KEY), self)
        key.activated.connect(self.bill.click)
        self.bill.clicked.connect(lambda: self.bill_asked.emit(self._sale_id))
        self.gift.clicked.connect(self.gift_asked)
        self.giving.clicked.connect(self.giving_asked)
        self.proof.chosen.connect(self.proof_chosen)
        self.slip.clicked.connect(lambda: self.slip_asked.emit(self._slip))

    def show_state(self, state: CounterState) -> None:
        sale = state.sale
        if sale is None:
            return
        self._title.setText(say("Sale {number}", number=sale.number))
        self._about.setText(_about(sale))
        self._slip, self._sale_id = sale.slip, sale.sale_id
        self.bill.setEnabled(not state.busy)
        self.slip.setVisible(bool(sale.slip))
        self.slip.setEnabled(not state.busy)
        self._ids = [line.line_id for line in sale.lines]
        rows = self._rows.fit(len(sale.lines))
        for at, (row, line) in enumerate(zip(rows, sale.lines, strict=True)):
            answer = line.standing[0].answer
            row.show_row(
                line.description,
                words.money(line.paid),
                _detail(line),
                (words.tag(line.standing[0].message), _tone(line)),
                dim=answer == "refuse",
            )
            row.setCheckable(True)
            row.setChecked(state.entered(line.line_id) is not None)
            row.setEnabled(bool(line.left) and not state.busy)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(lambda _=False, at=at: self.toggled.emit(self._ids[at]))
        self._paid.setText(_paid(sale))
        self.proof.show_code(state.proof)
        self.proof.setEnabled(not state.busy)
        self.giving.setEnabled(not state.busy)
        self.gift.setVisible(may_be_given(state))
        self.gift.setEnabled(not state.busy)

    @property
    def fields(self) -> list[QWidget]:
        """The lines in the order of the sale, what was shown for it, and money alone."""
        slip = [self.slip] if self._slip else []
        return [*slip, self.bill, *self._rows.rows, self.proof, self.giving, self.gift]

    @property
    def rows(self) -> list[Row]:
        """In the order of the sale."""
        return self._rows.rows

    def focus_lines(self) -> None:
        """To the first line that can come back."""
        for row in self._rows.rows:
            if row.isEnabled():
                row.setFocus()
                return


def _about(sale: SaleOnCounter) -> str:
    ago = say_many("{count} day ago", "{count} days ago", sale.days_ago)
    returns = say_many(
        "{count} return this year", "{count} returns this year", sale.customer_returns
    )
    parts = [
        f"{words.day(sale.sold_on)}, {say('today') if sale.days_ago == 0 else ago}",
        sale.store,
        sale.customer,
        say("Gift receipt {number}", number=sale.gift) if sale.gift else "",
        returns if sale.customer and sale.customer_returns else "",
    ]
    return " · ".join(part for part in parts if part)


def _detail(line: LineOnCounter) -> str:
    if not line.left:
        back = ", ".join(line.returned_by)
        came = say("Came back: {papers}", papers=back) if back else ""
        return " · ".join(part for part in (came, corrected_words(line)) if part)
    sold, left = words.quantity(line.quantity), words.quantity(line.left)
    counted = (
        say("{sold} kg bought, {left} kg can come back", sold=sold, left=left)
        if line.weighed
        else say("{sold} bought, {left} can come back", sold=sold, left=left)
    )
    refused = line.standing[0].answer == "refuse"
    parts = [
        words.word(CHARGES, line.charge) if line.charge else line.department,
        *dict.fromkeys(line.promotions),
        words.sentence(line.standing[0].message) if refused else counted,
        f"SN {line.serial}" if line.serial else "",
        corrected_words(line),
    ]
    return " · ".join(part for part in parts if part)


def _tone(line: LineOnCounter) -> Tone:
    return Tone.QUIET if not line.left else Tone(line.standing[0].answer)


def _paid(sale: SaleOnCounter) -> str:
    total = say("Total {total}", total=sale.total)
    paid = ", ".join(words.tender(tender.kind, tender.label) for tender in sale.tenders)
    return f"{say('Paid: {tenders}', tenders=paid)} · {total}" if paid else total

"""After the return: what to hand over, the slip as it prints, and on to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.values import Money, TenderKind
from ui import theme, words
from ui.screens.returns.awaiting import AwaitingList
from ui.theme import Role, Tone, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.returns import ReturnTaken
    from models.values.papers import ReturnSlip
    from ui.screens.returns.state import CounterState

PAPER_WIDTH = 380


class PaperPicture(QWidget):
    """The slip as it comes out of the printer, never wider than the paper looks natural."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, png: bytes | None, name: str) -> None:
        self._image = QImage.fromData(png) if png else QImage()
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(PAPER_WIDTH, self.heightForWidth(PAPER_WIDTH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self.heightForWidth(PAPER_WIDTH))

    def heightForWidth(self, width: int) -> int:
        if self._image.isNull():
            return 0
        return min(width, PAPER_WIDTH) * self._image.height() // self._image.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide = min(self.width(), PAPER_WIDTH)
        box = self.rect()
        box.setSize(QSize(wide, self.heightForWidth(wide)))
        box.moveLeft((self.width() - wide) // 2)
        painter.drawImage(box, self._image)
        painter.setPen(theme.color(Role.LINE))
        painter.drawRect(box.adjusted(0, 0, -1, -1))


class PaperPage(QWidget):
    """Shows the slip.

    Signals:
        next_asked, print_asked, save_asked: the buttons.
        settle_asked: refund id and the terminal's reference.
    """

    next_asked = Signal()
    print_asked = Signal()
    save_asked = Signal()
    settle_asked = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: ReturnTaken | None = None
        self._title = Text("", Type.TITLE)
        self._tag = Tag()
        self._about = Text("", Type.SMALL, Role.MUTED)
        self._lead = Text("", Type.SMALL, Role.MUTED)
        self._amount = AmountLabel()
        self._rows = MoneyRows()
        self.awaiting = AwaitingList()
        self._picture = PaperPicture()
        self.next = PrimaryButton(say("Next customer"), "F9")
        self.print = QuietButton(say("Print"), "Ctrl+P")
        self.save = QuietButton(say("Save as PDF"), "Ctrl+S")
        paper = Card(say("Slip"))
        paper.body.addWidget(ScrollingList(self._picture, 160), 1)
        columns = Columns(least=230)
        columns.add(paper, 110)
        columns.add(self._what_happened(), 100)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)
        self.next.clicked.connect(self.next_asked)
        self.print.clicked.connect(self.print_asked)
        self.save.clicked.connect(self.save_asked)
        self.awaiting.settle_asked.connect(self.settle_asked)

    def show_state(self, state: CounterState) -> None:
        taken = state.taken
        if taken is None:
            return
        if self._shown is None or taken.slip != self._shown.slip:
            self._picture.show_picture(None, "")
        if state.picture:
            self._picture.show_picture(state.picture, say("Picture of the slip"))
        if taken != self._shown:
            self._shown = taken
            self._show_taken(taken)
        self.awaiting.show_refunds(taken.awaiting, busy=state.busy)
        for button in (self.print, self.save, self.next):
            button.setEnabled(not state.busy)

    def _show_taken(self, taken: ReturnTaken) -> None:
        slip = taken.slip
        self._title.setText(say("Return {number}", number=slip.head.number))
        copied = say("copy {number}", number=taken.copy) if taken.copy else say("Taken back")
        self._tag.show_as(copied, Tone.QUIET if taken.copy else Tone.ACCEPT)
        self._about.setText(" · ".join(part for part in (_sale(slip), slip.customer) if part))
        cash = sum(out.amount for out in slip.paid_out if out.kind == TenderKind.CASH)
        self._lead.setText(say("Hand over in cash") if cash else say("Refund"))
        shown = Money(cash) if cash else Money(slip.refund + slip.cash_rounding)
        self._amount.show_amount(words.money(shown))
        self._rows.show_rows(_rows(slip))

    def _what_happened(self) -> Card:
        card = Card()
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.addWidget(self._tag)
        money = QVBoxLayout()
        money.setSpacing(theme.SPACE_1)
        money.addWidget(self._lead)
        money.addWidget(self._amount)
        money.addWidget(self._rows)
        beside = QHBoxLayout()
        beside.setSpacing(theme.SPACE_2)
        beside.addWidget(self.print)
        beside.addWidget(self.save)
        card.body.addLayout(title)
        card.body.addWidget(self._about)
        card.body.addLayout(money)
        card.body.addWidget(self.awaiting)
        card.body.addStretch(1)
        card.body.addWidget(self.next)
        card.body.addLayout(beside)
        return card


def _rows(slip: ReturnSlip) -> list[MoneyRow]:
    rows = [MoneyRow(line.description, words.amount(Money(line.refund))) for line in slip.lines]
    if slip.cash_rounding:
        rows.append(MoneyRow(say("Cash rounding"), words.amount(Money(slip.cash_rounding))))
    for out in slip.paid_out:
        to = words.tender(out.kind, out.label)
        rows.append(
            MoneyRow(
                say("to {tender}", tender=to), words.amount(Money(out.amount)), strong=True
            )
        )
    return rows


def _sale(slip: ReturnSlip) -> str:
    if not slip.sale_number:
        return say("Without a receipt")
    return say("Sale {number}", number=slip.sale_number)

"""After the return: what to hand over, the slip as it prints, and on to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values import Money, TenderKind
from models.values.exchange_papers import ExchangeSlip
from models.values.giving_papers import CorrectionSlip, GoodwillSlip
from models.values.void_papers import VoidSlip
from ui import theme, words
from ui.screens.returns.awaiting import AwaitingList
from ui.screens.returns.signing_line import SigningLine
from ui.screens.returns.telling import may_be_given
from ui.screens.returns.voiding_card import VoidingCard
from ui.theme import Role, Tone, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.mail_part import MailPart
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.notice import Notice
from ui.widgets.paper_picture import PaperPicture
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.services.slips import Taken
    from models.values.papers import PaidOut, ReturnSlip
    from models.values.slips import PaidSlip, Slip
    from ui.screens.returns.state import CounterState


class PaperPage(QWidget):
    """Shows the slip.

    Signals:
        next_asked, print_asked, save_asked, form_asked, tags_asked: the buttons.
        gift_asked: a receipt without a price for what went out.
        mail_begun: the number of the slip that is to go by e-mail.
        void_begun: it was a mistake; :class:`VoidingCard` asks for the rest.
        slip_asked: the number of the void that undid the slip.
        settle_asked: refund id and the terminal's reference.
        decline_asked: refund id, why, and the way of paying it instead.
    """

    next_asked = Signal()
    print_asked = Signal()
    save_asked = Signal()
    form_asked = Signal()
    tags_asked = Signal()
    gift_asked = Signal()
    mail_begun = Signal(str)
    void_begun = Signal()
    slip_asked = Signal(str)
    settle_asked = Signal(int, str)
    decline_asked = Signal(int, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Taken | None = None
        self._voided_by = ""
        self._busy = False
        self._title = Text("", Type.TITLE)
        self._tag = Tag()
        self._about = Text("", Type.SMALL, Role.MUTED)
        self._lead = Text("", Type.SMALL, Role.MUTED)
        self._amount = AmountLabel()
        self._rows = MoneyRows()
        self.voided = Notice()
        self.awaiting = AwaitingList()
        self.signing = SigningLine()
        self.voiding = VoidingCard()
        self.voiding.hide()
        self.mailing = MailPart()
        self._picture = PaperPicture()
        self._vouchers: list[PaperPicture] = []
        self._papers = QWidget()
        column = QVBoxLayout(self._papers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_4)
        column.addWidget(self._picture)
        self.next = PrimaryButton(say("Next customer"), "F9")
        self.print = QuietButton(say("Print"), "Ctrl+P")
        self.save = QuietButton(say("Save as PDF"), "Ctrl+S")
        self.mail = QuietButton(say("E-mail…"), "Ctrl+E")
        self.form = QuietButton(say("Print the form"), "F5")
        self.tags = QuietButton(say("Print tags"), "F7")
        self.gift = QuietButton(say("Gift receipt"), "F4")
        self.void = QuietButton(say("Void…"), "F6")
        paper = Card(say("Slip"))
        paper.body.addWidget(ScrollingList(self._papers, 160), 1)
        columns = Columns(least=230)
        columns.add(paper, 110)
        self._happened = self._what_happened()
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._happened)
        beside.addWidget(self.voiding)
        beside.addWidget(self.mailing)
        columns.add(right, 100)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)
        self.next.clicked.connect(self.next_asked)
        self.print.clicked.connect(self.print_asked)
        self.save.clicked.connect(self.save_asked)
        self.mail.clicked.connect(self._begin_mail)
        self.form.clicked.connect(self.form_asked)
        self.tags.clicked.connect(self.tags_asked)
        self.gift.clicked.connect(self.gift_asked)
        self.void.clicked.connect(self.void_begun)
        self.voided.action_asked.connect(lambda: self.slip_asked.emit(self._voided_by))
        self.awaiting.settle_asked.connect(self.settle_asked)
        self.awaiting.decline_asked.connect(self.decline_asked)

    def show_state(self, state: CounterState) -> None:
        taken = state.taken
        if taken is None:
            return
        if self._shown is None or taken.slip != self._shown.slip:
            self._picture.show_picture(None, "")
        if state.picture:
            self._picture.show_picture(state.picture, say("Picture of the slip"))
        self._show_vouchers(state.voucher_pictures)
        if taken != self._shown:
            self._shown, self._voided_by = taken, ""
            self._show_taken(taken)
        self.awaiting.show_refunds(taken.awaiting, busy=state.busy)
        buttons = (self.print, self.save, self.mail, self.form, self.next, self.gift)
        for button in (*buttons, self.tags, self.void):
            button.setEnabled(not state.busy)
        self._show_standing(state)

    def _begin_mail(self) -> None:
        if self._slip is not None:
            self.mail_begun.emit(self._slip.head.number)

    def _show_standing(self, state: CounterState) -> None:
        """Whether the slip was voided, may be, or is being voided now."""
        if self._busy and not state.busy:
            self.voiding.forget_pin()
        self._busy = state.busy
        voided_by = state.standing.voided_by if state.standing else ""
        if voided_by != self._voided_by:
            self._voided_by = voided_by
            if voided_by:
                told = say("Voided by {number}", number=voided_by)
                self.voided.tell(Tone.REFUSE, told, say("Show the void"))
                self._tag.show_as(say("Voided"), Tone.REFUSE)
        self.voided.setVisible(bool(voided_by))
        stands = state.standing is not None and not voided_by
        self.tags.setVisible(stands and not isinstance(self._slip, VoidSlip))
        self.gift.setVisible(may_be_given(state))
        self.void.setVisible(state.may_be_voided)
        asked, was_asked = state.addressing, self.mailing.isVisibleTo(self)
        self._happened.setVisible(not state.voiding and asked is None)
        self.mailing.show_part(asked, busy=state.busy)
        self.voiding.setVisible(state.voiding)
        was_voiding = self.voiding.shown
        self.voiding.show_state(state)
        over = was_voiding and not state.voiding
        if (over or (was_asked and asked is None)) and not state.busy:
            self.next.setFocus()

    def _show_vouchers(self, pictures: tuple[bytes, ...]) -> None:
        for gone in self._vouchers[len(pictures) :]:
            gone.hide()
            gone.deleteLater()
        del self._vouchers[len(pictures) :]
        for place, picture in enumerate(pictures):
            if place == len(self._vouchers):
                self._vouchers.append(PaperPicture())
                if layout := self._papers.layout():
                    layout.addWidget(self._vouchers[place])
            self._vouchers[place].show_picture(picture, say("Picture of the voucher"))

    @property
    def _slip(self) -> Slip | None:
        return self._shown.slip if self._shown else None

    def _show_taken(self, taken: Taken) -> None:
        slip = taken.slip
        self.form.setVisible(taken.form is not None)
        title, done = say("Return {number}", number=slip.head.number), say("Taken back")
        if isinstance(slip, ExchangeSlip):
            title, done = say("Exchange {number}", number=slip.head.number), say("Exchanged")
        elif isinstance(slip, CorrectionSlip):
            title, done = say("Correction {number}", number=slip.head.number), say("Given back")
        elif isinstance(slip, GoodwillSlip):
            title, done = say("Goodwill {number}", number=slip.head.number), say("Given")
        elif isinstance(slip, VoidSlip):
            title, done = say("Void {number}", number=slip.head.number), say("Undone")
        self._title.setText(title)
        copied = say("copy {number}", number=taken.copy) if taken.copy else done
        self._tag.show_as(copied, Tone.QUIET if taken.copy else Tone.ACCEPT)
        allowed = say("Approved by {name}", name=slip.approver) if slip.approver else ""
        about = (_sale(slip), slip.customer, allowed)
        self._about.setText(" · ".join(part for part in about if part))
        if isinstance(slip, ExchangeSlip):
            self._show_difference(slip)
            return
        if isinstance(slip, VoidSlip):
            self._show_void(slip)
            return
        cash = sum(out.amount for out in slip.paid_out if out.kind == TenderKind.CASH)
        self._lead.setText(say("Hand over in cash") if cash else say("Refund"))
        paid = sum(out.amount for out in slip.paid_out)
        shown = Money(cash or paid)
        self._amount.show_amount(words.money(shown))
        self._rows.show_rows(_rows(slip))

    def _show_difference(self, slip: ExchangeSlip) -> None:
        """What goes over the counter: to the shop, to the customer, or nothing."""
        moved = slip.paid_in or slip.paid_out
        amount = Money(sum(tender.amount for tender in moved))
        in_cash = len(moved) == 1 and moved[0].kind == TenderKind.CASH
        if slip.paid_in:
            lead = say("Take in cash") if in_cash else say("The customer pays")
        elif slip.paid_out:
            lead = say("Hand over in cash") if in_cash else say("The customer gets")
        else:
            lead = say("Nothing to pay")
        self._lead.setText(lead)
        self._amount.show_amount(words.money(amount))
        owed = -1 if slip.paid_in else 1  # what came back is taken off what is paid
        back = [
            MoneyRow(line.description, words.amount(Money(owed * line.refund)))
            for line in slip.lines
        ]
        out = [
            MoneyRow(
                say("{item} goes out", item=line.description),
                words.amount(Money(-owed * line.price)),
            )
            for line in slip.out
        ]
        paid = [
            MoneyRow(
                say("Paid by {tender}", tender=words.tender(taken.kind, taken.label)),
                words.amount(Money(taken.amount)),
                strong=True,
            )
            for taken in slip.paid_in
        ]
        self._rows.show_rows([*back, *out, *paid, *_paid_out(slip)])

    def _show_void(self, slip: VoidSlip) -> None:
        """What goes back over the counter, the other way round."""
        cash_in, cash_out = _cash(slip.given_back), _cash(slip.paid_back)
        if cash_in:
            lead = say("Take back in cash")
        elif cash_out:
            lead = say("Hand over in cash")
        else:
            lead = say("No cash to hand over")
        self._lead.setText(lead)
        self._amount.show_amount(words.money(Money(cash_in or cash_out)))
        goods = [
            MoneyRow(
                say("{item} is the customer's again", item=line.description),
                words.amount(Money(line.gross)),
            )
            for line in slip.lines
        ]
        out = [
            MoneyRow(
                say("{item} is the shop's again", item=line.description),
                words.amount(Money(line.gross)),
            )
            for line in slip.out
        ]
        money = [
            MoneyRow(
                sentence(words.tender(part.kind, part.label)),
                words.amount(Money(part.amount)),
                strong=True,
            )
            for sentence, parts in ((_from, slip.given_back), (_to, slip.paid_back))
            for part in parts
        ]
        self._rows.show_rows([*goods, *out, *money])

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
        seldom = QHBoxLayout()
        seldom.setSpacing(theme.SPACE_2)
        seldom.addWidget(self.mail)
        seldom.addWidget(self.tags)
        seldom.addWidget(self.gift)
        seldom.addWidget(self.void)
        card.body.addLayout(title)
        card.body.addWidget(self._about)
        card.body.addWidget(self.voided)
        card.body.addLayout(money)
        card.body.addWidget(self.awaiting)
        card.body.addWidget(self.signing)
        card.body.addStretch(1)
        card.body.addWidget(self.next)
        card.body.addLayout(beside)
        card.body.addWidget(self.form)
        card.body.addLayout(seldom)
        return card


def _rows(slip: ReturnSlip | CorrectionSlip | GoodwillSlip) -> list[MoneyRow]:
    if isinstance(slip, CorrectionSlip):
        return [MoneyRow(slip.description, words.amount(Money(slip.amount))), *_paid_out(slip)]
    if isinstance(slip, GoodwillSlip):
        about = slip.about or say("Goodwill")
        return [MoneyRow(about, words.amount(Money(slip.amount))), *_paid_out(slip)]
    rows = [MoneyRow(line.description, words.amount(Money(line.refund))) for line in slip.lines]
    return [*rows, *_paid_out(slip)]


def _paid_out(slip: PaidSlip) -> list[MoneyRow]:
    rows = []
    if slip.cash_rounding:
        rows.append(MoneyRow(say("Cash rounding"), words.amount(Money(slip.cash_rounding))))
    for out in slip.paid_out:
        to = words.tender(out.kind, out.label)
        rows.append(MoneyRow(_to(to), words.amount(Money(out.amount)), strong=True))
    return rows


def _cash(parts: Sequence[PaidOut]) -> int:
    return sum(part.amount for part in parts if part.kind == TenderKind.CASH)


def _from(tender: str) -> str:
    return say("from {tender}", tender=tender)


def _to(tender: str) -> str:
    return say("to {tender}", tender=tender)


def _sale(slip: Slip) -> str:
    if isinstance(slip, VoidSlip):
        return say("Undoes {number}", number=slip.return_number)
    if isinstance(slip, GoodwillSlip) and not slip.sale_number:
        return ""
    if not slip.sale_number:
        return say("Without a receipt")
    return say("Sale {number}", number=slip.sale_number)

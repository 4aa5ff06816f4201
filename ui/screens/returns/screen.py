"""The counter: one screen, no wizard. It knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.values import TenderKind
from models.values.codes import Capture, Condition, Disposition, Proof, Reason, RefundBy
from models.values.identities import IdentityKind
from ui import theme, words
from ui.customer import ForCustomer
from ui.screens.returns.call_line import CallLine
from ui.screens.returns.choices_page import ChoicesPage
from ui.screens.returns.coming_card import ComingCard
from ui.screens.returns.decision_card import DecisionCard
from ui.screens.returns.finding_page import FindingPage
from ui.screens.returns.for_customers import for_customers, made_here
from ui.screens.returns.giving_page import GivingPage
from ui.screens.returns.giving_state import What
from ui.screens.returns.going_out_card import GoingOutCard
from ui.screens.returns.goods_card import GoodsCard
from ui.screens.returns.on_the_spot_card import OnTheSpotCard
from ui.screens.returns.paper_page import PaperPage
from ui.screens.returns.sale_card import SaleCard
from ui.screens.returns.state import CounterState, Stage
from ui.screens.returns.told_page import ToldPage
from ui.screens.returns.waiting_page import WaitingPage
from ui.theme import Tone
from ui.widgets.columns import Columns
from ui.widgets.notice import Notice
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from models.services.search import Choice
    from models.services.suspended_bodies import Entered
    from models.unit import Unit
    from ui.customer import Signing
    from ui.screens.returns.presenter import CounterPresenter


class CounterScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to.

    ``sale_to_try`` is a receipt's number that a demo proposes.

    Signals:
        waiting_began: ready for the next customer: the keys belong to the one box.
        said_to_customer: a :class:`ForCustomer`, with each state.
        signature_skipped: the customer does not sign.
        bill_asked: the id of a sale whose bill is to be explained.
    """

    waiting_began = Signal()
    said_to_customer = Signal(object)
    signature_skipped = Signal()
    bill_asked = Signal(int)

    def __init__(self, sale_to_try: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice()
        self.waiting = WaitingPage(sale_to_try)
        self.choices = ChoicesPage()
        self.finding = FindingPage()
        self.sale = SaleCard()
        self.goods = GoodsCard()
        self.coming = ComingCard()
        self.going = GoingOutCard()
        self.decision = DecisionCard()
        self.approval = OnTheSpotCard()
        self.call = CallLine()
        """Stands in the strip of the window."""
        self.paper = PaperPage()
        self.told = ToldPage()
        self.giving = GivingPage()
        self._presenter: CounterPresenter | None = None
        self._state = CounterState()
        self.for_customer = ForCustomer()
        """What may be seen on the other side of the desk."""
        self._keys: QWidget | None = None
        self._keys_before: QWidget | None = None
        """What had the keyboard before money without goods was asked for."""
        self._order: list[QWidget] = []
        taking_back = Columns(least=230, pad_above=theme.SPACE_2)
        both = QWidget()
        self._over = over = QVBoxLayout(both)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(theme.SPACE_4)
        over.addWidget(self.coming, 1)
        over.addWidget(self.going, 1)
        where_from = QWidget()
        beside = QVBoxLayout(where_from)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.sale)
        beside.addWidget(self.goods)
        self._entries = both
        shares = ((where_from, 105), (both, 115), (self.decision, 95), (self.approval, 210))
        for card, share in shares:
            taking_back.add(card, share)
        self._pages = {
            Stage.WAITING: self.waiting,
            Stage.CHOOSING: self.choices,
            Stage.FINDING: self.finding,
            Stage.RETURN: taking_back,
            Stage.GIVING: self.giving,
            Stage.PAPER: self.paper,
            Stage.TOLD: self.told,
        }
        above = QVBoxLayout()
        pad = theme.SPACE_4
        above.setContentsMargins(pad, pad, pad, 0)
        above.addWidget(self.notice)
        self._above = QWidget()
        self._above.setLayout(above)
        self._above.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        # Not a stack: that is as tall as its tallest page, and would scroll for nothing.
        for page in self._pages.values():
            page.hide()
            column.addWidget(page, 1)
        self.waiting.show()

    def bind(self, presenter: CounterPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.notice.action_asked.connect(presenter.undo)
        for page in (self.waiting, self.paper):
            page.settle_asked.connect(presenter.terminal.settle)
            page.decline_asked.connect(
                lambda refund_id, why, code: presenter.terminal.decline(
                    refund_id, why, RefundBy(code)
                )
            )
        self.waiting.unconfirmed_asked.connect(presenter.show_unconfirmed)
        self.choices.chosen.connect(presenter.choose)
        self.choices.case_chosen.connect(presenter.go_on_with)
        self.waiting.without_asked.connect(presenter.find_sale)
        self.finding.find_asked.connect(presenter.unreceipted.find)
        self.finding.chosen.connect(presenter.open_candidate)
        self.finding.without_asked.connect(presenter.unreceipted.begin)
        self.finding.close_asked.connect(presenter.start)
        self.goods.product_named.connect(presenter.enter)
        self.goods.customer_named.connect(presenter.unreceipted.name_customer)
        self.goods.chosen.connect(presenter.unreceipted.choose)
        self.goods.toggled.connect(presenter.coming.toggle)
        self.goods.document_noted.connect(
            lambda kind, issuer, number: presenter.unreceipted.note_document(
                IdentityKind(kind), issuer, number
            )
        )
        self.sale.toggled.connect(presenter.coming.toggle)
        self.sale.slip_asked.connect(presenter.show_slip)
        self.sale.bill_asked.connect(self.bill_asked)
        self.coming.quantity_changed.connect(presenter.coming.set_quantity)
        self.coming.reason_chosen.connect(
            lambda line_id, code: presenter.coming.set_reason(line_id, Reason(code))
        )
        self.coming.condition_chosen.connect(
            lambda line_id, code: presenter.coming.set_condition(line_id, Condition(code))
        )
        self.coming.serial_entered.connect(presenter.coming.set_serial)
        self.coming.captured.connect(
            lambda line_id, what, note: presenter.coming.set_captured(
                line_id, Capture(what), note
            )
        )
        self.coming.missing_parts_entered.connect(presenter.coming.set_missing_parts)
        self.coming.disposition_chosen.connect(
            lambda line_id, code: presenter.coming.set_disposition(
                line_id, Disposition(code) if code else None
            )
        )
        self.sale.proof_chosen.connect(lambda code: presenter.set_proof(Proof(code)))
        self.decision.refund_by_chosen.connect(
            lambda code: presenter.set_refund_by(RefundBy(code))
        )
        self.decision.confirm_asked.connect(self._confirm)
        self._bind_approving(presenter)
        self.decision.split_asked.connect(presenter.splitting.begin)
        split = self.decision.split
        split.way_chosen.connect(
            lambda place, tender, kind: presenter.splitting.set_way(
                place, tender or None, TenderKind(kind)
            )
        )
        split.amount_entered.connect(presenter.splitting.set_amount)
        split.part_asked.connect(
            lambda tender, kind, left: presenter.splitting.add(
                tender or None, TenderKind(kind), left
            )
        )
        split.why_entered.connect(presenter.splitting.set_why)
        split.proposal_asked.connect(presenter.splitting.end)
        self.decision.exchange_asked.connect(presenter.going.toggle)
        self.going.quantity_changed.connect(presenter.going.set_quantity)
        self.going.serial_entered.connect(presenter.going.set_serial)
        self.going.paid_changed.connect(presenter.going.set_paid)
        for line in (self.decision.wish, self.giving.decision.wish):
            line.language_asked.connect(presenter.wishing.next_language)
            line.paper_asked.connect(presenter.wishing.toggle_paper)
        self.decision.close_asked.connect(presenter.close_sale)
        self.decision.hold_asked.connect(self._hold)
        self.waiting.resume_asked.connect(presenter.holding.resume)
        self.waiting.drop_asked.connect(presenter.holding.drop)
        self.waiting.noted.connect(presenter.holding.note)
        self.paper.signing.skip_asked.connect(self.signature_skipped)
        self.paper.next_asked.connect(presenter.start)
        self.paper.print_asked.connect(presenter.papers.print)
        self.paper.save_asked.connect(presenter.papers.save)
        self.paper.form_asked.connect(presenter.papers.print_form)
        self.paper.tags_asked.connect(presenter.papers.print_tags)
        self.paper.mail_begun.connect(presenter.mailing.begin)
        self.paper.mailing.send_asked.connect(presenter.mailing.send)
        self.paper.mailing.back_asked.connect(presenter.mailing.leave)
        self.paper.slip_asked.connect(presenter.show_slip)
        self.paper.void_begun.connect(presenter.voiding.begin)
        self.paper.voiding.void_asked.connect(presenter.voiding.void)
        self.paper.voiding.back_asked.connect(presenter.voiding.leave)
        self._bind_giving(presenter)
        self._bind_telling(presenter)

    def _bind_telling(self, presenter: CounterPresenter) -> None:
        telling = presenter.telling
        self.decision.deny_asked.connect(self._deny)
        for way_in in (self.sale, self.paper):
            way_in.gift_asked.connect(telling.give)
        self.told.next_asked.connect(presenter.start)
        self.told.print_asked.connect(telling.print)
        self.told.save_asked.connect(telling.save)
        self.told.sale_asked.connect(telling.open_sale)

    def _bind_approving(self, presenter: CounterPresenter) -> None:
        approving = presenter.approving
        self.call.call_asked.connect(presenter.calling.call)
        self.call.back_asked.connect(presenter.calling.take_back)
        self.approval.given.connect(presenter.confirm)
        self.giving.approval.given.connect(presenter.giving.confirm)
        for card in (self.approval, self.giving.approval):
            card.back_asked.connect(approving.close_here)
        for asking in (self.decision.asking, self.giving.decision.asking):
            asking.send_asked.connect(self._send)
        self.paper.voiding.send_asked.connect(approving.send)
        self.paper.voiding.granted_asked.connect(presenter.voiding.void_granted)
        self.decision.pending.pay_asked.connect(self._confirm)
        self.giving.decision.pending.pay_asked.connect(self.giving.decision.give_asked)
        for pending in (
            self.decision.pending,
            self.giving.decision.pending,
            self.paper.voiding.pending,
        ):
            pending.replied.connect(approving.reply)
            pending.again_asked.connect(approving.send)
            pending.withdraw_asked.connect(approving.withdraw)
            pending.overdue.connect(approving.look)

    def _bind_giving(self, presenter: CounterPresenter) -> None:
        giving = presenter.giving
        for way_in in (self.waiting, self.sale):
            way_in.giving_asked.connect(giving.begin)
        self.giving.what_chosen.connect(lambda code: giving.set_what(What(code)))
        self.giving.line_chosen.connect(giving.choose_line)
        self.giving.amount_entered.connect(giving.set_amount)
        self.giving.reason_chosen.connect(giving.set_reason)
        self.giving.note_entered.connect(giving.set_note)
        self.giving.by_chosen.connect(lambda code: giving.set_by(RefundBy(code)))
        self.giving.customer_named.connect(giving.name_customer)
        self.giving.customer_chosen.connect(giving.choose_customer)
        self.giving.give_asked.connect(lambda: giving.confirm())
        self.giving.back_asked.connect(giving.back)

    def enter(self, text: str) -> None:
        """Something was scanned, or typed into the one box."""
        if self._state.stage is Stage.FINDING:
            self.finding.take_product(text)
        elif self._state.asking is not None and self._state.asking.here:
            card = self.giving if self._state.stage is Stage.GIVING else self
            card.approval.scan(text)
        elif self._presenter is not None:
            self._presenter.enter(text)

    def give_goodwill(self, customer: Choice | None) -> None:
        """Somebody in another room promised it, to whoever is known there."""
        if self._presenter is not None:
            self._presenter.give_goodwill(customer)

    def entered(self) -> tuple[Entered, str] | None:
        """What can be put on hold as it stands: see :meth:`Holding.entered`."""
        return self._presenter.holding.entered() if self._presenter is not None else None

    def abandon(self) -> None:
        """Whoever is signed on goes."""
        if self._presenter is not None:
            self._presenter.abandon()

    def last_words(self) -> Callable[[Unit], None] | None:
        """What the journal is still to be told before this is taken away."""
        return self._presenter.last_words() if self._presenter is not None else None

    def scan(self, text: str) -> bool:
        """Something was scanned while this is in front: a badge where one is asked for. All
        is for this screen."""
        if self._state.stage is Stage.PAPER and self._state.voiding:
            self.paper.voiding.scan(text)
        else:
            self.enter(text)
        return True

    def _confirm(self) -> None:
        """What was typed to the end a moment ago changes the decision, and is seen first."""
        split = self.decision.split
        read = (
            self.going.finish_typing(),
            self.coming.finish_typing(),
            split.finish_typing(),
        )
        if all(read) and split.complete() and self._presenter is not None:
            self._presenter.confirm()

    def _send(self, note: str) -> None:
        """With what was typed to the end a moment ago."""
        if self._state.stage is Stage.GIVING:
            read = [self.giving.form.finish_typing()]
        else:
            parts = (self.going, self.coming, self.decision.split)
            read = [part.finish_typing() for part in parts]
        if all(read) and self.decision.split.complete() and self._presenter is not None:
            self._presenter.approving.send(note)

    def _deny(self) -> None:
        """With what was typed to the end a moment ago, which may change the answer."""
        read = (self.going.finish_typing(), self.coming.finish_typing())
        if all(read) and self._presenter is not None:
            self._presenter.telling.deny()

    def _hold(self) -> None:
        """With what was typed a moment ago, as far as it can be read."""
        self.going.finish_typing()
        self.coming.finish_typing()
        if self._presenter is not None:
            self._presenter.holding.suspend()

    def showEvent(self, event: QShowEvent) -> None:
        """In front again: another register may have put something on hold meanwhile."""
        super().showEvent(event)
        if self._presenter is not None and self._state.stage is Stage.WAITING:
            self._presenter.holding.list()

    @property
    def state(self) -> CounterState:
        return self._state

    def show_signing(self, signing: Signing) -> None:
        """How far the customer is, on their side, with the slip that is shown."""
        self.paper.signing.show_signing(signing)

    @property
    def waits(self) -> bool:
        """Ready for the next customer."""
        return self._state.stage is Stage.WAITING

    def show_state(self, state: CounterState) -> None:
        before, self._state = self._state, state
        made = made_here(before, state, self.for_customer.paper)
        self.for_customer = for_customers(state, made)
        self.said_to_customer.emit(self.for_customer)
        entered = state.stage is not before.stage
        if entered and state.stage is Stage.GIVING:
            self._keys_before = QApplication.focusWidget()
        if state.busy and not before.busy:
            self._keys = QApplication.focusWidget()
        page = self._pages[state.stage]
        if state.stage is Stage.RETURN:
            self.sale.setVisible(state.without is None)
            self.goods.setVisible(state.without is not None)
            for card in (self.sale, self.goods, self.coming, self.going, self.decision):
                card.show_state(state)
            self._show_approval(state)
            self._over.setStretch(1, 2 if state.going_out else 1)
            self._order_tabs()
        elif isinstance(
            page, WaitingPage | ChoicesPage | FindingPage | GivingPage | PaperPage | ToldPage
        ):
            page.show_state(state)
        self.call.show_state(state)
        self._say(state)
        if entered:
            self._pages[before.stage].hide()
            page.show()
        if entered and state.stage is Stage.WAITING:
            self.waiting_began.emit()
        elif entered and state.stage is Stage.FINDING:
            self.finding.begin()
        elif entered and state.stage is Stage.GIVING:
            self.giving.begin(state)
        elif entered and before.stage is Stage.GIVING and not _another_sale(before, state):
            self._give_keys_back(self._keys_before)
        elif state.stage is Stage.RETURN and (entered or _another_sale(before, state)):
            if state.without is not None:
                self.goods.product.setFocus()
            elif not state.coming:
                self.sale.focus_lines()
        elif before.busy and not state.busy and not _offers(before, state):
            keys, self._keys = self._keys, None
            if state.voiding and not before.voiding:
                return  # a card that has just opened has the keyboard itself
            if state.addressing is not None or before.addressing is not None:
                return  # so has this one, and gives it back as it closes
            self._give_keys_back(keys)

    def _show_approval(self, state: CounterState) -> None:
        """In place of what is entered and decided, while a manager looks at it here."""
        here = state.asking is not None and state.asking.here
        had_keys = self.approval.isAncestorOf(QApplication.focusWidget() or self)
        self._entries.setVisible(not here)
        self.decision.setVisible(not here)
        self.approval.setVisible(here)
        self.approval.show_state(state)
        if had_keys and not here:
            self.decision.pay.setFocus()

    def _give_keys_back(self, keys: QWidget | None) -> None:
        """What is disabled while the worker is asked loses the keyboard, or was hidden."""
        here = self._state.asking is not None and self._state.asking.here
        if here and self._state.said is not None:
            card = self.giving if self._state.stage is Stage.GIVING else self
            card.approval.approver.first.pin.setFocus()
            return
        if keys is not None and isValid(keys) and self.isAncestorOf(keys):
            keys.setFocus()
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self._take_keys()

    def _take_keys(self) -> None:
        """What had the keyboard is gone: Qt would leave it nowhere, or to the rail."""
        match self._state.stage:
            case Stage.PAPER:
                self.paper.next.setFocus()
            case Stage.TOLD:
                self.told.next.setFocus()
            case Stage.RETURN:
                self.decision.hold.setFocus()
            case _:
                pass

    def _order_tabs(self) -> None:
        """From the sale over what comes back to the money, though items come and go."""
        left = self.goods if self._state.without else self.sale
        order = [
            *left.fields,
            *self.coming.fields,
            *self.going.fields,
            *self.decision.fields,
            *self.approval.fields,
        ]
        if order == self._order:
            return
        self._order = order
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _say(self, state: CounterState) -> None:
        said = state.said
        giving = state.giving if state.stage is Stage.GIVING else None
        decided = giving.decided if giving else state.decision
        notices = decided.notices if decided else ()
        self._above.setVisible(said is not None or bool(notices))
        if said is None:
            self.notice.clear()
            if notices:
                self.notice.tell(Tone.ASK, "\n".join(map(words.sentence, notices)))
            return
        text = "\n".join(words.sentence(message) for message in said.messages)
        tone = Tone.REFUSE if said.bad else Tone.ACCEPT
        undo = (say("Undo"), "Ctrl+Z") if said.undo else ()
        self.notice.tell(tone, text, *undo)


def _another_sale(before: CounterState, state: CounterState) -> bool:
    return (before.sale and before.sale.sale_id) != (state.sale and state.sale.sale_id)


def _offers(before: CounterState, state: CounterState) -> bool:
    """Whether something to choose has just come, which then has the keys."""
    named, named_before = _named(state), _named(before)
    return bool(state.candidates or named) and (state.candidates, named) != (
        before.candidates,
        named_before,
    )


def _named(state: CounterState) -> tuple[Choice, ...]:
    if state.stage is Stage.GIVING:
        return state.giving.named if state.giving else ()
    return state.without.named if state.without else ()

"""The decision and the money on the right, live; and the one key that pays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.values.codes import Answer
from ui import theme, words
from ui.screens.returns.asking_part import AskingPart
from ui.screens.returns.explained import (
    answer_words,
    beyond_card,
    finding_card,
    in_the_way,
    is_short,
    to_say,
    way_of,
)
from ui.screens.returns.other_ways import OtherWays
from ui.screens.returns.pending_part import PendingPart
from ui.screens.returns.split_card import SplitCard
from ui.screens.returns.sums import exchange_words, pay_words, sum_of
from ui.screens.returns.telling import may_be_denied
from ui.screens.returns.wish_line import WishLine
from ui.theme import Role, Tone, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.link_button import LinkButton
from ui.widgets.money_rows import MoneyRows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.decisions import Decision
    from models.services.exchange_decisions import ExchangeDecided
    from models.values.codes import RefundBy
    from ui.screens.returns.state import CounterState


Shown = tuple["Decision | None", "RefundBy | None", "ExchangeDecided | None", bool, bool]


class DecisionCard(Card):
    """Shows the decision of exactly what is entered.

    Signals:
        confirm_asked: pay, once.
        close_asked: leave the sale without a refund.
        hold_asked: put what is entered on hold.
        deny_asked: the answer goes with the customer on paper.
        refund_by_chosen: a code of ``RefundBy``.
        exchange_asked: other goods go out instead, or something more comes back after all.
        split_asked: the clerk shares the refund out otherwise; :attr:`split` has the parts.
    """

    confirm_asked = Signal()
    exchange_asked = Signal()
    close_asked = Signal()
    hold_asked = Signal()
    deny_asked = Signal()
    refund_by_chosen = Signal(str)
    split_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._answer = Tag()
        self._empty = EmptyState(
            "policy",
            say("No decision yet"),
            say("It appears here as soon as something comes back."),
        )
        self._shown: Shown = (None, None, None, False, False)
        self._others: list[QWidget] = []
        self._in_full = False
        """Every clause is quoted, until the next sale."""
        self._findings = QWidget()
        self._column = QVBoxLayout(self._findings)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        self._column.addStretch(1)
        self._scrolling = ScrollingList(self._findings, 72)
        self._rule = QFrame()
        self._rule.setProperty("look", "rule")
        self._amount = AmountLabel("", say("Refund"))
        self._rows = MoneyRows()
        self._way = Choice(say("How the customer gets the money"))
        self.change = LinkButton(say("Change how the refund is paid"))
        self.split = SplitCard()
        self._why = Text("", Type.SMALL, Role.MUTED)
        self.pay = PrimaryButton(say("Refund"), "F8")
        self.wish = WishLine()
        self.asking = AskingPart()
        self.pending = PendingPart()
        self.exchange = QuietButton(say("Exchange for other goods"), "F6")
        self.on_paper = QuietButton(say("Give the answer on paper"), "F7")
        self.hold = QuietButton(say("Hold"), "F9")
        self.close_sale = QuietButton(say("Close"), "Esc")

        title = QHBoxLayout()
        title.addWidget(Text(say("Decision"), Type.TITLE), 1)
        title.addWidget(self._answer)
        self._lead = Text(say("Refund"), Type.SMALL, Role.MUTED)
        over = Columns(pad=0, gap=theme.SPACE_2)
        over.add(self._lead, 1)
        over.add(self.change, 0)
        self._money = QWidget()
        money = QVBoxLayout(self._money)
        money.setContentsMargins(0, 0, 0, 0)
        money.setSpacing(theme.SPACE_1)
        money.addWidget(over)
        money.addWidget(self._amount)
        money.addWidget(self._rows)
        money.addWidget(self._way)
        money.addWidget(self.split)
        self.body.setSpacing(theme.SPACE_2)
        self.body.addLayout(title)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._scrolling, 1)
        self.body.addWidget(self._rule)
        self.body.addWidget(self._money)
        self.body.addWidget(self._why)
        self.body.addWidget(self.pending)
        self.body.addWidget(self.pay)
        self.body.addWidget(self.wish)
        self.body.addWidget(self.asking)
        self.body.addWidget(self.exchange)
        self.body.addWidget(self.on_paper)
        leave = Columns(pad=0, gap=theme.SPACE_2)
        leave.add(self.hold, 0)
        leave.add(self.close_sale, 1)
        leave.add(self.pending.withdraw, 1)
        self.body.addWidget(leave)
        self.hold.clicked.connect(self.hold_asked)
        self.close_sale.clicked.connect(self.close_asked)
        self.on_paper.clicked.connect(self.deny_asked)
        self.exchange.clicked.connect(self.exchange_asked)
        self.pay.clicked.connect(self.confirm_asked)
        self._way.chosen.connect(self.refund_by_chosen)
        self.change.clicked.connect(self.split_asked)

    @property
    def fields(self) -> list[QWidget]:
        """Whatever can be chosen or pressed, in reading order."""
        money = [self.change, self._way, *self.split.fields]
        yes = [*self.pending.fields, self.pay, *self.wish.fields, *self.asking.fields]
        leave = [self.exchange, self.on_paper, self.hold, self.close_sale]
        return [*self._others, *money, *yes, *leave]

    def show_state(self, state: CounterState) -> None:
        started = bool(state.coming)
        self._in_full = self._in_full and started
        self._empty.setVisible(not started)
        self._answer.setVisible(started)
        self.split.show_state(state)
        sharing = self.split.open
        decision = state.decision
        asked = state.asking is not None and state.asking.sent is not None
        shown = (decision, state.refund_by, state.exchange, sharing, asked)
        if decision is not None and shown != self._shown:
            self._show_decision(decision, state)
        self._shown = shown if decision or not started else self._shown
        last = self._shown[0]
        pays = started and last is not None and last.answer is not Answer.REFUSE
        for part in (self._rule, self._money):
            part.setVisible(pays)
        # The parts and a manager's yes take the room of what was read before.
        self._scrolling.setVisible(started and not sharing)
        refunds = last is not None and bool(last.refund) and last.possible
        self.change.setVisible(refunds and not sharing and not asked)
        self.change.setEnabled(not state.busy)
        alone = not sharing and not asked
        self.exchange.setVisible(started and state.without is None and alone)
        self.exchange.setEnabled(not state.busy)
        self.on_paper.setVisible(alone and may_be_denied(state))
        self.on_paper.setEnabled(not state.busy)
        self.hold.setVisible(started and not sharing)
        self.hold.setEnabled(not state.busy)
        self.close_sale.setVisible(alone)
        self.split.back.setVisible(not asked)
        self.wish.show_state(state)
        if not refunds or not alone:
            self.wish.hide()
        back = say("Back to what comes back")
        self.exchange.say(back if state.going_out else say("Exchange for other goods"))
        self._say_what_is_missing(state)

    def _show_decision(self, decision: Decision, state: CounterState) -> None:
        tone = Tone.OVERRIDE if decision.needs_approval else Tone(decision.answer)
        self._answer.show_as(answer_words(decision), tone)
        self._show_reasons(decision)
        total = sum_of(decision, state.exchange)
        self._lead.setText(total.lead)
        self._amount.show_amount(words.money(total.amount))
        self._rows.show_rows([] if self.split.open else total.rows)
        wished = (state.refund_by,) if state.refund_by else ()
        ways = tuple(dict.fromkeys((*decision.choices, *wished)))
        sent = state.asking is not None and state.asking.sent is not None
        self._way.setVisible(len(ways) > 1 and not self.split.open and not sent)
        self._way.offer(
            [(by.value, way_of(by)) for by in ways], (state.refund_by or ways[0]).value
        )

    def _show_reasons(self, decision: Decision) -> None:
        """The gravest line first, with what to say where it is no yes; then the others."""
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            if (card := item.widget() if item else None) is not None:
                card.hide()
                card.deleteLater()
        gravest, *others = sorted(
            decision.lines, key=lambda line: line.decision.answer.gravity, reverse=True
        )
        parts: list[QWidget] = [finding_card(gravest, decision, in_full=self._in_full)]
        if decision.beyond:
            parts.insert(0, beyond_card(decision.beyond))
        self._others = []
        if sentence := to_say(decision):
            ways = OtherWays(sentence, gravest.alternatives)
            ways.refund_by_chosen.connect(self.refund_by_chosen)
            self._others += ways.buttons
            parts.append(ways)
        at = 1 if decision.answer is Answer.ACCEPT else len(parts)
        parts[at:at] = [finding_card(line, decision, in_full=self._in_full) for line in others]
        if not self._in_full and is_short(decision):
            more = LinkButton(say("Read the clauses"))
            more.clicked.connect(partial(self._read_in_full, decision))
            self._others.append(more)
            parts.append(more)
        for at, part in enumerate(parts):
            self._column.insertWidget(at, part)

    def _read_in_full(self, decision: Decision) -> None:
        self._in_full = True
        self._show_reasons(decision)

    def _say_what_is_missing(self, state: CounterState) -> None:
        decision = state.decision
        why = ""
        if not state.coming:
            why = say("Choose what comes back first.")
        elif decision is None or state.busy:
            why = say("One moment…")
        elif decision.answer is not Answer.ACCEPT and not decision.possible:
            why = in_the_way(decision)
        elif state.exchanging and not state.out:
            why = say("Scan what the customer takes instead.")
        elif state.unshared:
            why = say("Share out all of the refund first.")
        elif decision.faults:
            why = words.sentence(decision.faults[0])
        self._why.setText(why)
        self._why.setVisible(bool(why) and bool(state.coming) and not state.busy)
        said = exchange_words(state) if state.exchanging else pay_words(decision)
        asked = state.asking is not None and state.asking.sent is not None
        self.pending.show_state(state, said, why)
        last = self._shown[0]
        needs_yes = bool(state.coming) and last is not None and last.needs_approval
        whole = not state.unshared and (bool(state.out) or not state.exchanging)
        self.asking.offer(needs_yes and whole and not asked, busy=state.busy)
        self.pay.setVisible(not asked)
        self.pay.block(why)
        self.pay.say(say("A manager is here") if needs_yes else said)

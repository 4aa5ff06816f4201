"""A manager stands at this counter: all there is to know on one card, and the yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.codes import Standing
from receipts.options import STANDINGS
from ui import theme, words
from ui.screens.returns import giving_decision_card
from ui.screens.returns.approver_fields import ApproverFields
from ui.screens.returns.explained import beyond_card, finding_card, managers_words
from ui.screens.returns.state import Stage
from ui.screens.returns.sums import Sum, sum_of
from ui.theme import Role, Tone, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.finding_card import FindingCard, Told
from ui.widgets.money_rows import MoneyRows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from models.services.decisions import Decision
    from models.services.giving import Giving
    from models.values.approvals import CustomerHistory
    from ui.screens.returns.state import CounterState


class OnTheSpotCard(Card):
    """The clerk stays signed on; nothing is paid until the yes is there.

    Signals:
        given: an ``Approval``.
        back_asked: nobody says yes here.
    """

    given = Signal(object)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = False
        self._busy = False
        self._shown: object = None
        self._tag = Tag()
        self._why = QWidget()
        self._column = QVBoxLayout(self._why)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        self._column.addStretch(1)
        self._lead = Text("", Type.SMALL, Role.MUTED)
        self._amount = AmountLabel()
        self._rows = MoneyRows()
        self.approver = ApproverFields()
        self.go = PrimaryButton(say("Approve"), "F8")
        self.back = QuietButton(say("Back"), "Esc")
        title = QHBoxLayout()
        title.addWidget(Text(say("A manager approves here"), Type.TITLE), 1)
        title.addWidget(self._tag)
        money = QWidget()
        right = QVBoxLayout(money)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(theme.SPACE_1)
        for part in (self._lead, self._amount, self._rows):
            right.addWidget(part)
        right.addSpacing(theme.SPACE_2)
        right.addWidget(self.approver)
        right.addStretch(1)
        self._columns = Columns(pad=0, least=230)
        self._columns.add(ScrollingList(self._why, 120), 100)
        self._columns.add(money, 100)
        self.body.addLayout(title)
        self.body.addWidget(self._columns, 1)
        self.body.addWidget(self.go)
        self.body.addWidget(self.back)
        self.go.clicked.connect(self._give)
        self.back.clicked.connect(self.back_asked)
        self.approver.finished.connect(self._give)

    @property
    def fields(self) -> list[QWidget]:
        """Whatever can be entered or pressed, in reading order."""
        return [*self.approver.fields, self.go, self.back]

    def show_state(self, state: CounterState) -> None:
        opened = state.asking is not None and state.asking.here
        begun, self._open = opened and not self._open, opened
        if not opened:
            self._shown = None
            return
        history = state.asking.history if state.asking else None
        self._show_case(state, history)
        for part in (self.approver, self.go, self.back):
            part.setEnabled(not state.busy)
        if self._busy and not state.busy:
            self.approver.forget_pins()
        self._busy = state.busy
        if begun:
            self.approver.begin(state.splitting.why if state.splitting else "")

    def scan(self, text: str) -> None:
        """A badge was scanned."""
        self.approver.scan(text)

    def _show_case(self, state: CounterState, history: CustomerHistory | None) -> None:
        decided = _decided(state)
        shown = (decided, state.exchange, history)
        if decided is None or shown == self._shown:
            return
        self._shown = shown
        self._tag.show_as(managers_words(decided.managers), Tone.OVERRIDE)
        self.approver.ask(decided.managers)
        cards = _case(decided, state)
        if history is not None:
            cards.append(history_card(history))
        self._replace(cards)
        total = _sum(decided, state)
        self._lead.setText(total.lead)
        self._amount.show_amount(words.money(total.amount))
        self._rows.show_rows(total.rows)
        self.go.say(say("Approve {amount}", amount=words.money(total.amount)))

    def _replace(self, cards: list[FindingCard]) -> None:
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            if (card := item.widget() if item else None) is not None:
                card.hide()
                card.deleteLater()
        for at, card in enumerate(cards):
            self._column.insertWidget(at, card)

    def _give(self) -> None:
        approval = self.approver.approval()
        if approval is not None:
            self.given.emit(approval)


def history_card(history: CustomerHistory) -> FindingCard:
    """What the shop knows of the customer."""
    bad = history.standing not in (Standing.USUAL, Standing.TRUSTED)
    told = [
        say_many(
            "{count} return in {months} months, worth {worth}",
            "{count} returns in {months} months, worth {worth}",
            history.returns,
            months=history.months,
            worth=words.money(history.returned),
        ),
        say_many(
            "{count} purchase, worth {worth}",
            "{count} purchases, worth {worth}",
            history.sales,
            worth=words.money(history.bought),
        ),
    ]
    if history.without_receipt:
        told.insert(
            1,
            say_many(
                "{count} of them without a receipt",
                "{count} of them without a receipt",
                history.without_receipt,
            ),
        )
    if history.standing is not Standing.USUAL:
        told.insert(0, words.word(STANDINGS, history.standing))
    tone = Tone.ASK if bad else Tone.QUIET
    return FindingCard(tone, history.name, [Told(each) for each in told])


def _decided(state: CounterState) -> Decision | Giving | None:
    if state.stage is Stage.GIVING:
        return state.giving.decided if state.giving else None
    return state.decision


def _case(decided: Decision | Giving, state: CounterState) -> list[FindingCard]:
    """Why it takes a yes, the gravest first, every clause quoted."""
    beyond = list(decided.beyond)
    if state.giving is not None and state.stage is Stage.GIVING and state.giving.decided:
        name = giving_decision_card.name_of(state)
        cards = [giving_decision_card.finding_card(state.giving.decided, name)]
    elif state.decision is not None:
        lines = sorted(
            state.decision.lines, key=lambda line: line.decision.answer.gravity, reverse=True
        )
        cards = [finding_card(line, state.decision, in_full=True) for line in lines]
        beyond += state.decision.split.beyond if state.decision.split else ()
    else:
        cards = []
    return [*([beyond_card(beyond)] if beyond else []), *cards]


def _sum(decided: Decision | Giving, state: CounterState) -> Sum:
    if state.stage is Stage.GIVING and state.giving is not None and state.giving.decided:
        name = giving_decision_card.name_of(state)
        rows = giving_decision_card.money_rows(state.giving.decided, name)
        return Sum(say("To the customer"), decided.to_pay, tuple(rows))
    if state.decision is None:
        return Sum("", decided.to_pay, ())
    return sum_of(state.decision, state.exchange)

"""The decision and the money on the right, live; and the one key that pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.services.returns import by_tender
from models.values import TenderKind
from models.values.codes import Answer, RefundBy
from receipts.sentences import ANSWERS
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.finding_card import FindingCard
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import mark, say, say_many

if TYPE_CHECKING:
    from models.rules.findings import Finding
    from models.services.decisions import DecidedLine, Decision
    from ui.screens.returns.state import CounterState

WAYS = {
    RefundBy.ORIGINAL: mark("The way it was paid"),
    RefundBy.CASH: mark("In cash"),
    RefundBy.STORE_CREDIT: mark("As store credit"),
    RefundBy.GIFT_CARD: mark("On a gift card"),
    RefundBy.TRANSFER: mark("By bank transfer"),
    RefundBy.CHEQUE: mark("By cheque"),
}


class DecisionCard(Card):
    """Shows the decision of exactly what is entered.

    Signals:
        confirm_asked: pay, once.
        close_asked: leave the sale without a refund.
        refund_by_chosen: a code of ``RefundBy``.
    """

    confirm_asked = Signal()
    close_asked = Signal()
    refund_by_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._answer = Tag()
        self._empty = EmptyState(
            "policy",
            say("No decision yet"),
            say("It appears here as soon as something comes back."),
        )
        self._shown: Decision | None = None
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
        self._why = Text("", Type.SMALL, Role.MUTED)
        self.pay = PrimaryButton(say("Refund"), "F8")
        self.close_sale = QuietButton(say("Close without a refund"), "Esc")

        title = QHBoxLayout()
        title.addWidget(Text(say("Decision"), Type.TITLE), 1)
        title.addWidget(self._answer)
        self._money = QWidget()
        money = QVBoxLayout(self._money)
        money.setContentsMargins(0, 0, 0, 0)
        money.setSpacing(theme.SPACE_1)
        money.addWidget(Text(say("Refund"), Type.SMALL, Role.MUTED))
        money.addWidget(self._amount)
        money.addWidget(self._rows)
        money.addSpacing(theme.SPACE_1)
        money.addWidget(self._way)
        self.body.addLayout(title)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._scrolling, 1)
        self.body.addWidget(self._rule)
        self.body.addWidget(self._money)
        self.body.addWidget(self._why)
        self.body.addWidget(self.pay)
        self.body.addWidget(self.close_sale)
        self.close_sale.clicked.connect(self.close_asked)
        self.pay.clicked.connect(self.confirm_asked)
        self._way.chosen.connect(self.refund_by_chosen)

    @property
    def fields(self) -> list[QWidget]:
        """Whatever can be chosen or pressed, in reading order."""
        return [self._way, self.pay, self.close_sale]

    def show_state(self, state: CounterState) -> None:
        started = bool(state.coming)
        self._empty.setVisible(not started)
        for part in (self._scrolling, self._rule, self._money):
            part.setVisible(started)
        self._answer.setVisible(started)
        decision = state.decision
        if decision is not None and decision != self._shown:
            self._show_decision(decision, state)
        self._shown = decision or (self._shown if started else None)
        self._say_what_is_missing(state)

    def _show_decision(self, decision: Decision, state: CounterState) -> None:
        self._answer.show_as(words.word(ANSWERS, decision.answer), Tone(decision.answer))
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            if (card := item.widget() if item else None) is not None:
                card.hide()
                card.deleteLater()
        gravest_first = sorted(
            decision.lines, key=lambda line: line.decision.answer.gravity, reverse=True
        )
        for at, line in enumerate(gravest_first):
            self._column.insertWidget(at, finding_card(line, decision.policy))
        self._amount.show_amount(words.money(decision.to_pay))
        self._rows.show_rows(money_rows(decision))
        self._way.setVisible(len(decision.choices) > 1)
        self._way.offer(
            [(by.value, say(WAYS[by])) for by in decision.choices],
            (state.refund_by or decision.choices[0]).value,
        )

    def _say_what_is_missing(self, state: CounterState) -> None:
        decision = state.decision
        why = ""
        if not state.coming:
            why = say("Choose what comes back first.")
        elif decision is None or state.busy:
            why = say("One moment…")
        elif decision.answer is not Answer.ACCEPT:
            why = _what_is_in_the_way(decision)
        self._why.setText(why)
        self._why.setVisible(bool(why) and bool(state.coming) and not state.busy)
        self.pay.block(why)
        self.pay.say(_pay_words(decision))


def _what_is_in_the_way(decision: Decision) -> str:
    """The gravest finding, of which line it is, and what can be done about it."""
    line, finding = next(
        (line, finding)
        for line in decision.lines
        for finding in line.decision.findings
        if finding.answer is decision.answer
    )
    reason = words.sentence(finding.message)
    if decision.answer is Answer.ASK:
        return f"{line.description}: {reason}"
    if all(each.decision.answer is Answer.REFUSE for each in decision.lines):
        return reason
    return say(
        "{item}: {reason} Take it off to refund the rest.",
        item=line.description,
        reason=reason,
    )


def finding_card(line: DecidedLine, policy: int) -> FindingCard:
    """Everything that was found for one line: the gravest gives title and tone."""
    found = line.decision.findings
    answer = line.decision.answer
    clauses = sorted({finding.clause for finding in found if finding.clause})
    return FindingCard(
        Tone(answer),
        f"{line.description}: {_short(found, answer)}",
        "\n".join(words.sentence(finding.message) for finding in found),
        _clauses(policy, clauses),
    )


def _short(found: tuple[Finding, ...], answer: Answer) -> str:
    if answer is Answer.ACCEPT:
        return say("accepted")
    gravest = next(finding for finding in found if finding.answer is answer)
    return words.tag(gravest.message)


def _clauses(policy: int, clauses: list[int]) -> str:
    if not clauses:
        return ""
    return say_many(
        "Policy {policy}, clause {clauses}",
        "Policy {policy}, clauses {clauses}",
        len(clauses),
        policy=policy,
        clauses=", ".join(map(str, clauses)),
    )


def money_rows(decision: Decision) -> list[MoneyRow]:
    """The sum and its parts: goods, fees, the coin, and where it goes."""
    rows = []
    for line in decision.lines:
        rows.append(MoneyRow(line.description, words.amount(line.decision.gross)))
        if line.decision.fee:
            rows.append(MoneyRow(say("Opened-box fee"), words.amount(-line.decision.fee)))
    if decision.cash_rounding:
        rows.append(MoneyRow(say("Cash rounding"), words.amount(decision.cash_rounding)))
    for (kind, label), amount in by_tender(decision.plan).items():
        to = words.tender(kind, label)
        rows.append(MoneyRow(say("to {tender}", tender=to), words.amount(amount), strong=True))
    return rows


def _pay_words(decision: Decision | None) -> str:
    if decision is None or not decision.plan or decision.answer is not Answer.ACCEPT:
        return say("Refund")
    if all(part.kind is TenderKind.CASH for part in decision.plan):
        return say("Pay out {amount}", amount=decision.to_pay)
    return say("Refund {amount}", amount=decision.to_pay)

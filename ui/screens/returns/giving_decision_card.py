"""What the policy says of money without goods, live; and the one key that gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.values import Money, TenderKind
from models.values.codes import Answer, CureKind
from receipts.sentences import ANSWERS
from ui import theme, words
from ui.screens.returns.asking_part import AskingPart
from ui.screens.returns.explained import beyond_card, managers_words, way_of
from ui.screens.returns.giving_state import What
from ui.screens.returns.pending_part import PendingPart
from ui.screens.returns.wish_line import WishLine
from ui.theme import Role, Tone, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.finding_card import FindingCard, Told
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.widgets.told import gravest_first, told
from ui.words import say

if TYPE_CHECKING:
    from models.rules.findings import Finding
    from models.services.giving import Giving
    from ui.screens.returns.state import CounterState


class GivingDecisionCard(Card):
    """Shows the decision of exactly what is entered.

    Signals:
        give_asked: give it, once.
        back_asked: go back to where one came from.
        by_chosen: a code of ``RefundBy``.
    """

    give_asked = Signal()
    back_asked = Signal()
    by_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._answer = Tag()
        self._empty = EmptyState(
            "policy",
            say("No decision yet"),
            say("Choose the line whose price it is, or scan the goods."),
        )
        self._shown: Giving | None = None
        self._told: list[FindingCard] = []
        self._findings = QWidget()
        self._column = QVBoxLayout(self._findings)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)
        self._scrolling = ScrollingList(self._findings, 72)
        self._rule = QFrame()
        self._rule.setProperty("look", "rule")
        self._amount = AmountLabel("", say("To the customer"))
        self._rows = MoneyRows()
        self.way = Choice(say("How the customer gets the money"))
        self._why = Text("", Type.SMALL, Role.MUTED)
        self.give = PrimaryButton(say("Give it"), "F8")
        self.back = QuietButton(say("Back"), "Esc")
        self.wish = WishLine()
        self.asking = AskingPart()
        self.pending = PendingPart()
        title = QHBoxLayout()
        title.addWidget(Text(say("Decision"), Type.TITLE), 1)
        title.addWidget(self._answer)
        self._money = QWidget()
        money = QVBoxLayout(self._money)
        money.setContentsMargins(0, 0, 0, 0)
        money.setSpacing(theme.SPACE_1)
        money.addWidget(Text(say("To the customer"), Type.SMALL, Role.MUTED))
        for part in (self._amount, self._rows, self.way):
            money.addWidget(part)
        self.body.addLayout(title)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._scrolling, 1)
        for whole in (self._rule, self._money, self._why, self.pending, self.give):
            self.body.addWidget(whole)
        self.body.addWidget(self.wish)
        self.body.addWidget(self.asking)
        self.body.addWidget(self.back)
        self.body.addWidget(self.pending.withdraw)
        self.give.clicked.connect(self.give_asked)
        self.back.clicked.connect(self.back_asked)
        self.way.chosen.connect(self.by_chosen)

    @property
    def fields(self) -> list[QWidget]:
        """Whatever can be chosen or pressed, in reading order."""
        return [
            self.way,
            *self.pending.fields,
            self.give,
            *self.wish.fields,
            *self.asking.fields,
            self.back,
        ]

    def show_state(self, state: CounterState) -> None:
        giving = state.giving
        if giving is None:
            return
        pending = giving.what is What.CORRECTION and giving.line_id is None
        decided = giving.decided
        if decided is not None and decided != self._shown:
            self._show(decided, state)
        self._shown = None if pending else decided or self._shown
        last = self._shown
        self._empty.setVisible(pending)
        self._scrolling.setVisible(not pending)
        self._answer.setVisible(last is not None)
        pays = last is not None and bool(last.amount) and last.answer is not Answer.REFUSE
        for part in (self._rule, self._money):
            part.setVisible(pays)
        self.back.setEnabled(not state.busy)
        self.wish.show_state(state)
        if not pays or last is None or not last.possible:
            self.wish.hide()
        why = _in_the_way(state)
        self.give.block(why)
        self._why.setText(why)
        self._why.setVisible(bool(why) and not state.busy)
        said = _words(decided if decided is not None or pending else last)
        asked = state.asking is not None and state.asking.sent is not None
        self.pending.show_state(state, said, why)
        needs_yes = last is not None and last.needs_approval and not pending
        self.asking.offer(needs_yes and not asked, busy=state.busy)
        self.give.setVisible(not asked)
        self.back.setVisible(not asked)
        self.give.say(say("A manager is here") if needs_yes else said)

    def _show(self, decided: Giving, state: CounterState) -> None:
        """The gravest reason first and in its tone; then the money."""
        giving, name = state.giving, name_of(state)
        needs_yes = decided.needs_approval
        answer = words.word(ANSWERS, decided.answer)
        told = managers_words(decided.managers) if needs_yes else answer
        self._answer.show_as(told, Tone.OVERRIDE if needs_yes else Tone(decided.answer))
        for card in self._told:
            card.hide()
            card.deleteLater()
        self._told = [finding_card(decided, name)]
        if decided.beyond:
            self._told.insert(0, beyond_card(decided.beyond))
        for at, card in enumerate(self._told):
            self._column.insertWidget(at, card)
        self._amount.show_amount(words.money(decided.to_pay))
        self._rows.show_rows(money_rows(decided, name))
        by = giving.by if giving else None
        ways = tuple(dict.fromkeys((*decided.choices, *((by,) if by else ()))))
        self.way.setVisible(len(ways) > 1)
        if ways:
            self.way.offer([(each.value, way_of(each)) for each in ways], (by or ways[0]).value)


def name_of(state: CounterState) -> str:
    """What the money is about: the line whose price it is, or goodwill."""
    giving = state.giving
    line = state.line(giving.line_id) if giving and giving.line_id else None
    return line.description if line else say("Goodwill")


def finding_card(decided: Giving, name: str) -> FindingCard:
    """Every reason with its clause and what would help; ``name`` is what it is about."""
    tone = Tone(decided.answer)
    found = gravest_first(decided.findings)
    if not found:
        title = say("{item}: {said}", item=name, said=say("accepted"))
        return FindingCard(tone, title, [Told(say("You may give this on your own."))])
    title = say("{item}: {said}", item=name, said=words.tag(found[0].message))
    return FindingCard(tone, title, told(found, decided.clauses, _cure))


def money_rows(decided: Giving, name: str) -> list[MoneyRow]:
    """What can be given at most, what is given, the coin, and where it goes."""
    rows = []
    if decided.most is not None:
        rows.append(MoneyRow(say("Left of the price"), words.amount(decided.most)))
    rows.append(MoneyRow(name, words.amount(decided.amount)))
    if decided.tax:
        rows.append(MoneyRow(say("of which tax"), words.amount(decided.tax)))
    if decided.cash_rounding:
        rows.append(MoneyRow(say("Cash rounding"), words.amount(decided.cash_rounding)))
    for out in decided.paid_out:
        to = words.tender(out.kind, out.label)
        figure = words.amount(Money(out.amount))
        rows.append(MoneyRow(say("to {tender}", tender=to), figure, strong=True))
    return rows


def _in_the_way(state: CounterState) -> str:
    """Why nothing is given yet."""
    giving = state.giving
    if giving is None or (giving.what is What.CORRECTION and giving.line_id is None):
        return say("Choose the line whose price it is.")
    if giving.decided is None or state.busy:
        return say("One moment…")
    yes = (Answer.ACCEPT, Answer.OVERRIDE)
    wrong = [each for each in gravest_first(giving.decided.findings) if each.answer not in yes]
    return words.sentence(wrong[0].message) if wrong else ""


def _words(decided: Giving | None) -> str:
    if decided is None or not decided.possible:
        return say("Give it")
    if all(part.kind is TenderKind.CASH for part in decided.plan):
        return say("Pay out {amount}", amount=decided.to_pay)
    return say("Give {amount}", amount=decided.to_pay)


def _cure(finding: Finding) -> str:
    """What would help, where the reason itself does not say so already."""
    cure = finding.cure
    return words.cure(cure) if cure is not None and cure.kind is not CureKind.ENTRY else ""

"""“Can I bring it back?” answered reason by reason, with the clauses, and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.services.inquiries import answered_alike
from ui import theme, words
from ui.screens.inquiries.answer_words import (
    others_words,
    reasons_words,
    until_words,
    ways_words,
)
from ui.screens.inquiries.days_bar import DaysBar, shares
from ui.screens.inquiries.paper_buttons import PaperButtons
from ui.theme import Role, Tone, Type
from ui.widgets.card import Card
from ui.widgets.finding_card import FindingCard, Told
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.widgets.told import told
from ui.words import say

if TYPE_CHECKING:
    from datetime import date

    from models.rules.findings import Finding
    from models.services.policy_answers import ForReason, PolicyAnswer
    from ui.screens.inquiries.state import InquiriesState


class PolicyPage(Card):
    """Shows one answer; ``out`` has its papers."""

    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: PolicyAnswer | None = None
        self._title = Text("", Type.TITLE)
        self._about = Text("", Type.SMALL, Role.MUTED)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        self._column.addStretch(1)
        self.out = PaperButtons()
        self.body.addWidget(self._title)
        self.body.addWidget(self._about)
        self.body.addWidget(ScrollingList(self._inside, 240), 1)
        self.body.addWidget(
            Text(say("Rights by law stay as they are."), Type.SMALL, Role.MUTED)
        )
        self.body.addWidget(self.out)
        self.out.back_asked.connect(self.back_asked)

    def show_state(self, state: InquiriesState, today: date) -> None:
        shown = state.policy
        if shown is None:
            return
        self.out.show_state(state, told=shown.asked in state.told)
        if shown.answer != self._shown:
            self._shown = shown.answer
            self._show(shown.answer, today)

    def _show(self, answer: PolicyAnswer, today: date) -> None:
        self._title.setText(say("Can it come back? {item}", item=answer.about))
        self._about.setText(
            say(
                "Sale {number} of {day}, with its receipt",
                number=answer.sale,
                day=answer.bought_on,
            )
            if answer.sale
            else say("If it is bought here today, with its receipt")
        )
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            if item is not None and (part := item.widget()) is not None:
                part.hide()
                part.deleteLater()
        groups = answered_alike(answer.reasons)
        bars = shares([alike[0] for alike in groups], answer.bought_on, today)
        for place, (alike, bar) in enumerate(zip(groups, bars, strict=True)):
            first = alike[0]
            days = DaysBar()
            days.show_days(Tone(first.answer), *bar)
            self._column.insertWidget(2 * place, _finding_card(alike, answer))
            self._column.insertWidget(2 * place + 1, days)


def _finding_card(alike: tuple[ForReason, ...], answer: PolicyAnswer) -> FindingCard:
    first = alike[0]
    title = f"{reasons_words(alike)}: {until_words(first)}"
    reasons = told(first.findings, answer.clauses, _cure)
    others = others_words(first)
    if first.answer != "refuse":
        money = say("{amount} back", amount=first.refund)
        reasons.append(Told(f"{money}: {ways_words(first)}" if first.ways else money))
    if others:
        reasons.append(Told(say("What else we can do: {ways}", ways=others)))
    return FindingCard(Tone(first.answer), title, reasons)


def _cure(finding: Finding) -> str:
    return words.cure(finding.cure) if finding.cure is not None else ""

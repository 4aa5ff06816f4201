"""A short list to choose from: the sales of a product or a customer, names, products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.values.cases import AsideFor, CaseState
from receipts.case_sentences import CASE_KINDS, WAITS_FOR
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.card import Card
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from models.services.search import Choice, Choices
    from models.values.cases import CaseSeen
    from ui.screens.returns.state import CounterState


class ChoicesPage(QWidget):
    """Shows what was found; up, down and Return choose. A customer's open cases stand before
    their sales.

    Signals:
        chosen: one of the choices.
        case_chosen: a case, to go on with it.
    """

    chosen = Signal(object)
    case_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Text("", Type.TITLE)
        self._hint = Text("", Type.SMALL, Role.MUTED)
        self._cases_hint = Text("", Type.SMALL, Role.MUTED)
        self._cases = Rows()
        self._rows = Rows()
        self._found: Choices | None = None
        card = Card()
        card.body.addWidget(self._title)
        inside = QWidget()
        lists = QVBoxLayout(inside)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(theme.SPACE_2)
        for part in (self._cases_hint, self._cases, self._hint, self._rows):
            lists.addWidget(part)
        lists.addStretch(1)
        card.body.addWidget(ScrollingList(inside, 120), 1)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, pad, pad, pad)
        column.addWidget(card)

    def show_state(self, state: CounterState) -> None:
        found = state.choices
        if found is None or found is self._found:
            return
        self._found = found
        self._title.setText(
            say("Sales of {name}", name=found.about)
            if found.of
            else say("Found for “{text}”", text=found.about)
        )
        count = len(found.choices)
        cases = len(found.cases)
        self._cases_hint.setText(
            say_many(
                "{count} open case of theirs: Return goes on with it.",
                "{count} open cases of theirs: Return goes on with one.",
                cases,
            )
        )
        for part in (self._cases_hint, self._cases):
            part.setVisible(bool(cases))
        of_cases = self._cases.fit(cases)
        for at, (row, case) in enumerate(zip(of_cases, found.cases, strict=True)):
            row.show_row(*case_row(case))
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(lambda _=False, at=at: self._go_on_with(at))
        self._hint.setVisible(bool(count))
        self._hint.setText(
            say_many("{count} sale.", "{count} sales, the newest first.", count)
            if found.of
            else say("{count} found.", count=count)
        )
        rows = self._rows.fit(count)
        for at, (row, choice) in enumerate(zip(rows, found.choices, strict=True)):
            row.show_row(
                _title(choice),
                words.money(choice.total) if choice.total else "",
                choice.detail,
                (say("Voided by {number}", number=choice.voided_by), Tone.REFUSE)
                if choice.voided_by
                else None,
                dim=bool(choice.voided_by),
            )
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(lambda _=False, at=at: self._choose(at))
        (*of_cases, *rows)[0].setFocus()

    def _go_on_with(self, at: int) -> None:
        if self._found is not None:
            self.case_chosen.emit(self._found.cases[at])

    def _choose(self, at: int) -> None:
        if self._found is not None:
            self.chosen.emit(self._found.choices[at])


def case_row(case: CaseSeen) -> tuple[str, str, str, tuple[str, Tone]]:
    """What it is about, since when, who has it and how it stands."""
    title = case.title or words.word(CASE_KINDS, case.kind)
    who = say("{person}, register {register}", person=case.person, register=case.register)
    if case.state is CaseState.SERVING:
        tag = say("in hand there"), Tone.ASK
    else:
        for_ = words.word(WAITS_FOR, case.aside_for or AsideFor.SHOP)
        tag = say("waits for {whom}", whom=for_), Tone.QUIET
    since = say("since {day}", day=words.moment(case.opened_at))
    return f"{case.code} · {title}", "", f"{since} · {who}", tag


def _title(choice: Choice) -> str:
    if choice.sold_on is None:
        return choice.title
    return f"{words.day(choice.sold_on)} · {choice.title}"

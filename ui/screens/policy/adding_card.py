"""A new row: a department or category of the shop's list, or special conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.rules.conditions import Among, Between, sort_of
from models.rules.facts import FACTS, OPTIONS, Sort
from models.values import TenderKind
from ui import theme
from ui.screens.policy import brief, names
from ui.theme import Role, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.widgets.typed import DayField, Typed, amount_field, count_field
from ui.words import say

if TYPE_CHECKING:
    from models.rules.conditions import Condition
    from models.rules.outline import Conditions
    from ui.screens.policy.state import PolicyState

WORDS: Final = {
    **OPTIONS,
    "tender": tuple(TenderKind),
    "staff": ("yes", "no"),
    "serialised": ("yes", "no"),
}
"""The words a fact may have, where a manager can choose from them."""


class AddingCard(Card):
    """Conditions are gathered one by one; all of them must hold for the row.

    Signals:
        add_asked: the conditions of the new row.
        cancel_asked: no row after all.
    """

    add_asked = Signal(object)
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Add a row"), parent)
        self._state: PolicyState | None = None
        self._gathered: dict[str, Condition] = {}
        self._asked: _Asked | None = None
        self.fact = Choice(say("What it depends on"), say("What it depends on"), self)
        offered = [(each.name, names.fact(each.name)) for each in FACTS]
        offered.sort(key=lambda pair: (pair[0] not in ("department", "category"), pair[1]))
        self.fact.offer([each for each in offered if each[0] != "attribute"])
        self.so_far = Text("", Type.STRONG)
        self._hint = Text(
            say("Choose what the row is about. Several conditions must all hold."),
            role=Role.MUTED,
        )
        self.more = SmallButton(say("And also…"), parent=self)
        self.add = QuietButton(say("Add the row"), parent=self)
        self.cancel = QuietButton(say("Cancel"), "Esc", self)
        self._seat = QWidget(self)
        self._room = QVBoxLayout(self._seat)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self._hint, self.so_far, self.fact):
            self.body.addWidget(part)
        self.body.addWidget(ScrollingList(self._seat, 120), 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        foot.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.add)
        self.body.addLayout(foot)
        self.fact.chosen.connect(self._ask)
        self.more.clicked.connect(self._gather)
        self.add.clicked.connect(self._add)
        self.cancel.clicked.connect(self.cancel_asked)

    def show_state(self, state: PolicyState) -> None:
        self._state = state

    def begin(self) -> None:
        """Empty, with the keys on the first question."""
        self._gathered = {}
        self.fact.show_code("department")
        self._ask("department")
        self._tell()
        self.fact.setFocus()

    def _ask(self, fact: str) -> None:
        if self._asked is not None:
            self._asked.hide()
            self._room.removeWidget(self._asked)
            self._asked.deleteLater()
        self._asked = _asked(fact, self._state)
        self._asked.changed.connect(self._tell)
        self._room.addWidget(self._asked)
        self._tell()

    def _conditions(self) -> Conditions:
        here = self._asked.condition() if self._asked else None
        gathered = {**self._gathered, **({here.fact: here} if here else {})}
        return frozenset(gathered.values())

    def _gather(self) -> None:
        self._gathered = {each.fact: each for each in self._conditions()}
        self.fact.show_code("")
        if self._asked is not None:
            self._asked.hide()
            self._asked.deleteLater()
            self._asked = None
        self._tell()
        self.fact.setFocus()

    def _tell(self) -> None:
        when = self._conditions()
        spelling = self._state.spelling if self._state else {}
        self.so_far.setText(brief.about(when, spelling) if when else say("Nothing chosen yet"))
        why = "" if when else say("Choose a condition first.")
        self.add.block(why)
        self.more.block(why)

    def _add(self) -> None:
        self.add_asked.emit(self._conditions())


class _Asked(QWidget):
    """The question about one fact.

    Signals:
        changed: another answer.
    """

    changed = Signal()

    def __init__(self, fact: str) -> None:
        super().__init__()
        self.fact = fact

    def condition(self) -> Condition | None:
        """What was answered; nothing while it says nothing."""
        raise NotImplementedError


class _Checked(_Asked):
    """Some of the words that there are, in two columns."""

    def __init__(self, fact: str, offered: list[tuple[str, str]]) -> None:
        super().__init__(fact)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        self.checks: dict[str, Check] = {}
        for at, (code, text) in enumerate(offered):
            check = Check(text, self)
            check.clicked.connect(lambda _: self.changed.emit())
            self.checks[code] = check
            grid.addWidget(check, at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def condition(self) -> Condition | None:
        words = frozenset(code for code, check in self.checks.items() if check.isChecked())
        return Among(self.fact, words) if words else None


class _Worded(_Asked):
    """Words that only the shop knows, typed with commas between."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.field = Field(self)
        self.field.setAccessibleName(names.fact(fact))
        self.field.setPlaceholderText(say("Several with commas between"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self.field.textChanged.connect(lambda _: self.changed.emit())

    def condition(self) -> Condition | None:
        typed = (word.strip().casefold() for word in self.field.text().split(","))
        words = frozenset(word for word in typed if word)
        return Among(self.fact, words) if words else None


class _Bounded(_Asked):
    """From and to, both in; one may stay open."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.low, self.high = _bound(fact), _bound(fact)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        bounds = ((say("From"), self.low), (say("Up to"), self.high))
        for at, (label, field) in enumerate(bounds):
            field.setAccessibleName(f"{names.fact(fact)}: {label}")
            field.entered.connect(lambda _: self.changed.emit())
            grid.addWidget(Text(label, Type.SMALL, Role.MUTED), 0, at)
            grid.addWidget(field, 1, at)

    def condition(self) -> Condition | None:
        least, most = (_number(self.fact, field.value) for field in (self.low, self.high))
        if (least is None and most is None) or (
            least is not None and most is not None and least > most
        ):
            return None
        return Between(self.fact, least, most)


def _asked(fact: str, state: PolicyState | None) -> _Asked:
    goods = state.goods if state else ()
    if fact == "department" and goods:
        return _Checked(fact, [(each.name.casefold(), each.name) for each in goods])
    if fact == "category" and goods:
        named = {name.casefold(): name for each in goods for name in each.categories}
        return _Checked(fact, sorted(named.items()))
    if fact in WORDS:
        return _Checked(fact, names.options(fact, tuple(map(str, WORDS[fact]))))
    if sort_of(fact) in (Sort.WORD, Sort.WORDS, Sort.FLAG):
        return _Worded(fact)
    return _Bounded(fact)


def _bound(fact: str) -> Typed[Any]:
    match sort_of(fact):
        case Sort.DATE:
            return DayField()
        case Sort.MONEY:
            return amount_field(say("any"))
        case _:
            return count_field(say("any"))


def _number(fact: str, value: Any) -> int | None:
    """A bound as conditions compare it."""
    if value is None:
        return None
    match sort_of(fact):
        case Sort.DATE:
            return int(value.toordinal())
        case Sort.MONEY:
            return int(value.minor)
        case Sort.QUANTITY:
            return int(value) * 1000
        case _:
            return int(value)

"""What is looked for in the journal: which days, events, person, register and number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from models.values.events import EventGroup
from receipts.journal_sentences import GROUPS
from ui import theme, words
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.typed import DayField
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from models.services.journal_views import Journal
    from ui.screens.journal.state import JournalState

EVERY: Final = "every"
"""The choice of all of them."""


class Filters(Columns):
    """One row, or as many as there is room for.

    Signals:
        day_chosen: ``since`` or ``until``, and the day or nothing.
        group_chosen: an ``EventGroup``, or nothing.
        person_chosen, register_chosen: whose key, or nothing.
        text_entered: a number to look for; empty for none.
    """

    day_chosen = Signal(str, object)
    group_chosen = Signal(object)
    person_chosen = Signal(object)
    register_chosen = Signal(object)
    text_entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, pad=0, gap=theme.SPACE_2)
        self._offered: tuple[Mapping[int, str], Mapping[int, str]] | None = None
        self.since, self.until = DayField(say("From day")), DayField(say("Until day"))
        self.since.setAccessibleName(say("From day"))
        self.until.setAccessibleName(say("Until day"))
        self.group = Choice(say("Events"))
        self.person = Choice(say("Person"))
        self.register = Choice(say("Register"))
        self.text = Field()
        self.text.setPlaceholderText(say("Slip, sale or entry"))
        self.text.setAccessibleName(say("Slip, sale or entry"))
        self.text.setClearButtonEnabled(False)
        self.group.offer([(EVERY, say("All events")), *words.options(GROUPS)], EVERY)
        shares = (
            (self.text, 18),
            (self.since, 11),
            (self.until, 11),
            (self.group, 22),
            (self.person, 20),
            (self.register, 16),
        )
        for part, share in shares:
            part.setMinimumHeight(theme.TARGET_SMALL)
            self.add(part, share)
        self.since.entered.connect(lambda day: self.day_chosen.emit("since", day))
        self.until.entered.connect(lambda day: self.day_chosen.emit("until", day))
        self.group.chosen.connect(
            lambda code: self.group_chosen.emit(None if code == EVERY else EventGroup(code))
        )
        self.person.chosen.connect(lambda code: self.person_chosen.emit(_key(code)))
        self.register.chosen.connect(lambda code: self.register_chosen.emit(_key(code)))
        self.text.editingFinished.connect(lambda: self.text_entered.emit(self.text.text()))

    def show_state(self, state: JournalState) -> None:
        if state.journal is not None:
            self._offer(state.journal)
        self.group.show_code(state.group or EVERY)
        self.person.show_code(_code(state.wanted.person))
        self.register.show_code(_code(state.wanted.register))
        for field, day in ((self.since, state.wanted.since), (self.until, state.wanted.until)):
            _show_day(field, day)

    def _offer(self, journal: Journal) -> None:
        who = journal.people, journal.registers
        if who == self._offered:
            return
        self._offered = who
        people = [(str(key), name) for key, name in journal.people.items()]
        registers = [
            (str(key), say("register {code}", code=code))
            for key, code in journal.registers.items()
        ]
        self.person.offer([(EVERY, say("Everybody")), *people], self.person.code or EVERY)
        self.register.offer(
            [(EVERY, say("Every register")), *registers], self.register.code or EVERY
        )


def _show_day(field: DayField, day: date | None) -> None:
    """What is being typed, or was typed wrongly, is left to be mended."""
    if not field.wrong and not field.hasFocus() and field.value != day:
        field.show_value(day)


def _key(code: str) -> int | None:
    return None if code == EVERY else int(code)


def _code(key: int | None) -> str:
    return EVERY if key is None else str(key)

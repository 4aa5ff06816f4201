"""Until when somebody comes back to the customer, and who."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme, words
from ui.theme import Role, Type
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.labelled import Labelled
from ui.widgets.text import Text
from ui.widgets.typed import DayField
from ui.words import mark, say

if TYPE_CHECKING:
    from datetime import date

    from ui.screens.questions.state import AskingState

NOBODY: Final = "nobody"
OTHER: Final = "other"
DAYS: Final = {"0": mark("today"), "1": mark("tomorrow"), "3": mark("in 3 days")}


class PromiseRow(QWidget):
    """Signals:
    promised: a day or nothing, and the number of a person.
    """

    promised = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today: date | None = None
        self._people: tuple[tuple[int, str], ...] = ()
        self._of = -1
        self._own_day = False
        """Whether the day is written, not chosen."""
        self.when = Choice(say("Come back to the customer"))
        self.day = DayField()
        self.who = Choice(say("Who comes back"))
        self._when, self._day, self._who = map(Labelled, (self.when, self.day, self.who))
        self._when.say(say("Come back to the customer"))
        self._day.say(say("By which day"))
        self._who.say(say("Who comes back"))
        self._tell = Text("", Type.SMALL, Role.MUTED)
        self.when.offer(
            [
                (NOBODY, say("not needed")),
                *((code, say(text)) for code, text in DAYS.items()),
                (OTHER, say("by another day…")),
            ],
            NOBODY,
        )
        row = Columns(pad=0, gap=theme.SPACE_3)
        for part in (self._when, self._day, self._who):
            row.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(row)
        column.addWidget(self._tell)
        self.when.chosen.connect(self._chosen)
        self.day.entered.connect(lambda _: self._typed())
        self.who.chosen.connect(lambda _: self._ask(self.day.value))

    def show_state(self, state: AskingState) -> None:
        seen = state.seen
        if seen is None:
            return
        self._today = seen.today
        if seen.people != self._people:
            self._people = seen.people
            self.who.offer([(str(number), name) for number, name in seen.people])
        self.who.show_code(str(state.who))
        again, self._of = state.turn != self._of, state.turn
        away = "" if state.day is None else str((state.day - seen.today).days)
        quick = away in DAYS
        if again:
            self._own_day = bool(away) and not quick
            self.day.show_value(state.day)
        code = OTHER if self._own_day else away if quick else NOBODY
        self.when.show_code(code)
        self._day.setVisible(self._own_day)
        self._who.setVisible(state.day is not None)
        for field in (self.when, self.day, self.who):
            field.setEnabled(state.open and not state.busy)
        told = ""
        if state.day is not None and state.open:
            facts = {"name": state.name, "day": words.day(state.day)}
            told = say("Tell the customer: {name} comes back to you by {day}.", **facts)
        self._tell.setText(told)
        self._tell.setVisible(bool(told))

    def _chosen(self, code: str) -> None:
        self._own_day = code == OTHER
        if code in DAYS and self._today is not None:
            day = self._today + timedelta(int(code))
            self.day.show_value(day)
            self._ask(day)
        else:
            self.day.show_value(None)
            self._ask(None)
        if self._own_day:
            self._day.show()
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        wrong = self.day.wrong
        self._day.complain(say("Write year-month-day.") if wrong else "")
        if not wrong:
            self._ask(self.day.value)

    def _ask(self, day: date | None) -> None:
        self.promised.emit(day, int(self.who.code or 0))

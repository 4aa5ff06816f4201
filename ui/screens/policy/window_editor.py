"""How long something is possible, and what holds after that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from models.rules.terms import DECIDERS, Stage
from models.rules.windows import Start, Window
from models.values.codes import Decider
from ui import theme
from ui.screens.policy import brief, names
from ui.screens.policy.term_editor import TermEditor
from ui.theme import Role, Type
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.widgets.typed import DayField, Typed, count_field, rate_field
from ui.words import mark, say

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

LIMITS: Final = {
    "days": mark("days"),
    "hours": mark("hours"),
    "months": mark("months"),
    "until": mark("until a day"),
    "no-limit": mark("no limit"),
    "none": mark("not at all"),
}
STARTS: Final = {"sale": mark("the sale"), "delivery": mark("delivery")}
COUNTED: Final = {"days": mark("days in all"), "late": mark("days late")}
_COUNTED: Final = frozenset({"days", "hours", "months"})
MOST_STAGES: Final = 3


class WindowEditor(TermEditor):
    """A number and what it counts, or a day; from when, and whether it ends on a working day.

    A second limit, of which the later or the earlier stands, is kept and said, not edited.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._value = Window()
        self.number = count_field()
        self.until = DayField()
        self.limit = Choice("")
        self.limit.offer([(code, say(text)) for code, text in LIMITS.items()])
        self.start = Choice("")
        self.start.offer([(code, say(text)) for code, text in STARTS.items()])
        self.not_before = DayField(say("no day"))
        self.working = Check(say("Ends on a working day"), self)
        self._second = Text("", Type.SMALL, Role.MUTED)
        self.add_pair((say("How many"), self.number), (say("Counted in"), self.limit))
        self._last = self.add_pair((say("Last day"), self.until))
        self._begun = self.add_pair(
            (say("From"), self.start), (say("But not before"), self.not_before)
        )
        self.column.addWidget(self.working)
        self.column.addWidget(self._second)
        self.limit.chosen.connect(self._choose_limit)
        self.number.entered.connect(self._count)
        self.until.entered.connect(self._end)
        self.start.chosen.connect(lambda code: self._ask(start=Start(code)))
        self.not_before.entered.connect(lambda day: self._ask(not_before=day))
        self.working.clicked.connect(lambda on: self._ask(to_working_day=on))

    def show_value(self, value: Window | None) -> None:
        value = value or Window()
        self._value = value
        code = limit_of(value)
        counted = code in _COUNTED
        self.limit.show_code(code)
        self.number.setEnabled(counted)
        self.number.show_value(getattr(value, code) if counted else None)
        self.until.show_value(value.until)
        self._last.setVisible(code == "until")
        self.start.show_code(value.start)
        self._begun.setVisible(counted)
        self.not_before.show_value(value.not_before)
        self.working.setChecked(value.to_working_day)
        self.working.setVisible(value.possible and not value.no_limit)
        self._second.setVisible(value.other is not None)
        if value.other is not None:
            self._second.setText(brief.value_words(self.name, value))

    def _choose_limit(self, code: str) -> None:
        """The figure stays when only its unit changes; a last day is typed before it counts."""
        count = self.number.value or 30
        limits: dict[str, Any] = dict.fromkeys(("days", "hours", "months", "until"))
        if code == "until" and self._value.until is None:
            self._last.show()
            self.until.setFocus()
            return
        if code == "until":
            limits["until"] = self._value.until
        elif code in _COUNTED:
            limits[code] = count
        self._ask(**limits, no_limit=code == "no-limit")

    def _count(self, count: int | None) -> None:
        code = self.limit.code
        if count is not None and code in _COUNTED and not self.number.wrong:
            self._ask(**{code: count})
        else:
            self.show_value(self._value)

    def _end(self, day: date | None) -> None:
        if day is None or self.until.wrong:
            self.show_value(self._value)
        else:
            self._ask(until=day, days=None, hours=None, months=None, no_limit=False)

    def _ask(self, **changes: Any) -> None:
        self.show_value(replace(self._value, **changes))
        self.changed.emit(self._value)


def limit_of(window: Window) -> str:
    """Which of :data:`LIMITS` a window has."""
    if window.no_limit:
        return "no-limit"
    for code in ("until", "days", "hours", "months"):
        if getattr(window, code) is not None:
            return code
    return "none"


class StagesEditor(TermEditor):
    """What holds after the window, in up to three steps."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._value: tuple[Stage, ...] = ()
        self.steps = [_Step(self, place) for place in range(MOST_STAGES)]
        self.add = SmallButton(say("Add a step"), parent=self)
        self.column.addWidget(self.add)
        self.add.clicked.connect(self._add)

    def show_value(self, value: tuple[Stage, ...]) -> None:
        self._value = tuple(value or ())
        for place, step in enumerate(self.steps):
            step.show_step(self._value[place] if place < len(self._value) else None)
        self.add.setVisible(len(self._value) < MOST_STAGES)

    def ask(self, place: int, stage: Stage | None) -> None:
        """One step is otherwise now, or gone."""
        kept = [*self._value]
        kept[place : place + 1] = [stage] if stage else []
        self.show_value(tuple(kept))
        self.changed.emit(self._value)

    def _add(self) -> None:
        last = self._value[-1] if self._value else Stage(days=30)
        late = last.late
        following = Stage(
            days=None if late is not None else (last.days or 30) + 30,
            late=None if late is None else late + 30,
            decider=Decider.MANAGER,
        )
        self.ask(len(self._value), following)


class _Step:
    """The parts of one step; they stay, and are hidden while there is none."""

    def __init__(self, editor: StagesEditor, place: int) -> None:
        self._editor, self._place = editor, place
        self._stage = Stage()
        self.days: Typed[int] = count_field()
        self.counted, self.decider = Choice(""), Choice("")
        self.lost = rate_field("0")
        self.remove = SmallButton(say("Remove step {place}", place=place + 1))
        self.counted.offer([(code, say(text)) for code, text in COUNTED.items()])
        self.decider.offer(names.options("decided_by", tuple(DECIDERS)))
        self._around = TermEditor(editor.name, editor)
        self._around.column.setSpacing(theme.SPACE_1)
        number = place + 1
        self._around.add_pair(
            (say("Step {place}, until", place=number), self.days),
            (say("counted"), self.counted),
        )
        self._around.add_pair(
            (say("Who decides"), self.decider),
            (say("Lost, in %"), self.lost),
        )
        for part in (self.counted, self.decider, self.lost):
            name = part.accessibleName()
            part.setAccessibleName(say("Step {place}, {name}", place=number, name=name))
        self._around.column.addWidget(self.remove)
        editor.column.addWidget(self._around)
        self.days.entered.connect(self._count)
        self.counted.chosen.connect(self._choose)
        self.decider.chosen.connect(lambda code: self._ask(decider=Decider(code)))
        self.lost.entered.connect(self._lose)
        self.remove.clicked.connect(lambda: editor.ask(place, None))

    def show_step(self, stage: Stage | None) -> None:
        self._around.setVisible(stage is not None)
        self._stage = stage or Stage()
        late = self._stage.late is not None
        self.days.show_value(self._stage.late if late else self._stage.days)
        self.counted.show_code("late" if late else "days")
        self.decider.show_code(self._stage.decider)
        self.lost.show_value(self._stage.lost or None)

    def _count(self, days: int | None) -> None:
        if days is None or self.days.wrong:
            self.show_step(self._stage)
        else:
            self._ask(**{self.counted.code: days})

    def _choose(self, code: str) -> None:
        days = self.days.value or 30
        self._ask(days=days if code == "days" else None, late=days if code == "late" else None)

    def _lose(self, lost: Any) -> None:
        if self.lost.wrong:
            self.show_step(self._stage)
        else:
            self._ask(lost=lost or Stage().lost)

    def _ask(self, **changes: Any) -> None:
        self._editor.ask(self._place, replace(self._stage, **changes))

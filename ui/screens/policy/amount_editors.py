"""Fees, allowances and limits: values of several figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from models.rules.terms import (
    DECIDERS,
    OUR_FAULT,
    Allowance,
    Fee,
    Inspection,
    Per,
    Receipted,
    Velocity,
)
from models.values.codes import Decider
from receipts.options import DECIDERS as DECIDED_BY
from ui.screens.policy import brief
from ui.screens.policy.term_editor import TermEditor
from ui.theme import Role, Type
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.text import Text
from ui.widgets.typed import Typed, amount_field, count_field, rate_field
from ui.words import mark, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PERS: Final = {
    "unit": mark("each unit"),
    "line": mark("each line"),
    "case": mark("the whole return"),
}
RECEIPTS: Final = {
    "any": mark("all returns"),
    "with": mark("with a receipt"),
    "without": mark("without one"),
}


class FiguresEditor(TermEditor):
    """A frozen value of several fields, each with a part of its own.

    ``usual`` is what it begins with where there was no value.
    """

    def __init__(self, name: str, usual: Any, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._usual = usual
        self._value: Any = None
        self._fields: dict[str, Typed[Any]] = {}
        self._choices: dict[str, Choice] = {}

    def show_value(self, value: Any) -> None:
        self._value = value
        shown = value or self._usual
        for name, field in self._fields.items():
            field.show_value(getattr(shown, name) or None if value else None)
        for name, choice in self._choices.items():
            choice.show_code(getattr(shown, name))

    def watch(self, name: str, field: Typed[Any], empty: Any = None) -> Typed[Any]:
        """``empty`` is what the field of the value has where nothing is typed; a value that
        cannot do without it takes back what stood there."""
        self._fields[name] = field
        field.entered.connect(lambda typed: self._typed(name, typed, empty))
        return field

    def offer(self, name: str, table: dict[str, str]) -> Choice:
        choice = Choice("")
        choice.offer([(code, say(text)) for code, text in table.items()])
        self._choices[name] = choice
        return choice

    def _typed(self, name: str, typed: Any, empty: Any) -> None:
        if self._fields[name].wrong or (typed is None and empty is _NEEDED):
            self.show_value(self._value)
        else:
            self.ask(**{name: empty if typed is None else typed})

    def ask(self, **changes: Any) -> None:
        self.show_value(replace(self._value or self._usual, **changes))
        self.changed.emit(self._value)


_NEEDED: Final = object()


class FeeEditor(FiguresEditor):
    """A share, a flat sum or both; rates by days are kept and said, not edited."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, Fee(), parent)
        percent = self.watch("percent", rate_field("0"), Decimal(0))
        self.add_pair(
            (say("Share, in %"), percent),
            (say("Flat sum"), self.watch("flat", amount_field(say("none")))),
        )
        self.add_pair(
            (say("Charged for"), self.offer("per", PERS)),
            (say("Never more than"), self.watch("most", amount_field(say("no limit")))),
        )
        self._choices["per"].chosen.connect(lambda code: self.ask(per=Per(code)))
        self.fault = Check(say("Waived where it is our fault"), self)
        self.nothing = Check(say("No such fee here"), self)
        self._tiers = Text("", Type.SMALL, Role.MUTED)
        for part in (self.fault, self.nothing, self._tiers):
            self.column.addWidget(part)
        self.fault.clicked.connect(self._waive)
        self.nothing.clicked.connect(self._drop)

    def show_value(self, value: Fee | None) -> None:
        super().show_value(value)
        self.nothing.setChecked(value is None)
        shown = value or Fee()
        self.fault.setChecked(OUR_FAULT in shown.waived)
        self._tiers.setVisible(bool(shown.tiers))
        if shown.tiers:
            self._tiers.setText(brief.value_words(self.name, shown))

    def _waive(self, on: bool) -> None:
        others = tuple(each for each in (self._value or Fee()).waived if each != OUR_FAULT)
        self.ask(waived=(OUR_FAULT, *others) if on else others)

    def _drop(self, on: bool) -> None:
        self.show_value(None if on else Fee(percent=Decimal(10)))
        self.changed.emit(self._value)


class AllowanceEditor(FiguresEditor):
    """So many, or so much, in so many days."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, Allowance(count=3, days=90), parent)
        count = self.watch("count", count_field(say("no limit")))
        counted = say("How often") if name.startswith("goodwill") else say("Most items")
        self.add_pair(
            (counted, count),
            (say("Most money"), self.watch("value", amount_field(say("no limit")))),
        )
        self.add_pair((say("In how many days"), self.watch("days", count_field(), _NEEDED)))


class VelocityEditor(FiguresEditor):
    """Beyond so much in so many days somebody else decides."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, Velocity(count=3, days=90), parent)
        count = self.watch("count", count_field(say("no limit")))
        self.add_pair(
            (say("Most returns"), count),
            (say("Most money"), self.watch("value", amount_field(say("no limit")))),
        )
        self.add_pair(
            (say("Share of purchases, in %"), self.watch("share", rate_field(say("any")))),
            (say("In how many days"), self.watch("days", count_field(), _NEEDED)),
        )
        deciders = {str(code): DECIDED_BY[code] for code in DECIDERS if code != "clerk"}
        self.add_pair(
            (say("Counted"), self.offer("receipt", RECEIPTS)),
            (say("Who decides"), self.offer("decider", deciders)),
        )
        self._choices["receipt"].chosen.connect(lambda code: self.ask(receipt=Receipted(code)))
        self._choices["decider"].chosen.connect(lambda code: self.ask(decider=Decider(code)))


class InspectionEditor(FiguresEditor):
    """Held until somebody has looked."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, Inspection(days=7), parent)
        days = self.watch("days", count_field(say("not held")), _NEEDED)
        self.add_pair((say("Within how many days"), days))
        self.credit = Check(say("With store credit meanwhile"), self)
        self.nothing = Check(say("Not held"), self)
        for part in (self.credit, self.nothing):
            self.column.addWidget(part)
        self.credit.clicked.connect(lambda on: self.ask(credit=on))
        self.nothing.clicked.connect(self._drop)

    def show_value(self, value: Inspection | None) -> None:
        super().show_value(value)
        self.credit.setChecked(bool(value and value.credit))
        self.nothing.setChecked(value is None)

    def _drop(self, on: bool) -> None:
        self.show_value(None if on else self._usual)
        self.changed.emit(self._value)

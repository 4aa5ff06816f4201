"""Where one term is set: the base of every editor, and those of plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models.rules.edits import INHERIT
from ui import theme
from ui.screens.policy import names
from ui.theme import Role, Type
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.text import Text
from ui.widgets.typed import Typed, amount_field, count_field
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence


class TermEditor(QWidget):
    """Shows a value and tells what a person makes of it.

    Signals:
        changed: the new value, or ``INHERIT`` where a field was emptied.
    """

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.SPACE_2)

    def show_value(self, value: Any) -> None:
        """Show what is so, without a word to anybody."""
        raise NotImplementedError

    def add_pair(self, *parts: tuple[str, QWidget]) -> QWidget:
        """Labelled parts side by side, each under its label; hidden and shown as one."""
        pair = QWidget(self)
        grid = QGridLayout(pair)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_2)
        grid.setVerticalSpacing(2)
        for at, (label, part) in enumerate(parts):
            text = Text(label, Type.SMALL, Role.MUTED)
            text.setBuddy(part)
            part.setAccessibleName(f"{names.term(self.name)}: {label}")
            grid.addWidget(text, 0, at)
            grid.addWidget(part, 1, at)
            grid.setColumnStretch(at, 1)
        self.column.addWidget(pair)
        return pair


class FlagEditor(TermEditor):
    """A switch."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.check = Check(names.term(name), self)
        self.column.addWidget(self.check)
        self.check.clicked.connect(lambda on: self.changed.emit(on))

    def show_value(self, value: bool) -> None:
        self.check.setChecked(bool(value))


class OptionEditor(TermEditor):
    """One of a few."""

    def __init__(self, name: str, codes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.choice = Choice(names.term(name), say("not said"), self)
        self.choice.offer(names.options(name, tuple(codes)))
        self.column.addWidget(self.choice)
        self.choice.chosen.connect(lambda code: self.changed.emit(code))

    def show_value(self, value: str | None) -> None:
        self.choice.show_code(value or "")


class SomeEditor(TermEditor):
    """A set of options; or, ``ordered``, one after the other as they were taken."""

    def __init__(
        self,
        name: str,
        codes: Sequence[str],
        *,
        ordered: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._ordered = ordered
        self._taken: list[str] = []
        self.checks = {str(code): Check(names.option(name, str(code)), self) for code in codes}
        self.column.setSpacing(0)
        for code, check in self.checks.items():
            self.column.addWidget(check)
            check.clicked.connect(lambda on, code=code: self._toggle(code, on))

    def show_value(self, value: frozenset[str] | tuple[str, ...] | None) -> None:
        """Nothing said accepts all of them."""
        everything = value is None
        codes = self.checks if value is None else value
        self._taken = [str(code) for code in codes]
        for code, check in self.checks.items():
            check.setChecked(code in self._taken)
            called = names.option(self.name, code)
            if self._ordered and code in self._taken and not everything:
                called = f"{self._taken.index(code) + 1}. {called}"
            check.say(called)

    def _toggle(self, code: str, on: bool) -> None:
        taken = [each for each in self._taken if each != code]
        if on:
            taken.append(code)
        self.changed.emit(tuple(taken) if self._ordered else frozenset(taken))


class FigureEditor(TermEditor):
    """One amount or count; emptied, it is inherited."""

    def __init__(
        self, name: str, *, money: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self.field: Typed[Any] = amount_field() if money else count_field()
        self.field.setPlaceholderText(say("no limit"))
        self.field.setAccessibleName(names.term(name))
        self.column.addWidget(self.field)
        self.field.entered.connect(
            lambda value: self.changed.emit(INHERIT if value is None else value)
        )

    def show_value(self, value: Any) -> None:
        self.field.show_value(value)


class WordsEditor(TermEditor):
    """The shop's own words, in each language of its papers."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.fields = {code: Field(self) for code in _LANGUAGES}
        for code, field in self.fields.items():
            self.add_pair((_LANGUAGES[code], field))
            field.editingFinished.connect(self._tell)
        self._shown: dict[str, str] = {}

    def show_value(self, value: dict[str, str] | None) -> None:
        self._shown = dict(value or {})
        for code, field in self.fields.items():
            field.setText(self._shown.get(code, ""))

    def _tell(self) -> None:
        typed = {
            code: text for code, field in self.fields.items() if (text := field.text().strip())
        }
        if typed != self._shown:
            self._shown = typed
            self.changed.emit(typed or INHERIT)


class NameEditor(TermEditor):
    """What the whole policy is called."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.field = Field(self)
        self.field.setAccessibleName(names.term(name))
        self.field.setMaxLength(80)
        self.column.addWidget(self.field)
        self._shown = ""
        self.field.editingFinished.connect(self._tell)

    def show_value(self, value: str) -> None:
        self._shown = value
        self.field.setText(value)

    def _tell(self) -> None:
        typed = self.field.text().strip()
        if typed != self._shown:
            self._shown = typed
            self.changed.emit(typed)


_LANGUAGES = {"en": "English", "id": "Bahasa Indonesia", "fil": "Filipino"}

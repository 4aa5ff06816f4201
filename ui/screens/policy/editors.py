"""Which editor a term has, by the shape of its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.terms import Shape, term_of
from models.values.codes import Capture
from ui.screens.policy.amount_editors import (
    AllowanceEditor,
    FeeEditor,
    InspectionEditor,
    VelocityEditor,
)
from ui.screens.policy.columns import CAPTURES, NAME, SETTINGS
from ui.screens.policy.term_editor import (
    FigureEditor,
    FlagEditor,
    NameEditor,
    OptionEditor,
    SomeEditor,
    TermEditor,
    WordsEditor,
)
from ui.screens.policy.window_editor import StagesEditor, WindowEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def editor_of(name: str, parent: QWidget | None = None) -> TermEditor:
    """A new editor for a term, for all captures at once, or for a setting of the policy."""
    if name == NAME:
        return NameEditor(name, parent)
    if name in SETTINGS:
        return FlagEditor(name, parent)
    if name == CAPTURES:
        return SomeEditor(name, tuple(Capture), parent=parent)
    term = term_of(name)
    match term.shape:
        case Shape.WINDOW:
            return WindowEditor(name, parent)
        case Shape.STAGES:
            return StagesEditor(name, parent)
        case Shape.FLAG:
            return FlagEditor(name, parent)
        case Shape.OPTION:
            return OptionEditor(name, term.options, parent)
        case Shape.SOME | Shape.ORDER:
            ordered = term.shape is Shape.ORDER
            return SomeEditor(name, term.options, ordered=ordered, parent=parent)
        case Shape.FEE:
            return FeeEditor(name, parent)
        case Shape.MONEY | Shape.COUNT:
            return FigureEditor(name, money=term.shape is Shape.MONEY, parent=parent)
        case Shape.ALLOWANCE:
            return AllowanceEditor(name, parent)
        case Shape.VELOCITY:
            return VelocityEditor(name, parent)
        case Shape.INSPECTION:
            return InspectionEditor(name, parent)
        case Shape.WORDS:
            return WordsEditor(name, parent)

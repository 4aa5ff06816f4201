"""Which kind of paper goes to which printer at this register, and which of them at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.values.printing import LETTERS, PaperKind
from receipts.printing_sentences import PAPER_KINDS
from ui import theme, words
from ui.theme import Role, Type
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.printers import PrinterSeen
    from ui.screens.papers.printers_state import PrintersState

OTHERS: Final = "others"
"""The choice of where all others go."""
MACHINE: Final = "machine"
"""The choice of the printer that is this machine's own."""


class RoutesCard(Card):
    """A row for each kind; the first is for all that have no way of their own.

    Signals:
        routed: a ``PaperKind`` or nothing for all others, a printer's key or nothing for the
            machine's own, and whether such papers are printed as soon as they are made.
        unrouted: a ``PaperKind`` that goes where all others go.
    """

    routed = Signal(object, object, bool)
    unrouted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._offered: tuple[PrinterSeen, ...] | None = None
        self._title = Text("", Type.TITLE)
        kinds = sorted(PaperKind, key=lambda kind: words.word(PAPER_KINDS, kind).casefold())
        self.kinds: tuple[PaperKind | None, ...] = (None, *kinds)
        self.choices = {kind: Choice(_name(kind)) for kind in self.kinds}
        self.at_once = {
            kind: Check(say("at once"))
            for kind in self.kinds
            if kind is None or kind in LETTERS
        }
        self._lay_out()
        for kind in self.kinds:
            self.choices[kind].chosen.connect(partial(self._choose, kind))
        for kind, check in self.at_once.items():
            check.setAccessibleName(say("{kind} at once", kind=_name(kind)))
            check.clicked.connect(partial(self._choose, kind))

    def show_state(self, state: PrintersState) -> None:
        self._title.setText(say("Papers of register {code}", code=state.here.register))
        self._offer(state.usable)
        for kind, choice in self.choices.items():
            route = state.route(kind)
            code = OTHERS if kind is not None else MACHINE
            if route is not None:
                code = MACHINE if route.printer_id is None else str(route.printer_id)
            choice.show_code(code)
            choice.setEnabled(not state.busy)
            check = self.at_once.get(kind)
            if check is not None:
                check.setChecked(route is not None and route.at_once)
                check.setVisible(code != OTHERS)
                check.setEnabled(not state.busy)

    def _offer(self, printers: tuple[PrinterSeen, ...]) -> None:
        if printers == self._offered:
            return
        self._offered = printers
        named = [(str(each.id), each.name) for each in printers]
        own = (MACHINE, say("Printer of this machine"))
        for kind, choice in self.choices.items():
            first = [(OTHERS, say("As all others"))] if kind is not None else []
            choice.offer([*first, own, *named], choice.code)

    def _choose(self, kind: PaperKind | None, _: object = None) -> None:
        code = self.choices[kind].code
        if code == OTHERS:
            self.unrouted.emit(kind)
            return
        at_once = kind in self.at_once and self.at_once[kind].isChecked()
        self.routed.emit(kind, None if code == MACHINE else int(code), at_once)

    def _lay_out(self) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_2)
        grid.setVerticalSpacing(theme.SPACE_1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        middle = Qt.AlignmentFlag.AlignVCenter
        for at, kind in enumerate(self.kinds):
            grid.addWidget(Text(_name(kind), strong=kind is None), at, 0, middle)
            grid.addWidget(self.choices[kind], at, 1)
            if kind in self.at_once:
                grid.addWidget(self.at_once[kind], at, 2)
        hint = say(
            "At once: printed as soon as it is made, unless the customer wants no paper."
        )
        self.body.addWidget(self._title)
        self.body.addWidget(Text(hint, Type.SMALL, Role.MUTED))
        self.body.addWidget(ScrollingList(inside, 240), 1)


def _name(kind: PaperKind | None) -> str:
    return say("All other papers") if kind is None else words.word(PAPER_KINDS, kind)

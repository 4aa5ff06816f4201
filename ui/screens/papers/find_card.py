"""The papers of the shop: what is looked for, and what was found, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy

from models.values.printing import PaperKind
from receipts.printing_sentences import PAPER_KINDS
from ui import theme, words
from ui.theme import Role, Type
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.long_list import LongList, Told
from ui.widgets.text import Text
from ui.widgets.typed import DayField
from ui.words import say, say_many

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from models.services.papers import PaperRow, PapersHere
    from ui.screens.papers.state import PapersState

EVERY: Final = "every"
"""The choice of all of them."""


class FindCard(Card):
    """Signals:
    text_entered: a number, a sale or a customer; empty for all.
    kind_chosen: a ``PaperKind``, or nothing.
    register_chosen: its code; empty for all.
    day_chosen: ``day_from`` or ``day_to``, and the day or nothing.
    picked: the number of a paper.
    end_near: more will soon be looked for.
    """

    text_entered = Signal(str)
    kind_chosen = Signal(object)
    register_chosen = Signal(str)
    day_chosen = Signal(str, object)
    picked = Signal(object)
    end_near = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(say("Papers"))
        self._offered: PapersHere | None = None
        self.text = Field()
        self.text.setPlaceholderText(say("Number, sale or customer  (F3)"))
        self.text.setAccessibleName(say("Number, sale or customer"))
        self.kind, self.register = Choice(say("Kind of paper")), Choice(say("Register"))
        self.day_from, self.day_to = DayField(say("From day")), DayField(say("Until day"))
        self.day_from.setAccessibleName(say("From day"))
        self.day_to.setAccessibleName(say("Until day"))
        self.list: LongList[PaperRow] = LongList(lambda row: row.code, told, self, least=150)
        self.empty = EmptyState("papers", "", parent=self)
        self._count = Text("", Type.SMALL, Role.MUTED)
        self._lay_out()
        self._listen()

    def show_state(self, state: PapersState) -> None:
        self._offer(state.here)
        sought = state.sought
        self.kind.show_code(sought.kinds[0] if sought.kinds else EVERY)
        self.register.show_code(sought.register or EVERY)
        for field, day in ((self.day_from, sought.day_from), (self.day_to, sought.day_to)):
            _show_day(field, day)
        if not self.text.hasFocus():
            self.text.setText(sought.text)
        self.list.show_rows(state.rows, state.picked, say("Papers"))
        nothing = state.looked and not state.rows
        if nothing:
            self._say_empty(state)
        self.empty.setVisible(nothing)
        self.list.setVisible(not nothing)

    def focus_first(self) -> None:
        first = self.list if self.list.rows else self.text
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_empty(self, state: PapersState) -> None:
        sought = state.sought
        if sought.text or sought.kinds or sought.register or sought.day_from or sought.day_to:
            self.empty.show_as(
                "search",
                say("No paper is like that"),
                say("Look for another number, for other days, or for all kinds."),
            )
        else:
            self.empty.show_as(
                "papers",
                say("No papers yet"),
                say("What is taken back, exchanged or closed is kept here with its number."),
            )

    def _offer(self, here: PapersHere) -> None:
        if here == self._offered:
            return
        self._offered = here
        kinds = [(str(kind), words.word(PAPER_KINDS, kind)) for kind in here.kinds]
        kinds.sort(key=lambda each: each[1].casefold())
        self.kind.offer([(EVERY, say("All kinds")), *kinds], self.kind.code or EVERY)
        registers = [(code, say("register {code}", code=code)) for code in here.registers]
        every = (EVERY, say("Every register"))
        self.register.offer([every, *registers], self.register.code or EVERY)
        self.register.setVisible(len(here.registers) > 1)

    def _lay_out(self) -> None:
        self.body.setSpacing(theme.SPACE_2)
        choices = Columns(pad=0, gap=theme.SPACE_2)
        choices.add(self.kind, 1)
        choices.add(self.register, 1)
        days = Columns(pad=0, gap=theme.SPACE_2)
        days.add(self.day_from, 1)
        days.add(self.day_to, 1)
        for beside in (choices, days):  # the list gives way, not they
            beside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        for row in (self.text, choices, days):
            self.body.addWidget(row)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.list, 1)

    def _listen(self) -> None:
        self.text.editingFinished.connect(
            lambda: self.text_entered.emit(self.text.text().strip())
        )
        self.text.returnPressed.connect(self.focus_first)
        self.kind.chosen.connect(
            lambda code: self.kind_chosen.emit(None if code == EVERY else PaperKind(code))
        )
        self.register.chosen.connect(
            lambda code: self.register_chosen.emit("" if code == EVERY else code)
        )
        self.day_from.entered.connect(lambda day: self.day_chosen.emit("day_from", day))
        self.day_to.entered.connect(lambda day: self.day_chosen.emit("day_to", day))
        self.list.picked.connect(self.picked)
        self.list.end_near.connect(self.end_near)
        QShortcut(QKeySequence("F3"), self).activated.connect(self._seek)

    def _seek(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()


def told(row: PaperRow) -> Told:
    """What it is, and under it when, whether it is on paper, whose, and where."""
    if row.prints:
        printed = say_many("printed {count} time", "printed {count} times", row.prints)
    else:
        printed = say("not printed")
    parts = (
        words.moment(row.made_at),
        printed,
        row.customer,
        say("register {code}", code=row.register),
    )
    return Told(
        f"{row.code} · {words.word(PAPER_KINDS, row.kind)}",
        " · ".join(part for part in parts if part),
        words.amount(row.amount) if row.amount is not None else "",
    )


def _show_day(field: DayField, day: date | None) -> None:
    """What is being typed, or was typed wrongly, is left to be mended."""
    if not field.wrong and not field.hasFocus() and field.value != day:
        field.show_value(day)

"""A ticket in two presses: what somebody comes for, and whether they go before others."""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.values.cases import CaseKind
from models.values.queue import Priority
from receipts.language import LANGUAGE_NAMES
from receipts.queue_sentences import PRIORITIES, TICKET_KINDS
from ui import theme, words
from ui.screens.queue.called_label import CalledLabel
from ui.theme import Role, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.labelled import Labelled
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.widgets.typed import Typed
from ui.words import mark, say, say_many

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.screens.queue.state import Drawing, Drawn, QueueState

KEYS: Final = dict(zip(CaseKind, ("F5", "F6", "F7", "F8"), strict=True))
FOR_WHOM: Final = {"": mark("Nobody special"), **PRIORITIES}


class _KindButton(QuietButton):
    """Large: it is the first thing that is pressed for everybody who comes in."""

    height_at_least = 56

    def __init__(self, text: str, key: str) -> None:
        super().__init__(text, key)
        theme.dress(self, Type.NORMAL, strong=True)


class _ForWhom(SmallButton):
    """Return presses it as Space does: two presses draw a ticket."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class DrawCard(Card):
    """Shows what to press next, then the ticket that was drawn.

    Signals:
        kind_chosen: a code of ``CaseKind``.
        priority_chosen: a code of ``Priority``.
        time_entered: of the appointment; nothing for what is none.
        language_chosen: of the stub.
        stub_wanted: whether there is to be one.
        cancelled: not this ticket.
        print_asked: the stub, again or late.
        take_back_asked: it was a mistake.
    """

    kind_chosen = Signal(str)
    priority_chosen = Signal(str)
    time_entered = Signal(object)
    language_chosen = Signal(str)
    stub_wanted = Signal(bool)
    cancelled = Signal()
    print_asked = Signal()
    take_back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Draw a ticket"), parent)
        self.kinds = {
            kind: _KindButton(words.word(TICKET_KINDS, kind), key) for kind, key in KEYS.items()
        }
        self.priorities = {
            code: _ForWhom(say(text), str(place))
            for place, (code, text) in enumerate(FOR_WHOM.items(), 1)
        }
        self.time: Typed[time] = Typed(_time, _time_words, "15:30")
        self._time_row = Labelled(self.time)
        self.language = Choice(say("Language of the ticket"))
        self.stub = Check(say("Print it"))
        self.with_time = SmallButton(say("Draw it"))
        self.leave = SmallButton(say("Leave it"), "Esc")
        self.print = SmallButton(say("Print it again"), "Ctrl+P")
        self.take_back = SmallButton(say("Take it back"), "Ctrl+Z")
        self.called = CalledLabel()
        self._whom = Text("", strong=True)
        self._for = Text("", role=Role.MUTED)
        self._wait = Text("", Type.TITLE)
        self._ahead = Text("", role=Role.MUTED)
        self._hint = EmptyState(
            "receipt",
            say("Two presses for a ticket"),
            say("What somebody comes for, then whether they go before others."),
        )
        self._asking, self._shown = QWidget(), QWidget()
        self._lay_out()
        self._connect()

    def show_state(self, state: QueueState) -> None:
        for button in self.kinds.values():
            button.setEnabled(not state.busy)
        self._hint.setVisible(state.drawing is None and state.drawn is None)
        self._asking.setVisible(state.drawing is not None)
        self._shown.setVisible(state.drawing is None and state.drawn is not None)
        if state.drawing is not None:
            self._ask(state, state.drawing)
        elif state.drawn is not None:
            self._show(state, state.drawn)

    def _ask(self, state: QueueState, drawing: Drawing) -> None:
        kind = words.word(TICKET_KINDS, drawing.kind)
        self._whom.setText(say("{kind}: for whom?", kind=kind))
        for code, choice in self.priorities.items():
            choice.setEnabled(not state.busy)
            choice.setVisible(not drawing.asks_time or code == Priority.APPOINTMENT)
        self._time_row.setVisible(drawing.asks_time)
        self._time_row.complain(say("Write hours:minutes.") if drawing.problem else "")
        self.with_time.setVisible(drawing.asks_time)
        self.with_time.setEnabled(not state.busy)
        self.language.show_code(state.language)
        self.stub.setChecked(state.stub)

    def _show(self, state: QueueState, drawn: Drawn) -> None:
        paper = drawn.paper
        self.called.show_called(paper.called)
        self._for.setText(words.word(TICKET_KINDS, paper.service))
        minutes = paper.minutes
        known = minutes is not None and bool(paper.ahead)
        self._wait.setText(
            say_many("About {count} minute", "About {count} minutes", minutes or 0)
        )
        self._wait.setVisible(known)
        self._ahead.setText(
            say_many(
                "{count} person is before them.", "{count} people are before them.", paper.ahead
            )
            if paper.ahead
            else say("They are next.")
        )
        self.print.say(say("Print it again") if drawn.printed else say("Print it"))
        for button in (self.print, self.take_back):
            button.setEnabled(not state.busy)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE_2)
        for place, button in enumerate(self.kinds.values()):
            grid.addWidget(button, place // 2, place % 2)
        grid.setColumnStretch(0, 6)  # the words of the first are the longest
        grid.setColumnStretch(1, 5)
        self.body.addLayout(grid)
        self.language.offer(list(LANGUAGE_NAMES.items()))
        self._time_row.say(say("Time of the appointment, today"))
        asking = _column(self._asking)
        asking.addWidget(self._whom)
        choices = QGridLayout()
        choices.setSpacing(theme.SPACE_2)
        for place, choice in enumerate(self.priorities.values()):
            row, column = divmod(place + 1, 2) if place else (0, 0)
            choices.addWidget(choice, row, column, 1, 1 if place else 2)
        asking.addLayout(choices)
        asking.addWidget(self._time_row)
        asking.addWidget(self.with_time)
        asking.addWidget(self.language)
        asking.addWidget(self.stub)
        asking.addWidget(self.leave)
        asking.addStretch(1)
        shown = _column(self._shown)
        for label in (self._for, self._wait, self._ahead):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for part in (self._for, self.called, self._wait, self._ahead):
            shown.addWidget(part)
        shown.addSpacing(theme.SPACE_4)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_2)
        buttons.addWidget(self.print, 1)
        buttons.addWidget(self.take_back, 1)
        shown.addLayout(buttons)
        shown.addStretch(1)
        for pane in (self._hint, self._asking, self._shown):
            self.body.addWidget(pane, 1)

    def _connect(self) -> None:
        for kind, button in self.kinds.items():
            button.clicked.connect(partial(self._choose_kind, kind))
        for code, choice in self.priorities.items():
            choice.clicked.connect(partial(self._choose_priority, code))
        self.with_time.clicked.connect(self._finish)
        self.time.returnPressed.connect(self._finish)
        self.language.chosen.connect(self.language_chosen)
        self.stub.clicked.connect(self.stub_wanted)
        self.leave.clicked.connect(self.cancelled)
        self.print.clicked.connect(self.print_asked)
        self.take_back.clicked.connect(self.take_back_asked)

    def _choose_kind(self, kind: CaseKind, _checked: bool = False) -> None:
        self.kind_chosen.emit(kind.value)

    def _choose_priority(self, code: str, _checked: bool = False) -> None:
        self.priority_chosen.emit(str(code))

    def _finish(self) -> None:
        self.time.editingFinished.emit()
        self.time_entered.emit(None if self.time.wrong else self.time.value)


def _column(inside: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_2)
    return column


def _time(text: str) -> time:
    """Raise ``ValueError`` for what is no time of day."""
    hours, _, minutes = text.replace(".", ":").partition(":")
    return time(int(hours), int(minutes or 0))


def _time_words(at: time) -> str:
    return f"{at:%H:%M}"

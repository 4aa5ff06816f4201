"""Whom this register serves, and what to do with whoever is chosen in the queue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.values.cases import CaseKind
from models.values.queue import TicketState
from receipts.queue_sentences import TICKET_KINDS
from ui import theme, words
from ui.screens.queue.state import Doing, Next
from ui.screens.queue.told import kind_of, since
from ui.theme import Role, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import mark, say

if TYPE_CHECKING:
    from ui.screens.queue.state import Listed, QueueState

DOINGS: Final = {
    Doing.CALL: (mark("Call this one"), "F10"),
    Doing.AGAIN: (mark("Call again"), "F10"),
    Doing.GONE: (mark("Nobody came"), "F11"),
    Doing.HOLD: (mark("Hold"), "F3"),
    Doing.PUT_IN: (mark("Put in again"), "F3"),
    Doing.MOVE: (mark("Move"), "F4"),
}
PLACES: Final = {
    Doing.CALL: (0, 0, 1, 2),
    Doing.AGAIN: (1, 0),
    Doing.GONE: (1, 1),
    Doing.HOLD: (2, 0),
    Doing.PUT_IN: (3, 0),
    Doing.MOVE: (2, 1, 2, 1),
}
"""Row and column of each; those that are never shown together may share them."""
ANYWHERE: Final = "*"
"""No register in particular."""


class CallCard(Card):
    """Leads on with one button; beside it what else can be done.

    Signals:
        go_on_asked: call the next one, or begin.
        asked: a code of ``Doing``, for whoever is chosen.
        move_asked: a code of ``CaseKind`` and a register's, or nothing for any.
        cancelled: nobody is moved.
    """

    go_on_asked = Signal()
    asked = Signal(str)
    move_asked = Signal(str, str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(say("At this register"))
        self._here = Text("", Type.TITLE)
        self._how = Text("", role=Role.MUTED)
        self.go_on = QuietButton(say("Call the next one"), "F9")
        """Quiet: the next step is the bar's, above every room."""
        self._chosen = Text("", strong=True)
        self._about = Text("", Type.SMALL, Role.MUTED)
        self.doings = {
            doing: SmallButton(say(text), key) for doing, (text, key) in DOINGS.items()
        }
        self.kind = Choice(say("What they come for"))
        self.register = Choice(say("Register"))
        self.send = SmallButton(say("Move them"))
        self.leave = SmallButton(say("Leave it"), "Esc")
        self._moving = QWidget()
        self._asked_for = 0
        """Whose moving is asked about."""
        self._lay_out()
        self.go_on.clicked.connect(self.go_on_asked)
        for doing, button in self.doings.items():
            button.clicked.connect(partial(self._ask, doing))
        self.send.clicked.connect(
            lambda: self.move_asked.emit(
                self.kind.code, self.register.code.removeprefix(ANYWHERE)
            )
        )
        self.leave.clicked.connect(self.cancelled)

    def show_state(self, state: QueueState) -> None:
        here = state.queue.here if state.queue is not None else None
        self._here.setText(here.called if here is not None else say("Nobody is called here."))
        self._how.setText(_how(state))
        self._how.setVisible(bool(self._how.text()))
        begin = state.next is Next.BEGIN
        self.go_on.say(say("They are here: begin") if begin else say("Call the next one"))
        able = state.next in (Next.CALL, Next.BEGIN) and not state.busy
        self.go_on.block("" if able else self._how.text() or say("Please wait."))
        self._show_chosen(state, state.chosen)

    def _show_chosen(self, state: QueueState, chosen: Listed | None) -> None:
        other = chosen is not None and not chosen.here
        self._chosen.setVisible(other)
        self._about.setVisible(other and not state.moving)
        if chosen is not None:
            self._chosen.setText(f"{chosen.ticket.called} · {kind_of(chosen)}")
            told = since(chosen) if state.doings else _elsewhere(chosen)
            self._about.setText(told)
        for doing, button in self.doings.items():
            button.setVisible(doing in state.doings and not state.moving)
            button.setEnabled(not state.busy)
        keys = QApplication.focusWidget()
        leaves = keys is not None and self._moving.isAncestorOf(keys) and not state.moving
        if leaves:  # before it is hidden, or the keyboard goes anywhere
            move = self.doings[Doing.MOVE]
            (move if move.isVisibleTo(self) else self.go_on).setFocus()
        self._moving.setVisible(state.moving)
        if state.moving and chosen is not None and self._asked_for != chosen.ticket.id:
            self._offer(state, chosen)
        self._asked_for = chosen.ticket.id if state.moving and chosen is not None else 0
        self.send.setEnabled(not state.busy)

    def _offer(self, state: QueueState, chosen: Listed) -> None:
        self.kind.offer(words.options(TICKET_KINDS), chosen.ticket.kind)
        registers = state.queue.registers if state.queue is not None else ()
        named = [(each, say("Only register {register}", register=each)) for each in registers]
        here = chosen.ticket.only_at or ANYWHERE
        self.register.offer([(ANYWHERE, say("Any register")), *named], here)
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.body.setSpacing(theme.SPACE_2)
        for part in (self._here, self._how, self.go_on):
            self.body.addWidget(part)
        self.body.addSpacing(theme.SPACE_2)
        for part in (self._chosen, self._about):
            self.body.addWidget(part)
        doings = QGridLayout()
        doings.setSpacing(theme.SPACE_2)
        for doing, button in self.doings.items():
            doings.addWidget(button, *PLACES[doing])
        for column in (0, 1):
            doings.setColumnStretch(column, 1)
        self.body.addLayout(doings)
        moving = QVBoxLayout(self._moving)
        moving.setContentsMargins(0, 0, 0, 0)
        moving.setSpacing(theme.SPACE_2)
        moving.addWidget(self.kind)
        moving.addWidget(self.register)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_2)
        buttons.addWidget(self.send, 1)
        buttons.addWidget(self.leave, 1)
        moving.addLayout(buttons)
        self.body.addWidget(self._moving)
        self.body.addStretch(1)

    def _ask(self, doing: Doing, _checked: bool = False) -> None:
        self.asked.emit(doing.value)


def _how(state: QueueState) -> str:
    """What the main button waits for, or how long somebody has been called."""
    match state.next:
        case Next.BEGIN if state.queue is not None and state.queue.here is not None:
            here = state.queue.here
            kind = words.word(TICKET_KINDS, here.kind)
            at = words.clock(here.called_at) if here.called_at else ""
            return say("{kind}, called at {time}", kind=kind, time=at)
        case Next.SERVED:
            return say("Close their case or put it aside; then the next one can be called.")
        case Next.NOBODY if state.queue is not None:
            return say("Nobody waits whom this register calls.")
    return ""


def _elsewhere(chosen: Listed) -> str:
    ticket = chosen.ticket
    if ticket.state is TicketState.SERVING:
        return say(
            "{name} serves them at register {register}.",
            name=ticket.person,
            register=ticket.register,
        )
    return say("Called to register {register}: ask there.", register=ticket.register)


def chosen_kind(code: str) -> CaseKind | None:
    return CaseKind(code) if code else None

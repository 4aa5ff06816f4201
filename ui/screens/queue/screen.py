"""The page of the queue: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.values.cases import CaseKind
from models.values.queue import Priority
from ui import theme, words
from ui.screens.queue.call_card import CallCard, chosen_kind
from ui.screens.queue.draw_card import DrawCard
from ui.screens.queue.kinds_card import KindsCard
from ui.screens.queue.list_card import ListCard
from ui.screens.queue.state import Doing, QueueState
from ui.theme import Tone
from ui.widgets.columns import Columns
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from ui.screens.queue.presenter import QueuePresenter

_TICK: Final = 30_000
"""Milliseconds after which times are said anew."""


class QueueScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: QueuePresenter | None = None
        self._state = QueueState()
        self._keys: QWidget | None = None
        self.notice = Notice()
        self.draw, self.list = DrawCard(), ListCard()
        self.call, self.kinds = CallCard(), KindsCard()
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.SPACE_4)
        beside.addWidget(self.call, 1)
        beside.addWidget(self.kinds)
        columns = Columns(pad=0, least=240)
        for part, share in ((self.draw, 98), (self.list, 128), (right, 104)):
            columns.add(part, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE_4] * 4)
        column.setSpacing(theme.SPACE_4)
        column.addWidget(self.notice)
        column.addWidget(columns, 1)
        self._digits = [
            QShortcut(
                QKeySequence(str(place)),
                self,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )
            for place, _ in enumerate(CaseKind, 1)
        ]
        self.time = QTimer(self, interval=_TICK)
        self.time.start()
        self.show_state(self._state)

    def bind(self, presenter: QueuePresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        draw, call = self.draw, self.call
        for kind, digit in zip(CaseKind, self._digits, strict=True):
            digit.activated.connect(partial(presenter.choose_kind, kind))
        self.time.timeout.connect(presenter.tick)
        draw.kind_chosen.connect(lambda code: presenter.choose_kind(CaseKind(code)))
        draw.priority_chosen.connect(lambda code: presenter.draw(Priority(code)))
        draw.time_entered.connect(presenter.draw_at)
        draw.language_chosen.connect(presenter.speak)
        draw.stub_wanted.connect(presenter.want_stub)
        draw.print_asked.connect(presenter.print_stub)
        draw.take_back_asked.connect(presenter.take_back)
        for part in (draw, call):
            part.cancelled.connect(presenter.cancel)
        self.list.picked.connect(presenter.pick)
        self.list.wall_asked.connect(presenter.show_wall)
        call.go_on_asked.connect(presenter.go_on)
        call.asked.connect(lambda code: presenter.do(Doing(code)))
        call.move_asked.connect(
            lambda kind, register: presenter.move(chosen_kind(kind), register)
        )
        self.kinds.switched.connect(
            lambda code, wanted: presenter.call_for(CaseKind(code), wanted)
        )

    @property
    def state(self) -> QueueState:
        return self._state

    def show_state(self, state: QueueState) -> None:
        before, self._state = self._state, state
        if state.busy and not before.busy:
            self._keys = QApplication.focusWidget()
        self._tell(state)
        for card in (self.draw, self.list, self.call, self.kinds):
            card.show_state(state)
        self.kinds.setVisible(not state.moving)
        for digit in self._digits:
            digit.setEnabled(state.drawing is None and not state.moving)
        self._lead_on(before, state)

    def _lead_on(self, before: QueueState, state: QueueState) -> None:
        """The keyboard goes where something new is asked for, else it stays."""
        asked, asks = before.drawing, state.drawing
        if asks is not None and asks.asks_time and not (asked and asked.asks_time):
            self.draw.time.show_value(None)
            self.draw.time.setFocus(Qt.FocusReason.OtherFocusReason)
        elif asks is not None and (asked is None or asked.kind is not asks.kind):
            first = self.draw.priorities[Priority.NONE]
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif state.queue is not None and before.queue is None:
            self.list.focus_first()
        elif before.busy and not state.busy:
            self._give_keys_back()

    def _give_keys_back(self) -> None:
        """What is disabled while the worker is asked loses the keyboard, as does what is not
        shown any more."""
        keys, self._keys = self._keys, None
        if keys is None or not isValid(keys) or not self.isAncestorOf(keys):
            return
        if keys.isVisibleTo(self):
            keys.setFocus()
        else:
            self.list.focus_first()

    def _tell(self, state: QueueState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text)

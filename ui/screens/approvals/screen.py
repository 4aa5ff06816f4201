"""The page of approvals: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.values.approvals import NoReason, YesReason
from models.values.codes import RefundBy
from ui import theme, words
from ui.screens.approvals.answer_card import AnswerCard
from ui.screens.approvals.away_card import AwayCard
from ui.screens.approvals.list_card import ListCard
from ui.screens.approvals.request_card import RequestCard
from ui.screens.approvals.state import ApprovalsState, Doing
from ui.theme import Tone
from ui.widgets.columns import Columns
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from ui.screens.approvals.presenter import ApprovalsPresenter

_TICK: Final = 15_000
"""Milliseconds after which ages are said anew."""


class ApprovalsScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: ApprovalsPresenter | None = None
        self._state = ApprovalsState()
        self._keys: QWidget | None = None
        self.notice = Notice()
        self.list = ListCard()
        self.request = RequestCard()
        self.answer = AnswerCard()
        self.away = AwayCard()
        columns = Columns(pad=0, least=230)
        shares = (self.list, 100), (self.request, 125), (self.answer, 95), (self.away, 130)
        for part, share in shares:
            columns.add(part, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE_4] * 4)
        column.setSpacing(theme.SPACE_4)
        column.addWidget(self.notice)
        column.addWidget(columns, 1)
        self._time = QTimer(self, interval=_TICK)
        self._time.timeout.connect(self._tick)
        self._time.start()
        self.show_state(self._state)

    def bind(self, presenter: ApprovalsPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.list.picked.connect(presenter.pick)
        self.list.away_asked.connect(presenter.show_away)
        self.list.sound_switched.connect(presenter.set_sound)
        answer = self.answer
        answer.begun.connect(lambda code: presenter.begin(Doing(code)))
        answer.approve_asked.connect(lambda why, text: presenter.approve(YesReason(why), text))
        answer.refuse_asked.connect(lambda why, text: presenter.refuse(NoReason(why), text))
        answer.change_asked.connect(lambda why, text: presenter.change(YesReason(why), text))
        answer.ask_back_asked.connect(presenter.ask_back)
        answer.reply_asked.connect(presenter.reply)
        answer.done_asked.connect(presenter.done)
        answer.come_asked.connect(presenter.come)
        answer.withdraw_asked.connect(presenter.withdraw)
        answer.form.lowered.connect(presenter.lower_to)
        answer.form.way_chosen.connect(
            lambda code: presenter.pay_by(RefundBy(code) if code else None)
        )
        self.away.lend_asked.connect(presenter.lend)
        self.away.end_asked.connect(presenter.end)

    def pick(self, approval_id: str) -> None:
        """Another room leads to this request."""
        if self._presenter is not None:
            self._presenter.pick(approval_id)

    @property
    def state(self) -> ApprovalsState:
        return self._state

    def show_state(self, state: ApprovalsState) -> None:
        before, self._state = self._state, state
        could = self.answer.go.isVisibleTo(self)
        if state.busy and not before.busy:
            self._keys = QApplication.focusWidget()
        self._tell(state)
        self.list.show_state(state)
        self.request.show_state(state)
        self.answer.show_state(state)
        self.away.show_state(state)
        self.request.setVisible(not state.away)
        self.answer.setVisible(state.card is not None and not state.away)
        self.away.setVisible(state.away)
        self._lead_on(before, state, over=could and not self.answer.go.isVisibleTo(self))

    def _lead_on(self, before: ApprovalsState, state: ApprovalsState, *, over: bool) -> None:
        """The keyboard goes where something new can be done, else it stays."""
        if state.away and not before.away:
            self.away.begin(state)
        elif state.looked and not before.looked:
            self.list.focus_first()
        elif over and not state.away and (before.busy or self._holds_keys()):
            self._keys = None
            self.list.focus_first()
        elif before.busy and not state.busy:
            self._give_keys_back(before, state)

    def _give_keys_back(self, before: ApprovalsState, state: ApprovalsState) -> None:
        """What is disabled while the worker is asked loses the keyboard."""
        keys, self._keys = self._keys, None
        another = (before.card and before.card.approval_id) != (
            state.card and state.card.approval_id
        )
        if another and state.card is not None:
            self.answer.focus_first()
        elif keys is not None and isValid(keys) and self.isAncestorOf(keys):
            if keys.isVisibleTo(self):
                keys.setFocus()
            else:
                self.list.focus_first()

    def _holds_keys(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _tick(self) -> None:
        if self._presenter is not None:
            self._presenter.tick()

    def _tell(self, state: ApprovalsState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text)

"""The page of the team: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import theme, words
from ui.screens.team.board_cards import BoardPart
from ui.screens.team.due_card import DueCard
from ui.screens.team.reading_card import ReadingCard
from ui.screens.team.state import TeamState
from ui.screens.team.writing_cards import BriefingCard, NoteCard
from ui.theme import Tone
from ui.widgets.columns import Columns
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from ui.screens.team.presenter import TeamPresenter

_TICK: Final = 10_000
"""Milliseconds after which ages are said anew."""


class TeamScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: TeamPresenter | None = None
        self._state = TeamState()
        self._keys: QWidget | None = None
        self.notice = Notice()
        self.board = BoardPart()
        self.due = DueCard()
        self.reading = ReadingCard()
        self.briefing = BriefingCard()
        self.note = NoteCard()
        counter = QWidget()
        left = QVBoxLayout(counter)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.SPACE_3)
        left.addWidget(self.board)
        left.addWidget(self.due, 1)
        columns = Columns(pad=0, gap=theme.SPACE_3, least=260)
        columns.add(counter, 170)
        for part in (self.reading, self.briefing, self.note):
            columns.add(part, 100)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE_3] * 4)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self.notice)
        column.addWidget(columns, 1)
        self._time = QTimer(self, interval=_TICK)
        self._time.timeout.connect(self._tick)
        self._time.start()
        self.show_state(self._state)

    def bind(self, presenter: TeamPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.board.case_pressed.connect(presenter.open_case)
        self.due.case_picked.connect(presenter.open_case)
        self.due.approval_picked.connect(presenter.open_approval)
        reading = self.reading
        reading.picked.connect(presenter.pick)
        reading.confirm_asked.connect(presenter.confirm)
        reading.case_asked.connect(presenter.open_case)
        reading.reads_asked.connect(presenter.ask_who_has_read)
        reading.again_asked.connect(lambda: presenter.begin_briefing(instead=True))
        reading.new_asked.connect(lambda: presenter.begin_briefing())
        reading.withdraw_asked.connect(presenter.withdraw)
        reading.note_asked.connect(presenter.begin_note)
        self.briefing.written.connect(presenter.write)
        self.note.left.connect(presenter.leave_note)
        for writes in (self.briefing, self.note):
            writes.back_asked.connect(presenter.go_back)

    @property
    def state(self) -> TeamState:
        return self._state

    def leave_note(self) -> None:
        """Asked for from where a shift ends."""
        if self._presenter is not None:
            self._presenter.begin_note()

    def show_state(self, state: TeamState) -> None:
        before, self._state = self._state, state
        if state.busy and not before.busy:
            self._keys = QApplication.focusWidget()
        self._tell(state)
        self.board.setVisible(state.board is not None)
        self.board.show_state(state)
        self.due.show_state(state)
        self.reading.show_state(state)
        reads = state.writing is None and state.leaving is None
        self.reading.setVisible(reads)
        self.briefing.setVisible(state.writing is not None)
        self.note.setVisible(state.leaving is not None)
        self.briefing.show_state(state)
        self.note.show_state(state)
        self._lead_on(before, state, reads=reads)

    def _lead_on(self, before: TeamState, state: TeamState, *, reads: bool) -> None:
        """The keyboard goes where something new can be done, else it stays."""
        was_writing = before.writing is not None or before.leaving is not None
        if reads and self.isVisible() and (not before.looked or was_writing):
            self.reading.focus_first()
        elif state.picked != before.picked and before.busy and reads:
            self._keys = None
            self.reading.focus_first()
        elif before.busy and not state.busy:
            keys, self._keys = self._keys, None
            if keys is not None and isValid(keys) and self.isAncestorOf(keys):
                keys.setFocus() if keys.isVisibleTo(self) else self.reading.focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._presenter is not None:
            self._presenter.come_in_sight(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._presenter is not None:
            self._presenter.come_in_sight(False)

    def _tick(self) -> None:
        if self._presenter is not None and self.isVisible():
            self._presenter.tick()

    def _tell(self, state: TeamState) -> None:
        said = state.said
        if said is None:
            self.notice.clear()
            return
        sentence = "\n".join(words.sentence(message) for message in said.messages)
        tone = Tone.REFUSE if said.bad else Tone.ACCEPT
        if sentence != self.notice.sentence or not self.notice.isVisible():
            self.notice.tell(tone, sentence)

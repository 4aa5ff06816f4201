"""What waits: calls for help on top, then requests for a yes, then one's own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.approvals import ApprovalKind
from ui import theme, words
from ui.screens.approvals.listed import detail_of, tag_of, title_of
from ui.theme import Role, Tone
from ui.widgets.barred import BAR, Barred
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.row import Row, Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.values.approvals import ApprovalListed
    from ui.screens.approvals.state import ApprovalsState


class ListCard(Card):
    """Shows all that waits, and what belongs to the whole page.

    Signals:
        picked: the id of a request.
        away_asked: the page of lent authority, or (``False``) back from there.
        sound_switched: whether something new makes a sound.
    """

    picked = Signal(str)
    away_asked = Signal(bool)
    sound_switched = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Waiting for a yes"), parent)
        self._ids: dict[Rows, list[str]] = {}
        self.calls, self.waiting, self.own = Rows(), Rows(), Rows()
        self._calls = Barred(Tone.REFUSE)
        self._own_title = Text(say("Your own requests"), strong=True)
        self._none = Text(say("Nothing waits for a yes."), role=Role.MUTED)
        self.away = QuietButton(say("While I am away"), "F4")
        self.away.setCheckable(True)
        self.sound = Check(say("Sound for new requests"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        calls = QVBoxLayout(self._calls)
        calls.setContentsMargins(
            BAR + theme.SPACE_1, theme.SPACE_2, theme.SPACE_1, theme.SPACE_1
        )
        calls.setSpacing(theme.SPACE_1)
        heading = QHBoxLayout()
        heading.setContentsMargins(theme.SPACE_2, 0, theme.SPACE_2, 0)
        heading.addWidget(Text(say("Calls for help"), role=Role.REFUSE, strong=True))
        calls.addLayout(heading)
        calls.addWidget(self.calls)
        for part in (
            self._calls,
            self._none,
            self.waiting,
            self._own_title,
            self.own,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(ScrollingList(inside, 200), 1)
        self.body.addWidget(self.sound)
        self.body.addWidget(self.away)
        self.away.clicked.connect(self.away_asked)
        self.sound.clicked.connect(self.sound_switched)

    def show_state(self, state: ApprovalsState) -> None:
        held = self._holds_keys()
        self._none.setVisible(not state.waiting and not state.calls)
        self._calls.setVisible(bool(state.calls))
        self._own_title.setVisible(bool(state.own))
        self._show(self.calls, state.calls, state)
        self._show(self.waiting, state.waiting, state)
        self._show(self.own, state.own, state)
        self.sound.setChecked(state.sound)
        self.away.setVisible(state.lends or bool(state.delegations))
        self.away.setChecked(state.away)
        self.away.say(say("Back to the requests") if state.away else say("While I am away"))
        if held and not self._holds_keys():  # its row is gone
            self.focus_first()

    def focus_first(self) -> None:
        """To what is the most urgent, or to what there is besides."""
        first = next(iter(self._rows), self.sound)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _rows(self) -> list[Row]:
        return [*self.calls.rows, *self.waiting.rows, *self.own.rows]

    def _holds_keys(self) -> bool:
        return any(row.hasFocus() for row in self._rows)

    def _show(
        self, rows: Rows, listed: Sequence[ApprovalListed], state: ApprovalsState
    ) -> None:
        self._ids[rows] = [each.approval_id for each in listed]
        picked = state.card.approval_id if state.card and not state.away else None
        for at, (row, each) in enumerate(zip(rows.fit(len(listed)), listed, strict=True)):
            money = bool(each.amount) and each.kind is not ApprovalKind.HELP
            figure = words.money(each.amount) if money else ""
            row.show_row(title_of(each), figure, detail_of(each), tag_of(each, state.now))
            row.setCheckable(True)
            row.setChecked(each.approval_id == picked)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._pick, rows, at))
        rows.setVisible(bool(listed))

    def _pick(self, rows: Rows, at: int, _checked: bool = False) -> None:
        self.picked.emit(self._ids[rows][at])

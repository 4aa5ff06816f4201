"""What is due by the end of the day: promises, follow-ups, complaints, requests for a yes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.values.approvals import ApprovalKind
from receipts.approval_sentences import APPROVAL_KINDS
from ui import theme, words
from ui.screens.team.told import for_minutes, minutes_since
from ui.theme import Role, Tone
from ui.widgets.card import Card
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.services.team_board import ApprovalWaits
    from models.values.cases import CaseSeen
    from models.values.complaints import ComplaintSeen
    from models.values.questions import QuestionSeen
    from ui.screens.team.state import TeamState

WAITS_LONG = 5
"""Minutes after which a request for a yes stands out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A row, and where it leads: to a case, or to a request."""

    title: str
    detail: str
    tag: tuple[str, Tone]
    case_id: int = 0
    approval_id: str = ""


class DueCard(Card):
    """The most pressing first.

    Signals:
        case_picked: the number of a case.
        approval_picked: the id of a request.
    """

    case_picked = Signal(int)
    approval_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Due today"), parent)
        self._shown: list[Shown] = []
        self.rows = Rows()
        self._none = Text(say("Nothing is due."), role=Role.MUTED)
        pad = theme.SPACE_3
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme.SPACE_2)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self.rows)
        column.addStretch(1)
        self.body.addWidget(ScrollingList(inside, 100), 1)

    def show_state(self, state: TeamState) -> None:
        self._shown = sorted(_all(state), key=lambda each: _URGENT.index(each.tag[1]))
        shown = self.rows.fit(len(self._shown))
        for at, (row, each) in enumerate(zip(shown, self._shown, strict=True)):
            row.show_row(each.title, "", each.detail, each.tag)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._pick, at))
        self.rows.setVisible(bool(self._shown))
        self._none.setVisible(state.looked and not self._shown)

    def _pick(self, at: int, _checked: bool = False) -> None:
        each = self._shown[at]
        if each.approval_id:
            self.approval_picked.emit(each.approval_id)
        else:
            self.case_picked.emit(each.case_id)


_URGENT = (Tone.REFUSE, Tone.OVERRIDE, Tone.ASK, Tone.QUIET)


def _all(state: TeamState) -> Iterator[Shown]:
    board = state.board
    for complaint in board.complaints if board else ():
        yield _complaint(complaint)
    for approval in board.approvals if board else ():
        yield _approval(approval, state)
    for case in state.due.promises:
        yield _promise(case, state)
    for question in state.due.follow_ups:
        yield _follow_up(question)


def _promise(case: CaseSeen, state: TeamState) -> Shown:
    late = bool(case.promised_at and state.now and case.promised_at <= state.now)
    when = words.clock(case.promised_at) if case.promised_at else ""
    by_when = say("by {time}", time=when)
    return Shown(
        title=case.promise,
        detail=" · ".join((say("Promise"), case.promised_by, case.code)),
        tag=(say("late") if late else by_when, Tone.REFUSE if late else Tone.ASK),
        case_id=case.id,
    )


def _follow_up(question: QuestionSeen) -> Shown:
    late = question.overdue
    return Shown(
        title=question.asked,
        detail=" · ".join((say("Answer"), question.follow_up_by, question.case)),
        tag=(say("late") if late else say("today"), Tone.REFUSE if late else Tone.ASK),
        case_id=question.case_id,
    )


def _complaint(complaint: ComplaintSeen) -> Shown:
    until = words.moment(complaint.due_at) if complaint.due_at else ""
    late = complaint.overdue
    return Shown(
        title=complaint.issue or complaint.said,
        detail=" · ".join((say("Complaint"), complaint.by, complaint.case)),
        tag=(say("late") if late else until, Tone.REFUSE if late else Tone.OVERRIDE),
        case_id=complaint.case_id,
    )


def _approval(waits: ApprovalWaits, state: TeamState) -> Shown:
    minutes = minutes_since(waits.asked_at, state.now)
    if waits.kind is ApprovalKind.HELP:
        title = say("{person} calls", person=waits.person)
    else:
        title = waits.about or words.word(APPROVAL_KINDS, waits.kind)
    where = say("register {code}", code=waits.register)
    tone = Tone.REFUSE if minutes >= WAITS_LONG else Tone.OVERRIDE
    return Shown(
        title=title,
        detail=" · ".join((say("Waits for a yes"), waits.person, where)),
        tag=(for_minutes(minutes), tone),
        approval_id=waits.approval_id,
    )

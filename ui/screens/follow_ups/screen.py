"""The page of promised answers: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.questions import QuestionState
from ui import theme, words
from ui.screens.follow_ups.state import FollowUpsState
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.lines_field import LinesField
from ui.widgets.long_list import LongList, Told
from ui.widgets.notice import Notice
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.values.questions import QuestionSeen
    from ui.screens.follow_ups.presenter import FollowUpsPresenter

MINE, ALL = "mine", "all"


class FollowUpsScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to.

    ``leads`` says that there is a way to the case of a question.

    Signals:
        case_asked: the number of a case.
    """

    case_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, leads: bool = False) -> None:
        super().__init__(parent)
        self._presenter: FollowUpsPresenter | None = None
        self._state = FollowUpsState()
        self._filled = -1
        self._leads = leads
        self.notice = Notice(self)
        self.back = SmallButton(say("Back"), "Esc")
        self.whose = Choice(say("Whose"))
        self.whose.offer([(MINE, say("Mine")), (ALL, say("Everybody's"))])
        self.list: LongList[QuestionSeen] = LongList(lambda each: each.id, _told)
        self.answer = LinesField(say("What the customer is told"), rows=5)
        self.case = SmallButton(say("Show the case"), "F6")
        self.done = PrimaryButton(say("Came back to the customer"), "F9")
        self._asked, self._about = Text(strong=True), Text("", Type.SMALL, Role.MUTED)
        self._case, self._tag = Text("", Type.TITLE), Tag()
        self._why = Text(say("Enter what the customer was told."), Type.SMALL, Role.MUTED)
        self._empty = EmptyState(
            "accept",
            say("Nobody waits for a word from you"),
            say("What is promised to a customer stands here from its day on."),
        )
        self._lay_out()
        self._pages.hide()
        self._empty.hide()
        self.case.clicked.connect(self._show_case)

    def bind(self, presenter: FollowUpsPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.back.clicked.connect(presenter.close)
        self.whose.chosen.connect(lambda code: presenter.show_mine(code == MINE))
        self.list.picked.connect(presenter.pick)
        self.answer.typed.connect(presenter.type)
        self.done.clicked.connect(presenter.came_back)

    @property
    def state(self) -> FollowUpsState:
        return self._state

    def show_state(self, state: FollowUpsState) -> None:
        before, self._state = self._state, state
        self._tell(state)
        self._empty.setVisible(state.looked and not state.questions)
        if state.mine:
            self._empty.show_as(
                "accept",
                say("Nobody waits for a word from you"),
                say("What is promised to a customer stands here from its day on."),
            )
        else:
            self._empty.show_as("accept", say("Nobody waits for a word from us"))
        self._pages.setVisible(bool(state.questions))
        self.whose.show_code(MINE if state.mine else ALL)
        self.list.show_rows(state.questions, state.picked, say("Who waits for a word"))
        question = state.question
        if question is not None:
            self._show(question, state)
        if state.looked and not before.looked:
            first = self.list if state.questions else self.whose
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, question: QuestionSeen, state: FollowUpsState) -> None:
        self._case.setText(say("Case {case}", case=question.case))
        late = say("overdue") if question.overdue else say("today")
        self._tag.show_as(late, Tone.REFUSE if question.overdue else Tone.ASK)
        self._asked.setText(question.asked)
        self._about.setText(
            say(
                "{name} asked on {moment}. {other} comes back by {day}.",
                name=question.asked_by,
                moment=words.moment(question.asked_at),
                other=question.follow_up_by,
                day=words.day(question.follow_up_on) if question.follow_up_on else "",
            )
        )
        if state.turn != self._filled:
            self._filled = state.turn
            self.answer.show_text(state.answer)
        self.answer.editor.setReadOnly(state.busy)
        missing = question.state is QuestionState.OPEN and not state.answer.strip()
        self._why.setVisible(missing and not state.busy)
        self.done.block(
            say("One moment…") if state.busy else self._why.text() if missing else ""
        )

    def _show_case(self) -> None:
        if self._state.question is not None:
            self.case_asked.emit(self._state.question.case_id)

    def _tell(self, state: FollowUpsState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text)

    def _lay_out(self) -> None:
        head = Columns(pad=0, gap=theme.SPACE_2)
        head.add(Text(say("Promised by today"), Type.TITLE), 1)
        head.add(self.whose, 0)
        head.add(self.back, 0)
        listed, shown = Card(), Card()
        listed.body.addWidget(self.list, 1)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.SPACE_2)
        for part in (self._asked, self._about, self.answer):
            inner.addWidget(part)
        inner.addStretch(1)
        title = QHBoxLayout()
        title.addWidget(self._case, 1)
        title.addWidget(self._tag)
        shown.body.addLayout(title)
        shown.body.addWidget(ScrollingList(inside, 220), 1)
        shown.body.addWidget(self._why)
        shown.body.addWidget(self.case)
        shown.body.addWidget(self.done)
        self.case.setVisible(self._leads)
        self._pages = Columns(pad=0, least=290)
        self._pages.add(listed, 100)
        self._pages.add(shown, 110)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, theme.SPACE_3, pad, pad)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(head)
        column.addWidget(self.notice)
        column.addWidget(self._empty, 1)
        column.addWidget(self._pages, 1)


def _told(question: QuestionSeen) -> Told:
    day = words.day(question.follow_up_on) if question.follow_up_on else ""
    detail = f"{question.case} · {question.follow_up_by}"
    return Told(" ".join(question.asked.split()), detail, day)

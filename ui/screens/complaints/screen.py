"""The page of the complaints of a case: knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.complaints import ComplaintKind, ComplaintRemedy, Step
from ui import theme, words
from ui.screens.complaints.calm_form import CalmForm
from ui.screens.complaints.issue_form import IssueForm
from ui.screens.complaints.letter_card import LetterCard
from ui.screens.complaints.promise_form import PromiseForm
from ui.screens.complaints.remedy_form import RemedyForm
from ui.screens.complaints.side_card import ListCard, TakenDownCard
from ui.screens.complaints.state import ComplaintsState
from ui.screens.complaints.step_bar import StepBar
from ui.theme import Tone, Type
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.mail_part import MailPart
from ui.widgets.notice import Notice
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.complaints.forms import StepForm
    from ui.screens.complaints.presenter import ComplaintsPresenter


class ComplaintsScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to.

    ``guide`` stands beside the steps, where there is one.
    """

    def __init__(self, guide: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: ComplaintsPresenter | None = None
        self._state = ComplaintsState()
        self.notice = Notice(self)
        self.back = SmallButton(say("Back"), "Esc")
        keeps_its_place = self.back.sizePolicy()
        keeps_its_place.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(keeps_its_place)
        self.steps = StepBar()
        self.calm, self.issue = CalmForm(), IssueForm()
        self.remedy, self.promise = RemedyForm(), PromiseForm()
        self.forms: dict[Step, StepForm] = {
            Step.CALM: self.calm,
            Step.ISSUE: self.issue,
            Step.REMEDY: self.remedy,
            Step.PROMISE: self.promise,
        }
        self.list, self.paper = ListCard(), TakenDownCard()
        self.letter, self.mailing = LetterCard(), MailPart()
        self._title = Text(say("Complaint"), Type.TITLE)
        self._forms = QWidget()
        forms = QVBoxLayout(self._forms)
        forms.setContentsMargins(0, 0, 0, 0)
        for form in self.forms.values():
            forms.addWidget(form)
            form.hide()
        self._columns = Columns(pad=0, least=230)
        self._lay_out(guide)
        self.steps.hide()
        self._columns.hide()

    def bind(self, presenter: ComplaintsPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.back.clicked.connect(presenter.close)
        self.steps.asked.connect(lambda code: presenter.go_to(Step(code)))
        self.calm.about_typed.connect(presenter.find_about)
        self.calm.about_staff.connect(presenter.about_staff)
        self.calm.about_clause.connect(presenter.about_clause)
        self.calm.about_nothing.connect(presenter.about_nothing)
        self.calm.begun.connect(
            lambda kind, severity, said: presenter.begin(ComplaintKind(kind), severity, said)
        )
        self.issue.named.connect(presenter.name_issue)
        self.remedy.chosen.connect(
            lambda code, said, paper: presenter.choose(ComplaintRemedy(code), said, paper)
        )
        self.remedy.yes_asked.connect(presenter.ask_manager)
        self.remedy.allowed.connect(presenter.allow)
        self.remedy.counter_asked.connect(
            lambda code: presenter.to_counter(ComplaintRemedy(code))
        )
        self.promise.promised.connect(presenter.promise)
        self.list.picked.connect(presenter.pick)
        self.list.another_asked.connect(presenter.begin_another)
        self.list.stop_asked.connect(presenter.wait)
        self.list.go_on_asked.connect(presenter.go_on)
        self.list.settle_asked.connect(presenter.settle)
        self.paper.asked.connect(presenter.take_down)
        self.paper.mail_asked.connect(presenter.mail)
        self.paper.again_asked.connect(presenter.print_again)
        self.remedy.looked_at.connect(
            lambda code, said: presenter.look_at(ComplaintRemedy(code) if code else None, said)
        )
        self.remedy.letter_typed.connect(presenter.letter.type)
        self.letter.language_asked.connect(presenter.letter.speak)
        self.letter.print_asked.connect(presenter.letter.print)
        self.letter.save_asked.connect(presenter.letter.save)
        self.letter.mail_asked.connect(presenter.letter.mail)
        self.mailing.send_asked.connect(presenter.mailing.send)
        self.mailing.back_asked.connect(presenter.mailing.leave)

    @property
    def state(self) -> ComplaintsState:
        return self._state

    def show_state(self, state: ComplaintsState) -> None:
        before, self._state = self._state, state
        self._tell(state)
        if state.page is None:
            return
        self.steps.show()
        self._columns.show()
        self._title.setText(say("Complaint in case {case}", case=state.page.case.code))
        self.steps.show_state(state)
        for part in (self.list, self.calm, self.issue, self.remedy, self.promise):
            part.show_state(state)
        self._show_papers(state)
        for step, form in self.forms.items():
            form.setVisible(step is state.step)
        begun = before.page is None
        if begun or (before.step, before.turn) != (state.step, state.turn):
            self.forms[state.step].focus_first()

    def _show_papers(self, state: ComplaintsState) -> None:
        """The paper that this step is about; while one is addressed, nothing but that."""
        addresses = state.addressing is not None
        self.back.setVisible(not addresses)
        for card in (self.paper, self.letter):
            card.show_state(state)
        self.letter.setVisible(state.writes and not addresses)
        self.paper.setVisible(not state.writes and not addresses)
        self.mailing.show_part(state.addressing, busy=state.busy)

    def _tell(self, state: ComplaintsState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text)

    def _lay_out(self, guide: QWidget | None) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        middle = Card()
        middle.body.addWidget(ScrollingList(self._forms, 360), 1)
        papers = QWidget()
        right = QVBoxLayout(papers)
        right.setContentsMargins(0, 0, 0, 0)
        for card in (self.paper, self.letter, self.mailing):
            right.addWidget(card)
        beside = QWidget()
        left = QVBoxLayout(beside)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.SPACE_3)
        left.addWidget(self.list)
        if guide is not None:
            left.addWidget(guide)
        for part, share in ((beside, 90), (middle, 150), (papers, 100)):
            self._columns.add(part, share)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, theme.SPACE_3, pad, pad)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.steps)
        column.addWidget(self._columns, 1)

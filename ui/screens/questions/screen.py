"""The page of a case's questions: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.values.questions import QuestionKind
from ui import theme, words
from ui.screens.questions.asked_card import AskedCard
from ui.screens.questions.form_card import FormCard
from ui.screens.questions.keeping_card import KeepingCard
from ui.screens.questions.state import AskingState, Part
from ui.theme import Tone, Type
from ui.widgets.columns import Columns
from ui.widgets.notice import Notice
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.questions.presenter import QuestionsPresenter


class QuestionsScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to.

    ``guide`` stands beside the form, where there is one.

    Signals:
        knowledge_asked: all that the shop knows.
        due_asked: what was promised to customers by today.
        guides_asked: word the guide.
    """

    knowledge_asked = Signal()
    due_asked = Signal()
    guides_asked = Signal()

    def __init__(self, guide: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: QuestionsPresenter | None = None
        self._state = AskingState()
        self.notice = Notice(self)
        # Each is made where it will stand: to move a filled one costs as much as to make it.
        self._pages = Columns(self, pad=0, least=230)
        forms = QWidget(self._pages)
        self.asked = AskedCard(self._pages)
        self.form, self.keeping = FormCard(forms), KeepingCard(forms)
        self.due = SmallButton(say("Promised by today"), "F6")
        self.knowledge = SmallButton(say("What the shop knows"), "F11")
        self.guides = SmallButton(say("Change the guide"), "F12")
        self.back = SmallButton(say("Back"), "Esc")
        self._title = Text("", Type.TITLE)
        self._lay_out(forms, guide)
        self._pages.hide()
        self.due.clicked.connect(self.due_asked)
        self.knowledge.clicked.connect(self.knowledge_asked)
        self.guides.clicked.connect(self.guides_asked)

    def bind(self, presenter: QuestionsPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        form, keeping = self.form, self.keeping
        self.back.clicked.connect(presenter.close)
        self.notice.action_asked.connect(presenter.begin_keeping)
        self.asked.picked.connect(presenter.pick)
        self.asked.new_asked.connect(presenter.begin)
        form.kind.chosen.connect(lambda code: presenter.set_kind(QuestionKind(code)))
        form.asked.typed.connect(presenter.type_asked)
        form.answer.typed.connect(presenter.type_answer)
        form.known.taken.connect(presenter.take)
        form.promise.promised.connect(presenter.promise)
        form.came_back.clicked.connect(presenter.came_back)
        form.keep.clicked.connect(presenter.begin_keeping)
        form.saved.connect(presenter.save)
        keeping.typed.connect(presenter.type_kept)
        keeping.saved.connect(presenter.save)

    @property
    def state(self) -> AskingState:
        return self._state

    def show_state(self, state: AskingState) -> None:
        before, self._state = self._state, state
        self._tell(state)
        seen = state.seen
        self._pages.setVisible(seen is not None)
        if seen is not None:
            title = say("Questions in case {case}", case=seen.case.code)
            whose = seen.case.customer
            self._title.setText(f"{title} · {whose}" if whose else title)
        self.guides.setVisible(seen is not None and seen.keeps)
        keeps = state.part is Part.KEEPING
        self.form.setVisible(not keeps)
        self.keeping.setVisible(keeps)
        self.asked.show_state(state)
        (self.keeping if keeps else self.form).show_state(state)
        begun = before.seen is None and seen is not None
        if begun or state.turn != before.turn:
            self._lead(before, state)

    def _lead(self, before: AskingState, state: AskingState) -> None:
        """The keyboard goes to where one goes on: after an answer was taken over, there."""
        if state.taken is not None and before.taken is None:
            self.form.answer.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.keeping if state.part is Part.KEEPING else self.form).focus_first()

    def _tell(self, state: AskingState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        keep = (say("Keep this answer for everybody"), "F4") if state.said.keeps else ()
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text, *keep)

    def _lay_out(self, forms: QWidget, guide: QWidget | None) -> None:
        head = Columns(self, pad=0, gap=theme.SPACE_3, least=300)
        ways = Columns(head, pad=0, gap=theme.SPACE_2)
        for button in (self.due, self.knowledge, self.guides, self.back):
            ways.add(button, 0)
        head.add(self._title, 1)
        head.add(ways, 0)
        stack = QVBoxLayout(forms)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.form)
        stack.addWidget(self.keeping)
        self._pages.add(self.asked, 80)
        self._pages.add(forms, 150)
        if guide is not None:
            self._pages.add(guide, 95)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, theme.SPACE_3, pad, pad)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(head)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        column.addStretch()

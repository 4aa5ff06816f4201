"""The room of cases: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.values.cases import AsideFor, CaseKind, Channel, Smile
from ui import theme, words
from ui.screens.cases.about_card import AboutCard
from ui.screens.cases.forms import (
    ASIDES,
    ChoiceForm,
    Form,
    LinkForm,
    NameForm,
    NewForm,
    PromiseForm,
    TakeOverForm,
    TransferForm,
    WordsForm,
)
from ui.screens.cases.goodbye_form import GoodbyeForm
from ui.screens.cases.list_card import ListCard
from ui.screens.cases.state import CasesState, Doing, Tab
from ui.screens.cases.story_card import StoryCard
from ui.theme import Tone
from ui.widgets.columns import Columns
from ui.widgets.notice import Notice
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent

    from ui.screens.cases.presenter import CasesPresenter

CODE: Final = re.compile(r"[Kk]\d{6,}")
"""What a case's code looks like: ``K000017``."""
_TICK: Final = 10_000
"""Milliseconds after which it is said again who looks."""


class CasesScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to.

    ``guide`` makes what stands under the story of a case of that kind: what to say in it.

    Signals:
        complaint_asked, question_asked: the number of the case that they are of.
    """

    complaint_asked = Signal(int)
    question_asked = Signal(int)

    def __init__(
        self,
        guide: Callable[[CaseKind], QWidget] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter: CasesPresenter | None = None
        self._guide = guide
        self.guides: dict[CaseKind, QWidget] = {}
        self._state = CasesState()
        self._keys: QWidget | None = None
        self._asked_for: int | None = None
        """The case that another room wants to see, until it is read."""
        self._forms: dict[Doing, Form] = {}
        self.notice = Notice()
        self.list, self.story, self.about = ListCard(), StoryCard(), AboutCard()
        self._columns = Columns(pad=0, least=240)
        self._right = QWidget()
        self._place = QVBoxLayout(self._right)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.addWidget(self.about)
        middle = QWidget()
        self._middle = QVBoxLayout(middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(theme.SPACE_3)
        self._middle.addWidget(self.story, 1)
        for part, share in ((self.list, 84), (middle, 130), (self._right, 86)):
            self._columns.add(part, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE_4] * 4)
        column.setSpacing(theme.SPACE_4)
        column.addWidget(self.notice)
        column.addWidget(self._columns, 1)
        self._time = QTimer(self, interval=_TICK)
        self._time.timeout.connect(self._tick)
        self.show_state(self._state)

    def bind(self, presenter: CasesPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.list.sought.connect(presenter.seek)
        self.list.tab_chosen.connect(lambda code: presenter.show_tab(Tab(code)))
        self.list.picked.connect(presenter.open_case)
        self.list.first_asked.connect(presenter.open_first)
        self.list.new_asked.connect(lambda: presenter.begin(Doing.NEW))
        self.story.noted.connect(presenter.note)
        self.story.list.paper_asked.connect(presenter.show_paper)
        self.story.list.sale_asked.connect(presenter.show_sale)
        about = self.about
        about.begun.connect(lambda code: presenter.begin(Doing(code)))
        about.taken_up.connect(presenter.take_up)
        about.gone_on.connect(presenter.go_on_later)
        about.filed.connect(presenter.make_file)
        about.complained.connect(lambda: self._of_case(self.complaint_asked))
        about.questioned.connect(lambda: self._of_case(self.question_asked))
        about.case_asked.connect(presenter.open_case)
        about.linked.connect(presenter.link)
        about.paper_asked.connect(presenter.show_paper)
        about.sale_asked.connect(presenter.show_sale)
        self._time.start()

    @property
    def state(self) -> CasesState:
        return self._state

    def open_case(self, case_id: int) -> None:
        """Show this one, whatever is listed; the keyboard comes to its story."""
        if self._presenter is not None:
            self._asked_for = case_id
            self._presenter.open_case(case_id)

    def scan(self, text: str) -> bool:
        """A case's code: show it. All else is for the one box."""
        if CODE.fullmatch(text.strip()) is None:
            return False
        self.enter(text.strip())
        return True

    def enter(self, text: str) -> None:
        """Show the case with this code."""
        if self._presenter is not None:
            self._presenter.enter(text)

    def form(self, doing: Doing) -> Form:
        """Made when it is first asked for: to make all with the room would hold the window."""
        made = self._forms.get(doing)
        if made is None:
            made = self._forms[doing] = self._make(doing)
            made.hide()
            self._place.addWidget(made)
            made.back_asked.connect(self._back)
        return made

    def show_state(self, state: CasesState) -> None:
        before, self._state = self._state, state
        if state.busy and not before.busy:
            self._keys = QApplication.focusWidget()
        self._tell(state)
        self.list.show_state(state)
        self.story.show_state(state)
        self.about.show_state(state)
        begun = state.doing is not before.doing
        if state.doing is not None:
            form = self.form(state.doing)
            form.show_state(state)
            form.setVisible(True)
            if begun:
                form.begin(state)
        for doing, form in self._forms.items():
            form.setVisible(doing is state.doing)
        self._show_guide(state)
        self._right.setVisible(state.page is not None or state.doing is not None)
        self._lead_on(before, state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._presenter is not None:
            self._presenter.come()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._presenter is not None:
            self._presenter.go()

    def _make(self, doing: Doing) -> Form:
        presenter = self._presenter
        if presenter is None:
            raise RuntimeError("nobody is bound")
        match doing:
            case Doing.NEW:
                new = NewForm()
                new.sent.connect(
                    lambda kind, channel, title, whose: presenter.new_case(
                        CaseKind(kind), Channel(channel), title, whose
                    )
                )
                new.sought.connect(presenter.seek_customer)
                return new
            case Doing.NAME:
                name = NameForm()
                name.sent.connect(presenter.name_customer)
                name.sought.connect(presenter.seek_customer)
                return name
            case Doing.LINK:
                link = LinkForm()
                link.sent.connect(presenter.link)
                return link
            case Doing.PROMISE:
                promise = PromiseForm()
                promise.sent.connect(presenter.promise)
                return promise
            case Doing.TRANSFER:
                transfer = TransferForm()
                transfer.sent.connect(presenter.transfer)
                return transfer
            case Doing.ASIDE | Doing.CLOSE | Doing.TAKE_OVER:
                return _choice(presenter, doing)
            case Doing.KEEP | Doing.BREAK | Doing.ESCALATE | Doing.ENTITLE:
                return _in_words(presenter, doing)

    def _show_guide(self, state: CasesState) -> None:
        """That of the case's kind, while it can still be gone on with."""
        kind = state.case.kind if state.case is not None and state.can_change else None
        if kind is not None and kind not in self.guides and self._guide is not None:
            self.guides[kind] = self._guide(kind)
            self._middle.addWidget(self.guides[kind], 1)
        for each, card in self.guides.items():
            card.setVisible(each is kind)

    def _lead_on(self, before: CasesState, state: CasesState) -> None:
        """The keyboard goes where something new can be done, else it stays."""
        if self._asked_for is not None:
            if state.case is not None and state.case.id == self._asked_for:
                self._asked_for = None
                self.story.focus_first()
        elif state.looked and not before.looked:
            self.list.focus_first()
        elif before.doing is not None and state.doing is None and state.page is not None:
            self._keys = None
            self.about.focus_first()
        elif before.busy and not state.busy:
            keys, self._keys = self._keys, None
            if keys is not None and isValid(keys) and keys.isVisibleTo(self):
                keys.setFocus()

    def _back(self) -> None:
        if self._presenter is not None:
            self._presenter.begin(None)

    def _of_case(self, signal: object) -> None:
        case = self._state.case
        if case is not None:
            signal.emit(case.id)  # type: ignore[attr-defined]

    def _tick(self) -> None:
        if self._presenter is not None:
            self._presenter.tick()

    def _tell(self, state: CasesState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text)


def _choice(presenter: CasesPresenter, doing: Doing) -> Form:
    match doing:
        case Doing.ASIDE:
            aside = ChoiceForm(
                say("Put it aside"),
                say("While it waits for the customer, no promise of the shop runs on."),
                words.options(dict(ASIDES)),
            )
            aside.chosen.connect(lambda code: presenter.put_aside(AsideFor(code)))
            return aside
        case Doing.TAKE_OVER:
            over = TakeOverForm()
            over.chosen.connect(lambda _: presenter.take_up())
            return over
        case _:
            goodbye = GoodbyeForm()
            goodbye.said.connect(
                lambda code, elsewhere: presenter.close(
                    None if code == "none" else Smile(code), elsewhere
                )
            )
            return goodbye


def _in_words(presenter: CasesPresenter, doing: Doing) -> Form:
    match doing:
        case Doing.KEEP:
            form = WordsForm(
                say("The promise was kept"), say("How"), say("It was kept"), say("If you like")
            )
            form.sent.connect(presenter.keep)
        case Doing.BREAK:
            form = WordsForm(
                say("The promise was not kept"), say("Why not"), say("It was not kept")
            )
            form.sent.connect(presenter.break_it)
        case Doing.ESCALATE:
            form = WordsForm(
                say("Ask for somebody with more to say"), say("Why"), say("Ask for somebody")
            )
            form.sent.connect(presenter.escalate)
        case _:
            form = WordsForm(
                say("What is it about?"), say("In a few words"), say("Write it down")
            )
            form.sent.connect(presenter.entitle)
    return form

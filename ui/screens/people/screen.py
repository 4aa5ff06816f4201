"""The page of people and roles: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.values.shop import Role
from ui import theme, words
from ui.screens.people.list_card import ListCard
from ui.screens.people.person_card import PersonCard
from ui.screens.people.roles_page import RolesPage
from ui.screens.people.state import Part, PeopleState
from ui.theme import Tone
from ui.widgets.buttons import QuietButton
from ui.widgets.columns import Columns
from ui.widgets.notice import Notice
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.people.presenter import PeoplePresenter


class PeopleScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: PeoplePresenter | None = None
        self._state = PeopleState()
        self._keys: QWidget | None = None
        self.notice = Notice()
        self.list, self.person, self.roles = ListCard(), PersonCard(), RolesPage()
        self.to_roles = QuietButton(say("Roles and their rights"), "F4")
        self.to_people = QuietButton(say("Back to the people"), "F4")
        self.list.body.addWidget(self.to_roles)
        people = Columns(pad=0, least=260)
        people.add(self.list, 100)
        people.add(self.person, 120)
        self.pages = {Part.PEOPLE: people, Part.ROLES: self.roles}
        self._stack = QStackedWidget()
        for page in self.pages.values():
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE_4] * 4)
        column.setSpacing(theme.SPACE_4)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self.roles.foot.addWidget(self.to_people)
        self._stack.hide()

    def bind(self, presenter: PeoplePresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.notice.action_asked.connect(presenter.undo)
        self.to_roles.clicked.connect(lambda: presenter.show_part(Part.ROLES))
        self.to_people.clicked.connect(lambda: presenter.show_part(Part.PEOPLE))
        self.list.picked.connect(presenter.pick)
        self.list.adding_asked.connect(presenter.begin_adding)
        self.person.save_asked.connect(presenter.save)
        self.person.pin_asked.connect(presenter.set_pin)
        self.person.switch_asked.connect(presenter.switch)
        self.person.unlock_asked.connect(presenter.unlock)
        self.person.cancel_asked.connect(presenter.cancel)
        self.roles.picked.connect(lambda code: presenter.pick_role(Role(code)))
        self.roles.save_asked.connect(presenter.save_role)

    @property
    def state(self) -> PeopleState:
        return self._state

    def scan(self, text: str) -> bool:
        """A badge goes onto the card of somebody new, or shows whose it is; all else is for
        the one box."""
        if self._state.part is Part.PEOPLE and self.person.scan(text):
            return True
        return self._presenter is not None and self._presenter.pick_badge(text)

    def show_state(self, state: PeopleState) -> None:
        before, self._state = self._state, state
        if state.busy and not before.busy:
            self._keys = QApplication.focusWidget()
        self._tell(state)
        self._stack.setVisible(state.looked)
        self._stack.setCurrentWidget(self.pages[state.part])
        both = len(state.parts) > 1
        self.to_roles.setVisible(both)
        self.to_people.setVisible(both)
        for card in (self.list, self.person, self.roles):
            card.show_state(state)
        self._lead(before, state)

    def _lead(self, before: PeopleState, state: PeopleState) -> None:
        """The keyboard goes to what is next."""
        if state.adding and not before.adding:
            self.person.focus_first()
        elif (state.looked, state.part) != (before.looked, before.part):
            first = self.list if state.part is Part.PEOPLE else self.roles
            first.focus_first()
        elif before.adding and not state.adding:
            self.list.focus_first()
        elif before.busy and not state.busy:
            keys, self._keys = self._keys, None
            if keys is not None and isValid(keys) and self.isAncestorOf(keys):
                keys.setFocus()

    def _tell(self, state: PeopleState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        undo = (say("Undo"), "Ctrl+Z") if state.said.undo else ()
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text, *undo)

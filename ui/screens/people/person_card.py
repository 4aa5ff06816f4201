"""One person: who they are, their PIN, and whether they may work here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.values.shop import Role as Post
from receipts.language import LANGUAGE_NAMES
from receipts.people_sentences import BARRED
from receipts.sentences import ROLES
from ui import theme, words
from ui.screens.people.list_card import standing
from ui.screens.people.state import Entered
from ui.theme import Role, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.staff import Colleague
    from ui.screens.people.state import PeopleState

_LONGEST = 120


class PersonCard(Card):
    """Signals:
    save_asked: what was entered, an ``Entered``.
    pin_asked: a new PIN.
    switch_asked: disable, or enable.
    unlock_asked: begin to count wrong PINs anew.
    cancel_asked: nobody new after all.
    """

    save_asked = Signal(object)
    pin_asked = Signal(str)
    switch_asked = Signal()
    unlock_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._turn = -1
        self._adding = False
        self._title = Text("", Type.TITLE)
        self._tag = Tag()
        self.barred = Text("", Type.SMALL, Role.REFUSE)
        self.badge, self.name, self.pin, self.pin_again = Field(), Field(), Field(), Field()
        self.role, self.language = Choice(say("Role")), Choice(say("Language"))
        self.badge_row, self.name_row = Labelled(self.badge), Labelled(self.name)
        self.role_row, self.language_row = Labelled(self.role), Labelled(self.language)
        self.pin_row, self.again_row = Labelled(self.pin), Labelled(self.pin_again)
        self.save = PrimaryButton("", "F9")
        self.new_pin = QuietButton(say("Set the new PIN"), "F6")
        self.switch = QuietButton("", "F7")
        self.unlock = QuietButton(say("Unlock"), "F8")
        self.cancel = QuietButton(say("Cancel"), "Esc")
        for field in (self.badge, self.name, self.pin, self.pin_again):
            field.setMaxLength(_LONGEST)
        for field in (self.pin, self.pin_again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setInputMethodHints(
                Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText
            )
        self._say()
        self._lay_out()
        self._listen()

    def scan(self, text: str) -> bool:
        """Whether the badge was for the card: it is, while somebody new is entered."""
        if self._adding:
            self.badge.setText(text.strip())
            self.badge_row.complain("")
            (self.pin if self.name.text().strip() else self.name).setFocus()
        return self._adding

    def show_state(self, state: PeopleState) -> None:
        person = state.person
        self.setVisible(state.adding or person is not None)
        if state.turn != self._turn or state.adding != self._adding:
            self._turn, self._adding = state.turn, state.adding
            self._begin(person, adding=state.adding)
        self._offer(state, person)
        self._title.setText(say("Somebody new") if person is None else person.name)
        self._tag.setVisible(person is not None)
        if person is not None:
            self._tag.show_as(*standing(person))
            self.switch.say(say("Disable") if person.active else say("Enable"))
        self._bar(state, person)
        self.unlock.setVisible(person is not None and person.locked)
        for part in (self.switch, self.new_pin):
            part.setVisible(person is not None)
        self.cancel.setVisible(state.adding)
        self.save.say(say("Add") if state.adding else say("Save"))

    def focus_first(self) -> None:
        first = self.badge if self._adding else self.name
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, person: Colleague | None, *, adding: bool) -> None:
        for row in (self.badge_row, self.name_row, self.pin_row, self.again_row):
            row.complain("")
        self.pin.clear()
        self.pin_again.clear()
        self.badge.setText(person.badge if person else "")
        self.name.setText(person.name if person else "")
        self.role.show_code(person.role if person else Post.CLERK)
        self.language.show_code(person.language if person else "en")
        self.badge_row.say(say("Badge"), say("Scan it, or type its number.") if adding else "")
        self.pin_row.say(say("PIN") if adding else say("New PIN"), say("4 to 12 digits."))

    def _offer(self, state: PeopleState, person: Colleague | None) -> None:
        """Only roles that whoever looks may give; and the one there is."""
        chosen = self.role.code or (person.role if person else Post.CLERK)
        may = {each.role for each in state.roles if each.may_give}
        codes = [each for each in Post if each in may or (person and each is person.role)]
        offered = [(str(each), words.word(ROLES, each)) for each in codes]
        self.role.offer(offered, chosen if chosen in codes else "")

    def _bar(self, state: PeopleState, person: Colleague | None) -> None:
        """What may not be changed says why in its place."""
        barred = person.barred if person else ""
        own = person is not None and person.own
        why = say(BARRED[barred], name=person.name) if person and barred else ""
        self.barred.setText(why)
        self.barred.setVisible(bool(why))
        live = not state.busy and not barred
        for part in (self.name, self.language, self.pin, self.pin_again):
            part.setEnabled(live)
        self.badge.setReadOnly(person is not None)
        self.badge.setEnabled(live)
        self.role.setEnabled(live and not own)
        self.role_row.say(say("Role"), say("Nobody changes their own role.") if own else "")
        shown = "" if live else (why or say("One moment…"))
        for button in (self.save, self.new_pin, self.unlock):
            button.block(shown)
        self.switch.block(shown or (say("Nobody disables themselves.") if own else ""))

    def _ask(self) -> None:
        missing = [(field, row) for field, row in self._needed() if not field.text().strip()]
        for field, row in missing[:1]:
            row.complain(say("This is missing."))
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        if missing or (self._adding and not self._same_pins()):
            return
        self.save_asked.emit(
            Entered(
                name=self.name.text(),
                role=Post(self.role.code),
                language=self.language.code,
                badge=self.badge.text() if self._adding else "",
                pin=self.pin.text() if self._adding else "",
            )
        )

    def _needed(self) -> list[tuple[Field, Labelled]]:
        always = [(self.name, self.name_row)]
        return (
            [(self.badge, self.badge_row), *always, *self._pins()] if self._adding else always
        )

    def _pins(self) -> list[tuple[Field, Labelled]]:
        return [(self.pin, self.pin_row), (self.pin_again, self.again_row)]

    def _ask_pin(self) -> None:
        for field, row in self._pins():
            if not field.text():
                row.complain(say("This is missing."))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self._same_pins():
            self.pin_asked.emit(self.pin.text())

    def _same_pins(self) -> bool:
        same = self.pin.text() == self.pin_again.text()
        if not same:
            self.again_row.complain(say("The two PINs are not the same."))
            self.pin_again.setFocus(Qt.FocusReason.OtherFocusReason)
        return same

    def _say(self) -> None:
        self.name_row.say(say("Name"))
        self.role_row.say(say("Role"))
        self.language_row.say(say("Language"))
        self.again_row.say(say("PIN once more"))
        self.language.offer(list(LANGUAGE_NAMES.items()), "en")

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.addWidget(self._tag)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.SPACE_2, 0)
        column.setSpacing(theme.SPACE_1)
        pairs = (
            (self.badge_row, self.name_row),
            (self.role_row, self.language_row),
            (self.pin_row, self.again_row),
        )
        for pair in pairs:
            column.addWidget(_beside(*pair))
        column.addStretch(1)
        self.body.addLayout(title)
        self.body.addWidget(self.barred)
        self.body.addWidget(ScrollingList(inside, 240), 1)
        self.body.addWidget(_beside(self.new_pin, self.switch, self.unlock, self.cancel))
        self.body.addWidget(self.save)

    def _listen(self) -> None:
        self.save.clicked.connect(self._ask)
        self.new_pin.clicked.connect(self._ask_pin)
        self.switch.clicked.connect(self.switch_asked)
        self.unlock.clicked.connect(self.unlock_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        self.badge.returnPressed.connect(self.name.setFocus)
        self.pin.returnPressed.connect(self.pin_again.setFocus)
        for field, row in (
            (self.badge, self.badge_row),
            (self.name, self.name_row),
            *self._pins(),
        ):
            field.textEdited.connect(lambda _, row=row: row.complain(""))
        for field in (self.badge, self.name):
            field.textChanged.connect(field.setToolTip)


def _beside(*parts: QWidget) -> Columns:
    columns = Columns(pad=0, gap=theme.SPACE_3)
    for part in parts:
        columns.add(part)
    return columns

"""The page of the letterhead: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.values.letterheads import LetterheadPart
from models.values.printing import Sheet
from receipts.language import LANGUAGE_NAMES, mark
from ui import theme, words
from ui.screens.letterhead.state import LetterheadState
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.labelled import Labelled
from ui.widgets.lines_field import LinesField
from ui.widgets.notice import Notice
from ui.widgets.paper_picture import PaperPicture
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.values.letterheads import LetterheadVersion
    from ui.screens.letterhead.presenter import LetterheadPresenter

SHEETS: Final = {
    Sheet.ROLL_80: mark("Roll of 80 mm"),
    Sheet.ROLL_58: mark("Roll of 58 mm"),
    Sheet.A4: "A4",
    Sheet.A5: "A5",
}
ALL, OWN = "all", "own"


class LetterheadScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to.

    ``ask_for_file`` asks the person for a picture; ``""`` for none.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        ask_for_file: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter: LetterheadPresenter | None = None
        self._state = LetterheadState()
        self._filled: tuple[int, str] = (-1, "")
        self._ask_for_file = ask_for_file or self._ask
        self.notice = Notice(self)
        self.back = SmallButton(say("Back"), "Esc")
        self.scope, self.language = Choice(say("For")), Choice(say("Language"))
        self.version, self.sheet = Choice(say("Version")), Choice(say("Sheet"))
        self.follow = SmallButton(say("Use the shop's letterhead again"), "F6")
        self.logo = SmallButton(say("Choose a picture…"), "F4")
        self.no_logo = SmallButton(say("Remove the logo"), "F7")
        self.fields = {
            LetterheadPart.HEADER: LinesField(
                say("Under the address"), say("On every paper: opening hours, a phone.")
            ),
            LetterheadPart.FOOTER: LinesField(
                say("At the end"), say("On papers for customers, before the lines of the law.")
            ),
        }
        self.save = PrimaryButton(say("Save"), "F9")
        self.picture = PaperPicture()
        self._title = Text(say("Letterhead"), Type.TITLE)
        self._about = Text("", Type.SMALL, Role.MUTED)
        self._why = Text("", Type.SMALL, Role.MUTED)
        self._offer()
        self._lay_out()
        self._pages.hide()

    def bind(self, presenter: LetterheadPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.back.clicked.connect(presenter.close)
        self.scope.chosen.connect(lambda code: presenter.set_scope(own=code == OWN))
        self.language.chosen.connect(presenter.set_language)
        self.sheet.chosen.connect(lambda code: presenter.set_sheet(Sheet(code)))
        self.version.chosen.connect(lambda code: presenter.show_version(int(code)))
        self.follow.clicked.connect(presenter.follow)
        self.logo.clicked.connect(self._choose_logo)
        self.no_logo.clicked.connect(presenter.remove_logo)
        self.save.clicked.connect(presenter.save)
        for part, field in self.fields.items():
            field.typed.connect(lambda text, part=part: presenter.type(part, text))

    @property
    def state(self) -> LetterheadState:
        return self._state

    def focus_first(self) -> None:
        self.fields[LetterheadPart.HEADER].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: LetterheadState) -> None:
        before, self._state = self._state, state
        self._tell(state)
        self._pages.setVisible(state.looked)
        self._fill(state)
        self._scope_row.setVisible(state.stores > 1)
        self.scope.show_code(OWN if state.own else ALL)
        self.follow.setVisible(state.own and not state.follows)
        self.no_logo.setVisible(bool(state.logo))
        self.language.show_code(state.language)
        self.sheet.show_code(state.sheet.value)
        if state.versions != before.versions:
            self.version.offer([(str(each.version), _called(each)) for each in state.versions])
        self.version.show_code(str(state.shown) if state.shown else "")
        self._version_row.setVisible(bool(state.versions))
        self._about.setText(_about(state))
        self._about.setVisible(bool(self._about.text()))
        name = say("Picture of a paper with this letterhead")
        self.picture.show_picture(state.preview, name)
        for field in self.fields.values():
            field.editor.setReadOnly(state.busy)
        for button in (self.logo, self.no_logo, self.follow):
            button.setEnabled(not state.busy)
        nothing = say("Nothing was changed.")
        one_moment = say("One moment…")
        self.save.block(one_moment if state.busy else "" if state.changed else nothing)
        self._why.setText("" if state.changed else nothing)
        self._why.setVisible(not state.changed and not state.busy)
        self._lead(before, state)

    def _fill(self, state: LetterheadState) -> None:
        """The fields anew where they begin anew, or another language's are shown."""
        again = (state.turn, state.language) != self._filled
        self._filled = (state.turn, state.language)
        for part, field in self.fields.items():
            if again:
                field.show_text(state.text(part))
            said = state.wrong.get((state.language, part), ())
            field.complain(" ".join(map(words.sentence, said)))

    def _lead(self, before: LetterheadState, state: LetterheadState) -> None:
        """The keyboard goes to what is wrong."""
        if state.looked and not before.looked:
            self.focus_first()
        for part, field in self.fields.items():
            if state.wrong and not before.wrong and (state.language, part) in state.wrong:
                field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _tell(self, state: LetterheadState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text)

    def _choose_logo(self) -> None:
        place = self._ask_for_file()
        if place and self._presenter is not None:
            self._presenter.choose_logo(Path(place))

    def _ask(self) -> str:
        place, _ = QFileDialog.getOpenFileName(
            self, say("A logo"), "", "PNG, JPEG (*.png *.jpg *.jpeg)"
        )
        return place

    def _offer(self) -> None:
        scopes = [(ALL, say("All stores")), (OWN, say("This store alone"))]
        self.scope.offer(scopes, ALL)
        self.language.offer(list(LANGUAGE_NAMES.items()))
        self.sheet.offer([(sheet.value, say(name)) for sheet, name in SHEETS.items()])

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        self._scope_row, self._version_row = Labelled(self.scope), Labelled(self.version)
        language, sheet = Labelled(self.language), Labelled(self.sheet)
        for row, label in (
            (self._scope_row, say("For")),
            (self._version_row, say("Version")),
            (language, say("Language")),
            (sheet, say("Sheet")),
        ):
            row.say(label)
        typed = Card()
        typed.body.addWidget(ScrollingList(self._form(language), 240), 1)
        typed.body.addWidget(self._why)
        typed.body.addWidget(self.save)
        shown = Card()
        shown.body.addWidget(sheet)
        shown.body.addWidget(ScrollingList(self.picture, 160), 1)
        self._pages = Columns(pad=0, least=290)
        self._pages.add(typed, 110)
        self._pages.add(shown, 100)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, theme.SPACE_3, pad, pad)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        column.addStretch()

    def _form(self, language: QWidget) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self._scope_row)
        column.addWidget(_beside(language, self._version_row))
        column.addWidget(self._about)
        column.addWidget(_beside(self.logo, self.no_logo, self.follow))
        for field in self.fields.values():
            column.addWidget(field)
        column.addStretch(1)
        return inside


def _beside(*parts: QWidget) -> Columns:
    columns = Columns(pad=0, gap=theme.SPACE_3)
    for part in parts:
        columns.add(part)
    return columns


def _called(version: LetterheadVersion) -> str:
    return say(
        "Version {version} · {name} · {moment}",
        version=version.version,
        name=version.by,
        moment=version.made_at,
    )


def _about(state: LetterheadState) -> str:
    """What there is to know about whose letterhead stands there."""
    if state.follows:
        return say("This store has the shop's letterhead. Saving gives it one of its own.")
    newest = state.versions[0].version if state.versions else 0
    if state.shown and state.shown != newest:
        return say("An earlier version. Saving makes papers look like this again.")
    return ""

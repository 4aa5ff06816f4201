"""The page of the guides: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.cases import CaseKind
from models.values.guides import GuideStep
from receipts.case_sentences import CASE_KINDS
from receipts.guides import GUIDE_STEPS
from receipts.language import LANGUAGE_NAMES
from ui import theme, words
from ui.screens.guides.card import GuideCard
from ui.screens.guides.state import GuidesState
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.labelled import Labelled
from ui.widgets.lines_field import LinesField
from ui.widgets.notice import Notice
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.values.guides import GuideSeen
    from ui.screens.guides.presenter import GuidesPresenter


class GuidesScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: GuidesPresenter | None = None
        self._state = GuidesState()
        self._filled = -1
        self.notice = Notice(self)
        self.back = SmallButton(say("Back"), "Esc")
        self.kind, self.language = Choice(say("For")), Choice(say("Language"))
        self.version = Choice(say("Version"))
        self.fields = {
            step: LinesField(say(name), rows=4)
            for step, name in zip(GuideStep, GUIDE_STEPS.values(), strict=True)
        }
        self.save = PrimaryButton(say("Save"), "F9")
        self.again = SmallButton(say("Use this version again"), "F6")
        # Each is made where it will stand: to move a filled one costs as much as to make it.
        self._pages = Columns(self, pad=0, least=230)
        self.preview = GuideCard("", self._pages)
        self._why = Text("", Type.SMALL, Role.MUTED)
        self._older = Text()
        self.kind.offer(words.options(CASE_KINDS))
        self.language.offer(list(LANGUAGE_NAMES.items()))
        self._lay_out()
        self._pages.hide()

    def bind(self, presenter: GuidesPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.back.clicked.connect(presenter.close)
        for choice in (self.kind, self.language):
            choice.chosen.connect(
                lambda _: presenter.choose(CaseKind(self.kind.code), self.language.code)
            )
        self.version.chosen.connect(lambda code: presenter.show_version(int(code)))
        self.again.clicked.connect(presenter.go_back)
        self.save.clicked.connect(presenter.save)
        for step, field in self.fields.items():
            field.typed.connect(lambda text, step=step: presenter.type(step, text))

    @property
    def state(self) -> GuidesState:
        return self._state

    def focus_first(self) -> None:
        self.fields[GuideStep.GREET].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: GuidesState) -> None:
        before, self._state = self._state, state
        self._tell(state)
        self._pages.setVisible(state.looked)
        self.kind.show_code(state.kind.value)
        self.language.show_code(state.language)
        for step, field in self.fields.items():
            if state.turn != self._filled:
                field.show_text(state.texts.get(step, ""))
            field.complain(" ".join(map(words.sentence, state.wrong.get(step, ()))))
            field.editor.setReadOnly(state.busy)
        self._filled = state.turn
        self.preview.show_steps(state.preview)
        if state.versions != before.versions:
            self.version.offer([(str(each.version), _called(each)) for each in state.versions])
        self.version.show_code(str(state.shown))
        self._older.setText("\n\n".join(f"{name}\n{text}" for name, text in state.older))
        stands = say("This is how it is read now.")
        one_moment = say("One moment…")
        self.again.block(
            one_moment if state.busy else stands if state.shown == state.base else ""
        )
        nothing = say("Nothing was changed.")
        self.save.block(one_moment if state.busy else "" if state.changed else nothing)
        self._why.setText(
            say("Steps without words are left out.") if state.changed else nothing
        )
        self._lead(before, state)

    def _lead(self, before: GuidesState, state: GuidesState) -> None:
        """The keyboard goes to the first field, or to what is wrong."""
        if state.looked and not before.looked:
            self.focus_first()
        for step, field in self.fields.items():
            if state.wrong and not before.wrong and step in state.wrong:
                field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _tell(self, state: GuidesState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Text(say("What we say to customers"), Type.TITLE), 1)
        head.addWidget(self.back)
        kind, language, version = map(Labelled, (self.kind, self.language, self.version))
        kind.say(say("For"))
        language.say(say("Language"))
        version.say(say("Beside it"))
        typed, older = Card(parent=self._pages), Card(parent=self._pages)
        chosen = Columns(typed, pad=0, gap=theme.SPACE_3)
        chosen.add(kind)
        chosen.add(language)
        typed.body.addWidget(chosen)
        steps = QWidget()
        typed.body.addWidget(ScrollingList(steps, 200, typed), 1)
        column = QVBoxLayout(steps)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        fields = list(self.fields.values())
        for pair in zip(fields[::2], fields[1::2], strict=True):
            beside = Columns(steps, pad=0, gap=theme.SPACE_3, least=180)
            for field in pair:
                beside.add(field)
            column.addWidget(beside)
        column.addStretch(1)
        typed.body.addWidget(self._why)
        typed.body.addWidget(self.save)
        inside = QWidget()
        room = QVBoxLayout(inside)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self._older)
        room.addStretch(1)
        older.body.addWidget(version)
        older.body.addWidget(ScrollingList(inside, 160), 1)
        older.body.addWidget(self.again)
        self._pages.add(typed, 155)
        self._pages.add(self.preview, 95)
        self._pages.add(older, 85)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, theme.SPACE_3, pad, pad)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        column.addStretch()


def _called(version: GuideSeen) -> str:
    if version.made_at is None:
        return say("The program's own words")
    return say(
        "Version {version} · {name} · {moment}",
        version=version.version,
        name=version.by,
        moment=version.made_at,
    )

"""What is asked for under the bar: how somebody came, a note, for whom it waits, goodbye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.services.cases import LONGEST_NOTE
from models.values.cases import AsideFor, CaseKind, Channel, Smile
from receipts.case_sentences import CASE_KINDS, CHANNELS, SMILES
from ui import theme, words
from ui.screens.in_hand.choosing import Answer
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.left_open import left_open
from ui.widgets.notice import Notice
from ui.widgets.text import Text
from ui.words import mark, say

if TYPE_CHECKING:
    from ui.screens.in_hand.state import InHandState

WAITS: Final = {
    AsideFor.CUSTOMER: mark("For the customer"),
    AsideFor.SHOP: mark("For the shop"),
}


class Card(QWidget):
    """One question with its answers; the key of its main one is Return as well."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(title, Type.STRONG)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.SPACE_3)
        self.body.addWidget(self.title)

    def show_state(self, state: InHandState) -> None:
        raise NotImplementedError

    def begin(self) -> None:
        """It was let down: the keyboard goes to its first answer."""
        raise NotImplementedError

    def enter(self) -> None:
        """Return, where nothing took it."""

    def count(self, digit: int) -> None:
        """A digit that is typed into no field."""


class BeginCard(Card):
    """Signals:
    begin_asked: the codes of a kind and a channel.
    """

    begin_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Begin without a ticket"), parent)
        self.kind, self.channel = Choice(""), Choice("")
        kind, channel = Labelled(self.kind), Labelled(self.channel)
        kind.say(say("What they come for"))
        channel.say(say("How they came"))
        self.kind.offer(words.options(CASE_KINDS), CaseKind.INQUIRY)
        self.channel.offer(words.options(CHANNELS), Channel.COUNTER)
        self.go = PrimaryButton(say("Begin"), "Ctrl+N")
        both = Columns(pad=0, gap=theme.SPACE_3, least=180)
        both.add(kind)
        both.add(channel)
        self.body.addWidget(both)
        self.body.addWidget(self.go)
        self.go.clicked.connect(self._ask)

    def show_state(self, state: InHandState) -> None:
        self.go.setEnabled(not state.busy)

    def begin(self) -> None:
        self.kind.show_code(CaseKind.INQUIRY)
        self.channel.show_code(Channel.COUNTER)
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        self.go.click()

    def _ask(self) -> None:
        self.begin_asked.emit(self.kind.code, self.channel.code)


class NoteCard(Card):
    """Signals:
    typed: what stands there now.
    keep_asked: into the case with it.
    """

    typed = Signal(str)
    keep_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Note"), parent)
        self.field = Field()
        self.field.setMaxLength(LONGEST_NOTE)
        self.field.setAccessibleName(say("Note"))
        self.field.setPlaceholderText(say("What somebody should know later"))
        self.keep = PrimaryButton(say("Keep the note"), "Ctrl+J")
        self.body.addWidget(self.field)
        self.body.addWidget(self.keep)
        self.field.textEdited.connect(self.typed)
        self.keep.clicked.connect(self.keep_asked)

    def show_state(self, state: InHandState) -> None:
        if self.field.text() != state.note and not self.field.hasFocus():
            self.field.setText(state.note)
        self.keep.setEnabled(not state.busy)
        self.field.setReadOnly(state.busy)

    def begin(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        self.keep.click()


class AsideCard(Card):
    """Signals:
    chosen: for whom the case waits, as a code.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Put aside: for whom does it wait?"), parent)
        self._hint = Text(
            say("While it waits for the customer, the time of its complaints stands."),
            Type.SMALL,
            Role.MUTED,
        )
        self.answers = {code: Answer(digit) for digit, code in enumerate((*WAITS,), start=1)}
        both = Columns(pad=0, gap=theme.SPACE_3)
        for code, answer in self.answers.items():
            answer.say(say(WAITS[code]))
            answer.clicked.connect(lambda _=False, code=code: self.chosen.emit(code))
            both.add(answer)
        self.body.addWidget(both)
        self.body.addWidget(self._hint)

    def show_state(self, state: InHandState) -> None:
        for answer in self.answers.values():
            answer.setEnabled(not state.busy)

    def begin(self) -> None:
        self.answers[AsideFor.CUSTOMER].setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        for answer in self.answers.values():
            if answer.hasFocus():
                answer.click()

    def count(self, digit: int) -> None:
        for at, answer in enumerate(self.answers.values(), start=1):
            if at == digit:
                answer.click()


class GoodbyeCard(Card):
    """Signals:
    smile_chosen: its code, nothing where it is taken back.
    close_asked: whether the next one is called, and where what is open goes on.
    show_asked: the case, to see to what is open.
    """

    smile_chosen = Signal(str)
    close_asked = Signal(bool, str)
    show_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Goodbye: how was it for the customer?"), parent)
        self.smiles = {
            smile: Answer(digit, f"smile-{smile}") for digit, smile in enumerate(Smile, start=1)
        }
        faces = Columns(pad=0, gap=theme.SPACE_3)
        for smile, answer in self.smiles.items():
            answer.setCheckable(True)
            answer.say(words.word(SMILES, smile))
            answer.clicked.connect(
                lambda checked, smile=smile: self.smile_chosen.emit(smile if checked else "")
            )
            faces.add(answer)
        self.open = Notice()
        self.open.action_asked.connect(self.show_asked)
        self.elsewhere = Field()
        self.elsewhere.setMaxLength(LONGEST_NOTE)
        self._where = Labelled(self.elsewhere)
        self._where.say(say("Where it goes on, if not here"))
        self.next = PrimaryButton(say("Close and call the next"), "Ctrl+N")
        self.only = QuietButton(say("Close only"))
        buttons = Columns(pad=0, gap=theme.SPACE_3, least=120)
        buttons.add(self.next, 3)
        buttons.add(self.only, 2)
        for part in (faces, self.open, self._where, buttons):
            self.body.addWidget(part)
        self.next.clicked.connect(lambda: self._ask(then_next=True))
        self.only.clicked.connect(lambda: self._ask(then_next=False))

    def show_state(self, state: InHandState) -> None:
        for smile, answer in self.smiles.items():
            answer.setChecked(state.smile is smile)
            answer.setEnabled(not state.busy)
        for button in (self.next, self.only):
            button.setEnabled(not state.busy)
        seen = state.seen
        left = []
        if seen is not None and seen.case is not None and not state.said:
            left = left_open(seen.case, seen.open)
        self._where.setVisible(seen is not None and seen.open.may_go_on_elsewhere)
        if left:
            self.open.tell(Tone.ASK, "\n".join(left), say("Show the case"))
        else:
            self.open.clear()

    def begin(self) -> None:
        self.elsewhere.clear()
        self.smiles[Smile.GOOD].setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        self.only.click() if self.only.hasFocus() else self.next.click()

    def count(self, digit: int) -> None:
        for at, answer in enumerate(self.smiles.values(), start=1):
            if at == digit:
                answer.click()

    def _ask(self, *, then_next: bool) -> None:
        self.close_asked.emit(then_next, self.elsewhere.text())

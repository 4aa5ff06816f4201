"""One answer that was kept: read by everybody, said better by managers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.questions import EntryState
from receipts.question_sentences import QUESTION_KINDS
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.lines_field import LinesField
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from models.values.questions import Known
    from ui.screens.knowledge.state import KnowledgeState


class EntryCard(Card):
    """Signals:
    typed: the question and the answer as they stand now.
    """

    typed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._filled = -1
        self._hint = EmptyState(
            "search",
            say("No answer is picked"),
            say("Pick one from the list to read it whole."),
        )
        self._title = Text("", Type.TITLE)
        self._tag = Tag()
        self._about = Text("", Type.SMALL, Role.MUTED)
        self._merging = Text()
        self._read_asked, self._read_said = Text(strong=True), Text()
        self.asked = LinesField(say("The question"), rows=2)
        self.said = LinesField(say("The answer"), rows=6)
        self._theirs = Text("", Type.SMALL, Role.ASK)
        self._why = Text("", Type.SMALL, Role.MUTED)
        self.outdated = SmallButton(say("Holds no more"), "F6")
        self.merge = SmallButton(say("Says the same as another…"), "F7")
        self.save = PrimaryButton(say("Save"), "F9")
        self._lay_out()
        for field in (self.asked, self.said):
            field.typed.connect(lambda _: self.typed.emit(self.asked.text, self.said.text))

    def focus_first(self) -> None:
        self.asked.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: KnowledgeState) -> None:
        picked, merging = state.picked, state.merging
        self._hint.setVisible(picked is None)
        self._whole.setVisible(picked is not None)
        if picked is None:
            return
        writes = state.writes and merging is None
        self._title.setText(words.word(QUESTION_KINDS, picked.kind))
        self._tag.show_as(*standing(picked))
        self._about.setText(_about(picked))
        self._merging.setVisible(merging is not None)
        if merging is not None:
            self._merging.setText(
                say("“{asked}” says the same. Pick the answer that stays.", asked=merging.asked)
            )
        for shown in (self._read_asked, self._read_said):
            shown.setVisible(not writes)
        self._read_asked.setText(picked.asked)
        self._read_said.setText(picked.said)
        for field in (self.asked, self.said):
            field.setVisible(writes)
            field.editor.setReadOnly(state.busy)
        if state.turn != self._filled:
            self._filled = state.turn
            self.asked.show_text(state.asked)
            self.said.show_text(state.said_text)
        self._show_theirs(state)
        for button in (self.outdated, self.merge):
            button.setEnabled(not state.busy)
        self.merge.setVisible(writes)
        self.outdated.setVisible(writes and picked.state is EntryState.CURRENT)
        self.save.setVisible(state.changes and (writes or merging is not None))
        self._show_save(state)

    def _show_theirs(self, state: KnowledgeState) -> None:
        theirs = state.theirs if state.changed else None
        self._theirs.setVisible(theirs is not None)
        if theirs is not None:
            told = say("{name} wrote meanwhile:", name=theirs.changed_by)
            self._theirs.setText(f"{told}\n{theirs.asked}\n{theirs.said}")

    def _show_save(self, state: KnowledgeState) -> None:
        why = ""
        if state.busy:
            why = say("One moment…")
        elif state.merging is not None:
            self.save.say(say("Keep this one of the two"))
            why = "" if state.may_merge else say("Pick another answer, one that is offered.")
        else:
            back = state.picked is not None and state.picked.state is EntryState.OUTDATED
            self.save.say(say("Save and offer it again") if back else say("Save"))
            why = "" if state.changed or back else say("Nothing was changed.")
        self.save.block(why)
        self._why.setText(why)
        self._why.setVisible(bool(why) and not state.busy and not self.save.isHidden())

    def _lay_out(self) -> None:
        self._whole = QWidget()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        for part in (
            self._merging,
            self._about,
            self._read_asked,
            self._read_said,
            self.asked,
            self.said,
            self._theirs,
        ):
            column.addWidget(part)
        column.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._tag)
        beside = Columns(pad=0, gap=theme.SPACE_2)
        beside.add(self.outdated)
        beside.add(self.merge)
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE_3)
        whole.addLayout(head)
        whole.addWidget(ScrollingList(inside, 220), 1)
        for low in (beside, self._why, self.save):
            whole.addWidget(low)
        self.body.addWidget(self._hint, 1)
        self.body.addWidget(self._whole, 1)


def standing(known: Known) -> tuple[str, Tone]:
    """Whether it is offered."""
    match known.state:
        case EntryState.CURRENT:
            return say("offered"), Tone.ACCEPT
        case EntryState.OUTDATED:
            return say("holds no more"), Tone.ASK
        case EntryState.MERGED:
            return say("merged"), Tone.QUIET


def used(known: Known) -> str:
    if not known.used:
        return say("not used yet")
    return say_many("used {count} time", "used {count} times", known.used)


def _about(known: Known) -> str:
    parts = [used(known)]
    if known.changed_at is not None:
        parts.append(words.moment(known.changed_at))
    return " · ".join((*parts, known.changed_by))

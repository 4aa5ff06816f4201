"""What there is to read, one of it opened, and the button that says it was read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.team import BriefingSeen, CoachingNote
from receipts.sentences import ROLES
from ui import theme, words
from ui.screens.team.told import by_whom, from_whom, tag_of, title_of, words_of
from ui.theme import Role, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.link_button import LinkButton
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from ui.screens.team.state import Item, TeamState


class ReadingCard(Card):
    """Signals:
    picked: the key of an item.
    confirm_asked, case_asked: of what is open.
    reads_asked, again_asked, withdraw_asked: of the briefing that is open.
    new_asked, note_asked: write a briefing, or a note for the next person.
    """

    picked = Signal(str)
    confirm_asked = Signal()
    case_asked = Signal(int)
    reads_asked = Signal()
    again_asked = Signal()
    withdraw_asked = Signal()
    new_asked = Signal()
    note_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("For you"), parent)
        self._keys: list[str] = []
        self._case_id = 0
        pad = theme.SPACE_3
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme.SPACE_2)
        self.rows = Rows()
        self._none = Text(say("All is read."), role=Role.MUTED)
        self._tag = Tag()
        self._title = Text("", Type.STRONG)
        self._words = Text()
        self._by = Text("", Type.SMALL, Role.MUTED)
        self.go = PrimaryButton(say("I have read it"), "F9")
        self.case = LinkButton(say("Show the case"))
        self.reads = LinkButton("")
        self._readers = Text("", Type.SMALL)
        self.again = QuietButton(say("New edition…"))
        self.withdraw = QuietButton(say("Withdraw"))
        self.new = QuietButton(say("New briefing…"), "F6")
        self.note = QuietButton(say("Leave a note…"), "F7")
        self.body.addWidget(ScrollingList(self._list(), 96, no_taller=True), 3)
        self._open = self._opened()
        self.body.addWidget(ScrollingList(self._open, 130), 2)
        self.body.addWidget(self.go)
        self._lead = self._beside(self.again, self.withdraw)
        self.body.addWidget(self._lead)
        self.body.addWidget(self._beside(self.new, self.note))
        self._listen()

    def show_state(self, state: TeamState) -> None:
        item = state.item
        self._keys = [each.key for each in state.items]
        shown = self.rows.fit(len(state.items))
        for at, (row, each) in enumerate(zip(shown, state.items, strict=True)):
            tag = tag_of(each, state.today)
            row.show_row(title_of(each.told), "", by_whom(each.told), tag, dim=not each.waits)
            row.setCheckable(True)
            row.setChecked(each.key == state.picked)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._pick, at))
        self.rows.setVisible(bool(state.items))
        self._none.setVisible(state.looked and not any(each.waits for each in state.items))
        self._open.setVisible(item is not None)
        self.go.setVisible(item is not None and item.waits)
        self.go.setEnabled(not state.busy)
        self.new.setVisible(state.briefs)
        briefing = item is not None and isinstance(item.told, BriefingSeen)
        self._lead.setVisible(state.briefs and briefing)
        if item is not None:
            self._show(item, state)

    def focus_first(self) -> None:
        """To the button where something waits, else to the list."""
        if self.go.isVisibleTo(self):
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.rows.rows:
            self.rows.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, item: Item, state: TeamState) -> None:
        told = item.told
        self._tag.show_as(*tag_of(item, state.today))
        self._title.setText(title_of(told))
        self._words.setText(words_of(told))
        self._by.setText(from_whom(told))
        self._case_id = told.case_id if isinstance(told, CoachingNote) else 0
        self.case.setVisible(bool(self._case_id))
        counted = state.briefs and isinstance(told, BriefingSeen)
        self.reads.setVisible(counted)
        self._readers.setVisible(counted and state.reads is not None)
        if isinstance(told, BriefingSeen):
            self.reads.say(_read_by(told))
        self._readers.setText(_readers(state))

    def _list(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self.rows)
        column.addStretch(1)
        return inside

    def _opened(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.SPACE_1, 0, theme.SPACE_1, 0)
        column.setSpacing(theme.SPACE_1)
        head = QHBoxLayout()
        head.addWidget(self._tag)
        head.addStretch(1)
        column.addLayout(head)
        for part in (
            self._title, self._words, self._by, self.case, self.reads, self._readers,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        return inside

    def _beside(self, *parts: QWidget) -> Columns:
        beside = Columns(pad=0, gap=theme.SPACE_2)
        for part in parts:
            beside.add(part)
        return beside

    def _listen(self) -> None:
        for button, asked in (
            (self.go, self.confirm_asked),
            (self.reads, self.reads_asked),
            (self.again, self.again_asked),
            (self.withdraw, self.withdraw_asked),
            (self.new, self.new_asked),
            (self.note, self.note_asked),
        ):
            button.clicked.connect(asked)
        self.case.clicked.connect(lambda: self.case_asked.emit(self._case_id))
        for key in ("Return", "Enter"):
            QShortcut(
                QKeySequence(key),
                self.go,
                self.go.click,
                context=Qt.ShortcutContext.WidgetShortcut,
            )

    def _pick(self, at: int, _checked: bool = False) -> None:
        self.picked.emit(self._keys[at])


def _read_by(told: BriefingSeen) -> str:
    return say_many(
        "{read} of {count} person has read it",
        "{read} of {count} people have read it",
        told.people,
        read=told.readers,
    )


def _readers(state: TeamState) -> str:
    """Each with when they did; those who did not stand first."""
    return "\n".join(
        "{} ({}): {}".format(
            each.name,
            words.word(ROLES, each.role),
            words.moment(each.read_at) if each.read_at else say("not yet"),
        )
        for each in state.reads or ()
    )

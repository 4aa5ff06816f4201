"""What is on hold in the store: who left it and why, to go on with or to drop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Tone, Type
from ui.widgets.barred import BAR, Barred
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import mark, say, say_many

if TYPE_CHECKING:
    from models.services.suspended import OnHold

KINDS: Final = {
    "return": mark("Return"),
    "exchange": mark("Exchange"),
    "no-receipt": mark("Without a receipt"),
}
_LONGEST: Final = 200


class OnHoldBox(Barred):
    """One visit on hold.

    Signals:
        resume_asked, drop_asked: its id.
        noted: its id and the note.
    """

    resume_asked = Signal(int)
    drop_asked = Signal(int)
    noted = Signal(int, str)

    def __init__(self, held: OnHold, parent: QWidget | None = None) -> None:
        super().__init__(Tone.QUIET, parent)
        self._case_id = held.case_id
        self.setAccessibleName(held.about)
        self.note = Field()
        self.note.setMaxLength(_LONGEST)
        self.note.setPlaceholderText(say("Note for whoever resumes it"))
        self.note.setAccessibleName(say("Note for whoever resumes it"))
        self.note.setProperty("look", "tall")
        self.resume = QuietButton(say("Resume"))
        self.drop = QuietButton(say("Drop"))
        for button in (self.resume, self.drop):
            button.setAccessibleDescription(held.about)
        self._about = Text("", Type.SMALL, Role.MUTED)
        column = QVBoxLayout(self)
        pad = theme.SPACE_3
        column.setContentsMargins(BAR + pad, pad, pad, pad)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(Text(held.about, strong=True))
        column.addWidget(self._about)
        answer = Columns(pad=0, gap=theme.SPACE_2)
        answer.add(self.note, 1)
        answer.add(self.resume, 0)
        answer.add(self.drop, 0)
        column.addWidget(answer)
        self.resume.clicked.connect(lambda: self.resume_asked.emit(self._case_id))
        self.drop.clicked.connect(lambda: self.drop_asked.emit(self._case_id))
        self.note.editingFinished.connect(self._tell_note)

    def show_held(self, held: OnHold) -> None:
        self._about.setText(_about(held))
        if not self.note.isModified():  # else somebody is typing there
            self.note.setText(held.note)

    def _tell_note(self) -> None:
        if self.note.isModified():
            self.note.setModified(False)
            self.noted.emit(self._case_id, self.note.text())


class OnHoldCard(Card):
    """Shows every visit on hold, the newest first; hidden while there is none.

    Signals:
        resume_asked, drop_asked: the id of a visit.
        noted: the id of a visit and its note.
    """

    resume_asked = Signal(int)
    drop_asked = Signal(int)
    noted = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.boxes: dict[int, OnHoldBox] = {}
        self._count = Text("", Type.TITLE)
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        self._column.addStretch(1)
        self.body.addWidget(self._count)
        self.body.addWidget(
            Text(
                say("Nothing is reserved. Whoever resumes it has it decided anew."),
                Type.SMALL,
                Role.MUTED,
            )
        )
        self.body.addWidget(ScrollingList(self._list, 160), 1)
        self.hide()

    def show_held(self, held: tuple[OnHold, ...], *, busy: bool) -> None:
        self._count.setText(
            say_many("{count} visit is on hold", "{count} visits are on hold", len(held))
        )
        wanted = {one.case_id for one in held}
        for case_id in [key for key in self.boxes if key not in wanted]:
            box = self.boxes.pop(case_id)
            box.hide()
            box.deleteLater()
        for at, one in enumerate(held):
            box = self.boxes.get(one.case_id) or self._add(one)
            self._column.insertWidget(at, box)
            box.show_held(one)
        self._list.setEnabled(not busy)
        self.setVisible(bool(held))

    def _add(self, held: OnHold) -> OnHoldBox:
        box = self.boxes[held.case_id] = OnHoldBox(held, self._list)
        box.resume_asked.connect(self.resume_asked)
        box.drop_asked.connect(self.drop_asked)
        box.noted.connect(self.noted)
        return box


def _about(held: OnHold) -> str:
    """Who put what aside, where, and since when."""
    who = say(
        "{person} at register {register}, {moment}",
        person=held.person,
        register=held.register,
        moment=held.at,
    )
    lines = say_many("{count} item", "{count} items", held.items)
    parts = [say(KINDS[held.kind]), lines, who]
    if held.days:
        parts.append(say_many("{count} day on hold", "{count} days on hold", held.days))
    return " · ".join(parts)

"""Whoever says yes at this counter: badge, PIN and why; of two people, where it takes two."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from models.services.approvals import LONGEST_REASON, Approval
from models.values.approvals import YesReason
from receipts.approval_sentences import YES_REASONS
from ui import theme, words
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.credentials import Credentials
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.words import say

TWO: Final = 2


class ApproverFields(QWidget):
    """Keeps all that was typed but a PIN that was refused.

    Without ``note`` the words of why stand elsewhere.

    Signals:
        finished: Return in the last field.
    """

    finished = Signal()

    def __init__(self, parent: QWidget | None = None, *, note: bool = True) -> None:
        super().__init__(parent)
        self._managers = 1
        self.first, self.second = Credentials(), Credentials()
        self.why = Choice(say("Why the manager approves"), say("Why?"))
        self.why.offer(words.options(YES_REASONS))
        self.note = Field()
        self.note.setMaxLength(LONGEST_REASON)
        self._why_row, self._note_row = Labelled(self.why), Labelled(self.note)
        self._why_row.say(say("Why the manager approves"))
        self._note_row.say(say("In a few words"))
        beside = Columns(pad=0, gap=theme.SPACE_2, least=120)
        beside.add(self._why_row)
        if note:
            beside.add(self._note_row)
        else:
            self._note_row.setParent(self)
            self._note_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        for part in (self.first, beside, self.second):
            column.addWidget(part)
        self.why.chosen.connect(lambda _: self._why_row.complain(""))
        self.note.textEdited.connect(lambda _: self._note_row.complain(""))
        self.first.pin.returnPressed.connect(
            lambda: self.why.setFocus(Qt.FocusReason.TabFocusReason)
        )
        self.note.returnPressed.connect(self._after_note)
        self.second.pin.returnPressed.connect(self.finished)
        self.ask(1)

    @property
    def fields(self) -> list[QWidget]:
        """In reading order."""
        noted = [] if self._note_row.isHidden() else [self.note]
        return [*self.first.fields, self.why, *noted, *self.second.fields]

    def ask(self, managers: int) -> None:
        """For the yes of so many."""
        self._managers = managers
        self.second.setVisible(managers >= TWO)
        title = say("Who approves") if managers < TWO else say("The first manager")
        self.first.ask(title, say("Manager's badge"), say("Manager's PIN"))
        self.second.ask(
            say("The second manager"),
            say("The second manager's badge"),
            say("The second manager's PIN"),
        )

    def begin(self, note: str = "") -> None:
        """Fresh fields, and the keyboard where a badge is scanned or typed; ``note`` is what
        the clerk said already of why."""
        for one in (self.first, self.second):
            one.clear()
        self.why.show_code("")
        self.note.setText(note)
        self._why_row.complain("")
        self._note_row.complain("")
        self.first.badge.setFocus(Qt.FocusReason.OtherFocusReason)

    def scan(self, text: str) -> None:
        """A badge: the second manager's once the keyboard is there or the first is known."""
        focused = QApplication.focusWidget()
        at_second = focused in self.second.fields
        first_is_there = bool(self.first.badge.text() and self.first.pin.text())
        second = self._managers >= TWO and (at_second or first_is_there)
        (self.second if second else self.first).scan(text)

    def forget_pins(self) -> None:
        """One of them was refused; which, nobody says."""
        self.first.forget_pin()
        self.second.forget_pin()

    def approval(self, said: str = "") -> Approval | None:
        """Once all of it is there; the first that is missing is asked for. ``said`` is why,
        where that stands elsewhere."""
        self.note.setText(said or self.note.text())
        if not self.first.complete() or not self._explained():
            return None
        if self._managers >= TWO and not self.second.complete():
            return None
        second = self._of(self.second) if self._managers >= TWO else None
        return self._of(self.first, second)

    def _of(self, one: Credentials, second: Approval | None = None) -> Approval:
        code = YesReason(self.why.code)
        return Approval(
            badge=one.badge.text(),
            pin=one.pin.text(),
            reason=self.note.text().strip(),
            code=code,
            second=second,
        )

    def _explained(self) -> bool:
        if not self.why.code:
            return self._miss(self._why_row, say("Choose a reason."))
        if self.why.code == YesReason.OTHER and not self.note.text().strip():
            return self._miss(self._note_row, say("Say in a few words why."))
        return True

    def _miss(self, row: Labelled, problem: str) -> bool:
        row.complain(problem)
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _after_note(self) -> None:
        if self._managers >= TWO:
            self.second.badge.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

"""What the forms of all steps have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.columns import Columns
from ui.widgets.labelled import Labelled
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.complaints.state import ComplaintsState


class StepForm(QWidget):
    """A sentence that says what the step is for, its fields, and the button that goes on.

    The fields are filled where the state's ``turn`` is another; what is typed stays otherwise.
    """

    def __init__(self, lead: str, goes_on: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turn: object = None
        self.go_on = PrimaryButton(goes_on, "F9")
        self.why = Text("", Type.SMALL, Role.MUTED)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.SPACE_2)
        self.column.addWidget(Text(lead, role=Role.MUTED))

    def end(self) -> None:
        """All fields are there: what goes on stands under them."""
        self.column.addStretch(1)
        self.column.addWidget(self.why)
        self.column.addWidget(self.go_on)

    def is_new(self, state: ComplaintsState) -> bool:
        """Whether the fields have to be filled."""
        now = (state.turn, state.picked)
        new, self._turn = now != self._turn, now
        return new

    def block(self, state: ComplaintsState, why: str = "") -> None:
        """The button says why it does not go on. While a paper is addressed there is another
        one that does."""
        settled = say("This complaint is settled.") if state.settled else ""
        said = settled or why
        self.go_on.block(say("One moment…") if state.busy else said)
        self.go_on.setVisible(state.addressing is None)
        self.why.setText(said)
        self.why.setVisible(bool(said))

    def focus_first(self) -> None:
        """To the first field."""
        for part in self.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisibleTo(self):
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return


def labelled(editor: QWidget, label: str, hint: str = "") -> Labelled:
    row = Labelled(editor)
    row.say(label, hint)
    row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return row


def beside(*parts: QWidget) -> Columns:
    columns = Columns(pad=0, gap=theme.SPACE_3)
    for part in parts:
        columns.add(part)
    return columns

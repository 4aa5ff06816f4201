"""Step 2: what it is really about, in one sentence, and what the customer wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.screens.complaints.forms import StepForm
from ui.widgets.lines_field import LinesField
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.screens.complaints.state import ComplaintsState


class IssueForm(StepForm):
    """Signals:
    named: the issue, and what the customer wants.
    """

    named = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            say("Say it back to them in one sentence, until they say: yes, that is it."),
            say("That is it"),
            parent,
        )
        self.issue = LinesField(say("What it is really about"))
        self.wants = LinesField(say("What the customer wants"))
        self.column.addWidget(self.issue)
        self.column.addWidget(self.wants)
        self.end()
        self.go_on.clicked.connect(lambda: self.named.emit(self.issue.text, self.wants.text))

    def show_state(self, state: ComplaintsState) -> None:
        complaint = state.complaint
        if self.is_new(state):
            self.issue.show_text(complaint.issue if complaint else "")
            self.wants.show_text(complaint.wants if complaint else "")
        self.block(state)

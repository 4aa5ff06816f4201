"""Step 4: what happens, until when, by whom; then the paper, and that it is settled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from models.values.complaints import Step
from ui import words
from ui.screens.complaints.forms import StepForm, beside, labelled
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.lines_field import LinesField
from ui.widgets.typed import DayField
from ui.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from ui.screens.complaints.state import ComplaintsState


class PromiseForm(StepForm):
    """Signals:
    promised: what, the day or nothing, the time as it was typed, by whom.
    """

    promised = Signal(str, object, str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            say("Promise only what you can keep, and say who keeps it."),
            say("Promise it"),
            parent,
        )
        self.what = LinesField(say("What happens"))
        self.day, self.clock, self.who = DayField(), Field(), Choice(say("Who sees to it"))
        self.clock.setMaxLength(8)
        self.column.addWidget(self.what)
        self.column.addWidget(
            beside(
                labelled(self.day, say("Until the day")),
                labelled(self.clock, say("Time")),
                labelled(self.who, say("Who sees to it")),
            )
        )
        self.end()
        self.go_on.clicked.connect(self._promise)

    def show_state(self, state: ComplaintsState) -> None:
        page, complaint = state.page, state.complaint
        if page is None:
            return
        if self.is_new(state):
            case = page.case
            due = complaint.due_at if complaint else None
            until = case.promised_at or due or page.now + timedelta(days=1)
            by = next((key for key, name in page.people if name == case.promised_by), page.me)
            self.what.show_text(case.promise)
            self.day.show_value(until.date())
            self.clock.setText(f"{until:%H:%M}")
            self.who.offer([(str(key), name) for key, name in page.people], str(by))
        waits = complaint is not None and complaint.waits_for_yes
        why = say("The remedy waits for a manager's yes.") if waits else ""
        if not state.reached(Step.ISSUE):
            why = say("Say first what it is about: step 2.")
        self.what.editor.setReadOnly(state.settled)
        self.block(state, why)
        if not self.why.text():
            self._tell(state, page.case.promised_at)

    def _tell(self, state: ComplaintsState, kept: datetime | None) -> None:
        """What stands already, or what can be promised as yet."""
        told = ""
        if kept is not None:
            told = say("Promised until {moment}.", moment=words.moment(kept))
        elif not state.reached(Step.REMEDY):
            told = say("There is no remedy yet: promise when they hear from us.")
        self.why.setText(told)
        self.why.setVisible(bool(told))

    def _promise(self) -> None:
        self.promised.emit(
            self.what.text, self.day.value, self.clock.text(), int(self.who.code or 0)
        )

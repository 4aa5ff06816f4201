"""Step 4: what happens, until when, by whom; then the paper, and that it is settled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui import words
from ui.screens.complaints.forms import StepForm, beside, labelled
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.lines_field import LinesField
from ui.widgets.typed import DayField
from ui.words import say

if TYPE_CHECKING:
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
        none = complaint is None or complaint.remedy is None
        why = say("The remedy waits for a manager's yes.") if waits else ""
        if none:
            why = say("There is no remedy yet: step 3 comes first.")
        self.what.editor.setReadOnly(state.settled)
        self.block(state, why)
        kept = page.case.promised_at
        if kept is not None and not self.why.text():
            self.why.setText(say("Promised until {moment}.", moment=words.moment(kept)))
            self.why.show()

    def _promise(self) -> None:
        self.promised.emit(
            self.what.text, self.day.value, self.clock.text(), int(self.who.code or 0)
        )

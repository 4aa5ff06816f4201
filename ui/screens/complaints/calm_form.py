"""Step 1: let them speak, and write it down in their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from models.services.complaint_pages import PRODUCT, SALE, STAFF
from models.values.complaints import ComplaintKind
from receipts.complaint_sentences import COMPLAINT_ABOUT, COMPLAINT_KINDS, SEVERITIES
from ui import words
from ui.screens.complaints.forms import StepForm, beside, labelled
from ui.theme import Role, Type
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.lines_field import LinesField
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.services.complaint_pages import ComplaintsPage
    from models.values.complaints import ComplaintSeen
    from ui.screens.complaints.state import ComplaintsState

NOTHING, CLAUSE = "nothing", "clause"
TYPED: Final = (PRODUCT, SALE)


class CalmForm(StepForm):
    """Signals:
    begun: kind, severity, and what the customer says.
    about_typed: ``product`` or ``sale``, and what was typed of it.
    about_staff, about_clause: whom or what it is about, by number.
    about_nothing: nothing special after all.
    """

    begun = Signal(str, int, str)
    about_typed = Signal(str, str)
    about_staff = Signal(int)
    about_clause = Signal(int)
    about_nothing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            say("Listen first. Write down what they say, in their words; thank them for it."),
            say("Write it down"),
            parent,
        )
        self.said = LinesField(say("What they say"))
        self.kind, self.severity = (
            Choice(say("Kind"), say("Choose")),
            Choice(say("How grave"), say("Choose")),
        )
        self.of, self.which = Choice(say("About")), Choice(say("Which"))
        self.typed = Field()
        self.kind.offer(words.options(COMPLAINT_KINDS))
        self.severity.offer(words.options(SEVERITIES))
        self.of.offer(words.options(COMPLAINT_ABOUT), NOTHING)
        self._named = Text("", Type.SMALL, Role.ACCENT, strong=True)
        self._typed_row = labelled(self.typed, say("Name, number or code"))
        self._which_row = labelled(self.which, say("Which"))
        self.column.addWidget(self.said)
        self.column.addWidget(
            beside(labelled(self.kind, say("Kind")), labelled(self.severity, say("How grave")))
        )
        self.column.addWidget(
            beside(labelled(self.of, say("About")), self._typed_row, self._which_row)
        )
        self.column.addWidget(self._named)
        self.end()
        self._page: ComplaintsPage | None = None
        self.of.chosen.connect(self._choose_about)
        self.which.chosen.connect(self._choose_which)
        self.typed.returnPressed.connect(self._look)
        self.go_on.clicked.connect(self._begin)

    def show_state(self, state: ComplaintsState) -> None:
        self._page = state.page
        complaint = state.complaint
        if self.is_new(state):
            self.said.show_text(complaint.said if complaint else "")
            self.kind.show_code(complaint.kind.value if complaint else "")
            self.severity.show_code(str(complaint.severity) if complaint else "")
            self.of.show_code(NOTHING)
            self.typed.clear()
        fixed = complaint is not None
        self.said.editor.setReadOnly(fixed)
        for part in (self.kind, self.severity, self.of, self.which, self.typed):
            part.setEnabled(not fixed)
        self._typed_row.setVisible(not fixed and self.of.code in TYPED)
        self._which_row.setVisible(not fixed and self.of.code in (STAFF, CLAUSE))
        name = about_words(complaint, state.page) if complaint and state.page else ""
        name = name or state.about_name
        self._named.setText(say("About: {name}", name=name) if name else "")
        self._named.setVisible(bool(name))
        began = ""
        if complaint is not None:
            began = say("It is on record since {moment}.", moment=complaint.began_at)
        self.block(state, began)

    def _choose_about(self, code: str) -> None:
        self._typed_row.setVisible(code in TYPED)
        self._which_row.setVisible(code in (STAFF, CLAUSE))
        self.about_nothing.emit()
        if code in TYPED:
            self.typed.setFocus()
        elif self._page is not None and code == STAFF:
            self.which.offer([(str(key), name) for key, name in self._page.people])
        elif self._page is not None and code == CLAUSE:
            self.which.offer(
                [
                    (str(each.number), f"§ {each.number} {words.clause(each)}")
                    for each in self._page.policy.clauses
                ]
            )

    def _choose_which(self, code: str) -> None:
        told = self.about_staff if self.of.code == STAFF else self.about_clause
        told.emit(int(code))

    def _look(self) -> None:
        self.about_typed.emit(self.of.code, self.typed.text())

    def _begin(self) -> None:
        kind = self.kind.code or ComplaintKind.OTHER.value
        self.begun.emit(kind, int(self.severity.code or 0), self.said.text)


def about_words(complaint: ComplaintSeen, page: ComplaintsPage) -> str:
    """What it is about, by name; nothing where nobody said."""
    about = complaint.about
    if about.clause is not None:
        return f"§ {about.clause}"
    for kind, number in (
        (PRODUCT, about.product_id),
        (SALE, about.sale_id),
        (STAFF, about.staff_id),
    ):
        if number is not None:
            return page.names.get((kind, number), "")
    return ""

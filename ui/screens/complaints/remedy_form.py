"""Step 3: what makes it good, alone or with a manager's yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from models.values.complaints import ON_PAPER, ComplaintRemedy
from models.values.printing import LETTERS
from receipts.complaint_sentences import COMPLAINT_REMEDIES
from ui import theme, words
from ui.screens.complaints.forms import StepForm, beside, labelled
from ui.theme import Tone
from ui.widgets.barred import BAR, Barred
from ui.widgets.buttons import QuietButton
from ui.widgets.choice import Choice
from ui.widgets.lines_field import ROWS, LinesField
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.screens.complaints.state import ComplaintsState


LETTER_ROWS: Final = 9
"""A letter is read as a whole, while it is written."""


class RemedyForm(StepForm):
    """Signals:
    looked_at: the code of a remedy that may be chosen, and the words that stand there.
    letter_typed: the words of a letter.
    chosen: the code of a remedy, in which words, and the paper that shows it.
    yes_asked: a manager's yes is asked for, with these words.
    allowed: the manager who looks says yes.
    counter_asked: what this remedy's code says is given at the counter.
    """

    looked_at = Signal(str, str)
    letter_typed = Signal(str)
    chosen = Signal(str, str, str)
    yes_asked = Signal(str)
    allowed = Signal()
    counter_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            say("Offer what makes it good again, and say it as an offer."),
            say("Offer it"),
            parent,
        )
        self.remedy, self.paper = (
            Choice(say("Remedy"), say("Choose")),
            Choice(say("Paper of this case")),
        )
        self.remedy.offer(words.options(COMPLAINT_REMEDIES))
        self.words = LinesField(say("In your words"))
        self.counter = QuietButton(say("Give it at the counter"), "F7")
        self.ask = QuietButton(say("Ask the managers"), "F8")
        self.allow = QuietButton(say("Allow it"), "F8")
        self._needs = Text("")
        self._paper_row = labelled(
            self.paper, say("Paper of this case"), say("It shows what was given.")
        )
        self._box = Barred(Tone.OVERRIDE)
        inside = QVBoxLayout(self._box)
        pad = theme.SPACE_3
        inside.setContentsMargins(BAR + pad, pad, pad, pad)
        inside.addWidget(self._needs)
        inside.addWidget(beside(self.ask, self.allow))
        self.column.addWidget(labelled(self.remedy, say("Remedy")))
        self.column.addWidget(self.words)
        self.column.addWidget(self._paper_row)
        self.column.addWidget(self.counter)
        self.column.addWidget(self._box)
        self.end()
        self._state: ComplaintsState | None = None
        self._offered: list[str] = []
        self.remedy.chosen.connect(self._look_at)
        self.words.typed.connect(self._type)
        self.counter.clicked.connect(lambda: self.counter_asked.emit(self.remedy.code))
        self.ask.clicked.connect(lambda: self.yes_asked.emit(self.words.text))
        self.allow.clicked.connect(self.allowed)
        self.go_on.clicked.connect(self._choose)

    def show_state(self, state: ComplaintsState) -> None:
        before, self._state = self._state, state
        complaint = state.complaint
        if self.is_new(state):
            remedy = complaint.remedy if complaint else None
            self.remedy.show_code(remedy.value if remedy else "")
            self.words.show_text(complaint.remedy_words if complaint else "")
            self._offer(complaint.remedy_paper if complaint else "")
        if state.letter is not None and self.words.text != state.letter_words:
            self.words.show_text(state.letter_words)
        given = state.given()
        if given is not None and (before is None or before.given() != given):
            self.remedy.show_code(given.remedy)
            self._offer(given.paper)
        self._look()

    def _look_at(self) -> None:
        self._take_paper()
        self._look()
        self.looked_at.emit(self.remedy.code, self.words.text)

    def _take_paper(self) -> None:
        """What was given so since the complaint began is most likely meant."""
        if self._state is not None and self.remedy.code:
            given = self._state.given(ComplaintRemedy(self.remedy.code))
            if given is not None:
                self._offer(given.paper)

    def _type(self, text: str) -> None:
        if self.remedy.code == ComplaintRemedy.APOLOGY:
            self.letter_typed.emit(text)

    def _offer(self, chosen: str) -> None:
        """Papers of this case on which the remedy can be given: a ticket shows nothing."""
        page = self._state.page if self._state else None
        remedy = ComplaintRemedy(self.remedy.code) if self.remedy.code else None
        letters = [LETTERS[kind] for kind in ON_PAPER.get(remedy, ())] if remedy else []
        papers = page.papers if page else ()
        fitting = [each for each in papers if each[:1] in letters]
        if fitting != self._offered:
            self._offered = fitting
            self.paper.offer([(each, each) for each in fitting])
        self.paper.show_code(chosen if chosen in fitting else "")

    def _look(self) -> None:
        """What this remedy takes."""
        state = self._state
        if state is None:
            return
        remedy = ComplaintRemedy(self.remedy.code) if self.remedy.code else None
        on_paper = remedy in ON_PAPER
        letter = remedy is ComplaintRemedy.APOLOGY
        self.words.say(say("The letter") if letter else say("In your words"))
        self.words.show_rows(LETTER_ROWS if letter else ROWS)
        complaint = state.complaint
        waits = complaint is not None and complaint.waits_for_yes
        waits = waits and complaint is not None and complaint.remedy is remedy
        beyond = remedy is not None and state.beyond(remedy)
        self._offer(self.paper.code)
        self._paper_row.setVisible(on_paper and bool(self._offered))
        self.counter.setVisible(on_paper)
        self._box.setVisible(beyond or waits)
        may_allow = waits and bool(state.page and state.page.may_allow)
        self.ask.setVisible(waits and not may_allow)
        self.allow.setVisible(may_allow)
        self._needs.setText(_needs(state, waits=waits))
        for part in (self.remedy, self.paper):
            part.setEnabled(not state.busy and not state.settled)
        self.words.editor.setReadOnly(state.busy or state.settled)
        why = "" if remedy else say("Choose a remedy.")
        if on_paper and not self.paper.code:
            why = say("Choose the paper that shows it.")
            if not self._offered:
                why = say("Give it at the counter first: its paper is named here then.")
        self.block(state, why)

    def _choose(self) -> None:
        self.chosen.emit(self.remedy.code, self.words.text, self.paper.code)


def _needs(state: ComplaintsState, *, waits: bool) -> str:
    if state.asked:
        return say("The managers are asked: the answer is shown here. Asking again is no harm.")
    if waits and state.page is not None and state.page.may_allow:
        return say("A colleague chose this remedy, and it waits for your yes.")
    if waits:
        return say("This remedy waits for a manager's yes.")
    return say("This complaint is graver than you may settle alone: a manager has to say yes.")

"""Beside the steps: the clock, the complaints of the case, and the customer's paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from models.values.complaints import Step
from receipts.case_sentences import CHANNELS
from receipts.complaint_sentences import COMPLAINT_KINDS, COMPLAINT_STEPS
from receipts.language import LANGUAGE_NAMES
from ui import theme, words
from ui.screens.complaints.clock_words import clock_tone, clock_words
from ui.screens.complaints.forms import labelled
from ui.theme import Role, Type
from ui.widgets.barred import BAR, Barred
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.paper_picture import PaperPicture
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.screens.complaints.state import ComplaintsState


class ListCard(Card):
    """The complaints of the case, and the clock of the one that is shown.

    Signals:
        picked: the id of a complaint.
        another_asked, stop_asked, go_on_asked, settle_asked: the buttons.
    """

    picked = Signal(int)
    another_asked = Signal()
    stop_asked = Signal()
    go_on_asked = Signal()
    settle_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Complaints"), parent)
        self.setAccessibleName(say("Complaints of this case"))
        self._keys: list[int] = []
        self._came = Text("", Type.SMALL, Role.MUTED)
        self.rows = Rows()
        self.another = SmallButton(say("Another complaint"), "F10")
        self._clock = Text("", strong=True)
        self._time = Barred()
        inside = QVBoxLayout(self._time)
        inside.setContentsMargins(BAR + theme.SPACE_3, *[theme.SPACE_2] * 3)
        inside.addWidget(self._clock)
        self.stop = QuietButton(say("Wait for the customer"), "F11")
        self.go_on = QuietButton(say("The customer answered"), "F11")
        self.settle = QuietButton(say("Settled"), "F12")
        self.body.addWidget(self._came)
        self.body.addWidget(ScrollingList(self.rows, 72), 1)
        for part in (self.another, self._time, self.stop, self.go_on, self.settle):
            self.body.addWidget(part)
        self.another.clicked.connect(self.another_asked)
        self.stop.clicked.connect(self.stop_asked)
        self.go_on.clicked.connect(self.go_on_asked)
        self.settle.clicked.connect(self.settle_asked)

    def show_state(self, state: ComplaintsState) -> None:
        page, complaint = state.page, state.complaint
        if page is None:
            return
        who = page.case.customer or say("a customer without a name")
        how = words.word(CHANNELS, page.case.channel)
        self._came.setText(say("{customer}, {how}", customer=who, how=how))
        self._keys = [one.id for one in page.complaints]
        shown = self.rows.fit(len(page.complaints))
        for at, (row, one) in enumerate(zip(shown, page.complaints, strict=True)):
            tag = words.word(COMPLAINT_STEPS, one.step), clock_tone(one, page)
            first = one.said.splitlines()[0]
            row.show_row(words.word(COMPLAINT_KINDS, one.kind), "", first, tag)
            row.setCheckable(True)
            row.setChecked(one.id == state.picked)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._pick, at))
        running = complaint is not None and complaint.step is not Step.SETTLED
        stopped = complaint is not None and complaint.stopped_at is not None
        self._time.setVisible(complaint is not None)
        if complaint is not None:
            self._clock.setText(clock_words(complaint, page))
            self._time.set_tone(clock_tone(complaint, page))
        self.stop.setVisible(running and not stopped)
        self.go_on.setVisible(running and stopped)
        self.settle.setVisible(running)
        for button in (self.stop, self.go_on, self.another):
            button.setEnabled(not state.busy)
        remedied = state.reached(Step.REMEDY)
        waits = complaint is not None and complaint.waits_for_yes
        why = "" if remedied else say("There is no remedy yet.")
        why = say("The remedy waits for a manager's yes.") if waits else why
        self.settle.block(say("One moment…") if state.busy else why)

    def _pick(self, at: int, _checked: bool = False) -> None:
        self.picked.emit(self._keys[at])


class TakenDownCard(Card):
    """What the customer takes home.

    Signals:
        asked, mail_asked: the language of the paper, and where the customer is reached.
        again_asked: the paper that there is, once more.
    """

    asked = Signal(str, str)
    mail_asked = Signal(str, str)
    again_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("For the customer"), parent)
        self._turn: object = None
        self.language = Choice(say("Language"))
        usual = [("", say("As the customer speaks"))]
        self.language.offer(usual + list(LANGUAGE_NAMES.items()))
        self.language.setCurrentIndex(0)
        self.reach_at = Field()
        self.reach_at.setMaxLength(120)
        self.give = QuietButton(say("Print what is on record"), "Ctrl+P")
        self.mail = SmallButton(say("E-mail…"), "Ctrl+E")
        self.again = SmallButton(say("Print it again"), "Ctrl+M")
        self._why = Text("", Type.SMALL, Role.MUTED)
        self.picture = PaperPicture()
        self._sheet = ScrollingList(self.picture, 80)
        self.body.addWidget(labelled(self.language, say("Language")))
        self.body.addWidget(labelled(self.reach_at, say("Where we reach them")))
        for part in (self.give, self._why, self.mail, self.again):
            self.body.addWidget(part)
        self.body.addWidget(self._sheet, 1)
        self.body.addStretch()
        self.give.clicked.connect(lambda: self.asked.emit(*self._wished))
        self.mail.clicked.connect(lambda: self.mail_asked.emit(*self._wished))
        self.again.clicked.connect(self.again_asked)

    @property
    def _wished(self) -> tuple[str, str]:
        return self.language.code, self.reach_at.text()

    def show_state(self, state: ComplaintsState) -> None:
        page = state.page
        if page is None:
            return
        now = (state.turn, state.picked)
        if now != self._turn:
            self._turn = now
            self.reach_at.show_from_the_start(page.reach_at)
        promised = page.case.promised_at is not None and state.complaint is not None
        why = "" if promised else say("It names what is promised: step 4 comes first.")
        self._why.setText(why)
        self._why.setVisible(bool(why))
        now_not = say("One moment…") if state.busy else why
        self.give.block(now_not)
        self.mail.block(now_not)
        self.again.setVisible(bool(state.paper))
        self.again.setEnabled(not state.busy)
        self.picture.show_picture(state.picture, say("Picture of the customer's paper"))
        self._sheet.setVisible(state.picture is not None)

"""Beside the words of a letter of apology: the letter as it will be, and its ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from models.values.complaints import ComplaintRemedy
from receipts.language import LANGUAGE_NAMES
from ui.screens.complaints.forms import labelled
from ui.theme import Role, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.paper_picture import PaperPicture
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.screens.complaints.state import ComplaintsState


class LetterCard(Card):
    """Signals:
    language_asked: the code of the one that the letter is to speak; nothing for the customer's.
    print_asked, save_asked, mail_asked: the buttons.
    """

    language_asked = Signal(str)
    print_asked = Signal()
    save_asked = Signal()
    mail_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("The letter"), parent)
        self._turn: object = None
        self.language = Choice(say("Language"))
        usual = [("", say("As the customer speaks"))]
        self.language.offer(usual + list(LANGUAGE_NAMES.items()))
        self.language.setCurrentIndex(0)
        self.print = QuietButton(say("Print"), "Ctrl+P")
        self.save = SmallButton(say("Save as PDF"), "Ctrl+S")
        self.mail = SmallButton(say("E-mail…"), "Ctrl+E")
        self._why = Text("", Type.SMALL, Role.MUTED)
        self.picture = PaperPicture()
        self.body.addWidget(labelled(self.language, say("Language")))
        for part in (self.print, self._why, self.save, self.mail):
            self.body.addWidget(part)
        self.body.addWidget(ScrollingList(self.picture, 120), 1)
        self.language.chosen.connect(lambda: self.language_asked.emit(self.language.code))
        self.print.clicked.connect(self.print_asked)
        self.save.clicked.connect(self.save_asked)
        self.mail.clicked.connect(self.mail_asked)
        self.hide()

    def show_state(self, state: ComplaintsState) -> None:
        now = (state.turn, state.picked)
        if now != self._turn:
            self._turn = now
            self.language.setCurrentIndex(0)
        sent = state.letter is not None and bool(state.letter.head.number)
        self.language.setEnabled(not sent and not state.busy)
        why = _why_not(state)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        for button in (self.print, self.save, self.mail):
            button.block(say("One moment…") if state.busy else why)
        self.picture.show_picture(state.letter_picture, say("Picture of the letter"))


def _why_not(state: ComplaintsState) -> str:
    """Why it can't be sent yet; nothing where it can."""
    if state.letter_is_kept:
        return ""
    complaint = state.complaint
    chosen = complaint is not None and complaint.remedy is ComplaintRemedy.APOLOGY
    if chosen and complaint is not None and complaint.waits_for_yes:
        return say("The remedy waits for a manager's yes.")
    return say("Offer it first: it is sent in the words that were offered.")

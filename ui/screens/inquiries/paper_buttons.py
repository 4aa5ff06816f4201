"""What can be done with an answer: told, printed, saved, in a language that can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from receipts.language import LANGUAGE_NAMES
from ui import theme
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.columns import Columns
from ui.widgets.link_button import LinkButton
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.inquiries.state import InquiriesState


class PaperButtons(QWidget):
    """Signals:
    told, print_asked, save_asked, back_asked: the buttons.
    language_asked: the paper is to speak the next language.
    """

    told = Signal()
    print_asked = Signal()
    save_asked = Signal()
    back_asked = Signal()
    language_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.print = QuietButton(say("Print"), "Ctrl+P")
        self.save = QuietButton(say("Save as PDF"), "Ctrl+S")
        self.back = QuietButton(say("Back"), "Esc")
        self.tell = PrimaryButton(say("Told the customer"), "Ctrl+Return")
        self.language = LinkButton("")
        self.language.setToolTip("Alt+L")
        shortcut = QShortcut(QKeySequence("Alt+L"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.language.click)
        for button, signal in (
            (self.print, self.print_asked),
            (self.save, self.save_asked),
            (self.back, self.back_asked),
            (self.tell, self.told),
            (self.language, self.language_asked),
        ):
            button.clicked.connect(signal)
        self.row = Columns(pad=0, gap=theme.SPACE_2)
        for button in (self.print, self.save, self.back):
            self.row.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self.language)
        column.addWidget(self.row)
        column.addWidget(self.tell)

    def show_state(self, state: InquiriesState, *, told: bool) -> None:
        name = LANGUAGE_NAMES.get(state.paper_language, "")
        self.language.say(say("Paper: {language}", language=name))
        show_told(self.tell, state, told=told)
        for button in (self.print, self.save, self.back, self.language):
            button.setEnabled(not state.busy)


def show_told(button: QuietButton, state: InquiriesState, *, told: bool) -> None:
    """Once is enough: it says so itself where it was told."""
    button.say(say("Told, and noted") if told else say("Told the customer"))
    button.block(say("That this customer was told is on record.") if told else "")
    if state.busy:
        button.setEnabled(False)

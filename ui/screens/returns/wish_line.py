"""One quiet line by the button that pays: what the paper speaks, and whether there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from receipts.language import LANGUAGE_NAMES
from ui import theme
from ui.widgets.columns import Columns
from ui.widgets.key_cap import KeyCap
from ui.widgets.link_button import LinkButton
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.returns.state import CounterState

LANGUAGE_KEY: Final = "Alt+L"
PAPER_KEY: Final = "Alt+N"


class WishLine(Columns):
    """Signals:
    language_asked: the paper is to speak the next language.
    paper_asked: no paper, thanks; or one after all.
    """

    language_asked = Signal()
    paper_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, pad=0, gap=theme.SPACE_2)
        self.language = LinkButton("")
        self.paper = LinkButton(say("No paper, thanks"))
        for link, key in ((self.language, LANGUAGE_KEY), (self.paper, PAPER_KEY)):
            self.add(_with_key(link, key), 0)
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(link.click)
        self.language.clicked.connect(self.language_asked)
        self.paper.clicked.connect(self.paper_asked)

    @property
    def fields(self) -> list[QWidget]:
        return [self.language, self.paper]

    def show_state(self, state: CounterState) -> None:
        """Nothing until it is known what papers speak here."""
        name = LANGUAGE_NAMES.get(state.paper_language, "")
        printed = state.wish.printed
        kept = say("Not printed, kept in {language}", language=name)
        self.language.say(say("Paper: {language}", language=name) if printed else kept)
        self.language.setToolTip(say("Let the paper speak the next language"))
        self.paper.say(say("No paper, thanks") if printed else say("Print it after all"))
        for link in self.fields:
            link.setEnabled(not state.busy)
        self.setVisible(bool(name))


def _with_key(link: LinkButton, key: str) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.SPACE_1)
    row.addWidget(link)
    row.addWidget(KeyCap(key))
    row.addStretch(1)
    return both

"""One quiet line by the button that pays: what the paper speaks, and whether there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from receipts.language import LANGUAGE_NAMES
from ui import theme
from ui.widgets.columns import Columns
from ui.widgets.link_button import LinkButton
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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
            self.add(link, 0)
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
        if state.wish.printed:
            _show(self.language, say("Paper: {language}", language=name), LANGUAGE_KEY)
            _show(self.paper, say("No paper, thanks"), PAPER_KEY)
        else:
            _show(self.language, say("Not printed · {language}", language=name), LANGUAGE_KEY)
            _show(self.paper, say("Print it"), PAPER_KEY)
        for link in self.fields:
            link.setEnabled(not state.busy)
        self.setVisible(bool(name))


def _show(link: LinkButton, text: str, key: str) -> None:
    """Its key is in the tooltip, and told to screen readers: the line is to stay quiet."""
    link.say(text)
    named = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    link.setToolTip(named)
    link.setAccessibleDescription(named)

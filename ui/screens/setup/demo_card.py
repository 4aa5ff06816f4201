"""The other way in: a made-up shop to look around in."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import icons, theme
from ui.screens.setup.state import Doing
from ui.theme import Role, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.progress_line import ProgressLine
from ui.widgets.strokes import rounded
from ui.widgets.text import Text
from ui.words import mark, say

FACTS: Final = (
    ("counter", mark("2,000 products in four departments")),
    ("receipt", mark("20,000 sales of the last twelve months")),
    ("drawer", mark("Cash, cards, e-wallets: every means of payment")),
    ("people", mark("Customers, staff, and returns already made")),
    ("policy", mark("A policy in force: see what it refuses, and why")),
)


class DemoCard(Card):
    """Says what the demo is, and how far it is while it is being made.

    Signals:
        open_asked, cancel_asked: the demo is wanted, or not any more.
    """

    open_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = Text("", Type.TITLE)
        self._what = Text()
        self._safe = Text("", Type.SMALL, Role.MUTED)
        self.open = QuietButton("", "F9", self)
        self.progress = ProgressLine(after_ms=0, parent=self)  # it takes seconds
        self._facts = [(Text(), fact) for _, fact in FACTS]
        self._doing = Doing.NOTHING
        self.body.addWidget(self._title)
        self.body.addWidget(self._what)
        self.body.addSpacing(theme.SPACE_1)
        for (icon, _), (text, _) in zip(FACTS, self._facts, strict=True):
            row = QHBoxLayout()
            row.setSpacing(theme.SPACE_3)
            row.addWidget(_Badge(icon, self), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text, 1, Qt.AlignmentFlag.AlignVCenter)
            self.body.addLayout(row)
        self.body.addStretch(1)
        self.body.addWidget(self._safe)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.open)
        self.open.clicked.connect(self.open_asked)
        self.progress.cancel_asked.connect(self.cancel_asked)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its facts to be read rather than spelt."""
        least = super().minimumSizeHint()
        return least.expandedTo(QSize(theme.px(300), 0))

    def say_again(self) -> None:
        self._title.setText(say("Just look around"))
        self.setAccessibleName(say("Just look around"))
        self._what.setText(
            say("Toko Serba Ada Melati, a made-up department store in Bandung, Indonesia.")
        )
        for text, fact in self._facts:
            text.setText(say(fact))
        self._safe.setText(
            say("Nothing in it is real, and it never touches a shop of your own.")
        )
        self.open.say(say("Open the demo"))

    def show_doing(self, doing: Doing, done: int, total: int) -> None:
        """How far the demo is, in any unit; a total of 0 is not known yet."""
        making = doing in (Doing.DEMO, Doing.STOPPING)
        if making and doing is not self._doing:
            stopping = doing is Doing.STOPPING
            self.progress.begin(say("Stopping…") if stopping else say("Making the demo shop…"))
        elif not making:
            self.progress.finish()
        if doing is Doing.DEMO:
            self.progress.advance(done, total)
        self._doing = doing
        self.open.setVisible(not making)
        self.open.block("" if doing is Doing.NOTHING else say("One moment…"))


class _Badge(QWidget):
    """An icon on a soft round ground."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(36), theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = self.width() // 2
        rounded(painter, self.rect(), theme.color(Role.ACCENT_SOFT), radius=radius)
        inset = self.width() // 4
        box = self.rect().adjusted(inset, inset, -inset, -inset)
        icons.paint(painter, box, self._icon, Role.ACCENT)

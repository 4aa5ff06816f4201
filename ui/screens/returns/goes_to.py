"""What becomes of an item: as the policy proposes, unless the clerk says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from receipts.sentences import DISPOSITIONS
from ui import theme, words
from ui.theme import Role, Type
from ui.widgets.choice import Choice
from ui.widgets.link_button import LinkButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.decisions import ComingBack
    from models.values.codes import Disposition


class GoesTo(QWidget):
    """The proposal in a few words to press, then a list to choose from.

    Signals:
        chosen: a code of ``Disposition``; ``""`` for what is proposed.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposed = ""
        self._label = Text(say("Goods"), Type.SMALL, Role.MUTED)
        self._label.setWordWrap(False)
        self.change = LinkButton("")
        self.choice = Choice(say("What becomes of the goods"))
        self.choice.offer(words.options(DISPOSITIONS))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self._label)
        row.addWidget(self.change)
        row.addWidget(self.choice, 1)
        row.addStretch(0)
        row.setAlignment(self.change, Qt.AlignmentFlag.AlignLeft)
        self._open(False)
        self.hide()
        self.change.clicked.connect(self._ask)
        self.choice.chosen.connect(self._tell)

    @property
    def fields(self) -> list[QWidget]:
        return [self.change, self.choice]

    def show_line(self, coming: ComingBack, proposed: Disposition | None) -> None:
        """``proposed`` is empty where there is no proposal, as for goods that stay sold."""
        self._proposed = proposed or ""
        said = coming.disposition or self._proposed
        self.setVisible(bool(said))
        if not said:
            return
        self.change.say(words.word(DISPOSITIONS, said))
        if self.choice.code != said:
            self.choice.show_code(said)
        if coming.disposition:
            self._open(True)

    def _ask(self) -> None:
        self._open(True)
        self.choice.setFocus()

    def _tell(self, code: str) -> None:
        self.chosen.emit("" if code == self._proposed else code)

    def _open(self, opened: bool) -> None:
        self.change.setVisible(not opened)
        self.choice.setVisible(opened)

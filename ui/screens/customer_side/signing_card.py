"""The customer is asked to sign: a box, “Again” and “Done”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.signature import SignaturePad
from ui.widgets.text import Text

if TYPE_CHECKING:
    from receipts.language import Language


class SigningCard(Card):
    """Signals:
    done: strokes, as :attr:`SignaturePad.strokes`.
    """

    done = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._asks = Text("", Type.TITLE)
        self.pad = SignaturePad()
        self.again, self.finish = QuietButton(""), PrimaryButton("")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_3)
        row.addWidget(self.again, 1)
        row.addWidget(self.finish, 2)
        self.body.addWidget(self._asks)
        self.body.addWidget(self.pad, 1)
        self.body.addLayout(row)
        self.pad.begun.connect(lambda: self._offer(True))
        self.again.clicked.connect(self.begin)
        self.finish.clicked.connect(self._done)
        self.begin()

    def say(self, language: Language) -> None:
        self._asks.setText(language.say("Please sign here"))
        self.pad.setAccessibleName(language.say("Signature"))
        self.again.say(language.say("Again"))
        self.finish.say(language.say("Done"))

    def begin(self) -> None:
        """An empty box."""
        self.pad.clear()
        self._offer(False)

    def _done(self) -> None:
        self._offer(False)
        self.done.emit(self.pad.strokes)

    def _offer(self, drawn: bool) -> None:
        self.again.setEnabled(drawn)
        self.finish.setEnabled(drawn)

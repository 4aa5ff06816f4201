"""A refund that waits for its terminal: what to do there, and the reference to bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme, words
from ui.theme import Tone
from ui.widgets.barred import BAR, Barred
from ui.widgets.buttons import QuietButton
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.refunds import AwaitingTerminal


class AwaitingBox(Barred):
    """One refund to settle.

    Signals:
        settle_asked: refund id and the terminal's reference.
    """

    settle_asked = Signal(int, str)

    def __init__(self, refund: AwaitingTerminal, parent: QWidget | None = None) -> None:
        super().__init__(Tone.ASK, parent)
        self._refund_id = refund.refund_id
        tender = words.tender(refund.kind, refund.label)
        title = say("{amount} to {tender}", amount=refund.amount, tender=tender)
        self.setAccessibleName(title)
        self.reference = Field()
        self.reference.setMaxLength(40)
        self.reference.setPlaceholderText(say("Terminal's reference"))
        self.reference.setAccessibleName(say("Terminal's reference"))
        self.reference.setProperty("look", "tall")
        self.settle = QuietButton(say("Done on the terminal"))
        column = QVBoxLayout(self)
        pad = theme.SPACE_3
        column.setContentsMargins(BAR + pad, pad, pad, pad)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(Text(title, strong=True))
        column.addWidget(
            Text(
                say(
                    "Slip {number}. Refund it on the terminal, then enter its reference. "
                    "It is on record and waits until then.",
                    number=refund.slip,
                )
            )
        )
        answer = Columns(pad=0, gap=theme.SPACE_2)
        answer.add(self.reference, 1)
        answer.add(self.settle, 0)
        column.addWidget(answer)
        self.settle.clicked.connect(self._ask)
        self.reference.returnPressed.connect(self._ask)

    def _ask(self) -> None:
        self.settle_asked.emit(self._refund_id, self.reference.text())


class AwaitingList(QWidget):
    """Shows every refund that waits, and keeps what is being typed.

    Signals:
        settle_asked: refund id and the terminal's reference.
    """

    settle_asked = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[int, AwaitingBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)

    def show_refunds(self, refunds: tuple[AwaitingTerminal, ...], *, busy: bool) -> None:
        wanted = {refund.refund_id for refund in refunds}
        for refund_id in [key for key in self.boxes if key not in wanted]:
            box = self.boxes.pop(refund_id)
            box.hide()
            box.deleteLater()
        for refund in refunds:
            if refund.refund_id not in self.boxes:
                box = AwaitingBox(refund)
                box.settle_asked.connect(self.settle_asked)
                self._column.addWidget(box)
                self.boxes[refund.refund_id] = box
        self.setVisible(bool(refunds))
        self.setEnabled(not busy)

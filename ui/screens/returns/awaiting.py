"""A refund that waits for its terminal: what to do there, and what to bring back from it: the
reference, or that it was declined and how the customer gets the money instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme, words
from ui.theme import Tone
from ui.widgets.barred import BAR, Barred
from ui.widgets.buttons import QuietButton
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.terminal import AwaitingTerminal


class AwaitingBox(Barred):
    """One refund to settle.

    Signals:
        settle_asked: refund id and the terminal's reference.
        decline_asked: refund id, why, and the way of paying it instead.
    """

    settle_asked = Signal(int, str)
    decline_asked = Signal(int, str, str)

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
        column.addWidget(self._declining(refund))
        self.settle.clicked.connect(self._ask)
        self.reference.returnPressed.connect(self._ask)

    def _ask(self) -> None:
        self.settle_asked.emit(self._refund_id, self.reference.text())

    def _declining(self, refund: AwaitingTerminal) -> QWidget:
        """A button, and once it is pressed: why, what instead, and the button that does it."""
        self.declined = QuietButton(say("The terminal declines"))
        self.why = Field()
        self.why.setMaxLength(200)
        self.why.setPlaceholderText(say("What the terminal said"))
        self.why.setAccessibleName(say("What the terminal said"))
        self.why.setProperty("look", "tall")
        self.instead = Choice(say("How the customer gets it instead"))
        ways = [(by.value, words.tender(by.value, "")) for by in refund.otherwise]
        self.instead.offer(ways, ways[0][0])
        self.pay_instead = QuietButton(say("Pay it this way"))
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme.SPACE_2)
        form.addWidget(self.why)
        how = Columns(pad=0, gap=theme.SPACE_2)
        how.add(self.instead, 1)
        how.add(self.pay_instead, 0)
        form.addWidget(how)
        self._form.hide()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.declined, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._form)
        self.declined.clicked.connect(self._begin_declining)
        self.pay_instead.clicked.connect(self._decline)
        return whole

    def _begin_declining(self) -> None:
        self.declined.hide()
        self._form.show()
        self.why.setFocus()

    def _decline(self) -> None:
        self.decline_asked.emit(self._refund_id, self.why.text(), self.instead.code)


class AwaitingList(QWidget):
    """Shows every refund that waits, and keeps what is being typed.

    Signals:
        settle_asked: refund id and the terminal's reference.
        decline_asked: refund id, why, and the way of paying it instead.
    """

    settle_asked = Signal(int, str)
    decline_asked = Signal(int, str, str)

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
                box.decline_asked.connect(self.decline_asked)
                self._column.addWidget(box)
                self.boxes[refund.refund_id] = box
        self.setVisible(bool(refunds))
        self.setEnabled(not busy)

"""What the policy asks to see or note for one item: a box to tick, or a line to fill in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.values.codes import Capture, CureKind
from receipts.options import CAPTURES
from ui import theme, words
from ui.widgets.check import Check
from ui.widgets.field import Field
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.services.decisions import ComingBack, DecidedLine
    from models.services.sales import LineOnCounter

SEEN = "seen"
"""What is kept of something that was only looked at: never the number of an ID."""
TICKED = {
    Capture.IDENTITY: mark("ID seen"),
    Capture.CARD: mark("Card that paid seen"),
    Capture.LOCK_OFF: mark("Account lock is off"),
    Capture.PHOTO: mark("Photo taken"),
    Capture.INSPECTION: mark("Goods inspected"),
}


class CaptureFields(QWidget):
    """Exactly the fields that the policy asks for; none where it asks for nothing.

    Signals:
        captured: what, and the note; ``""`` where it was not there after all.
    """

    captured = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: dict[Capture, Check | Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_1)
        self.hide()

    def ask_for(self, wanted: Iterable[Capture]) -> None:
        """Show these fields; what is being typed into one that stays is left alone."""
        asked = tuple(wanted)
        for gone in [what for what in self.parts if what not in asked]:
            part = self.parts.pop(gone)
            part.hide()
            part.deleteLater()
        for what in asked:
            if what not in self.parts:
                self.parts[what] = part = self._part(what)
                self._column.addWidget(part)
        self.setVisible(bool(self.parts))

    def show_line(self, coming: ComingBack) -> None:
        for what, part in self.parts.items():
            note = coming.captured.get(what, "")
            if isinstance(part, Check):
                part.setChecked(bool(note))
            elif part.property("noted") != note:  # else somebody may be typing there
                part.setProperty("noted", note)
                part.setText(note)

    def _part(self, what: Capture) -> Check | Field:
        if what in TICKED:
            check = Check(say(TICKED[what]))
            check.clicked.connect(lambda on: self.captured.emit(what.value, SEEN if on else ""))
            return check
        field = Field()
        field.setPlaceholderText(words.word(CAPTURES, what.value))
        field.setAccessibleName(words.word(CAPTURES, what.value))
        field.setProperty("noted", "")
        field.textEdited.connect(partial(self._tell, what, field))
        return field

    def _tell(self, what: Capture, field: Field, text: str) -> None:
        """With every letter: a key that pays is dead until the policy has what it asks for."""
        field.setProperty("noted", text.strip())
        self.captured.emit(what.value, text)


def wanted_of(
    line: LineOnCounter, coming: ComingBack, decided: DecidedLine | None
) -> list[Capture]:
    """What is asked for or was captured already, in the order of the codes.

    Who the customer is stands on the sale, and a serial number sold has a field of its own.
    """
    asked = set(coming.captured)
    for finding in decided.decision.findings if decided else ():
        if finding.cure is not None and finding.cure.kind is CureKind.CAPTURE:
            asked.add(Capture(str(finding.cure.facts["what"])))
    asked.discard(Capture.CUSTOMER)
    if line.serial:
        asked.discard(Capture.SERIAL)
    return [what for what in Capture if what in asked]

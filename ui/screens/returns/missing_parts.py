"""Goods that come back without all their parts: rare, so only a word until it is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.values import ZERO
from models.values.codes import Condition
from ui import theme
from ui.theme import Role, Type
from ui.widgets.link_button import LinkButton
from ui.widgets.text import Text
from ui.widgets.typed import amount_field
from ui.words import say

if TYPE_CHECKING:
    from models.services.decisions import ComingBack
    from models.values import Money


class MissingParts(QWidget):
    """Words to press, then a field for what the parts are worth.

    Signals:
        entered: their worth, nothing where none are missing after all.
    """

    entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say_so = LinkButton(say("Parts are missing"))
        self._label = Text(say("Missing parts are worth"), Type.SMALL, Role.MUTED)
        self._worth = amount_field()
        self._worth.setAccessibleName(say("Missing parts are worth"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self._say_so, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self._label, 1)
        row.addWidget(self._worth, 1)
        self._open(False)
        self._say_so.clicked.connect(self._ask)
        self._worth.entered.connect(self._tell)

    @property
    def fields(self) -> list[QWidget]:
        return [self._say_so, self._worth]

    def show_line(self, coming: ComingBack) -> None:
        """Only offered for goods that somebody has had in use."""
        had = coming.condition in (Condition.OPENED, Condition.USED, Condition.DAMAGED)
        self.setVisible(had or bool(coming.missing_parts))
        if (self._worth.value or ZERO) != coming.missing_parts:
            self._worth.show_value(coming.missing_parts or None)
        if coming.missing_parts:
            self._open(True)

    def finish_typing(self) -> bool:
        """Say whether what was typed is an amount."""
        if self._worth.isModified():
            self._worth.editingFinished.emit()
        return not self._worth.wrong

    def _ask(self) -> None:
        self._open(True)
        self._worth.setFocus()

    def _tell(self, worth: Money | None) -> None:
        wrong = self._worth.wrong
        self._label.setText(
            say("Write their worth as an amount") if wrong else say("Missing parts are worth")
        )
        theme.dress(self._label, Type.SMALL, Role.REFUSE if wrong else Role.MUTED)
        if not wrong:
            self.entered.emit(worth or ZERO)

    def _open(self, opened: bool) -> None:
        self._say_so.setVisible(not opened)
        self._label.setVisible(opened)
        self._worth.setVisible(opened)

"""An amount of money to type into a form that is sent as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from ui import theme, words
from ui.theme import Type
from ui.widgets.field import Field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.values import Money

_LONGEST: Final = 20


class AmountField(Field):
    """Takes figures as people here write them, and keeps what is no amount to be corrected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        theme.dress(self, Type.STRONG, tabular=True)

    @property
    def amount(self) -> Money | None:
        """What stands there; nothing where that is no amount of the shop's currency."""
        try:
            return words.read_amount(self.text().strip())
        except ValueError:
            return None

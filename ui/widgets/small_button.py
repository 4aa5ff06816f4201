"""A lower button, for what is done beside a table or in a row of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import theme
from ui.widgets.buttons import QuietButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SmallButton(QuietButton):
    """Quiet, and no taller than a field."""

    height_at_least = theme.TARGET_SMALL

    def __init__(self, text: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, key, parent)
        theme.dress(self, theme.Type.NORMAL)

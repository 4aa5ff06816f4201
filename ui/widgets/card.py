"""A white card on the calm ground."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.text import Text


class Card(QFrame):
    """Stacks what is added to ``body``, under its title where it has one."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        pad = theme.SPACE_4
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme.SPACE_3)
        if title:
            self.body.addWidget(Text(title, Type.TITLE))

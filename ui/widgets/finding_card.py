"""What one rule said of one line: the answer, the reason, the clause."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Tone, Type
from ui.widgets.barred import BAR, Barred
from ui.widgets.text import Text


class FindingCard(Barred):
    """Title, reason and the small line of the clause, on the tone of the answer."""

    def __init__(
        self,
        tone: Tone,
        title: str,
        text: str = "",
        clause: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tone, parent)
        self.setAccessibleName(title)
        self.setAccessibleDescription(" ".join(part for part in (text, clause) if part))
        column = QVBoxLayout(self)
        column.setContentsMargins(
            BAR + theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2
        )
        column.setSpacing(2)
        column.addWidget(Text(title, strong=True))
        if text:
            column.addWidget(Text(text))
        if clause:
            column.addWidget(Text(clause, Type.SMALL, Role.MUTED))

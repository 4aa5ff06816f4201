"""What the rules said of one line: the answer, each reason, its clause, what would help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ui import theme
from ui.theme import Role, Tone, Type
from ui.widgets.barred import BAR, Barred
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Told:
    """One reason; ``cure`` is what would help, ``clause`` the paragraph that says so."""

    text: str
    cure: str = ""
    clause: str = ""


class FindingCard(Barred):
    """Title and reasons on the tone of the answer, clauses in small under them."""

    def __init__(
        self,
        tone: Tone,
        title: str,
        told: Sequence[Told] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tone, parent)
        self.setAccessibleName(title)
        self.setAccessibleDescription(
            " ".join(
                part for each in told for part in (each.text, each.cure, each.clause) if part
            )
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(
            BAR + theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2
        )
        self._column.setSpacing(2)
        self._column.addWidget(Text(title, strong=True))
        for each in told:
            self._tell(each)

    def _tell(self, told: Told) -> None:
        self._column.addWidget(Text(told.text))
        if told.cure:
            self._column.addWidget(Text(f"→ {told.cure}", Type.SMALL, Role.TEXT, strong=True))
        if told.clause:
            self._column.addWidget(Text(told.clause, Type.SMALL, Role.MUTED))

"""The lines, and what becomes of each in one friendly sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from receipts.customer_side import BECOMES, kept_words, why_it_stays
from ui import theme
from ui.customer import Becomes
from ui.theme import Role, Type
from ui.widgets.card import Card
from ui.widgets.text import Text

if TYPE_CHECKING:
    from receipts.language import Language
    from ui.customer import SeenLine


class LinesCard(Card):
    """Made anew where anything of it is another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: tuple[str, tuple[SeenLine, ...]] = "", ()
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.SPACE_6)
        self.body.addLayout(self._column)
        self.body.addStretch(1)

    def show_lines(self, language: Language, lines: tuple[SeenLine, ...]) -> None:
        if (language.code, lines) == self._shown:
            return
        self._shown = language.code, lines
        for gone in self._rows:
            gone.hide()
            gone.deleteLater()
        self._rows = [_row(language, line) for line in lines]
        for row in self._rows:
            self._column.addWidget(row)


def _row(language: Language, line: SeenLine) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_1)
    head = QHBoxLayout()
    head.setSpacing(theme.SPACE_4)
    named = Text(_named(language, line), Type.LEAD, strong=True)
    head.addWidget(named, 1, Qt.AlignmentFlag.AlignTop)
    if line.amount is not None:
        amount = Text(language.money(line.amount), Type.LEAD, strong=True, tabular=True)
        amount.setWordWrap(False)
        head.addWidget(amount, 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    for text in _told(language, line):
        column.addWidget(Text(text, Type.TITLE, Role.MUTED, strong=False))
    return row


def _named(language: Language, line: SeenLine) -> str:
    if not line.quantity:
        return line.name or language.say("A gift from us")
    return f"{language.quantity(line.quantity)} × {line.name}"


def _told(language: Language, line: SeenLine) -> list[str]:
    if line.becomes is Becomes.STAYS:
        return why_it_stays(language, line.reasons, line.clauses)
    less = [
        kept_words(language, each.name, each.amount, promotion=each.promotion)
        for each in line.less
    ]
    return [language.say(BECOMES[line.becomes]), *less]

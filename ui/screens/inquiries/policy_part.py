"""Until when something can come back, for each reason: a line of words and a bar of days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models.services.inquiries import answered_alike
from ui import theme
from ui.screens.inquiries.answer_words import money_words, reasons_words, until_words
from ui.screens.inquiries.days_bar import DaysBar, shares
from ui.theme import Role, Tone, Type
from ui.widgets.tag import Tag
from ui.widgets.text import Text

if TYPE_CHECKING:
    from models.services.policy_answers import ForReason, PolicyAnswer


class PolicyPart(QWidget):
    """Reasons that are answered alike stand together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)

    def show_answer(self, answer: PolicyAnswer) -> None:
        """Of something that is bought today."""
        groups = answered_alike(answer.reasons)
        while len(self.lines) > len(groups):
            gone = self.lines.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.lines) < len(groups):
            self.lines.append(_Line(self))
            self._column.addWidget(self.lines[-1])
        firsts = [alike[0] for alike in groups]
        bars = shares(firsts, answer.bought_on, answer.bought_on)
        for line, alike, bar in zip(self.lines, groups, bars, strict=True):
            line.show_alike(alike, *bar)


class _Line(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._reasons = Text("", Type.STRONG)
        self._until = Tag()
        self._bar = DaysBar()
        self._money = Text("", Type.SMALL, Role.MUTED)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_2)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._reasons, 0, 0)
        grid.addWidget(self._until, 0, 1, right)
        grid.addWidget(self._bar, 1, 0, 1, 2)
        grid.addWidget(self._money, 2, 0, 1, 2)

    def show_alike(self, alike: tuple[ForReason, ...], share: float, gone: float) -> None:
        first = alike[0]
        tone = Tone(first.answer)
        self._reasons.setText(reasons_words(alike))
        self._until.show_as(until_words(first), tone)
        self._bar.show_days(tone, share, gone)
        money = money_words(first)
        self._money.setText(money)
        self._money.setVisible(bool(money))

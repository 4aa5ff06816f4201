"""How often customers complain of the chosen row's clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Type
from ui.widgets.strokes import rounded
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.values.complaints import ClauseHurts
    from ui.screens.policy.state import PolicyState

_THICK: Final = 6


class HurtsLine(QWidget):
    """The counts of this quarter and year, a bar beside the clause that hurts most, and the
    cases: in the tooltip, and for a screen reader. Hidden where nobody complained."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = Text("", Type.SMALL, Role.OVERRIDE, strong=True)
        self.cases = Text("", Type.SMALL, Role.MUTED)
        self._bar = _Bar(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        for part in (self.counts, self._bar, self.cases):
            column.addWidget(part)
        self.hide()

    def show_state(self, state: PolicyState) -> None:
        hurts = hurts_of(state)
        year = sum(each.year for each in hurts)
        self.setVisible(bool(year))
        if not year:
            return
        quarter = sum(each.quarter for each in hurts)
        self.counts.setText(
            say(
                "Complaints: {quarter} this quarter, {year} this year",
                quarter=quarter,
                year=year,
            )
        )
        cases = list(dict.fromkeys(code for each in hurts for code in each.cases))
        told = say("In cases {cases}", cases=", ".join(cases))
        self.cases.setText(told)
        self.setToolTip(told)
        self._bar.show_share(year, max(each.year for each in state.hurts))


def hurts_of(state: PolicyState) -> list[ClauseHurts]:
    """Of the clauses that the chosen row has, in the version that is shown or that a draft
    rests on."""
    row, policy = state.row, state.policy
    if row is None or policy is None:
        return []
    number = state.draft.base if state.draft is not None else policy.number
    return [
        each for each in state.hurts if each.policy == number and each.clause in row.clauses
    ]


class _Bar(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._part, self._whole = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, part: int, whole: int) -> None:
        """As long as its share of the most that any clause has."""
        self._part, self._whole = min(part, whole), max(whole, 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(_THICK))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, self.rect(), theme.color(Role.LINE), radius=_THICK // 2)
        long = self.width() * self._part // self._whole
        box = QRect(0, 0, long, self.height())
        rounded(painter, box, theme.color(Role.OVERRIDE), radius=_THICK // 2)

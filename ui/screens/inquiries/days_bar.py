"""How long something can come back, beside how long it can for other reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import Role, Tone
from ui.widgets.strokes import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.services.policy_answers import ForReason

_THICK: Final = 8


class DaysBar(QWidget):
    """A bar of days from the day of sale; what has gone by is paler. It repeats in a picture
    what stands beside it in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.QUIET
        self._share = self._gone = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, tone: Tone, share: float, gone: float) -> None:
        """Shares of the longest: how long it can come back, and how much of that has gone."""
        self._tone, self._share, self._gone = tone, share, min(gone, share)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(_THICK))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = self.height() // 2
        rounded(painter, self.rect(), theme.color(Role.GROUND), radius=radius)
        wide = round(self.width() * self._share)
        if wide:
            whole = QRect(0, 0, max(wide, self.height()), self.height())
            rounded(painter, whole, theme.color(self._tone.ink), radius=radius)
        passed = round(self.width() * self._gone)
        if passed:
            over = QRect(0, 0, max(passed, self.height()), self.height())
            rounded(painter, over, theme.color(Role.LINE_STRONG), radius=radius)


def shares(
    alike: Sequence[ForReason], bought_on: date, today: date
) -> list[tuple[float, float]]:
    """Of each answer, as parts of the longest: its days, and those that have gone by."""
    days = [_days(each, bought_on) for each in alike]
    most = max((each for each in days if each is not None), default=0)
    gone = max((today - bought_on).days, 0)
    return [
        (0.0, 0.0)
        if each == 0
        else (1.0, 0.0)
        if each is None or not most
        else (each / most, gone / most)
        for each in days
    ]


def _days(each: ForReason, bought_on: date) -> int | None:
    """``None`` where it has no end."""
    if each.answer == "refuse":
        return 0
    return None if each.last_day is None else max((each.last_day - bought_on).days, 1)

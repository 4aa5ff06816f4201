"""What this register calls people for, and how long they wait for it today."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from models.values.cases import CaseKind
from receipts.queue_sentences import TICKET_KINDS
from ui import theme, words
from ui.screens.queue.state import MINUTE
from ui.theme import Role, Type
from ui.widgets.bars import AFTER, BEFORE, Legend
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.strokes import rounded
from ui.widgets.text import Line
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from models.services.queue_views import KindWaited
    from ui.screens.queue.state import QueueState

_THICK: Final = 5


class KindsCard(Card):
    """A switch for each kind, with how many wait and two thin bars.

    Signals:
        switched: a code of ``CaseKind``, and whether this register calls people for it.
    """

    switched = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("This register calls"), parent)
        self.body.setSpacing(theme.SPACE_1)
        self.checks = {kind: Check(words.word(TICKET_KINDS, kind)) for kind in CaseKind}
        self._counts = {kind: Line("", strong=True, tabular=True) for kind in CaseKind}
        self._waits = {kind: WaitBars() for kind in CaseKind}
        for kind, check in self.checks.items():
            row = QHBoxLayout()
            row.setSpacing(theme.SPACE_2)
            row.addWidget(check, 1)
            row.addWidget(self._counts[kind])
            self._counts[kind].setSizePolicy(
                QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed
            )
            self.body.addLayout(row)
            self.body.addWidget(self._waits[kind])
            check.clicked.connect(partial(self._switch, kind))
        self.body.addWidget(Legend(say("Waited lately"), say("Today")))

    def show_state(self, state: QueueState) -> None:
        waiting = {each.kind: each.count for each in state.queue.kinds} if state.queue else {}
        waited = {each.kind: each for each in state.waited}
        longest = max(
            (each for one in state.waited for each in (one.today, one.lately) if each),
            default=MINUTE,
        )
        for kind, check in self.checks.items():
            check.setChecked(not state.kinds or kind in state.kinds)
            count = waiting.get(kind, 0)
            self._counts[kind].setText(str(count))
            self._counts[kind].setAccessibleName(say("{count} waiting", count=count))
            self._waits[kind].show_waited(waited.get(kind), longest)

    def _switch(self, kind: CaseKind, wanted: bool) -> None:
        self.switched.emit(kind.value, wanted)


class WaitBars(QWidget):
    """How long those waited who came for one thing: lately, and under it today."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lately = self._today = timedelta()
        self._longest = MINUTE
        self._said = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_waited(self, waited: KindWaited | None, longest: timedelta) -> None:
        """``longest`` is what fills the whole width."""
        self._lately = (waited and waited.lately) or timedelta()
        self._today = (waited and waited.today) or timedelta()
        self._longest = longest
        known = waited.today if waited is not None else None
        self._said = "" if known is None else say("{count} min", count=_minutes(known))
        self.setAccessibleName(
            say(
                "Waited lately: {lately} minutes; today: {today} minutes",
                lately=_minutes(self._lately),
                today=_minutes(self._today),
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), QFontMetrics(theme.font(Type.SMALL)).height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.font(Type.SMALL, tabular=True)
        painter.setFont(font)
        painter.setPen(theme.color(Role.MUTED))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), right, self._said)
        figure = QFontMetrics(font).horizontalAdvance(say("{count} min", count=888))
        room = self.width() - figure - theme.SPACE_2
        thick = theme.px(_THICK)
        top = (self.height() - 2 * thick - 2) // 2
        for wait, role in ((self._lately, BEFORE), (self._today, AFTER)):
            track = QRect(0, top, room, thick)
            rounded(painter, track, theme.color(Role.GROUND), radius=thick // 2)
            if wait:
                track.setWidth(max(round(room * (wait / self._longest)), thick))
                rounded(painter, track, theme.color(role), radius=thick // 2)
            top += thick + 2


def _minutes(wait: timedelta) -> int:
    return round(wait / MINUTE)

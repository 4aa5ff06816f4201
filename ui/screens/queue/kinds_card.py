"""What this register calls people for, and how long they wait for it today."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter
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
        self._today = {
            kind: Line("", Type.SMALL, Role.MUTED, tabular=True) for kind in CaseKind
        }
        self._waits = {kind: WaitBars() for kind in CaseKind}
        for kind, check in self.checks.items():
            row = QHBoxLayout()
            row.setSpacing(theme.SPACE_2)
            row.addWidget(check, 1)
            for figure in (self._today[kind], self._counts[kind]):
                figure.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
                row.addWidget(figure)
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
            known = waited.get(kind)
            today = known.today if known is not None else None
            said = "" if today is None else say("{count} min", count=_minutes(today))
            self._today[kind].setText(said)
            self._waits[kind].show_waited(known, longest)

    def _switch(self, kind: CaseKind, wanted: bool) -> None:
        self.switched.emit(kind.value, wanted)


class WaitBars(QWidget):
    """How long those waited who came for one thing: lately, and under it today."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lately = self._today = timedelta()
        self._longest = MINUTE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_waited(self, waited: KindWaited | None, longest: timedelta) -> None:
        """``longest`` is what fills the whole width."""
        self._lately = (waited and waited.lately) or timedelta()
        self._today = (waited and waited.today) or timedelta()
        self._longest = longest
        self.setAccessibleName(
            say(
                "Waited lately: {lately} minutes; today: {today} minutes",
                lately=_minutes(self._lately),
                today=_minutes(self._today),
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), 2 * theme.px(_THICK) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room, thick, top = self.width(), theme.px(_THICK), 0
        for wait, role in ((self._lately, BEFORE), (self._today, AFTER)):
            track = QRect(0, top, room, thick)
            rounded(painter, track, theme.color(Role.GROUND), radius=thick // 2)
            if wait:
                track.setWidth(max(round(room * (wait / self._longest)), thick))
                rounded(painter, track, theme.color(role), radius=thick // 2)
            top += thick + 2


def _minutes(wait: timedelta) -> int:
    return round(wait / MINUTE)

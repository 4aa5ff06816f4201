"""Nobody touched the counter for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from models.values.clocks import steady
from ui.windows import WindowFilter

if TYPE_CHECKING:
    from collections.abc import Callable

ACTS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)
"""What a hand does, or a scanner; nothing that the program does by itself."""
_AGAIN: Final = 5.0
"""Seconds after which a counter that could not be locked, as it was busy, is tried again."""


class Idle(WindowFilter):
    """Notices every act of a hand in any window of the program.

    ``after`` is in minutes; ``now`` gives seconds, which go on while the machine sleeps.

    Signals:
        idled: nobody did anything for that long; again every few seconds until they do.
    """

    idled = Signal()

    def __init__(
        self,
        after: int,
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = steady,
    ) -> None:
        super().__init__(parent)
        self._after = after * 60.0
        self._now = now
        self._last = now()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    def watch(self) -> None:
        """From now on, with somebody here."""
        self.stop()
        self._last = self._now()
        self.hear_windows()
        self._wait(self._after)

    def stop(self) -> None:
        """Nobody is here to leave."""
        self._timer.stop()
        self.leave_windows()

    def look(self) -> None:
        """Whether it is time; looked at by itself when it may be."""
        left = self._last + self._after - self._now()
        if left > 0:
            self._wait(left)
        else:
            self._wait(_AGAIN)  # first: whoever hears it may stop this
            self.idled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in ACTS:
            self._last = self._now()
        return False

    def _wait(self, seconds: float) -> None:
        self._timer.start(int(seconds * 1000) + 1)

"""A barcode scanner that types: its bursts are taken before any field sees them.

No person types four characters with at most 30 ms between each two; a scanner always does.
So every printable key is held back for a moment: what turns out to be a burst is announced
as one scan, what turns out to be typing goes on to where it was typed, in order.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from ui.windows import WindowFilter

if TYPE_CHECKING:
    from collections.abc import Callable

GAP: Final = 30
"""Milliseconds between two keys of one scan, at most."""
FEWEST: Final = 4
"""Characters in a scan, at least."""
_PAUSE: Final = 45
"""Milliseconds without a key after which held keys are judged."""
_ECHO: Final = 150
"""A suffix key this soon after a scan belongs to it: a slow Return, the LF of CR LF."""
_LATE: Final = 15
"""A timer this late means that the ui thread was busy and keys may still be waiting."""

_ENDS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_SILENT: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock}
)
_STX: Final = "\x02"
_HARMLESS: Final = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.KeypadModifier
    | Qt.KeyboardModifier.GroupSwitchModifier
)


def _stamped(event: QKeyEvent) -> int:
    return event.timestamp()


class Scanner(WindowFilter):
    """Listens to the keys of every window of the program.

    ``clock`` says when a key was pressed, in milliseconds: by default the time the platform
    stamped on it, so that a busy ui thread does not turn typing into a scan.

    Signals:
        scanned: the text of one scan, without prefix and suffix keys.
    """

    scanned = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        clock: Callable[[QKeyEvent], int] = _stamped,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._held: list[tuple[QWindow, QKeyEvent]] = []
        self._last = 0
        self._ended: int | None = None
        self._replaying = False
        self._due = 0.0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setTimerType(Qt.TimerType.PreciseTimer)
        self._pause.timeout.connect(self._paused)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys are taken where the platform hands them to a window, before any widget."""
        if (
            self._replaying
            or event.type() is not QEvent.Type.KeyPress
            or not isinstance(watched, QWindow)
            or not isinstance(event, QKeyEvent)
        ):
            return False
        return self._taken(watched, event)

    def _taken(self, window: QWindow, event: QKeyEvent) -> bool:
        now = self._clock(event)
        if event.key() in _SILENT:
            if self._quick(now):
                self._last = now
            return False
        if self._quick(now) and event.key() in _ENDS and len(self._held) >= FEWEST:
            self._announce(now)
            return True
        if event.key() in _ENDS and self._ended is not None and now - self._ended <= _ECHO:
            self._ended = now
            return True
        if not self._may_be_scanned(event):
            self._judge()
            return False
        if self._held and not self._quick(now):
            self._judge()
        self._hold(window, event, now)
        return True

    def _quick(self, now: int) -> bool:
        return bool(self._held) and now - self._last <= GAP

    def _may_be_scanned(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return False
        text = event.text()
        if text == _STX:
            return not self._held
        return len(text) == 1 and text.isprintable() and not event.modifiers() & ~_HARMLESS

    def _hold(self, window: QWindow, event: QKeyEvent, now: int) -> None:
        copy = QKeyEvent(
            QEvent.Type.KeyPress,
            event.key(),
            event.modifiers(),
            event.nativeScanCode(),
            event.nativeVirtualKey(),
            event.nativeModifiers(),
            event.text(),
        )
        copy.setTimestamp(event.timestamp())
        self._held.append((window, copy))
        self._last = now
        self._ended = None
        self._wait()

    def _wait(self) -> None:
        self._due = time.monotonic() + _PAUSE / 1000
        self._pause.start(_PAUSE)

    def _paused(self) -> None:
        if time.monotonic() - self._due > _LATE / 1000:
            self._wait()
            return
        self._judge()

    def _judge(self) -> None:
        """A scan without a suffix key, or somebody typing."""
        if sum(key.text() != _STX for _, key in self._held) >= FEWEST:
            self._announce(self._last)
        else:
            self._give_back()

    def _announce(self, now: int) -> None:
        text = "".join(key.text() for _, key in self._held).lstrip(_STX)
        self._forget()
        self._ended = now
        self.scanned.emit(text)

    def _give_back(self) -> None:
        keys = self._held
        self._forget()
        self._replaying = True
        try:
            for window, key in keys:
                if window in QGuiApplication.allWindows():
                    QGuiApplication.sendEvent(window, key)
        finally:
            self._replaying = False

    def _forget(self) -> None:
        self._held = []
        self._pause.stop()

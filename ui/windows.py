"""What the platform hands to the windows of the program, seen before any widget sees it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QWindow

_NO_KEYS: Final = Qt.WindowType.WindowDoesNotAcceptFocus
"""Of a window that takes no keys: whoever touches it does not work here."""


class WindowFilter(QObject):
    """Filters the events of windows that people are in; what it does with them is said in
    ``eventFilter``.

    A filter of the whole application would be called for each event of each widget: some two
    thousand for one return.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hearing = False

    def hear_windows(self) -> None:
        """From now on; asked for often, heard once."""
        app = QGuiApplication.instance()
        if self._hearing or not isinstance(app, QGuiApplication):
            return
        self._hearing = True
        app.focusWindowChanged.connect(self._hear)
        for window in app.topLevelWindows():
            self._hear(window)

    def leave_windows(self) -> None:
        app = QGuiApplication.instance()
        if not self._hearing or not isinstance(app, QGuiApplication):
            return
        self._hearing = False
        app.focusWindowChanged.disconnect(self._hear)
        for window in app.topLevelWindows():
            window.removeEventFilter(self)

    def _hear(self, window: QWindow | None) -> None:
        if window is not None and not window.flags() & _NO_KEYS:
            window.installEventFilter(self)

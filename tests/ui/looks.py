"""What holds of every page, whatever it shows, for a test that has one in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.whole import fits, in_sight, names

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

__all__ = ["in_sight", "press", "settle", "wrong_with"]


def wrong_with(page: QWidget) -> list[str]:
    """What is cut, on each other, too small or nameless there now, one line for each; where
    the keyboard goes is seen in the whole window (``test_every_screen``)."""
    return [*fits(page), *names(page)]


def settle() -> None:
    """Let what was shown find its place: layouts are done when nothing is left to do."""
    for _ in range(5):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def press(
    window: QWidget,
    *keys: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """One after the other, wherever the keyboard is by then."""
    for key in keys:
        QTest.keyClick(window.focusWidget() or window, key, held)
        settle()

"""What holds of every page, whatever it shows, for a test that has one in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.whole import fits, in_sight, names

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

__all__ = ["in_sight", "wrong_with"]


def wrong_with(page: QWidget) -> list[str]:
    """What is cut, on each other, too small or nameless there now, one line for each; where
    the keyboard goes is seen in the whole window (``test_every_screen``)."""
    return [*fits(page), *names(page)]

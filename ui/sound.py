"""The sound that something new waits for an answer; it can be turned off."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

_heard = True


def hear(heard: bool) -> None:
    """Whether this counter may make a sound, as its settings say."""
    global _heard
    _heard = heard


def chime() -> None:
    """The system's own bell, once; nothing where it is turned off."""
    if _heard:
        QApplication.beep()

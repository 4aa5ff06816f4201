"""What printers hold up, said at the bottom of the window: the newest, with what was said a
moment before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from models.values.clocks import steady
from ui import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.values import Message

STAYS: Final = 6.0
"""Seconds in which something is read; what follows within them is said with it."""


class PrintingNews(QObject):
    """One print may fail with another: that the drawer did not open must not go unread
    because its slip did not come out either."""

    def __init__(self, toast: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._toast = toast
        self._said: list[tuple[float, Message]] = []

    @Slot(object)
    def tell(self, message: Message) -> None:
        now = steady()
        self._said = [(at, each) for at, each in self._said if now - at < STAYS]
        if message not in (each for _, each in self._said):
            self._said.append((now, message))
        self._toast("\n".join(words.sentence(each) for _, each in self._said))

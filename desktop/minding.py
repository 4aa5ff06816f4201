"""A queue that somebody has to mind: a thread that looks at it when it is woken, and now and
then while something moves in it."""

from __future__ import annotations

import threading
from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.printing.bugs import Bugs
from models.values import Message, Refused, Topic

if TYPE_CHECKING:
    from collections.abc import Collection

    from models.db import Shop

NOTHING_KNOWN: frozenset[Topic] = frozenset()


class Minding(QObject):
    """Nobody is signed on on its thread. ``beat`` is how many seconds lie between two looks
    at a queue in which something moves.

    Signals:
        told: a message for the clerk: what holds something up, or went wrong.
        changed: the topics that what was done, or not, may have changed.
    """

    told = Signal(object)
    changed = Signal(frozenset)
    _crashed = Signal(object)

    def __init__(
        self, shop: Shop, name: str, beat: float, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._shop = replace(shop, person=None)
        self._beat = beat
        self._stop = threading.Event()
        self._bell = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._crashed.connect(self._raise)

    def start(self) -> None:
        self._thread.start()

    def wake(self, _: Collection[Topic] = NOTHING_KNOWN) -> None:
        """Something was written: it may be that there is something to do."""
        self._bell.set()

    def halt(self, seconds: float) -> bool:
        """Begin nothing more and tell nothing; whether what was going on ended in time."""
        self._stop.set()
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    @abstractmethod
    def _hand_out(self) -> bool:
        """Do what is due; whether more will be by itself. Runs on the thread."""

    def _tell(self, message: Message) -> None:
        if not self._stop.is_set():
            self.told.emit(message)

    def _run(self) -> None:
        with Bugs(self._crashed.emit):
            self._mind()

    def _mind(self) -> None:
        """Records that cannot be reached are told by whoever watches them."""
        wait: float | None = self._beat
        while not self._stop.is_set():
            self._bell.clear()
            try:
                wait = self._beat if self._hand_out() else None
            except Refused:
                wait = self._beat
            self._bell.wait(wait)

    @Slot(object)
    def _raise(self, bug: BaseException) -> None:
        raise bug

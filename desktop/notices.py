"""What any counter of the shop did, told on the ui thread of this window."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from models.notices import HeardAgain, Jumped, Lost, Watch, Written

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from models.notices import News

_PATIENCE: Final = 2.0
"""Seconds in which a watch ends, unless its line was cut that moment."""


class Notices(QObject):
    """Runs a watch on a thread of its own.

    Signals:
        written: the topics that entries of the journal may have changed, never none.
        lost: a message; nothing is heard until ``heard_again``.
        heard_again: the line is back.
        clock_jumped: by how many seconds.
    """

    written = Signal(frozenset)
    lost = Signal(object)
    heard_again = Signal()
    clock_jumped = Signal(int)
    _told = Signal(object)

    def __init__(self, engine: Engine, since: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watch = Watch(engine, since, self._told.emit)
        self._told.connect(self._tell)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="notices")
        self._run: Future[None] | None = None
        self._stopped = False

    def start(self) -> None:
        self._run = self._thread.submit(self._watch.run)
        self._run.add_done_callback(self._report)

    def stop(self) -> None:
        """Nothing is told after this."""
        self._stopped = True
        self._watch.stop()
        if self._run is not None:
            wait([self._run], _PATIENCE)
        self._thread.shutdown(wait=False)

    def _report(self, run: Future[None]) -> None:
        if not self._stopped:
            self._told.emit(run)

    @Slot(object)
    def _tell(self, news: News | Future[None]) -> None:
        if self._stopped:
            return
        match news:
            case Written(topics=topics):
                if topics:
                    self.written.emit(topics)
            case Lost(why=why):
                self.lost.emit(why)
            case HeardAgain():
                self.heard_again.emit()
            case Jumped(seconds=seconds):
                self.clock_jumped.emit(seconds)
            case Future():
                news.result()  # it ended by itself: a bug, for the crash dialog

"""Run use cases off the ui thread, one at a time, and say what they changed."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from models.values import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from models.unit import Unit
    from models.values import Topic

T = TypeVar("T")


class Desk(Protocol):
    """Where use cases are carried out: the open shop."""

    def run(self, use_case: Callable[[Unit], T]) -> T: ...
    def read(self, use_case: Callable[[Unit], T]) -> T: ...


class Runs(Protocol):
    """How a presenter asks for a use case; answers come on the ui thread, in order.

    ``failed`` is told every problem, so that a screen can leave its busy state. One that is
    no refusal is a bug and goes on to ``sys.excepthook`` afterwards.
    """

    def run(
        self,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """All of what the use case writes, or nothing of it."""
        ...


class Work(Runs, Protocol):
    """All that a presenter can ask for."""

    def read(
        self,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """For a use case that writes nothing."""
        ...

    def read_latest(
        self,
        key: Hashable,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """As ``read``, but only the newest ask of a key is answered, older ones are dropped."""
        ...

    def compute(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Anything slow that needs no records: a picture, a print."""
        ...


@dataclass(frozen=True, slots=True)
class _Ask(Generic[T]):
    """One job on its way to the worker and back; it keeps its callbacks alive."""

    job: Callable[[], T]
    done: Callable[[T], None]
    failed: Callable[[Exception], None]
    key: Hashable | None = None
    turn: int = 0
    writes: bool = False
    reads: bool = False
    """What it answers with may say what was changed when; it changed nothing itself."""


class _Overtaken(Exception):
    """A newer ask of the same key came before this one was begun."""


class Ahead:
    """Asks for use cases while all others are held."""

    def __init__(self, work: QtWork) -> None:
        self._work = work

    def run(
        self,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._work.run_ahead(use_case, done, failed)


class QtWork(QObject):
    """One worker thread puts database work in line; answers arrive on ours.

    Signals:
        changed: topics a finished use case touched, for other screens to refresh.
    """

    changed = Signal(frozenset)
    _finished = Signal(object)

    def __init__(self, desk: Desk | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._turns: dict[Hashable, int] = {}
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
        self._closed = False
        self._writing = 0
        self._held: list[_Ask[Any]] | None = None
        self._finished.connect(self._deliver)

    def serve(self, desk: Desk) -> None:
        """From now on use cases go to this shop; before, only ``compute`` is possible."""
        self._desk = desk

    @property
    def writing(self) -> bool:
        """Whether something that was asked to be written is not answered yet."""
        return self._writing > 0

    def hold(self) -> None:
        """From now on use cases wait; what was asked for before is still done and answered."""
        if self._held is None:
            self._held = []

    def go_on(self) -> None:
        """Do what waited, in order."""
        waited, self._held = self._held or [], None
        for ask in waited:
            self._submit(ask)

    def forget_held(self) -> None:
        """What waited is never done, and nothing waits any more."""
        self._held = None

    def run(
        self,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._ask(self._write(use_case, done, failed))

    def run_ahead(
        self,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """As :meth:`run`, and past a hold: for whoever may end it."""
        self._submit(self._write(use_case, done, failed))

    def read(
        self,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._ask(_Ask(lambda: self._open_desk().read(use_case), done, failed, reads=True))

    def read_latest(
        self,
        key: Hashable,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        turn = self._turns.get(key, 0) + 1
        self._turns[key] = turn
        self._ask(
            _Ask(lambda: self._open_desk().read(use_case), done, failed, key, turn, reads=True)
        )

    def compute(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._submit(_Ask(job, done, failed))

    def close(self) -> None:
        """Finish what runs, forget what waits; nothing is answered or begun after this."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _open_desk(self) -> Desk:
        if self._desk is None:
            raise RuntimeError("no shop is open")
        return self._desk

    def _write(
        self,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> _Ask[T]:
        return _Ask(lambda: self._open_desk().run(use_case), done, failed, writes=True)

    def _ask(self, ask: _Ask[Any]) -> None:
        if self._held is None:
            self._submit(ask)
        else:
            self._held.append(ask)

    def _submit(self, ask: _Ask[Any]) -> None:
        if self._closed:  # other threads may have had their last word meanwhile
            return
        self._writing += ask.writes
        future = self._pool.submit(self._work_on, ask)
        future.add_done_callback(lambda finished: self._report(ask, finished))

    def _report(self, ask: _Ask[Any], future: Future[Any]) -> None:
        if not future.cancelled():
            self._finished.emit((ask, future))

    def _work_on(self, ask: _Ask[T]) -> T:
        if self._overtaken(ask):
            raise _Overtaken
        return ask.job()

    def _overtaken(self, ask: _Ask[Any]) -> bool:
        return ask.key is not None and self._turns[ask.key] != ask.turn

    @Slot(object)
    def _deliver(self, parcel: tuple[_Ask[Any], Future[Any]]) -> None:
        ask, future = parcel
        if self._closed:
            return
        self._writing -= ask.writes
        problem = future.exception()
        stale = self._overtaken(ask)
        if problem is None:
            result = future.result()
            try:
                if not stale:
                    ask.done(result)
            finally:
                topics: frozenset[Topic] = getattr(result, "changed", frozenset())
                if topics and not ask.reads:
                    self.changed.emit(topics)
            return
        if isinstance(problem, _Overtaken):
            return
        if isinstance(problem, Exception) and not stale:
            ask.failed(problem)
        if not isinstance(problem, Refused):
            raise problem


class Far(QObject):
    """How far it is, carried from the worker to the ui thread.

    Signals:
        moved: done, of how much.
    """

    moved = Signal(int, int)

    def __init__(self, told: Callable[[int, int], None]) -> None:
        super().__init__()
        self._told = told
        self._share = -1
        self.stop = False
        self.moved.connect(self._tell)

    def report(self, done: int, total: int) -> None:
        """Called on the worker, however often; at most one signal for each per cent."""
        share = done * 100 // total if total else -1
        if share != self._share:
            self._share = share
            self.moved.emit(done, total)

    def stopped(self) -> bool:
        return self.stop

    @Slot(int, int)
    def _tell(self, done: int, total: int) -> None:
        if not self.stop:
            self._told(done, total)

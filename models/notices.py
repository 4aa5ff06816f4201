"""What any counter wrote to the journal is known here within a second.

PostgreSQL says so itself: a trigger notifies, and the watch sleeps on the socket. SQLite has
no such word; there a number that each commit of another connection moves is looked at four
times a second, and nothing else is read until it moved.

Of what was written only the numbers and names of its events are read, never what they say.
"""

from __future__ import annotations

import selectors
import socket
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from sqlalchemy import NullPool, create_engine, func, select
from sqlalchemy.exc import DBAPIError

from models.db import refusal_of, transaction
from models.tables.journal import JournalEntry
from models.values.clocks import steady
from models.values.events import topics_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection, Engine, Row

    from models.values import Message, Topic

    Entries = Sequence[Row[int, str]]

BEAT: Final = 0.25
"""Seconds between two looks at an SQLite database."""
SLOW_BEAT: Final = 30.0
"""Seconds after which a silent PostgreSQL is asked all the same: the line may be dead."""
JUMP: Final = 60.0
"""Seconds that the clock may be set by before that is noted."""
PAUSES: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before each try to hear again; the last one for all that follow."""
CHANNEL: Final = "konter_journal"
"""As in the migration that made the trigger."""
LIVELY: Final = {
    "connect_timeout": 10,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""For libpq: a line that was cut in silence is noticed within half a minute."""

_number, _event = JournalEntry.number, JournalEntry.event


@dataclass(frozen=True, slots=True)
class Written:
    """The journal grew, up to that entry; ``topics`` is what it may have changed."""

    topics: frozenset[Topic]
    up_to: int


@dataclass(frozen=True, slots=True)
class Lost:
    """Nothing is heard until :class:`HeardAgain`; ``why`` is for the clerk."""

    why: Message


@dataclass(frozen=True, slots=True)
class HeardAgain:
    """What was written meanwhile follows."""


@dataclass(frozen=True, slots=True)
class Jumped:
    """The clock of this machine was set by so many seconds, on or back."""

    seconds: int


News = Written | Lost | HeardAgain | Jumped


def last_entry(engine: Engine) -> int:
    """The number of the journal's last entry; ask before anything of the shop is shown."""
    with transaction(engine, writes=False) as connection:
        return connection.scalar(select(func.max(_number))) or 0


class ClockWatch:
    """Finds out that a clock was set, by another that nobody can set; both give seconds."""

    def __init__(self, wall: Callable[[], float], steady: Callable[[], float]) -> None:
        self._wall = wall
        self._steady = steady
        self._apart = wall() - steady()

    def jump(self) -> int:
        """By how many seconds since the last look, each told once; 0 for :data:`JUMP` or
        less."""
        apart = self._wall() - self._steady()
        by = apart - self._apart
        if abs(by) <= JUMP:
            return 0
        self._apart = apart
        return round(by)


class Watch:
    """Watches the journal on a thread that the caller gives to :meth:`run`.

    ``since`` is the last entry that needs no word (:func:`last_entry`); ``tell`` is called on
    that thread. What this program writes itself is told as well.
    """

    def __init__(
        self,
        engine: Engine,
        since: int,
        tell: Callable[[News], None],
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = steady,
    ) -> None:
        self._engine = engine
        self._since = since
        self._tell = tell
        self._clock = ClockWatch(wall, steady)
        self._lock = threading.Lock()
        self._stopped = False
        self._waker: socket.socket | None = None

    def run(self) -> None:
        """Watch until :meth:`stop`; a lost connection is told, and tried again and again.

        Raise what is no refusal, such as a journal without its columns: that is a bug.
        """
        with self._lock:
            if self._stopped:
                return
            wake, self._waker = socket.socketpair()
        with wake, self._waker, selectors.DefaultSelector() as sleep:
            sleep.register(wake, selectors.EVENT_READ)
            self._watch(sleep)

    def stop(self) -> None:
        """End :meth:`run` at once, from any thread; one yet to begin ends as it begins."""
        with self._lock:
            self._stopped = True
            if self._waker is not None:
                self._waker.close()  # which wakes whoever sleeps on the other end

    def _watch(self, sleep: selectors.BaseSelector) -> None:
        failures = 0
        while not self._stopped:
            try:
                with closing(_ear(self._engine, sleep)) as ear:
                    entries = ear.read(self._since)
                    if failures:
                        failures = 0
                        self._tell(HeardAgain())
                    self._tell_of(entries)
                    self._listen(ear, sleep)
            except DBAPIError as problem:
                said = refusal_of(problem, self._engine)
                if said is None:
                    raise
                if not failures:
                    self._tell(Lost(said.messages[0]))
                sleep.select(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1

    def _listen(self, ear: _Ear, sleep: selectors.BaseSelector) -> None:
        while not self._stopped:
            if not ear.called():
                sleep.select(ear.beat)
            if seconds := self._clock.jump():
                self._tell(Jumped(seconds))
            if not self._stopped:
                self._tell_of(ear.read(self._since))

    def _tell_of(self, entries: Entries) -> None:
        if entries:
            self._since = entries[-1].number
            topics = topics_of(entry.event for entry in entries)
            self._tell(Written(topics, self._since))


class _Ear(Protocol):
    """One connection on which something is heard; its selector wakes up for it."""

    @property
    def beat(self) -> float:
        """Seconds to sleep at most."""
        ...

    def called(self) -> bool:
        """Whether something came while the last entries were being read."""
        ...

    def read(self, since: int) -> Entries:
        """What was written after that entry, as far as this knows; raise ``DBAPIError``."""
        ...

    def close(self) -> None: ...


class _FileEar:
    """SQLite's: ``data_version`` moves whenever another connection committed."""

    beat = BEAT

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect().execution_options(konter_writes=False)
        self._version: int | None = None

    def called(self) -> bool:
        return False

    def read(self, since: int) -> Entries:
        with self._connection.begin():  # one state of the file for both
            version = self._connection.exec_driver_sql("PRAGMA data_version").scalar_one()
            if version == self._version:
                return ()
            found = _entries(self._connection, since)
        self._version = version
        return found

    def close(self) -> None:
        self._connection.close()


class _ServerEar:
    """PostgreSQL's: a connection of its own that listens to the trigger on the journal."""

    beat = SLOW_BEAT

    def __init__(self, engine: Engine, sleep: selectors.BaseSelector) -> None:
        lively = create_engine(engine.url, poolclass=NullPool, connect_args=LIVELY)
        self._sleep = sleep
        self._called = False
        self._connection = lively.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            self._connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        except BaseException:
            self._connection.close()
            raise
        driver: Any = self._connection.connection.driver_connection
        driver.add_notify_handler(self._hear)
        self._server = driver.pgconn
        self._socket = driver.fileno()
        sleep.register(self._socket, selectors.EVENT_READ)

    def called(self) -> bool:
        """What came with the answer to a query wakes no socket any more."""
        while self._server.notifies() is not None:
            self._called = True
        called, self._called = self._called, False
        return called

    def read(self, since: int) -> Entries:
        return _entries(self._connection, since)

    def close(self) -> None:
        self._sleep.unregister(self._socket)
        with suppress(DBAPIError):  # it may be lost already
            self._connection.close()

    def _hear(self, _: object) -> None:
        self._called = True


def _ear(engine: Engine, sleep: selectors.BaseSelector) -> _Ear:
    return _FileEar(engine) if engine.dialect.name == "sqlite" else _ServerEar(engine, sleep)


def _entries(connection: Connection, since: int) -> Entries:
    query = select(_number, _event).where(_number > since).order_by(_number)
    return connection.execute(query).all()

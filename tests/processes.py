"""Counters that are processes of their own: several at the same moment, one that is killed."""

from __future__ import annotations

import io
import multiprocessing
import os
import runpy
import signal
import sys
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

PATIENCE = 60
"""Seconds."""

if sys.platform == "win32":
    STARTING = multiprocessing.get_context("spawn")
else:
    STARTING = multiprocessing.get_context("forkserver")
    # It reads the program once, and each counter is a copy: to read it takes a counter longer
    # than all that it does.
    STARTING.set_forkserver_preload(
        [
            "pytest",
            "models.services.approval_requests",
            "models.services.exchanges",
            "models.services.returns",
            "tests.builders",
            "tests.drawers",
            "tests.mails",
            "tests.prints",
            "tests.services.desk",
        ]
    )


class Wire(io.TextIOBase):
    """Both ways to a counter, as its standard input and output."""

    def __init__(self, end: Connection) -> None:
        self._end = end

    def write(self, text: str, /) -> int:
        self._end.send(text)
        return len(text)

    def readline(self, _size: int = -1, /) -> str:  # type: ignore[override]
        told: str = self._end.recv()
        return told


class Counter:
    """A process of its own that runs ``module`` as a program."""

    def __init__(self, module: str, arguments: Sequence[str]) -> None:
        self._end, others = STARTING.Pipe()
        self.process = STARTING.Process(target=_be, args=(module, arguments, others))
        self.process.start()
        others.close()

    def hear(self, upto: str | None = None) -> str:
        """What it says until it has said that, or no more."""
        told = ""
        while upto is None or not told.endswith(upto):
            assert self._end.poll(PATIENCE), f"nothing is heard after: {told}"
            try:
                told += self._end.recv()
            except EOFError:
                break
        return told

    def go(self) -> None:
        self._end.send("go\n")

    def close(self) -> None:
        self._end.close()
        self.process.join(PATIENCE)
        self.process.kill()


def all_at_once(module: str, *arguments: Sequence[str]) -> list[str]:
    """What each process says: ``module`` with its arguments, started for each of them.

    They say that they are ready, and begin when all of them are. Every one must end well.
    """
    with ExitStack() as ends:
        counters = [ends.enter_context(closing(Counter(module, each))) for each in arguments]
        for counter in counters:
            assert counter.hear("\n") == "ready\n"
        for counter in counters:
            counter.go()
        told = [counter.hear() for counter in counters]
        for counter in counters:
            counter.process.join(PATIENCE)
        assert [counter.process.exitcode for counter in counters] == [0] * len(told), told
    return told


def _be(module: str, arguments: Sequence[str], end: Connection) -> None:
    """In the process that was started; what goes wrong is said where it is heard."""
    sys.stdin = sys.stdout = sys.stderr = Wire(end)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__")


def dies(act: Callable[[], object]) -> bool:
    """Whether a process that does this was killed on the way."""
    child = os.fork()
    if child == 0:
        act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def die(*_: object) -> None:
    """As a power cut ends a program: nothing of it has time for anything."""
    os.kill(os.getpid(), signal.SIGKILL)

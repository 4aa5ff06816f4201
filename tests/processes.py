"""Counters that are processes of their own: several at the same moment, one that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[1]


def all_at_once(module: str, *arguments: Sequence[str]) -> list[str]:
    """What each process says: ``module`` with its arguments, started for each of them.

    They say that they are ready, and begin when all of them are. Every one must end well.
    """
    with ExitStack() as ends:
        counters = [
            ends.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", module, *each],
                    cwd=ROOT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for each in arguments
        ]
        for counter in counters:
            assert counter.stdout is not None
            assert counter.stdout.readline() == "ready\n"
        for counter in counters:
            assert counter.stdin is not None
            counter.stdin.write("go\n")
            counter.stdin.flush()
        told = [counter.communicate(timeout=60) for counter in counters]
        assert [counter.returncode for counter in counters] == [0] * len(arguments), told
    return [out for out, _ in told]


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

"""Say figures in one way, and time what happens inside the database driver."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from statistics import quantiles
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from sqlalchemy import event

from models.db import sqlite

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine

T = TypeVar("T")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def median_and_p95(seconds: Sequence[float]) -> str:
    """``p50 1.23 ms, p95 4.56 ms``."""
    cuts = quantiles(seconds, n=20, method="inclusive")
    return f"p50 {1000 * cuts[9]:.3f} ms, p95 {1000 * cuts[18]:.3f} ms"


@dataclass(frozen=True, slots=True)
class Times:
    """What several calls took, in seconds: on the wall, and of this process's processor time.

    The second says more where others work on the same machine.
    """

    wall: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def take(self, work: Callable[[], T]) -> T:
        began, worked = time.perf_counter(), time.process_time()
        done = work()
        self.worked.append(time.process_time() - worked)
        self.wall.append(time.perf_counter() - began)
        return done

    def __str__(self) -> str:
        worked = (
            f"worked {median_and_p95(self.worked)}, longest {1000 * max(self.worked):.0f} ms"
        )
        return f"{median_and_p95(self.wall)}, longest {1000 * max(self.wall):.0f} ms; {worked}"


class Watch:
    """Seconds spent in the driver since the last look: statements and fetching of rows."""

    def __init__(self) -> None:
        self._spent = 0.0

    def timed(self, work: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        began = time.perf_counter()
        try:
            return work(*arguments, **options)
        finally:
            self._spent += time.perf_counter() - began

    def look(self) -> float:
        spent, self._spent = self._spent, 0.0
        return spent


def watch_driver(engine: Engine) -> Watch:
    """Put cursors that keep time into every connection made from now on."""
    watch = Watch()

    class TimedSqlite(sqlite.Cursor):  # type: ignore[misc, name-defined]
        def execute(self, *arguments: Any) -> Any:
            return watch.timed(super().execute, *arguments)

        def fetchone(self) -> Any:
            return watch.timed(super().fetchone)

        def fetchmany(self, *arguments: Any) -> Any:
            return watch.timed(super().fetchmany, *arguments)

        def fetchall(self) -> Any:
            return watch.timed(super().fetchall)

    class SqliteConnection(sqlite.Connection):  # type: ignore[misc, name-defined]
        def cursor(self, factory: Any = TimedSqlite) -> Any:
            return super().cursor(factory)

    class TimedPostgresql(psycopg.Cursor[Any]):
        def execute(self, *arguments: Any, **options: Any) -> Any:
            return watch.timed(super().execute, *arguments, **options)

        def fetchone(self) -> Any:
            return watch.timed(super().fetchone)

        def fetchall(self) -> Any:
            return watch.timed(super().fetchall)

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, _arguments: Any, options: dict[str, Any]) -> None:
        if engine.dialect.name == "sqlite":
            options["factory"] = SqliteConnection
        else:
            options["cursor_factory"] = TimedPostgresql

    engine.dispose()
    return watch

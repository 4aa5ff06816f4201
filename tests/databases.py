"""Databases for tests, each new and the test's own, on both systems that a shop runs on.

Each pattern is made once per run and system; each test gets a copy of one, which is several
times cheaper than migrating and setting up again.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.postgres import Server

System = Literal["sqlite", "postgresql"]

DRAFT = "draft"


@dataclass(frozen=True)
class Pattern:
    """What is copied: made in an empty database at a URL, with no connection left open."""

    name: str
    make: Callable[[str], None]


class Databases:
    """The databases of one worker.

    `shared` is the folder of all workers of the run; `usual` is what is copied where nothing
    else is asked for.
    """

    def __init__(self, shared: Path, usual: Pattern) -> None:
        self._shared = shared
        self._usual = usual
        self._server: Server | None = None
        self._admin: psycopg.Connection | None = None
        self._left: list[str] = []
        self._there: set[str] = set()

    @contextmanager
    def fresh_url(
        self,
        system: System,
        folder: Path,
        pattern: Pattern | None = None,
        *,
        empty: bool = False,
    ) -> Iterator[str]:
        """The URL of a new database, dropped soon after; a file goes into `folder`.

        It is like its pattern, or has not even a table if `empty`.
        """
        pattern = pattern or self._usual
        if system == "sqlite":
            file = folder / "shop.db"
            if not empty:
                shutil.copyfile(self._sqlite_pattern(pattern), file)
            yield sqlite_url(file)
        else:
            server, admin = self._postgresql()
            template = (
                "template0" if empty else self._postgresql_pattern(server, admin, pattern)
            )
            name = f"shop_{uuid4().hex}"
            create(admin, name, template)
            try:
                yield server.url(name)
            finally:
                self._drop_later(admin, name)

    def _drop_later(self, admin: psycopg.Connection, name: str) -> None:
        """The server sleeps 100 ms where a connection of a database to drop is not quite gone;
        the one before is left by now."""
        self._left.append(name)
        while len(self._left) > 1:
            drop(admin, self._left.pop(0))

    def close(self) -> None:
        """Let go of the server, which stops with the last worker."""
        if self._admin:
            self._admin.close()
        if self._server:
            self._server.leave()

    def _sqlite_pattern(self, pattern: Pattern) -> Path:
        file = self._shared / f"{pattern.name}.db"
        if not file.exists():
            # Each worker makes its own draft: the last to be renamed replaces its like.
            draft = self._shared / f"{DRAFT}-{os.getpid()}.db"
            pattern.make(sqlite_url(draft))
            draft.replace(file)
        return file

    def _postgresql(self) -> tuple[Server, psycopg.Connection]:
        if self._server is None or self._admin is None:
            if os.name == "nt":
                pytest.skip("the tests' own PostgreSQL listens on a Unix socket")
            from tests import postgres

            self._server = postgres.join(self._shared)
            self._admin = psycopg.connect(self._server.conninfo("postgres"), autocommit=True)
        return self._server, self._admin

    def _postgresql_pattern(
        self, server: Server, admin: psycopg.Connection, pattern: Pattern
    ) -> str:
        name = f"pattern_{pattern.name}"
        if name in self._there:
            return name
        there = "SELECT FROM pg_database WHERE datname = %s"
        # The server itself keeps workers from setting it up twice at once.
        admin.execute("SELECT pg_advisory_lock(1)")
        try:
            if not admin.execute(there, [name]).rowcount:
                drop(admin, DRAFT)
                create(admin, DRAFT, "template0")
                pattern.make(server.url(DRAFT))
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                admin.execute(rename.format(sql.Identifier(DRAFT), sql.Identifier(name)))
        finally:
            admin.execute("SELECT pg_advisory_unlock(1)")
        self._there.add(name)
        return name


def sqlite_url(file: Path) -> str:
    return f"sqlite:///{file}"


def create(admin: psycopg.Connection, name: str, template: str) -> None:
    """Copying files is the quicker strategy as long as nothing is synced to disk."""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    admin.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def drop(admin: psycopg.Connection, name: str) -> None:
    """Drop a database if it is there, even under a connection that a test left open."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    admin.execute(statement.format(sql.Identifier(name)))

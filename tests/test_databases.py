"""What tests rely on: a database of their own, and nothing of the world outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import psycopg
import pytest
from sqlalchemy import inspect, text

from models.db import connect, transaction

if TYPE_CHECKING:
    from tests.databases import Databases, System

WORKER = """
import pathlib, sys
from tests import postgres

server = postgres.join(pathlib.Path(sys.argv[1]))
print(server.conninfo("postgres"), flush=True)
sys.stdin.read()
"""


def test_a_database_is_the_tests_own(
    databases: Databases, system: System, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    with (
        databases.fresh_url(system, ours) as our_url,
        databases.fresh_url(system, theirs) as their_url,
    ):
        engine = connect(our_url)
        with transaction(engine, writes=True) as connection:
            connection.execute(text("UPDATE store SET name = 'Renamed'"))
        engine.dispose()

        engine = connect(their_url)
        with transaction(engine, writes=False) as connection:
            assert connection.scalar(text("SELECT name FROM store")) != "Renamed"
        engine.dispose()


def test_an_empty_database_has_no_table(empty_database_url: str) -> None:
    engine = connect(empty_database_url)
    with transaction(engine, writes=False) as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()


@pytest.mark.skipif(
    os.name == "nt", reason="the tests' own PostgreSQL listens on a Unix socket"
)
def test_the_server_stops_when_its_last_worker_is_killed(tmp_path: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(tmp_path)],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with worker:
        assert worker.stdout is not None
        conninfo = worker.stdout.readline()
        with psycopg.connect(conninfo, autocommit=True) as connection:
            worker.kill()

            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT pg_sleep(60)")


def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as outside, pytest.raises(RuntimeError, match="network"):
        outside.connect(("192.0.2.1", 80))


def test_no_test_reaches_the_users_own_files() -> None:
    assert Path(platformdirs.user_data_dir("konter")).is_relative_to(os.environ["HOME"])
    assert "konter-home-" in os.environ["HOME"]

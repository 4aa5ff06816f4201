"""What every test stands on: a still clock, a database of its own, no outside world."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from models.db import open_shop
from models.services import pins
from tests.builders import FLOAT, MANAGER, NOON, a_shop
from tests.databases import Databases, Pattern
from tests.engines import share_statements
from tests.memory import roomiest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.db import Shop
    from models.values import Money
    from tests.databases import System

# Set before any test asks Qt for a window or platformdirs for a folder.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
WORKER = "PYTEST_XDIST_WORKER" in os.environ
ROOMIEST = str(roomiest())
HOME = Path(
    tempfile.mkdtemp(prefix="konter-home-", dir=os.environ["HOME"] if WORKER else ROOMIEST)
)
os.environ["HOME"] = str(HOME)
os.environ["TMPDIR"] = tempfile.tempdir = ROOMIEST
for name in ("CACHE", "CONFIG", "DATA", "RUNTIME", "STATE"):
    place = HOME / name.lower()
    place.mkdir(mode=0o700)
    os.environ[f"XDG_{name}_{'DIR' if name == 'RUNTIME' else 'HOME'}"] = str(place)

hypothesis.settings.register_profile(
    "quick", max_examples=25, stateful_step_count=12, derandomize=True, deadline=None
)
hypothesis.settings.register_profile(
    "night", max_examples=1000, stateful_step_count=50, deadline=None, print_blob=True
)
hypothesis.settings.load_profile("quick")

share_statements()

# Hundreds of tests sign somebody on: at full cost the suite would do little else.
FULL_COST = (pins.PASSES, pins.MEMORY, pins.LANES)
pins.PASSES, pins.MEMORY, pins.LANES = 1, 64, 1


def refuse_the_outside_world(event: str, arguments: tuple[object, ...]) -> None:
    """No test may talk to another machine: an audit hook sees all of Python's sockets."""
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"a test reached for the network: {address}")


sys.addaudithook(refuse_the_outside_world)


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


def the_shop(cash: Money | None) -> Pattern:
    """The shop of which each test has a copy: hashing a PIN alone takes a tenth of a second."""

    def make(url: str) -> None:
        with closing(a_shop(url, cash=cash)) as shop:
            assert shop.person == MANAGER

    return Pattern(f"shop_{'closed' if cash is None else cash.minor}", make)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if WORKER else own
    with closing(Databases(shared, the_shop(cash=None))) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def system(request: pytest.FixtureRequest) -> System:
    """Which database system the test runs on: both, one after the other."""
    chosen: System = request.param
    return chosen


@pytest.fixture
def cash() -> Money | None:
    """What is in the open drawer of the shop; a test's file may say that there is none."""
    return FLOAT


@pytest.fixture
def database_url(
    databases: Databases, system: System, tmp_path: Path, cash: Money | None
) -> Iterator[str]:
    """A database that holds the shop of `builders.a_shop`, as it is by default."""
    with databases.fresh_url(system, tmp_path, the_shop(cash)) as url:
        yield url


@pytest.fixture
def empty_database_url(databases: Databases, system: System, tmp_path: Path) -> Iterator[str]:
    """A database without a table, such as `a_shop` fills; on SQLite a file not there yet."""
    with databases.fresh_url(system, tmp_path, empty=True) as url:
        yield url


@pytest.fixture
def shop(database_url: str) -> Iterator[Shop]:
    """The shop of `builders.a_shop`, opened at noon with its manager signed on."""
    with closing(open_shop(database_url, clock=lambda: NOON)) as opened:
        opened.person = MANAGER
        yield opened

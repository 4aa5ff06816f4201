"""What a committed return costs beside the bare transaction that writes the same rows.

``python -m tests.benchmarks.commit [--returns 300]``

Two copies of one shop lie side by side. Each return is taken in the first by the program,
then the statements that wrote it, with the same values, are played into the second by the
bare driver with the same pragmas: in turns, so that a busy moment strikes both.

Where strace is there, the calls to fsync and fdatasync are counted in a run of its own: a
program that takes returns less one that takes none.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import event, select

from models.db import open_shop, sqlite
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.people import sign_on
from models.services.returns import take_return
from models.tables.sales import SaleLine
from models.values import ONE
from models.values.codes import Condition, Reason
from tests.benchmarks.figures import median_and_p95, say
from tests.benchmarks.million import PIN, make_million

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.db import Shop
    from models.services.decisions import Decision

WARM_UP = 20
SALES = 20_000
OF_A_RETURN = 997
"""Every so many sales one comes back: far apart, as at a counter."""
PRAGMAS = ("foreign_keys", "journal_mode", "synchronous")
Statement = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    request: str
    of: ReturnAsked
    seen: Decision


@contextmanager
def big_shop(folder: Path) -> Iterator[Shop]:
    """A shop of its own, opened with its manager signed on."""
    url = f"sqlite:///{folder / 'shop.db'}"
    make_million(url, SALES)
    with closing(open_shop(url)) as shop:
        shop.person = shop.run(lambda unit: sign_on(unit, "1", PIN))
        yield shop


def ask(shop: Shop, place: int) -> Asked:
    """The first line of a sale that is still in time: the newest twelfth of the year is."""
    sale = SALES - (place * OF_A_RETURN) % (SALES // 13)
    with shop.unit(writes=False) as unit:
        line = unit.connection.scalar(
            select(SaleLine.id).where(SaleLine.sale_id == sale, SaleLine.position == 1)
        )
    if line is None:
        raise LookupError(f"sale {sale} has no line")
    coming = ComingBack(
        line_id=line,
        quantity=ONE,
        reason=Reason.CHANGED_MIND,
        condition=Condition.AS_NEW,
    )
    asked = ReturnAsked(sale_id=sale, lines=(coming,))
    return Asked(str(uuid4()), asked, shop.read(lambda unit: decide_return(unit, asked)))


def take(shop: Shop, asked: Asked) -> float:
    """Seconds until it is committed, the opening of its unit of work included."""
    began = time.perf_counter()
    shop.run(lambda unit: take_return(unit, asked.request, asked.of, asked.seen))
    return time.perf_counter() - began


def compare(folder: Path, returns: int) -> None:
    with big_shop(folder) as shop:
        written: list[Statement] = []

        @event.listens_for(shop.engine, "before_cursor_execute")
        def note(
            _connection: Any, _cursor: Any, statement: str, values: Any, *more: Any
        ) -> None:
            _context, many = more
            if statement.startswith(("INSERT", "UPDATE")):
                plain = re.sub(r" RETURNING .*", "", statement)
                written.extend((plain, row) for row in (values if many else (values,)))

        program, driver = [], []
        with closing(bare_copy(shop, folder / "bare.db")) as bare:
            for place in range(WARM_UP + returns):
                asked = ask(shop, place)
                written.clear()
                program.append(take(shop, asked))
                driver.append(play(bare, written))
            say_pragmas(shop, bare)
    program, driver = program[WARM_UP:], driver[WARM_UP:]
    say(f"{returns} returns, each {len(written)} written rows")
    say(f"committed by the program:  {median_and_p95(program)}")
    say(f"by the bare driver:        {median_and_p95(driver)}")
    say(f"ratio of the medians:      {median(program) / median(driver):.1f}")


def bare_copy(shop: Shop, place: Path) -> Any:
    """The same shop in another file, opened by the driver alone with the same pragmas."""
    with shop.unit(writes=False) as unit:
        wanted = {
            name: unit.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS
        }
    with closing(sqlite.connect(shop.engine.url.database)) as source:
        source.execute("VACUUM INTO ?", (str(place),))
    connection = sqlite.connect(place, isolation_level=None)
    for name, value in wanted.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    return connection


def play(bare: Any, written: list[Statement]) -> float:
    began = time.perf_counter()
    bare.execute("BEGIN IMMEDIATE")
    for statement, values in written:
        bare.execute(statement, values)
    bare.execute("COMMIT")
    return time.perf_counter() - began


def say_pragmas(shop: Shop, bare: Any) -> None:
    """Both sides promise the same, or the comparison is worth nothing."""
    with shop.unit(writes=False) as unit:
        ours = [unit.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS]
    theirs = [bare.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS]
    if ours != theirs:
        raise RuntimeError(f"pragmas differ: {ours}, {theirs}")
    promised = ", ".join(f"{name} {value}" for name, value in zip(PRAGMAS, ours, strict=True))
    say(f"SQLite {sqlite.sqlite_version}, {promised}")


def only_take(folder: Path, returns: int) -> None:
    with big_shop(folder) as shop:
        for place in range(returns):
            take(shop, ask(shop, place))


def count_syncs(returns: int) -> None:
    strace = shutil.which("strace")
    if strace is None:
        say("fsyncs not counted: strace is not there")
        return
    with tempfile.TemporaryDirectory() as folder:
        none, some = (syncs_of(strace, Path(folder), number) for number in (0, returns))
    each = (some - none) / returns
    say(f"fsyncs per return:         {each:.2f} (checkpoints of the log included)")


def syncs_of(strace: str, folder: Path, returns: int) -> int:
    """Calls to fsync and fdatasync of a program that takes so many returns."""
    report = folder / f"{returns}.calls"
    watched = (strace, "-f", "-o", str(report), "-e", "trace=fsync,fdatasync")
    program = (sys.executable, "-m", "tests.benchmarks.commit", "--only-take", str(returns))
    subprocess.run((*watched, *program), check=True)
    return len(re.findall(r"\b(?:fsync|fdatasync)\(", report.read_text()))


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--returns", type=int, default=300)
    words.add_argument("--only-take", type=int, help=argparse.SUPPRESS)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.only_take is not None:
            only_take(Path(folder), asked.only_take)
            return
        compare(Path(folder), asked.returns)
    count_syncs(asked.returns)


if __name__ == "__main__":
    main()

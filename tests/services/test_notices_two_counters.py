"""Two counters, two processes: how long it takes until one knows what the other did."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from models.notices import Watch, Written, last_entry
from models.services.journal import record
from models.values import Topic
from tests.builders import NOON

if TYPE_CHECKING:
    from models.db import Shop
    from models.notices import News
    from models.unit import Unit

ROOT = Path(__file__).parents[2]
ENTRIES = 20
WITHIN = 1.0
"""Seconds."""
PATIENCE = 10.0


def test_what_the_other_did_is_known_within_a_second(
    shop: Shop, database_url: str, system: str
) -> None:
    module = "tests.services.test_notices_two_counters"
    counter = subprocess.Popen(
        [sys.executable, "-m", module, database_url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert counter.stdin is not None
    assert counter.stdout is not None
    told: queue.Queue[tuple[float, News]] = queue.Queue()
    watch = Watch(
        shop.engine, last_entry(shop.engine), lambda news: told.put((time.monotonic(), news))
    )
    watching = threading.Thread(target=watch.run)
    watching.start()
    took = []
    try:
        for _ in range(ENTRIES):
            counter.stdin.write("go\n")
            counter.stdin.flush()
            number, committed = counter.stdout.readline().split()
            at, news = told.get(timeout=PATIENCE)
            assert news == Written(frozenset({Topic.HOLDS}), int(number))
            took.append(at - float(committed))
    finally:
        watch.stop()
        watching.join(PATIENCE)
        counter.communicate(timeout=PATIENCE)
    assert counter.returncode == 0
    assert told.empty()
    took.sort()
    p95 = took[ENTRIES * 95 // 100 - 1]
    print(f"{system}: p95 {p95 * 1000:.0f} ms, longest {took[-1] * 1000:.0f} ms")  # noqa: T201
    assert p95 < WITHIN


def counter(url: str) -> None:
    """Write one entry whenever told to; say its number, and when it was about to be
    committed."""
    from models.db import open_shop

    shop = open_shop(url, clock=lambda: NOON)
    for _ in sys.stdin:
        written = shop.run(write)
        print(last_entry(shop.engine), written, flush=True)  # noqa: T201
    shop.close()


def write(unit: Unit) -> float:
    record(unit, "TransactionSuspended")
    return time.monotonic()


if __name__ == "__main__":
    counter(sys.argv[1])

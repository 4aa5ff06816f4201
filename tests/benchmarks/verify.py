"""How long ``konter verify`` takes on a journal of a million entries.

``python -m tests.benchmarks.verify [--entries 1000000] [URL]``

Every fourth entry seals a paper. The shop is made in a temporary folder, and gone afterwards,
unless the URL of an empty database is given.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.db import open_shop, prepare, transaction
from models.rules.references import references_in
from models.services.bulk import insert_rows, stored_moment
from models.services.documents import VOUCHER
from models.services.journal import Entry, canonical, seal, sha256
from models.services.setup import set_up_shop
from models.services.verify import verify_records
from models.tables.documents import Document, NumberSeries
from models.tables.journal import JournalEntry, JournalReference
from models.values import now_utc
from tests.benchmarks.figures import say
from tests.benchmarks.million import BATCH, BIG_SHOP, YEAR

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

A_PAPER_EVERY = 4
PAPER = ("register_id", "kind", "number", "code", "made_at", "snapshot")
SNAPSHOT_WORDS = (
    "Steel kettle, one litre, returned as new with its receipt and all its parts. " * 8
)


def fill(connection: Connection, began: datetime, entries: int) -> None:
    """As the program would have written it, only faster: the guards are down meanwhile."""
    number, previous = connection.exec_driver_sql(
        "SELECT entries, hash FROM journal_head"
    ).one()
    guards = ("journal_follows", "journal"), ("journal_head_follows", "journal_head")
    for guard, table in guards:
        on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER {guard}{on}")
    papers = 0
    while number < entries:
        rows: list[tuple[Any, ...]] = []
        stored: list[tuple[Any, ...]] = []
        named: list[tuple[Any, ...]] = []
        for _ in range(min(BATCH, entries - number)):
            number += 1
            at = began + timedelta(seconds=30 * number)
            event, body = "ReceiptPrint", {"copy": 0, "paper": f"V1-{papers:06}"}
            if number % A_PAPER_EVERY == 0:
                papers += 1
                code = f"V1-{papers:06}"
                text = canonical({"slip": "", "words": SNAPSHOT_WORDS, "number": code})
                moment = stored_moment(at)
                stored.append((1, VOUCHER, papers, code, moment, text))
                event, body = "ValueCardSold", {"papers": {code: sha256(text)}, "voucher": code}
            entry = Entry(number, at, event, 1, 1, canonical(body))
            sealed = seal(previous, entry)
            rows.append((number, stored_moment(at), *entry[2:], previous, sealed))
            named += [(reference, number) for reference in references_in(body)]
            previous = sealed
        insert_rows(connection, JournalEntry, (*Entry._fields, "previous", "hash"), rows)
        insert_rows(connection, JournalReference, ("reference", "number"), named)
        insert_rows(connection, Document, PAPER, stored)
    insert_rows(
        connection, NumberSeries, ("register_id", "kind", "last"), [(1, VOUCHER, papers)]
    )
    connection.exec_driver_sql(
        f"UPDATE journal_head SET entries = {number}, hash = '{previous}'"
    )


def measure(url: str, entries: int) -> None:
    began = now_utc() - YEAR
    engine = prepare(url)
    with transaction(engine, writes=True) as connection:
        set_up_shop(connection, began, BIG_SHOP)
        fill(connection, began, entries)
    engine.dispose()
    with closing(open_shop(url)) as shop:
        started = time.perf_counter()
        found = shop.read(verify_records)
        seconds = time.perf_counter() - started
    if found.faults:
        raise RuntimeError(f"{len(found.faults)} faults, the first: {found.faults[0]}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"{found.entries:,} entries and {found.papers:,} papers verified in {seconds:.1f} s")
    say(f"at most {peak:.0f} MB of memory, making them included")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("url", nargs="?")
    words.add_argument("--entries", type=int, default=1_000_000)
    asked = words.parse_args()
    if asked.url:
        measure(asked.url, asked.entries)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(f"sqlite:///{Path(folder) / 'shop.db'}", asked.entries)


if __name__ == "__main__":
    main()

"""How fast a million lines come in, and in how much memory.

``python -m tests.benchmarks.import_csv [--lines N] [--url URL]``; the shop is a new SQLite
file unless a URL of an empty database is given. The same file is then imported again.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from models.services.imports import import_file
from tests.builders import a_shop

if TYPE_CHECKING:
    from collections.abc import Iterator

PRODUCTS, CUSTOMERS, SEED = 20_000, 40_000, 7
FIRST_DAY = datetime(2024, 11, 1, 9)  # noqa: DTZ001  as the till writes it
HEADER = (
    "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice",
    "CustomerID", "Country",
)  # fmt: skip


def write_file(path: Path, lines: int) -> None:
    """A wholesaler's export: some 15 lines a sale, one row in thirty comes back."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        out = csv.writer(stream)
        out.writerow(HEADER)
        for count, row in enumerate(_rows(random.Random(SEED)), 1):
            out.writerow(row)
            if count == lines:
                return


def _rows(chance: random.Random) -> Iterator[tuple[object, ...]]:
    prices = [chance.randint(50, 5000) for _ in range(PRODUCTS)]
    sold: list[tuple[int, int, int]] = []
    moment, number = FIRST_DAY, 500_000
    while True:
        number += 1
        moment += timedelta(seconds=chance.randint(100, 600))
        customer = chance.randrange(CUSTOMERS)
        for _ in range(chance.randint(1, 30)):
            product, quantity = chance.randrange(PRODUCTS), chance.randint(1, 12)
            yield _row(str(number), product, quantity, moment, prices, customer)
            if chance.random() < 0.04:
                sold.append((customer, product, quantity))
        while len(sold) > 100:
            who, what, most = sold.pop(chance.randrange(len(sold)))
            number += 1
            back = -chance.randint(1, most)
            yield _row(f"C{number}", what, back, moment, prices, who)


def _row(
    number: str, product: int, quantity: int, at: datetime, prices: list[int], customer: int
) -> tuple[object, ...]:
    price = f"{prices[product] // 100}.{prices[product] % 100:02}"
    name = f"PRODUCT NUMBER {product}, ASSORTED"
    code = f"{10000 + product}"
    return (number, code, name, quantity, at, price, f"{customer + 10000}.0", "France")


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--lines", type=int, default=1_000_000)
    asked.add_argument("--url", default="")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sales.csv")
        write_file(path, options.lines)
        megabytes = path.stat().st_size / 1e6
        print(f"{options.lines:,} lines, {megabytes:.0f} MB, peak {_peak():.0f} MB before")  # noqa: T201
        shop = a_shop(options.url or f"sqlite:///{folder}/shop.db")
        for time_of_import in ("first", "again"):
            began = time.perf_counter()
            done = import_file(shop, path)
            took = time.perf_counter() - began
            print(  # noqa: T201
                f"{time_of_import}: {took:.1f} s, {done.lines / took:,.0f} lines/s, "
                f"peak {_peak():.0f} MB; sales {done.sales:,} new, {done.sales_known:,} known; "
                f"returns {done.returns_matched:,} matched, {done.returns_unlinked:,} not, "
                f"{done.returns_known:,} known; {done.rejected:,} rejected"
            )
        shop.close()


def _peak() -> float:
    """Of this process so far, in MB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

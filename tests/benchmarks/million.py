"""Make a big shop to look things up in.

``python -m tests.benchmarks.million URL [--sales 1000000]``

Uniform data in the tables of a real shop: one to three lines a sale over the last year,
every second sale to a customer. Streamed in batches, so memory does not grow with the shop.
"""

from __future__ import annotations

import argparse
import resource
import time
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from desktop.demo.goods import ean13
from models.db import prepare, transaction
from models.services.bulk import insert_rows, move_keys_on, stored_moment
from models.services.product_words import add_product_words
from models.services.setup import SetUp, set_up_shop
from models.tables.base import add_numbered
from models.tables.goods import Barcode, Category, Department, Product
from models.tables.people import Customer
from models.tables.sales import Sale, SaleLine, Tender
from models.values import now_utc
from tests.benchmarks.figures import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

PRODUCTS, CUSTOMERS = 2000, 50_000
BATCH = 25_000
YEAR = timedelta(days=365)
PIN = "2468"
BIG_SHOP = SetUp(
    name="Big Shop",
    country="GB",
    currency="GBP",
    time_zone="Europe/London",
    language="en",
    manager="Ann Lee",
    pin=PIN,
)


def number_of(sale_id: int) -> str:
    return f"S{sale_id:08}"


def make_million(url: str, sales: int) -> None:
    """Raise :class:`models.values.Refused` where a shop is there already."""
    now = now_utc()
    engine = prepare(url)
    try:
        with transaction(engine, writes=True) as connection:
            set_up_shop(connection, now - YEAR, BIG_SHOP)
            _store_goods_and_customers(connection)
        _store_sales(engine, now, sales)
    finally:
        engine.dispose()


def _store_goods_and_customers(connection: Connection) -> None:
    department = add_numbered(connection, Department, code="home", name="Home")
    category = add_numbered(
        connection, Category, department_id=department, code="home", name="Home"
    )
    products = range(1, PRODUCTS + 1)
    insert_rows(
        connection,
        Product,
        ("id", "sku", "name", "category_id", "price", "tax_rate", "serialised", "weighed"),
        (
            (number, f"P{number:05}", f"Article {number}", category, 1000, 2000, False, False)
            for number in products
        ),
    )
    add_product_words(connection, ((number, f"Article {number}", "") for number in products))
    insert_rows(
        connection,
        Barcode,
        ("code", "product_id"),
        ((ean13(f"5000000{number:05}"), number) for number in products),
    )
    insert_rows(
        connection,
        Customer,
        ("id", "number", "name", "phone", "tier"),
        (
            (number, f"C{number:06}", f"Customer {number}", f"+4479{number:08}", "")
            for number in range(1, CUSTOMERS + 1)
        ),
    )
    move_keys_on(connection, Product, Customer)


def _store_sales(engine: Engine, now: datetime, sales: int) -> None:
    draw = Random(1)
    step = YEAR / sales
    next_line = 1
    for start in range(1, sales + 1, BATCH):
        ids = range(start, min(start + BATCH, sales + 1))
        sizes = draw.choices((1, 2, 3), k=len(ids))
        with transaction(engine, writes=True) as connection:
            insert_rows(
                connection,
                Sale,
                (
                    "id",
                    "number",
                    "store_id",
                    "sold_at",
                    "customer_id",
                    "customer_tier",
                    "total",
                    "cash_rounding",
                ),
                (
                    (
                        sale,
                        number_of(sale),
                        1,
                        stored_moment(now - step * (sales - sale)),
                        sale % CUSTOMERS + 1 if sale % 2 else None,
                        "",
                        1000 * size,
                        0,
                    )
                    for sale, size in zip(ids, sizes, strict=True)
                ),
            )
            insert_rows(
                connection,
                SaleLine,
                (
                    "id",
                    "sale_id",
                    "position",
                    "product_id",
                    "sku",
                    "description",
                    "quantity",
                    "unit_price",
                    "paid",
                    "tax",
                    "returned",
                    "refunded",
                ),
                _lines(draw, ids, sizes, next_line),
            )
            insert_rows(
                connection,
                Tender,
                ("sale_id", "kind", "label", "last_four", "amount", "exact", "refunded"),
                (
                    (sale, "debit", f"Visa •••• {four}", four, 1000 * size, 1000 * size, 0)
                    for sale, size in zip(ids, sizes, strict=True)
                    for four in (f"{sale % 9973:04}",)
                ),
            )
        next_line += sum(sizes)
    with transaction(engine, writes=True) as connection:
        move_keys_on(connection, Sale, SaleLine)
        if engine.dialect.name == "postgresql":
            connection.execute(text("ANALYZE"))  # as autovacuum does in a shop's own time


def _lines(draw: Random, ids: range, sizes: list[int], line: int) -> Iterator[tuple[Any, ...]]:
    for sale, size in zip(ids, sizes, strict=True):
        for position in range(1, size + 1):
            product = draw.randrange(PRODUCTS) + 1
            name = f"Article {product}"
            sku = f"P{product:05}"
            yield (line, sale, position, product, sku, name, 1000, 1000, 1000, 167, 0, 0)
            line += 1


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("url")
    words.add_argument("--sales", type=int, default=1_000_000)
    asked = words.parse_args()
    began = time.perf_counter()
    make_million(asked.url, asked.sales)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"{asked.sales:,} sales made in {seconds:.0f} s, at most {peak:.0f} MB of memory")


if __name__ == "__main__":
    main()

"""How fast a year of returns is decided again, with all the reading around it.

``python -m tests.benchmarks.replay [--returns 100000] [--url URL]``; the shop is a new SQLite
file unless a URL of an empty database is given. Half again as many sales stand behind the
returns, and the draft asks for everything that has to be remembered of the past.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from contextlib import closing
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from models.db import open_shop, prepare, transaction
from models.formats.policy_toml import parse_policy
from models.services.bulk import in_portions, insert_rows, stored_moment
from models.services.replay import replay
from models.tables.returns import GoodsReturn, ReturnLine
from models.tables.sales import Sale, SaleLine
from models.values import now_utc
from tests.benchmarks.figures import say
from tests.benchmarks.million import make_million

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from models.db import Shop

BATCH = 25_000
DRAFT = """
name = "Stricter"
[[clause]]
number = 1
window = "21 days"
late = [{ late = 7, decided_by = "manager" }]
limit.clerk_day = 100000
[[clause]]
number = 2
when.condition = ["opened", "used", "damaged"]
fee.opened = 10
[[clause]]
number = 3
when.department = "Home"
velocity.often = { days = 90, count = 2, share = 50 }
"""
WHY = (
    ("changed-mind", "as-new"),
    ("changed-mind", "opened"),
    ("faulty", "used"),
    ("wrong-size", "as-new"),
)


RETURN = (
    "id", "number", "sale_id", "store_id", "register_id", "clerk_id", "customer_id",
    "taken_at", "policy", "proof",
)  # fmt: skip
LINE = (
    "id", "return_id", "line_id", "sku", "description", "quantity", "reason", "condition",
    "gross", "fee", "tax", "disposition", "findings", "remedy", "captured", "kept",
)  # fmt: skip
REST = (1000, 0, 167, "undecided", "{}", "refund", "{}", "{}")


def make_returns(url: str, how_many: int) -> None:
    """One line each of as many sales, some days later."""
    engine = prepare(url)
    now = now_utc()
    draw = Random(5)
    try:
        with transaction(engine, writes=True) as connection:
            sold = _some_sales(connection, how_many)
            for portion in in_portions(enumerate(sold, 1), BATCH):
                _store(connection, draw, portion, now - timedelta(1))
        with transaction(engine, writes=True) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("ANALYZE"))
    finally:
        engine.dispose()


def _some_sales(connection: Connection, how_many: int) -> Iterator[Any]:
    first_lines = (
        select(Sale.id, Sale.sold_at, Sale.customer_id, SaleLine.id.label("line"), SaleLine.sku)
        .join(SaleLine, SaleLine.sale_id == Sale.id)
        .where(SaleLine.position == 1)
        .order_by(Sale.id)
        .limit(how_many)
    )
    return iter(connection.execute(first_lines).all())


def _store(connection: Connection, draw: Random, sold: list[Any], latest: Any) -> None:
    returns: list[tuple[Any, ...]] = []
    lines: list[tuple[Any, ...]] = []
    for number, sale in sold:
        at = stored_moment(min(sale.sold_at + timedelta(draw.randint(1, 28)), latest))
        reason, condition = draw.choice(WHY)
        slip = f"R{number:08}"
        returns.append((number, slip, sale.id, 1, 1, 1, sale.customer_id, at, 1, "receipt"))
        lines.append(
            (number, number, sale.line, sale.sku, "Article", 1000, reason, condition, *REST)
        )
    insert_rows(connection, GoodsReturn, RETURN, returns)
    insert_rows(connection, ReturnLine, LINE, lines)


def measure(shop: Shop) -> None:
    draft = parse_policy(DRAFT, shop.facts.currency)
    before = _peak()
    began = time.perf_counter()
    done = shop.read(lambda unit: replay(unit, draft))
    spent = time.perf_counter() - began
    if done is None:
        raise RuntimeError("nobody stopped it")
    whole = done.figures.whole
    decisions = 2 * (whole.decisions + whole.sold)
    say(
        f"{whole.decisions:,} returned and {whole.sold:,} sold lines, each decided by the "
        f"policy in force and by the draft, on {shop.engine.dialect.name}"
    )
    say(f"{spent:.1f} s, {decisions / spent:,.0f} decisions/s with all reading")
    say(f"{whole.changed:,} changed; memory {before:.0f} MB before, at most {_peak():.0f} MB")


def _peak() -> float:
    """Of this process so far, in MB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--returns", type=int, default=100_000)
    words.add_argument("--url", default="")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.url or f"sqlite:///{folder}/shop.db"
        make_million(url, asked.returns * 3 // 2)
        make_returns(url, asked.returns)
        with closing(open_shop(url)) as shop:
            shop.machine = True
            measure(shop)


if __name__ == "__main__":
    main()

"""From a receipt's number to its sale and the first decision, on a big shop.

``python -m tests.benchmarks.lookup URL [--sales 2000]``

The shop is one made by ``tests.benchmarks.million``. For each of some random sales: find the
number, open the sale, decide a return of its first line. Timed as a whole, and what of it
was spent inside the database driver; beside it the bare look-up of a number in the same
file, in the same run.
"""

from __future__ import annotations

import argparse
import time
from contextlib import closing
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.db import open_shop, sqlite
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.sales import open_sale
from models.services.search import SaleNamed, look_up
from models.tables.sales import Sale
from models.values import ONE
from models.values.codes import Condition, Reason
from tests.benchmarks.figures import median_and_p95, say, watch_driver
from tests.benchmarks.million import number_of
from tests.builders import MANAGER

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.decisions import Decision
    from models.unit import Unit

WARM_UP = 20


def from_number_to_decision(unit: Unit, number: str) -> Decision:
    found = look_up(unit, number)
    if not isinstance(found, SaleNamed):
        raise LookupError(number)
    sale = open_sale(unit, found.sale_id)
    first = ComingBack(
        line_id=sale.lines[0].line_id,
        quantity=ONE,
        reason=Reason.CHANGED_MIND,
        condition=Condition.AS_NEW,
    )
    return decide_return(unit, ReturnAsked(sale_id=found.sale_id, lines=(first,)))


def measure(shop: Shop, how_many: int) -> None:
    watch = watch_driver(shop.engine)
    with shop.unit(writes=False) as unit:
        sales = unit.connection.scalar(select(func.count()).select_from(Sale)) or 0
    numbers = [number_of(sale) for sale in Random(2).sample(range(1, sales + 1), how_many)]
    for number in numbers[:WARM_UP]:
        shop.read(partial(from_number_to_decision, number=number))
    watch.look()
    whole, driver = [], []
    for number in numbers:
        began = time.perf_counter()
        shop.read(partial(from_number_to_decision, number=number))
        whole.append(time.perf_counter() - began)
        driver.append(watch.look())
    say(f"{sales:,} sales, {how_many:,} looked up by number on {shop.engine.dialect.name}")
    say(f"look up, open, decide:           {median_and_p95(whole)}")
    say(f"of that in the database driver:  {median_and_p95(driver)}")
    if shop.engine.dialect.name == "sqlite":
        say(f"bare indexed look-up of a sale:  {median_and_p95(bare(shop, numbers))}")


def bare(shop: Shop, numbers: list[str]) -> list[float]:
    """The same numbers found by one indexed statement, with no program around it."""
    seconds = []
    with closing(sqlite.connect(shop.engine.url.database)) as connection:
        for number in numbers:
            began = time.perf_counter()
            connection.execute("SELECT id FROM sale WHERE number = ?", (number,)).fetchall()
            seconds.append(time.perf_counter() - began)
    return seconds


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("url")
    words.add_argument("--sales", type=int, default=2000)
    asked = words.parse_args()
    with closing(open_shop(asked.url)) as shop:
        shop.person = MANAGER
        measure(shop, asked.sales)


if __name__ == "__main__":
    main()

"""The sale of somebody without a receipt, found in a big shop.

``python -m tests.benchmarks.candidates URL [--times 20]``

The shop is one made by ``tests.benchmarks.million``. For each sort of thing that a customer
remembers, some random sales are looked for by it.
"""

from __future__ import annotations

import argparse
import time
from contextlib import closing
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.db import open_shop
from models.services.candidates import WhatIsKnown, find_candidates
from models.tables.people import Customer
from models.tables.sales import Sale, SaleLine, Tender
from tests.benchmarks.figures import median_and_p95, say
from tests.builders import MANAGER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.db import Shop
    from models.unit import Unit


def clues_of(unit: Unit, sale_id: int) -> Mapping[str, WhatIsKnown]:
    """What the customer of that sale may remember."""
    sale = unit.connection.execute(
        select(Sale.sold_at, Sale.total, Tender.last_four, SaleLine.sku)
        .add_columns(SaleLine.description, Customer.phone)
        .join(Tender, Tender.sale_id == Sale.id)
        .join(SaleLine, SaleLine.sale_id == Sale.id)
        .outerjoin(Customer, Customer.id == Sale.customer_id)
        .where(Sale.id == sale_id)
    ).first()
    if sale is None:
        raise LookupError(sale_id)
    day = unit.day_of(sale.sold_at)
    return {
        "card and day": WhatIsKnown(last_four=sale.last_four, day=day),
        "card alone": WhatIsKnown(last_four=sale.last_four),
        "customer": WhatIsKnown(customer=sale.phone or "Customer 7"),
        "product and week": WhatIsKnown(product=sale.sku, day=day),
        "product and month": WhatIsKnown(product=sale.sku, day=day, give=30),
        "product alone": WhatIsKnown(product=sale.sku),
        "words and month": WhatIsKnown(product=sale.description, day=day, give=30),
        "amount and week": WhatIsKnown(amount=sale.total, day=day),
        "amount and month": WhatIsKnown(amount=sale.total, day=day, give=30),
        "amount alone": WhatIsKnown(amount=sale.total),
        "week alone": WhatIsKnown(day=day),
        "everything": WhatIsKnown(
            product=sale.sku,
            customer=sale.phone or "",
            day=day,
            amount=sale.total,
            last_four=sale.last_four,
            serial="SN-1",
        ),
    }


def measure(shop: Shop, times: int) -> None:
    with shop.unit(writes=False) as unit:
        sales = unit.connection.scalar(select(func.count()).select_from(Sale)) or 0
    say(f"{sales:,} sales, looked for by what is remembered on {shop.engine.dialect.name}")
    took: dict[str, list[float]] = {}
    for sale_id in Random(3).sample(range(1, sales + 1), times):
        with shop.unit(writes=False) as unit:
            clues = clues_of(unit, sale_id)
        for name, known in clues.items():
            began = time.perf_counter()
            shop.read(partial(find_candidates, known=known))
            took.setdefault(name, []).append(time.perf_counter() - began)
    for name, seconds in took.items():
        say(f"{name + ':':<20} {median_and_p95(seconds)}")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("url")
    words.add_argument("--times", type=int, default=20)
    asked = words.parse_args()
    with closing(open_shop(asked.url)) as shop:
        shop.person = MANAGER
        measure(shop, asked.times)


if __name__ == "__main__":
    main()

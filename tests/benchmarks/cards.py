"""How fast a product's card opens on a big shop.

``python -m tests.benchmarks.cards URL [--cards 300]``; the shop is one made by
``tests.benchmarks.million``.
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
from models.services.product_cards import open_card
from models.tables.goods import Product
from models.tables.sales import Sale
from tests.benchmarks.figures import median_and_p95, say, watch_driver
from tests.builders import MANAGER

if TYPE_CHECKING:
    from models.db import Shop

WARM_UP = 10


def measure(shop: Shop, how_many: int) -> None:
    watch = watch_driver(shop.engine)
    with shop.unit(writes=False) as unit:
        sales = unit.connection.scalar(select(func.count()).select_from(Sale)) or 0
        products = unit.connection.scalars(select(Product.id)).all()
    chosen = Random(3).choices(products, k=how_many)
    for product in chosen[:WARM_UP]:
        shop.read(partial(open_card, product_id=product))
    watch.look()
    whole, driver = [], []
    for product in chosen:
        began = time.perf_counter()
        shop.read(partial(open_card, product_id=product))
        whole.append(time.perf_counter() - began)
        driver.append(watch.look())
    system = shop.engine.dialect.name
    say(f"{sales:,} sales, {how_many:,} cards of {len(products):,} products on {system}")
    say(f"open a card:                     {median_and_p95(whole)}")
    say(f"of that in the database driver:  {median_and_p95(driver)}")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("url")
    words.add_argument("--cards", type=int, default=300)
    asked = words.parse_args()
    with closing(open_shop(asked.url)) as shop:
        shop.person = MANAGER
        measure(shop, asked.cards)


if __name__ == "__main__":
    main()

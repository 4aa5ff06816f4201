"""Two counters, two processes, one last item: it comes back once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.returns import take_return
from models.services.sales import find_sale, open_sale
from models.tables.returns import GoodsReturn
from models.tables.sales import SaleLine
from models.values import ONE, Quantity, Refused
from models.values.codes import Condition, Reason
from tests.builders import MANAGER, NOON, a_line, a_product, a_sale
from tests.processes import all_at_once

if TYPE_CHECKING:
    from models.db import Shop

ROOT = Path(__file__).parents[2]
SALES, UNITS, COUNTERS = 8, 2, 3


def test_the_last_item_comes_back_once(shop: Shop, database_url: str) -> None:
    product = a_product(shop)
    for place in range(SALES):
        a_sale(shop, a_line(product, quantity=Quantity.of(UNITS)), number=f"S-{place}")
    module = "tests.services.test_two_counters"
    told = all_at_once(module, *([database_url, name] for name in "abc"[:COUNTERS]))

    taken = sum(int(out) for out in told)
    assert taken == SALES * UNITS
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(func.count(GoodsReturn.id))) == taken
        lines = unit.connection.execute(select(SaleLine.returned, SaleLine.quantity))
        assert all(line.returned == line.quantity for line in lines)
        numbers = unit.connection.scalars(select(GoodsReturn.number).order_by(GoodsReturn.id))
        assert sorted(numbers) == [f"R1-{n:06}" for n in range(1, taken + 1)]


def counter(url: str, name: str) -> int:
    """Try to bring every unit of every sale back; the number that was taken."""
    from models.db import open_shop

    shop = open_shop(url, clock=lambda: NOON)
    shop.person = MANAGER
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    taken = 0
    for attempt in range(UNITS * 2):
        for place in range(SALES):
            sale_id = shop.read(lambda unit, n=place: find_sale(unit, f"S-{n}")) or 0  # type: ignore[misc]
            taken += take_one(shop, sale_id, f"{name}-{attempt}-{place}")
    shop.close()
    return taken


def take_one(shop: Shop, sale_id: int, request: str) -> bool:
    sale = shop.read(lambda unit: open_sale(unit, sale_id))
    line = ComingBack(
        line_id=sale.lines[0].line_id,
        quantity=ONE,
        reason=Reason.OTHER,
        condition=Condition.AS_NEW,
    )
    asked = ReturnAsked(sale_id=sale_id, lines=(line,))
    seen = shop.read(lambda unit: decide_return(unit, asked))
    try:
        shop.run(lambda unit: take_return(unit, request, asked, seen))
    except Refused:
        return False
    return True


if __name__ == "__main__":
    print(counter(*sys.argv[1:3]))  # noqa: T201

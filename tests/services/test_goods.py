"""Goods that came back wait for a decision, move once for each, and go back with a void."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from models.services.goods import list_waiting, move_goods, tags_of
from models.tables.goods import StockMovement
from models.tables.journal import JournalEntry
from models.tables.returns import ReturnLine
from models.values import ONE, Quantity, Refused
from models.values.codes import Disposition
from receipts import text
from receipts.item_tags import item_tag
from tests.builders import NOON, a_line, a_product, a_sale, in_force
from tests.drawers import bela
from tests.services.test_returns import asking, take
from tests.services.test_voids import void

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.goods import GoodsMoved


def a_kettle_came_back(shop: Shop, quantity: str = "1") -> int:
    """Undecided, as the policy says nothing better; the key of its returned line."""
    in_force(shop, 'window = "30 days"\ndisposition = "undecided"')
    a_sale(shop, a_line(a_product(shop), quantity=Quantity.of(2)))
    take(shop, asking(shop, quantity))
    with shop.unit(writes=False) as unit:
        return unit.connection.execute(select(ReturnLine.id)).scalar_one()


def move(shop: Shop, line: int, to: Disposition, request: str = "g-1") -> GoodsMoved:
    return shop.run(lambda unit: move_goods(unit, request, line, to))


def stock(shop: Shop) -> dict[str, Quantity]:
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(
            select(StockMovement.bucket, func.sum(StockMovement.quantity)).group_by(
                StockMovement.bucket
            )
        )
        return {row[0]: row[1] for row in rows if row[1]}


def test_goods_wait_with_their_age_until_somebody_decides(shop: Shop) -> None:
    line = a_kettle_came_back(shop)
    shop.clock = lambda: NOON + timedelta(days=3)
    (waiting,) = shop.read(list_waiting)
    assert (waiting.slip, waiting.description, waiting.days) == ("R1-000001", "Kettle", 3)
    assert stock(shop) == {"inspection": ONE}

    moved = move(shop, line, Disposition.REPAIR).goods

    assert moved.disposition is Disposition.REPAIR
    assert shop.read(list_waiting) == ()
    assert stock(shop) == {"repair": ONE}
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalars(select(JournalEntry.event)).all()[-1] == "GoodsMoved"


def test_each_change_moves_the_stock_once(shop: Shop) -> None:
    line = a_kettle_came_back(shop)
    first = move(shop, line, Disposition.WASTE)
    assert move(shop, line, Disposition.WASTE) == first
    with pytest.raises(Refused, match="goods-there-already"):
        move(shop, line, Disposition.WASTE, "g-2")
    with pytest.raises(Refused, match="request-changed"):
        move(shop, line, Disposition.REPAIR)
    move(shop, line, Disposition.WRITE_OFF, "g-3")
    assert stock(shop) == {"waste": ONE}
    move(shop, line, Disposition.RETURN_TO_STOCK, "g-4")
    assert stock(shop) == {"sellable": ONE}
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.exec_driver_sql("DELETE FROM goods_move")


def test_a_void_takes_the_goods_from_where_they_lie(shop: Shop) -> None:
    bela(shop)
    line = a_kettle_came_back(shop)
    move(shop, line, Disposition.RETURN_TO_STOCK)
    void(shop)
    assert stock(shop) == {}
    assert shop.read(list_waiting) == ()
    with pytest.raises(Refused, match="goods-not-here"):
        move(shop, line, Disposition.REPAIR, "g-2")
    with pytest.raises(Refused, match="goods-not-here"):
        shop.read(lambda unit: tags_of(unit, "R1-000001"))


def test_the_tag_says_what_becomes_of_the_goods(shop: Shop) -> None:
    line = a_kettle_came_back(shop)
    move(shop, line, Disposition.REPAIR)
    (tag,) = shop.read(lambda unit: tags_of(unit, "R1-000001"))
    assert (tag.code, tag.disposition) == ("R1-000001-1", "repair")
    printed = "\n".join(text.lines(item_tag(tag)))
    assert "To repair" in printed
    assert "Changed mind" in printed
    assert "R1-000001-1" in printed

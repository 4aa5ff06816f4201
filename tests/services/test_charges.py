"""Charges on a real sale: imported, decided with their goods, paid back, and no stock moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.goods import list_waiting
from models.services.returns import take_return
from models.tables.goods import StockMovement
from models.tables.sales import SaleLine
from models.values import ONE, Money
from models.values.codes import Answer, Condition, Reason
from tests.builders import a_line, a_product, a_sale, in_force, sale_id_of

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.decisions import Decision

DELIVERY: dict[str, Any] = {
    "sku": "POST",
    "description": "Delivery",
    "charge": "delivery",
    "paid": Money(500),
    "tax": Money(83),
    "unit_price": Money(500),
}


@pytest.fixture
def lines(shop: Shop) -> tuple[int, int]:
    """A kettle that was delivered: the line of each."""
    in_force(shop, 'window = "30 days"')
    kettle, delivery = a_sale(shop, a_line(a_product(shop)), a_line(**DELIVERY))
    return kettle, delivery


def asked(shop: Shop, *line_ids: int, reason: Reason = Reason.FAULTY) -> ReturnAsked:
    coming = tuple(
        ComingBack(line_id=key, quantity=ONE, reason=reason, condition=Condition.USED)
        for key in line_ids
    )
    return ReturnAsked(sale_id=sale_id_of(shop), lines=coming)


def decided(shop: Shop, what: ReturnAsked) -> Decision:
    return shop.run(lambda unit: decide_return(unit, what))


def take(shop: Shop, request_id: str, what: ReturnAsked) -> None:
    seen = decided(shop, what)
    shop.run(lambda unit: take_return(unit, request_id, what, seen))


def test_delivery_goes_back_with_the_kettle_it_brought(
    shop: Shop, lines: tuple[int, int]
) -> None:
    take(shop, "one", asked(shop, *lines))
    with shop.unit(writes=False) as unit:
        moved = unit.connection.scalar(select(func.sum(StockMovement.quantity)))
        refunded = unit.connection.scalar(select(func.sum(SaleLine.refunded)))
        assert moved == ONE
        assert refunded == Money(1500)
        assert "Delivery" not in [goods.description for goods in list_waiting(unit)]


def test_delivery_may_follow_the_goods_and_comes_back_once(
    shop: Shop, lines: tuple[int, int]
) -> None:
    kettle, delivery = lines
    assert decided(shop, asked(shop, delivery)).answer is Answer.OVERRIDE
    take(shop, "kettle", asked(shop, kettle))
    take(shop, "delivery", asked(shop, delivery))
    assert decided(shop, asked(shop, delivery)).answer is Answer.REFUSE


def test_a_change_of_mind_keeps_the_delivery(shop: Shop, lines: tuple[int, int]) -> None:
    decision = decided(shop, asked(shop, *lines, reason=Reason.CHANGED_MIND))
    assert [line.decision.answer for line in decision.lines] == [
        Answer.ACCEPT,
        Answer.OVERRIDE,
    ]


@pytest.mark.parametrize("wrong", [{"charge": "tip"}, {"charge": "delivery", "serial": "1"}])
def test_the_database_knows_what_a_charge_is(shop: Shop, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        a_sale(shop, a_line(**wrong))

"""Two counters, one sale: the second sees what the first did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.tables.returns import GoodsReturn
from models.values import Money, Quantity
from tests.builders import a_line, a_product, a_sale

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from tests.walks.driver import Clerk


@pytest.fixture(autouse=True)
def _three_towels_were_sold(shop: Shop) -> None:
    towels = a_line(
        a_product(shop, "Towel"),
        sku="TOWEL",
        description="Towel",
        quantity=Quantity.of(3),
        paid=Money(1000),
        tax=Money(0),
    )
    a_sale(shop, towels, number="S-3")


def bring_one_back(clerk: Clerk) -> None:
    clerk.come_here()
    clerk.enter("S-3")
    clerk.until(lambda: clerk.state.sale is not None)
    clerk.enter("TOWEL")
    clerk.until(lambda: len(clerk.state.coming) == 1)
    clerk.press("1")
    assert clerk.decided().answer == "accept"


def test_one_comes_back_here_and_the_rest_there(
    come: Callable[[str], Clerk], database_url: str
) -> None:
    sari, agus = come(database_url), come(database_url)
    bring_one_back(sari)
    sari.sees("Pay out £3.33")
    sari.press("F8")
    first = sari.has_slip()

    agus.come_here()
    agus.enter("S-3")
    agus.sees("3 bought, 2 can come back")
    agus.press("Return")
    agus.until(lambda: len(agus.state.coming) == 1)
    agus.press("1")
    agus.decided()
    agus.enter("TOWEL")
    agus.until(lambda: agus.state.coming[0].quantity == Quantity.of(2))
    agus.decided()
    agus.sees("Pay out £6.67")
    agus.press("F8")
    assert (first, agus.has_slip()) == ("R1-000001", "R1-000002")


def test_the_last_one_goes_to_whoever_confirms_first(
    come: Callable[[str], Clerk], database_url: str, shop: Shop
) -> None:
    sari, agus = come(database_url), come(database_url)
    for clerk in (sari, agus):
        bring_one_back(clerk)
        clerk.enter("TOWEL")
        clerk.decided()
        clerk.enter("TOWEL")
        clerk.until(lambda clerk=clerk: clerk.state.coming[0].quantity == Quantity.of(3))  # type: ignore[misc]
        clerk.decided()
    for clerk in (sari, agus):
        clerk.come_here()
        clerk.press("F8")
    told = [clerk for clerk in (sari, agus) if not clerk_got_slip(clerk)]
    assert len(told) == 1

    late = told[0]
    late.come_here()
    late.sees(
        "The shop's policy does not allow this return. Nothing has been refunded.",
        "All of this line has already come back.",
    )
    late.sees("Came back: R1-000001")
    assert late.decided().answer == "refuse"
    assert not late.pay.isEnabled()
    late.press("F8")
    late.rest()
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalars(select(GoodsReturn.number)).all() == ["R1-000001"]


def clerk_got_slip(clerk: Clerk) -> bool:
    clerk.until(lambda: not clerk.state.busy)
    clerk.rest()
    return clerk.state.taken is not None

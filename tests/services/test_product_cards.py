"""One card with every answer about a product, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError

from models.services.pairings import pair_product
from models.services.prices import PriceToday
from models.services.product_cards import open_card
from models.tables.base import add_numbered, add_row
from models.tables.goods import Category, StockMovement
from models.tables.pairings import ProductPairing
from models.tables.shop import Store
from models.values import Money, Quantity, Refused
from models.values.codes import Answer
from models.values.products import Pairing
from tests.builders import NOON, a_line, a_product, a_sale, in_force, promotion

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.product_cards import ProductCard


def card(shop: Shop, product: int) -> ProductCard:
    return shop.read(lambda unit: open_card(unit, product))


def stocked(shop: Shop, product: int, store_id: int, *quantities: int, **values: str) -> None:
    with shop.unit() as unit:
        for quantity in quantities:
            row = {"bucket": "sellable", "moved_at": NOON, **values}
            add_row(
                unit.connection,
                StockMovement,
                product_id=product,
                store_id=store_id,
                quantity=Quantity.of(quantity),
                **row,
            )


def another_store(shop: Shop, name: str) -> int:
    with shop.unit() as unit:
        return add_numbered(unit.connection, Store, code=name, name=name)


def test_stock_here_comes_first_then_where_there_is_most(shop: Shop) -> None:
    kettle = a_product(shop)
    north, south, empty = (another_store(shop, name) for name in ("North", "South", "West"))
    stocked(shop, kettle, north, 3)
    stocked(shop, kettle, south, 9, -2)
    stocked(shop, kettle, empty, 4, -4)
    stocked(shop, kettle, empty, 5, bucket="repair")
    seen = [(at.store, at.here, at.quantity) for at in card(shop, kettle).stock]
    assert seen == [
        (shop.facts.name, True, Quantity(0)),
        ("South", False, Quantity.of(7)),
        ("North", False, Quantity.of(3)),
    ]


def test_the_cheapest_promotion_counts_and_says_until_when(shop: Shop) -> None:
    kettle = a_product(shop)
    with shop.unit() as unit:
        category = unit.connection.scalar(select(Category.id))
    promotion(
        shop, name="Too early", product_id=kettle, price=Money(1), until_on=date(2026, 1, 2)
    )
    promotion(shop, name="Dearer", product_id=kettle, price=Money(1200))
    promotion(shop, name="Home week", category_id=category, percent=1000)
    promotion(shop, name="Tea", product_id=kettle, price=Money(850), until_on=date(2026, 11, 5))
    assert card(shop, kettle).price == PriceToday(
        price=Money(850), usual=Money(1000), promotion="Tea", until=date(2026, 11, 5)
    )
    shop.clock = lambda: NOON + timedelta(days=1)
    assert card(shop, kettle).price.promotion == "Home week"


def test_without_a_promotion_the_list_price_holds(shop: Shop) -> None:
    kettle = a_product(shop)
    promotion(shop, name="Dearer", product_id=kettle, price=Money(1200))
    assert card(shop, kettle).price == PriceToday(price=Money(1000), usual=Money(1000))


def test_facts_codes_and_variants_are_on_it(shop: Shop) -> None:
    attributes = '{"warranty": "24 months", "colour": "red"}'
    red = a_product(shop, "Kettle red", sku="K-R", brand="Maspion", attributes=attributes)
    blue = a_product(shop, "Kettle blue", sku="K-B", brand="Maspion")
    a_product(shop, "Kettle steel", sku="K-S", brand="Maspion", price=Money(3000))
    a_product(shop, "Toaster", sku="T", brand="Other")
    a_product(shop, "Spade", sku="S", brand="Maspion", department="Garden")
    seen = card(shop, red)
    assert (seen.sku, seen.barcodes, seen.brand, seen.category) == (
        "K-R",
        ("K-R",),
        "Maspion",
        "Home",
    )
    assert seen.warranty == "24 months"
    assert seen.attributes == {"colour": "red"}
    assert [one.product_id for one in seen.variants] == [blue]


def test_what_was_bought_with_it_more_than_once_goes_with_it(shop: Shop) -> None:
    kettle, tea, cup, rug = (a_product(shop, name) for name in ("Kettle", "Tea", "Cup", "Rug"))
    for number, goods in enumerate(((tea, cup), (tea, cup), (tea, rug)), 1):
        lines = (a_line(each) for each in (kettle, *goods))
        a_sale(shop, *lines, a_line(charge="delivery"), number=f"S-{number}")
    a_sale(shop, a_line(rug), number="S-9")
    assert [(one.name, one.together) for one in card(shop, kettle).goes_with] == [
        ("Tea", 3),
        ("Cup", 2),
    ]


def test_what_a_manager_names_comes_first_and_in_that_order(shop: Shop) -> None:
    kettle, tea, cup, pro = (a_product(shop, name) for name in ("Kettle", "Tea", "Cup", "Pro"))
    for number in (1, 2):
        a_sale(shop, a_line(kettle), a_line(tea), number=f"S-{number}")
    shop.run(lambda unit: pair_product(unit, kettle, Pairing.GOES_WITH, [pro]))
    shop.run(lambda unit: pair_product(unit, kettle, Pairing.GOES_WITH, [cup, tea, cup]))
    shop.run(lambda unit: pair_product(unit, kettle, Pairing.BETTER_MODEL, [pro]))
    seen = card(shop, kettle)
    assert [one.name for one in seen.goes_with] == ["Cup", "Tea"]
    assert [one.name for one in seen.better] == ["Pro"]
    assert not {one.name for one in seen.variants} & {"Cup", "Tea", "Pro"}
    shop.run(lambda unit: pair_product(unit, kettle, Pairing.BETTER_MODEL, []))
    assert card(shop, kettle).better == ()


def test_its_return_is_answered_as_before_buying(shop: Shop) -> None:
    in_force(shop, 'window = "30 days"')
    kettle = a_product(shop)
    first = card(shop, kettle).policy.reasons[0]
    assert (first.answer, first.last_day) == (Answer.ACCEPT, date(2026, 12, 5))


def test_a_card_takes_as_many_queries_for_much_as_for_little(shop: Shop) -> None:
    kettle, tea = a_product(shop), a_product(shop, "Tea")

    def queries() -> int:
        seen: list[str] = []
        listen = (shop.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
        event.listen(*listen)
        card(shop, kettle)
        event.remove(*listen)
        return len(seen)

    a_sale(shop, a_line(kettle), a_line(tea), number="S-0")
    a_sale(shop, a_line(kettle), a_line(tea), number="S-00")
    before = queries()
    for number in range(1, 6):
        other = a_product(shop, f"Other {number}")
        for again in (1, 2):
            a_sale(shop, a_line(kettle), a_line(other), number=f"S-{number}-{again}")
    assert queries() == before


@pytest.mark.parametrize(
    ("others", "code"),
    [
        ([1], "pairing-itself"),
        ([99], "goods-unknown"),
        (list(range(2, 15)), "pairing-too-many"),
    ],
)
def test_what_cannot_be_named_beside_it_is_refused(
    shop: Shop, others: list[int], code: str
) -> None:
    kettle = a_product(shop)
    assert kettle == 1
    with pytest.raises(Refused, match=code):
        shop.run(lambda unit: pair_product(unit, kettle, Pairing.GOES_WITH, others))


def test_an_unknown_product_has_no_card(shop: Shop) -> None:
    with pytest.raises(Refused, match="goods-unknown"):
        card(shop, 99)


@pytest.mark.parametrize("wrong", [{"other_id": 1}, {"kind": "near"}, {"other_id": 99}])
def test_the_database_refuses_what_cannot_be(shop: Shop, wrong: dict[str, object]) -> None:
    for name in ("Kettle", "Tea"):
        a_product(shop, name)
    row = {"product_id": 1, "kind": "goes-with", "other_id": 2, "place": 1, **wrong}
    with pytest.raises(DBAPIError), shop.unit() as unit:
        add_row(unit.connection, ProductPairing, **row)

"""What is cheaper for some days, from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.import_promotions import take_in_promotions
from models.tables.promotions import Promotion
from models.values import Money, Refused
from tests.builders import a_product

if TYPE_CHECKING:
    from pathlib import Path

    from models.db import Shop
    from models.services.import_promotions import PromotionsTaken

HEADER = "name,sku,category,percent,price,from,until"
TEA = "Tea week,kettle,,,7.50,2026-11-01,2026-11-07"
HOME = "Home,,Home,12.5,,2026-11-01,2026-11-30"


def take_in(shop: Shop, folder: Path, *rows: str, header: str = HEADER) -> PromotionsTaken:
    path = folder / "promotions.csv"
    path.write_text("\n".join((header, *rows)), "utf-8")
    return shop.run(lambda unit: take_in_promotions(unit, path))


def test_the_same_file_twice_adds_nothing_and_changes_what_it_says_otherwise(
    shop: Shop, tmp_path: Path
) -> None:
    a_product(shop)
    first = take_in(shop, tmp_path, TEA, HOME)
    again = take_in(shop, tmp_path, TEA.replace("7.50", "7.00"), HOME)
    assert (first.new, first.changed, first.rejected) == (2, 0, ())
    assert (again.new, again.changed, again.rejected) == (0, 1, ())
    with shop.unit(writes=False) as unit:
        stored = unit.connection.execute(
            select(Promotion.name, Promotion.percent, Promotion.price).order_by(Promotion.id)
        ).all()
    assert list(map(tuple, stored)) == [
        ("Tea week", None, Money(700)),
        ("Home", 1250, None),
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (TEA.replace("kettle", "cup"), "promotion-goods"),
        (TEA.replace("7.50", "7.505"), "price-unreadable"),
        (TEA.replace("7.50", "-1"), "price-unreadable"),
        (HOME.replace("12.5", "101"), "price-unreadable"),
        (HOME.replace("12.5", "0"), "price-unreadable"),
        (TEA.replace(",,7.50", ",10,7.50"), "promotion-either"),
        (TEA.replace("kettle", ""), "promotion-either"),
        (TEA.replace("11-07", "10-07"), "promotion-days"),
        (TEA.replace("2026-11-01", "today"), "promotion-days"),
        (TEA.replace("Tea week", " "), "promotion-name"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(
    shop: Shop, tmp_path: Path, row: str, code: str
) -> None:
    a_product(shop)
    taken = take_in(shop, tmp_path, row, HOME)
    assert [(one.line, one.message.code) for one in taken.rejected] == [(2, code)]
    assert taken.new == 1


def test_a_file_without_its_columns_is_refused(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="column-missing"):
        take_in(shop, tmp_path, header="name,sku,from,until")

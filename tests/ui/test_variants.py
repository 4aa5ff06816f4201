"""Variants in rows and columns, whatever a list says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.services.product_cards import open_card
from tests.builders import a_product
from ui.screens.inquiries.variants import VariantGrid, variant_grid

if TYPE_CHECKING:
    from models.db import Shop


@pytest.fixture
def system() -> str:
    return "sqlite"


def grid_of(shop: Shop, *ones: tuple[str, str]) -> VariantGrid | None:
    ids = [
        a_product(shop, name, brand="Sandya", attributes=attributes)
        for name, attributes in ones
    ]
    return variant_grid(shop.read(lambda unit: open_card(unit, ids[0])))


def test_colours_go_down_and_sizes_across(shop: Shop) -> None:
    grid = grid_of(
        shop,
        ("Shirt red XL", '{"colour": "red", "size": "XL"}'),
        ("Shirt blue S", '{"colour": "blue", "size": "S"}'),
        ("Shirt red M", '{"colour": "red", "size": "M"}'),
    )
    assert grid
    assert grid.columns == ("S", "M", "XL")
    assert [row for row, _ in grid.rows] == ["blue", "red"]
    red = grid.rows[1][1]
    assert [cell.name if cell else None for cell in red] == [
        None,
        "Shirt red M",
        "Shirt red XL",
    ]
    assert [cell.own for cell in red if cell] == [False, True]


def test_one_thing_stands_in_a_row(shop: Shop) -> None:
    grid = grid_of(
        shop,
        ("Shoe 42", '{"size": "42"}'),
        ("Shoe 9", '{"size": "9"}'),
        ("Shoe x", '{"size": "x"}'),
    )
    assert grid
    assert grid.columns == ()
    assert [cell.label for cell in grid.rows[0][1] if cell] == ["9", "42", "x"]


def test_names_tell_apart_what_no_list_does(shop: Shop) -> None:
    grid = grid_of(shop, ("Towel soft red", "{}"), ("Towel soft deep blue", "{}"))
    assert grid
    assert [cell.label for cell in grid.rows[0][1] if cell] == ["deep blue", "red"]


def test_one_alone_has_none(shop: Shop) -> None:
    assert grid_of(shop, ("Kettle", "{}")) is None

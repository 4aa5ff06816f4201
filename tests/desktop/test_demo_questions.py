"""The demo's shelves answer what people ask at the counter."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desktop.demo.build import build_demo
from models.db import open_shop
from models.services.product_cards import open_card
from models.services.product_search import find_products
from tests.builders import MANAGER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.db import Shop

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'shop.db'}"
    build_demo(url, NOW, lambda done, total: None, scale=0.01)
    with closing(open_shop(url, clock=lambda: NOW)) as shop:
        shop.person = MANAGER
        yield shop


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("blendr", "Blender"),
        ("handuk", "Handuk"),
        ("handk mandi", "Handuk mandi"),
        ("bl", "Bl"),
        ("celna chino", "Celana chino"),
        ("ponsl vioma", "Ponsel Vioma"),
        ("blander", "Blender"),
    ],
)
def test_what_people_ask_about_is_found(demo: Shop, typed: str, begins: str) -> None:
    found = demo.read(lambda unit: find_products(unit, typed))
    assert found
    assert found[0].name.startswith(begins)


def test_a_card_of_the_demo_is_full(demo: Shop) -> None:
    found = demo.read(lambda unit: find_products(unit, "celana chino pria sandya"))
    card = demo.read(lambda unit: open_card(unit, found[0].product_id))
    assert card.price.promotion
    assert card.variants
    assert card.goes_with
    assert card.better
    assert len(card.stock) == 2

"""Whatever people type of a product's name or code, it is found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from models.db import connect
from models.migrations.upgrade import upgrade
from models.services.imports import import_file
from models.services.product_search import Fit, find_products
from models.tables.goods import Barcode
from models.tables.product_words import ProductWord, SearchWord
from tests.builders import a_product, another_shop
from tests.rules.test_spelling import LETTERS

if TYPE_CHECKING:
    from pathlib import Path

    from models.db import Shop

GOODS = {
    "K-1": "Steel kettle 1.7 L",
    "K-2": "Kettle",
    "K-3": "Kettle descaler",
    "B-1": "Blender Pro",
    "T-1": "Crème brûlée torch",
    "I-1": "Ketel listrik",
    "I-2": "Penanak nasi serbaguna",
    "F-1": "Kawali na malaki",
    "F-2": "Sandok at siyansi",
    "N-1": "Model 2000",
    "N-2": "Model 2001",
}


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    for sku, name in GOODS.items():
        a_product(shop, name, sku=sku, brand="Maspion" if sku == "I-1" else "")
    with shop.unit() as unit:
        first = find_products(unit, "K-1")[0].product_id
        unit.connection.execute(insert(Barcode).values(code="8991234567890", product_id=first))
    return shop


def found(shop: Shop, typed: str) -> list[str]:
    return [one.sku for one in shop.read(lambda unit: find_products(unit, typed))]


@pytest.mark.parametrize(
    ("typed", "skus"),
    [
        ("8991234567890", ["K-1"]),
        ("k-2", ["K-2"]),
        (" K-2 ", ["K-2"]),
        ("kettle", ["K-2", "K-3", "K-1"]),
        ("KETTLE steel", ["K-1"]),
        ("kettle desc", ["K-3"]),
        ("blen", ["B-1"]),
        ("creme brulee", ["T-1"]),
        ("CRÈME", ["T-1"]),
        ("maspion", ["I-1"]),
        ("ketel", ["I-1"]),
        ("penanka nasi", ["I-2"]),
        ("serbagunna", ["I-2"]),
        ("kawlai", ["F-1"]),
        ("mlaki kawali", ["F-1"]),
        ("siansi", ["F-2"]),
        ("steel kettel", ["K-1"]),
        ("blandar", ["B-1"]),
        ("model 2000", ["N-1"]),
        ("modle 200", ["N-1", "N-2"]),
        ("model 2002", []),
        ("toaster", []),
        ("kettle toaster", []),
        ("", []),
        (" - ", []),
        ("%_'\"*", []),
    ],
)
def test_what_is_typed_finds(stocked: Shop, typed: str, skus: list[str]) -> None:
    assert found(stocked, typed) == skus


@pytest.mark.parametrize(
    ("typed", "fit"),
    [
        ("K-2", Fit.CODE),
        ("kettle", Fit.WORDS),
        ("kett", Fit.BEGINNINGS),
        ("kttle", Fit.SLIPS),
    ],
)
def test_each_says_how_it_fits(stocked: Shop, typed: str, fit: Fit) -> None:
    first = stocked.read(lambda unit: find_products(unit, typed))[0]
    assert (first.sku, first.name, first.price.price.minor, first.fit) == (
        "K-2",
        "Kettle",
        1000,
        fit,
    )


def test_no_more_are_listed_than_are_wanted(stocked: Shop) -> None:
    for typed in ("kettle", "k", "ketel", "K-1"):
        assert len(stocked.read(partial(find_products, typed=typed, limit=1))) == 1


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = another_shop(tmp_path_factory.mktemp("kitchen") / "shop.db")
    for sku, name in GOODS.items():
        a_product(shop, name, sku=sku)
    return shop


TYPED = sorted(
    {
        (sku, word)
        for sku, name in GOODS.items()
        for word in name.lower().split()
        if len(word) > 2
    }
)


@given(st.sampled_from(TYPED), st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_word_is_found_with_any_letter_wrong(
    kitchen: Shop, of: tuple[str, str], data: st.DataObject
) -> None:
    sku, word = of
    if any(letter.isdigit() for letter in word):
        return
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    before, after = word[:place], word[place:]
    for typed in (
        before + letter + after,
        before + after[1:],
        before + letter + after[1:],
        before + after[1:2] + after[:1] + after[2:],
    ):
        assert sku in found(kitchen, typed), typed


def test_what_an_import_brings_is_found(shop: Shop, tmp_path: Path) -> None:
    file = tmp_path / "sales.csv"
    file.write_text(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "500,22423,REGENCY CAKESTAND 3 TIER,1,2026-11-01 09:00:00,12.75,17850.0,France\n"
        "500,22424,Enamel bread bin,1,2026-11-01 09:00:00,12.75,17850.0,France\n"
    )
    for _ in range(2):
        import_file(shop, file)
        assert found(shop, "cakestnad") == ["22423"]
        assert found(shop, "bread enamel") == ["22424"]


def test_products_of_an_older_shop_are_found(empty_database_url: str) -> None:
    """And words that come later get numbers of their own."""
    engine = connect(empty_database_url)
    upgrade(engine, to="0025")
    with engine.begin() as connection:
        for key, name in enumerate(("Steel kettle", "Blue kettle"), 1):
            connection.exec_driver_sql(
                "INSERT INTO product (id, sku, name, price, tax_rate, serialised, weighed) "
                f"VALUES ({key}, 'K-{key}', '{name}', 1000, 0, false, false)"
            )
    upgrade(engine)
    with engine.begin() as connection:
        has = connection.execute(
            select(ProductWord.product_id, SearchWord.word, ProductWord.words)
            .join(SearchWord, SearchWord.id == ProductWord.word_id)
            .order_by(ProductWord.product_id, SearchWord.word)
        ).all()
        assert has == [
            (1, "kettle", 2),
            (1, "steel", 2),
            (2, "blue", 2),
            (2, "kettle", 2),
        ]
        new = connection.execute(insert(SearchWord).values(word="red")).inserted_primary_key
        assert new == (4,)
    engine.dispose()

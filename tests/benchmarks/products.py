"""How fast a product is found by what somebody types, among a hundred thousand.

``python -m tests.benchmarks.products [--url URL] [--products 100000] [--queries 300]``; the
shop is a new SQLite file unless a URL of an empty database is given.

Names are made up in English, Bahasa Indonesia and Filipino, each with a brand and a number
of its model. Asked are a word or two of a name, their beginnings, a letter wrong in one of
them, a barcode, a SKU, and what nothing is called.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import closing
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from desktop.demo.goods import ean13
from models.rules.spelling import words_of
from models.services.bulk import insert_rows, move_keys_on
from models.services.product_search import find_products
from models.services.product_words import add_product_words
from models.tables.goods import Barcode, Product
from tests.benchmarks.figures import Times, say
from tests.builders import a_shop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.db import Shop

SEED: Final = 7
NAMES: Final = (
    (
        "{quality} {thing} {use}",
        "steel wooden glass foldable electric cordless heavy compact portable ceramic wide",
        "kettle blender toaster lamp drill chair mixer saucepan speaker cable iron fan heater",
        "for kitchen|for garden|for travel|with lid|with timer|two pieces|large|small",
    ),
    (
        "{thing} {quality} {use}",
        "listrik lipat kayu kaca baja serbaguna hemat otomatis murah mewah tebal ringan",
        "ketel blender pemanggang lampu bor kursi pengaduk panci wajan setrika kipas penanak",
        "untuk dapur|untuk kebun|ukuran besar|ukuran kecil|dengan tutup|isi dua|anti lengket",
    ),
    (
        "{thing} na {quality} {use}",
        "malaki maliit bakal kahoy babasagin matibay magaan mura bago makapal natitiklop",
        "takure kawali sandok lampara upuan kaldero plantsa bentilador kutsilyo mesa unan",
        "pang kusina|pang hardin|may takip|dalawang piraso|para sa bahay|pang biyahe",
    ),
)
SYLLABLES: Final = "ba be bi bo ka ke ko la li lo ma mi mo na ne no ra ri sa se so ta ti"


def made_up(draw: Random, products: int) -> list[tuple[int, str, str]]:
    """Id, name and brand; some ten thousand brands and ranges, as an importer's list has."""
    syllables = SYLLABLES.split()
    coined = ["".join(draw.choices(syllables, k=draw.randint(2, 4))) for _ in range(10_000)]
    made = []
    for key in range(1, products + 1):
        pattern, qualities, things, uses = draw.choice(NAMES)
        name = pattern.format(
            quality=draw.choice(qualities.split()),
            thing=draw.choice(things.split()),
            use=draw.choice(uses.split("|")),
        )
        series, model = draw.choice(coined), draw.randint(100, 9999)
        made.append((key, f"{name} {series} {model}".capitalize(), draw.choice(coined)))
    return made


def store(shop: Shop, products: Sequence[tuple[int, str, str]]) -> float:
    """Seconds that it takes to keep their words."""
    with shop.unit() as unit:
        insert_rows(
            unit.connection,
            Product,
            ("id", "sku", "name", "price", "tax_rate", "serialised", "weighed", "brand"),
            (
                (key, f"P{key:06}", name, 1000, 0, False, False, brand)
                for key, name, brand in products
            ),
        )
        insert_rows(
            unit.connection,
            Barcode,
            ("code", "product_id"),
            ((ean13(f"500000{key:06}"), key) for key, *_ in products),
        )
        move_keys_on(unit.connection, Product)
        began = time.perf_counter()
        add_product_words(unit.connection, products)
        took = time.perf_counter() - began
    if shop.engine.dialect.name == "postgresql":  # which does it by itself in a while
        with shop.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as alone:
            alone.execute(text("VACUUM ANALYZE"))
    return took


def slipped(draw: Random, word: str) -> str:
    """With one letter missing, doubled, changed, or swapped with the next one."""
    place = draw.randrange(len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    return draw.choice(
        (
            before + after,
            before + letter + letter + after,
            before + draw.choice("aeinst") + after,
            before + after[0] + letter + after[1:],
        )
    )


def one_word(draw: Random, key: int, words: Sequence[str]) -> str:
    return draw.choice(words)


def three_words(draw: Random, key: int, words: Sequence[str]) -> str:
    return " ".join(draw.sample(words, min(3, len(words))))


def beginning(draw: Random, key: int, words: Sequence[str]) -> str:
    word = draw.choice(words)
    return word[: draw.randint(1, len(word))]


def beginnings(draw: Random, key: int, words: Sequence[str]) -> str:
    return " ".join(word[: draw.randint(2, 4)] for word in draw.sample(words, 3))


def one_slip(draw: Random, key: int, words: Sequence[str]) -> str:
    return slipped(
        draw, draw.choice([word for word in words if len(word) > 3 and word.isalpha()])
    )


def slip_among_words(draw: Random, key: int, words: Sequence[str]) -> str:
    return f"{draw.choice(words)} {one_slip(draw, key, words)}"


def barcode(draw: Random, key: int, words: Sequence[str]) -> str:
    return ean13(f"500000{key:06}")


def sku(draw: Random, key: int, words: Sequence[str]) -> str:
    return f"p{key:06}"


def nothing(draw: Random, key: int, words: Sequence[str]) -> str:
    return f"{draw.choice(words)} {''.join(draw.sample('qxzwvyj', 6))}"


WAYS: Final = {
    "one word": one_word,
    "three words": three_words,
    "a beginning": beginning,
    "three beginnings": beginnings,
    "a slip": one_slip,
    "a slip and a word": slip_among_words,
    "a barcode": barcode,
    "a SKU": sku,
    "what is nowhere": nothing,
}
ALWAYS_FOUND: Final = frozenset(WAYS) - {"what is nowhere"}


def measure(shop: Shop, products: Sequence[tuple[int, str, str]], queries: int) -> None:
    """Raise ``LookupError`` where something is not found that has to be."""
    for way, asked in WAYS.items():
        draw = Random(SEED)
        times, slowest = Times(), (0.0, "")
        for key, name, brand in draw.sample(products, queries):
            typed = asked(draw, key, words_of(name, brand))
            found = times.take(partial(shop.read, partial(find_products, typed=typed)))
            slowest = max(slowest, (times.worked[-1], typed))
            if not found and way in ALWAYS_FOUND:
                raise LookupError(typed)
        say(f"{way + ':':<20} {times}: {slowest[1]}")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--url", default="")
    words.add_argument("--products", type=int, default=100_000)
    words.add_argument("--queries", type=int, default=300)
    asked = words.parse_args()
    products = made_up(Random(SEED), asked.products)
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(a_shop(asked.url or f"sqlite:///{folder}/shop.db")) as shop,
    ):
        took = store(shop, products)
        count, system = len(products), shop.engine.dialect.name
        say(f"{count:,} products on {system}; their words kept in {took:.1f} s")
        measure(shop, products, asked.queries)


if __name__ == "__main__":
    main()

"""Keep the words of products beside them, wherever products are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.rules.spelling import remains, words_of
from models.services.bulk import in_portions, insert_rows, reserve_keys
from models.tables.product_words import ProductWord, SearchWord, WordRemains

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


def add_product_words(connection: Connection, products: Iterable[tuple[int, str, str]]) -> None:
    """Let new products be found: each with its id, name and brand.

    Whoever writes products is the only one who does so (an import takes its turn), so nobody
    else makes the same words meanwhile.
    """
    for portion in in_portions(products):
        words = {key: words_of(name, brand) for key, name, brand in portion}
        ids = _ids_of(connection, {word for found in words.values() for word in found})
        insert_rows(
            connection,
            ProductWord,
            ("product_id", "word_id", "words"),
            sorted(
                (key, ids[word], len(found)) for key, found in words.items() for word in found
            ),
        )


def _ids_of(connection: Connection, words: set[str]) -> dict[str, int]:
    """Their ids, given to those that are new."""
    known: dict[str, int] = {}
    for portion in in_portions(sorted(words)):
        rows = connection.execute(
            select(SearchWord.word, SearchWord.id).where(SearchWord.word.in_(portion))
        )
        known.update((row.word, row.id) for row in rows)
    new = sorted(words - known.keys())
    keys = reserve_keys(connection, SearchWord, len(new))
    made = dict(zip(new, keys, strict=True))
    insert_rows(connection, SearchWord, ("word", "id"), made.items())
    insert_rows(
        connection,
        WordRemains,
        ("remains", "word_id"),
        sorted((part, key) for word, key in made.items() for part in remains(word)),
    )
    return known | made

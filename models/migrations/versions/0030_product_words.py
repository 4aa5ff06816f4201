"""Products are found by any word, its beginning, or with a letter wrong; what goes with them

Revision ID: 0030
Revises: 0029
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

from models.rules.spelling import remains, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BY_LETTER = sa.String().with_variant(sa.String(collation="C"), "postgresql")
AT_ONCE = 5000

product = sa.table("product", sa.column("id"), sa.column("name"), sa.column("brand"))
search_word = sa.table("search_word", sa.column("id"), sa.column("word"))
word_remains = sa.table("word_remains", sa.column("remains"), sa.column("word_id"))
product_word = sa.table(
    "product_word", sa.column("product_id"), sa.column("word_id"), sa.column("words")
)


def upgrade() -> None:
    op.create_table(
        "search_word",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("word", BY_LETTER, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_word")),
        sa.UniqueConstraint("word", name=op.f("uq_search_word_word")),
    )
    op.create_table(
        "word_remains",
        sa.Column("remains", BY_LETTER, nullable=False),
        sa.Column("word_id", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["word_id"],
            ["search_word.id"],
            name=op.f("fk_word_remains_word_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("remains", "word_id", name=op.f("pk_word_remains")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "product_word",
        sa.Column("product_id", WHOLE, nullable=False),
        sa.Column("word_id", WHOLE, nullable=False),
        sa.Column("words", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
            name=op.f("fk_product_word_product_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["word_id"],
            ["search_word.id"],
            name=op.f("fk_product_word_word_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("product_id", "word_id", name=op.f("pk_product_word")),
        sqlite_with_rowid=False,
    )
    _fill()
    op.create_index(
        "ix_product_word_word_id_words",
        "product_word",
        ["word_id", "words", "product_id"],
        unique=False,
    )
    op.create_table(
        "product_pairing",
        sa.Column("product_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("other_id", WHOLE, nullable=False),
        sa.Column("place", WHOLE, nullable=False),
        sa.CheckConstraint("other_id <> product_id", name=op.f("ck_product_pairing_other")),
        sa.CheckConstraint(
            "kind IN ('goes-with', 'better-model')", name=op.f("ck_product_pairing_kind")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["product.id"],
            name=op.f("fk_product_pairing_other_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
            name=op.f("fk_product_pairing_product_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint(
            "product_id", "kind", "other_id", name=op.f("pk_product_pairing")
        ),
    )


def _fill() -> None:
    """The words of every product on record."""
    connection = op.get_bind()
    known: dict[str, int] = {}
    fresh = count(1)
    for products in _products(connection):
        new: dict[str, int] = {}
        has = []
        for row in products:
            words = words_of(row.name, row.brand)
            for word in words:
                if word not in known:
                    known[word] = new[word] = next(fresh)
                has.append({"product_id": row.id, "word_id": known[word], "words": len(words)})
        left = [
            {"remains": part, "word_id": key}
            for word, key in new.items()
            for part in remains(word)
        ]
        _insert(search_word, [{"id": key, "word": word} for word, key in new.items()])
        _insert(word_remains, left)
        _insert(product_word, has)
    if known and connection.dialect.name == "postgresql":
        op.execute(f"SELECT setval(pg_get_serial_sequence('search_word', 'id'), {len(known)})")


def _products(connection: sa.Connection) -> Iterator[list[Any]]:
    last = 0
    while rows := list(
        connection.execute(
            sa.select(product.c.id, product.c.name, product.c.brand)
            .where(product.c.id > last)
            .order_by(product.c.id)
            .limit(AT_ONCE)
        )
    ):
        yield rows
        last = rows[-1].id


def _insert(table: sa.TableClause, rows: list[dict[str, object]]) -> None:
    if rows:
        op.get_bind().execute(sa.insert(table), rows)

"""The words of what the shop sells, so that it is found as people type it.

Nothing of this is a record: it follows from the products' names, and is written with them.
"""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link

ByLetter = String().with_variant(String(collation="C"), "postgresql")
"""A text that sorts by its letters alone, so that a beginning is a range of the index."""


class SearchWord(Base):
    """A word, folded, that some product's name or brand has."""

    __tablename__ = "search_word"

    id: Mapped[Key]
    word: Mapped[str] = mapped_column(ByLetter, unique=True)


class WordRemains(Base):
    """What is left of a word where letters are missing: how one with a slip is found."""

    __tablename__ = "word_remains"
    __table_args__ = ({"sqlite_with_rowid": False},)

    remains: Mapped[str] = mapped_column(ByLetter, primary_key=True)
    word_id: Mapped[int] = mapped_column(link("search_word.id"), primary_key=True)


class ProductWord(Base):
    """``words`` is how many the product has: of two with the same word, the shorter name is
    likelier meant."""

    __tablename__ = "product_word"
    __table_args__ = (
        Index("ix_product_word_word_id_words", "word_id", "words", "product_id"),
        {"sqlite_with_rowid": False},
    )

    product_id: Mapped[int] = mapped_column(link("product.id"), primary_key=True)
    word_id: Mapped[int] = mapped_column(link("search_word.id"), primary_key=True)
    words: Mapped[int]

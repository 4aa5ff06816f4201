"""The shop's own words and pictures on papers: every version that ever was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link


class Logo(Base):
    """A picture, by the SHA-256 of its PNG: papers name it for ever, so it is never changed."""

    __tablename__ = "logo"
    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest"),
        CheckConstraint("length(png) BETWEEN 1 AND 262144", name="png"),
    )

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    png: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(link("staff.id"))


class LetterheadRow(Base):
    """A version for a store, or for every store without one of its own (no ``store_id``).

    ``words`` is JSON: header and footer by language. A store whose newest version ``follows``
    has the shop's again.
    """

    __tablename__ = "letterhead"
    __table_args__ = (
        UniqueConstraint("store_id", "version"),
        Index(
            "ix_letterhead_shop_version",
            "version",
            unique=True,
            sqlite_where=text("store_id IS NULL"),
            postgresql_where=text("store_id IS NULL"),
        ),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("NOT follows OR store_id IS NOT NULL", name="follows"),
        CheckConstraint("NOT follows OR (logo IS NULL AND words = '{}')", name="follows_bare"),
    )

    id: Mapped[Key]
    store_id: Mapped[int | None] = mapped_column(link("store.id"))
    version: Mapped[int]
    logo: Mapped[str | None] = mapped_column(String(64), link("logo.digest"))
    words: Mapped[str] = mapped_column(Text)
    follows: Mapped[bool]
    made_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(link("staff.id"))

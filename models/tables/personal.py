"""What tells who somebody is, beside the papers and the journal, which nobody can change."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link


class Personal(Base):
    """A name, or words that may hold one. A paper or a journal entry has in its place the
    number of this row and SHA-256 of ``salt`` and ``value``: once both are gone, nothing
    leads back to them, and the paper and the chain are as they were.

    ``paper`` is the slip that words are about. By the database's own guard a row changes only
    by being forgotten, and is never deleted.
    """

    __tablename__ = "personal"
    __table_args__ = (
        CheckConstraint("what IN ('name', 'words')", name="what"),
        CheckConstraint("(value IS NULL) = (forgotten_at IS NOT NULL)", name="value"),
        CheckConstraint("(salt IS NULL) = (forgotten_at IS NOT NULL)", name="salt"),
    )

    id: Mapped[Key]
    customer_id: Mapped[int | None] = mapped_column(link("customer.id"), index=True)
    paper: Mapped[str | None] = mapped_column(String(40), index=True)
    what: Mapped[str] = mapped_column(String(10))
    salt: Mapped[str | None] = mapped_column(String(32))
    value: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime]
    forgotten_at: Mapped[datetime | None]

"""Visits that were put on hold: what the clerk had entered, until a register goes on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link

OPEN = "resumed_at IS NULL AND dropped_at IS NULL"


class SuspendedCase(Base):
    """One visit on hold; no money and no goods hang on it.

    ``about`` is the sale's number or the first of the goods, ``body`` a JSON object as
    :mod:`models.services.suspended_bodies` writes it. Deleted after a time.
    """

    __tablename__ = "suspended_case"
    __table_args__ = (
        CheckConstraint("kind IN ('return', 'exchange', 'no-receipt')", name="kind"),
        CheckConstraint("items > 0", name="items"),
        CheckConstraint(
            "(resumed_at IS NULL) = (resumed_register_id IS NULL) "
            "AND (resumed_at IS NULL) = (resumed_by IS NULL)",
            name="resumed",
        ),
        CheckConstraint("(dropped_at IS NULL) = (dropped_by IS NULL)", name="dropped"),
        CheckConstraint("resumed_at IS NULL OR dropped_at IS NULL", name="once"),
        Index(
            "ix_suspended_case_open",
            "store_id",
            "at",
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
    )

    id: Mapped[Key]
    store_id: Mapped[int] = mapped_column(link("store.id"))
    register_id: Mapped[int] = mapped_column(link("register.id"))
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(12))
    about: Mapped[str] = mapped_column(String(200))
    items: Mapped[int]
    note: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text)
    resumed_at: Mapped[datetime | None]
    resumed_register_id: Mapped[int | None] = mapped_column(link("register.id"))
    resumed_by: Mapped[int | None] = mapped_column(link("staff.id"))
    dropped_at: Mapped[datetime | None]
    dropped_by: Mapped[int | None] = mapped_column(link("staff.id"))

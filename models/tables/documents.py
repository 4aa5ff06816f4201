"""Numbered papers and the snapshot each was made from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link


class NumberSeries(Base):
    """The last number given to a kind of paper at a register; moves with its paper."""

    __tablename__ = "number_series"

    register_id: Mapped[int] = mapped_column(link("register.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    last: Mapped[int]


class Document(Base):
    """Written once; the database refuses to change or delete it."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("register_id", "kind", "number"),
        CheckConstraint("number > 0", name="number"),
        Index("ix_document_kind_made_at", "kind", "made_at", "id"),
        Index("ix_document_register_id_kind", "register_id", "kind", "made_at", "id"),
    )

    id: Mapped[Key]
    register_id: Mapped[int] = mapped_column(link("register.id"))
    kind: Mapped[str] = mapped_column(String(12))
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(40), unique=True)
    made_at: Mapped[datetime]
    return_id: Mapped[int | None] = mapped_column(link("goods_return.id"), index=True)
    snapshot: Mapped[str] = mapped_column(Text)


class DocumentPrint(Base):
    """Each time a paper left the counter: 0 is the original, then copies 1, 2, …"""

    __tablename__ = "document_print"

    document_id: Mapped[int] = mapped_column(link("document.id"), primary_key=True)
    copy: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(link("staff.id"))

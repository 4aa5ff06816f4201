"""What customers drew to sign their papers, and when they are asked to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link


class Signature(Base):
    """One for a paper, as the path of an SVG. The paper's own snapshot knows nothing of it;
    ``digest`` is the SHA-256 that the journal has, too, and stays where the path is blanked
    to forget a person."""

    __tablename__ = "signature"
    __table_args__ = (
        CheckConstraint("length(path) BETWEEN 1 AND 16000", name="path"),
        CheckConstraint("length(digest) = 64", name="digest"),
        CheckConstraint("width BETWEEN 1 AND 1001", name="width"),
        CheckConstraint("height BETWEEN 1 AND 1001", name="height"),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = mapped_column(link("document.id"), unique=True)
    request_id: Mapped[str] = mapped_column(String(36), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    path: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[datetime]
    register_id: Mapped[int] = mapped_column(link("register.id"))
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    """Who served."""


class SigningTerms(Base):
    """When customers of a store are asked: every version that ever was."""

    __tablename__ = "signing_terms"
    __table_args__ = (
        UniqueConstraint("store_id", "version"),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("signs IN ('never', 'money', 'always')", name="signs"),
    )

    id: Mapped[Key]
    store_id: Mapped[int] = mapped_column(link("store.id"))
    version: Mapped[int]
    signs: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(link("staff.id"))

"""What the shop's people are told to say, in the shop's own words: every version there was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link


class GuideRow(Base):
    """``words`` is JSON: a text by step; without any, the program's own words stand again."""

    __tablename__ = "guide"
    __table_args__ = (
        UniqueConstraint("kind", "language", "version"),
        CheckConstraint("kind IN ('return', 'inquiry', 'complaint', 'pick-up')", name="kind"),
        CheckConstraint("version > 0", name="version"),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(5))
    version: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(link("staff.id"))

"""Every policy that was ever in force, whole."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key


class PolicyVersion(Base):
    __tablename__ = "policy_version"

    number: Mapped[Key]
    in_force_from: Mapped[date] = mapped_column(Date, index=True)
    made_at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(Text)

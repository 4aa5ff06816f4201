"""Returns that were undone: the paper that says so, and who asked and allowed it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link


class ReturnVoid(Base):
    """One return or exchange undone; the return names it, and so does the sale of what went
    out. Only added, never edited."""

    __tablename__ = "return_void"
    __table_args__ = (CheckConstraint("approver_id <> staff_id", name="approver_id"),)

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    register_id: Mapped[int] = mapped_column(link("register.id"))
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    approver_id: Mapped[int] = mapped_column(link("staff.id"))
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]

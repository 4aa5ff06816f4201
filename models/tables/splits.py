"""Refunds that went out otherwise than they were planned: what was proposed, and why."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link


class RefundSplit(Base):
    """One return whose money the clerk shared out anew. Only added, never edited.

    ``proposed`` (a JSON object) holds the computed plan: tender, kind and exact amount of each
    part. ``approver_id`` is who allowed what the policy does not offer, and never without a
    ``reason``; empty where the policy offers it.
    """

    __tablename__ = "refund_split"
    __table_args__ = (
        CheckConstraint("approver_id IS NULL OR reason <> ''", name="reason"),
        CheckConstraint("approver_id <> staff_id", name="approver_id"),
    )

    id: Mapped[Key]
    return_id: Mapped[int] = mapped_column(link("goods_return.id"), unique=True)
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    approver_id: Mapped[int | None] = mapped_column(link("staff.id"))
    reason: Mapped[str] = mapped_column(String(200))
    proposed: Mapped[str] = mapped_column(Text)

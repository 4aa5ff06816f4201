"""Every policy that was ever in force, whole; and the drafts of those that may be."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link


class PolicyVersion(Base):
    """Never edited. ``body`` is the policy as a document, in canonical JSON.

    ``reviewer`` is empty where nobody reviewed it, ``reason`` where none was needed.
    """

    __tablename__ = "policy_version"

    number: Mapped[Key]
    in_force_from: Mapped[date] = mapped_column(Date, index=True)
    made_at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(String(80), default="", server_default="")
    reviewer: Mapped[str] = mapped_column(String(80), default="", server_default="")
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")


class PolicyDraft(Base):
    """A policy in the making. ``edition`` counts its changes, so that two who edit it at
    once cannot overwrite each other; nobody reviews what they wrote themselves."""

    __tablename__ = "policy_draft"
    __table_args__ = (
        CheckConstraint(
            "state IN ('editing', 'in-review', 'accepted', 'in-force', 'discarded')",
            name="state",
        ),
        CheckConstraint("edition > 0", name="edition"),
        CheckConstraint("reviewer_id <> author_id", name="reviewer"),
    )

    id: Mapped[Key]
    base: Mapped[int | None] = mapped_column(link("policy_version.number"))
    name: Mapped[str] = mapped_column(String(80), default="")
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="editing", index=True)
    author_id: Mapped[int] = mapped_column(link("staff.id"))
    edition: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    reviewer_id: Mapped[int | None] = mapped_column(link("staff.id"))
    reviewed_at: Mapped[datetime | None]
    remark: Mapped[str] = mapped_column(Text, default="")

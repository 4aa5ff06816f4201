"""Complaints, when their clocks stood, and by which terms the store deals with them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link

NOT_TOLD = "escalated_at IS NULL AND nears_at IS NOT NULL"
KINDS = "kind IN ('goods', 'service', 'price', 'policy', 'delivery', 'other')"
REMEDIES = "remedy IN ('goodwill', 'exchange', 'refund', 'repair', 'apology', 'explained')"


class ComplaintTermsRow(Base):
    """Every version that ever was. ``body`` is JSON; a store without one has the usual."""

    __tablename__ = "complaint_terms"
    __table_args__ = (
        UniqueConstraint("store_id", "version"),
        CheckConstraint("version > 0", name="version"),
    )

    id: Mapped[Key]
    store_id: Mapped[int] = mapped_column(link("store.id"))
    version: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(link("staff.id"))


class Complaint(Base):
    """``said``, ``issue``, ``wants`` and ``remedy_words`` are words about a customer's visit,
    and blanked where that customer is forgotten.

    It is dealt with by the terms under which it began. ``due_at`` and ``nears_at`` are worked
    out from them whenever its clock goes on; there are none while it stands.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        CheckConstraint(KINDS, name="kind"),
        CheckConstraint("severity BETWEEN 1 AND 3", name="severity"),
        CheckConstraint(
            "step IN ('calm', 'issue', 'remedy', 'promise', 'settled')", name="step"
        ),
        CheckConstraint(REMEDIES, name="remedy"),
        CheckConstraint("said <> ''", name="said"),
        CheckConstraint("step IN ('calm', 'settled') OR issue <> ''", name="issue"),
        CheckConstraint("step IN ('calm', 'issue') OR remedy IS NOT NULL", name="remedied"),
        CheckConstraint("(step = 'settled') = (settled_at IS NOT NULL)", name="settled"),
        CheckConstraint("(policy IS NULL) = (clause IS NULL)", name="clause"),
        CheckConstraint("stopped_at IS NULL OR due_at IS NULL", name="stopped"),
        CheckConstraint("(due_at IS NULL) = (nears_at IS NULL)", name="due"),
        CheckConstraint("allowed_by <> remedy_by", name="allowed_by"),
        CheckConstraint(
            "step NOT IN ('promise', 'settled') OR NOT waits_for_yes", name="waits_for_yes"
        ),
        Index(
            "ix_complaint_nears",
            "nears_at",
            sqlite_where=text(NOT_TOLD),
            postgresql_where=text(NOT_TOLD),
        ),
        Index("ix_complaint_policy_clause", "policy", "clause"),
    )

    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(link("counter_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    severity: Mapped[int]
    step: Mapped[str] = mapped_column(String(10))
    said: Mapped[str] = mapped_column(Text)
    issue: Mapped[str] = mapped_column(Text, default="")
    wants: Mapped[str] = mapped_column(Text, default="")
    product_id: Mapped[int | None] = mapped_column(link("product.id"))
    sale_id: Mapped[int | None] = mapped_column(link("sale.id"))
    about_staff_id: Mapped[int | None] = mapped_column(link("staff.id"))
    policy: Mapped[int | None] = mapped_column(link("policy_version.number"))
    clause: Mapped[int | None]
    remedy: Mapped[str | None] = mapped_column(String(10))
    remedy_words: Mapped[str] = mapped_column(Text, default="")
    remedy_paper: Mapped[str | None] = mapped_column(String(40))
    remedy_by: Mapped[int | None] = mapped_column(link("staff.id"))
    waits_for_yes: Mapped[bool] = mapped_column(default=False)
    allowed_by: Mapped[int | None] = mapped_column(link("staff.id"))
    terms_id: Mapped[int | None] = mapped_column(link("complaint_terms.id"))
    began_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    stopped_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    nears_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


class ComplaintStop(Base):
    """From when until when a complaint waited for its customer."""

    __tablename__ = "complaint_stop"
    __table_args__ = (CheckConstraint("stopped_at <= went_on_at", name="went_on"),)

    id: Mapped[Key]
    complaint_id: Mapped[int] = mapped_column(link("complaint.id"), index=True)
    stopped_at: Mapped[datetime]
    went_on_at: Mapped[datetime]

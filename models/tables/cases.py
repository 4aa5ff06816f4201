"""Cases at the counter, and what was said and done in them, entry by entry."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link

HERE = "at_register_id IS NOT NULL"
OPEN = "state <> 'closed'"
IS_CLOSED = "closed_at IS NOT NULL"
FOR_ONE = "for_staff_id IS NOT NULL"


class Case(Base):
    """One visit. While it is served, it is in hand at one register, which has one at a time.

    ``title`` and ``promise`` are a few words of the clerk's; longer ones stand in entries.
    """

    __tablename__ = "counter_case"
    __table_args__ = (
        CheckConstraint("kind IN ('return', 'inquiry', 'complaint', 'pick-up')", name="kind"),
        CheckConstraint("channel IN ('counter', 'phone', 'chat', 'e-mail')", name="channel"),
        CheckConstraint("state IN ('serving', 'aside', 'closed')", name="state"),
        CheckConstraint("(state = 'serving') = (at_register_id IS NOT NULL)", name="serving"),
        CheckConstraint("(state = 'aside') = (aside_for IS NOT NULL)", name="aside"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("aside_for IN ('customer', 'shop')", name="aside_for"),
        CheckConstraint("smile IN ('good', 'fair', 'bad')", name="smile"),
        CheckConstraint("(promised_at IS NULL) = (promise = '')", name="promise"),
        CheckConstraint("linked_id <> id", name="linked"),
        CheckConstraint("closed_at IS NULL OR promised_at IS NULL", name="kept"),
        Index(
            "uq_counter_case_here",
            "at_register_id",
            unique=True,
            sqlite_where=text(HERE),
            postgresql_where=text(HERE),
        ),
        Index(
            "ix_counter_case_open",
            "store_id",
            "changed_at",
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        Index(
            "ix_counter_case_closed",
            "store_id",
            "closed_at",
            sqlite_where=text(IS_CLOSED),
            postgresql_where=text(IS_CLOSED),
        ),
    )

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    channel: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(120), default="")
    store_id: Mapped[int] = mapped_column(link("store.id"))
    at_register_id: Mapped[int | None] = mapped_column(link("register.id"))
    register_id: Mapped[int] = mapped_column(link("register.id"))
    """Where it was in hand last."""
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    """Who has it, or had it last."""
    customer_id: Mapped[int | None] = mapped_column(link("customer.id"), index=True)
    linked_id: Mapped[int | None] = mapped_column(link("counter_case.id"), index=True)
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    aside_for: Mapped[str | None] = mapped_column(String(10))
    promise: Mapped[str] = mapped_column(String(200), default="")
    promised_at: Mapped[datetime | None]
    promised_by: Mapped[int | None] = mapped_column(link("staff.id"))
    escalated_at: Mapped[datetime | None]
    smile: Mapped[str | None] = mapped_column(String(10))
    closed_at: Mapped[datetime | None]


class CaseEntry(Base):
    """What was said or done: only added to. ``words`` are somebody's own, and blanked where
    the person they are about is forgotten. What is ``for_staff_id`` is seen by that person
    and by who wrote it."""

    __tablename__ = "case_entry"
    __table_args__ = (
        Index(
            "ix_case_entry_for_one",
            "for_staff_id",
            sqlite_where=text(FOR_ONE),
            postgresql_where=text(FOR_ONE),
        ),
    )

    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(link("counter_case.id"), index=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    register_id: Mapped[int] = mapped_column(link("register.id"))
    what: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text, default="")
    for_staff_id: Mapped[int | None] = mapped_column(link("staff.id"))


class CaseWatch(Base):
    """Who has a case in front of them, at which register, since when: so that two see each
    other. A row that was not renewed for a while counts no more."""

    __tablename__ = "case_watch"

    case_id: Mapped[int] = mapped_column(link("counter_case.id"), primary_key=True)
    register_id: Mapped[int] = mapped_column(link("register.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    seen_at: Mapped[datetime]

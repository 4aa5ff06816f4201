"""What people of the shop tell each other, and who has read it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link


class Briefing(Base):
    """An edition, only added to: a later one ``replaces`` it, or it is withdrawn. Both days
    are business days and in. ``role`` is for whom, empty for all. One about a version of the
    ``policy`` needs no words of anybody's."""

    __tablename__ = "briefing"
    __table_args__ = (
        CheckConstraint("kind IN ('recall', 'policy', 'promotion', 'other')", name="kind"),
        CheckConstraint("until_on >= from_on", name="days"),
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("words <> '' OR policy IS NOT NULL", name="words"),
        CheckConstraint("policy IS NULL OR kind = 'policy'", name="policy"),
        CheckConstraint("replaces <> id", name="replaces"),
        Index("ix_briefing_until_on", "until_on"),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(Text, default="")
    from_on: Mapped[date] = mapped_column(Date)
    until_on: Mapped[date] = mapped_column(Date)
    role: Mapped[str] = mapped_column(String(20), default="")
    policy: Mapped[int | None] = mapped_column(link("policy_version.number"))
    replaces: Mapped[int | None] = mapped_column(link("briefing.id"), unique=True)
    made_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(link("staff.id"))


class BriefingEnd(Base):
    """That a briefing was withdrawn before its last day."""

    __tablename__ = "briefing_end"

    briefing_id: Mapped[int] = mapped_column(link("briefing.id"), primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(link("staff.id"))


class BriefingRead(Base):
    """That somebody confirmed to have read it: once, wherever they did it first."""

    __tablename__ = "briefing_read"

    briefing_id: Mapped[int] = mapped_column(link("briefing.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(link("staff.id"), primary_key=True)
    register_id: Mapped[int] = mapped_column(link("register.id"))
    at: Mapped[datetime]


class HandOver(Base):
    """A note at the end of a shift, for whoever comes next at this store, or only at the
    register where it was written. It is deleted after a while, as a customer's name may
    stand in it; what was open is counted beside it."""

    __tablename__ = "hand_over_note"
    __table_args__ = (
        CheckConstraint("words <> ''", name="words"),
        CheckConstraint("cases >= 0 AND promises >= 0 AND terminals >= 0", name="open"),
        CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen"),
        CheckConstraint("seen_by <> staff_id", name="seen_by"),
        Index("ix_hand_over_note_store_id_at", "store_id", "at"),
    )

    id: Mapped[Key]
    store_id: Mapped[int] = mapped_column(link("store.id"))
    register_id: Mapped[int] = mapped_column(link("register.id"))
    only_here: Mapped[bool]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    words: Mapped[str] = mapped_column(Text)
    cases: Mapped[int]
    promises: Mapped[int]
    terminals: Mapped[int]
    drawer: Mapped[bool]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[int | None] = mapped_column(link("staff.id"))


class CoachingSeen(Base):
    """That the person for whom an entry of a case is has read it."""

    __tablename__ = "coaching_seen"

    entry_id: Mapped[int] = mapped_column(link("case_entry.id"), primary_key=True)
    at: Mapped[datetime]

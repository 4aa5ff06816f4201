"""Questions asked in a case with their answers, and the answers that the shop keeps."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link

FOLLOWED_LATER = "follow_up_on IS NOT NULL AND state <> 'followed'"


class Question(Base):
    """``asked`` and ``answer`` are somebody's own words about a customer's visit, and blanked
    where that customer is forgotten."""

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint("kind IN ('product', 'bill', 'policy', 'shop', 'other')", name="kind"),
        CheckConstraint("state IN ('open', 'answered', 'followed')", name="state"),
        CheckConstraint("asked <> ''", name="asked"),
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="answered_at"),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answer"),
        CheckConstraint("(follow_up_on IS NULL) = (follow_up_by IS NULL)", name="follow_up"),
        CheckConstraint("(state = 'followed') = (followed_at IS NOT NULL)", name="followed"),
        CheckConstraint("state <> 'followed' OR follow_up_on IS NOT NULL", name="promised"),
        Index(
            "ix_question_follow_up",
            "follow_up_on",
            sqlite_where=text(FOLLOWED_LATER),
            postgresql_where=text(FOLLOWED_LATER),
        ),
    )

    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(link("counter_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    asked: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime]
    asked_by: Mapped[int] = mapped_column(link("staff.id"))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(link("staff.id"))
    follow_up_on: Mapped[date | None] = mapped_column(Date)
    follow_up_by: Mapped[int | None] = mapped_column(link("staff.id"))
    followed_at: Mapped[datetime | None]
    entry_id: Mapped[int | None] = mapped_column(link("knowledge_entry.id"))


class KnowledgeEntry(Base):
    """A question as anybody may ask it, with its answer: confirmed by a person, about nobody.

    ``asked_words`` and ``said_words`` are their words as they are searched, with a space
    between: cut by :func:`models.rules.knowledge.words_in`, so that every database finds the
    same. The database's own full text (``knowledge_search``, ``words_search``) is made of
    them.
    """

    __tablename__ = "knowledge_entry"
    __table_args__ = (
        CheckConstraint("kind IN ('product', 'bill', 'policy', 'shop', 'other')", name="kind"),
        CheckConstraint("state IN ('current', 'outdated', 'merged')", name="state"),
        CheckConstraint("(state = 'merged') = (merged_into IS NOT NULL)", name="merged"),
        CheckConstraint("merged_into <> id", name="merged_into"),
        CheckConstraint("asked_words <> '' AND said_words <> ''", name="words"),
        CheckConstraint("used >= 0", name="used"),
        CheckConstraint("edition > 0", name="edition"),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="current")
    asked: Mapped[str] = mapped_column(String(300))
    said: Mapped[str] = mapped_column(Text)
    asked_words: Mapped[str] = mapped_column(Text)
    said_words: Mapped[str] = mapped_column(Text)
    used: Mapped[int] = mapped_column(default=1)
    edition: Mapped[int] = mapped_column(default=1)
    merged_into: Mapped[int | None] = mapped_column(link("knowledge_entry.id"))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    """Who wrote it as it is now."""

"""Everything that happened, in one chain; and every request, so that none happens twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link


class JournalEntry(Base):
    """``hash`` seals ``body`` and the entry before; the database refuses changes."""

    __tablename__ = "journal"
    # Each page of the newest first is one walk down one of these, however many entries there
    # are; what else is filtered by stands in it as well, so that the rows stay unread.
    __table_args__ = (
        Index("ix_journal_at", "at", "number", "register_id"),
        Index("ix_journal_event", "event", "at", "number", "staff_id", "register_id"),
        Index("ix_journal_staff", "staff_id", "at", "number", "register_id"),
    )

    number: Mapped[Key]
    at: Mapped[datetime]
    event: Mapped[str] = mapped_column(String(40))
    staff_id: Mapped[int | None] = mapped_column(link("staff.id"))
    register_id: Mapped[int | None] = mapped_column(link("register.id"))
    body: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class JournalReference(Base):
    """That an entry names a paper, a sale, a card…: written with it, as unchanging as it is."""

    __tablename__ = "journal_reference"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    reference: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(link("journal.number"), primary_key=True)


class JournalHead(Base):
    """Where the chain stands: writers of the journal queue on this one row.

    ``at`` is the moment of the last entry, by which a clock that was put back is noticed.
    """

    __tablename__ = "journal_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[Key]
    entries: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime | None]


class Request(Base):
    """A request that moved money or goods, by the id it was given at the counter.

    ``shown_at`` is empty until the clerk has seen the outcome.
    """

    __tablename__ = "request"
    __table_args__ = (
        Index(
            "ix_request_not_shown",
            "register_id",
            sqlite_where=text("shown_at IS NULL"),
            postgresql_where=text("shown_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    register_id: Mapped[int] = mapped_column(link("register.id"))
    made_at: Mapped[datetime]
    document: Mapped[str] = mapped_column(String(40))
    shown_at: Mapped[datetime | None]

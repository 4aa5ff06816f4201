"""The queue of walk-ins: a ticket each, by what they come for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link

WAITS = "state IN ('waiting', 'held')"
CALLED_TO = "state IN ('called', 'serving')"


class Ticket(Base):
    """``number`` counts from 1 each day, per store and letter; ``called`` is what is called
    out, whatever the ticket is moved to later. ``day`` is the shop's business day.

    ``appointment_at`` is when somebody was asked to come, ``due_at`` since when they count as
    waiting: they are called in its order among their like. ``calls`` and ``called_at`` are of
    the last time that it was their turn, at ``last_register_id``; ``passed`` where somebody
    else had waited longer then. ``only_register_id`` is where they were sent to.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("store_id", "day", "letter", "number"),
        CheckConstraint("kind IN ('return', 'inquiry', 'complaint', 'pick-up')", name="kind"),
        CheckConstraint(
            "state IN ('waiting', 'held', 'called', 'serving', 'done', 'gone')", name="state"
        ),
        CheckConstraint(
            "priority IN ('', 'older', 'pregnant', 'disabled', 'appointment')", name="priority"
        ),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("length(letter) = 1", name="letter"),
        CheckConstraint(
            "priority <> 'appointment' OR appointment_at IS NOT NULL", name="appointment"
        ),
        CheckConstraint("due_at >= appointment_at", name="due"),
        CheckConstraint("(calls > 0) = (called_at IS NOT NULL)", name="calls"),
        CheckConstraint("calls >= 0", name="calls_counted"),
        CheckConstraint("(called_at IS NULL) = (last_register_id IS NULL)", name="last"),
        CheckConstraint("state NOT IN ('called', 'serving') OR calls > 0", name="called"),
        CheckConstraint(
            "state <> 'serving' OR (began_at IS NOT NULL AND case_id IS NOT NULL "
            "AND staff_id IS NOT NULL)",
            name="serving",
        ),
        CheckConstraint(
            "(state IN ('called', 'serving')) = (register_id IS NOT NULL)", name="register"
        ),
        CheckConstraint("(state IN ('done', 'gone')) = (ended_at IS NOT NULL)", name="ended"),
        Index(
            "ix_ticket_waits",
            "store_id",
            "day",
            "due_at",
            sqlite_where=text(WAITS),
            postgresql_where=text(WAITS),
        ),
        Index("ix_ticket_calls", "store_id", "day", "called_at"),
        Index(
            "uq_ticket_called_to",
            "register_id",
            unique=True,
            sqlite_where=text(CALLED_TO),
            postgresql_where=text(CALLED_TO),
        ),
    )

    id: Mapped[Key]
    store_id: Mapped[int] = mapped_column(link("store.id"))
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(12))
    letter: Mapped[str] = mapped_column(String(1))
    number: Mapped[int]
    called: Mapped[str] = mapped_column(String(8), index=True)
    paper: Mapped[str] = mapped_column(String(20), unique=True)
    """The number of its stub."""
    priority: Mapped[str] = mapped_column(String(12), default="")
    state: Mapped[str] = mapped_column(String(10))
    drawn_at: Mapped[datetime]
    appointment_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    calls: Mapped[int] = mapped_column(default=0)
    passed: Mapped[bool] = mapped_column(default=False)
    called_at: Mapped[datetime | None]
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    register_id: Mapped[int | None] = mapped_column(link("register.id"))
    last_register_id: Mapped[int | None] = mapped_column(link("register.id"))
    only_register_id: Mapped[int | None] = mapped_column(link("register.id"))
    staff_id: Mapped[int | None] = mapped_column(link("staff.id"))
    case_id: Mapped[int | None] = mapped_column(link("counter_case.id"), unique=True)

"""The cash box of a register: whose it was and when, and every move of cash in or out."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values import Money


class Drawer(Base):
    """From its float to its Z; a register has at most one that is open.

    ``turn`` tells the drawers of one business day at one register apart.
    """

    __tablename__ = "drawer"
    __table_args__ = (
        UniqueConstraint("register_id", "business_day", "turn"),
        CheckConstraint("turn > 0", name="turn"),
        CheckConstraint("(closed_at IS NULL) = (paper IS NULL)", name="closed"),
        Index(
            "uq_drawer_open",
            "register_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    register_id: Mapped[int] = mapped_column(link("register.id"))
    business_day: Mapped[date] = mapped_column(Date)
    turn: Mapped[int]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    paper: Mapped[str | None] = mapped_column(String(40), unique=True)


class Shift(Base):
    """One person's time at a drawer; a hand-over ends it and begins the next.

    ``count_id`` is the count it ended with, empty where it was handed over uncounted. Nobody
    approves a difference of their own.
    """

    __tablename__ = "shift"
    __table_args__ = (
        CheckConstraint("approved_by <> staff_id", name="approved_by"),
        CheckConstraint("approved_by <> ended_by", name="ended_by"),
        Index(
            "uq_shift_open",
            "drawer_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    drawer_id: Mapped[int] = mapped_column(link("drawer.id"), index=True)
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(link("staff.id"))
    count_id: Mapped[int | None] = mapped_column(link("drawer_count.id"))
    approved_by: Mapped[int | None] = mapped_column(link("staff.id"))
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")


class DrawerEntry(Base):
    """Cash that moved, more (+) or less (−); only added, never edited.

    ``balance`` is what the drawer holds after it, so that the database itself refuses what
    the drawer cannot pay; ``position`` counts the entries of a drawer from 1, so that two
    counters cannot both add the next one.
    """

    __tablename__ = "drawer_entry"
    __table_args__ = (
        UniqueConstraint("drawer_id", "position"),
        CheckConstraint("position > 0", name="position"),
        CheckConstraint("balance >= 0", name="balance"),
        CheckConstraint(
            "kind = 'difference' OR (kind = 'no-sale' AND amount = 0) "
            "OR (kind IN ('float', 'paid-in', 'payment') AND amount >= 0) "
            "OR (kind IN ('paid-out', 'pick-up', 'refund') AND amount <= 0)",
            name="kind",
        ),
    )

    id: Mapped[Key]
    drawer_id: Mapped[int] = mapped_column(link("drawer.id"))
    shift_id: Mapped[int] = mapped_column(link("shift.id"), index=True)
    position: Mapped[int]
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(12))
    amount: Mapped[Money]
    balance: Mapped[Money]
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    return_id: Mapped[int | None] = mapped_column(link("goods_return.id"), index=True)


class DrawerCount(Base):
    """What somebody counted, and what should have been there; every count, also repeated ones.

    ``pieces`` is a JSON list of value (minor units), shape and number. Only added.
    """

    __tablename__ = "drawer_count"
    __table_args__ = (CheckConstraint("counted >= 0", name="counted"),)

    id: Mapped[Key]
    drawer_id: Mapped[int] = mapped_column(link("drawer.id"), index=True)
    position: Mapped[int]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    expected: Mapped[Money]
    counted: Mapped[Money]
    pieces: Mapped[str] = mapped_column(Text)

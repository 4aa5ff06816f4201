"""Printers, which papers go to which of them, and the queue of what is to be printed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values.printing import KICKING_WAYS, JobState, Sheet, Way


def _among(
    column: str, codes: tuple[Way, ...] | tuple[Sheet, ...] | tuple[JobState, ...]
) -> str:
    return f"{column} IN ({', '.join(repr(code.value) for code in codes)})"


ROLLS = tuple(sheet for sheet in Sheet if sheet.is_roll)
HAS_DRAWER = "kicks AND disabled_at IS NULL"
OPENED_BY_NOTHING_ELSE = "uq_printer_kicks"


class Printer(Base):
    """One printer of the shop; without a register, any register may use it.

    ``address`` is as its way says (:class:`models.values.printing.Way`). A cash drawer hangs
    on it where it ``kicks``: that of its register, which has at most one such printer. It is
    never deleted, as jobs name it.
    """

    __tablename__ = "printer"
    __table_args__ = (
        CheckConstraint(_among("way", tuple(Way)), name="way"),
        CheckConstraint(_among("sheet", tuple(Sheet)), name="sheet"),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint(
            f"NOT ({_among('way', KICKING_WAYS)}) OR {_among('sheet', ROLLS)}", name="roll"
        ),
        CheckConstraint(
            f"NOT kicks OR (register_id IS NOT NULL AND {_among('way', KICKING_WAYS)})",
            name="kicks",
        ),
        Index(
            OPENED_BY_NOTHING_ELSE,
            "register_id",
            unique=True,
            sqlite_where=text(HAS_DRAWER),
            postgresql_where=text(HAS_DRAWER),
        ),
    )

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(60), unique=True)
    register_id: Mapped[int | None] = mapped_column(link("register.id"))
    way: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(200))
    profile: Mapped[str] = mapped_column(String(40))
    sheet: Mapped[str] = mapped_column(String(10))
    kicks: Mapped[bool]
    disabled_at: Mapped[datetime | None]


class PaperRoute(Base):
    """Where a kind of paper goes at a register; ``kind`` is empty for all that have no other.

    Without a printer it is the system's usual one of that machine. ``at_once`` prints it as
    soon as it is made.
    """

    __tablename__ = "paper_route"

    register_id: Mapped[int] = mapped_column(link("register.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    printer_id: Mapped[int | None] = mapped_column(link("printer.id"), index=True)
    at_once: Mapped[bool]


class PrintJob(Base):
    """One paper on its way to a printer, or one kick of a drawer. It only goes further.

    What is printed is a numbered paper (``document_id``), or the JSON of one without a number
    (``snapshot``); a kick is neither. A paper is printed under each ``copy`` once: a job that
    failed goes on as the next copy, as part of it may be on paper. Without a printer it is
    for the usual one of the machine it waits at.

    ``due_at`` is from when it may be taken on. ``holder`` is who prints it, until
    ``held_until``. ``problem`` (a JSON list of messages) is why it waits or failed.
    """

    __tablename__ = "print_job"
    __table_args__ = (
        CheckConstraint(_among("state", tuple(JobState)), name="state"),
        CheckConstraint("copy >= 0", name="copy"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("document_id IS NULL OR snapshot IS NULL", name="paper"),
        CheckConstraint(
            "(kind = 'kick') = (document_id IS NULL AND snapshot IS NULL)", name="kick"
        ),
        CheckConstraint(
            "kind <> 'kick' OR (printer_id IS NOT NULL AND copy = 0 AND attempts <= 1)",
            name="kicks_once",
        ),
        CheckConstraint("document_id IS NULL OR code <> ''", name="code"),
        CheckConstraint("(state = 'printing') = (holder IS NOT NULL)", name="holder"),
        CheckConstraint("(holder IS NULL) = (held_until IS NULL)", name="held_until"),
        CheckConstraint("state <> 'failed' OR problem <> '[]'", name="problem"),
        UniqueConstraint("document_id", "kind", "copy"),
        Index("ix_print_job_state_register_id", "state", "register_id"),
        Index("ix_print_job_printer_id_state", "printer_id", "state"),
    )

    id: Mapped[Key]
    register_id: Mapped[int] = mapped_column(link("register.id"))
    kind: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(60))
    document_id: Mapped[int | None] = mapped_column(link("document.id"))
    snapshot: Mapped[str | None] = mapped_column(Text)
    copy: Mapped[int]
    printer_id: Mapped[int | None] = mapped_column(link("printer.id"))
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    problem: Mapped[str] = mapped_column(Text)
    queued_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    due_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    holder: Mapped[str | None] = mapped_column(String(40))
    held_until: Mapped[datetime | None]

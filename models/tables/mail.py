"""Papers on their way by e-mail, and the server that they go through."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values.mail import LOCAL_HOSTS, MailState, Security


def _among(column: str, codes: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(str(code)) for code in codes)})"


class MailServerKept(Base):
    """The one server that takes the shop's mail. Its password is kept by each machine."""

    __tablename__ = "mail_server"
    __table_args__ = (
        CheckConstraint("id = 1", name="one"),
        CheckConstraint("host <> ''", name="host"),
        CheckConstraint("port BETWEEN 1 AND 65535", name="port"),
        CheckConstraint(_among("security", tuple(Security)), name="security"),
        CheckConstraint(
            f"security <> 'plain' OR {_among('host', LOCAL_HOSTS)}", name="plain_stays_here"
        ),
        CheckConstraint("sender_address <> ''", name="sender_address"),
    )

    id: Mapped[Key]
    host: Mapped[str] = mapped_column(String(253))
    port: Mapped[int]
    security: Mapped[str] = mapped_column(String(10))
    login: Mapped[str] = mapped_column(String(254))
    sender_name: Mapped[str] = mapped_column(String(80))
    sender_address: Mapped[str] = mapped_column(String(254))
    changed_at: Mapped[datetime]


class PaperMail(Base):
    """A numbered paper that goes to a customer as PDF. It only goes further.

    Each ``copy`` of a paper is sent at most once, and always under the same ``message_id``, by
    which whoever receives it twice drops one. The ``address`` is there for as long as it is
    needed; ``shown`` is what people see of it afterwards.

    ``due_at`` is from when it may be taken on. ``holder`` is who sends it, until
    ``held_until``. ``problem`` (a JSON list of messages) is why it waits or failed.
    """

    __tablename__ = "paper_mail"
    __table_args__ = (
        CheckConstraint(_among("state", tuple(MailState)), name="state"),
        CheckConstraint("copy >= 0", name="copy"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("shown <> ''", name="shown"),
        CheckConstraint("(state IN ('sent', 'cancelled')) = (address = '')", name="address"),
        CheckConstraint("(state = 'sending') = (holder IS NOT NULL)", name="holder"),
        CheckConstraint("(holder IS NULL) = (held_until IS NULL)", name="held_until"),
        CheckConstraint("state <> 'failed' OR problem <> '[]'", name="problem"),
        UniqueConstraint("document_id", "copy"),
        Index("ix_paper_mail_state_register_id", "state", "register_id"),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = mapped_column(link("document.id"))
    register_id: Mapped[int] = mapped_column(link("register.id"))
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    copy: Mapped[int]
    message_id: Mapped[str] = mapped_column(String(300), unique=True)
    address: Mapped[str] = mapped_column(String(254))
    shown: Mapped[str] = mapped_column(String(254))
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    problem: Mapped[str] = mapped_column(Text)
    queued_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    due_at: Mapped[datetime]
    holder: Mapped[str | None] = mapped_column(String(40))
    held_until: Mapped[datetime | None]

"""Requests for a second person's yes, what was said about them, and authority that is lent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values import Money
from models.values.approvals import PENDING, ApprovalKind, ApprovalState, Said


def _one_of(column: str, codes: type[ApprovalKind] | type[ApprovalState] | type[Said]) -> str:
    return f"{column} IN ({', '.join(repr(code.value) for code in codes)})"


WAITS = f"state IN ({', '.join(repr(state.value) for state in PENDING)}) AND NOT on_the_spot"
YES = (Said.APPROVED, Said.CHANGED)


class Approval(Base):
    """One request. Only its state changes, each time further, and ``used_by`` with it.

    ``id`` is made at the counter. ``subject`` is what it is about, such as ``sale:123``: the
    shop has at most one request waiting for each. ``digest`` tells the exact lines, amounts
    and tenders; what a manager changed is in the thread. ``body`` (a JSON object) is the
    request, ``seen`` (a JSON object) what the clerk saw: lines, findings, money.
    ``used_by`` names the paper that rests on it; empty for a call for help that is done.
    """

    __tablename__ = "approval"
    __table_args__ = (
        CheckConstraint(_one_of("kind", ApprovalKind), name="kind"),
        CheckConstraint(_one_of("state", ApprovalState), name="state"),
        CheckConstraint("managers IN (0, 1, 2)", name="managers"),
        CheckConstraint("(managers = 0) = (kind = 'help')", name="help"),
        CheckConstraint(
            "(state = 'used' AND kind <> 'help') = (used_by IS NOT NULL)", name="used_by"
        ),
        CheckConstraint("expires_at > asked_at", name="expires_at"),
        Index(
            "ix_approval_waits",
            "subject",
            unique=True,
            sqlite_where=text(WAITS),
            postgresql_where=text(WAITS),
        ),
        Index(
            "ix_approval_store_id_waits",
            "store_id",
            "asked_at",
            sqlite_where=text(WAITS),
            postgresql_where=text(WAITS),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(String(200))
    store_id: Mapped[int] = mapped_column(link("store.id"))
    register_id: Mapped[int] = mapped_column(link("register.id"))
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    customer_id: Mapped[int | None] = mapped_column(link("customer.id"))
    asked_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    on_the_spot: Mapped[bool]
    managers: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    amount: Mapped[Money]
    body: Mapped[str] = mapped_column(Text)
    seen: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    used_by: Mapped[str | None] = mapped_column(String(40), unique=True)


class ApprovalEvent(Base):
    """One entry of a request's thread. Only added, never edited, and none after its end.

    ``digest`` is what a yes is to. ``authority_id`` is whose authority it rests on: the
    manager's own, or that of who lent it. An entry *changed* has what it changed the request
    to, as the request's own columns of these names.
    """

    __tablename__ = "approval_event"
    __table_args__ = (
        CheckConstraint(_one_of("said", Said), name="said"),
        CheckConstraint(
            "(said IN ('approved', 'changed')) = (authority_id IS NOT NULL)",
            name="authority_id",
        ),
        CheckConstraint("(said = 'changed') = (body IS NOT NULL)", name="body"),
        CheckConstraint("(body IS NULL) = (seen IS NULL)", name="seen"),
        CheckConstraint("(body IS NULL) = (amount IS NULL)", name="amount"),
        CheckConstraint("(body IS NULL) = (managers IS NULL)", name="managers"),
        CheckConstraint("reason <> 'other' OR words <> ''", name="words"),
        Index("ix_approval_event_authority_id_at", "authority_id", "at"),
    )

    id: Mapped[Key]
    approval_id: Mapped[str] = mapped_column(String(36), link("approval.id"), index=True)
    said: Mapped[str] = mapped_column(String(10))
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    authority_id: Mapped[int | None] = mapped_column(link("staff.id"))
    register_id: Mapped[int] = mapped_column(link("register.id"))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    managers: Mapped[int | None]
    amount: Mapped[Money | None]
    body: Mapped[str | None] = mapped_column(Text)
    seen: Mapped[str | None] = mapped_column(Text)


class Delegation(Base):
    """One person's authority to approve, lent to another; it may end before its time."""

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("from_id <> to_id", name="to_id"),
        CheckConstraint("until > since", name="until"),
        Index("ix_delegation_to_id_until", "to_id", "until"),
    )

    id: Mapped[Key]
    from_id: Mapped[int] = mapped_column(link("staff.id"))
    to_id: Mapped[int] = mapped_column(link("staff.id"))
    since: Mapped[datetime]
    until: Mapped[datetime]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(link("staff.id"))

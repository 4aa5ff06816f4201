"""Gift cards and store credit: what the shop owes to whoever holds the number."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values import Money


class ValueCard(Base):
    """A card holds no balance: that is the last of its entries.

    ``return_id`` is the return it pays for, ``moved_to`` the card that has what was on it.
    """

    __tablename__ = "value_card"
    __table_args__ = (
        CheckConstraint("kind IN ('gift-card', 'store-credit')", name="kind"),
        CheckConstraint("state IN ('usable', 'voided', 'moved')", name="state"),
        CheckConstraint("(state = 'moved') = (moved_to IS NOT NULL)", name="moved_to"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    issued_at: Mapped[datetime]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(10))
    return_id: Mapped[int | None] = mapped_column(link("goods_return.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(link("customer.id"), index=True)
    moved_to: Mapped[int | None] = mapped_column(link("value_card.id"), unique=True)


class ValueEntry(Base):
    """Value that came onto a card or left it. Only added; by the database's own guard each
    one follows the last and its balance is the last balance and the amount."""

    __tablename__ = "value_entry"
    __table_args__ = (
        UniqueConstraint("card_id", "seq"),
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint("balance >= 0", name="balance"),
        CheckConstraint(
            "(kind IN ('issued', 'loaded', 'refunded', 'moved-in') AND amount > 0) OR "
            "(kind IN ('spent', 'expired', 'voided', 'moved-out') AND amount < 0)",
            name="kind",
        ),
        CheckConstraint("(seq = 1) = (kind IN ('issued', 'moved-in'))", name="first"),
        CheckConstraint("(kind = 'voided') = (approver_id IS NOT NULL)", name="approver_id"),
    )

    id: Mapped[Key]
    card_id: Mapped[int] = mapped_column(link("value_card.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    amount: Mapped[Money]
    balance: Mapped[Money]
    at: Mapped[datetime]
    register_id: Mapped[int] = mapped_column(link("register.id"))
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    approver_id: Mapped[int | None] = mapped_column(link("staff.id"))
    paper: Mapped[str] = mapped_column(String(40), index=True)
    """The number of the sale, slip or voucher that it belongs to; empty where there is none."""

"""Money that went out without goods: corrections of a price, and goodwill. Only added."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values import Money, Quantity


class PriceCorrection(Base):
    """Some of the price of a sale line given back; the line adds its corrections up.

    ``since`` is how much of the line had come back by then: what it is worth changes from
    there on. ``tax`` is contained in ``amount``. ``approver_id`` is empty where the clerk's
    own limit was enough.
    """

    __tablename__ = "price_correction"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("tax >= 0 AND tax <= amount", name="tax"),
        CheckConstraint("since >= 0", name="since"),
        CheckConstraint("approver_id <> staff_id", name="approver_id"),
    )

    id: Mapped[Key]
    return_id: Mapped[int] = mapped_column(link("goods_return.id"), unique=True)
    line_id: Mapped[int] = mapped_column(link("sale_line.id"), index=True)
    amount: Mapped[Money]
    tax: Mapped[Money]
    since: Mapped[Quantity]
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(200))
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    approver_id: Mapped[int | None] = mapped_column(link("staff.id"))


class Goodwill(Base):
    """Money or credit for what goods cannot put right.

    It is paid on no sale's tenders: ``sale_id`` and ``line_id`` only say what it is about.
    """

    __tablename__ = "goodwill"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("line_id IS NULL OR sale_id IS NOT NULL", name="line_id"),
        CheckConstraint("approver_id <> staff_id", name="approver_id"),
    )

    id: Mapped[Key]
    return_id: Mapped[int] = mapped_column(link("goods_return.id"), unique=True)
    sale_id: Mapped[int | None] = mapped_column(link("sale.id"), index=True)
    line_id: Mapped[int | None] = mapped_column(link("sale_line.id"))
    amount: Mapped[Money]
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(200))
    staff_id: Mapped[int] = mapped_column(link("staff.id"))
    approver_id: Mapped[int | None] = mapped_column(link("staff.id"))

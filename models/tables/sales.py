"""What was sold, how it was paid, and from which file it came."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values import Money, Quantity
from models.values.card_numbers import last_four

if TYPE_CHECKING:
    from sqlalchemy.engine.default import DefaultExecutionContext


class SalesImport(Base):
    """One file of the shop's own sales, taken in whole or not at all."""

    __tablename__ = "sales_import"

    id: Mapped[Key]
    file: Mapped[str] = mapped_column(String(260))
    imported_at: Mapped[datetime]
    lines: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)


class Sale(Base):
    """``total`` is what was paid, after ``cash_rounding`` (negative: rounded down).

    ``channel`` is where it was sold: ``store``, ``online``, or another word of the shop's;
    ``staff`` says that the shop's own people bought it. ``voided_by`` names what undid the
    exchange in which it was sold: by the database's own guard nothing of it comes back.
    """

    __tablename__ = "sale"
    __table_args__ = (
        UniqueConstraint("number", "store_id"),
        Index("ix_sale_customer_id_sold_at", "customer_id", "sold_at"),
        Index("ix_sale_sold_at_total", "sold_at", "total"),
        Index("ix_sale_total_sold_at", "total", "sold_at"),
        CheckConstraint("total >= 0", name="total"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(40))
    store_id: Mapped[int] = mapped_column(link("store.id"))
    sold_at: Mapped[datetime]
    customer_id: Mapped[int | None] = mapped_column(link("customer.id"))
    customer_tier: Mapped[str] = mapped_column(String(20), default="")
    channel: Mapped[str] = mapped_column(String(20), default="store", server_default="store")
    staff: Mapped[bool] = mapped_column(default=False, server_default=false())
    delivered_on: Mapped[date | None] = mapped_column(Date)
    total: Mapped[Money]
    cash_rounding: Mapped[Money]
    import_id: Mapped[int | None] = mapped_column(link("sales_import.id"))
    voided_by: Mapped[int | None] = mapped_column(
        ForeignKey("return_void.id"), index=True, unique=True
    )


SOLD = Sale.voided_by.is_(None)
"""What went out in an exchange that was voided stays on record, and was not sold after all."""


class SaleLine(Base):
    """``paid`` is after all discounts, the line's share of the order's included.

    ``returned`` and ``refunded`` (before fees) only grow by returns that stand; the
    checks make a second acceptance of the same goods impossible on any path. ``corrected`` is
    what was given back of its price without goods; both together are never more than was paid.

    A ``charge`` (delivery, a deposit…) is no goods: it has neither product nor serial number.

    A line that went out in an exchange names the one it replaces, and the day from which its
    windows count: that of the first sale of the chain.
    """

    __tablename__ = "sale_line"
    __table_args__ = (
        UniqueConstraint("sale_id", "position"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("paid >= 0", name="paid"),
        CheckConstraint("tax >= 0 AND tax <= paid", name="tax"),
        CheckConstraint("returned >= 0 AND returned <= quantity", name="returned"),
        CheckConstraint("refunded >= 0 AND refunded <= paid", name="refunded"),
        CheckConstraint("corrected >= 0 AND refunded + corrected <= paid", name="corrected"),
        CheckConstraint("obtained IN ('bought', 'exchanged', 'free-gift')", name="obtained"),
        CheckConstraint(
            "charge IN ('', 'delivery', 'wrapping', 'deposit', 'service', 'other') AND "
            "(charge = '' OR (product_id IS NULL AND serial IS NULL))",
            name="charge",
        ),
        Index(
            "ix_sale_line_serial",
            "serial",
            sqlite_where=text("serial IS NOT NULL"),
            postgresql_where=text("serial IS NOT NULL"),
        ),
    )

    id: Mapped[Key]
    sale_id: Mapped[int] = mapped_column(link("sale.id"))
    position: Mapped[int]
    product_id: Mapped[int | None] = mapped_column(link("product.id"), index=True)
    sku: Mapped[str] = mapped_column(String(40))
    description: Mapped[str] = mapped_column(String(160))
    serial: Mapped[str | None] = mapped_column(String(60))
    quantity: Mapped[Quantity]
    unit_price: Mapped[Money]
    paid: Mapped[Money]
    tax: Mapped[Money]
    returned: Mapped[Quantity] = mapped_column(default=Quantity(0))
    refunded: Mapped[Money] = mapped_column(default=Money(0))
    corrected: Mapped[Money] = mapped_column(default=Money(0), server_default="0")
    obtained: Mapped[str] = mapped_column(String(12), default="bought", server_default="bought")
    charge: Mapped[str] = mapped_column(String(10), default="", server_default="")
    replaces_line_id: Mapped[int | None] = mapped_column(ForeignKey("sale_line.id"), index=True)
    window_from: Mapped[date | None] = mapped_column(Date)


class LinePromotion(Base):
    """A discount that a line carries: its own, or its share of the order's.

    ``least`` is how many units earn it, where it takes more than one; ``firm-coupon`` is
    another firm's.
    """

    __tablename__ = "line_promotion"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('line', 'order', 'quantity-break', 'bundle', 'coupon', 'firm-coupon')",
            name="kind",
        ),
    )

    id: Mapped[Key]
    line_id: Mapped[int] = mapped_column(link("sale_line.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(80))
    amount: Mapped[Money]
    least: Mapped[Quantity | None]


def _end_of_label(row: DefaultExecutionContext) -> str:
    return last_four((row.current_parameters or {}).get("label") or "")


class Tender(Base):
    """How a sale was paid. ``label`` tells cards apart: brand and last four, never more.

    ``last_four`` is the end of the label again, where a sale is found by it.

    ``amount`` was handed over, after cash rounding; ``exact`` is the part of the sale that
    it covers, and the most that can ever go back on it. What is carried over from another
    sale keeps the kind, label and day (``paid_on``) by which it was paid there. ``reference``
    is the terminal's, the wallet's or the cheque's, of money that the counter took.
    """

    __tablename__ = "tender"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("refunded >= 0 AND refunded <= exact", name="refunded"),
        Index(
            "ix_tender_last_four",
            "last_four",
            sqlite_where=text("last_four <> ''"),
            postgresql_where=text("last_four <> ''"),
        ),
    )

    id: Mapped[Key]
    sale_id: Mapped[int] = mapped_column(link("sale.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    label: Mapped[str] = mapped_column(String(40), default="")
    last_four: Mapped[str] = mapped_column(String(4), default=_end_of_label, server_default="")
    amount: Mapped[Money]
    exact: Mapped[Money]
    refunded: Mapped[Money] = mapped_column(default=Money(0))
    reference: Mapped[str] = mapped_column(String(40), default="", server_default="")
    paid_on: Mapped[date | None] = mapped_column(Date)

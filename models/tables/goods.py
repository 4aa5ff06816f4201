"""What the shop sells, and where it lies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values import Money, Quantity


class Department(Base):
    __tablename__ = "department"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))


class Category(Base):
    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("department_id", "code"),)

    id: Mapped[Key]
    department_id: Mapped[int] = mapped_column(link("department.id"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))


class Product(Base):
    """``tax_rate`` is in hundredths of a per cent: 1100 is 11 %.

    ``attributes`` is a JSON object of strings: size, carrier, weight in kg…
    """

    __tablename__ = "product"
    __table_args__ = (
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint("tax_rate BETWEEN 0 AND 10000", name="tax_rate"),
    )

    id: Mapped[Key]
    sku: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    category_id: Mapped[int | None] = mapped_column(link("category.id"), index=True)
    price: Mapped[Money]
    tax_rate: Mapped[int] = mapped_column(default=0)
    serialised: Mapped[bool] = mapped_column(default=False)
    weighed: Mapped[bool] = mapped_column(default=False)
    brand: Mapped[str] = mapped_column(String(80), default="", server_default="")
    attributes: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")


class Barcode(Base):
    __tablename__ = "barcode"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    product_id: Mapped[int] = mapped_column(link("product.id"), index=True)


class StockMovement(Base):
    """Goods entering (+) or leaving (−) a bucket of a store; never edited.

    A returned line moves stock once, and so does a line that went out in an exchange:
    ``return_line_id`` and ``sale_line_id`` are unique.
    """

    __tablename__ = "stock_movement"
    __table_args__ = (
        CheckConstraint(
            "bucket IN ('sellable', 'inspection', 'repair', 'supplier', 'waste')",
            name="bucket",
        ),
        CheckConstraint("quantity <> 0", name="quantity"),
        Index("ix_stock_movement_sale_line_id", "sale_line_id", unique=True),
    )

    id: Mapped[Key]
    product_id: Mapped[int] = mapped_column(link("product.id"), index=True)
    store_id: Mapped[int] = mapped_column(link("store.id"))
    bucket: Mapped[str] = mapped_column(String(12))
    quantity: Mapped[Quantity]
    moved_at: Mapped[datetime]
    return_line_id: Mapped[int | None] = mapped_column(link("return_line.id"), unique=True)
    sale_line_id: Mapped[int | None] = mapped_column(ForeignKey("sale_line.id"))

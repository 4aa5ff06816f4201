"""What is cheaper for some days than its price says."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values import Money


class Promotion(Base):
    """So much off a product, or off every product of a category; the last day is in.

    ``percent`` is in hundredths of a per cent: 2550 is 25.5 %. Or ``price`` is that of one
    unit while it lasts.
    """

    __tablename__ = "promotion"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("(product_id IS NULL) <> (category_id IS NULL)", name="of_one"),
        CheckConstraint("(percent IS NULL) <> (price IS NULL)", name="by_one"),
        CheckConstraint("percent > 0 AND percent <= 10000", name="percent"),
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint("until_on >= from_on", name="days"),
        Index("ix_promotion_product_id_until_on", "product_id", "until_on"),
        Index("ix_promotion_category_id_until_on", "category_id", "until_on"),
    )

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(80))
    product_id: Mapped[int | None] = mapped_column(link("product.id"))
    category_id: Mapped[int | None] = mapped_column(link("category.id"))
    percent: Mapped[int | None]
    price: Mapped[Money | None]
    from_on: Mapped[date] = mapped_column(Date)
    until_on: Mapped[date] = mapped_column(Date)

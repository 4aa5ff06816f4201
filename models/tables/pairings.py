"""What managers want named beside a product."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, link


class ProductPairing(Base):
    """``other_id`` is named where somebody asks about ``product_id``; the lowest ``place``
    of a kind first."""

    __tablename__ = "product_pairing"
    __table_args__ = (
        CheckConstraint("other_id <> product_id", name="other"),
        CheckConstraint("kind IN ('goes-with', 'better-model')", name="kind"),
    )

    product_id: Mapped[int] = mapped_column(link("product.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    other_id: Mapped[int] = mapped_column(link("product.id"), primary_key=True)
    place: Mapped[int]

"""Goods back and other goods out in one transaction."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values import Money


class Exchange(Base):
    """A return and the sale of what went out instead; both have the number of its slip.

    ``value`` is what the goods that came back paid after fees, ``price`` what those that went
    out cost, ``carried`` the lesser of both: it paid for the new goods without being handed
    over. ``cash_exact`` and ``cash_paid`` are what the old sale had refunded in cash before
    anything was carried; the coin's rounding of the new sale goes on from there.
    """

    __tablename__ = "exchange"
    __table_args__ = (
        CheckConstraint("value >= 0", name="value"),
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint(
            "carried >= 0 AND carried <= value AND carried <= price", name="carried"
        ),
    )

    id: Mapped[Key]
    return_id: Mapped[int] = mapped_column(link("goods_return.id"), unique=True)
    sale_id: Mapped[int] = mapped_column(link("sale.id"), unique=True)
    value: Mapped[Money]
    price: Mapped[Money]
    carried: Mapped[Money]
    cash_exact: Mapped[Money]
    cash_paid: Mapped[Money]

"""The shop itself: one row, its stores and its registers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values import Money


class Shop(Base):
    """``day_ends_at`` is the hour at which a business day ends: 0 at midnight, 4 where a shop
    is open until late. ``drawer_limit`` is how much a drawer may be over or short before a
    manager has to look; empty where nobody has to.
    """

    __tablename__ = "shop"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("cash_step > 0", name="cash_step"),
        CheckConstraint("currency_digits BETWEEN 0 AND 4", name="digits"),
        CheckConstraint("day_ends_at BETWEEN 0 AND 23", name="day_ends_at"),
        CheckConstraint("drawer_limit >= 0", name="drawer_limit"),
    )

    id: Mapped[Key] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2))
    currency: Mapped[str] = mapped_column(String(3))
    currency_digits: Mapped[int]
    cash_step: Mapped[int]
    cash_rounding: Mapped[str] = mapped_column(String(10))
    time_zone: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(5))
    tax_number: Mapped[str] = mapped_column(String(40), default="")
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    day_ends_at: Mapped[int] = mapped_column(default=0, server_default="0")
    drawer_limit: Mapped[Money | None]


class Store(Base):
    __tablename__ = "store"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(200), default="")


class Register(Base):
    """``code`` is short and unique in the whole shop: papers are numbered by it."""

    __tablename__ = "register"

    id: Mapped[Key]
    store_id: Mapped[int] = mapped_column(link("store.id"), index=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)

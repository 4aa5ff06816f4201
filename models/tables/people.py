"""Staff with what their roles may do, and customers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values import Money


class Staff(Base):
    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint(
            "role IN ('clerk', 'senior-clerk', 'manager', 'auditor', 'administrator')",
            name="role",
        ),
    )

    id: Mapped[Key]
    badge: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5))
    pin_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)


class SignOnTrial(Base):
    """Wrong PINs in a row for one badge, which may be nobody's: ``badge`` is a keyed hash of
    what was typed. The row goes with the right PIN, or when somebody unlocks it."""

    __tablename__ = "sign_on_trial"
    __table_args__ = (CheckConstraint("wrong > 0", name="wrong"),)

    badge: Mapped[str] = mapped_column(String(64), primary_key=True)
    wrong: Mapped[int]
    last_at: Mapped[datetime]


class RoleLimits(Base):
    """A role's limits, in money; no limit where there is none.

    ``overrides`` (a JSON list) names the findings it may approve, all where it is empty.
    """

    __tablename__ = "role"
    __table_args__ = (
        CheckConstraint("line_most >= 0", name="line_most"),
        CheckConstraint("case_most >= 0", name="case_most"),
        CheckConstraint("day_most >= 0", name="day_most"),
    )

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    line_most: Mapped[Money | None]
    case_most: Mapped[Money | None]
    day_most: Mapped[Money | None]
    overrides: Mapped[str | None] = mapped_column(Text)


class RoleRight(Base):
    """One thing that a role may do."""

    __tablename__ = "role_right"

    role: Mapped[str] = mapped_column(String(20), link("role.code"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)


class Customer(Base):
    """Found by phone, by their number at the shop's till, or by any word of the name.

    ``standing`` is what the shop thinks of them: nothing special, or one of two words;
    ``language`` what their papers speak, empty until somebody chose it. Of a
    customer who asked to be forgotten (``forgotten_at``) ``number`` is a pseudonym, and all
    else is empty.
    """

    __tablename__ = "customer"
    __table_args__ = (
        CheckConstraint("standing IN ('', 'trusted', 'blocked')", name="standing"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str | None] = mapped_column(String(20), index=True)
    email: Mapped[str | None] = mapped_column(String(120))
    tier: Mapped[str] = mapped_column(String(20), default="")
    standing: Mapped[str] = mapped_column(String(10), default="", server_default="")
    language: Mapped[str | None] = mapped_column(String(5))
    forgotten_at: Mapped[datetime | None]

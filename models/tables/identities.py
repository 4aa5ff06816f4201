"""Who brought goods back without a receipt, so that limits hold; never a document's number."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link


class IdentitySecret(Base):
    """The key that numbers are hashed with: one row, made with the table.

    In the shop's records, because all counters have to find the same person again. Of its
    own, so that what leaves the shop (figures, exports) has no reason to touch it.
    """

    __tablename__ = "identity_secret"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[Key] = mapped_column(default=1)
    key: Mapped[bytes] = mapped_column(LargeBinary(32))


class IdentityShown(Base):
    """A document shown for a return; deleted after the time that the shop keeps it.

    ``digest`` is a keyed hash of kind, issuer and number, ``last`` the number's last three
    characters, which a clerk can compare.
    """

    __tablename__ = "identity_shown"
    __table_args__ = (UniqueConstraint("return_id", "digest"),)

    id: Mapped[Key]
    return_id: Mapped[int] = mapped_column(link("goods_return.id"))
    kind: Mapped[str] = mapped_column(String(20))
    issuer: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    last: Mapped[str] = mapped_column(String(3))
    shown_at: Mapped[datetime] = mapped_column(index=True)

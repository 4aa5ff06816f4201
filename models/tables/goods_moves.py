"""What became of goods after they came back, decision by decision."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link


class GoodsMove(Base):
    """A later decision about a returned line; the last one counts. Only added.

    ``seq`` counts them from 1, so that two counters cannot both make the next one.
    """

    __tablename__ = "goods_move"
    __table_args__ = (
        UniqueConstraint("return_line_id", "seq"),
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint(
            "disposition IN ('return-to-stock', 'repair', 'return-to-supplier', "
            "'write-off', 'waste', 'undecided')",
            name="disposition",
        ),
        Index(
            "ix_goods_move_undecided",
            "return_line_id",
            sqlite_where=text("disposition = 'undecided'"),
            postgresql_where=text("disposition = 'undecided'"),
        ),
    )

    id: Mapped[Key]
    return_line_id: Mapped[int] = mapped_column(link("return_line.id"))
    seq: Mapped[int]
    disposition: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    register_id: Mapped[int] = mapped_column(link("register.id"))
    staff_id: Mapped[int] = mapped_column(link("staff.id"))

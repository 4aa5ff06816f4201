"""What came back, and the money that went out for it. Never edited."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Key, link
from models.values import Money, Quantity

OF_GOODS = "return"
CORRECTION, GOODWILL = "correction", "goodwill"
WITHOUT_GOODS = frozenset({CORRECTION, GOODWILL})
OVERRIDDEN = "overridden"
"""In a line's findings: the codes that managers outweighed."""


class GoodsReturn(Base):
    """One return at the counter, or one found in the shop's imported sales.

    Money that goes out without goods is one as well (``what``), with no line: so it is paid,
    waits, is declined and voided as any return's is.
    ``sale_id`` is empty where an imported return names no sale that is certain;
    ``voided_by`` names what undid it, the same day.
    """

    __tablename__ = "goods_return"
    __table_args__ = (
        UniqueConstraint("number", "store_id"),
        CheckConstraint("what IN ('return', 'correction', 'goodwill')", name="what"),
        Index("ix_goods_return_store_id_taken_at", "store_id", "taken_at"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(40))
    sale_id: Mapped[int | None] = mapped_column(link("sale.id"), index=True)
    store_id: Mapped[int] = mapped_column(link("store.id"))
    register_id: Mapped[int | None] = mapped_column(link("register.id"))
    clerk_id: Mapped[int | None] = mapped_column(link("staff.id"))
    customer_id: Mapped[int | None] = mapped_column(link("customer.id"), index=True)
    taken_at: Mapped[datetime]
    policy: Mapped[int | None] = mapped_column(link("policy_version.number"))
    import_id: Mapped[int | None] = mapped_column(link("sales_import.id"))
    proof: Mapped[str] = mapped_column(String(10), default="receipt", server_default="receipt")
    voided_by: Mapped[int | None] = mapped_column(
        ForeignKey("return_void.id"), index=True, unique=True
    )
    what: Mapped[str] = mapped_column(String(10), default=OF_GOODS, server_default=OF_GOODS)


STANDS = GoodsReturn.voided_by.is_(None)
"""What was voided stays on record and counts nowhere."""


class ReturnLine(Base):
    """``gross`` is what was paid for these goods, ``fee`` what the shop keeps of it.

    ``serial`` is that of goods without a receipt: others have it on their sale line.
    ``kept`` (a JSON object) takes the fee apart, ``captured`` (a JSON object) holds what was
    noted before the yes, ``elsewhere`` (a JSON object) what of ``gross`` was booked on other
    lines of the sale, by their key, and ``version`` names the policy that decided: that of
    the sale, or today's where it was kinder. Unknown for what was imported.
    """

    __tablename__ = "return_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("gross >= 0", name="gross"),
        CheckConstraint("fee >= 0 AND fee <= gross", name="fee"),
        Index(
            "ix_return_line_serial",
            "serial",
            sqlite_where=text("serial IS NOT NULL"),
            postgresql_where=text("serial IS NOT NULL"),
        ),
        Index(
            "ix_return_line_undecided",
            "id",
            sqlite_where=text("disposition = 'undecided'"),
            postgresql_where=text("disposition = 'undecided'"),
        ),
    )

    id: Mapped[Key]
    return_id: Mapped[int] = mapped_column(link("goods_return.id"), index=True)
    line_id: Mapped[int | None] = mapped_column(link("sale_line.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(link("product.id"))
    sku: Mapped[str] = mapped_column(String(40))
    description: Mapped[str] = mapped_column(String(160))
    quantity: Mapped[Quantity]
    reason: Mapped[str] = mapped_column(String(20))
    condition: Mapped[str] = mapped_column(String(20))
    gross: Mapped[Money]
    fee: Mapped[Money]
    tax: Mapped[Money]
    disposition: Mapped[str] = mapped_column(String(20))
    findings: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(String(10), default="refund", server_default="refund")
    captured: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    # Of all links this one says nothing of deletion, which forbids it just as well: SQLite
    # does not tell such words of a column that was added later, so no test could see them.
    version: Mapped[int | None] = mapped_column(ForeignKey("policy_version.number"))
    kept: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    elsewhere: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    serial: Mapped[str | None] = mapped_column(String(60))


class Refund(Base):
    """Money out by one tender.

    ``exact`` is the part of the refund it covers, ``amount`` what is paid after cash
    rounding. A card refund stands as *awaiting* until the terminal's reference is known; with
    ``settled_at`` it was called off, by the void that ``reference`` names. Or it stands as
    *declined* with ``why``: then another row pays the same money. ``otherwise`` names the
    ways in which that may be, ``months`` how long a voucher for it is good; ``instead_of_id``
    names the declined row that a row pays for.

    Where ``carried_to_id`` names a tender of another sale, nothing was handed over: the money
    paid for goods that went out instead.
    """

    __tablename__ = "refund"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("exact >= 0", name="exact"),
        CheckConstraint("status IN ('paid', 'awaiting', 'declined')", name="status"),
        CheckConstraint("(status = 'declined') = (why <> '')", name="why"),
        Index("ix_refund_carried_to_id", "carried_to_id", unique=True),
        Index("ix_refund_instead_of_id", "instead_of_id", unique=True),
    )

    id: Mapped[Key]
    return_id: Mapped[int] = mapped_column(link("goods_return.id"), index=True)
    tender_id: Mapped[int | None] = mapped_column(link("tender.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    label: Mapped[str] = mapped_column(String(40), default="")
    exact: Mapped[Money]
    amount: Mapped[Money]
    status: Mapped[str] = mapped_column(String(10))
    reference: Mapped[str] = mapped_column(String(40), default="")
    settled_at: Mapped[datetime | None]
    carried_to_id: Mapped[int | None] = mapped_column(ForeignKey("tender.id"))
    otherwise: Mapped[str] = mapped_column(String(80), default="", server_default="")
    months: Mapped[int | None]
    why: Mapped[str] = mapped_column(String(200), default="", server_default="")
    instead_of_id: Mapped[int | None] = mapped_column(ForeignKey("refund.id"))

"""Declined refunds: a terminal's no is kept, and the same money goes out in another way

SQLite cannot change a check, so ``refund`` is made anew there; nothing points to it or
watches it.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("refund", copy_from=_before()) as refund:
        refund.add_column(
            sa.Column("otherwise", sa.String(80), nullable=False, server_default="")
        )
        refund.add_column(sa.Column("months", WHOLE, nullable=True))
        refund.add_column(sa.Column("why", sa.String(200), nullable=False, server_default=""))
        refund.drop_constraint(op.f("ck_refund_status"), type_="check")
        refund.create_check_constraint(
            op.f("ck_refund_status"), "status IN ('paid', 'awaiting', 'declined')"
        )
        refund.create_check_constraint(
            op.f("ck_refund_why"), "(status = 'declined') = (why <> '')"
        )


def _before() -> sa.Table:
    return sa.Table(
        "refund",
        sa.MetaData(),
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("return_id", WHOLE, nullable=False),
        sa.Column("tender_id", WHOLE, nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("exact", WHOLE, nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("status IN ('paid', 'awaiting')", name=op.f("ck_refund_status")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_refund_amount")),
        sa.CheckConstraint("exact >= 0", name=op.f("ck_refund_exact")),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["goods_return.id"],
            name=op.f("fk_refund_return_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_refund_tender_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
        sa.Index(op.f("ix_refund_return_id"), "return_id"),
        sa.Index(op.f("ix_refund_tender_id"), "tender_id"),
    )

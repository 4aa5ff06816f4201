"""Refunds that are shared out otherwise than planned, and what a declined one became

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "refund_split",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("return_id", WHOLE, nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("approver_id", WHOLE, nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "approver_id IS NULL OR reason <> ''", name=op.f("ck_refund_split_reason")
        ),
        sa.CheckConstraint("approver_id <> staff_id", name=op.f("ck_refund_split_approver_id")),
        _link("return_id", "goods_return.id"),
        _link("staff_id", "staff.id"),
        _link("approver_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_split")),
        sa.UniqueConstraint("return_id", name=op.f("uq_refund_split_return_id")),
    )
    whole = WHOLE.compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE refund ADD COLUMN instead_of_id {whole} "
        "CONSTRAINT fk_refund_instead_of_id REFERENCES refund (id)"
    )
    op.create_index(op.f("ix_refund_instead_of_id"), "refund", ["instead_of_id"], unique=True)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER refund_split_only_grows "
            "BEFORE UPDATE OR DELETE OR TRUNCATE ON refund_split "
            "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
        )
    else:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER refund_split_no_{change.lower()} "
                f"BEFORE {change} ON refund_split BEGIN "
                "SELECT RAISE(ABORT, 'refund_split is history: it only grows'); END"
            )


def _link(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_refund_split_{column}"), ondelete="RESTRICT"
    )

"""Exchanges: goods back and other goods out in one transaction

Columns are added, never tables made anew, as in 0002.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "exchange",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("return_id", WHOLE, nullable=False),
        sa.Column("sale_id", WHOLE, nullable=False),
        sa.Column("value", WHOLE, nullable=False),
        sa.Column("price", WHOLE, nullable=False),
        sa.Column("carried", WHOLE, nullable=False),
        sa.Column("cash_exact", WHOLE, nullable=False),
        sa.Column("cash_paid", WHOLE, nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_exchange_value")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_exchange_price")),
        sa.CheckConstraint(
            "carried >= 0 AND carried <= value AND carried <= price",
            name=op.f("ck_exchange_carried"),
        ),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["goods_return.id"],
            name=op.f("fk_exchange_return_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["sale_id"], ["sale.id"], name=op.f("fk_exchange_sale_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange")),
        sa.UniqueConstraint("return_id", name=op.f("uq_exchange_return_id")),
        sa.UniqueConstraint("sale_id", name=op.f("uq_exchange_sale_id")),
    )
    _link("sale_line", "replaces_line_id", "sale_line")
    op.create_index(op.f("ix_sale_line_replaces_line_id"), "sale_line", ["replaces_line_id"])
    op.add_column("sale_line", sa.Column("window_from", sa.Date(), nullable=True))
    op.add_column(
        "tender",
        sa.Column("reference", sa.String(40), nullable=False, server_default=sa.literal("")),
    )
    for table, column, target in (
        ("refund", "carried_to_id", "tender"),
        ("stock_movement", "sale_line_id", "sale_line"),
    ):
        _link(table, column, target)
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=True)


def _link(table: str, column: str, target: str) -> None:
    """In words of its own: SQLite takes a reference only along with its column."""
    whole = WHOLE.compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} {whole} "
        f"CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)"
    )

"""Without a receipt: sales found by card, day and amount; serial numbers of such returns

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "tender", sa.Column("last_four", sa.String(4), nullable=False, server_default="")
    )
    op.execute(
        "UPDATE tender SET last_four = substr(label, length(label) - 3) "
        "WHERE label LIKE '%•••• ____'"
    )
    _index_where("tender", "last_four", "last_four <> ''")
    op.create_index("ix_sale_sold_at_total", "sale", ["sold_at", "total"])
    op.create_index("ix_sale_total_sold_at", "sale", ["total", "sold_at"])
    op.add_column("return_line", sa.Column("serial", sa.String(60), nullable=True))
    _index_where("return_line", "serial", "serial IS NOT NULL")


def _index_where(table: str, column: str, condition: str) -> None:
    op.create_index(
        f"ix_{table}_{column}",
        table,
        [column],
        sqlite_where=sa.text(condition),
        postgresql_where=sa.text(condition),
    )

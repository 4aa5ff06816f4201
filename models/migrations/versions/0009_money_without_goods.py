"""Money without goods: corrections of a price, and goodwill

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HISTORY = ("price_correction", "goodwill")


def upgrade() -> None:
    """The new columns come in words of their own, as in 0002: SQLite takes a check only
    along with its column."""
    op.execute(
        "ALTER TABLE goods_return ADD COLUMN what VARCHAR(10) DEFAULT 'return' NOT NULL "
        "CONSTRAINT ck_goods_return_what CHECK (what IN ('return', 'correction', 'goodwill'))"
    )
    whole = WHOLE.compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE sale_line ADD COLUMN corrected {whole} DEFAULT 0 NOT NULL "
        "CONSTRAINT ck_sale_line_corrected "
        "CHECK (corrected >= 0 AND refunded + corrected <= paid)"
    )
    _price_corrections()
    _goodwill()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _price_corrections() -> None:
    op.create_table(
        "price_correction",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("return_id", WHOLE, nullable=False),
        sa.Column("line_id", WHOLE, nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("tax", WHOLE, nullable=False),
        sa.Column("since", WHOLE, nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("approver_id", WHOLE, nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_price_correction_amount")),
        sa.CheckConstraint("tax >= 0 AND tax <= amount", name=op.f("ck_price_correction_tax")),
        sa.CheckConstraint("since >= 0", name=op.f("ck_price_correction_since")),
        sa.CheckConstraint(
            "approver_id <> staff_id", name=op.f("ck_price_correction_approver_id")
        ),
        _link("price_correction", "return_id", "goods_return.id"),
        _link("price_correction", "line_id", "sale_line.id"),
        _link("price_correction", "staff_id", "staff.id"),
        _link("price_correction", "approver_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_correction")),
        sa.UniqueConstraint("return_id", name=op.f("uq_price_correction_return_id")),
    )
    op.create_index(op.f("ix_price_correction_line_id"), "price_correction", ["line_id"])


def _goodwill() -> None:
    op.create_table(
        "goodwill",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("return_id", WHOLE, nullable=False),
        sa.Column("sale_id", WHOLE, nullable=True),
        sa.Column("line_id", WHOLE, nullable=True),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("approver_id", WHOLE, nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_goodwill_amount")),
        sa.CheckConstraint(
            "line_id IS NULL OR sale_id IS NOT NULL", name=op.f("ck_goodwill_line_id")
        ),
        sa.CheckConstraint("approver_id <> staff_id", name=op.f("ck_goodwill_approver_id")),
        _link("goodwill", "return_id", "goods_return.id"),
        _link("goodwill", "sale_id", "sale.id"),
        _link("goodwill", "line_id", "sale_line.id"),
        _link("goodwill", "staff_id", "staff.id"),
        _link("goodwill", "approver_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goodwill")),
        sa.UniqueConstraint("return_id", name=op.f("uq_goodwill_return_id")),
    )
    op.create_index(op.f("ix_goodwill_sale_id"), "goodwill", ["sale_id"])


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT"
    )


def _guard_sqlite() -> None:
    for table in HISTORY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is history: it only grows'); END"
            )


def _guard_postgresql() -> None:
    for table in HISTORY:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
        )

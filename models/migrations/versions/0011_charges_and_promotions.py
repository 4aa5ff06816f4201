"""Sale lines that are no goods, and what is cheaper today

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHARGE = (
    "charge IN ('', 'delivery', 'wrapping', 'deposit', 'service', 'other') AND "
    "(charge = '' OR (product_id IS NULL AND serial IS NULL))"
)


def upgrade() -> None:
    op.execute(
        "ALTER TABLE sale_line ADD COLUMN charge VARCHAR(10) DEFAULT '' NOT NULL "
        f"CONSTRAINT ck_sale_line_charge CHECK ({CHARGE})"
    )
    op.execute(
        "UPDATE sale_line SET charge = 'other' WHERE product_id IS NULL AND serial IS NULL"
    )
    op.add_column("tender", sa.Column("paid_on", sa.Date(), nullable=True))
    op.create_table(
        "promotion",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("product_id", WHOLE, nullable=True),
        sa.Column("category_id", WHOLE, nullable=True),
        sa.Column("percent", WHOLE, nullable=True),
        sa.Column("price", WHOLE, nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_promotion_name")),
        sa.CheckConstraint(
            "(product_id IS NULL) <> (category_id IS NULL)", name=op.f("ck_promotion_of_one")
        ),
        sa.CheckConstraint(
            "(percent IS NULL) <> (price IS NULL)", name=op.f("ck_promotion_by_one")
        ),
        sa.CheckConstraint(
            "percent > 0 AND percent <= 10000", name=op.f("ck_promotion_percent")
        ),
        sa.CheckConstraint("price >= 0", name=op.f("ck_promotion_price")),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_promotion_days")),
        _link("product_id", "product.id"),
        _link("category_id", "category.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion")),
    )
    for column in ("product_id", "category_id"):
        op.create_index(f"ix_promotion_{column}_until_on", "promotion", [column, "until_on"])


def _link(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_promotion_{column}"), ondelete="RESTRICT"
    )

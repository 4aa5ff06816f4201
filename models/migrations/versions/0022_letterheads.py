"""Logos and letterheads that only grow, and the language a customer reads

Revision ID: 0022
Revises: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ONLY_GROW = ("logo", "letterhead")
OF_THE_SHOP = sa.text("store_id IS NULL")


def upgrade() -> None:
    op.create_table(
        "logo",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_logo_digest")),
        sa.CheckConstraint("length(png) BETWEEN 1 AND 262144", name=op.f("ck_logo_png")),
        _link("logo", "staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_logo")),
    )
    op.create_table(
        "letterhead",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("logo", sa.String(length=64), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("follows", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_letterhead_version")),
        sa.CheckConstraint(
            "NOT follows OR store_id IS NOT NULL", name=op.f("ck_letterhead_follows")
        ),
        sa.CheckConstraint(
            "NOT follows OR (logo IS NULL AND words = '{}')",
            name=op.f("ck_letterhead_follows_bare"),
        ),
        _link("letterhead", "store_id", "store.id"),
        _link("letterhead", "logo", "logo.digest"),
        _link("letterhead", "staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterhead")),
        sa.UniqueConstraint("store_id", "version", name=op.f("uq_letterhead_store_id_version")),
    )
    op.create_index(
        "ix_letterhead_shop_version",
        "letterhead",
        ["version"],
        unique=True,
        sqlite_where=OF_THE_SHOP,
        postgresql_where=OF_THE_SHOP,
    )
    op.add_column("customer", sa.Column("language", sa.String(length=5), nullable=True))
    for table in ONLY_GROW:
        _guard(table)


def _guard(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change} BEFORE {change.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is history: it only grows'); END"
        )


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT"
    )

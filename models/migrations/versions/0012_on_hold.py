"""Visits that are put on hold at one register and resumed at another

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("resumed_at IS NULL AND dropped_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "suspended_case",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("items", WHOLE, nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("resumed_at", sa.DateTime(), nullable=True),
        sa.Column("resumed_register_id", WHOLE, nullable=True),
        sa.Column("resumed_by", WHOLE, nullable=True),
        sa.Column("dropped_at", sa.DateTime(), nullable=True),
        sa.Column("dropped_by", WHOLE, nullable=True),
        sa.CheckConstraint(
            "kind IN ('return', 'exchange', 'no-receipt')", name=op.f("ck_suspended_case_kind")
        ),
        sa.CheckConstraint("items > 0", name=op.f("ck_suspended_case_items")),
        sa.CheckConstraint(
            "(resumed_at IS NULL) = (resumed_register_id IS NULL) "
            "AND (resumed_at IS NULL) = (resumed_by IS NULL)",
            name=op.f("ck_suspended_case_resumed"),
        ),
        sa.CheckConstraint(
            "(dropped_at IS NULL) = (dropped_by IS NULL)",
            name=op.f("ck_suspended_case_dropped"),
        ),
        sa.CheckConstraint(
            "resumed_at IS NULL OR dropped_at IS NULL", name=op.f("ck_suspended_case_once")
        ),
        _link("store_id", "store.id"),
        _link("register_id", "register.id"),
        _link("staff_id", "staff.id"),
        _link("resumed_register_id", "register.id"),
        _link("resumed_by", "staff.id"),
        _link("dropped_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspended_case")),
    )
    op.create_index(op.f("ix_suspended_case_at"), "suspended_case", ["at"])
    op.create_index(
        "ix_suspended_case_open",
        "suspended_case",
        ["store_id", "at"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _link(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_suspended_case_{column}"), ondelete="RESTRICT"
    )

"""The drawer: shifts, their cash as a ledger, counts, and when a business day ends

Ledger and counts only grow; a drawer and a shift that have ended stay as they are.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

HISTORY = ("drawer_entry", "drawer_count")
"""Rows that nobody may change or delete, not even by raw SQL."""

ENDS = {"drawer": "closed_at", "shift": "ended_at"}
"""Rows that nobody may delete, nor change once this column is filled."""


def upgrade() -> None:
    _shop()
    _drawer()
    _count()
    _shift()
    _entry()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _shop() -> None:
    """In words of its own, because SQLite takes a check only along with its column."""
    whole = WHOLE.compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE shop ADD COLUMN day_ends_at {whole} DEFAULT '0' NOT NULL "
        "CONSTRAINT ck_shop_day_ends_at CHECK (day_ends_at BETWEEN 0 AND 23)"
    )
    op.execute(
        f"ALTER TABLE shop ADD COLUMN drawer_limit {whole} "
        "CONSTRAINT ck_shop_drawer_limit CHECK (drawer_limit >= 0)"
    )


def _drawer() -> None:
    op.create_table(
        "drawer",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("turn", WHOLE, nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("paper", sa.String(length=40), nullable=True),
        sa.CheckConstraint("turn > 0", name=op.f("ck_drawer_turn")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (paper IS NULL)", name=op.f("ck_drawer_closed")
        ),
        _link("drawer", "register_id", "register.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawer")),
        sa.UniqueConstraint("paper", name=op.f("uq_drawer_paper")),
        sa.UniqueConstraint(
            "register_id",
            "business_day",
            "turn",
            name=op.f("uq_drawer_register_id_business_day_turn"),
        ),
    )
    _one_open("drawer", "register_id", "closed_at")


def _count() -> None:
    op.create_table(
        "drawer_count",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("drawer_id", WHOLE, nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("expected", WHOLE, nullable=False),
        sa.Column("counted", WHOLE, nullable=False),
        sa.Column("pieces", sa.Text(), nullable=False),
        sa.CheckConstraint("counted >= 0", name=op.f("ck_drawer_count_counted")),
        _link("drawer_count", "drawer_id", "drawer.id"),
        _link("drawer_count", "staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawer_count")),
    )
    op.create_index(op.f("ix_drawer_count_drawer_id"), "drawer_count", ["drawer_id"])


def _shift() -> None:
    op.create_table(
        "shift",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("drawer_id", WHOLE, nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", WHOLE, nullable=True),
        sa.Column("count_id", WHOLE, nullable=True),
        sa.Column("approved_by", WHOLE, nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False, server_default=""),
        sa.CheckConstraint("approved_by <> staff_id", name=op.f("ck_shift_approved_by")),
        sa.CheckConstraint("approved_by <> ended_by", name=op.f("ck_shift_ended_by")),
        _link("shift", "drawer_id", "drawer.id"),
        _link("shift", "staff_id", "staff.id"),
        _link("shift", "ended_by", "staff.id"),
        _link("shift", "count_id", "drawer_count.id"),
        _link("shift", "approved_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
    )
    op.create_index(op.f("ix_shift_drawer_id"), "shift", ["drawer_id"])
    _one_open("shift", "drawer_id", "ended_at")


def _entry() -> None:
    op.create_table(
        "drawer_entry",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("drawer_id", WHOLE, nullable=False),
        sa.Column("shift_id", WHOLE, nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("balance", WHOLE, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("return_id", WHOLE, nullable=True),
        sa.CheckConstraint("position > 0", name=op.f("ck_drawer_entry_position")),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_drawer_entry_balance")),
        sa.CheckConstraint(
            "kind = 'difference' OR (kind = 'no-sale' AND amount = 0) "
            "OR (kind IN ('float', 'paid-in', 'payment') AND amount >= 0) "
            "OR (kind IN ('paid-out', 'pick-up', 'refund') AND amount <= 0)",
            name=op.f("ck_drawer_entry_kind"),
        ),
        _link("drawer_entry", "drawer_id", "drawer.id"),
        _link("drawer_entry", "shift_id", "shift.id"),
        _link("drawer_entry", "staff_id", "staff.id"),
        _link("drawer_entry", "return_id", "goods_return.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawer_entry")),
        sa.UniqueConstraint(
            "drawer_id", "position", name=op.f("uq_drawer_entry_drawer_id_position")
        ),
    )
    op.create_index(op.f("ix_drawer_entry_return_id"), "drawer_entry", ["return_id"])
    op.create_index(op.f("ix_drawer_entry_shift_id"), "drawer_entry", ["shift_id"])


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT"
    )


def _one_open(table: str, of: str, ended: str) -> None:
    is_open = sa.text(f"{ended} IS NULL")
    op.create_index(
        f"uq_{table}_open",
        table,
        [of],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _guard_sqlite() -> None:
    for table in HISTORY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is history: it only grows'); END"
            )
    for table, ended in ENDS.items():
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"WHEN OLD.{ended} IS NOT NULL "
            f"BEGIN SELECT RAISE(ABORT, '{table} has ended: it stays as it is'); END"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is history: it only grows'); END"
        )


def _guard_postgresql() -> None:
    for table in HISTORY:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
        )
    for table, ended in ENDS.items():
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN (OLD.{ended} IS NOT NULL) EXECUTE FUNCTION history_only_grows()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
        )

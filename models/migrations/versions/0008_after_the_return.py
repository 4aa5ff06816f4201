"""What comes after a return: it can be voided, and its goods go on

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HISTORY = ("return_void", "goods_move")


def upgrade() -> None:
    _voids()
    _goods_moves()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _voids() -> None:
    op.create_table(
        "return_void",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("approver_id", WHOLE, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("approver_id <> staff_id", name=op.f("ck_return_void_approver_id")),
        _link("return_void", "register_id", "register.id"),
        _link("return_void", "staff_id", "staff.id"),
        _link("return_void", "approver_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_void")),
        sa.UniqueConstraint("number", name=op.f("uq_return_void_number")),
    )
    whole = WHOLE.compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE goods_return ADD COLUMN voided_by {whole} "
        "CONSTRAINT fk_goods_return_voided_by REFERENCES return_void (id)"
    )
    op.create_index(
        op.f("ix_goods_return_voided_by"), "goods_return", ["voided_by"], unique=True
    )
    op.add_column(
        "return_line",
        sa.Column("elsewhere", sa.Text(), nullable=False, server_default=sa.literal("{}")),
    )


def _goods_moves() -> None:
    op.create_table(
        "goods_move",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("return_line_id", WHOLE, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("disposition", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.CheckConstraint("seq > 0", name=op.f("ck_goods_move_seq")),
        sa.CheckConstraint(
            "disposition IN ('return-to-stock', 'repair', 'return-to-supplier', "
            "'write-off', 'waste', 'undecided')",
            name=op.f("ck_goods_move_disposition"),
        ),
        _link("goods_move", "return_line_id", "return_line.id"),
        _link("goods_move", "register_id", "register.id"),
        _link("goods_move", "staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_move")),
        sa.UniqueConstraint(
            "return_line_id", "seq", name=op.f("uq_goods_move_return_line_id_seq")
        ),
    )


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
    op.execute(
        "CREATE TRIGGER goods_return_stays_void BEFORE UPDATE OF voided_by ON goods_return "
        "WHEN OLD.voided_by IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'goods_return stays void'); END"
    )


def _guard_postgresql() -> None:
    for table in HISTORY:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
        )
    op.execute(
        "CREATE TRIGGER goods_return_stays_void BEFORE UPDATE OF voided_by ON goods_return "
        "FOR EACH ROW WHEN (OLD.voided_by IS NOT NULL) EXECUTE FUNCTION history_only_grows()"
    )

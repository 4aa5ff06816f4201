"""What people of the shop tell each other: briefings, hand-over notes, coaching

Revision ID: 0033
Revises: 0032
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CLOSED = sa.text("closed_at IS NOT NULL")
FOR_ONE = sa.text("for_staff_id IS NOT NULL")
ONLY_GROW = ("briefing", "briefing_end", "briefing_read", "coaching_seen")


def upgrade() -> None:
    op.create_table(
        "briefing",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("policy", WHOLE, nullable=True),
        sa.Column("replaces", WHOLE, nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        *_checks(
            "briefing",
            kind="kind IN ('recall', 'policy', 'promotion', 'other')",
            days="until_on >= from_on",
            title="title <> ''",
            words="words <> '' OR policy IS NOT NULL",
            policy="policy IS NULL OR kind = 'policy'",
            replaces="replaces <> id",
        ),
        _link("briefing", "policy", "policy_version.number"),
        _link("briefing", "replaces", "briefing.id"),
        _link("briefing", "staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing")),
        sa.UniqueConstraint("replaces", name=op.f("uq_briefing_replaces")),
    )
    op.create_index("ix_briefing_until_on", "briefing", ["until_on"])
    op.create_table(
        "briefing_end",
        sa.Column("briefing_id", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        _link("briefing_end", "briefing_id", "briefing.id"),
        _link("briefing_end", "staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("briefing_id", name=op.f("pk_briefing_end")),
    )
    op.create_table(
        "briefing_read",
        sa.Column("briefing_id", WHOLE, nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _link("briefing_read", "briefing_id", "briefing.id"),
        _link("briefing_read", "staff_id", "staff.id"),
        _link("briefing_read", "register_id", "register.id"),
        sa.PrimaryKeyConstraint("briefing_id", "staff_id", name=op.f("pk_briefing_read")),
    )
    _add_hand_over_note()
    op.create_index(
        "ix_case_entry_for_one",
        "case_entry",
        ["for_staff_id"],
        sqlite_where=FOR_ONE,
        postgresql_where=FOR_ONE,
    )
    op.create_index(
        "ix_counter_case_closed",
        "counter_case",
        ["store_id", "closed_at"],
        sqlite_where=CLOSED,
        postgresql_where=CLOSED,
    )
    op.create_table(
        "coaching_seen",
        sa.Column("entry_id", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _link("coaching_seen", "entry_id", "case_entry.id"),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_coaching_seen")),
    )
    for table in ONLY_GROW:
        _guard(table)


def _add_hand_over_note() -> None:
    op.create_table(
        "hand_over_note",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("only_here", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("cases", WHOLE, nullable=False),
        sa.Column("promises", WHOLE, nullable=False),
        sa.Column("terminals", WHOLE, nullable=False),
        sa.Column("drawer", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.Column("seen_by", WHOLE, nullable=True),
        *_checks(
            "hand_over_note",
            words="words <> ''",
            open="cases >= 0 AND promises >= 0 AND terminals >= 0",
            seen="(seen_at IS NULL) = (seen_by IS NULL)",
            seen_by="seen_by <> staff_id",
        ),
        _link("hand_over_note", "store_id", "store.id"),
        _link("hand_over_note", "register_id", "register.id"),
        _link("hand_over_note", "staff_id", "staff.id"),
        _link("hand_over_note", "seen_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over_note")),
    )
    op.create_index("ix_hand_over_note_store_id_at", "hand_over_note", ["store_id", "at"])


def _checks(table: str, **conditions: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))
        for name, condition in conditions.items()
    ]


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT"
    )


def _guard(table: str) -> None:
    """Rows are added, never changed: not even by raw SQL."""
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

"""Complaints, when their clocks stood, and the terms by which a store deals with them

Revision ID: 0028
Revises: 0027
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NOT_TOLD = sa.text("escalated_at IS NULL AND nears_at IS NOT NULL")
ONLY_GROW = ("complaint_terms", "complaint_stop")


def upgrade() -> None:
    op.create_table(
        "complaint_terms",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        *_checks("complaint_terms", version="version > 0"),
        _link("complaint_terms", "store_id", "store.id"),
        _link("complaint_terms", "staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_terms")),
        sa.UniqueConstraint(
            "store_id", "version", name=op.f("uq_complaint_terms_store_id_version")
        ),
    )
    _add_complaint()
    op.create_table(
        "complaint_stop",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("complaint_id", WHOLE, nullable=False),
        sa.Column("stopped_at", sa.DateTime(), nullable=False),
        sa.Column("went_on_at", sa.DateTime(), nullable=False),
        *_checks("complaint_stop", went_on="stopped_at <= went_on_at"),
        _link("complaint_stop", "complaint_id", "complaint.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_stop")),
    )
    op.create_index("ix_complaint_stop_complaint_id", "complaint_stop", ["complaint_id"])
    for table in ONLY_GROW:
        _guard(table)


def _add_complaint() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("case_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("severity", WHOLE, nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("wants", sa.Text(), nullable=False),
        sa.Column("product_id", WHOLE, nullable=True),
        sa.Column("sale_id", WHOLE, nullable=True),
        sa.Column("about_staff_id", WHOLE, nullable=True),
        sa.Column("policy", WHOLE, nullable=True),
        sa.Column("clause", WHOLE, nullable=True),
        sa.Column("remedy", sa.String(length=10), nullable=True),
        sa.Column("remedy_words", sa.Text(), nullable=False),
        sa.Column("remedy_paper", sa.String(length=40), nullable=True),
        sa.Column("remedy_by", WHOLE, nullable=True),
        sa.Column("waits_for_yes", sa.Boolean(), nullable=False),
        sa.Column("allowed_by", WHOLE, nullable=True),
        sa.Column("terms_id", WHOLE, nullable=True),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("stopped_at", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("nears_at", sa.DateTime(), nullable=True),
        sa.Column("escalated_at", sa.DateTime(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        *_checks(
            "complaint",
            kind="kind IN ('goods', 'service', 'price', 'policy', 'delivery', 'other')",
            severity="severity BETWEEN 1 AND 3",
            step="step IN ('calm', 'issue', 'remedy', 'promise', 'settled')",
            remedy="remedy IN "
            "('goodwill', 'exchange', 'refund', 'repair', 'apology', 'explained')",
            said="said <> ''",
            issue="step IN ('calm', 'settled') OR issue <> ''",
            remedied="step IN ('calm', 'issue') OR remedy IS NOT NULL",
            settled="(step = 'settled') = (settled_at IS NOT NULL)",
            clause="(policy IS NULL) = (clause IS NULL)",
            stopped="stopped_at IS NULL OR due_at IS NULL",
            due="(due_at IS NULL) = (nears_at IS NULL)",
            allowed_by="allowed_by <> remedy_by",
            waits_for_yes="step NOT IN ('promise', 'settled') OR NOT waits_for_yes",
        ),
        *(
            _link("complaint", column, target)
            for column, target in (
                ("case_id", "counter_case.id"),
                ("product_id", "product.id"),
                ("sale_id", "sale.id"),
                ("about_staff_id", "staff.id"),
                ("policy", "policy_version.number"),
                ("remedy_by", "staff.id"),
                ("allowed_by", "staff.id"),
                ("terms_id", "complaint_terms.id"),
                ("staff_id", "staff.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
    )
    op.create_index("ix_complaint_case_id", "complaint", ["case_id"])
    op.create_index("ix_complaint_policy_clause", "complaint", ["policy", "clause"])
    op.create_index(
        "ix_complaint_nears",
        "complaint",
        ["nears_at"],
        sqlite_where=NOT_TOLD,
        postgresql_where=NOT_TOLD,
    )


def _checks(table: str, **rules: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
        for name, rule in rules.items()
    ]


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

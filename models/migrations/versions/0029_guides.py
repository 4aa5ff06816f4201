"""Guides beside the form in the shop's own words

Revision ID: 0029
Revises: 0028
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "guide",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.CheckConstraint(
            "kind IN ('return', 'inquiry', 'complaint', 'pick-up')", name=op.f("ck_guide_kind")
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_guide_version")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_guide_staff_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide")),
        sa.UniqueConstraint(
            "kind", "language", "version", name=op.f("uq_guide_kind_language_version")
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER guide_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON guide FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER guide_no_{change} BEFORE {change.upper()} ON guide "
            "BEGIN SELECT RAISE(ABORT, 'guide is history: it only grows'); END"
        )

"""What each role may do: sets of rights with limits, which a shop can change

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

COUNTER = ("look", "serve", "give", "cards", "goods", "drawer")
ALL = (
    *COUNTER,
    "see-expected",
    "approve",
    "policy",
    "review",
    "import",
    "settings",
    "people",
    "roles",
    "journal",
    "personal",
)
RIGHTS = {
    "clerk": COUNTER,
    "senior-clerk": COUNTER,
    "manager": ALL,
    "auditor": ("look", "see-expected", "policy", "journal"),
    "administrator": ALL,
}


def upgrade() -> None:
    role = op.create_table(
        "role",
        sa.Column("code", sa.String(20), nullable=False),
        *(sa.Column(f"{what}_most", WHOLE, nullable=True) for what in ("line", "case", "day")),
        sa.Column("overrides", sa.Text(), nullable=True),
        *(
            sa.CheckConstraint(f"{what}_most >= 0", name=op.f(f"ck_role_{what}_most"))
            for what in ("line", "case", "day")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_role")),
    )
    right = op.create_table(
        "role_right",
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("name", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["role"], ["role.code"], name=op.f("fk_role_right_role"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("role", "name", name=op.f("pk_role_right")),
    )
    op.bulk_insert(role, [{"code": code} for code in RIGHTS])
    op.bulk_insert(
        right, [{"role": code, "name": name} for code in RIGHTS for name in RIGHTS[code]]
    )

"""Wrong PINs are counted, and a badge is locked after ten

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_on_trial",
        sa.Column("badge", sa.String(64), nullable=False),
        sa.Column(
            "wrong", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("wrong > 0", name=op.f("ck_sign_on_trial_wrong")),
        sa.PrimaryKeyConstraint("badge", name=op.f("pk_sign_on_trial")),
    )

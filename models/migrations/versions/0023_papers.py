"""Papers are found again: of each kind, and of each register, the newest first

Revision ID: 0023
Revises: 0022
"""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_document_kind_made_at", "document", ["kind", "made_at", "id"])
    op.create_index(
        "ix_document_register_id_kind", "document", ["register_id", "kind", "made_at", "id"]
    )

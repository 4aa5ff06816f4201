"""The journal tells who listens, and knows when its last entry was made

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal_head", sa.Column("at", sa.DateTime(), nullable=True))
    op.execute(
        "UPDATE journal_head SET at = (SELECT at FROM journal ORDER BY number DESC LIMIT 1)"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION tell_of_journal() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_notify('konter_journal', NEW.number::text); "
            "RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER journal_is_told AFTER INSERT ON journal "
            "FOR EACH ROW EXECUTE FUNCTION tell_of_journal()"
        )

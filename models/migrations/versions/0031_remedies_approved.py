"""A manager's yes to the remedy of a complaint is asked for as every other is

SQLite cannot change a check. Making ``approval`` anew would take its guards with it, and all
that points to it; so its check is written anew where it stands, as SQLite's own documentation
has it for a change that leaves the rows as they are.

Revision ID: 0031
Revises: 0030
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

KINDS = "'void', 'drawer', 'card', 'help'"
WITH_REMEDIES = "'void', 'drawer', 'remedy', 'card', 'help'"
ALL = f"kind IN ('return', 'exchange', 'no-receipt', 'goodwill', 'correction', {WITH_REMEDIES})"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_approval_kind"), "approval", type_="check")
        op.create_check_constraint(op.f("ck_approval_kind"), "approval", ALL)
        return
    connection = op.get_bind()
    (version,) = connection.exec_driver_sql("PRAGMA schema_version").one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    changed = connection.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :before, :after) "
            "WHERE type = 'table' AND name = 'approval' AND instr(sql, :before) > 0"
        ),
        {"before": KINDS, "after": WITH_REMEDIES},
    )
    if changed.rowcount != 1:
        raise RuntimeError("approval has no check of its kinds")
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")

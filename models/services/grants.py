"""Give a role of PostgreSQL what a counter needs, and no right to change what happened.

Triggers refuse that as well, but an owner can switch triggers off: a role that owns nothing
and may only add to history cannot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from models.services.rights import anybody
from models.tables.history import BLANKED, HISTORY, MOVED_ON
from models.values import refuse

if TYPE_CHECKING:
    from models.unit import Unit

LONGEST_NAME = 63
"""In bytes of UTF-8: PostgreSQL cuts off the rest, and grants to another role."""
READ_ONLY = frozenset({"alembic_version"})
"""The schema's version: a counter never upgrades it."""
THERE_FROM_THE_START = frozenset({"journal_head"})

TABLES = text(
    "SELECT tablename, pg_has_role(tableowner, 'USAGE') AS own FROM pg_tables "
    "WHERE schemaname = current_schema() ORDER BY tablename"
)
ROLE = text(
    "SELECT rolsuper OR EXISTS (SELECT 1 FROM pg_tables t WHERE "
    "t.schemaname = current_schema() AND pg_has_role(:role, t.tableowner, 'MEMBER')) "
    "FROM pg_roles WHERE rolname = :role"
)


@anybody("the database itself lets its owner do it, and nobody else")
def grant_counter(unit: Unit, role: str) -> bool:
    """Let ``role`` work at a counter; made where there is none, then True.

    Raise :class:`models.values.Refused` on SQLite, for a name that is none, without owning the
    records, and for a role that could do anything anyway. After each upgrade to a newer
    version it has to be given again.
    """
    connection = unit.connection
    if connection.dialect.name != "postgresql":
        raise refuse("grant-postgresql-only")
    if not role.strip() or "\0" in role or len(role.encode()) > LONGEST_NAME:
        raise refuse("grant-role-wrong", role=role)
    if role.startswith("pg_") or role in ("public", "none"):
        raise refuse("grant-role-wrong", role=role)
    tables = connection.execute(TABLES).all()
    if not all(table.own for table in tables):
        raise refuse("grant-not-owner", user=connection.scalar(text("SELECT current_user")))
    mighty = connection.scalar(ROLE, {"role": role})
    if mighty:
        raise refuse("grant-role-mighty", role=role)
    quoted = connection.dialect.identifier_preparer.quote_identifier
    to, new = quoted(role), mighty is None
    if new:
        connection.exec_driver_sql(f"CREATE ROLE {to} LOGIN")
    schema = quoted(str(connection.scalar(text("SELECT current_schema()"))))
    database = quoted(str(connection.scalar(text("SELECT current_database()"))))
    statements = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {to}",
        f"REVOKE ALL ON SCHEMA {schema} FROM {to}",
        f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC",
        f"REVOKE ALL ON DATABASE {database} FROM {to}",
        f"GRANT CONNECT ON DATABASE {database} TO {to}",
        f"GRANT USAGE ON SCHEMA {schema} TO {to}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {to}",
        *(
            f"GRANT {_rights(table.tablename)} ON {schema}.{quoted(table.tablename)} TO {to}"
            for table in tables
        ),
    ]
    for statement in statements:
        connection.exec_driver_sql(statement)
    return new


def _rights(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in BLANKED:
        return f"SELECT, INSERT, UPDATE ({', '.join(BLANKED[table])})"
    if table in HISTORY:
        return "SELECT, INSERT"
    if table in MOVED_ON:
        changed = f"SELECT, UPDATE ({', '.join(MOVED_ON[table])})"
        return changed if table in THERE_FROM_THE_START else f"{changed}, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"

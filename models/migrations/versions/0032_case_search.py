"""Cases found by the words of their titles and entries, and by what was called at the queue

Revision ID: 0032
Revises: 0031
"""

from __future__ import annotations

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

SEARCHED = {"counter_case": "title", "case_entry": "words"}
"""Columns found by the beginning of any of their words."""


def upgrade() -> None:
    op.create_index("ix_ticket_called", "ticket", ["called"])
    if op.get_bind().dialect.name == "postgresql":
        _search_postgresql()
    else:
        _search_sqlite()


def _search_sqlite() -> None:
    """An update of another column leaves the words alone: a case changes with every entry."""
    for table, column in SEARCHED.items():
        search = f"{table}_search"
        op.execute(
            f"CREATE VIRTUAL TABLE {search} USING fts5({column}, content='{table}', "
            "content_rowid='id', prefix='2 3', tokenize='unicode61 remove_diacritics 2')"
        )
        new = f"INSERT INTO {search}(rowid, {column}) VALUES (new.id, new.{column});"
        old = (
            f"INSERT INTO {search}({search}, rowid, {column}) "
            f"VALUES ('delete', old.id, old.{column});"
        )
        changes = {
            "insert": ("INSERT", new),
            "delete": ("DELETE", old),
            "update": (f"UPDATE OF {column}", old + new),
        }
        for name, (change, then) in changes.items():
            op.execute(
                f"CREATE TRIGGER {search}_{name} AFTER {change} ON {table} BEGIN {then} END"
            )
        op.execute(f"INSERT INTO {search}({search}) VALUES ('rebuild')")


def _search_postgresql() -> None:
    for table, column in SEARCHED.items():
        op.execute(
            f"CREATE INDEX ix_{table}_search ON {table} "
            f"USING gin (to_tsvector('simple', {column}))"
        )

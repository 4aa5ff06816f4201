"""Papers are sealed in the journal; history only grows in more tables, and the chain by one

What was on record before is vouched for once: who made each entry and where, which its first
seal left out, and what each paper says. From then on every entry seals both.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from sqlalchemy import Connection

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ENTRIES_AT_ONCE, PAPERS_AT_ONCE = 1000, 500
"""Of what one entry vouches for."""

HISTORY = ("document_print", "exchange", "stock_movement")
"""Rows that nobody may change or delete, not even by raw SQL."""

OF_RETURN_LINE = (
    "id, return_id, line_id, product_id, sku, description, serial, quantity, reason, "
    "condition, gross, fee, tax, disposition, findings, remedy, version, kept, elsewhere"
)
"""All columns but the words that were noted, which may be blanked to forget a person."""
BLANKED = "NEW.captured LIKE '%•••%'"

NEXT_ENTRY = (
    "EXISTS (SELECT 1 FROM journal_head WHERE entries = NEW.number - 1 AND hash = NEW.previous)"
)
NEXT_HEAD = (
    "NEW.id = OLD.id AND NEW.entries = OLD.entries + 1 AND EXISTS (SELECT 1 FROM journal "
    "WHERE number = NEW.entries AND previous = OLD.hash AND hash = NEW.hash)"
)
SAME_PAPER = (
    "EXISTS (SELECT 1 FROM document WHERE id = NEW.id OR code = NEW.code OR "
    "(register_id = NEW.register_id AND kind = NEW.kind AND number = NEW.number))"
)

PAGE_OF_ENTRIES = sa.text(
    "SELECT number, staff_id, register_id FROM journal "
    "WHERE number > :after AND number <= :last ORDER BY number LIMIT :most"
)
PAGE_OF_PAPERS = sa.text(
    "SELECT id, code, snapshot FROM document WHERE id > :after ORDER BY id LIMIT :most"
)
ADD_ENTRY = sa.text(
    "INSERT INTO journal (number, at, event, body, previous, hash) "
    "VALUES (:number, :at, :event, :body, :previous, :hash)"
).bindparams(sa.bindparam("at", type_=sa.DateTime()))
MOVE_HEAD = sa.text("UPDATE journal_head SET entries = :number, hash = :hash WHERE id = 1")


def upgrade() -> None:
    connection = op.get_bind()
    _seal_entries(connection)
    _seal_papers(connection)
    if connection.dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _seal_entries(connection: Connection) -> None:
    last = connection.scalar(sa.text("SELECT entries FROM journal_head WHERE id = 1"))
    after = 0
    while True:
        page = {"after": after, "last": last, "most": ENTRIES_AT_ONCE}
        rows = connection.execute(PAGE_OF_ENTRIES, page).all()
        if not rows:
            return
        said = "".join(f"{number} {who or ''} {where or ''}\n" for number, who, where in rows)
        first, after = rows[0].number, rows[-1].number
        body = {"first": first, "last": after, "who": _sha256(said)}
        _record(connection, "EntriesSealed", body)


def _seal_papers(connection: Connection) -> None:
    after = 0
    while True:
        page = {"after": after, "most": PAPERS_AT_ONCE}
        rows = connection.execute(PAGE_OF_PAPERS, page).all()
        if not rows:
            return
        after = rows[-1].id
        papers = {row.code: _sha256(row.snapshot) for row in rows}
        _record(connection, "PapersSealed", {"papers": papers})


def _record(connection: Connection, event: str, body: dict[str, Any]) -> None:
    """Append to the chain, by nobody and at no register: as the journal does today."""
    number, previous = connection.execute(
        sa.text("SELECT entries + 1, hash FROM journal_head WHERE id = 1")
    ).one()
    at = datetime.now(UTC)
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    content = "\n".join((previous, str(number), at.isoformat(), event, "", "", text))
    row = {
        "number": number,
        "at": at.replace(tzinfo=None),
        "event": event,
        "body": text,
        "previous": previous,
        "hash": _sha256(content),
    }
    connection.execute(ADD_ENTRY, row)
    connection.execute(MOVE_HEAD, {"number": number, "hash": row["hash"]})


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _guard_sqlite() -> None:
    """Also against INSERT OR REPLACE, which deletes a row that no trigger sees deleted."""
    for table in HISTORY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is history: it only grows'); END"
            )
    refuse = "BEGIN SELECT RAISE(ABORT, 'return_line is history: it only grows'); END"
    for change in (f"update BEFORE UPDATE OF {OF_RETURN_LINE}", "delete BEFORE DELETE"):
        op.execute(f"CREATE TRIGGER return_line_no_{change} ON return_line {refuse}")
    op.execute(
        "CREATE TRIGGER return_line_blanked BEFORE UPDATE OF captured ON return_line "
        f"WHEN NOT ({BLANKED}) {refuse}"
    )
    guards = {
        "journal_follows BEFORE INSERT ON journal": f"NOT ({NEXT_ENTRY})",
        "document_is_new BEFORE INSERT ON document": SAME_PAPER,
        "journal_head_follows BEFORE UPDATE ON journal_head": f"NOT ({NEXT_HEAD})",
        "journal_head_no_delete BEFORE DELETE ON journal_head": "true",
        "journal_head_is_new BEFORE INSERT ON journal_head": (
            "EXISTS (SELECT 1 FROM journal_head)"
        ),
    }
    for trigger, wrong in guards.items():
        table = trigger.split()[-1]
        op.execute(
            f"CREATE TRIGGER {trigger} WHEN {wrong} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is history: it only grows'); END"
        )


def _guard_postgresql() -> None:
    for table in HISTORY:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
        )
    op.execute(
        "CREATE TRIGGER journal_head_only_grows BEFORE DELETE OR TRUNCATE ON journal_head "
        "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
    )
    then = "EXECUTE FUNCTION history_only_grows()"
    op.execute(
        "CREATE TRIGGER return_line_only_grows BEFORE DELETE OR TRUNCATE ON return_line "
        f"FOR EACH STATEMENT {then}"
    )
    op.execute(
        f"CREATE TRIGGER return_line_no_update BEFORE UPDATE OF {OF_RETURN_LINE} "
        f"ON return_line FOR EACH STATEMENT {then}"
    )
    op.execute(
        "CREATE TRIGGER return_line_blanked BEFORE UPDATE OF captured ON return_line "
        f"FOR EACH ROW WHEN (NOT ({BLANKED})) {then}"
    )
    follows = {
        "journal": ("INSERT", NEXT_ENTRY),
        "journal_head": ("UPDATE", NEXT_HEAD),
    }
    for table, (change, right) in follows.items():
        op.execute(
            f"CREATE FUNCTION {table}_follows() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF NOT ({right}) THEN "
            f"RAISE EXCEPTION '{table} is history: it only grows'; END IF; RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_follows BEFORE {change} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_follows()"
        )

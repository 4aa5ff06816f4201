"""The journal can be read: found by what an entry names, and by when, who and what

Entries that are there already are noted by what they name, as new ones are from now on. Those
about a refund name the slip of its return too, which they did not say themselves.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LONGEST = 64
NAMED = (
    "approval",
    "card",
    "case",
    "draft",
    "drawer",
    "paper",
    "receipt",
    "request",
    "sale",
    "slip",
    "voucher",
)
ENTRIES = sa.text(
    "SELECT number, event, body FROM journal WHERE number > :after ORDER BY number LIMIT :most"
)
OF_REFUNDS = ("RefundSettled", "RefundDeclined")
SLIPS = sa.text(
    "SELECT refund.id, goods_return.number FROM refund "
    "JOIN goods_return ON goods_return.id = refund.return_id"
)
BATCH = 20_000


def upgrade() -> None:
    references = op.create_table(
        "journal_reference",
        sa.Column("reference", sa.String(LONGEST), nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["journal.number"],
            name=op.f("fk_journal_reference_number"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("reference", "number", name=op.f("pk_journal_reference")),
        sqlite_with_rowid=False,
    )
    for rows in _named_before():
        op.get_bind().execute(sa.insert(references), rows)
    op.create_index("ix_journal_at", "journal", ["at", "number", "register_id"])
    op.create_index(
        "ix_journal_event", "journal", ["event", "at", "number", "staff_id", "register_id"]
    )
    op.create_index("ix_journal_staff", "journal", ["staff_id", "at", "number", "register_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER journal_reference_only_grows "
            "BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_reference "
            "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER journal_reference_no_{change.lower()} BEFORE {change} "
            "ON journal_reference BEGIN "
            "SELECT RAISE(ABORT, 'journal_reference is history: it only grows'); END"
        )


def _named_before() -> Iterator[list[dict[str, Any]]]:
    """What entries name that were made before this table was, a batch at a time."""
    slips = {row.id: row.number for row in op.get_bind().execute(SLIPS)}
    after = 0
    while True:
        asked = {"after": after, "most": BATCH}
        entries = op.get_bind().execute(ENTRIES, asked).all()
        if not entries:
            return
        rows = [
            {"reference": each, "number": entry.number}
            for entry in entries
            for each in sorted(_references(entry.event, json.loads(entry.body), slips))
        ]
        if rows:
            yield rows
        after = entries[-1].number


def _references(event: str, body: Mapping[str, Any], slips: Mapping[int, str]) -> set[str]:
    found = set()
    for key in NAMED:
        named = body.get(key)
        if isinstance(named, str) and 0 < len(named) <= LONGEST:
            found.add(named)
        elif isinstance(named, int) and not isinstance(named, bool):
            found.add(f"{key} {named}")
    if event in OF_REFUNDS and body.get("refund") in slips:
        found.add(slips[body["refund"]])
    return found

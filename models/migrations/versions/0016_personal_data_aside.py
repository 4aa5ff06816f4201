"""Personal data stands in a table of its own, and can be forgotten

The names of customers leave the papers on record, and why something was voided leaves the
paper of the void: in their place stands a commitment. Papers were not sealed in the journal
before, so that nothing else holds what they said. Words that were noted can be blanked from
now on, in tables that otherwise only grow.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterator

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BLANK = "•••"
ON_PAPERS = {"customer": "name"}
ON_VOIDS = {"customer": "name", "reason": "words"}
WORDS = {
    "goodwill": (
        "note",
        "id, return_id, sale_id, line_id, amount, reason, staff_id, approver_id",
    ),
    "price_correction": (
        "note",
        "id, return_id, line_id, amount, tax, since, reason, staff_id, approver_id",
    ),
    "refund_split": ("reason", "id, return_id, staff_id, approver_id, proposed"),
    "return_void": ("reason", "id, number, register_id, staff_id, approver_id, at"),
}
"""Of tables that only grow: the column of words, and all the others."""
FIXED = "id, customer_id, paper, what, made_at"
AT_ONCE = 500


def upgrade() -> None:
    op.create_table(
        "personal",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("paper", sa.String(length=40), nullable=True),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("forgotten_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("what IN ('name', 'words')", name=op.f("ck_personal_what")),
        sa.CheckConstraint(
            "(value IS NULL) = (forgotten_at IS NOT NULL)", name=op.f("ck_personal_value")
        ),
        sa.CheckConstraint(
            "(salt IS NULL) = (forgotten_at IS NOT NULL)", name=op.f("ck_personal_salt")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.id"],
            name=op.f("fk_personal_customer_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal")),
    )
    op.add_column("customer", sa.Column("forgotten_at", sa.DateTime(), nullable=True))
    op.create_index(op.f("ix_personal_customer_id"), "personal", ["customer_id"])
    op.create_index(op.f("ix_personal_paper"), "personal", ["paper"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE document DISABLE TRIGGER document_only_grows")
        _move_names_aside()
        op.execute("ALTER TABLE document ENABLE TRIGGER document_only_grows")
        _guard_postgresql()
    else:
        op.execute("DROP TRIGGER document_no_update")
        _move_names_aside()
        op.execute(
            "CREATE TRIGGER document_no_update BEFORE UPDATE ON document "
            "BEGIN SELECT RAISE(ABORT, 'document is history: it only grows'); END"
        )
        _guard_sqlite()


PERSONAL = sa.table(
    "personal",
    *(sa.column(name) for name in ("id", "customer_id", "paper", "what", "salt", "value")),
    sa.column("made_at", sa.DateTime()),
)
DOCUMENT = sa.table(
    "document",
    *(sa.column(name) for name in ("id", "code", "kind", "return_id", "snapshot")),
    sa.column("made_at", sa.DateTime()),
)
RETURN = sa.table("goods_return", sa.column("id"), sa.column("customer_id"))
CARD = sa.table("value_card", sa.column("number"), sa.column("customer_id"))


def _move_names_aside() -> None:
    """One row for a name of one customer, as papers made later have it."""
    known: dict[tuple[int | None, str], tuple[int, str]] = {}
    keys = 0
    for papers in _papers():
        rows, changed = [], []
        for paper in papers:
            snapshot = json.loads(paper.snapshot)
            whose = paper.of_return or paper.of_card
            before = dict(snapshot)
            for field, what in (ON_VOIDS if paper.kind == "void" else ON_PAPERS).items():
                value = snapshot.get(field) or ""
                if not value:
                    continue
                once = (whose, value) if what == "name" and whose is not None else None
                if once is None or once not in known:
                    keys += 1
                    salt = secrets.token_hex(16)
                    sealed = hashlib.sha256((salt + value).encode()).hexdigest()
                    rows.append(
                        {
                            "id": keys,
                            "customer_id": whose if what == "name" else None,
                            "paper": None if once else paper.code,
                            "what": what,
                            "salt": salt,
                            "value": value,
                            "made_at": paper.made_at,
                        }
                    )
                    place = keys, sealed
                    if once:
                        known[once] = place
                else:
                    place = known[once]
                snapshot[field] = {"person": place[0], "sealed": place[1]}
            if snapshot != before:
                changed.append({"key": paper.id, "said": _canonical(snapshot)})
        if rows:
            op.get_bind().execute(PERSONAL.insert(), rows)
        if changed:
            op.get_bind().execute(
                DOCUMENT.update()
                .where(DOCUMENT.c.id == sa.bindparam("key"))
                .values(snapshot=sa.bindparam("said")),
                changed,
            )
    if keys and op.get_bind().dialect.name == "postgresql":
        op.execute(f"SELECT setval(pg_get_serial_sequence('personal', 'id'), {keys})")


def _papers() -> Iterator[list[sa.Row[Any]]]:
    """Some at a time, in their order, with whom they are about."""
    last = 0
    while True:
        papers = list(
            op.get_bind().execute(
                sa.select(
                    DOCUMENT,
                    RETURN.c.customer_id.label("of_return"),
                    CARD.c.customer_id.label("of_card"),
                )
                .outerjoin(RETURN, RETURN.c.id == DOCUMENT.c.return_id)
                .outerjoin(CARD, _named_card())
                .where(DOCUMENT.c.id > last)
                .order_by(DOCUMENT.c.id)
                .limit(AT_ONCE)
            )
        )
        if not papers:
            return
        last = papers[-1].id
        yield papers


def _named_card() -> sa.ColumnElement[bool]:
    """The card of a voucher stands in its snapshot, which is text on both databases."""
    if op.get_bind().dialect.name == "postgresql":
        said: Any = sa.cast(DOCUMENT.c.snapshot, sa.JSON)["card"].as_string()
    else:
        said = sa.func.json_extract(DOCUMENT.c.snapshot, "$.card")
    return sa.and_(DOCUMENT.c.kind == "voucher", CARD.c.number == said)


def _canonical(snapshot: dict[str, Any]) -> str:
    return json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _guard_sqlite() -> None:
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in FIXED.split(", "))
    op.execute(
        "CREATE TRIGGER personal_is_forgotten BEFORE UPDATE ON personal "
        f"WHEN NOT (NEW.forgotten_at IS NOT NULL AND OLD.forgotten_at IS NULL AND {same}) "
        "BEGIN SELECT RAISE(ABORT, 'personal is only forgotten'); END"
    )
    op.execute(
        "CREATE TRIGGER personal_no_delete BEFORE DELETE ON personal "
        "BEGIN SELECT RAISE(ABORT, 'personal is history: it is only forgotten'); END"
    )
    for table, (words, others) in WORDS.items():
        op.execute(f"DROP TRIGGER {table}_no_update")
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is history: it only grows'); END"
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {others} ON {table} {refuse}"
        )
        op.execute(
            f"CREATE TRIGGER {table}_blanked BEFORE UPDATE OF {words} ON {table} "
            f"WHEN NEW.{words} <> '{BLANK}' OR OLD.{words} = '' {refuse}"
        )


def _guard_postgresql() -> None:
    same = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _fixed())
    op.execute(
        "CREATE TRIGGER personal_is_forgotten BEFORE UPDATE ON personal FOR EACH ROW "
        f"WHEN (NOT (NEW.forgotten_at IS NOT NULL AND OLD.forgotten_at IS NULL AND {same})) "
        "EXECUTE FUNCTION history_only_grows()"
    )
    op.execute(
        "CREATE TRIGGER personal_no_delete BEFORE DELETE OR TRUNCATE ON personal "
        "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
    )
    for table, (words, others) in WORDS.items():
        op.execute(f"DROP TRIGGER {table}_only_grows ON {table}")
        then = "EXECUTE FUNCTION history_only_grows()"
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT {then}"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {others} ON {table} "
            f"FOR EACH STATEMENT {then}"
        )
        op.execute(
            f"CREATE TRIGGER {table}_blanked BEFORE UPDATE OF {words} ON {table} "
            f"FOR EACH ROW WHEN (NEW.{words} <> '{BLANK}' OR OLD.{words} = '') {then}"
        )


def _fixed() -> list[str]:
    return FIXED.split(", ")

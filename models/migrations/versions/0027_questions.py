"""Questions with their answers, and what the shop knows, found by any of its words

Revision ID: 0027
Revises: 0026
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "kind IN ('product', 'bill', 'policy', 'shop', 'other')"
FOLLOWED_LATER = sa.text("follow_up_on IS NOT NULL AND state <> 'followed'")


def upgrade() -> None:
    _add_knowledge()
    _add_questions()
    if op.get_bind().dialect.name == "postgresql":
        _search_postgresql()
    else:
        _search_sqlite()


def _add_knowledge() -> None:
    op.create_table(
        "knowledge_entry",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.String(length=300), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("asked_words", sa.Text(), nullable=False),
        sa.Column("said_words", sa.Text(), nullable=False),
        sa.Column("used", WHOLE, nullable=False),
        sa.Column("edition", WHOLE, nullable=False),
        sa.Column("merged_into", WHOLE, nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        *_checks(
            "knowledge_entry",
            kind=KINDS,
            state="state IN ('current', 'outdated', 'merged')",
            merged="(state = 'merged') = (merged_into IS NOT NULL)",
            merged_into="merged_into <> id",
            words="asked_words <> '' AND said_words <> ''",
            used="used >= 0",
            edition="edition > 0",
        ),
        _link("knowledge_entry", "merged_into", "knowledge_entry.id"),
        _link("knowledge_entry", "staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_entry")),
    )
    op.create_index("ix_knowledge_entry_changed_at", "knowledge_entry", ["changed_at"])


def _add_questions() -> None:
    op.create_table(
        "question",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("case_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by", WHOLE, nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", WHOLE, nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("follow_up_by", WHOLE, nullable=True),
        sa.Column("followed_at", sa.DateTime(), nullable=True),
        sa.Column("entry_id", WHOLE, nullable=True),
        *_checks(
            "question",
            kind=KINDS,
            state="state IN ('open', 'answered', 'followed')",
            asked="asked <> ''",
            answered_at="(state = 'open') = (answered_at IS NULL)",
            answered_by="(answered_at IS NULL) = (answered_by IS NULL)",
            answer="(answered_at IS NULL) = (answer = '')",
            follow_up="(follow_up_on IS NULL) = (follow_up_by IS NULL)",
            followed="(state = 'followed') = (followed_at IS NOT NULL)",
            promised="state <> 'followed' OR follow_up_on IS NOT NULL",
        ),
        _link("question", "case_id", "counter_case.id"),
        _link("question", "asked_by", "staff.id"),
        _link("question", "answered_by", "staff.id"),
        _link("question", "follow_up_by", "staff.id"),
        _link("question", "entry_id", "knowledge_entry.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index("ix_question_case_id", "question", ["case_id"])
    op.create_index(
        "ix_question_follow_up",
        "question",
        ["follow_up_on"],
        sqlite_where=FOLLOWED_LATER,
        postgresql_where=FOLLOWED_LATER,
    )


def _checks(table: str, **rules: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
        for name, rule in rules.items()
    ]


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT"
    )


def _search_sqlite() -> None:
    """Words are folded before they are stored: nothing is left for the tokenizer to fold."""
    op.execute(
        "CREATE VIRTUAL TABLE knowledge_search USING fts5(asked_words, said_words, "
        "content='knowledge_entry', content_rowid='id', prefix='1 2 3', "
        "tokenize='unicode61 remove_diacritics 0')"
    )
    columns = "asked_words, said_words"
    new = (
        f"INSERT INTO knowledge_search(rowid, {columns}) "
        "VALUES (new.id, new.asked_words, new.said_words);"
    )
    old = (
        f"INSERT INTO knowledge_search(knowledge_search, rowid, {columns}) "
        "VALUES ('delete', old.id, old.asked_words, old.said_words);"
    )
    changes = {
        "insert": ("INSERT", new),
        "delete": ("DELETE", old),
        "update": (f"UPDATE OF {columns}", old + new),
    }
    for name, (change, then) in changes.items():
        op.execute(
            f"CREATE TRIGGER knowledge_search_{name} AFTER {change} ON knowledge_entry "
            f"BEGIN {then} END"
        )


def _search_postgresql() -> None:
    """Lexemes are the stored words as they are, as those of the configuration 'simple' would
    be; its parser, which takes numbers and hyphens for more than words, is not asked."""
    op.execute(
        "ALTER TABLE knowledge_entry ADD COLUMN words_search tsvector GENERATED ALWAYS AS "
        "(array_to_tsvector(string_to_array(asked_words || ' ' || said_words, ' '))) STORED"
    )
    op.execute(
        "CREATE INDEX ix_knowledge_entry_search ON knowledge_entry USING gin (words_search)"
    )

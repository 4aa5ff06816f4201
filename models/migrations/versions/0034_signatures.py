"""Customers sign their papers, where a store asks them to

Revision ID: 0034
Revises: 0033
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FIXED = "id, document_id, request_id, width, height, digest, signed_at, register_id, staff_id"
"""All columns but the path, which may be blanked to forget a person."""
NOT_BLANKED = "NEW.path <> '•••'"
GROWS = "signature is history: it only grows"


def upgrade() -> None:
    op.create_table(
        "signature",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("document_id", WHOLE, nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("width", WHOLE, nullable=False),
        sa.Column("height", WHOLE, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.CheckConstraint("length(path) BETWEEN 1 AND 16000", name=op.f("ck_signature_path")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_signature_digest")),
        sa.CheckConstraint("width BETWEEN 1 AND 1001", name=op.f("ck_signature_width")),
        sa.CheckConstraint("height BETWEEN 1 AND 1001", name=op.f("ck_signature_height")),
        _link("signature", "document_id", "document"),
        _link("signature", "register_id", "register"),
        _link("signature", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("document_id", name=op.f("uq_signature_document_id")),
        sa.UniqueConstraint("request_id", name=op.f("uq_signature_request_id")),
    )
    op.create_table(
        "signing_terms",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("signs", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_signing_terms_version")),
        sa.CheckConstraint(
            "signs IN ('never', 'money', 'always')", name=op.f("ck_signing_terms_signs")
        ),
        _link("signing_terms", "store_id", "store"),
        _link("signing_terms", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_terms")),
        sa.UniqueConstraint(
            "store_id", "version", name=op.f("uq_signing_terms_store_id_version")
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _link(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT"
    )


def _guard_sqlite() -> None:
    def guard(name: str, when: str, says: str) -> None:
        op.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{says}'); END")

    guard("signature_no_delete", "BEFORE DELETE ON signature", GROWS)
    guard("signature_no_update", f"BEFORE UPDATE OF {FIXED} ON signature", GROWS)
    guard(
        "signature_blanked",
        f"BEFORE UPDATE OF path ON signature WHEN {NOT_BLANKED}",
        GROWS,
    )
    for change in ("update", "delete"):
        guard(
            f"signing_terms_no_{change}",
            f"BEFORE {change.upper()} ON signing_terms",
            "signing_terms is history: it only grows",
        )


def _guard_postgresql() -> None:
    then = "EXECUTE FUNCTION history_only_grows()"
    op.execute(
        "CREATE TRIGGER signature_only_grows BEFORE DELETE OR TRUNCATE ON signature "
        f"FOR EACH STATEMENT {then}"
    )
    op.execute(
        f"CREATE TRIGGER signature_no_update BEFORE UPDATE OF {FIXED} ON signature "
        f"FOR EACH STATEMENT {then}"
    )
    op.execute(
        "CREATE TRIGGER signature_blanked BEFORE UPDATE OF path ON signature "
        f"FOR EACH ROW WHEN ({NOT_BLANKED}) {then}"
    )
    op.execute(
        "CREATE TRIGGER signing_terms_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE "
        f"ON signing_terms FOR EACH STATEMENT {then}"
    )

"""Gift cards and store credit as a ledger; identities shown without a receipt

The ledger only grows, and the database itself sees that each entry follows the last one and
that its balance is right. A card that was voided or moved stays as it is.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _cards()
    _entries()
    _identities()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _cards() -> None:
    op.create_table(
        "value_card",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("return_id", WHOLE, nullable=True),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("moved_to", WHOLE, nullable=True),
        sa.CheckConstraint(
            "kind IN ('gift-card', 'store-credit')", name=op.f("ck_value_card_kind")
        ),
        sa.CheckConstraint(
            "state IN ('usable', 'voided', 'moved')", name=op.f("ck_value_card_state")
        ),
        sa.CheckConstraint(
            "(state = 'moved') = (moved_to IS NOT NULL)", name=op.f("ck_value_card_moved_to")
        ),
        _link("value_card", "return_id", "goods_return.id"),
        _link("value_card", "customer_id", "customer.id"),
        _link("value_card", "moved_to", "value_card.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_card")),
        sa.UniqueConstraint("number", name=op.f("uq_value_card_number")),
        sa.UniqueConstraint("moved_to", name=op.f("uq_value_card_moved_to")),
    )
    for column in ("expires_on", "return_id", "customer_id"):
        op.create_index(op.f(f"ix_value_card_{column}"), "value_card", [column])


def _entries() -> None:
    op.create_table(
        "value_entry",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("card_id", WHOLE, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("balance", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("approver_id", WHOLE, nullable=True),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.CheckConstraint("seq > 0", name=op.f("ck_value_entry_seq")),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_value_entry_balance")),
        sa.CheckConstraint(
            "(kind IN ('issued', 'loaded', 'refunded', 'moved-in') AND amount > 0) OR "
            "(kind IN ('spent', 'expired', 'voided', 'moved-out') AND amount < 0)",
            name=op.f("ck_value_entry_kind"),
        ),
        sa.CheckConstraint(
            "(seq = 1) = (kind IN ('issued', 'moved-in'))", name=op.f("ck_value_entry_first")
        ),
        sa.CheckConstraint(
            "(kind = 'voided') = (approver_id IS NOT NULL)",
            name=op.f("ck_value_entry_approver_id"),
        ),
        _link("value_entry", "card_id", "value_card.id"),
        _link("value_entry", "register_id", "register.id"),
        _link("value_entry", "staff_id", "staff.id"),
        _link("value_entry", "approver_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_entry")),
        sa.UniqueConstraint("card_id", "seq", name=op.f("uq_value_entry_card_id_seq")),
    )
    op.create_index(op.f("ix_value_entry_paper"), "value_entry", ["paper"])


def _identities() -> None:
    secret = op.create_table(
        "identity_secret",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_identity_secret_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_secret")),
    )
    op.bulk_insert(secret, [{"id": 1, "key": secrets.token_bytes(32)}])
    op.create_table(
        "identity_shown",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("return_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("issuer", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("last", sa.String(length=3), nullable=False),
        sa.Column("shown_at", sa.DateTime(), nullable=False),
        _link("identity_shown", "return_id", "goods_return.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_shown")),
        sa.UniqueConstraint(
            "return_id", "digest", name=op.f("uq_identity_shown_return_id_digest")
        ),
    )
    for column in ("digest", "shown_at"):
        op.create_index(op.f(f"ix_identity_shown_{column}"), "identity_shown", [column])


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT"
    )


FIXED = ("number", "kind", "issued_at", "return_id")
"""What a card is never given anew."""

LAST = "(SELECT {what} FROM value_entry WHERE card_id = NEW.card_id ORDER BY seq DESC LIMIT 1)"
FOLLOWS = (
    f"NEW.seq = coalesce({LAST.format(what='seq')}, 0) + 1 "
    f"AND NEW.balance = coalesce({LAST.format(what='balance')}, 0) + NEW.amount"
)


def _guard_sqlite() -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER value_entry_no_{change.lower()} BEFORE {change} ON value_entry "
            "BEGIN SELECT RAISE(ABORT, 'value_entry is history: it only grows'); END"
        )
    op.execute(
        "CREATE TRIGGER value_entry_follows BEFORE INSERT ON value_entry "
        f"WHEN NOT ({FOLLOWS}) "
        "BEGIN SELECT RAISE(ABORT, 'value_entry does not follow the last one'); END"
    )
    op.execute(
        "CREATE TRIGGER value_card_no_delete BEFORE DELETE ON value_card "
        "BEGIN SELECT RAISE(ABORT, 'value_card stays'); END"
    )
    op.execute(
        f"CREATE TRIGGER value_card_fixed BEFORE UPDATE OF {', '.join(FIXED)} ON value_card "
        "BEGIN SELECT RAISE(ABORT, 'value_card stays as it was issued'); END"
    )
    op.execute(
        "CREATE TRIGGER value_card_ended BEFORE UPDATE ON value_card "
        "WHEN OLD.state <> 'usable' "
        "BEGIN SELECT RAISE(ABORT, 'value_card stays as it ended'); END"
    )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER value_entry_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON value_entry FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
    )
    op.execute(
        "CREATE FUNCTION value_entry_follows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NOT ({FOLLOWS}) THEN "
        "RAISE EXCEPTION 'value_entry does not follow the last one'; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER value_entry_follows BEFORE INSERT ON value_entry "
        "FOR EACH ROW EXECUTE FUNCTION value_entry_follows()"
    )
    op.execute(
        "CREATE TRIGGER value_card_no_delete BEFORE DELETE OR TRUNCATE ON value_card "
        "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
    )
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED)
    op.execute(
        "CREATE FUNCTION value_card_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF OLD.state <> 'usable' OR {changed} THEN "
        "RAISE EXCEPTION 'value_card stays as it was issued or ended'; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER value_card_stays BEFORE UPDATE ON value_card "
        "FOR EACH ROW EXECUTE FUNCTION value_card_stays()"
    )

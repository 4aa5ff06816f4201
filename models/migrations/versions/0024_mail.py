"""Papers sent by e-mail, in a queue in which none is lost, and the server they go through

Revision ID: 0024
Revises: 0023
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATES = ("waiting", "sending", "sent", "failed", "cancelled")
FIXED = (
    "id",
    "document_id",
    "register_id",
    "staff_id",
    "copy",
    "message_id",
    "queued_at",
)


def upgrade() -> None:
    _add_server()
    _add_mail()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _add_server() -> None:
    op.create_table(
        "mail_server",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("host", sa.String(length=253), nullable=False),
        sa.Column("port", WHOLE, nullable=False),
        sa.Column("security", sa.String(length=10), nullable=False),
        sa.Column("login", sa.String(length=254), nullable=False),
        sa.Column("sender_name", sa.String(length=80), nullable=False),
        sa.Column("sender_address", sa.String(length=254), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_mail_server_one")),
        sa.CheckConstraint("host <> ''", name=op.f("ck_mail_server_host")),
        sa.CheckConstraint("port BETWEEN 1 AND 65535", name=op.f("ck_mail_server_port")),
        sa.CheckConstraint(
            _one_of("security", ("tls", "starttls", "plain")),
            name=op.f("ck_mail_server_security"),
        ),
        sa.CheckConstraint(
            f"security <> 'plain' OR {_one_of('host', ('localhost', '127.0.0.1', '::1'))}",
            name=op.f("ck_mail_server_plain_stays_here"),
        ),
        sa.CheckConstraint("sender_address <> ''", name=op.f("ck_mail_server_sender_address")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_server")),
    )


def _add_mail() -> None:
    op.create_table(
        "paper_mail",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("document_id", WHOLE, nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("copy", WHOLE, nullable=False),
        sa.Column("message_id", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("shown", sa.String(length=254), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=True),
        sa.Column("held_until", sa.DateTime(), nullable=True),
        sa.CheckConstraint(_one_of("state", STATES), name=op.f("ck_paper_mail_state")),
        sa.CheckConstraint("copy >= 0", name=op.f("ck_paper_mail_copy")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_paper_mail_attempts")),
        sa.CheckConstraint("shown <> ''", name=op.f("ck_paper_mail_shown")),
        sa.CheckConstraint(
            "(state IN ('sent', 'cancelled')) = (address = '')",
            name=op.f("ck_paper_mail_address"),
        ),
        sa.CheckConstraint(
            "(state = 'sending') = (holder IS NOT NULL)", name=op.f("ck_paper_mail_holder")
        ),
        sa.CheckConstraint(
            "(holder IS NULL) = (held_until IS NULL)", name=op.f("ck_paper_mail_held_until")
        ),
        sa.CheckConstraint(
            "state <> 'failed' OR problem <> '[]'", name=op.f("ck_paper_mail_problem")
        ),
        _link("paper_mail", "document_id", "document.id"),
        _link("paper_mail", "register_id", "register.id"),
        _link("paper_mail", "staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_paper_mail_message_id")),
        sa.UniqueConstraint("document_id", "copy", name=op.f("uq_paper_mail_document_id_copy")),
    )
    op.create_index("ix_paper_mail_state_register_id", "paper_mail", ["state", "register_id"])


def _one_of(column: str, codes: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT"
    )


GOES_ON = """
CASE OLD.state
  WHEN 'waiting' THEN NEW.state IN ('waiting', 'sending', 'cancelled')
  WHEN 'sending' THEN 1 = 1
  WHEN 'failed' THEN NEW.state IN ('failed', 'waiting', 'cancelled')
  ELSE NEW.state = OLD.state
END"""
"""Where a mail may go from its state; nowhere once it is sent or cancelled."""
BLANKED = """
(NEW.address = OLD.address OR NEW.address = '')
AND (NEW.shown = OLD.shown OR NEW.shown = '•••')"""
"""An address is only ever taken out: a paper never goes to another than the one asked for."""
STAYS = "paper_mail stays as it was queued"
NOT_FURTHER = "paper_mail goes on from its state or not at all"
NOT_BLANKED = "paper_mail keeps its address or has none"
BEGINS = "paper_mail begins waiting"


def _guard_sqlite() -> None:
    def guard(name: str, when: str, says: str) -> None:
        op.execute(
            f"CREATE TRIGGER paper_mail_{name} {when} BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )

    guard("no_delete", "BEFORE DELETE ON paper_mail", STAYS)
    guard("fixed", f"BEFORE UPDATE OF {', '.join(FIXED)} ON paper_mail", STAYS)
    guard("further", f"BEFORE UPDATE ON paper_mail WHEN NOT ({GOES_ON})", NOT_FURTHER)
    guard("blanked", f"BEFORE UPDATE ON paper_mail WHEN NOT ({BLANKED})", NOT_BLANKED)
    guard("begins", "BEFORE INSERT ON paper_mail WHEN NEW.state <> 'waiting'", BEGINS)


def _guard_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER paper_mail_no_delete BEFORE DELETE OR TRUNCATE ON paper_mail "
        "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
    )
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED)
    _guard_rows(
        "paper_mail_further",
        "BEFORE UPDATE",
        (f"({changed})", STAYS),
        (f"NOT ({GOES_ON})", NOT_FURTHER),
        (f"NOT ({BLANKED})", NOT_BLANKED),
    )
    _guard_rows("paper_mail_begins", "BEFORE INSERT", ("NEW.state <> 'waiting'", BEGINS))


def _guard_rows(name: str, when: str, *wrong: tuple[str, str]) -> None:
    checks = " ".join(
        f"IF {condition} THEN RAISE EXCEPTION '{says}'; END IF;" for condition, says in wrong
    )
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {checks} RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} {when} ON paper_mail FOR EACH ROW EXECUTE FUNCTION {name}()"
    )

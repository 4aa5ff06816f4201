"""The queue of walk-ins, and cases: one visit with everything that happened in it

Revision ID: 0025
Revises: 0024
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _add_cases()
    _add_entries()
    _add_tickets()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _add_cases() -> None:
    op.create_table(
        "counter_case",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("at_register_id", WHOLE, nullable=True),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("linked_id", WHOLE, nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("aside_for", sa.String(length=10), nullable=True),
        sa.Column("promise", sa.String(length=200), nullable=False),
        sa.Column("promised_at", sa.DateTime(), nullable=True),
        sa.Column("promised_by", WHOLE, nullable=True),
        sa.Column("escalated_at", sa.DateTime(), nullable=True),
        sa.Column("smile", sa.String(length=10), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(promised_at IS NULL) = (promise = '')", name=op.f("ck_counter_case_promise")
        ),
        sa.CheckConstraint(
            "(state = 'aside') = (aside_for IS NOT NULL)", name=op.f("ck_counter_case_aside")
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_counter_case_closed")
        ),
        sa.CheckConstraint(
            "(state = 'serving') = (at_register_id IS NOT NULL)",
            name=op.f("ck_counter_case_serving"),
        ),
        sa.CheckConstraint(
            "aside_for IN ('customer', 'shop')", name=op.f("ck_counter_case_aside_for")
        ),
        sa.CheckConstraint(
            "channel IN ('counter', 'phone', 'chat', 'e-mail')",
            name=op.f("ck_counter_case_channel"),
        ),
        sa.CheckConstraint(
            "kind IN ('return', 'inquiry', 'complaint', 'pick-up')",
            name=op.f("ck_counter_case_kind"),
        ),
        sa.CheckConstraint(
            "smile IN ('good', 'fair', 'bad')", name=op.f("ck_counter_case_smile")
        ),
        sa.CheckConstraint(
            "state IN ('serving', 'aside', 'closed')", name=op.f("ck_counter_case_state")
        ),
        sa.CheckConstraint("linked_id <> id", name=op.f("ck_counter_case_linked")),
        sa.CheckConstraint(
            "closed_at IS NULL OR promised_at IS NULL", name=op.f("ck_counter_case_kept")
        ),
        sa.ForeignKeyConstraint(
            ["at_register_id"],
            ["register.id"],
            name=op.f("fk_counter_case_at_register_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.id"],
            name=op.f("fk_counter_case_customer_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["linked_id"],
            ["counter_case.id"],
            name=op.f("fk_counter_case_linked_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["promised_by"],
            ["staff.id"],
            name=op.f("fk_counter_case_promised_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["register_id"],
            ["register.id"],
            name=op.f("fk_counter_case_register_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_counter_case_staff_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["store_id"],
            ["store.id"],
            name=op.f("fk_counter_case_store_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_case")),
        sa.UniqueConstraint("code", name=op.f("uq_counter_case_code")),
    )
    op.create_index(
        op.f("ix_counter_case_customer_id"), "counter_case", ["customer_id"], unique=False
    )
    op.create_index(
        op.f("ix_counter_case_linked_id"), "counter_case", ["linked_id"], unique=False
    )
    op.create_index(
        "ix_counter_case_open",
        "counter_case",
        ["store_id", "changed_at"],
        unique=False,
        sqlite_where=sa.text("state <> 'closed'"),
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_index(
        "uq_counter_case_here",
        "counter_case",
        ["at_register_id"],
        unique=True,
        sqlite_where=sa.text("at_register_id IS NOT NULL"),
        postgresql_where=sa.text("at_register_id IS NOT NULL"),
    )


def _add_entries() -> None:
    op.create_table(
        "case_entry",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("case_id", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("for_staff_id", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["counter_case.id"],
            name=op.f("fk_case_entry_case_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["for_staff_id"],
            ["staff.id"],
            name=op.f("fk_case_entry_for_staff_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["register_id"],
            ["register.id"],
            name=op.f("fk_case_entry_register_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_case_entry_staff_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_entry")),
    )
    op.create_index(op.f("ix_case_entry_case_id"), "case_entry", ["case_id"], unique=False)
    op.create_table(
        "case_watch",
        sa.Column("case_id", WHOLE, nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["counter_case.id"],
            name=op.f("fk_case_watch_case_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["register_id"],
            ["register.id"],
            name=op.f("fk_case_watch_register_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_case_watch_staff_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("case_id", "register_id", name=op.f("pk_case_watch")),
    )


def _add_tickets() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("called", sa.String(length=8), nullable=False),
        sa.Column("priority", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("drawn_at", sa.DateTime(), nullable=False),
        sa.Column("appointment_at", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("began_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("register_id", WHOLE, nullable=True),
        sa.Column("staff_id", WHOLE, nullable=True),
        sa.Column("case_id", WHOLE, nullable=True),
        sa.CheckConstraint(
            "(state IN ('called', 'serving')) = (register_id IS NOT NULL)",
            name=op.f("ck_ticket_register"),
        ),
        sa.CheckConstraint(
            "(state IN ('done', 'gone')) = (ended_at IS NOT NULL)", name=op.f("ck_ticket_ended")
        ),
        sa.CheckConstraint(
            "kind IN ('return', 'inquiry', 'complaint', 'pick-up')", name=op.f("ck_ticket_kind")
        ),
        sa.CheckConstraint(
            "priority IN ('', 'older', 'pregnant', 'disabled', 'appointment')",
            name=op.f("ck_ticket_priority"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'held', 'called', 'serving', 'done', 'gone')",
            name=op.f("ck_ticket_state"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_ticket_number")),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["counter_case.id"],
            name=op.f("fk_ticket_case_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["register_id"],
            ["register.id"],
            name=op.f("fk_ticket_register_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_ticket_staff_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["store_id"], ["store.id"], name=op.f("fk_ticket_store_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint(
            "store_id", "day", "kind", "number", name=op.f("uq_ticket_store_id_day_kind_number")
        ),
    )
    op.create_index(op.f("ix_ticket_case_id"), "ticket", ["case_id"], unique=False)
    op.create_index(op.f("ix_ticket_ended_at"), "ticket", ["ended_at"], unique=False)
    op.create_index(
        "ix_ticket_waits",
        "ticket",
        ["store_id", "day", "due_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'held')"),
        postgresql_where=sa.text("state IN ('waiting', 'held')"),
    )
    op.create_index(
        "uq_ticket_called_to",
        "ticket",
        ["register_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('called', 'serving')"),
        postgresql_where=sa.text("state IN ('called', 'serving')"),
    )


FIXED = ("id", "code", "kind", "channel", "store_id", "opened_at")
"""What a case keeps from when it was opened."""
LAST = (
    "state",
    "at_register_id",
    "register_id",
    "staff_id",
    "customer_id",
    "linked_id",
    "changed_at",
    "aside_for",
    "promise",
    "promised_at",
    "promised_by",
    "escalated_at",
    "closed_at",
)
"""What it keeps from when it was closed; a smile may come after, and a title be blanked."""
SMILED = "OLD.smile IS NULL OR (NEW.smile IS NOT NULL AND NEW.smile = OLD.smile)"
UNTITLED = "NEW.title = OLD.title OR (NEW.title = '•••' AND OLD.title <> '')"
OF_ENTRY = "id, case_id, at, staff_id, register_id, what, for_staff_id"
"""All columns of an entry but the words, which may be blanked to forget a person."""
NOT_BLANKED = "NEW.words <> '•••' OR OLD.words = ''"
STAYS = "counter_case stays as it was opened"
CLOSED = "counter_case that is closed stays so"
GROWS = "case_entry is history: it only grows"


def _guard_sqlite() -> None:
    def guard(name: str, when: str, says: str) -> None:
        op.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{says}'); END")

    same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in LAST)
    guard("counter_case_no_delete", "BEFORE DELETE ON counter_case", STAYS)
    guard("counter_case_fixed", f"BEFORE UPDATE OF {', '.join(FIXED)} ON counter_case", STAYS)
    guard(
        "counter_case_closed",
        "BEFORE UPDATE ON counter_case WHEN OLD.state = 'closed' "
        f"AND NOT ({same} AND ({SMILED}) AND ({UNTITLED}))",
        CLOSED,
    )
    guard("case_entry_no_delete", "BEFORE DELETE ON case_entry", GROWS)
    guard("case_entry_no_update", f"BEFORE UPDATE OF {OF_ENTRY} ON case_entry", GROWS)
    guard(
        "case_entry_blanked",
        f"BEFORE UPDATE OF words ON case_entry WHEN {NOT_BLANKED}",
        GROWS,
    )


def _guard_postgresql() -> None:
    then = "EXECUTE FUNCTION history_only_grows()"
    for table in ("counter_case", "case_entry"):
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT {then}"
        )
    op.execute(
        f"CREATE TRIGGER case_entry_no_update BEFORE UPDATE OF {OF_ENTRY} ON case_entry "
        f"FOR EACH STATEMENT {then}"
    )
    op.execute(
        "CREATE TRIGGER case_entry_blanked BEFORE UPDATE OF words ON case_entry "
        f"FOR EACH ROW WHEN ({NOT_BLANKED}) {then}"
    )
    fixed, last = (
        " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
        for columns in (FIXED, LAST)
    )
    closed = f"OLD.state = 'closed' AND ({last} OR NOT ({SMILED}) OR NOT ({UNTITLED}))"
    checks = " ".join(
        f"IF {wrong} THEN RAISE EXCEPTION '{says}'; END IF;"
        for wrong, says in ((fixed, STAYS), (closed, CLOSED))
    )
    op.execute(
        "CREATE FUNCTION counter_case_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {checks} RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER counter_case_stays BEFORE UPDATE ON counter_case "
        "FOR EACH ROW EXECUTE FUNCTION counter_case_stays()"
    )

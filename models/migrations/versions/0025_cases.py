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

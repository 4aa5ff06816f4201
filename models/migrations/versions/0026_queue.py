"""Tickets: a letter of their own, the stub's number, how often and where they were called

No program could draw one before, so the table is made anew.

Revision ID: 0026
Revises: 0025
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_table("ticket")
    op.create_table(
        "ticket",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("called", sa.String(length=8), nullable=False),
        sa.Column("paper", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("drawn_at", sa.DateTime(), nullable=False),
        sa.Column("appointment_at", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("calls", WHOLE, nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("began_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("register_id", WHOLE, nullable=True),
        sa.Column("last_register_id", WHOLE, nullable=True),
        sa.Column("only_register_id", WHOLE, nullable=True),
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
            "priority <> 'appointment' OR appointment_at IS NOT NULL",
            name=op.f("ck_ticket_appointment"),
        ),
        sa.CheckConstraint(
            "priority IN ('', 'older', 'pregnant', 'disabled', 'appointment')",
            name=op.f("ck_ticket_priority"),
        ),
        sa.CheckConstraint(
            "state <> 'serving' OR (began_at IS NOT NULL AND case_id IS NOT NULL "
            "AND staff_id IS NOT NULL)",
            name=op.f("ck_ticket_serving"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'held', 'called', 'serving', 'done', 'gone')",
            name=op.f("ck_ticket_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('called', 'serving') OR calls > 0", name=op.f("ck_ticket_called")
        ),
        sa.CheckConstraint(
            "(called_at IS NULL) = (last_register_id IS NULL)", name=op.f("ck_ticket_last")
        ),
        sa.CheckConstraint(
            "(calls > 0) = (called_at IS NOT NULL)", name=op.f("ck_ticket_calls")
        ),
        sa.CheckConstraint("calls >= 0", name=op.f("ck_ticket_calls_counted")),
        sa.CheckConstraint("due_at >= appointment_at", name=op.f("ck_ticket_due")),
        sa.CheckConstraint("length(letter) = 1", name=op.f("ck_ticket_letter")),
        sa.CheckConstraint("number > 0", name=op.f("ck_ticket_number")),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["counter_case.id"],
            name=op.f("fk_ticket_case_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["last_register_id"],
            ["register.id"],
            name=op.f("fk_ticket_last_register_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["only_register_id"],
            ["register.id"],
            name=op.f("fk_ticket_only_register_id"),
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
        sa.UniqueConstraint("case_id", name=op.f("uq_ticket_case_id")),
        sa.UniqueConstraint("paper", name=op.f("uq_ticket_paper")),
        sa.UniqueConstraint(
            "store_id",
            "day",
            "letter",
            "number",
            name=op.f("uq_ticket_store_id_day_letter_number"),
        ),
    )
    op.create_index("ix_ticket_calls", "ticket", ["store_id", "day", "called_at"], unique=False)
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

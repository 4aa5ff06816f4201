"""Printers, which papers go where, and a queue in which no paper is lost or printed twice

Revision ID: 0021
Revises: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAYS = ("system", "network", "usb", "serial", "file", "folder")
SPEAK_ESCPOS = ("network", "usb", "serial", "file")
SHEETS = ("80mm", "58mm", "a4", "a5")
STATES = ("waiting", "printing", "printed", "sent", "failed", "cancelled")
FIXED = (
    "id",
    "register_id",
    "kind",
    "code",
    "document_id",
    "snapshot",
    "queued_at",
    "staff_id",
)


def upgrade() -> None:
    _add_printer()
    _add_route()
    _add_job()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _add_printer() -> None:
    has_drawer = sa.text("kicks AND disabled_at IS NULL")
    escpos = _one_of("way", SPEAK_ESCPOS)
    op.create_table(
        "printer",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("register_id", WHOLE, nullable=True),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("profile", sa.String(length=40), nullable=False),
        sa.Column("sheet", sa.String(length=10), nullable=False),
        sa.Column("kicks", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(_one_of("way", WAYS), name=op.f("ck_printer_way")),
        sa.CheckConstraint(_one_of("sheet", SHEETS), name=op.f("ck_printer_sheet")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_printer_name")),
        sa.CheckConstraint(
            f"NOT ({escpos}) OR sheet IN ('80mm', '58mm')", name=op.f("ck_printer_roll")
        ),
        sa.CheckConstraint(
            f"NOT kicks OR (register_id IS NOT NULL AND {escpos})",
            name=op.f("ck_printer_kicks"),
        ),
        _link("printer", "register_id", "register.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printer")),
        sa.UniqueConstraint("name", name=op.f("uq_printer_name")),
    )
    op.create_index(
        "uq_printer_kicks",
        "printer",
        ["register_id"],
        unique=True,
        sqlite_where=has_drawer,
        postgresql_where=has_drawer,
    )


def _add_route() -> None:
    op.create_table(
        "paper_route",
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("printer_id", WHOLE, nullable=True),
        sa.Column("at_once", sa.Boolean(), nullable=False),
        _link("paper_route", "register_id", "register.id"),
        _link("paper_route", "printer_id", "printer.id"),
        sa.PrimaryKeyConstraint("register_id", "kind", name=op.f("pk_paper_route")),
    )
    op.create_index(op.f("ix_paper_route_printer_id"), "paper_route", ["printer_id"])


def _add_job() -> None:
    op.create_table(
        "print_job",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("document_id", WHOLE, nullable=True),
        sa.Column("snapshot", sa.Text(), nullable=True),
        sa.Column("copy", WHOLE, nullable=False),
        sa.Column("printer_id", WHOLE, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=True),
        sa.Column("held_until", sa.DateTime(), nullable=True),
        sa.CheckConstraint(_one_of("state", STATES), name=op.f("ck_print_job_state")),
        sa.CheckConstraint("copy >= 0", name=op.f("ck_print_job_copy")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_print_job_attempts")),
        sa.CheckConstraint(
            "document_id IS NULL OR snapshot IS NULL", name=op.f("ck_print_job_paper")
        ),
        sa.CheckConstraint(
            "(kind = 'kick') = (document_id IS NULL AND snapshot IS NULL)",
            name=op.f("ck_print_job_kick"),
        ),
        sa.CheckConstraint(
            "kind <> 'kick' OR (printer_id IS NOT NULL AND copy = 0 AND attempts <= 1)",
            name=op.f("ck_print_job_kicks_once"),
        ),
        sa.CheckConstraint("document_id IS NULL OR code <> ''", name=op.f("ck_print_job_code")),
        sa.CheckConstraint(
            "(state = 'printing') = (holder IS NOT NULL)", name=op.f("ck_print_job_holder")
        ),
        sa.CheckConstraint(
            "(holder IS NULL) = (held_until IS NULL)", name=op.f("ck_print_job_held_until")
        ),
        sa.CheckConstraint(
            "state <> 'failed' OR problem <> '[]'", name=op.f("ck_print_job_problem")
        ),
        _link("print_job", "register_id", "register.id"),
        _link("print_job", "document_id", "document.id"),
        _link("print_job", "printer_id", "printer.id"),
        _link("print_job", "staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
        sa.UniqueConstraint(
            "document_id", "kind", "copy", name=op.f("uq_print_job_document_id_kind_copy")
        ),
    )
    op.create_index("ix_print_job_state_register_id", "print_job", ["state", "register_id"])
    op.create_index("ix_print_job_printer_id_state", "print_job", ["printer_id", "state"])


def _one_of(column: str, codes: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT"
    )


GOES_ON = """
CASE OLD.state
  WHEN 'waiting' THEN NEW.state IN ('waiting', 'printing', 'cancelled')
    OR (NEW.state = 'failed' AND OLD.kind = 'kick')
  WHEN 'printing' THEN NEW.state <> 'waiting' OR OLD.kind <> 'kick'
  WHEN 'sent' THEN NEW.state = 'printed'
  WHEN 'failed' THEN NEW.state IN ('printed', 'cancelled')
    OR (NEW.state = 'waiting' AND OLD.kind <> 'kick')
  ELSE 1 = 0
END"""
"""Where a job may go from its state; nowhere once it is printed or cancelled."""
SAME_COPY = """
(NEW.copy = OLD.copy AND NOT (OLD.state = 'failed' AND NEW.state = 'waiting'))
OR (NEW.copy > OLD.copy AND OLD.state = 'failed' AND NEW.state = 'waiting')"""
"""Of what may be on paper in part, the next copy is printed, and of nothing else."""
STAYS = "print_job stays as it was queued"
NOT_FURTHER = "print_job goes on from its state or not at all"
OTHER_COPY = "print_job keeps its copy unless it failed"
BEGINS = "print_job begins waiting"


def _guard_sqlite() -> None:
    def guard(name: str, when: str, says: str) -> None:
        op.execute(
            f"CREATE TRIGGER print_job_{name} {when} BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )

    guard("no_delete", "BEFORE DELETE ON print_job", STAYS)
    guard("fixed", f"BEFORE UPDATE OF {', '.join(FIXED)} ON print_job", STAYS)
    guard("further", f"BEFORE UPDATE ON print_job WHEN NOT ({GOES_ON})", NOT_FURTHER)
    guard("same_copy", f"BEFORE UPDATE ON print_job WHEN NOT ({SAME_COPY})", OTHER_COPY)
    guard("begins", "BEFORE INSERT ON print_job WHEN NEW.state <> 'waiting'", BEGINS)


def _guard_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER print_job_no_delete BEFORE DELETE OR TRUNCATE ON print_job "
        "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
    )
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED)
    _guard_rows(
        "print_job_further",
        "BEFORE UPDATE",
        (f"({changed})", STAYS),
        (f"NOT ({GOES_ON})", NOT_FURTHER),
        (f"NOT ({SAME_COPY})", OTHER_COPY),
    )
    _guard_rows("print_job_begins", "BEFORE INSERT", ("NEW.state <> 'waiting'", BEGINS))


def _guard_rows(name: str, when: str, *wrong: tuple[str, str]) -> None:
    checks = " ".join(
        f"IF {condition} THEN RAISE EXCEPTION '{says}'; END IF;" for condition, says in wrong
    )
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {checks} RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} {when} ON print_job FOR EACH ROW EXECUTE FUNCTION {name}()"
    )

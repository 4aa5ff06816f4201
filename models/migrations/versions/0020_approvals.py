"""Requests for a second person's yes, bound and used once, and authority that is lent

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = (
    "return",
    "exchange",
    "no-receipt",
    "goodwill",
    "correction",
    "void",
    "drawer",
    "card",
    "help",
)
STATES = ("open", "question", "granted", "refused", "withdrawn", "expired", "used")
SAID = (
    "asked",
    "approved",
    "changed",
    "refused",
    "question",
    "reply",
    "withdrawn",
    "expired",
    "used",
    "coming",
    "done",
)
WAITS = sa.text("state IN ('open', 'question', 'granted') AND NOT on_the_spot")
FIXED = (
    "id",
    "kind",
    "subject",
    "about",
    "store_id",
    "register_id",
    "staff_id",
    "customer_id",
    "asked_at",
    "expires_at",
    "on_the_spot",
    "managers",
    "digest",
    "amount",
    "seen",
)
"""What a request is never given anew; nor a body, but that it is emptied to forget a person."""


def upgrade() -> None:
    _add_approval()
    _add_event()
    _add_delegation()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _add_approval() -> None:
    op.create_table(
        "approval",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("on_the_spot", sa.Boolean(), nullable=False),
        sa.Column("managers", WHOLE, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("used_by", sa.String(length=40), nullable=True),
        sa.CheckConstraint(_one_of("kind", KINDS), name=op.f("ck_approval_kind")),
        sa.CheckConstraint(_one_of("state", STATES), name=op.f("ck_approval_state")),
        sa.CheckConstraint("managers IN (0, 1, 2)", name=op.f("ck_approval_managers")),
        sa.CheckConstraint("(managers = 0) = (kind = 'help')", name=op.f("ck_approval_help")),
        sa.CheckConstraint(
            "(state = 'used' AND kind <> 'help') = (used_by IS NOT NULL)",
            name=op.f("ck_approval_used_by"),
        ),
        sa.CheckConstraint("expires_at > asked_at", name=op.f("ck_approval_expires_at")),
        _link("approval", "store_id", "store.id"),
        _link("approval", "register_id", "register.id"),
        _link("approval", "staff_id", "staff.id"),
        _link("approval", "customer_id", "customer.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("used_by", name=op.f("uq_approval_used_by")),
    )
    op.create_index(op.f("ix_approval_asked_at"), "approval", ["asked_at"])
    op.create_index(
        "ix_approval_waits",
        "approval",
        ["subject"],
        unique=True,
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.create_index(
        "ix_approval_store_id_waits",
        "approval",
        ["store_id", "asked_at"],
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )


def _add_event() -> None:
    op.create_table(
        "approval_event",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("approval_id", sa.String(length=36), nullable=False),
        sa.Column("said", sa.String(length=10), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=False),
        sa.Column("authority_id", WHOLE, nullable=True),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("managers", WHOLE, nullable=True),
        sa.Column("amount", WHOLE, nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("seen", sa.Text(), nullable=True),
        sa.CheckConstraint(_one_of("said", SAID), name=op.f("ck_approval_event_said")),
        sa.CheckConstraint(
            "(said IN ('approved', 'changed')) = (authority_id IS NOT NULL)",
            name=op.f("ck_approval_event_authority_id"),
        ),
        sa.CheckConstraint(
            "(said = 'changed') = (body IS NOT NULL)", name=op.f("ck_approval_event_body")
        ),
        *(
            sa.CheckConstraint(
                f"(body IS NULL) = ({column} IS NULL)",
                name=op.f(f"ck_approval_event_{column}"),
            )
            for column in ("seen", "amount", "managers")
        ),
        sa.CheckConstraint(
            "reason <> 'other' OR words <> ''", name=op.f("ck_approval_event_words")
        ),
        _link("approval_event", "approval_id", "approval.id"),
        _link("approval_event", "staff_id", "staff.id"),
        _link("approval_event", "authority_id", "staff.id"),
        _link("approval_event", "register_id", "register.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_event")),
    )
    op.create_index(op.f("ix_approval_event_approval_id"), "approval_event", ["approval_id"])
    op.create_index(
        "ix_approval_event_authority_id_at", "approval_event", ["authority_id", "at"]
    )


def _add_delegation() -> None:
    op.create_table(
        "delegation",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("from_id", WHOLE, nullable=False),
        sa.Column("to_id", WHOLE, nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", WHOLE, nullable=True),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_delegation_to_id")),
        sa.CheckConstraint("until > since", name=op.f("ck_delegation_until")),
        _link("delegation", "from_id", "staff.id"),
        _link("delegation", "to_id", "staff.id"),
        _link("delegation", "ended_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    op.create_index("ix_delegation_to_id_until", "delegation", ["to_id", "until"])


def _one_of(column: str, codes: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT"
    )


ENDED = "('refused', 'withdrawn', 'expired', 'used')"
GOES_ON = f"""OLD.state NOT IN {ENDED} AND NEW.state <> OLD.state AND (
  OLD.state <> 'granted' OR NEW.state IN ('withdrawn', 'expired', 'used')
) AND (NEW.state <> 'used' OR OLD.state = 'granted' OR OLD.kind = 'help')"""
"""Where a request may go from a state: never back from a yes, and nowhere from its end."""
HAS_ITS_YES = """NEW.kind = 'help' OR NEW.state NOT IN ('granted', 'used') OR EXISTS (
  SELECT 1 FROM approval_event e WHERE e.approval_id = NEW.id
  AND e.said IN ('approved', 'changed') AND e.staff_id <> NEW.staff_id)"""
MAY_BE_SAID = f"""EXISTS (
  SELECT 1 FROM approval a WHERE a.id = NEW.approval_id AND a.state NOT IN {ENDED}
  AND (NEW.said NOT IN ('approved', 'changed', 'refused')
       OR (a.staff_id <> NEW.staff_id AND a.kind <> 'help'))
  AND (NEW.authority_id IS NULL OR a.staff_id <> NEW.authority_id))"""
"""Nobody says yes to their own request, nor by an authority that the asker lent them."""
EMPTIED = "NEW.body = '{}' AND NEW.body <> OLD.body"
MOVED = "NEW.state <> OLD.state OR NEW.used_by IS DISTINCT FROM OLD.used_by"
OF_EVENT = (
    "id, approval_id, said, staff_id, authority_id, register_id, at, reason, digest, managers, "
    "amount, seen"
)
"""All columns but those that may be blanked to forget a person."""
BLANKED = """(NEW.words = OLD.words OR (NEW.words = '•••' AND OLD.words <> ''))
  AND (OLD.body IS NULL AND NEW.body IS NULL OR NEW.body IN (OLD.body, '{}'))"""
MAY_END = "OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL"
LENT = ("id", "from_id", "to_id", "since", "until", "made_at")

NOT_FURTHER = "approval goes on from its state or not at all"
NO_YES = "approval has no yes of somebody else"
NOT_EMPTIED = "approval is emptied or stays as it was asked"
NOT_BLANKED = "approval_event is history: it only grows"
NOT_SAID = "approval_event is not one that may be said"


def _guard_sqlite() -> None:
    def guard(name: str, when: str, says: str) -> None:
        op.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{says}'); END")

    for change in (f"update BEFORE UPDATE OF {OF_EVENT}", "delete BEFORE DELETE"):
        guard(f"approval_event_no_{change} ON approval_event", "", NOT_BLANKED)
    guard(
        "approval_event_blanked",
        f"BEFORE UPDATE OF words, body ON approval_event WHEN NOT ({BLANKED})",
        NOT_BLANKED,
    )
    for table in ("approval", "delegation"):
        guard(f"{table}_no_delete", f"BEFORE DELETE ON {table}", f"{table} stays")
    guard(
        "approval_fixed",
        f"BEFORE UPDATE OF {', '.join(FIXED)} ON approval",
        "approval stays as it was asked",
    )
    guard(
        "approval_emptied",
        f"BEFORE UPDATE OF body ON approval WHEN NOT ({EMPTIED})",
        NOT_EMPTIED,
    )
    guard(
        "approval_further",
        f"BEFORE UPDATE OF state, used_by ON approval WHEN NOT ({GOES_ON})",
        NOT_FURTHER,
    )
    guard("approval_yes", f"BEFORE UPDATE ON approval WHEN NOT ({HAS_ITS_YES})", NO_YES)
    guard(
        "approval_begins",
        "BEFORE INSERT ON approval WHEN NEW.state <> 'open'",
        "approval begins open",
    )
    guard(
        "approval_event_may_be",
        f"BEFORE INSERT ON approval_event WHEN NOT ({MAY_BE_SAID})",
        NOT_SAID,
    )
    guard(
        "delegation_fixed",
        f"BEFORE UPDATE OF {', '.join(LENT)} ON delegation",
        "delegation stays as it was made",
    )
    guard(
        "delegation_ends_once",
        f"BEFORE UPDATE ON delegation WHEN NOT ({MAY_END})",
        "delegation ends once",
    )


def _guard_postgresql() -> None:
    for name, change in (
        ("only_grows", "DELETE OR TRUNCATE"),
        ("no_update", f"UPDATE OF {OF_EVENT}"),
    ):
        op.execute(
            f"CREATE TRIGGER approval_event_{name} BEFORE {change} ON approval_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
        )
    op.execute(
        "CREATE TRIGGER approval_event_blanked BEFORE UPDATE OF words, body ON approval_event "
        f"FOR EACH ROW WHEN (NOT ({BLANKED})) EXECUTE FUNCTION history_only_grows()"
    )
    for table in ("approval", "delegation"):
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
        )
    _guard_rows(
        "approval_stays",
        "BEFORE UPDATE ON approval",
        (f"({_changed(FIXED)})", "approval stays as it was asked"),
        (f"NEW.body <> OLD.body AND NOT ({EMPTIED})", NOT_EMPTIED),
        (f"(NEW.body = OLD.body OR {MOVED}) AND NOT ({GOES_ON})", NOT_FURTHER),
        (f"NOT ({HAS_ITS_YES})", NO_YES),
    )
    _guard_rows(
        "approval_begins",
        "BEFORE INSERT ON approval",
        ("NEW.state <> 'open'", "approval begins open"),
    )
    _guard_rows(
        "approval_event_may_be",
        "BEFORE INSERT ON approval_event",
        (f"NOT ({MAY_BE_SAID})", NOT_SAID),
    )
    _guard_rows(
        "delegation_stays",
        "BEFORE UPDATE ON delegation",
        (f"({_changed(LENT)})", "delegation stays as it was made"),
        (f"NOT ({MAY_END})", "delegation ends once"),
    )


def _changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


def _guard_rows(name: str, when: str, *wrong: tuple[str, str]) -> None:
    checks = " ".join(
        f"IF {condition} THEN RAISE EXCEPTION '{says}'; END IF;" for condition, says in wrong
    )
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {checks} RETURN NEW; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()")

"""A policy that decides: the facts that clauses ask about, and drafts of a policy

Columns are added, never tables made anew: what a large shop has on record stays where it
is, with its full-text search and the triggers that guard history. The one exception is
``line_promotion``, whose check SQLite cannot change; nothing points to it or watches it.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _sales()
    _promotions()
    _goods_and_people()
    _returns()
    _policies()


def _sales() -> None:
    _add("sale", "channel", sa.String(20), "store")
    op.add_column(
        "sale", sa.Column("staff", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("sale", sa.Column("delivered_on", sa.Date(), nullable=True))
    _add_one_of("sale_line", "obtained", 12, ("bought", "exchanged", "free-gift"))


def _promotions() -> None:
    before = sa.Table(
        "line_promotion",
        sa.MetaData(),
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("line_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.CheckConstraint(
            "kind IN ('line', 'order', 'quantity-break')", name=op.f("ck_line_promotion_kind")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["sale_line.id"],
            name=op.f("fk_line_promotion_line_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_promotion")),
        sa.Index(op.f("ix_line_promotion_line_id"), "line_id"),
    )
    with op.batch_alter_table("line_promotion", copy_from=before) as promotion:
        promotion.drop_constraint(op.f("ck_line_promotion_kind"), type_="check")
        promotion.create_check_constraint(
            op.f("ck_line_promotion_kind"),
            "kind IN ('line', 'order', 'quantity-break', 'bundle', 'coupon', 'firm-coupon')",
        )
        promotion.add_column(sa.Column("least", WHOLE, nullable=True))


def _goods_and_people() -> None:
    _add("product", "brand", sa.String(80), "")
    _add("product", "attributes", sa.Text(), "{}")
    _add_one_of("customer", "standing", 10, ("", "trusted", "blocked"))


def _returns() -> None:
    _add("goods_return", "proof", sa.String(10), "receipt")
    _add("return_line", "remedy", sa.String(10), "refund")
    _add("return_line", "captured", sa.Text(), "{}")
    whole = WHOLE.compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE return_line ADD COLUMN version {whole} CONSTRAINT fk_return_line_version "
        "REFERENCES policy_version (number)"
    )
    _add("return_line", "kept", sa.Text(), "{}")


def _policies() -> None:
    _add("policy_version", "name", sa.String(80), "")
    _add("policy_version", "reviewer", sa.String(80), "")
    _add("policy_version", "reason", sa.Text(), "")
    op.create_table(
        "policy_draft",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("base", WHOLE, nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("author_id", WHOLE, nullable=False),
        sa.Column("edition", WHOLE, nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("reviewer_id", WHOLE, nullable=True),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('editing', 'in-review', 'accepted', 'in-force', 'discarded')",
            name=op.f("ck_policy_draft_state"),
        ),
        sa.CheckConstraint("edition > 0", name=op.f("ck_policy_draft_edition")),
        sa.CheckConstraint("reviewer_id <> author_id", name=op.f("ck_policy_draft_reviewer")),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["staff.id"],
            name=op.f("fk_policy_draft_author_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["base"],
            ["policy_version.number"],
            name=op.f("fk_policy_draft_base"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["staff.id"],
            name=op.f("fk_policy_draft_reviewer_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_draft")),
    )
    op.create_index(op.f("ix_policy_draft_state"), "policy_draft", ["state"], unique=False)


def _add(table: str, name: str, kind: sa.types.TypeEngine[str], default: str) -> None:
    op.add_column(
        table, sa.Column(name, kind, nullable=False, server_default=sa.literal(default))
    )


def _add_one_of(table: str, name: str, length: int, values: tuple[str, ...]) -> None:
    """A column that holds one of these words, the first where nothing is said.

    In words of its own, because SQLite takes a check only along with its column.
    """
    allowed = ", ".join(f"'{value}'" for value in values)
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {name} VARCHAR({length}) DEFAULT '{values[0]}' "
        f"NOT NULL CONSTRAINT ck_{table}_{name} CHECK ({name} IN ({allowed}))"
    )

"""Exchanges can be voided: the sale of what went out stays on record and gives nothing back

And goods that wait for a decision are found by an index of their own.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_A_VOIDED_SALE = "(SELECT voided_by FROM sale WHERE id = NEW.sale_id) IS NOT NULL"


def upgrade() -> None:
    whole = WHOLE.compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE sale ADD COLUMN voided_by {whole} "
        "CONSTRAINT fk_sale_voided_by REFERENCES return_void (id)"
    )
    op.create_index(op.f("ix_sale_voided_by"), "sale", ["voided_by"], unique=True)
    op.create_index(
        op.f("ix_goods_return_store_id_taken_at"), "goods_return", ["store_id", "taken_at"]
    )
    for table, columns in (("return_line", ["id"]), ("goods_move", ["return_line_id"])):
        undecided = sa.text("disposition = 'undecided'")
        op.create_index(
            f"ix_{table}_undecided",
            table,
            columns,
            sqlite_where=undecided,
            postgresql_where=undecided,
        )
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _guard_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER sale_stays_void BEFORE UPDATE OF voided_by ON sale "
        "WHEN OLD.voided_by IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'sale stays void'); END"
    )
    op.execute(
        "CREATE TRIGGER sale_line_of_void BEFORE UPDATE OF returned ON sale_line "
        f"WHEN NEW.returned > OLD.returned AND {OF_A_VOIDED_SALE} "
        "BEGIN SELECT RAISE(ABORT, 'nothing of a voided sale comes back'); END"
    )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER sale_stays_void BEFORE UPDATE OF voided_by ON sale "
        "FOR EACH ROW WHEN (OLD.voided_by IS NOT NULL) EXECUTE FUNCTION history_only_grows()"
    )
    op.execute(
        "CREATE FUNCTION refuse_of_voided_sale() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {OF_A_VOIDED_SALE} "
        "THEN RAISE EXCEPTION 'nothing of a voided sale comes back'; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER sale_line_of_void BEFORE UPDATE OF returned ON sale_line "
        "FOR EACH ROW WHEN (NEW.returned > OLD.returned) "
        "EXECUTE FUNCTION refuse_of_voided_sale()"
    )

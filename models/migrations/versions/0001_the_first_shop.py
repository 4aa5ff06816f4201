"""The first shop

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "customer",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_number")),
    )
    op.create_index(op.f("ix_customer_phone"), "customer", ["phone"], unique=False)
    op.create_table(
        "department",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("code", name=op.f("uq_department_code")),
    )
    op.create_table(
        "journal_head",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("entries", WHOLE, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_journal_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "policy_version",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_policy_version")),
    )
    op.create_index(
        op.f("ix_policy_version_in_force_from"),
        "policy_version",
        ["in_force_from"],
        unique=False,
    )
    op.create_table(
        "sales_import",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("file", sa.String(length=260), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("lines", WHOLE, nullable=False),
        sa.Column("rejected", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_import")),
    )
    op.create_table(
        "shop",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("currency_digits", WHOLE, nullable=False),
        sa.Column("cash_step", WHOLE, nullable=False),
        sa.Column("cash_rounding", sa.String(length=10), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("tax_number", sa.String(length=40), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("cash_step > 0", name=op.f("ck_shop_cash_step")),
        sa.CheckConstraint("currency_digits BETWEEN 0 AND 4", name=op.f("ck_shop_digits")),
        sa.CheckConstraint("id = 1", name=op.f("ck_shop_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop")),
    )
    op.create_table(
        "staff",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("badge", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "role IN ('clerk', 'senior-clerk', 'manager', 'auditor', 'administrator')",
            name=op.f("ck_staff_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("badge", name=op.f("uq_staff_badge")),
    )
    op.create_table(
        "store",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store")),
        sa.UniqueConstraint("code", name=op.f("uq_store_code")),
    )
    op.create_table(
        "category",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("department_id", WHOLE, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_category_department_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint(
            "department_id", "code", name=op.f("uq_category_department_id_code")
        ),
    )
    op.create_table(
        "register",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["store.id"], name=op.f("fk_register_store_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register")),
        sa.UniqueConstraint("code", name=op.f("uq_register_code")),
    )
    op.create_index(op.f("ix_register_store_id"), "register", ["store_id"], unique=False)
    op.create_table(
        "sale",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("sold_at", sa.DateTime(), nullable=False),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("customer_tier", sa.String(length=20), nullable=False),
        sa.Column("total", WHOLE, nullable=False),
        sa.Column("cash_rounding", WHOLE, nullable=False),
        sa.Column("import_id", WHOLE, nullable=True),
        sa.CheckConstraint("total >= 0", name=op.f("ck_sale_total")),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.id"],
            name=op.f("fk_sale_customer_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["sales_import.id"],
            name=op.f("fk_sale_import_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["store_id"], ["store.id"], name=op.f("fk_sale_store_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale")),
        sa.UniqueConstraint("number", "store_id", name=op.f("uq_sale_number_store_id")),
    )
    op.create_index(
        "ix_sale_customer_id_sold_at", "sale", ["customer_id", "sold_at"], unique=False
    )
    op.create_table(
        "goods_return",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("sale_id", WHOLE, nullable=True),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("register_id", WHOLE, nullable=True),
        sa.Column("clerk_id", WHOLE, nullable=True),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("policy", WHOLE, nullable=True),
        sa.Column("import_id", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["clerk_id"],
            ["staff.id"],
            name=op.f("fk_goods_return_clerk_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.id"],
            name=op.f("fk_goods_return_customer_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["sales_import.id"],
            name=op.f("fk_goods_return_import_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["policy"],
            ["policy_version.number"],
            name=op.f("fk_goods_return_policy"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["register_id"],
            ["register.id"],
            name=op.f("fk_goods_return_register_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["sale_id"], ["sale.id"], name=op.f("fk_goods_return_sale_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["store_id"],
            ["store.id"],
            name=op.f("fk_goods_return_store_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_return")),
        sa.UniqueConstraint("number", "store_id", name=op.f("uq_goods_return_number_store_id")),
    )
    op.create_index(
        op.f("ix_goods_return_customer_id"), "goods_return", ["customer_id"], unique=False
    )
    op.create_index(op.f("ix_goods_return_sale_id"), "goods_return", ["sale_id"], unique=False)
    op.create_table(
        "journal",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=True),
        sa.Column("register_id", WHOLE, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["register_id"],
            ["register.id"],
            name=op.f("fk_journal_register_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_journal_staff_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_journal")),
    )
    op.create_table(
        "number_series",
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("last", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["register_id"],
            ["register.id"],
            name=op.f("fk_number_series_register_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("register_id", "kind", name=op.f("pk_number_series")),
    )
    op.create_table(
        "product",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("sku", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("category_id", WHOLE, nullable=True),
        sa.Column("price", WHOLE, nullable=False),
        sa.Column("tax_rate", WHOLE, nullable=False),
        sa.Column("serialised", sa.Boolean(), nullable=False),
        sa.Column("weighed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("price >= 0", name=op.f("ck_product_price")),
        sa.CheckConstraint("tax_rate BETWEEN 0 AND 10000", name=op.f("ck_product_tax_rate")),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["category.id"],
            name=op.f("fk_product_category_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("sku", name=op.f("uq_product_sku")),
    )
    op.create_index(op.f("ix_product_category_id"), "product", ["category_id"], unique=False)
    op.create_table(
        "request",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("shown_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["register_id"],
            ["register.id"],
            name=op.f("fk_request_register_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    op.create_index(
        "ix_request_not_shown",
        "request",
        ["register_id"],
        unique=False,
        sqlite_where=sa.text("shown_at IS NULL"),
        postgresql_where=sa.text("shown_at IS NULL"),
    )
    op.create_table(
        "tender",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("sale_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("exact", WHOLE, nullable=False),
        sa.Column("refunded", WHOLE, nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_tender_amount")),
        sa.CheckConstraint(
            "refunded >= 0 AND refunded <= exact", name=op.f("ck_tender_refunded")
        ),
        sa.ForeignKeyConstraint(
            ["sale_id"], ["sale.id"], name=op.f("fk_tender_sale_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender")),
    )
    op.create_index(op.f("ix_tender_sale_id"), "tender", ["sale_id"], unique=False)
    op.create_table(
        "barcode",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("product_id", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
            name=op.f("fk_barcode_product_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_barcode")),
    )
    op.create_index(op.f("ix_barcode_product_id"), "barcode", ["product_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("register_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("return_id", WHOLE, nullable=True),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_document_number")),
        sa.ForeignKeyConstraint(
            ["register_id"],
            ["register.id"],
            name=op.f("fk_document_register_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["goods_return.id"],
            name=op.f("fk_document_return_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("code", name=op.f("uq_document_code")),
        sa.UniqueConstraint(
            "register_id", "kind", "number", name=op.f("uq_document_register_id_kind_number")
        ),
    )
    op.create_index(op.f("ix_document_return_id"), "document", ["return_id"], unique=False)
    op.create_table(
        "refund",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("return_id", WHOLE, nullable=False),
        sa.Column("tender_id", WHOLE, nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("exact", WHOLE, nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("status IN ('paid', 'awaiting')", name=op.f("ck_refund_status")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_refund_amount")),
        sa.CheckConstraint("exact >= 0", name=op.f("ck_refund_exact")),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["goods_return.id"],
            name=op.f("fk_refund_return_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_refund_tender_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
    )
    op.create_index(op.f("ix_refund_return_id"), "refund", ["return_id"], unique=False)
    op.create_index(op.f("ix_refund_tender_id"), "refund", ["tender_id"], unique=False)
    op.create_table(
        "sale_line",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("sale_id", WHOLE, nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("product_id", WHOLE, nullable=True),
        sa.Column("sku", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(length=160), nullable=False),
        sa.Column("serial", sa.String(length=60), nullable=True),
        sa.Column("quantity", WHOLE, nullable=False),
        sa.Column("unit_price", WHOLE, nullable=False),
        sa.Column("paid", WHOLE, nullable=False),
        sa.Column("tax", WHOLE, nullable=False),
        sa.Column("returned", WHOLE, nullable=False),
        sa.Column("refunded", WHOLE, nullable=False),
        sa.CheckConstraint("paid >= 0", name=op.f("ck_sale_line_paid")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_sale_line_quantity")),
        sa.CheckConstraint(
            "refunded >= 0 AND refunded <= paid", name=op.f("ck_sale_line_refunded")
        ),
        sa.CheckConstraint(
            "returned >= 0 AND returned <= quantity", name=op.f("ck_sale_line_returned")
        ),
        sa.CheckConstraint("tax >= 0 AND tax <= paid", name=op.f("ck_sale_line_tax")),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
            name=op.f("fk_sale_line_product_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["sale_id"], ["sale.id"], name=op.f("fk_sale_line_sale_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_line")),
        sa.UniqueConstraint("sale_id", "position", name=op.f("uq_sale_line_sale_id_position")),
    )
    op.create_index(op.f("ix_sale_line_product_id"), "sale_line", ["product_id"], unique=False)
    op.create_index(
        "ix_sale_line_serial",
        "sale_line",
        ["serial"],
        unique=False,
        sqlite_where=sa.text("serial IS NOT NULL"),
        postgresql_where=sa.text("serial IS NOT NULL"),
    )
    op.create_table(
        "line_promotion",
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
    )
    op.create_index(
        op.f("ix_line_promotion_line_id"), "line_promotion", ["line_id"], unique=False
    )
    op.create_table(
        "return_line",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("return_id", WHOLE, nullable=False),
        sa.Column("line_id", WHOLE, nullable=True),
        sa.Column("product_id", WHOLE, nullable=True),
        sa.Column("sku", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(length=160), nullable=False),
        sa.Column("quantity", WHOLE, nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("condition", sa.String(length=20), nullable=False),
        sa.Column("gross", WHOLE, nullable=False),
        sa.Column("fee", WHOLE, nullable=False),
        sa.Column("tax", WHOLE, nullable=False),
        sa.Column("disposition", sa.String(length=20), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.CheckConstraint("fee >= 0 AND fee <= gross", name=op.f("ck_return_line_fee")),
        sa.CheckConstraint("gross >= 0", name=op.f("ck_return_line_gross")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_return_line_quantity")),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["sale_line.id"],
            name=op.f("fk_return_line_line_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
            name=op.f("fk_return_line_product_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["goods_return.id"],
            name=op.f("fk_return_line_return_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_line")),
    )
    op.create_index(op.f("ix_return_line_line_id"), "return_line", ["line_id"], unique=False)
    op.create_index(
        op.f("ix_return_line_return_id"), "return_line", ["return_id"], unique=False
    )
    op.create_table(
        "stock_movement",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("product_id", WHOLE, nullable=False),
        sa.Column("store_id", WHOLE, nullable=False),
        sa.Column("bucket", sa.String(length=12), nullable=False),
        sa.Column("quantity", WHOLE, nullable=False),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.Column("return_line_id", WHOLE, nullable=True),
        sa.CheckConstraint(
            "bucket IN ('sellable', 'inspection', 'repair', 'supplier', 'waste')",
            name=op.f("ck_stock_movement_bucket"),
        ),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_stock_movement_quantity")),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
            name=op.f("fk_stock_movement_product_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["return_line_id"],
            ["return_line.id"],
            name=op.f("fk_stock_movement_return_line_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["store_id"],
            ["store.id"],
            name=op.f("fk_stock_movement_store_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movement")),
        sa.UniqueConstraint("return_line_id", name=op.f("uq_stock_movement_return_line_id")),
    )
    op.create_index(
        op.f("ix_stock_movement_product_id"), "stock_movement", ["product_id"], unique=False
    )
    op.create_table(
        "document_print",
        sa.Column("document_id", WHOLE, nullable=False),
        sa.Column("copy", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_document_print_document_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_document_print_staff_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("document_id", "copy", name=op.f("pk_document_print")),
    )
    op.execute(
        sa.text(f"INSERT INTO journal_head (id, entries, hash) VALUES (1, 0, '{'0' * 64}')")
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
        _search_postgresql()
    else:
        _guard_sqlite()
        _search_sqlite()


HISTORY = ("journal", "document", "policy_version")
"""Rows that nobody may change or delete, not even by raw SQL."""


def _guard_sqlite() -> None:
    for table in HISTORY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is history: it only grows'); END"
            )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION history_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is history: it only grows', TG_TABLE_NAME; END $$"
    )
    for table in HISTORY:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()"
        )


SEARCHED = {"customer": "name", "product": "name"}
"""Columns found by the beginning of any of their words."""


def _search_sqlite() -> None:
    for table, column in SEARCHED.items():
        op.execute(
            f"CREATE VIRTUAL TABLE {table}_search USING fts5({column}, content='{table}', "
            "content_rowid='id', prefix='2 3', tokenize='unicode61 remove_diacritics 2')"
        )
        new = f"INSERT INTO {table}_search(rowid, {column}) VALUES (new.id, new.{column});"
        old = (
            f"INSERT INTO {table}_search({table}_search, rowid, {column}) "
            f"VALUES ('delete', old.id, old.{column});"
        )
        for change, then in {"INSERT": new, "DELETE": old, "UPDATE": old + new}.items():
            op.execute(
                f"CREATE TRIGGER {table}_search_{change.lower()} AFTER {change} ON {table} "
                f"BEGIN {then} END"
            )


def _search_postgresql() -> None:
    for table, column in SEARCHED.items():
        op.execute(
            f"CREATE INDEX ix_{table}_search ON {table} "
            f"USING gin (to_tsvector('simple', {column}))"
        )

"""Every released schema becomes today's, on both databases; a newer one is left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.db import connect, open_shop, prepare, wal_is_safe
from models.migrations import HEAD, KNOWN
from models.migrations.upgrade import upgrade
from models.services.sealing import open_sealed
from models.tables.base import Base, add_numbered, add_row, rows_of
from models.tables.documents import Document
from models.tables.goods import Product
from models.tables.people import Customer
from models.tables.personal import Personal
from models.tables.policies import PolicyVersion
from models.tables.returns import GoodsReturn, ReturnLine
from models.tables.sales import LinePromotion, Sale, SaleLine
from models.unit import Unit
from models.values import Money, Refused
from tests.builders import NOON
from tests.databases import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from tests.databases import Databases, System

BEFORE_PERSONAL = KNOWN[KNOWN.index("0016") - 1]
VERSIONS = Path(__file__).parents[1] / "models" / "migrations" / "versions"


def test_every_revision_is_known() -> None:
    assert tuple(sorted(file.name[:4] for file in VERSIONS.glob("0*.py"))) == KNOWN


@pytest.mark.parametrize(
    "released",
    [
        pytest.param(each, marks=() if each in (KNOWN[0], *KNOWN[-2:]) else pytest.mark.night)
        for each in KNOWN
    ],
)
def test_a_released_schema_becomes_todays(empty_database_url: str, released: str) -> None:
    """Each migration runs from the first one on; to stop elsewhere is for the night."""
    engine = connect(empty_database_url)
    upgrade(engine, to=released)
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "include_object": lambda *o: not is_search(o[1])},
        )
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == HEAD
    engine.dispose()


def is_search(name: str) -> bool:
    """Full-text search is each database's own: no table of ours describes it."""
    return "_search" in name


A_DAY_OF_THE_FIRST_VERSION = """
INSERT INTO staff VALUES (1, '1', 'Ann Lee', 'manager', 'en', '', true);
INSERT INTO store VALUES (1, '1', 'Corner Shop', '');
INSERT INTO department VALUES (1, 'home', 'Home');
INSERT INTO category VALUES (1, 1, 'home', 'Home');
INSERT INTO product VALUES (1, 'KETTLE', 'Steel kettle', 1, 1000, 2000, false, false);
INSERT INTO customer VALUES (1, 'C1', 'Budi Santoso', '+6281', NULL, 'member');
INSERT INTO policy_version VALUES (1, '2025-11-05', '2025-11-05 12:00', 'Ann Lee', '{}');
INSERT INTO sale VALUES (1, 'S-1', 1, '2026-11-05 12:00', 1, 'member', 900, 0, NULL);
INSERT INTO sale_line VALUES (1, 1, 1, 1, 'KETTLE', 'Kettle', NULL, 1000, 1000, 900, 0, 0, 0);
INSERT INTO line_promotion VALUES (7, 1, 'quantity-break', '3 for 2', 100);
INSERT INTO goods_return VALUES
  (1, 'R1-1', 1, 1, NULL, 1, 1, '2026-11-06 12:00', 1, NULL);
INSERT INTO return_line VALUES
  (1, 1, 1, 1, 'KETTLE', 'Kettle', 1000, 'faulty', 'used', 900, 0, 0, 'repair', '[]');
INSERT INTO stock_movement VALUES (1, 1, 1, 'repair', 1000, '2026-11-06 12:00', 1)
"""


def grow(url: str) -> None:
    engine = connect(url)
    upgrade(engine, to="0001")
    with engine.begin() as connection:
        for statement in A_DAY_OF_THE_FIRST_VERSION.split(";"):
            connection.exec_driver_sql(statement)
    upgrade(engine)
    engine.dispose()


@pytest.fixture
def grown(databases: Databases, system: System, tmp_path: Path) -> Iterator[Engine]:
    """A shop of the first version with a sale and a return on record, brought up to date."""
    with databases.fresh_url(system, tmp_path, Pattern("grown", grow)) as url:
        engine = connect(url)
        yield engine
        engine.dispose()


def test_what_was_on_record_stays_and_gets_usual_facts(grown: Engine) -> None:
    with grown.connect() as connection:
        assert connection.execute(
            select(
                Sale.number, Sale.channel, Sale.staff, Sale.delivered_on, SaleLine.obtained
            ).join(SaleLine, SaleLine.sale_id == Sale.id)
        ).one() == ("S-1", "store", False, None, "bought")
        assert connection.execute(
            select(LinePromotion.id, LinePromotion.kind, LinePromotion.name).add_columns(
                LinePromotion.amount, LinePromotion.least
            )
        ).one() == (7, "quantity-break", "3 for 2", Money(100), None)
        assert connection.execute(
            select(Product.sku, Product.brand, Product.attributes)
        ).one() == ("KETTLE", "", "{}")
        assert connection.execute(select(Customer.number, Customer.standing)).one() == (
            "C1",
            "",
        )
        assert connection.execute(
            select(GoodsReturn.proof, ReturnLine.remedy, ReturnLine.captured)
            .add_columns(ReturnLine.version, ReturnLine.kept)
            .join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
        ).one() == ("receipt", "refund", "{}", None, "{}")
        assert connection.execute(
            select(
                PolicyVersion.number, PolicyVersion.name, PolicyVersion.reviewer
            ).add_columns(PolicyVersion.reason)
        ).one() == (1, "", "", "")


A_SLIP = {"customer": "Budi Santoso", "lines": [], "head": {"number": "R1-1"}}
OLD_PAPERS = (
    ("R1-1", "return", 1, A_SLIP),
    ("X1-1", "void", 1, {**A_SLIP, "reason": "Budi was wrong"}),
    ("V1-1", "voucher", None, {"card": "1234567812345678", "customer": "Budi Santoso"}),
    ("V1-2", "voucher", None, {"card": "none on record", "customer": "Somebody"}),
    ("Z1-1", "closing", None, {"reading": "z"}),
)


def test_names_leave_the_papers_of_an_older_shop(empty_database_url: str) -> None:
    engine = connect(empty_database_url)
    upgrade(engine, to="0001")
    with engine.begin() as connection:
        for statement in A_DAY_OF_THE_FIRST_VERSION.split(";"):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO register VALUES (1, 1, '1')")
    upgrade(engine, to=BEFORE_PERSONAL)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO value_card (id, number, kind, issued_at, state, customer_id) VALUES "
            "(1, '1234567812345678', 'gift-card', '2026-11-06 12:00', 'usable', 1)"
        )
        for number, (code, kind, return_id, says) in enumerate(OLD_PAPERS, 1):
            row = {"n": number, "code": code, "kind": kind, "r": return_id}
            connection.execute(
                text(
                    "INSERT INTO document (id, register_id, kind, number, code, made_at, "
                    "return_id, snapshot) VALUES "
                    "(:n, 1, :kind, :n, :code, '2026-11-06 12:00', :r, :says)"
                ),
                {**row, "says": json.dumps(says)},
            )
    upgrade(engine)
    with engine.connect() as connection:
        aside = connection.execute(select(rows_of(Personal)).order_by(Personal.id)).all()
        stored = {
            row.code: json.loads(row.snapshot)
            for row in connection.execute(select(Document.code, Document.snapshot))
        }
        unit = Unit(connection=connection, now=None, shop=None, station=None)  # type: ignore[arg-type]
        for code, _, _, says in OLD_PAPERS:
            assert open_sealed(unit, stored[code]) == (says,)
            assert "Budi" not in json.dumps(stored[code])
    assert [(row.what, row.customer_id, row.paper, row.value) for row in aside] == [
        ("name", 1, None, "Budi Santoso"),
        ("words", None, "X1-1", "Budi was wrong"),
        ("name", None, "V1-2", "Somebody"),
    ]
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.exec_driver_sql("UPDATE document SET snapshot = '{}'")
    with engine.begin() as connection:  # and the next one gets the next number
        row = {"what": "name", "value": "Ida", "salt": "", "made_at": NOON}
        assert add_numbered(connection, Personal, **row) == len(aside) + 1
    engine.dispose()


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE line_promotion SET kind = 'gift'",
        "UPDATE line_promotion SET line_id = 9",
        "UPDATE sale_line SET obtained = 'stolen'",
        "UPDATE customer SET standing = 'rich'",
        "UPDATE return_line SET version = 9",
        "DELETE FROM sale_line",
        "DELETE FROM return_line",
        "UPDATE policy_version SET reason = 'none'",
        "DELETE FROM policy_version",
        "INSERT INTO policy_draft VALUES "
        "(1, 1, '', '{}', 'forgotten', 1, 1, '2026-11-06 12:00', NULL, NULL, '')",
        "INSERT INTO policy_draft VALUES "
        "(1, 1, '', '{}', 'accepted', 1, 1, '2026-11-06 12:00', 1, '2026-11-06 12:00', '')",
    ],
)
def test_the_database_still_refuses_what_cannot_be(grown: Engine, wrong: str) -> None:
    with pytest.raises(DBAPIError), grown.begin() as connection:
        connection.exec_driver_sql(wrong)


def test_bundles_and_coupons_are_promotions_now(grown: Engine) -> None:
    with grown.begin() as connection:
        for number, kind in enumerate(("bundle", "coupon", "firm-coupon"), 8):
            connection.exec_driver_sql(
                "INSERT INTO line_promotion (id, line_id, kind, name, amount, least) "
                f"VALUES ({number}, 1, '{kind}', '', 0, 3000)"
            )


def test_the_search_knows_old_and_new_names(grown: Engine) -> None:
    with grown.begin() as connection:
        if connection.dialect.name == "postgresql":
            words, asked = "to_tsvector('simple', name)", "to_tsquery('simple', '{1}')"
            found = f"SELECT id FROM {{0}} WHERE {words} @@ {asked}"
        else:
            found = "SELECT rowid FROM {0}_search WHERE {0}_search MATCH '{1}'"
        add_row(connection, Product, id=2, sku="TOASTER", name="Toaster", price=Money(2000))
        assert connection.scalar(text(found.format("product", "kettle"))) == 1
        assert connection.scalar(text(found.format("product", "toaster"))) == 2
        assert connection.scalar(text(found.format("customer", "santoso"))) == 1


def test_a_shop_of_a_newer_version_is_refused(database_url: str) -> None:
    engine = prepare(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(Refused, match="database-newer"):
        open_shop(database_url)


def test_a_file_that_is_no_shop_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_text("Dear diary, " * 500)
    with pytest.raises(Refused, match="not-a-shop"):
        open_shop(f"sqlite:///{file}")
    with pytest.raises(Refused, match="shop-missing"):
        open_shop(f"sqlite:///{tmp_path / 'nowhere.db'}")


@pytest.mark.parametrize("url", ["shop.db", "mysql://host/shop", "", "sqlite"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="address-wrong"):
        open_shop(url)


def test_a_database_of_something_else_is_refused(empty_database_url: str) -> None:
    engine = connect(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipe (id INTEGER)"))
    engine.dispose()
    with pytest.raises(Refused, match="not-a-shop"):
        prepare(empty_database_url)


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 6, 23), False),
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_the_write_ahead_log_is_for_safe_versions(version: tuple[int, ...], safe: bool) -> None:
    assert wal_is_safe(version) is safe


def test_the_promises_of_storage_are_kept_on_every_connection(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'shop.db'}")
    for _ in range(2):
        with engine.connect() as connection:
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("foreign_keys", "synchronous", "busy_timeout")
            }
            assert found["foreign_keys"] == 1
            assert found["synchronous"] in (2, 3)
            assert found["busy_timeout"] == 5000
            connection.detach()
    engine.dispose()

"""A shop of before papers were sealed: what it had on record is vouched for from now on."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from models.db import connect, open_shop, prepare, transaction
from models.migrations.upgrade import upgrade
from models.services.journal import GENESIS, Entry, canonical, seal_before_0017
from models.tables.base import add_row, insertion
from models.tables.documents import Document
from models.tables.history import HISTORY
from models.tables.journal import JournalEntry
from tests.builders import NOON
from tests.databases import Pattern
from tests.services.verified import verified

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from models.db import Shop
    from tests.databases import Databases, System

ENTRIES, PAPERS = 1203, 501
"""More than one later entry vouches for at once."""


def fill(connection: Connection) -> None:
    """Vouchers that were sold, each with its entry, sealed as it was done then."""
    rows = (
        "INSERT INTO shop (id, name, country, currency, currency_digits, cash_step, "
        "cash_rounding, time_zone, language, tax_number, demo, created_at, day_ends_at) "
        "VALUES (1, 'Corner Shop', 'GB', 'GBP', 2, 1, 'half-up', 'Europe/London', 'en', '', "
        "false, '2025-11-05 12:00:00.000000', 0)",
        "INSERT INTO store (id, code, name, address) VALUES (1, '1', 'Corner Shop', '')",
        "INSERT INTO register (id, store_id, code) VALUES (1, 1, '1')",
        "INSERT INTO staff (id, badge, name, role, language, pin_hash, active) "
        "VALUES (1, '1', 'Ann Lee', 'manager', 'en', '', true), "
        "(2, '2', 'Bela', 'clerk', 'en', '', true)",
        f"INSERT INTO number_series VALUES (1, 'voucher', {PAPERS})",
    )
    for row in rows:
        connection.execute(text(row))
    previous = GENESIS
    for number in range(1, ENTRIES + 1):
        entry = Entry(number, NOON - timedelta(days=9), "NoSale", 1, 1, canonical({}))
        sealed = seal_before_0017(previous, entry)
        add_row(connection, JournalEntry, **entry._asdict(), previous=previous, hash=sealed)
        previous = sealed
    head = {"n": ENTRIES, "h": previous}
    connection.execute(text("UPDATE journal_head SET entries = :n, hash = :h"), head)
    connection.execute(
        insertion(Document),
        [
            {
                "register_id": 1,
                "kind": "voucher",
                "number": number,
                "code": f"V1-{number:06}",
                "made_at": NOON,
                "return_id": None,
                "snapshot": canonical({"head": {"printed_at": NOON.isoformat()}, "slip": ""}),
            }
            for number in range(1, PAPERS + 1)
        ],
    )


def grow(url: str) -> None:
    engine = connect(url)
    upgrade(engine, to="0013")
    with transaction(engine, writes=True) as connection:
        fill(connection)
    engine.dispose()
    prepare(url).dispose()


@pytest.fixture
def grown(databases: Databases, system: System, tmp_path: Path) -> Iterator[Shop]:
    pattern = Pattern("grown_with_papers", grow)
    with (
        databases.fresh_url(system, tmp_path, pattern) as url,
        closing(open_shop(url)) as shop,
    ):
        yield shop


def change(shop: Shop, table: str, statement: str) -> None:
    drop = {
        "sqlite": f"DROP TRIGGER {table}_no_update",
        "postgresql": f"DROP TRIGGER {table}_only_grows ON {table}",
    }
    with shop.unit() as unit:
        unit.connection.execute(text(drop[shop.engine.dialect.name]))
        unit.connection.execute(text(statement))


def test_what_was_on_record_is_vouched_for(grown: Shop) -> None:
    found = verified(grown)
    assert (found.faults, found.papers) == ((), PAPERS)
    assert found.entries == ENTRIES + 2 + 2


def test_an_old_entry_or_paper_that_was_changed_is_found(grown: Shop) -> None:
    change(grown, "journal", "UPDATE journal SET staff_id = 2 WHERE number = 1001")
    change(grown, "document", "UPDATE document SET snapshot = '{}' WHERE number = 501")
    first, second = verified(grown).faults
    assert (first.code, first.facts) == ("journal-who-changed", {"first": 1001, "last": 1203})
    assert (second.code, second.facts["number"]) == ("paper-changed", "V1-000501")


def test_the_entry_that_vouches_is_missed(grown: Shop) -> None:
    change(grown, "journal", "UPDATE journal SET event = 'NoSale' WHERE number = 1204")
    codes = [fault.code for fault in verified(grown).faults]
    assert codes[0] == "journal-changed"
    assert "journal-unsealed" in codes


def test_the_first_way_of_sealing_is_never_taken_up_again(grown: Shop) -> None:
    number = verified(grown).entries
    with grown.unit(writes=False) as unit:
        row = unit.connection.execute(
            text("SELECT previous, body FROM journal WHERE number = :n"), {"n": number}
        ).one()
    entry = Entry(number, NOON, "PapersSealed", None, None, row.body)
    sealed = seal_before_0017(row.previous, entry)
    change(
        grown,
        "journal",
        f"UPDATE journal SET hash = '{sealed}', at = '{NOON:%Y-%m-%d %H:%M:%S}.000000' "
        f"WHERE number = {number}",
    )
    assert verified(grown).faults[0].code == "journal-changed"


@pytest.mark.parametrize("table", sorted(HISTORY))
def test_the_database_refuses_to_change_history(shop: Shop, table: str) -> None:
    """On SQLite a trigger looks at each row; so it is there, and on the whole table."""
    if shop.engine.dialect.name == "sqlite":
        with shop.unit(writes=False) as unit:
            names = unit.connection.scalars(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :t"),
                {"t": table},
            ).all()
        assert {f"{table}_no_update", f"{table}_no_delete"} <= set(names)
        return
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(DBAPIError, match="it only grows"), shop.unit() as unit:
            unit.connection.execute(text(statement))


def test_history_is_what_the_database_guards(shop: Shop) -> None:
    with shop.unit(writes=False) as unit:
        tables = set(inspect(unit.connection).get_table_names())
    assert tables >= HISTORY


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE journal_head SET entries = entries + 1",
        "UPDATE journal_head SET entries = entries - 1",
        "UPDATE journal_head SET hash = 'x'",
        "DELETE FROM journal_head",
        "INSERT INTO journal (number, at, event, body, previous, hash) "
        "SELECT max(number) + 1, max(at), 'NoSale', '{}', 'x', 'x' FROM journal",
        "INSERT INTO journal (number, at, event, body, previous, hash) "
        "SELECT max(number) + 2, max(at), 'NoSale', '{}', max(hash), 'x' FROM journal",
    ],
)
def test_the_chain_moves_on_by_one_and_nowhere_else(shop: Shop, wrong: str) -> None:
    with pytest.raises(DBAPIError, match="it only grows"), shop.unit() as unit:
        unit.connection.execute(text(wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE number = 3",
        "INSERT OR REPLACE INTO document SELECT * FROM document WHERE number = 3",
        "INSERT OR REPLACE INTO journal_head (id, entries, hash) VALUES (1, 5, 'x')",
    ],
)
def test_replacing_a_row_is_changing_it(grown: Shop, wrong: str) -> None:
    if grown.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL has no such words")
    with pytest.raises(DBAPIError, match="it only grows"), grown.unit() as unit:
        unit.connection.execute(text(wrong))

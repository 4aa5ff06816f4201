"""Every released schema becomes today's, on both databases; a newer one is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from models.db import connect, open_shop, prepare, wal_is_safe
from models.migrations import HEAD, KNOWN
from models.migrations.upgrade import upgrade
from models.tables.base import Base
from models.values import Refused

VERSIONS = Path(__file__).parents[1] / "models" / "migrations" / "versions"


def test_every_revision_is_known() -> None:
    assert tuple(sorted(file.name[:4] for file in VERSIONS.glob("0*.py"))) == KNOWN


@pytest.mark.parametrize("released", KNOWN)
def test_a_released_schema_becomes_todays(empty_database_url: str, released: str) -> None:
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

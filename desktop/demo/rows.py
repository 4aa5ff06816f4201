"""Put many rows into the shop's tables at once, on either database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from models.tables.base import Base


def moment(when: datetime) -> str:
    """As the database stores a moment: in UTC, without its zone."""
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def load(
    connection: Connection,
    table: type[Base],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Insert rows of plain values (amounts in minor units, :func:`moment` for moments).

    By the driver's own bulk path: COPY on PostgreSQL, one prepared statement on SQLite.
    """
    driver: Any = connection.connection.driver_connection
    names = ", ".join(columns)
    if connection.dialect.name == "postgresql":
        with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY {table.__tablename__} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns))
        driver.executemany(
            f"INSERT INTO {table.__tablename__} ({names}) VALUES ({marks})", rows
        )


def move_keys_on(connection: Connection, *tables: type[Base]) -> None:
    """After rows that brought their own ids: the next one given out is a new one."""
    if connection.dialect.name != "postgresql":
        return  # SQLite takes the highest there is
    for table in tables:
        last = connection.scalar(select(func.max(table.__table__.c.id)))
        if last is not None:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"),
                {"table": table.__tablename__, "last": last},
            )

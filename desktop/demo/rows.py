"""Put many rows into the shop's tables at once, on either database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

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
    Raise :class:`sqlalchemy.exc.DBAPIError` as any other statement does.
    """
    names = ", ".join(columns)
    if connection.dialect.name == "postgresql":
        _copy(connection, f"COPY {table.__tablename__} ({names}) FROM STDIN", rows)
    else:
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(
            f"INSERT INTO {table.__tablename__} ({names}) VALUES ({marks})",
            [tuple(row) for row in rows],
        )


def _copy(connection: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as problem:
        # SQLAlchemy has no word for COPY; its errors are what the shop's database explains.
        raise DBAPIError.instance(statement, None, problem, psycopg.Error) from problem


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

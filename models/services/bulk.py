"""Write rows by the hundred thousand: plain tuples, in the form the database takes them.

The unit of work's own transaction is used; only the way through SQLAlchemy's types is left
out, so that values come as the columns store them: minor units, thousandths, and moments as
``stored_moment`` writes them.
"""

from __future__ import annotations

from datetime import UTC
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from models.tables.base import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from models.tables.base import Base

IN_ONE_QUERY = 1000


@lru_cache(4096)
def stored_moment(moment: datetime) -> str:
    """As both databases keep it: naive, in UTC; such texts sort like the moments."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def reserve_keys(connection: Connection, table: type[Base], count: int) -> Sequence[int]:
    """As many unused values of the column ``id``, ascending.

    On SQLite they are free for as long as this transaction, which alone can write, inserts
    nothing else into the table before using them.
    """
    name = table.__tablename__
    if connection.dialect.name == "postgresql":
        drawn = connection.exec_driver_sql(
            f"SELECT nextval(pg_get_serial_sequence('{name}', 'id')) "
            f"FROM generate_series(1, {count})"
        )
        return sorted(drawn.scalars())
    last = connection.scalar(select(func.max(rows_of(table).c.id))) or 0
    return range(last + 1, last + 1 + count)


def insert_rows(
    connection: Connection,
    table: type[Base],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Insert them all; ``COPY`` where the database has it.

    Raise :class:`sqlalchemy.exc.DBAPIError` as any other statement does.
    """
    into = f"{table.__tablename__} ({', '.join(columns)})"
    if connection.dialect.name != "postgresql":
        places = ", ".join("?" * len(columns))
        if values := [tuple(row) for row in rows]:
            connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({places})", values)
        return
    statement = f"COPY {into} FROM STDIN"
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as problem:
        raise DBAPIError(statement, (), problem) from problem


def move_keys_on(connection: Connection, *tables: type[Base]) -> None:
    """After rows that brought their own ids: the next one given out is a new one."""
    if connection.dialect.name != "postgresql":
        return  # SQLite takes the highest there is
    for table in tables:
        last = connection.scalar(select(func.max(rows_of(table).c.id)))
        if last is not None:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"),
                {"table": table.__tablename__, "last": last},
            )


def run_for_each(
    connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]
) -> None:
    """Run a statement with ``?`` places once per row."""
    if rows:
        if connection.dialect.name == "postgresql":
            statement = statement.replace("?", "%s")
        connection.exec_driver_sql(statement, list(rows))


def in_portions(values: Iterable[Any], size: int = IN_ONE_QUERY) -> Iterator[list[Any]]:
    """Lists short enough for one ``IN``."""
    left = iter(values)
    while portion := list(islice(left, size)):
        yield portion

"""Declarative base and the column types our values need."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, cast

from sqlalchemy import BigInteger, DateTime, Dialect, ForeignKey, Integer, MetaData, insert
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

from models.values import Money, Quantity

if TYPE_CHECKING:
    from sqlalchemy import Connection, Insert, Table

# SQLite gives out row numbers only to a column that is INTEGER to the letter.
WholeNumber = BigInteger().with_variant(Integer(), "sqlite")


class MoneyColumn(TypeDecorator[Money]):
    """Whole minor units: SQLite has no exact decimal column."""

    impl = WholeNumber
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> Any:
        return None if value is None else value.minor

    def process_result_value(self, value: Any, dialect: Dialect) -> Money | None:
        return None if value is None else Money(int(value))  # a sum is Decimal on PostgreSQL


class QuantityColumn(TypeDecorator[Quantity]):
    """Whole thousandths."""

    impl = WholeNumber
    cache_ok = True

    def process_bind_param(self, value: Quantity | None, dialect: Dialect) -> Any:
        return None if value is None else value.thousandths

    def process_result_value(self, value: Any, dialect: Dialect) -> Quantity | None:
        return None if value is None else Quantity(int(value))


class MomentColumn(TypeDecorator[datetime]):
    """Aware datetimes only; stored naive in UTC on both databases."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


Key = Annotated[int, mapped_column(WholeNumber, primary_key=True)]


def link(target: str) -> ForeignKey:
    """A reference that forbids losing what it points to."""
    return ForeignKey(target, ondelete="RESTRICT")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        Money: MoneyColumn,
        Quantity: QuantityColumn,
        datetime: MomentColumn,
        int: WholeNumber,
    }


def rows_of(table: type[Base]) -> Table:
    """The table itself, for statements that need no mapped objects."""
    return cast("Table", table.__table__)


@cache
def insertion(table: type[Base]) -> Insert:
    """The statement that adds a row to a table: built once, as building takes longer
    than the database does."""
    return insert(rows_of(table))


def add_row(connection: Connection, table: type[Base], **values: Any) -> None:
    connection.execute(insertion(table), values)


def add_numbered(connection: Connection, table: type[Base], **values: Any) -> int:
    """Add a row; return the number the database gave it."""
    key = connection.execute(insertion(table), values).inserted_primary_key
    if key is None:
        raise LookupError(f"{table.__tablename__} gave no key")
    return int(key[0])

"""A file's rows set aside on disk, so that they can be read in another order.

Sales whose lines lie apart become one, returns come after all sales, and memory does not
grow with the file. It is a private temporary SQLite database that goes when it is closed.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from models.formats.csv_sales import Reject
from models.formats.rows import NOTHING_TOLD, RowKind, Told
from models.services.bulk import stored_moment
from models.values import Message, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.formats.rows import SalesRow

AT_ONCE = 5000
REMEMBERED = 100_000
CACHE_KB = 32 * 1024
FIRST_SAID = frozenset({"name", "brand", "attributes"})
"""Of a product: what the first row counts for that says it."""


class SpooledRow(NamedTuple):
    """A row as it was set aside; ``store``, ``customer`` and ``product`` are keys here."""

    line: int
    kind: int
    store: int
    number: str
    at: str
    customer: int | None
    product: int | None
    sku: str
    description: str
    serial: str
    quantity: int
    unit_price: int
    net: int
    discount: int
    promotion: str
    order_discount: int
    tax: int
    tender: str
    label: str
    total: int | None
    told: str | None
    """See :func:`told_by`."""


class SpooledProduct(NamedTuple):
    """A product as the file first showed it."""

    no: int
    sku: str
    name: str
    price: int
    tax_rate: int
    department: str
    category: str
    barcode: str
    serialised: int
    weighed: int
    brand: str
    attributes: str


class FoundPart(NamedTuple):
    """So much of the returned row belongs to that sale line."""

    row: int
    line_id: int
    sale_id: int
    quantity: int
    gross: int
    tax: int


SCHEMA = f"""
CREATE TABLE row (line INTEGER PRIMARY KEY, {", ".join(SpooledRow._fields[1:])});
CREATE TABLE store (no INTEGER PRIMARY KEY, code UNIQUE, id);
CREATE TABLE customer (no INTEGER PRIMARY KEY, number UNIQUE, name, language, id);
CREATE TABLE product (
    no INTEGER PRIMARY KEY, sku UNIQUE, name, price, tax_rate, department, category, barcode,
    serialised, weighed, brand, attributes, id
);
CREATE TABLE early_reject (line INTEGER PRIMARY KEY, code, facts);
CREATE TABLE late_reject (line INTEGER PRIMARY KEY, code, facts);
CREATE TABLE known_return (store, number, PRIMARY KEY (store, number)) WITHOUT ROWID;
CREATE TABLE part ({", ".join(FoundPart._fields)});
"""
IN_ORDER = "ORDER BY row.store, row.number, row.line"
COMING_BACK = f"kind = {int(RowKind.BACK)}"
NEW_RETURNS = (
    f"{COMING_BACK} "
    "AND NOT EXISTS (SELECT 1 FROM known_return AS k "
    "WHERE k.store = row.store AND k.number = row.number)"
)


@lru_cache(REMEMBERED)
def told_by(stored: str | None) -> Told:
    """What a row told for clauses to ask about; most tell nothing, many the same."""
    return Told(*json.loads(stored)) if stored else NOTHING_TOLD


@lru_cache(REMEMBERED)
def _stored(told: Told) -> str:
    return json.dumps(told)


class Spool:
    """What was read of one file, and what is found out about it on the way."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._stores: dict[str, int] = {}
        self._customers: dict[str, int] = {}
        self._products: dict[str, _Product] = {}
        self.rows = 0
        """How many rows were read, usable or not."""

    def fill(self, rows: Iterable[SalesRow | Reject]) -> None:
        """Set every row aside, and every reject with it."""
        kept: list[tuple[Any, ...]] = []
        for row in rows:
            self.rows += 1
            if isinstance(row, Reject):
                self._keep_reject("early_reject", row.line, row.message)
                continue
            kept.append(
                (
                    row.line,
                    int(row.kind),
                    self._store(row.store),
                    row.number,
                    stored_moment(row.at),
                    self._customer(row) if row.customer else None,
                    self._product(row) if row.goods else None,
                    row.sku,
                    row.description,
                    row.serial,
                    row.quantity,
                    row.unit_price,
                    row.net,
                    row.discount,
                    row.promotion,
                    row.order_discount,
                    row.tax,
                    str(row.tender),
                    row.label,
                    row.total,
                    None if row.told is NOTHING_TOLD else _stored(row.told),
                )
            )
            if len(kept) == AT_ONCE:
                self._keep_rows(kept)
                kept.clear()
        self._keep_rows(kept)
        self._db.execute(f"CREATE INDEX row_back ON row (customer) WHERE {COMING_BACK}")

    def start_over(self) -> None:
        """Forget what the last try found out, so that another one may begin."""
        for table in ("late_reject", "known_return", "part"):
            self._db.execute(f"DELETE FROM {table}")

    def reject(self, lines: Iterable[int], message: Message) -> None:
        for line in lines:
            self._keep_reject("late_reject", line, message)

    def rejects(self) -> Iterator[Reject]:
        """All of them, in the order of their lines."""
        for line, code, facts in self._db.execute(
            "SELECT * FROM early_reject UNION ALL SELECT * FROM late_reject ORDER BY 1"
        ):
            yield Reject(line, Message(code, json.loads(facts)))

    @property
    def rejected(self) -> int:
        counted = "(SELECT count(*) FROM early_reject) + (SELECT count(*) FROM late_reject)"
        return int(self._db.execute(f"SELECT {counted}").fetchone()[0])

    def stores(self) -> Iterator[tuple[int, str]]:
        return iter(self._db.execute("SELECT no, code FROM store ORDER BY no"))

    def customers(self) -> Iterator[tuple[int, str, str, str]]:
        """Each with number, name and language, as the row that named them first has them."""
        found = self._db.execute("SELECT no, number, name, language FROM customer ORDER BY no")
        return iter(found)

    def products(self) -> Iterator[SpooledProduct]:
        columns = ", ".join(SpooledProduct._fields)
        found = self._db.execute(f"SELECT {columns} FROM product ORDER BY no")
        return map(SpooledProduct._make, found)

    def set_ids(self, table: str, ids: Iterable[tuple[int, int]]) -> None:
        """Note which row of the shop's records a key here stands for: ``(id, key)`` each."""
        self._db.executemany(f"UPDATE {table} SET id = ? WHERE no = ?", ids)

    def store_ids(self) -> dict[int, int]:
        return dict(self._db.execute("SELECT no, id FROM store"))

    def sales(self) -> Iterator[SpooledRow]:
        """Every row, sale by sale and return by return, with the shop's own ids."""
        return self._with_ids("TRUE")

    def returns(self) -> Iterator[SpooledRow]:
        """What came back, return by return, known ones included, with the shop's own ids."""
        return self._with_ids(COMING_BACK)

    def new_returns(self) -> Iterator[SpooledRow]:
        return self._with_ids(NEW_RETURNS)

    def know_return(self, store: int, number: str) -> None:
        self._db.execute("INSERT INTO known_return VALUES (?, ?)", (store, number))

    def returning_customers(self) -> list[int]:
        """Keys of customers with a new return."""
        found = self._db.execute(
            f"SELECT DISTINCT customer FROM row WHERE {NEW_RETURNS} "
            "AND customer IS NOT NULL ORDER BY 1"
        )
        return [key for (key,) in found]

    def returns_of(self, first: int, last: int) -> Iterator[SpooledRow]:
        """New returns of the customers with keys between, by customer, product and time."""
        return self._with_ids(
            f"{NEW_RETURNS} AND row.customer BETWEEN {first} AND {last}",
            "ORDER BY row.customer, row.sku, row.at, row.line",
        )

    def keep_parts(self, parts: Iterable[FoundPart]) -> None:
        self._db.executemany("INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)", parts)

    def index_parts(self) -> None:
        self._db.execute("CREATE INDEX IF NOT EXISTS part_row ON part (row)")

    def parts_of(self, lines: Iterable[int]) -> dict[int, list[FoundPart]]:
        found: dict[int, list[FoundPart]] = {}
        for line in lines:
            for values in self._db.execute("SELECT * FROM part WHERE row = ?", (line,)):
                found.setdefault(line, []).append(FoundPart._make(values))
        return found

    def _with_ids(self, which: str, order: str = IN_ORDER) -> Iterator[SpooledRow]:
        columns = ", ".join(
            {"customer": "c.id", "product": "p.id"}.get(name, f"row.{name}")
            for name in SpooledRow._fields
        )
        return map(
            SpooledRow._make,
            self._db.execute(
                f"SELECT {columns} FROM row "
                "LEFT JOIN customer AS c ON c.no = row.customer "
                f"LEFT JOIN product AS p ON p.no = row.product WHERE {which} {order}"
            ),
        )

    def _keep_rows(self, rows: list[tuple[Any, ...]]) -> None:
        places = ", ".join("?" * len(SpooledRow._fields))
        self._db.executemany(f"INSERT INTO row VALUES ({places})", rows)

    def _keep_reject(self, table: str, line: int, message: Message) -> None:
        facts = json.dumps(dict(message.facts))
        self._db.execute(
            f"INSERT OR IGNORE INTO {table} VALUES (?, ?, ?)", (line, message.code, facts)
        )

    def _store(self, code: str) -> int:
        key = self._stores.get(code)
        if key is None:
            key = self._key("store", "code", code)
            _remember(self._stores, code, key)
        return key

    def _customer(self, row: SalesRow) -> int:
        key = self._customers.get(row.customer)
        if key is None:
            told = {"name": row.customer_name, "language": row.told.language}
            key = self._key("customer", "number", row.customer, **told)
            _remember(self._customers, row.customer, key)
        return key

    def _product(self, row: SalesRow) -> int:
        known = self._products.get(row.sku)
        if known is None:
            known = _Product(
                self._key(
                    "product",
                    "sku",
                    row.sku,
                    name=row.description,
                    price=row.unit_price,
                    tax_rate=row.tax_rate,
                    department=row.department,
                    category=row.category,
                    barcode=row.barcode,
                    serialised=False,
                    weighed=False,
                    brand=row.brand,
                    attributes=row.attributes,
                )
            )
            _remember(self._products, row.sku, known)
            known.named = bool(row.description)
            known.branded = bool(row.brand)
            known.described = bool(row.attributes)
        if not known.named and row.description:
            self._set("name", row.description, known.no)
            known.named = True
        if not known.branded and row.brand:
            self._set("brand", row.brand, known.no)
            known.branded = True
        if not known.described and row.attributes:
            self._set("attributes", row.attributes, known.no)
            known.described = True
        if row.serial and not known.serialised:
            self._set("serialised", True, known.no)
            known.serialised = True
        if row.quantity % 1000 and not known.weighed:
            self._set("weighed", True, known.no)
            known.weighed = True
        return known.no

    def _set(self, column: str, value: object, no: int) -> None:
        only_empty = f" AND {column} = ''" if column in FIRST_SAID else ""
        self._db.execute(
            f"UPDATE product SET {column} = ? WHERE no = ?{only_empty}", (value, no)
        )

    def _key(self, table: str, column: str, value: str, **others: object) -> int:
        """The key of what was set aside under that code, set aside now where it is new."""
        names = [column, *others]
        places = ", ".join("?" * len(names))
        self._db.execute(
            f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({places})",
            (value, *others.values()),
        )
        found = self._db.execute(f"SELECT no FROM {table} WHERE {column} = ?", (value,))
        return int(found.fetchone()[0])


class _Product:
    """What is remembered of a product while its rows come by."""

    __slots__ = ("branded", "described", "named", "no", "serialised", "weighed")

    def __init__(self, no: int) -> None:
        self.no = no
        self.named = self.branded = self.described = False
        self.serialised = self.weighed = False


def _remember(remembered: dict[str, Any], code: str, what: object) -> None:
    if len(remembered) >= REMEMBERED:
        remembered.clear()
    remembered[code] = what


@contextmanager
def open_spool() -> Iterator[Spool]:
    """An empty one. Raise :class:`models.values.Refused` where the disk is full."""
    connection = sqlite3.connect("", isolation_level=None)
    try:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE_KB}"):
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        yield Spool(connection)
    except sqlite3.OperationalError as problem:
        if "full" in str(problem) or "disk I/O" in str(problem):
            raise refuse("disk-full", place="temporary files") from problem
        raise
    finally:
        connection.close()

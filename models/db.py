"""Open the shop's database, keep its promises, and hand out units of work."""

from __future__ import annotations

import random
import re
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine, event, func, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from models.migrations import HEAD, KNOWN
from models.tables.shop import Register, Store
from models.tables.shop import Shop as ShopRow
from models.unit import HOLDS_TURNS, Unit
from models.values import Currency, Refused, now_utc, refuse
from models.values.shop import Rounding, ShopFacts, Station

if TYPE_CHECKING:
    from types import ModuleType

try:
    import pysqlite3

    sqlite: ModuleType = pysqlite3
except ImportError:  # no wheel for this platform: the interpreter's own SQLite
    sqlite = sqlite3

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import URL, Connection

    from models.values.shop import Person

T = TypeVar("T")

TRIES = 5
SERIALISATION_FAILED, DEADLOCK, TAKEN = "40001", "40P01", "23505"
"""``TAKEN``: another counter just added the first row of that key; look again, it is there."""
BUSY_SECONDS = 5
REWRITTEN = (
    "signature",
    "ticket",
    "customer",
    "personal",
    "identity_shown",
    "suspended_case",
    "request",
    "return_line",
    "refund",
    "refund_split",
    "return_void",
    "goodwill",
    "price_correction",
    "approval",
    "approval_event",
    "paper_mail",
    "counter_case",
    "case_entry",
    "question",
    "complaint",
    "hand_over_note",
)
"""Tables in which rows that hold personal data are deleted or changed."""


@dataclass
class Shop:
    """The database of one shop, the register it stands at, and who is signed on."""

    engine: Engine
    facts: ShopFacts
    station: Station
    clock: Callable[[], datetime] = now_utc
    person: Person | None = None
    machine: bool = False
    """Opened by a command at the machine that keeps the records, where nobody signs on."""

    def run(self, use_case: Callable[[Unit], T]) -> T:
        """Commit what the use case did, or nothing of it.

        Raise :class:`Refused` for what a person can act on: a full disk, a busy database.
        """
        return self._settled(use_case, writes=True)

    def read(self, use_case: Callable[[Unit], T]) -> T:
        """As :meth:`run`, for use cases that write nothing: nobody waits for them."""
        return self._settled(use_case, writes=False)

    @contextmanager
    def unit(self, *, writes: bool = True) -> Iterator[Unit]:
        """A unit of work that is committed, or undone where anything is raised.

        Where a refusal has an aftermath, all is undone but that, and the refusal goes on
        once it is committed.
        """
        with transaction(self.engine, writes=writes) as connection:
            # A savepoint, as to begin anew would let others in before the aftermath.
            point = connection.begin_nested() if writes else None
            try:
                unit = self._unit_on(connection)
                yield unit
                unit.check_sealed()
                return
            except Refused as why:
                if point is None or why.aftermath is None:
                    raise
                point.rollback()
                why.aftermath(self._unit_on(connection))
                refused = why
        raise refused

    def _unit_on(self, connection: Connection) -> Unit:
        return Unit(
            connection=connection,
            now=self.clock(),
            shop=self.facts,
            station=self.station,
            person=self.person,
            machine=self.machine,
        )

    def close(self) -> None:
        self.engine.dispose()

    def _settled(self, use_case: Callable[[Unit], T], *, writes: bool) -> T:
        for tries_left in reversed(range(TRIES)):
            try:
                with self.unit(writes=writes) as unit:
                    return use_case(unit)
            except DBAPIError as problem:
                if tries_left and sqlstate(problem) in (SERIALISATION_FAILED, DEADLOCK, TAKEN):
                    time.sleep(random.uniform(0.005, 0.05))  # let the other counter go first
                    continue
                said = refusal_of(problem, self.engine)
                if said is None:
                    raise
                raise said from problem
        raise AssertionError("the last try returns or raises")


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """One transaction: on SQLite a writer takes its place before it reads."""
    with engine.connect() as connection:
        options: dict[str, Any] = {"konter_writes": writes}
        if engine.dialect.name == "postgresql" and not writes:
            # Several statements must see one state: another counter may commit between them.
            options |= {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
        try:
            with connection.execution_options(**options).begin():
                yield connection
        finally:
            if not connection.invalidated and connection.info.pop(HOLDS_TURNS, False):
                with connection.begin():
                    connection.execute(select(func.pg_advisory_unlock_all()))


def open_shop(
    url: str, *, register: str | None = None, clock: Callable[[], datetime] = now_utc
) -> Shop:
    """Open a shop that was set up before, bringing an older schema up to date.

    ``register`` is the code of the register this machine stands at; the first one where
    it is not given. Raise :class:`Refused` where there is no shop, it is of a newer
    version, or its place can't be read or written.
    """
    _must_exist(url)
    engine = connect(url)
    try:
        with plainly(engine):
            _bring_up_to_date(engine)
            facts, station = _load(engine, register)
    except BaseException:
        engine.dispose()
        raise
    return Shop(engine=engine, facts=facts, station=station, clock=clock)


def prepare(url: str) -> Engine:
    """An engine on a database with the newest schema, made where there was none."""
    engine = connect(url)
    try:
        with plainly(engine):
            _bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def connect(url: str) -> Engine:
    """An engine that keeps the promises of storage on every connection.

    What a statement was given stays out of its errors: it may be somebody's name.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, module=sqlite, hide_parameters=True)
        event.listen(engine, "connect", _keep_promises)
        event.listen(engine, "begin", _begin)
        return engine
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
        return create_engine(address, pool_pre_ping=True, hide_parameters=True)
    raise refuse("address-wrong", text=address.render_as_string(hide_password=True))


def wipe_traces(engine: Engine) -> bool:
    """After somebody was forgotten: no copy of a changed row stays in the database's files.

    On SQLite what was overwritten stands in the write-ahead log until that is emptied. False
    where another counter was reading from it all the while: then it is emptied when the last
    counter closes. On PostgreSQL it stands in dead rows until a VACUUM. Backups, and
    PostgreSQL's own log of changes, are kept as long as the shop keeps them.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"VACUUM {', '.join(REWRITTEN)}")
        return True
    raw = engine.raw_connection()  # a connection of SQLAlchemy's would begin a transaction
    try:
        busy, *_ = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        raw.close()
    return not busy


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite keeps a write-ahead log whole with several connections.

    3.7.0 to 3.51.2 can corrupt it (https://sqlite.org/wal.html, "the WAL-reset bug"),
    except the patched 3.44.6 and 3.50.7.
    """
    return version >= (3, 51, 3) or version in ((3, 44, 6), (3, 50, 7))


def _keep_promises(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, see _begin
    cursor = connection.cursor()
    safe = wal_is_safe(sqlite.sqlite_version_info)
    wanted = {
        "foreign_keys": ("ON", 1),
        "busy_timeout": (str(BUSY_SECONDS * 1000), BUSY_SECONDS * 1000),
        "journal_mode": ("WAL", "wal") if safe else ("DELETE", "delete"),
        "synchronous": ("FULL", 2) if safe else ("EXTRA", 3),
        "secure_delete": ("ON", 1),  # who is forgotten does not stay in a free page
    }
    for name, (setting, expected) in wanted.items():
        cursor.execute(f"PRAGMA {name} = {setting}")
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected and found != "memory":
            raise RuntimeError(f"SQLite keeps {name} at {found}, not {expected}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("konter_writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _address(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as why:  # a port that is no number is the second
        raise refuse("address-wrong", text=_without_password(url)) from why


def _without_password(text: str) -> str:
    """What cannot be taken apart may still hold one, before the last @."""
    return re.sub(r"//.*@", "//***@", text)


def _must_exist(url: str) -> None:
    address = _address(url)
    if address.get_backend_name() == "sqlite" and address.database:
        place = Path(address.database)
        try:
            missing = not place.exists()
        except PermissionError as why:
            raise refuse("no-permission", place=str(place)) from why
        if missing:
            raise refuse("shop-missing", place=str(place))


def _bring_up_to_date(engine: Engine) -> None:
    with transaction(engine, writes=False) as connection:
        tables = inspect(connection).get_table_names()
        found = (
            connection.scalar(text("SELECT version_num FROM alembic_version"))
            if "alembic_version" in tables
            else None
        )
    if found is None and tables:
        raise refuse("not-a-shop", place=_place(engine))
    if found is not None and found not in KNOWN:
        raise refuse("database-newer", found=found, known=HEAD)
    if found != HEAD:
        from models.migrations.upgrade import upgrade  # Alembic stays off the usual path

        upgrade(engine)


def _load(engine: Engine, register: str | None) -> tuple[ShopFacts, Station]:
    with transaction(engine, writes=False) as connection:
        shop = connection.execute(select(ShopRow.__table__)).one_or_none()
        if shop is None:
            raise refuse("shop-missing", place=_place(engine))
        query = (
            select(Register.id, Register.code, Store.id, Store.name, Store.address)
            .join(Store, Store.id == Register.store_id)
            .order_by(Register.id)
        )
        if register is not None:
            query = query.where(Register.code == register)
        station = connection.execute(query.limit(1)).one_or_none()
    if station is None:
        raise refuse("register-unknown", register=register or "")
    facts = ShopFacts(
        name=shop.name,
        country=shop.country,
        currency=Currency(shop.currency, shop.currency_digits, shop.cash_step),
        cash_rounding=Rounding(shop.cash_rounding),
        zone=ZoneInfo(shop.time_zone),
        language=shop.language,
        tax_number=shop.tax_number,
        demo=shop.demo,
    )
    register_id, code, store_id, store, address = station
    return facts, Station(
        register_id=register_id, register=code, store_id=store_id, store=store, address=address
    )


@contextmanager
def plainly(engine: Engine) -> Iterator[None]:
    """A database's error becomes a refusal where a person can do something about it."""
    try:
        yield
    except DBAPIError as problem:
        said = refusal_of(problem, engine)
        if said is None:
            raise
        raise said from problem


def sqlstate(problem: DBAPIError) -> str:
    """PostgreSQL's five letters for what went wrong; empty on SQLite."""
    return getattr(problem.orig, "sqlstate", None) or ""


def refusal_of(problem: DBAPIError, engine: Engine) -> Refused | None:
    """What a person can do about a database's error, or nothing: then it is a bug."""
    place = _place(engine)
    if engine.dialect.name == "postgresql":
        state = sqlstate(problem)
        if state == "53100":
            return refuse("disk-full", place=place)
        if state in (SERIALISATION_FAILED, DEADLOCK, "55P03"):
            return refuse("database-busy")
        if problem.connection_invalidated or not state or state[:2] in ("08", "57"):
            return refuse("database-unreachable", place=place)
        if state in ("28000", "28P01", "42501", "3D000"):
            return refuse("no-permission", place=place)
        return None
    said = str(problem.orig)
    for part, code in SQLITE_SAYS.items():
        if part in said:
            return refuse(code, place=place)
    return None


SQLITE_SAYS = {
    "disk is full": "disk-full",
    "disk I/O error": "disk-failing",
    "database is locked": "database-busy",
    "readonly database": "no-permission",
    "unable to open database file": "no-permission",
    "file is not a database": "not-a-shop",
    "malformed": "database-damaged",
}


def _place(engine: Engine) -> str:
    """Where the shop is, without a password."""
    if engine.url.get_backend_name() == "sqlite":
        return engine.url.database or "memory"
    return engine.url.render_as_string(hide_password=True)

"""Take in a file of the shop's own sales: all of it that is usable, in one transaction.

A sale is known by store and number. One that is there already with the same lines is left
as it is, so that the same file twice changes nothing and an overlapping export adds only what
is new; one that is there with other lines is rejected, never mended.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, text, update

from models.formats.columns import Column
from models.formats.csv_sales import open_sales
from models.services.import_catalogue import take_in_catalogue
from models.services.import_returns import take_in_returns
from models.services.import_sales import take_in_sales
from models.services.journal import record
from models.services.rights import needs
from models.services.spool import open_spool
from models.tables.base import add_numbered
from models.tables.sales import SalesImport
from models.values import Topic, refuse
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.db import Shop
    from models.formats.columns import ColumnMap
    from models.formats.csv_sales import RejectedRow, SalesFile
    from models.services.spool import Spool
    from models.unit import Unit

LONGEST_NAME = 260
CACHE_KB = 64 * 1024
MANY_LINES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a file."""

    file: str
    encoding: str
    delimiter: str
    column_map: str
    """The name of the map, such as of a preset."""
    lines: int
    """Rows read, usable or not."""
    rejected: int
    sales: int
    sales_known: int
    """There already, with the same content."""
    sale_lines: int
    charges: int
    """Those among the new lines that are money and no goods."""
    returns: int
    returns_known: int
    returns_matched: int
    """Rows that came back on a sale that is certain."""
    returns_unlinked: int
    products: int
    customers: int
    changed: frozenset[Topic] = frozenset({Topic.SALES, Topic.RETURNS})

    @property
    def anything_new(self) -> bool:
        return bool(self.sales or self.returns)


def import_file(
    shop: Shop,
    path: Path,
    column_map: ColumnMap | None = None,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
    reject: Callable[[RejectedRow], None] = lambda row: None,
) -> Imported:
    """Import one file, or nothing of it; a dry run does all of it and then undoes it.

    ``progress`` is told how much of the work is done; reading counts as half of it.
    ``reject`` is given every row that was not used, in the order of the file, when all else
    is done. Without a map the preset is taken whose columns are there.

    Raise :class:`models.values.Refused` where the file can't be read (see
    :func:`models.formats.csv_sales.open_sales`), the disk is full, or
    ``import-cancelled`` once ``cancelled`` says so.
    """
    file = open_sales(path, column_map)

    def report(done: int) -> None:
        if cancelled():
            raise refuse("import-cancelled", path=str(path))
        progress(done, 2 * file.size)

    with open_spool() as spool:
        spool.fill(
            file.rows(shop.facts.currency, shop.facts.zone, shop.clock(), progress=report)
        )

        def rows_written(rows: int) -> None:
            report(file.size + file.size * rows // max(spool.rows, 1))

        def use_case(unit: Unit) -> Imported:
            imported = import_sales(unit, spool, file, rows_written)
            if dry_run:
                raise _Rehearsed(imported)
            return imported

        try:
            imported = shop.run(use_case)
        except _Rehearsed as done:
            imported = done.imported
        for row in file.rejected_rows(spool.rejects()):
            reject(row)
    return imported


class _Rehearsed(Exception):
    """Undoes a dry run, and carries what it would have done."""

    def __init__(self, imported: Imported) -> None:
        super().__init__(imported.file)
        self.imported = imported


@needs(Right.IMPORT, machine=True)
def import_sales(
    unit: Unit, spool: Spool, file: SalesFile, progress: Callable[[int], None]
) -> Imported:
    """Write what a spool holds; it may be done again with the same spool after a failure.

    ``progress`` is told how many rows were looked at.
    """
    _make_ready(unit)
    spool.start_over()
    name = file.path.name[-LONGEST_NAME:]
    import_id = add_numbered(unit.connection, SalesImport, file=name, imported_at=unit.now)
    catalogue = take_in_catalogue(unit, spool)
    off_name = file.column_map.columns.get(Column.ORDER_DISCOUNT, "")
    sales = take_in_sales(unit, spool, import_id, off_name, progress)
    _count_anew(unit, sales.lines)
    returns = take_in_returns(unit, spool, import_id)
    imported = Imported(
        file=name,
        encoding=file.encoding,
        delimiter=file.delimiter,
        column_map=file.column_map.name,
        lines=spool.rows,
        rejected=spool.rejected,
        sales=sales.sales,
        sales_known=sales.known,
        sale_lines=sales.lines,
        charges=sales.charges,
        returns=returns.returns,
        returns_known=returns.known,
        returns_matched=returns.matched,
        returns_unlinked=returns.unlinked,
        products=catalogue.products,
        customers=catalogue.customers,
    )
    this = SalesImport.id == import_id
    if not imported.anything_new:
        unit.connection.execute(delete(SalesImport).where(this))
        return imported
    counts = {"lines": imported.lines, "rejected": imported.rejected}
    unit.connection.execute(update(SalesImport).where(this).values(**counts))
    body = {key: value for key, value in asdict(imported).items() if key != "changed"}
    record(unit, "SalesImported", **body)
    return imported


def _make_ready(unit: Unit) -> None:
    """One import at a time, as two would make the same products; and room to work in.

    SQLite has one writer anyway, but by default so small a cache that the indexes of a big
    shop are read and written over and over. The size holds for this connection only.
    """
    if unit.connection.dialect.name == "postgresql":
        unit.connection.execute(text("LOCK TABLE sales_import IN EXCLUSIVE MODE"))
    else:
        unit.connection.execute(text(f"PRAGMA cache_size = -{CACHE_KB}"))


def _count_anew(unit: Unit, lines: int) -> None:
    """Tell PostgreSQL how big its tables are now: it plans by what it last counted."""
    if unit.connection.dialect.name == "postgresql" and lines >= MANY_LINES:
        unit.connection.execute(text("ANALYZE sale, sale_line, tender"))

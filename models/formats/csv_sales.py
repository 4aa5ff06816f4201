"""A shop's sales as a CSV file: found out, read row by row, nothing stored, nothing kept.

Memory does not grow with the file: lines are cut at a limit, fields at the ``csv`` module's.
"""

from __future__ import annotations

import csv
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TYPE_CHECKING, NamedTuple

from models.formats.columns import presets
from models.formats.encodings import find_encoding
from models.formats.rows import RowReader, Unusable
from models.values import Message, refuse
from models.values.card_numbers import mask_card_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from io import BufferedReader
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from models.formats.columns import ColumnMap
    from models.formats.rows import SalesRow
    from models.values import Currency

DELIMITERS = ",;\t|"
LONGEST_LINE = 1 << 20
"""Characters; what is longer is no row of a sale."""
ROWS_PER_REPORT = 4096
TOO_LONG = Message("line-too-long")


class Reject(NamedTuple):
    """A row that can't be used, and why; ``line`` is where it begins, counted from 1."""

    line: int
    message: Message


class RejectedRow(NamedTuple):
    line: int
    message: Message
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesFile:
    """A file that was looked into: how it is written and what its columns mean."""

    path: Path
    size: int
    """In bytes."""
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    column_map: ColumnMap

    def rows(
        self,
        currency: Currency,
        zone: ZoneInfo,
        now: datetime,
        progress: Callable[[int], None],
    ) -> Iterator[SalesRow | Reject]:
        """Every row, usable or not; a row without any content is none.

        ``progress`` is told the bytes read so far. Raise :class:`models.values.Refused`
        where the file can't be read any more.
        """
        reader = RowReader(self.column_map, self.header, currency, zone, now)
        width = len(self.header)
        with _opened(self.path, self.encoding) as (stream, octets):
            for count, (line, cells, whole) in enumerate(self._body(stream)):
                if count % ROWS_PER_REPORT == 0:
                    progress(octets.tell())
                if not whole:
                    yield Reject(line, TOO_LONG)
                elif len(cells) < width:
                    yield Reject(line, Message("row-short", {"columns": len(cells)}))
                elif len(cells) > width and any(cells[width:]):
                    yield Reject(line, Message("row-long", {"columns": len(cells)}))
                else:
                    try:
                        yield reader.read(line, cells)
                    except Unusable as why:
                        yield Reject(line, why.message)
            progress(self.size)

    def rejected_rows(self, rejects: Iterable[Reject]) -> Iterator[RejectedRow]:
        """The rejects, given in the order of their lines, each with what stands there."""
        with _opened(self.path, self.encoding) as (stream, _):
            body = self._body(stream)
            for reject in rejects:
                for line, cells, _ in body:
                    if line == reject.line:
                        there = tuple(map(mask_card_numbers, cells))
                        yield RejectedRow(reject.line, reject.message, there)
                        break

    def _body(self, stream: TextIOWrapper) -> Iterator[tuple[int, list[str], bool]]:
        """Each row after the header: where it begins, its cells, and if they are whole."""
        lines = _Lines(stream)
        reader = csv.reader(lines, delimiter=self.delimiter)
        header_read = False
        while True:
            begins = reader.line_num + 1
            lines.cut = False
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:  # a field longer than the module's limit
                yield begins, [], False
                continue
            if not any(cells):
                continue
            if header_read:
                yield begins, cells, not lines.cut
            header_read = header_read or not _names_delimiter(cells, self.delimiter)


class _Lines:
    """The physical lines of a file, each cut to a length that memory can bear."""

    def __init__(self, stream: TextIOWrapper) -> None:
        self._stream = stream
        self.cut = False

    def __iter__(self) -> Iterator[str]:
        read = self._stream.readline
        while line := read(LONGEST_LINE):
            if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
                self.cut = True
                while (rest := read(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
                    pass
            yield line


def open_sales(path: Path, column_map: ColumnMap | None = None) -> SalesFile:
    """Find out how a file of sales is written; of no map given, the preset that fits.

    Raise :class:`models.values.Refused`: ``file-missing``, ``file-empty``,
    ``file-not-text``, ``file-undecodable(path, line)``, and ``column-missing(column, path)``
    with every column that the map, or the preset that fits best, looked for in vain.
    """
    try:
        if not path.is_file():
            raise refuse("file-missing", path=str(path))
        size = path.stat().st_size
        encoding = find_encoding(path, column_map.encoding if column_map else None)
    except OSError as problem:
        raise refuse("file-missing", path=str(path)) from problem
    delimiter, header, fitting = _find_header(path, encoding, column_map)
    missing = fitting.missing_in(header)
    if missing:
        raise refuse("column-missing", column=", ".join(missing), path=str(path))
    return SalesFile(
        path=path,
        size=size,
        encoding=encoding,
        delimiter=delimiter,
        header=header,
        column_map=fitting,
    )


def _find_header(
    path: Path, encoding: str, column_map: ColumnMap | None
) -> tuple[str, tuple[str, ...], ColumnMap]:
    """The delimiter and map under which most of the wanted columns are there."""
    maps = (column_map,) if column_map else presets()
    found = []
    for delimiter in (column_map.delimiter if column_map else None) or DELIMITERS:
        header = _header(path, encoding, delimiter)
        for wanted in maps:
            fits = not wanted.missing_in(header)
            found.append(((fits, wanted.found_in(header)), delimiter, header, wanted))
    _, delimiter, header, fitting = max(found, key=lambda entry: entry[0])
    return delimiter, header, fitting


def _header(path: Path, encoding: str, delimiter: str) -> tuple[str, ...]:
    with _opened(path, encoding) as (stream, _):
        try:
            for cells in csv.reader(_Lines(stream), delimiter=delimiter):
                if any(cells) and not _names_delimiter(cells, delimiter):
                    return tuple(cells)
        except csv.Error:
            return ()
    return ()


def _names_delimiter(cells: list[str], delimiter: str) -> bool:
    """Excel's own first line, ``sep=;``, which splits at the delimiter it names."""
    return cells in (["sep=", ""], [f"sep={delimiter}"])


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[tuple[TextIOWrapper, BufferedReader]]:
    """The file as text, and the bytes below it, which know how far it was read."""
    try:
        with path.open("rb") as octets, TextIOWrapper(octets, encoding, newline="") as text:
            yield text, octets
    except OSError as problem:
        raise refuse("file-missing", path=str(path)) from problem
    except UnicodeDecodeError as problem:  # written to since it was looked into
        raise refuse("file-not-text", path=str(path)) from problem

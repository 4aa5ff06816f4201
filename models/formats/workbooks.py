"""Workbooks written row by row: whole or not at all, and no cell of them a formula.

What a shop or customer wrote is written as text, whatever it begins with.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager, suppress
from datetime import date, datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter import Workbook

from models.values import Money, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from models.values import Currency

MOST_ROWS: Final = 1_000_000
"""On one sheet; the format has room for a few more."""
MOST_LETTERS: Final = 32_767
"""In one cell, as the format has it."""
WORKBOOK: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


@contextmanager
def workbook(
    path: Path, before_placed: Callable[[], object] = lambda: None
) -> Iterator[Workbook]:
    """A workbook that takes its place once it is whole; what was there before stays till then.

    ``before_placed`` is called when all is written and nothing in its place yet: where it
    raises, nobody has the file. Raise :class:`models.values.Refused` where the disk is full or
    the place can't be written to.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        try:
            with (
                draft.open("wb") as file,
                TemporaryDirectory() as beside,
                Workbook(file, {**WORKBOOK, "tmpdir": beside}) as book,
            ):
                yield book
            before_placed()
            draft.replace(path)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    except OSError as why:
        full = why.errno == errno.ENOSPC
        raise refuse("disk-full" if full else "no-permission", place=str(path)) from why


class Looks:
    """How values are shown in a workbook."""

    def __init__(self, book: Workbook, currency: Currency) -> None:
        decimals = f".{'0' * currency.digits}" if currency.digits else ""
        self.currency = currency
        self.money: Format = book.add_format({"num_format": f"#,##0{decimals}"})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.head: Format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})


class Page:
    """A sheet that is written downwards, each value in the form that it has."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self.sheet: Any = sheet  # it takes decimals and days, though its types say not
        self.row = 0
        self._looks = looks

    def heads(self, texts: Iterable[str]) -> None:
        for column, text in enumerate(texts):
            self.sheet.write_string(self.row, column, text, self._looks.head)
        self.row += 1

    def values(self, *values: object) -> None:
        for column, value in enumerate(values):
            self._write(column, value)
        self.row += 1

    def _write(self, column: int, value: Any) -> None:
        looks = self._looks
        match value:
            case None:
                return
            case Money():
                written = looks.currency.decimal(value)  # to the last digit, never a float
                self.sheet.write_number(self.row, column, written, looks.money)
            case datetime():
                local = value.replace(tzinfo=None)  # the format knows no zones
                self.sheet.write_datetime(self.row, column, local, looks.moment)
            case date():
                self.sheet.write_datetime(self.row, column, value, looks.day)
            case int():
                self.sheet.write_number(self.row, column, value)
            case _:
                self.sheet.write_string(self.row, column, str(value)[:MOST_LETTERS])

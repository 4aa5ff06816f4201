"""The journal as a workbook: one row for each entry, as it stands in the chain."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from models.formats.workbooks import MOST_ROWS, Looks, Page, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from models.values import Currency, Money


class JournalRow(NamedTuple):
    """An entry in words, besides the very text that its hash seals.

    ``event`` is its name in words, ``at`` in the shop's own time; a body longer than a cell
    can be is cut.
    """

    at: datetime
    number: int
    event: str
    code: str
    person: str
    register: str
    amount: Money | None
    told: str
    body: str
    hash: str


COLUMNS: Final = {
    "at": 19,
    "number": 10,
    "event": 24,
    "code": 24,
    "person": 20,
    "register": 9,
    "amount": 14,
    "told": 60,
    "body": 60,
    "hash": 66,
}
"""Each with its width in letters."""


def write_journal(
    path: Path,
    rows: Iterable[JournalRow],
    currency: Currency,
    heads: Mapping[str, str],
    before_placed: Callable[[], object],
) -> None:
    """Write the workbook, or leave what was there before.

    ``heads`` names the columns, and the sheet as ``journal``; ``before_placed`` is called once
    all is written and before anybody has the file. Raise :class:`models.values.Refused` where
    the disk is full or the place can't be written to.
    """
    left = iter(rows)
    with workbook(path, before_placed) as book:
        looks = Looks(book, currency)
        number = 1
        while (first := next(left, None)) is not None or number == 1:
            name = heads["journal"] + (f" {number}" if number > 1 else "")
            rest = islice(left, MOST_ROWS - 1)
            page = Page(book.add_worksheet(name), looks)
            _write(page, rest if first is None else chain((first,), rest), heads)
            number += 1


def _write(page: Page, rows: Iterable[JournalRow], heads: Mapping[str, str]) -> None:
    for column, width in enumerate(COLUMNS.values()):
        page.sheet.set_column(column, column, width)
    page.sheet.freeze_panes(1, 0)
    page.heads(heads[name] for name in COLUMNS)
    for row in rows:
        page.values(*row)
    page.sheet.autofilter(0, 0, page.row - 1, len(COLUMNS) - 1)

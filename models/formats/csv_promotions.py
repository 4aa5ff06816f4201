"""What is cheaper for some days, as a CSV file: read row by row, nothing stored.

The columns are ``name``, ``sku`` or ``category``, ``percent`` or ``price``, ``from`` and
``until`` (days as year-month-day; the last one is in), divided by commas.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from models.formats.csv_sales import Reject
from models.values import Message, Money, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from models.values import Currency

COLUMNS = ("name", "from", "until")
EITHER = (("sku", "category"), ("percent", "price"))
LONGEST = 80
ALL = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionRow:
    """One promotion; of ``sku`` and ``category`` one is empty, of the other two one is none.

    ``percent`` is in hundredths of a per cent.
    """

    line: int
    name: str
    sku: str
    category: str
    percent: int | None
    price: Money | None
    from_on: date
    until_on: date


def read_promotions(path: Path, currency: Currency) -> Iterator[PromotionRow | Reject]:
    """Every row, usable or not.

    Raise :class:`models.values.Refused`: ``file-missing``, ``file-not-text``, and
    ``column-missing``.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.DictReader(text)
            _check_header(path, reader.fieldnames or ())
            for row in reader:
                yield _read(reader.line_num, row, currency)
    except OSError as why:
        raise refuse("file-missing", path=str(path)) from why
    except (UnicodeDecodeError, csv.Error) as why:
        raise refuse("file-not-text", path=str(path)) from why


def _check_header(path: Path, header: object) -> None:
    there = set(header) if isinstance(header, list) else set()
    missing = [name for name in COLUMNS if name not in there]
    missing += ["/".join(either) for either in EITHER if not there & set(either)]
    if missing:
        raise refuse("column-missing", column=", ".join(missing), path=str(path))


def _read(
    line: int, row: Mapping[str, str | None], currency: Currency
) -> PromotionRow | Reject:
    def cell(name: str) -> str:
        return (row.get(name) or "").strip()

    for either in EITHER:
        if bool(cell(either[0])) == bool(cell(either[1])):
            return Reject(line, Message("promotion-either", {"columns": "/".join(either)}))
    if not 0 < len(cell("name")) <= LONGEST:
        return Reject(line, Message("promotion-name"))
    try:
        text = cell("from")
        from_on = date.fromisoformat(text)
        text = cell("until")
        until_on = date.fromisoformat(text)
        if until_on < from_on:
            raise ValueError(text)
    except ValueError:
        return Reject(line, Message("promotion-days", {"text": text}))
    try:
        text = cell("percent") or cell("price")
        percent = _hundredths(text) if cell("percent") else None
        price = currency.amount(text) if cell("price") else None
        if price is not None and price < Money():
            raise ValueError(text)
    except ValueError:
        return Reject(line, Message("price-unreadable", {"text": text}))
    return PromotionRow(
        line=line,
        name=cell("name"),
        sku=cell("sku"),
        category=cell("category"),
        percent=percent,
        price=price,
        from_on=from_on,
        until_on=until_on,
    )


def _hundredths(text: str) -> int:
    """Raise ``ValueError`` for what is no share above nothing, up to all."""
    try:
        exact = Decimal(text.removesuffix("%").strip()) * 100
    except InvalidOperation as why:
        raise ValueError(text) from why
    if not exact.is_finite() or exact != int(exact) or not 0 < exact <= ALL:
        raise ValueError(text)
    return int(exact)

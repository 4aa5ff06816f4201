"""What the columns of a shop's export mean: read from TOML, or a preset that came along."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from models.values import TenderKind, refuse
from models.values.codes import Charge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class Column(StrEnum):
    """What a column can hold."""

    NUMBER = "number"
    TIME = "time"
    DATE = "date"
    """Where day and time of day are two columns."""
    STORE = "store"
    SKU = "sku"
    DESCRIPTION = "description"
    QUANTITY = "quantity"
    UNIT_PRICE = "unit_price"
    LINE_DISCOUNT = "line_discount"
    """Taken off the whole line, in money; with or without a minus."""
    ORDER_DISCOUNT = "order_discount"
    """Taken off the whole sale; on one of its rows, or the same on each."""
    PROMOTION = "promotion"
    TAX = "tax"
    """In money, for the whole line, after the line's own discount."""
    TAX_RATE = "tax_rate"
    """In per cent."""
    TOTAL = "total"
    """What was paid for the whole sale; on one of its rows, or the same on each."""
    CUSTOMER = "customer"
    CUSTOMER_NAME = "customer_name"
    CUSTOMER_LANGUAGE = "customer_language"
    """A code such as ``id`` or ``fil-PH``: what papers for the customer speak."""
    TENDER = "tender"
    TENDER_LABEL = "tender_label"
    SERIAL = "serial"
    BARCODE = "barcode"
    DEPARTMENT = "department"
    CATEGORY = "category"
    BRAND = "brand"
    CHANNEL = "channel"
    """Where the whole sale was made: a word of the shop's own, such as ``online``."""
    DELIVERED = "delivered"
    """The day on which the sale, or the last of it, reached the customer."""
    STAFF = "staff"
    """``yes`` where the shop's own people bought it."""
    TIER = "tier"
    """The customer's, as it stood on the sale."""
    OBTAINED = "obtained"
    """How the customer came by the line: bought, exchanged, free-gift."""
    CHARGE = "charge"
    """What kind of charge the line is, where it is no goods: delivery, deposit…"""
    PROMOTION_KIND = "promotion_kind"
    """What took the line's discount off, as ``PROMOTION_KINDS`` has it."""
    PROMOTION_LEAST = "promotion_least"
    """How many units earn the promotion."""


TOLD = (
    Column.CHANNEL,
    Column.DELIVERED,
    Column.STAFF,
    Column.TIER,
    Column.OBTAINED,
    Column.PROMOTION_KIND,
    Column.PROMOTION_LEAST,
    Column.CHARGE,
    Column.CUSTOMER_LANGUAGE,
)
"""Facts that only a policy asks about; few files have them."""
PROMOTION_KINDS = ("line", "order", "quantity-break", "bundle", "coupon", "firm-coupon")
ATTRIBUTE = "attribute."
NEEDED = (Column.NUMBER, Column.TIME, Column.SKU, Column.QUANTITY, Column.UNIT_PRICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Which header holds what, and how the till writes it."""

    name: str
    columns: Mapping[Column, str]
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Which header holds which attribute of the product; a header such as
    ``attribute.size`` needs no map."""
    optional: bool = False
    """Whether a column that is not among the needed ones may be absent from the file."""
    delimiter: str | None = None
    encoding: str | None = None
    """Both are found out where they are not given."""
    decimal_comma: bool = False
    time_formats: tuple[str, ...] = ()
    """As of ``strptime``, tried in this order after ISO 8601."""
    time_zone: ZoneInfo | None = None
    """Of times that name none; the shop's own where it is not given."""
    prices_include_tax: bool = True
    tax_rate: int = 0
    """Where the file has none, in hundredths of a per cent."""
    tender: TenderKind = TenderKind.CASH
    """Where the file has none."""
    tenders: Mapping[str, TenderKind] = field(default_factory=dict)
    """What the till calls them, in lower case."""
    return_prefix: str = ""
    """How the number of a return begins; without it every negative quantity is one."""
    charges: Mapping[str, Charge] = field(default_factory=dict)
    """SKUs that are money and no goods: postage, bank charges. A list in the file names no
    kind, a table one for each."""
    discounts: frozenset[str] = frozenset()
    """SKUs whose rows take something off the whole sale."""
    free_needs_customer: bool = False
    """A row with neither price nor customer is a correction of the stock."""

    def missing_in(self, header: Sequence[str]) -> tuple[str, ...]:
        """The names this map wants and the header does not have."""
        there = {plain(name) for name in header}
        wanted = [
            name
            for column, name in self.columns.items()
            if column in NEEDED or not self.optional
        ]
        if not self.optional:
            wanted += self.attributes.values()
        return tuple(name for name in wanted if plain(name) not in there)

    def attributes_in(self, header: Sequence[str]) -> dict[str, int]:
        """The attributes that the header has, and in which of its places."""
        names = [plain(name) for name in header]
        found = {
            name.removeprefix(ATTRIBUTE): place
            for place, name in enumerate(names)
            if name.startswith(ATTRIBUTE) and name != ATTRIBUTE
        }
        for attribute, name in self.attributes.items():
            if plain(name) in names:
                found[attribute] = names.index(plain(name))
        return found

    def found_in(self, header: Sequence[str]) -> int:
        """How many of its names the header has."""
        there = {plain(name) for name in header}
        return sum(plain(name) in there for name in self.columns.values())


def plain(name: str) -> str:
    """A header without regard to case, spaces at its ends, and runs of them inside."""
    return " ".join(name.casefold().split())


def load_column_map(path: Path) -> ColumnMap:
    """Read a map of one's own.

    Raise :class:`models.values.Refused`: ``file-missing(path)``, or ``map-wrong(path, why)``
    where ``why`` is the part of the file that is not understood.
    """
    try:
        text = path.read_bytes().decode()
    except OSError as problem:
        raise refuse("file-missing", path=str(path)) from problem
    except UnicodeDecodeError as problem:
        raise refuse("map-wrong", path=str(path), why="UTF-8") from problem
    return _column_map(path.stem, text, str(path))


@cache
def presets() -> tuple[ColumnMap, ...]:
    """The maps that came along, by name."""
    folder = files("models.formats") / "presets"
    return tuple(
        _column_map(entry.name.removesuffix(".toml"), entry.read_text("utf-8"), entry.name)
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    )


class _Misread(Exception):
    """Names the key that can't be understood."""


def _column_map(name: str, text: str, path: str) -> ColumnMap:
    try:
        stored = tomllib.loads(text)
        _only(stored, {"columns", "options", "tenders", "attributes"}, "")
        columns = {
            Column(_known(key, Column, "columns")): _text(header, f"columns.{key}")
            for key, header in _table(stored, "columns").items()
        }
        for column in NEEDED:
            if column not in columns:
                raise _Misread(f"columns.{column}")
        tenders = {
            plain(key): TenderKind(_known(kind, TenderKind, f"tenders.{key}"))
            for key, kind in _table(stored, "tenders").items()
        }
        attributes = {
            plain(key): _text(header, f"attributes.{key}")
            for key, header in _table(stored, "attributes").items()
        }
        options = _options(_table(stored, "options"))
    except (tomllib.TOMLDecodeError, _Misread) as problem:
        raise refuse("map-wrong", path=path, why=str(problem)) from problem
    return ColumnMap(
        name=name, columns=columns, tenders=tenders, attributes=attributes, **options
    )


def _options(stored: Mapping[str, Any]) -> dict[str, Any]:
    _only(stored, set(_READ), "options.")
    return {key: _READ[key](value, f"options.{key}") for key, value in stored.items()}


def _only(stored: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in stored:
        if key not in known:
            raise _Misread(f"{where}{key}")


def _table(stored: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = stored.get(key, {})
    if not isinstance(table, dict):
        raise _Misread(key)
    return table


def _known(value: object, kinds: type[StrEnum], where: str) -> str:
    if not isinstance(value, str) or value not in tuple(kinds):
        raise _Misread(f"{where}: {value}")
    return value


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Misread(where)
    return value


def _yes(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise _Misread(where)
    return value


def _texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _Misread(where)
    return tuple(_text(entry, where) for entry in value)


def _text_set(value: object, where: str) -> frozenset[str]:
    return frozenset(_texts(value, where))


def _charges(value: object, where: str) -> dict[str, Charge]:
    if isinstance(value, dict):
        return {sku: Charge(_known(kind, Charge, where)) for sku, kind in value.items()}
    return dict.fromkeys(_texts(value, where), Charge.OTHER)


def _zone(value: object, where: str) -> ZoneInfo:
    try:
        return ZoneInfo(_text(value, where))
    except (OSError, ValueError, LookupError) as problem:
        raise _Misread(f"{where}: {value}") from problem


def _rate(value: object, where: str) -> int:
    try:
        exact = Decimal(str(value)) * 100
    except InvalidOperation as problem:
        raise _Misread(f"{where}: {value}") from problem
    if exact != exact.to_integral_value() or not 0 <= exact <= 10000:
        raise _Misread(f"{where}: {value}")
    return int(exact)


def _delimiter(value: object, where: str) -> str:
    text = value if isinstance(value, str) else ""
    if len(text) != 1 or text in '\r\n"':
        raise _Misread(where)
    return text


def _encoding(value: object, where: str) -> str:
    name = _text(value, where)
    try:
        "".encode(name)
    except LookupError as problem:
        raise _Misread(f"{where}: {value}") from problem
    return name


def _tender(value: object, where: str) -> TenderKind:
    return TenderKind(_known(value, TenderKind, where))


_READ = {
    "optional": _yes,
    "delimiter": _delimiter,
    "encoding": _encoding,
    "decimal_comma": _yes,
    "time_formats": _texts,
    "time_zone": _zone,
    "prices_include_tax": _yes,
    "tax_rate": _rate,
    "tender": _tender,
    "return_prefix": _text,
    "charges": _charges,
    "discounts": _text_set,
    "free_needs_customer": _yes,
}

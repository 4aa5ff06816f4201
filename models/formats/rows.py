"""One row of a file of sales: from the till's texts to values, or the reason why not.

A file has a million of them, so that money is in whole minor units and quantities in whole
thousandths, and texts that repeat (times, prices, quantities) are read once.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from models.formats.columns import PROMOTION_KINDS, TOLD, Column, plain
from models.values import Message, TenderKind, rounded_share
from models.values.card_numbers import mask_card_numbers
from models.values.codes import Charge, Obtained

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from models.formats.columns import ColumnMap
    from models.values import Currency

T = TypeVar("T")

REMEMBERED = 1 << 16
FULL_RATE = 10000
SHORT, STORE, SERIAL, WORD = 40, 20, 60, 80
"""Numbers, codes and words that a policy compares: a longer one would be another one once
cut."""
LANGUAGES: Final = ("en", "id", "fil")
OLDER_CODES: Final[Mapping[str, str]] = {"in": "id", "tl": "fil"}
"""Codes that tills still write for Indonesian and Filipino."""
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0", ""})
PLAIN_COLUMNS = tuple(column for column in Column if column not in TOLD)
DESCRIPTION, NAME, LABEL, PROMOTION = 160, 120, 40, 80
"""Texts are cut to these."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,12}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})\Z")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?\Z")
_CARD = re.compile(r"(?:[0-9Xx*•][ -]?){8,}(?=[0-9]{4}\b)")


class RowKind(IntEnum):
    SOLD = 0
    BACK = 1
    DISCOUNT = 2
    """Nothing was sold: ``net`` is taken off the whole sale."""


class Told(NamedTuple):
    """What a row tells for clauses to ask about; the first four hold for its whole sale."""

    channel: str = ""
    delivered: str = ""
    """The day in ISO form."""
    staff: bool = False
    tier: str = ""
    obtained: str = Obtained.BOUGHT.value
    promotion_kind: str = ""
    least: int = 0
    """The thousandths that earn the promotion, where the file says."""
    charge: str = ""
    """What kind of charge the row is; empty for goods."""
    language: str = ""
    """The customer's, where papers speak it."""


NOTHING_TOLD = Told()


class SalesRow(NamedTuple):
    """A row that can be used. Amounts include tax and are never negative."""

    line: int
    kind: RowKind
    store: str
    number: str
    at: datetime
    customer: str
    customer_name: str
    sku: str
    goods: bool
    """False for a charge, such as postage."""
    description: str
    serial: str
    barcode: str
    department: str
    category: str
    quantity: int
    unit_price: int
    net: int
    """For the whole line, after its own discount."""
    discount: int
    promotion: str
    order_discount: int
    tax: int
    """Contained in ``net``."""
    tax_rate: int
    tender: TenderKind
    label: str
    total: int | None
    """What the file says was paid for the whole sale."""
    brand: str
    attributes: str
    """A JSON object of texts; empty where the row has none."""
    told: Told


class Unusable(Exception):
    """A row is no part of a sale; carries why, and of a card's number only the end."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        told = {
            name: mask_card_numbers(fact) if isinstance(fact, str) else fact
            for name, fact in facts.items()
        }
        self.message = Message(code, told)


class RowReader:
    """Reads the rows of one file, which all have the same columns."""

    def __init__(
        self,
        column_map: ColumnMap,
        header: Sequence[str],
        currency: Currency,
        zone: ZoneInfo,
        now: datetime,
    ) -> None:
        self._map = column_map
        self._digits = currency.digits
        self._zone = column_map.time_zone or zone
        self._now = now
        names = [plain(name) for name in header]
        self._width = len(names)
        headers = {column: plain(name) for column, name in column_map.columns.items()}
        self._pick = itemgetter(
            *(
                names.index(headers[column]) if headers.get(column) in names else self._width
                for column in PLAIN_COLUMNS
            )
        )
        told_in = [names.index(headers[c]) if headers.get(c) in names else -1 for c in TOLD]
        self._pick_told = itemgetter(*told_in) if max(told_in) >= 0 else None
        self._attributes = column_map.attributes_in(header)
        self._line_promotion = column_map.columns.get(Column.LINE_DISCOUNT, "")[:PROMOTION]
        self._moment = _remembered(self._read_moment)
        self._quantity = _remembered(self._read_quantity)
        self._price = _remembered(self._read_price)
        self._amount = _remembered(self._read_amount)
        self._rate = _remembered(self._read_rate)
        self._tender = _remembered(self._read_tender)
        self._customer = _remembered(_without_point)
        self._label = _remembered(_safe_label)
        self._told: Callable[[tuple[str, ...]], Told] = lru_cache(REMEMBERED)(self._read_told)

    def read(self, line: int, cells: list[str]) -> SalesRow:
        """Raise :class:`Unusable` with the first thing that is wrong with the row."""
        del cells[self._width :]
        cells.append("")  # what a column that the file does not have is read from
        (
            number, time, date, store, sku, description, quantity_text, price_text,
            discount_text, order_text, promotion, tax_text, rate_text, total_text, customer,
            customer_name, tender, label, serial, barcode, department, category, brand,
        ) = map(str.strip, self._pick(cells))  # fmt: skip
        if not number:
            raise Unusable("number-missing")
        if not sku:
            raise Unusable("sku-missing")
        if (
            len(number) > SHORT
            or len(sku) > SHORT
            or len(store) > STORE
            or len(customer) > SHORT
            or len(serial) > SERIAL
            or len(barcode) > SHORT
            or len(department) > SHORT
            or len(category) > SHORT
            or len(brand) > WORD
        ):
            raise Unusable("line-too-long")
        at = self._moment(f"{date} {time}" if date else time)
        quantity = self._quantity(quantity_text)
        price = self._price(price_text)
        customer = self._customer(customer) if customer else customer_name[:SHORT]
        told = self._told(self._pick_told(cells)) if self._pick_told else NOTHING_TOLD
        charge = told.charge or self._map.charges.get(sku, "")
        kind, goods = self._kind(number, sku, charge, quantity, price, customer)
        quantity, price = abs(quantity), abs(price)
        if serial and quantity != 1000:
            raise Unusable("serial-of-many")
        worth = rounded_share(price, quantity, 1000)
        discount = self._amount(discount_text) if discount_text else 0
        if discount > worth:
            raise Unusable("paid-negative", text=discount_text)
        net = worth - discount
        rate = self._rate(rate_text) if rate_text else self._map.tax_rate
        tax = self._tax(tax_text, net, rate)
        if tax and not self._map.prices_include_tax:
            net, before = net + tax, net
            price = rounded_share(price, net, before)
            discount = rounded_share(discount, net, before)
        return SalesRow(
            line,
            kind,
            store,
            number,
            at,
            customer,
            customer_name[:NAME],
            sku,
            goods,
            description[:DESCRIPTION],
            serial if goods else "",
            barcode,
            department,
            category,
            quantity,
            price,
            net,
            discount,
            promotion[:PROMOTION] or self._line_promotion,
            self._amount(order_text) if order_text else 0,
            tax,
            rate,
            self._tender(tender) if tender else self._map.tender,
            self._label(label) if label else "",
            self._amount(total_text) if total_text else None,
            brand,
            self._attributes_of(cells) if self._attributes else "",
            told if charge == told.charge else told._replace(charge=str(charge)),
        )

    def _kind(
        self, number: str, sku: str, charge: str, quantity: int, price: int, customer: str
    ) -> tuple[RowKind, bool]:
        """What the row is, and whether of goods.

        A code for discounts, and a charge that is negative outside a return, take something
        off the sale that they stand in; with nothing sold beside them that is no sale.
        """
        prefix = self._map.return_prefix
        marked = bool(prefix) and number.startswith(prefix)
        if quantity == 0:
            raise Unusable("quantity-zero")
        negative = (quantity < 0) != (price < 0)
        if sku in self._map.discounts and negative:
            if marked:
                raise Unusable("correction-not-sale")
            return RowKind.DISCOUNT, False
        if charge or sku in self._map.discounts:
            if marked or (quantity < 0 and price >= 0 and not prefix):
                return RowKind.BACK, False
            return (RowKind.DISCOUNT if negative else RowKind.SOLD), False
        if price < 0:
            raise Unusable("price-negative", text=self._decimal_text(price))
        if self._map.free_needs_customer and price == 0 and not customer:
            raise Unusable("correction-not-sale")
        if marked:
            return RowKind.BACK, True
        if quantity < 0:
            if prefix:
                raise Unusable("correction-not-sale")
            return RowKind.BACK, True
        return RowKind.SOLD, True

    def _attributes_of(self, cells: list[str]) -> str:
        said = {name: cells[place].strip() for name, place in self._attributes.items()}
        said = {name: text for name, text in said.items() if text}
        if any(len(text) > WORD for text in said.values()):
            raise Unusable("line-too-long")
        return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""

    def _read_told(self, texts: tuple[str, ...]) -> Told:
        (
            channel, delivered, staff, tier, obtained, kind, least, charge, language,
        ) = map(str.strip, texts)  # fmt: skip
        if len(channel) > STORE or len(tier) > STORE:
            raise Unusable("line-too-long")
        told = Told(
            channel,
            self._day(delivered) if delivered else "",
            _flag(staff),
            tier,
            _option(Column.OBTAINED, obtained or Obtained.BOUGHT, tuple(Obtained)),
            _option(Column.PROMOTION_KIND, kind, PROMOTION_KINDS) if kind else "",
            self._least(least) if least else 0,
            _option(Column.CHARGE, charge, tuple(Charge)) if charge else "",
            _language(language) if language else "",
        )
        return NOTHING_TOLD if told == NOTHING_TOLD else told

    def _day(self, text: str) -> str:
        """The shop's day, also where the till writes a time of day with it."""
        for form in ("", *self._map.time_formats):
            try:
                read = _read_time(text, form)
            except ValueError:
                continue
            zoned = read.astimezone(self._zone) if read.tzinfo else read
            return zoned.date().isoformat()
        raise _unreadable(Column.DELIVERED, text)

    def _least(self, text: str) -> int:
        try:
            least = self._scaled(text, 3)
        except ValueError as problem:
            raise _unreadable(Column.PROMOTION_LEAST, text) from problem
        if least <= 0:
            raise _unreadable(Column.PROMOTION_LEAST, text)
        return least

    def _tax(self, text: str, net: int, rate: int) -> int:
        """Given, or at the rate: contained in ``net``, or on top where prices are without."""
        if text:
            try:
                tax = abs(self._in_minor(text))
            except ValueError as problem:
                raise Unusable("tax-unreadable", text=text) from problem
            if self._map.prices_include_tax and tax > net:
                raise Unusable("tax-unreadable", text=text)
            return tax
        if not rate:
            return 0
        below = FULL_RATE + rate if self._map.prices_include_tax else FULL_RATE
        return rounded_share(net, rate, below)

    def _read_moment(self, text: str) -> datetime:
        for form in ("", *self._map.time_formats):
            try:
                read = _read_time(text, form)
                zoned = read if read.tzinfo else read.replace(tzinfo=self._zone)
                moment = zoned.astimezone(UTC)
            except (ValueError, OverflowError):
                continue
            if moment > self._now:
                raise Unusable("time-in-future", text=text)
            return moment
        raise Unusable("time-unreadable", text=text)

    def _read_quantity(self, text: str) -> int:
        try:
            return self._scaled(text, 3)
        except ValueError as problem:
            raise Unusable("quantity-unreadable", text=text) from problem

    def _read_price(self, text: str) -> int:
        try:
            return self._in_minor(text)
        except ValueError as problem:
            raise Unusable("price-unreadable", text=text) from problem

    def _read_amount(self, text: str) -> int:
        """A discount or a total: tills write the former with or without a minus."""
        return abs(self._read_price(text))

    def _read_rate(self, text: str) -> int:
        try:
            rate = self._scaled(text.removesuffix("%").rstrip(), 2)
        except ValueError as problem:
            raise Unusable("tax-unreadable", text=text) from problem
        if not 0 <= rate <= FULL_RATE:
            raise Unusable("tax-unreadable", text=text)
        return rate

    def _read_tender(self, text: str) -> TenderKind:
        said = plain(text)
        if said in self._map.tenders:
            return self._map.tenders[said]
        try:
            return TenderKind(said.replace(" ", "-"))
        except ValueError as problem:
            raise Unusable("tender-unknown", text=_safe_label(text)) from problem

    def _in_minor(self, text: str) -> int:
        """Raise :class:`Unusable` for parts of a minor unit, ``ValueError`` for no amount."""
        try:
            return self._scaled(text, self._digits)
        except _TooFineError as problem:
            raise Unusable("amount-too-fine", text=text) from problem

    def _scaled(self, text: str, digits: int) -> int:
        """The number times ``10 ** digits``, whole."""
        if self._map.decimal_comma:
            plain_text = text.replace(".", "").replace(" ", "").replace(",", ".")
        elif _GROUPED.match(text):
            plain_text = text.replace(",", "")
        else:
            plain_text = text
        if not _NUMBER.match(plain_text):
            raise ValueError(text)
        exact = Decimal(plain_text).scaleb(digits)
        if exact != (whole := exact.to_integral_value()):
            raise _TooFineError(text)
        return int(whole)

    def _decimal_text(self, minor: int) -> str:
        return str(Decimal(minor).scaleb(-self._digits))


class _TooFineError(ValueError):
    """More decimals than there can be."""


def _unreadable(column: Column, text: str) -> Unusable:
    return Unusable("fact-unreadable", column=column.value, text=text)


def _flag(text: str) -> bool:
    said = text.casefold()
    if said not in YES | NO:
        raise _unreadable(Column.STAFF, text)
    return said in YES


def _language(text: str) -> str:
    """By the beginning of a code such as ``id-ID``; nothing for one that papers do not speak,
    as that is no reason to leave a sale out."""
    begins = re.split(r"[-_]", text.casefold(), maxsplit=1)[0]
    spoken = OLDER_CODES.get(begins, begins)
    return spoken if spoken in LANGUAGES else ""


def _option(column: Column, text: str, options: Sequence[str]) -> str:
    said = plain(text).replace(" ", "-")
    if said not in options:
        raise _unreadable(column, text)
    return said


def _remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    return lru_cache(REMEMBERED)(read)


def _without_point(text: str) -> str:
    """A customer's number that a spreadsheet took for a measurement: 14527.0."""
    whole, point, rest = text.partition(".")
    return whole if point and whole.isdigit() and not rest.strip("0") else text


def _safe_label(text: str) -> str:
    """What tells a card apart, without the number of a card."""
    return _CARD.sub("•••• ", mask_card_numbers(text))[:LABEL]


def _read_time(text: str, form: str) -> datetime:
    """ISO 8601 where no form is given; without a zone where the till writes none."""
    if not form:
        return datetime.fromisoformat(text)
    return datetime.strptime(text, form)  # noqa: DTZ007  the caller knows the till's zone

"""No number of a payment card is kept: what looks like one is masked, or refused.

A number is taken for a card's when three things agree: an issuer begins its numbers so, that
issuer's numbers are so long, and the last digit is right (Luhn). One in ten of any numbers
has a right last digit, so the first two decide about what else stands on papers:

* 15 digits are a card only as American Express (34, 37). An IMEI ends in a Luhn digit too,
  but begins with the body that gave it out: 01, 35, 86, 91, 98, 99.
* 13 digits written as one, with the check digit of an EAN, are a barcode: products of Germany
  and Japan begin with Visa's 4. Visa gives out no such short numbers any more.
* Of 12 digits or fewer, and of 20 or more in one piece, none is a card's. Phone numbers have
  at most 15, and UnionPay's numbers, which begin like those of Indonesia (62), at least 16.

The number of an identity card may pass for a card's (3528…, 51…, 62…). It is masked as well,
and that is as well: no text should hold it.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from models.values import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST, LONGEST = 13, 19


@dataclass(frozen=True, slots=True)
class Issuer:
    """A brand's numbers: how they begin, from ``first`` to ``last``, and how long they are."""

    brand: str
    first: str
    last: str
    lengths: frozenset[int]

    def gives(self, digits: str) -> bool:
        begin = digits[: len(self.first)]
        return len(digits) in self.lengths and self.first <= begin <= self.last


def _issuer(brand: str, beginnings: str, *lengths: int) -> tuple[Issuer, ...]:
    """``beginnings`` is such as ``"51-55 2221-2720"``."""
    pairs = (part.partition("-") for part in beginnings.split())
    return tuple(
        Issuer(brand, first, last or first, frozenset(lengths)) for first, _, last in pairs
    )


SIXTEEN_UP: Final = (16, 17, 18, 19)
# ISO/IEC 7812 leaves the ranges to the brands; these are what they publish for merchants.
# The narrower range stands before the wider one that holds it.
ISSUERS: Final = (
    *_issuer("GPN", "1946", 16, 18, 19),
    *_issuer("American Express", "34 37", 15),
    *_issuer("Diners Club", "36 300-305 3095 38-39", 14, *SIXTEEN_UP),
    *_issuer("JCB", "3528-3589", *SIXTEEN_UP),
    *_issuer("Mir", "2200-2204", *SIXTEEN_UP),
    *_issuer("Mastercard", "51-55 2221-2720", 16),
    *_issuer("Visa", "4", 13, 16, 19),
    *_issuer("Verve", "506099-506198 507865-507964 650002-650027", 16, 18, 19),
    *_issuer("RuPay", "508 6521-6522 82", 16),
    *_issuer("Troy", "9792", 16),
    *_issuer("UnionPay", "62 8100-8171", *SIXTEEN_UP),
    *_issuer("Discover", "6011 644-649 65", *SIXTEEN_UP),
    *_issuer("Maestro", "50 56-58 60-61 63 66-69", 16, 17, 18, 19),
)

_DIGIT: Final = r"[\d¹²³⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒]"
"""Digits of every script, and those that are raised, lowered or in circles."""
_SPACES: Final = r"\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN: Final = (
    r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    r"\ufe00-\ufe0f\u20e3"
)
_DASHES: Final = (
    r"\-\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\u301c\u3030\u30fc\ufe31\ufe32\ufe58\ufe63\uff0d"
)
_DOTS: Final = r".·•‧∙⋅・。．\uff65\u2024"
_LOW_LINES: Final = r"_\u203f\u2040\u2054\ufe33\ufe34\ufe4d-\ufe4f\uff3f"
_BETWEEN: Final = rf"[{_SPACES}{_UNSEEN}{_DASHES}{_DOTS}{_LOW_LINES}]{{1,8}}"
_RUN: Final = re.compile(
    rf"•••• {_DIGIT}{{4}}(?!{_DIGIT})|(?P<run>{_DIGIT}+(?:{_BETWEEN}{_DIGIT}+)*)"
)
"""What was masked before is stepped over: its last four begin no other number."""
_GROUP: Final = re.compile(rf"{_DIGIT}+")


@dataclass(frozen=True, slots=True)
class CardFound:
    """Where in a text a card's number stands, and all that may be kept of it."""

    start: int
    end: int
    brand: str
    last_four: str

    @property
    def label(self) -> str:
        return f"{self.brand} •••• {self.last_four}"


def last_four(label: str) -> str:
    """The last four digits that a card is told apart by; empty where a label has none."""
    four = label[-4:]
    return four if len(four) == 4 and four.isascii() and four.isdigit() else ""


def mask_card_numbers(text: str) -> str:
    """The text with each card's number as brand and last four: ``Visa •••• 4242``.

    A brand that stood before the number is not said twice. Masking again changes nothing.
    """
    kept: list[str] = []
    upto = 0
    for found in find_card_numbers(text):
        before = text[upto : found.start]
        named = before.rstrip().casefold().endswith(found.brand.casefold())
        kept += before, f"•••• {found.last_four}" if named else found.label
        upto = found.end
    return "".join((*kept, text[upto:]))


def refuse_card_number(text: str) -> None:
    """Raise :class:`models.values.Refused` where the text holds a card's number."""
    for found in find_card_numbers(text):
        raise refuse("card-number-refused", card=found.label)


def find_card_numbers(text: str) -> Iterator[CardFound]:
    """From left to right, none over another; digits of any script, however grouped."""
    for run in _RUN.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *run.span("run"))]
        place = 0
        while place < len(groups):
            found, taken = _card_from(text, groups[place:])
            if found is not None:
                yield found
            place += taken


def brand_of(digits: str) -> str:
    """Whose card has this number (ASCII digits only); empty where it is no card's."""
    if not passes_luhn(digits):
        return ""
    return next((issuer.brand for issuer in ISSUERS if issuer.gives(digits)), "")


def passes_luhn(digits: str) -> bool:
    return luhn_sum(digits) % 10 == 0


def luhn_sum(digits: str) -> int:
    """Every second digit from the right doubled, and the digits of all of it added up."""
    plain, doubled = digits[-1::-2], digits[-2::-2]
    return sum(map(int, plain)) + sum(sum(divmod(2 * int(digit), 10)) for digit in doubled)


def _card_from(text: str, groups: list[tuple[int, int]]) -> tuple[CardFound | None, int]:
    """The longest card number that begins with the first group, and how many groups it is.

    A number begins and ends with a group: after it may stand its last day or a total.
    """
    digits = ""
    best: tuple[CardFound | None, int] = (None, 1)
    for count, (start, end) in enumerate(groups, 1):
        digits += "".join(str(unicodedata.digit(digit)) for digit in text[start:end])
        if len(digits) > LONGEST:
            break
        brand = brand_of(digits) if len(digits) >= SHORTEST else ""
        if brand and not (count == 1 and _is_barcode(digits)):
            found = CardFound(groups[0][0], end, brand, digits[-4:])
            best = found, count
    return best


def _is_barcode(digits: str) -> bool:
    """EAN-13: the digits weigh 1 and 3 in turn, and add up to tens."""
    if len(digits) != 13:
        return False
    weighed = sum(map(int, digits[::2])) + 3 * sum(map(int, digits[1::2]))
    return weighed % 10 == 0


class CardNumbersMasked(logging.Filter):
    """Put it on every handler of a log: no line leaves with a card's number.

    On a handler, not on a logger: a logger's filters do not see what others hand up to it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = mask_card_numbers(record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = _TRACEBACKS.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask_card_numbers(record.exc_text)
        if record.stack_info:
            record.stack_info = mask_card_numbers(record.stack_info)
        return True


_TRACEBACKS: Final = logging.Formatter()

"""Numbers of gift cards and store credit, their last day, and what may be done with one."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from models.values import ZERO, Money
from models.values.card_numbers import luhn_sum
from models.values.value_cards import CardState, EntryKind

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBER_LENGTH: Final = 16
RANDOM_DIGITS: Final = NUMBER_LENGTH - 2
FIRST_DIGIT: Final = "7"
"""No brand of payment cards begins with it (ISO/IEC 7812 gives it to fuel companies)."""
OFF_LUHN: Final = 5
"""A payment card's Luhn sum ends in 0; that of our numbers ends in 5, so none is both."""


def number_with(random_digits: str) -> str:
    """A card's number around :data:`RANDOM_DIGITS` digits drawn by lot, with its check digit.

    The check digit tells every single wrong digit, and all but a few swaps of neighbours.
    """
    if not re.fullmatch(rf"[0-9]{{{RANDOM_DIGITS}}}", random_digits):
        raise ValueError(f"{RANDOM_DIGITS} digits wanted")
    body = FIRST_DIGIT + random_digits
    return body + str((OFF_LUHN - luhn_sum(body + "0")) % 10)


def number_in(typed: str) -> str:
    """The card's number in what was scanned or typed, with or without gaps; empty if none."""
    digits = re.sub(r"[\s.\-\u2010-\u2015]", "", unicodedata.normalize("NFKC", typed))
    ours = re.fullmatch(rf"{FIRST_DIGIT}[0-9]{{{NUMBER_LENGTH - 1}}}", digits)
    return digits if ours and luhn_sum(digits) % 10 == OFF_LUHN else ""


def last_day(issued: date, months: int | None, *, expires_allowed: bool) -> date | None:
    """Until when a card is good, that day included; nothing where it is good for ever.

    ``months`` is the policy's, empty for no end; ``expires_allowed`` is the law's. A month
    without that day ends on its last one: 31 January and one month is 28 February.
    """
    if months is None or not expires_allowed:
        return None
    if months < 0:
        raise ValueError("a card cannot end before it is issued")
    years, month = divmod(issued.year * 12 + issued.month - 1 + months, 12)
    return date(years, month + 1, min(issued.day, monthrange(years, month + 1)[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One movement: ``amount`` is negative where value leaves the card."""

    kind: EntryKind
    amount: Money
    balance: Money
    """What is on the card after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """A card with all its movements; what is on it follows from them."""

    state: CardState
    issued_on: date
    expires_on: date | None
    entries: Sequence[Entry]

    @property
    def balance(self) -> Money:
        return Money.total(entry.amount for entry in self.entries)

    def next(self, kind: EntryKind, amount: Money) -> Entry:
        """The entry that moves ``amount`` on or off the card, as its kind says.

        Raise ``ValueError`` for nothing or less, and for more than the card holds.
        """
        signed = amount if kind.adds else -amount
        balance = self.balance + signed
        if amount <= ZERO or balance < ZERO:
            raise ValueError(f"{kind} of {amount.minor} with {self.balance.minor} on the card")
        return Entry(kind=kind, amount=signed, balance=balance)

    @property
    def whole(self) -> bool:
        """Whether every balance on record is the sum of the movements up to it, and none is
        below nothing."""
        so_far = ZERO
        for entry in self.entries:
            so_far += entry.amount
            if entry.balance != so_far or so_far < ZERO:
                return False
        return True

    def usable(self, today: date, *, expires_allowed: bool) -> bool:
        """Whether it can be paid with at all, whatever is on it."""
        return self.state is CardState.USABLE and not self.over(
            today, expires_allowed=expires_allowed
        )

    def over(self, today: date, *, expires_allowed: bool) -> bool:
        """Whether its last day has passed, and the law lets that count."""
        return expires_allowed and self.expires_on is not None and today > self.expires_on

    def may_be_voided(self, today: date) -> bool:
        """On the day it was issued, as long as nobody has used it."""
        return (
            self.state is CardState.USABLE
            and today == self.issued_on
            and [entry.kind for entry in self.entries] == [EntryKind.ISSUED]
        )

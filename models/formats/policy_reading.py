"""One spot of a policy document, and every mistake that was found on the way through it.

A reader asks a spot for what should stand there. Where something else does, the mistake is
noted and something harmless is read instead, so that the rest is looked at too; a document
with mistakes never becomes a policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from models.values import NOTHING, ZERO, Message, Money, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from models.values import Currency

Path = tuple[str | int, ...]
Option = TypeVar("Option", bound=str)

LONGEST = 36_500
"""Days: a hundred years, so that no window leaves the calendar."""
LANGUAGES = ("en", "id", "fil")
_DIGITS = 15
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and the keys that lead there; positions in lists count from 0."""

    path: Path
    message: Message


class PolicyMistakes(ValueError):
    """A document is no policy; carries every mistake."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        said = (f"{'.'.join(map(str, m.path))}: {m.message.code}" for m in mistakes)
        super().__init__("; ".join(said))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Spot:
    """A value of the document, where it stands, and the list that takes its mistakes."""

    value: Any
    path: Path
    currency: Currency
    mistakes: list[Mistake]

    @property
    def name(self) -> str:
        """Where it stands as a person writes it: ``fee.restocking.percent``."""
        path = (
            self.path[2:] if self.path[:1] == ("clause",) and len(self.path) > 2 else self.path
        )
        return ".".join(key for key in path if isinstance(key, str))

    def wrong(self, message: Message) -> None:
        """Note a mistake; where it stands and what was found there are added to its facts."""
        facts = {"where": self.name, "found": _shown(self.value), **message.facts}
        self.mistakes.append(Mistake(self.path, replace(message, facts=facts)))

    def at(self, key: str | int) -> Spot:
        return Spot(self.value[key], (*self.path, key), self.currency, self.mistakes)

    def table(self) -> dict[str, Spot]:
        """What stands in a table, by its keys."""
        if not isinstance(self.value, Mapping):
            self.wrong(Message("policy-no-table"))
            return {}
        return {key: self.at(key) for key in self.value}

    def entries(self, *known: str) -> dict[str, Spot]:
        """The same where only some keys have a meaning; any other is a mistake."""
        entries = self.table()
        for key in entries.keys() - set(known):
            near = closest(key, known)
            entries[key].wrong(
                Message("policy-key-near", {"word": key, "near": near})
                if near
                else Message("policy-key-unknown", {"word": key, "known": listed(known)})
            )
        return {key: spot for key, spot in entries.items() if key in known}

    def many(self) -> list[Spot]:
        """The values of a list; a value alone stands for a list of one."""
        if not isinstance(self.value, list | tuple):
            return [self]
        return [self.at(place) for place in range(len(self.value))]

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.wrong(Message("policy-no-flag"))
        return self.value is True

    def text(self) -> str:
        if not isinstance(self.value, str):
            self.wrong(Message("policy-no-text"))
            return ""
        return self.value

    def option(self, options: Sequence[Option]) -> Option:
        """One of some words, in any case; the first of them where it is none."""
        word = self.text().strip().casefold() if isinstance(self.value, str) else self.value
        for option in options:
            if option == word:
                return option
        near = closest(str(word), options)
        self.wrong(
            Message("policy-word-near", {"near": near})
            if near
            else Message("policy-word-unknown", {"known": listed(options)})
        )
        return options[0]

    def count(self, least: int = 0, most: int = LONGEST) -> int:
        """A whole number between two bounds, both in."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(Message("policy-no-count", {"least": least, "most": most}))
            return least
        return value

    def money(self) -> Money:
        """An amount in major units of the shop's currency, never below nothing."""
        number = self._number()
        try:
            if number is not None and number >= 0:
                return self.currency.amount(number)
        except ValueError:
            pass
        self.wrong(
            Message(
                "policy-no-amount",
                {"currency": self.currency.code, "digits": self.currency.digits},
            )
        )
        return ZERO

    def percent(self) -> Decimal:
        number = self._number()
        if number is None or not 0 <= number <= 100:
            self.wrong(Message("policy-no-percent"))
            return Decimal(0)
        return number

    def quantity(self) -> Quantity:
        """Any number with up to three decimals."""
        number = self._number()
        try:
            if number is not None:
                return Quantity.of(number)
        except ValueError:
            pass
        self.wrong(Message("policy-no-quantity"))
        return NOTHING

    def day(self) -> date:
        """A date of TOML, or its ISO text."""
        if isinstance(self.value, date) and not isinstance(self.value, datetime):
            return self.value
        try:
            return date.fromisoformat(self.value)
        except (TypeError, ValueError):
            self.wrong(Message("policy-no-day"))
            return date.min

    def words(self) -> dict[str, str]:
        """A text by language; one text alone is English."""
        if isinstance(self.value, str):
            return {"en": self.value}
        return {code: spot.text() for code, spot in self.entries(*LANGUAGES).items()}

    def _number(self) -> Decimal | None:
        """What stands there as a decimal of a size that money can have; never a binary one."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | str | Decimal):
            return None
        try:
            number = Decimal(self.value)
        except InvalidOperation:
            return None
        if not number.is_finite() or number.adjusted() >= _DIGITS:
            return None
        number = number.normalize()
        exponent = number.as_tuple().exponent
        return number if isinstance(exponent, int) and exponent >= -_DECIMALS else None


def in_order(
    spots: Iterable[Spot], key: Callable[[Spot], int | None], message: Message
) -> None:
    """Note ``message`` at each spot that does not lie beyond the one before it."""
    before: int | None = None
    for spot in spots:
        figure = key(spot)
        if before is not None and figure is not None and figure <= before:
            spot.wrong(message)
        before = figure if figure is not None else before


def closest(word: str, known: Iterable[str]) -> str:
    """The word that was probably meant; empty where none looks like it."""
    return next(iter(get_close_matches(word.casefold(), list(map(str, known)), 1, 0.55)), "")


def listed(words: Iterable[str]) -> str:
    return ", ".join(word for word in map(str, words) if word)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"

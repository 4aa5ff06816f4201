"""The one way to say things: sentences, amounts, quantities and days, on screen and paper.

A sentence is written in English where it is used, ``language.say("Refund to {tender}",
tender=label)``, and looked up in the catalogues beside this file. Money, quantities, days
and moments among its facts are shown the way the language and the shop's region show them.
Babel is loaded when the first number, day or translated sentence is needed, not before, so
that the first window can be painted without it.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from models.values import Currency, Money, Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from gettext import NullTranslations
    from pathlib import Path

    from babel import Locale
    from babel.numbers import NumberPattern

LANGUAGES = ("en", "id", "fil")
LANGUAGE_NAMES = {"en": "English", "id": "Bahasa Indonesia", "fil": "Filipino"}
"""Each called as those call it who speak it."""
NO_CURRENCY = Currency("XXX")
"""ISO 4217 for none: what is said before there is a shop."""

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
_UNFIT = (KeyError, IndexError, ValueError, AttributeError, TypeError)


def mark(text: str) -> str:
    """``text`` unchanged; what is marked is found for the catalogues and said later."""
    return text


class Counted(NamedTuple):
    """A sentence with a form for one and a form for many, to be said later.

    ``fact`` names the whole number among its facts that decides.
    """

    one: str
    many: str
    fact: str


@dataclass(frozen=True)
class Language:
    """A language as one shop speaks it; get it from :meth:`of`."""

    code: str
    currency: Currency

    @staticmethod
    def of(code: str, currency: Currency = NO_CURRENCY) -> Language:
        """Raise ``ValueError`` for a code that is none of :data:`LANGUAGES`."""
        return _language(code, currency)

    @property
    def locale(self) -> Locale:
        """The language in the currency's own region where CLDR knows it (``en_ID``)."""
        return _locale(self.code, self.currency.code)

    def say(self, text: str, /, **facts: object) -> str:
        """The English sentence ``text`` in this language, with its facts.

        Never raises: a translation that does not fit its facts gives way to the English
        sentence, and a fact that was not given leaves its name in braces.
        """
        return _filled(_words(self.code).gettext(text), text, self._shown(facts))

    def say_many(self, one: str, many: str, count: int, /, **facts: object) -> str:
        """The form that is right for ``count``, which the sentence may show as ``{count}``."""
        shown = {"count": self._count(count), **self._shown(facts)}
        english = one if count == 1 else many
        return _filled(_words(self.code).ngettext(one, many, count), english, shown)

    def say_counted(self, text: Counted, /, **facts: object) -> str:
        """As :meth:`say_many`, by the fact that ``text`` names."""
        count = facts.get(text.fact)
        return self.say_many(
            text.one, text.many, count if isinstance(count, int) else 0, **facts
        )

    def money(self, money: Money) -> str:
        """With the currency's symbol: ``Rp 350.000``, ``₱1,234.50``; the space never breaks."""
        symbol = _symbol(self.code, self.currency.code)
        space = NO_BREAK if symbol[-1].isalpha() else ""
        sign = MINUS if money.minor < 0 else ""
        return f"{sign}{symbol}{space}{self._digits(money)}"

    def amount(self, money: Money) -> str:
        """Without the symbol, for columns of figures: ``350.000``."""
        return (MINUS if money.minor < 0 else "") + self._digits(money)

    def quantity(self, quantity: Quantity) -> str:
        return self.number(quantity.number)

    def number(self, number: Decimal) -> str:
        """With the region's separators, and at most three decimals."""
        pattern = _pattern(self.code, self.currency.code, 0, 3)
        sign = MINUS if number < 0 else ""
        return sign + _steady(pattern.apply(abs(number), self.locale))

    def day(self, day: date) -> str:
        """``5 Nov 2026``; a moment shows the day it says itself."""
        from babel.dates import format_date

        return _steady(format_date(day, "medium", self.locale))

    def moment(self, moment: datetime) -> str:
        """Day and minute as the moment itself says them: turn it to the shop's time first."""
        joined = str(self.locale.datetime_formats["medium"]).replace("'", "")
        return joined.replace("{1}", self.day(moment)).replace("{0}", self.clock(moment.time()))

    def clock(self, at: time) -> str:
        """To the minute, as the region's clocks show it: ``14.05``, ``2:05 PM``."""
        from babel.dates import format_time

        return _steady(format_time(at, "short", locale=self.locale))

    def any_of(self, items: Sequence[str]) -> str:
        """``a, b or c``."""
        if len(items) < 2:
            return "".join(items)
        from babel.lists import format_list

        return format_list(list(items), style="or", locale=self.locale)

    def _digits(self, money: Money) -> str:
        decimals = self.currency.digits
        exact = self.currency.decimal(Money(abs(money.minor)))
        pattern = _pattern(self.code, self.currency.code, decimals, decimals)
        return _steady(pattern.apply(exact, self.locale))

    def _count(self, count: int) -> str:
        return str(count) if abs(count) < 1000 else self.number(Decimal(count))

    def _shown(self, facts: Mapping[str, object]) -> dict[str, object]:
        return {name: self._fact(fact) for name, fact in facts.items()}

    def _fact(self, fact: object) -> object:
        match fact:
            case Money():
                return self.money(fact)
            case Quantity():
                return self.quantity(fact)
            case datetime():
                return self.moment(fact)
            case date():
                return self.day(fact)
            case Decimal():
                return self.number(fact)
            case _:
                return fact


@lru_cache(maxsize=64)
def _language(code: str, currency: Currency) -> Language:
    if code not in LANGUAGES:
        raise ValueError(f"not a language of this program: {code!r}")
    return Language(code, currency)


def _filled(text: str, english: str, facts: Mapping[str, object]) -> str:
    for sentence in (text, english):
        try:
            return sentence.format(**facts)
        except _UNFIT:
            continue
    for name, fact in facts.items():
        english = english.replace(f"{{{name}}}", str(fact))
    return english


def _steady(shown: str) -> str:
    """One kind of no-break space: CLDR uses a narrow one in some places."""
    return shown.replace("\N{NARROW NO-BREAK SPACE}", NO_BREAK)


@lru_cache(maxsize=len(LANGUAGES))
def _words(code: str) -> NullTranslations:
    """The catalogue, or English where its file is gone or spoilt: a counter must go on."""
    import gettext

    if code == "en":
        return gettext.NullTranslations()
    from pathlib import Path

    from babel.messages.pofile import PoFileError

    try:
        return _compiled(Path(__file__).parent / "catalogues" / f"{code}.po")
    except (OSError, ValueError, PoFileError):
        return gettext.NullTranslations()


def _compiled(path: Path) -> NullTranslations:
    import gettext

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as written:
        catalogue = read_po(written, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@lru_cache(maxsize=64)
def _locale(code: str, currency: str) -> Locale:
    """A currency's first two letters are its country, except for the few that have none."""
    from babel import Locale, UnknownLocaleError

    region = currency[:2]
    try:
        regional = Locale(code, region)
    except (UnknownLocaleError, ValueError):
        return Locale("en", "001") if code == "en" else Locale(code)
    return regional


@lru_cache(maxsize=64)
def _pattern(code: str, currency: str, least: int, most: int) -> NumberPattern:
    """The region's grouping with this many decimals; CLDR's own may differ from the shop's."""
    pattern: NumberPattern = copy(_locale(code, currency).decimal_formats[None])
    pattern.frac_prec = (least, most)
    return pattern


@lru_cache(maxsize=64)
def _symbol(code: str, currency: str) -> str:
    """The shortest symbol in use: a shop has one currency, so ``¥`` needs no country."""
    known = [_locale(code, currency), *(_locale(each, currency) for each in LANGUAGES)]
    symbols: list[str] = [each.currency_symbols.get(currency, currency) for each in known]
    return min(symbols, key=len)

"""Where a shop can be: countries, their currencies and time zones, from CLDR and tz.

Nothing here opens a database. Loading a language's names takes some ten milliseconds, so a
screen asks for them on the worker.
"""

from __future__ import annotations

import unicodedata
import zoneinfo
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from babel.numbers import get_territory_currencies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_KOSOVO: Final = "XK"
"""Has shops and a currency, but neither an ISO 3166 code nor a zone of its own."""


@dataclass(frozen=True, slots=True)
class Named:
    """A code and how people call it; ``sought`` is what they may type to find it."""

    code: str
    name: str
    sought: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a shop in a country most likely has; the time zones are most usual first."""

    currency: str
    time_zones: tuple[str, ...]


@cache
def countries() -> tuple[str, ...]:
    """ISO 3166 codes of the countries that have a currency today."""
    known = {*get_global("zone_territories").values(), _KOSOVO}
    dated = known & get_global("territory_currencies").keys()
    return tuple(sorted(code for code in dated if get_territory_currencies(code)))


def propose(country: str) -> Proposal:
    """By the country's code. A country without a zone of its own is offered every zone.

    Raise ``KeyError`` for a code that is none of :func:`countries`.
    """
    if country not in countries():
        raise KeyError(country)
    return Proposal(
        currency=get_territory_currencies(country)[0],
        time_zones=_zones_by_country().get(country) or _every_zone(),
    )


def country_names(language: str) -> tuple[Named, ...]:
    """Every country, in the alphabet of the language."""
    names = Locale(language).territories
    return _in_order((code, names[code]) for code in countries())


def currency_names(language: str) -> tuple[Named, ...]:
    """Every currency that is money somewhere today."""
    names = Locale(language).currencies
    codes = {code for country in countries() for code in get_territory_currencies(country)}
    return _in_order((code, f"{names.get(code, code)} ({code})") for code in codes)


def zone_names(zones: Iterable[str], language: str, now: datetime) -> tuple[Named, ...]:
    """Time zones by their city and what their clocks say at ``now``, in the order given."""
    named = ((zone, _zone_name(zone, language, now)) for zone in zones)
    return tuple(Named(zone, name, plain(name)) for zone, name in named)


def _zone_name(name: str, language: str, now: datetime) -> str:
    zone = zoneinfo.ZoneInfo(name)
    place = get_timezone_location(zone, locale=language, return_city=True)
    city = place.rpartition("/")[2]
    offset = now.astimezone(zone).utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "\N{MINUS SIGN}" if minutes < 0 else "+"
    ahead = f"{sign}{hours}:{rest:02}" if rest else f"{sign}{hours}"
    return f"{city} (UTC{ahead})"


def _in_order(named: Iterable[tuple[str, str]]) -> tuple[Named, ...]:
    found = [Named(code, name, plain(name)) for code, name in named]
    return tuple(sorted(found, key=lambda each: each.sought))


def plain(text: str) -> str:
    """Without accents and capitals, as people type when they look for a name."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@cache
def _zones_by_country() -> dict[str, tuple[str, ...]]:
    """From tz's own table, which puts the most populous zones of a country first."""
    found: dict[str, list[str]] = {}
    for row in _zone_table().splitlines():
        if row and not row.startswith("#"):
            country, _, zone, *_ = row.split("\t")
            found.setdefault(country, []).append(zone)
    return {country: tuple(zones) for country, zones in found.items()}


def _zone_table() -> str:
    """Beside the zones that ``zoneinfo`` reads: the system's, or those of the tzdata wheel."""
    for folder in zoneinfo.TZPATH:
        table = Path(folder, "zone.tab")
        if table.is_file():
            return table.read_text("utf-8")
    try:
        return resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    except (ModuleNotFoundError, FileNotFoundError):
        return ""


@cache
def _every_zone() -> tuple[str, ...]:
    return tuple(sorted(zoneinfo.available_timezones() & get_global("zone_territories").keys()))

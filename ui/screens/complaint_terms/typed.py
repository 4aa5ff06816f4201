"""Working hours and closed days as people type them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

Day = tuple[tuple[int, int], ...]
HOUR: Final = 60
_SPAN: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?")


def read_day(text: str) -> Day:
    """``9:00–12:00, 13:00–18:00`` in minutes of the day; nothing for an empty text.

    Raise ``ValueError`` for anything else.
    """
    spans, rest = [], text
    for found in _SPAN.finditer(text):
        begin, begin_min, end, end_min = found.groups()
        spans.append((_minutes(begin, begin_min), _minutes(end, end_min)))
        rest = rest.replace(found[0], "", 1)
    if rest.strip(" ,;"):
        raise ValueError(text)
    return tuple(spans)


def write_day(day: Day) -> str:
    return ", ".join(f"{_clock(begin)}–{_clock(end)}" for begin, end in day)


def read_dates(text: str) -> frozenset[date]:
    """Days as year-month-day, apart from each other by anything that is none.

    Raise ``ValueError`` for what is no day.
    """
    return frozenset(date.fromisoformat(each) for each in re.split(r"[\s,;]+", text) if each)


def write_dates(days: Iterable[date]) -> str:
    return "\n".join(day.isoformat() for day in sorted(days))


def _minutes(hours: str, minutes: str | None) -> int:
    if int(minutes or 0) >= HOUR:
        raise ValueError(minutes)
    return int(hours) * HOUR + int(minutes or 0)


def _clock(minutes: int) -> str:
    return f"{minutes // HOUR}:{minutes % HOUR:02}"

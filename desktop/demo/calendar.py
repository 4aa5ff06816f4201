"""When people shop: more at the weekend, on pay days, before Lebaran and in December."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random
    from zoneinfo import ZoneInfo

WEEKDAYS = (0.9, 0.85, 0.9, 0.95, 1.1, 1.6, 1.55)
RAMADAN = 9
HOURS = (9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)
BUSY = (4, 7, 9, 11, 10, 8, 8, 10, 13, 16, 17, 10)
OPENS = 9


def busyness(day: date) -> float:
    """How much is sold that day, where 1 is an ordinary one."""
    busy = WEEKDAYS[day.weekday()]
    if day.day >= 25 or day.day <= 3:
        busy *= 1.2
    if day.month == 12:
        busy *= 1.35
    if islamic_month(day) == RAMADAN:
        busy *= 1.5
    return busy


def islamic_month(day: date) -> int:
    """1 to 12 by the tabular calendar: a day off the sighted moon at most, now and then."""
    days = day.toordinal() - date(622, 7, 19).toordinal()  # 1 Muharram 1, civil epoch
    year = (30 * days + 10646) // 10631
    start = (year - 1) * 354 + (3 + 11 * year) // 30
    return min(12, int((days - start) / 29.5) + 1)


def share_out(total: int, days: list[date]) -> list[int]:
    """How many of ``total`` sales each day has."""
    weights = [busyness(day) for day in days]
    whole = sum(weights)
    edges, so_far = [0], 0.0
    for weight in weights:
        so_far += weight
        edges.append(round(total * so_far / whole))
    return [after - before for before, after in pairwise(edges)]


def moments(draw: Random, day: date, how_many: int, zone: ZoneInfo) -> list[datetime]:
    """Moments of that day while the shop is open, in order; the first five minutes aside."""
    opens = datetime.combine(day, time(OPENS), zone)
    seconds = sorted(
        (hour - OPENS) * 3600 + draw.randrange(300, 3600)
        for hour in draw.choices(HOURS, BUSY, k=how_many)
    )
    return [opens + timedelta(seconds=second) for second in seconds]

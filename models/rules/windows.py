"""Until which day? The arithmetic of windows, on the shop's own calendar days.

By default the day of sale does not count and the last day is in: bought on the 5th with 14
days means until the 19th. Months end on the same day of a later month, or on its last day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Start(StrEnum):
    """What a window counts from."""

    SALE = "sale"
    DELIVERY = "delivery"
    """The day of sale where nothing was delivered."""


class Which(StrEnum):
    """Of two limits, the one that stands."""

    LATER = "later"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How long something is possible; at most one of the first five is set.

    With none of them it is not possible at all. ``not_before`` lets a purchase count from
    a fixed later day (a gift bought in November counts from 26 December); ``other`` is a
    second limit of which the later or the earlier stands.
    """

    days: int | None = None
    months: int | None = None
    hours: int | None = None
    until: date | None = None
    no_limit: bool = False
    start: Start = Start.SALE
    not_before: date | None = None
    to_working_day: bool = False
    other: Window | None = None
    which: Which = Which.LATER
    only_days: int | None = field(init=False, repr=False, compare=False)
    """The days where they count from the sale and nothing else moves their end."""

    def __post_init__(self) -> None:
        moved = (
            self.start is not Start.SALE
            or self.not_before is not None
            or self.to_working_day
            or self.other is not None
        )
        object.__setattr__(self, "only_days", None if moved else self.days)

    @property
    def possible(self) -> bool:
        limits = (self.days, self.months, self.hours, self.until)
        return self.no_limit or any(limit is not None for limit in limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """When it happened, as far as windows care. ``hours`` are whole hours since the sale."""

    sold: date
    today: date
    delivered: date | None = None
    hours: int = 0


NEVER, ALWAYS = date.min, date.max


def last_day(
    window: Window, when: Moments, *, day_one: bool, works: Callable[[date], bool]
) -> date:
    """The last day that is in; :data:`ALWAYS` where nothing ends, :data:`NEVER` for none.

    ``day_one`` counts the day of sale as the first day; ``works`` says whether the shop
    works on a day.
    """
    last = _limit(window, when, day_one=day_one)
    if window.to_working_day and NEVER < last < ALWAYS:
        while not works(last):
            last += timedelta(1)
    if window.other is not None:
        other = last_day(window.other, when, day_one=day_one, works=works)
        last = max(last, other) if window.which is Which.LATER else min(last, other)
    return last


def first_day(window: Window, when: Moments) -> date:
    """The day that the window counts from."""
    begun = when.sold
    if window.start is Start.DELIVERY and when.delivered is not None:
        begun = when.delivered
    return max(begun, window.not_before) if window.not_before else begun


def months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _limit(window: Window, when: Moments, *, day_one: bool) -> date:
    begun = first_day(window, when)
    if window.no_limit:
        return ALWAYS
    if window.until is not None:
        return window.until
    if window.days is not None:
        return begun + timedelta(window.days - day_one)
    if window.months is not None:
        end = months_later(begun, window.months)
        return end - timedelta(day_one and end.day == begun.day)
    if window.hours is not None:
        over = when.hours - window.hours
        return when.today if over < 0 else when.today - timedelta(over // 24 + 1)
    return NEVER

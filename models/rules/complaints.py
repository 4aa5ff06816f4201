"""Until when a complaint is to be dealt with: in working time, which stops for the customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from models.values import Message

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from zoneinfo import ZoneInfo

    from models.values.complaints import ComplaintTerms

FURTHEST: Final = timedelta(days=3 * 366)
"""No limit that is longer is looked for; a store that never works has none."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """When a store works: each weekday's times from Monday on, in minutes of the day from
    and until, in the store's own time; never on ``closed`` days."""

    week: tuple[tuple[tuple[int, int], ...], ...]
    zone: ZoneInfo
    closed: Container[date] = frozenset()

    def on(self, day: date) -> Iterator[Span]:
        """The times of a day, in UTC. Where clocks go forward over one, it is the shorter."""
        if day in self.closed:
            return
        for begin, end in self.week[day.weekday()]:
            span = self._moment(day, begin), self._moment(day, end)
            if span[0] < span[1]:
                yield span

    def _moment(self, day: date, minutes: int) -> datetime:
        local = datetime.combine(day, time()) + timedelta(minutes=minutes)
        return local.replace(tzinfo=self.zone).astimezone(UTC)


def due_at(
    start: datetime,
    limit: timedelta,
    hours: WorkingHours,
    stopped: Iterable[tuple[datetime, datetime | None]] = (),
) -> datetime | None:
    """The first moment at which so much working time has passed, in UTC.

    It is never outside working hours, though it may be their last moment. No time passes in
    the spans of ``stopped``; one without an end goes on. Nothing where the moment never
    comes: the clock stands now, or the store does not work in the next three years.
    """
    start = start.astimezone(UTC)
    stops = sorted((begin, end or start + 2 * FURTHEST) for begin, end in stopped)
    left = limit
    for begin, end in _working(start, hours):
        for free_from, free_until in _without(max(begin, start), end, stops):
            if free_until - free_from >= left:
                return free_from + left
            left -= free_until - free_from
    return None


def working_time(start: datetime, end: datetime, hours: WorkingHours) -> timedelta:
    """How much of it lies between two moments; none where the end comes first, and no more
    than that of the next three years."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    left = timedelta(0)
    for begin, until in _working(start, hours):
        if begin >= end:
            break
        left += min(until, end) - max(begin, start)
    return left


def _working(start: datetime, hours: WorkingHours) -> Iterator[Span]:
    """All that is not over at the start, in their order."""
    day = start.astimezone(hours.zone).date() - timedelta(1)
    last = day + FURTHEST
    while day <= last:
        yield from (span for span in hours.on(day) if span[1] >= start)
        day += timedelta(1)


def _without(begin: datetime, end: datetime, stops: list[Span]) -> Iterator[Span]:
    """What is left of a span; the moment at which a stop begins is still in it."""
    at = begin
    for stop_begin, stop_end in stops:
        if stop_end <= at or stop_begin > end or stop_begin >= stop_end:
            continue
        if stop_begin > at or (stop_begin == at == begin):
            yield at, max(stop_begin, at)
        at = stop_end
        if at >= end:
            return
    yield at, end


def nearing(limit: timedelta, percent: int) -> timedelta:
    """The part of a limit after which a manager is told, in whole seconds."""
    return timedelta(seconds=int(limit.total_seconds()) * percent // 100)


def wrong_with(terms: ComplaintTerms) -> Message | None:
    """Why these terms cannot be kept; nothing where they can."""
    for day in terms.week:
        edges = [minute for span in day for minute in span]
        if edges != sorted(set(edges)) or any(not 0 <= edge <= 24 * 60 for edge in edges):
            return Message("complaint-hours-wrong")
    if len(terms.week) != 7 or not any(terms.week):
        return Message("complaint-hours-none")
    if any(not 0 < minutes <= 60 * 24 * 60 for minutes in terms.limits.values()):
        return Message("complaint-limit-wrong")
    if not 1 <= terms.nears <= 100 or not 0 <= terms.alone <= 3:
        return Message("complaint-limit-wrong")
    return None

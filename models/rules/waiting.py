"""Who is called next, and how long somebody waits who comes now.

Those with priority go before the others, and appointments from their time on. But no counter
passes over whoever waits longest more than :data:`MOST_PASSED` times in a row, so that nobody
waits for ever. What is foreseen follows the same order, step by step, at the pace that was
measured lately.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from math import ceil
from statistics import fmean, median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST_PASSED: Final = 2
"""The call after that goes to whoever waits longest."""
MOST_CALLS: Final = 3
PATIENCE: Final = timedelta(minutes=2)
"""How long somebody has to come who was called; or :data:`MOST_CALLS`, if they are sooner."""
BACK_WITHIN: Final = timedelta(hours=1)
"""How long somebody who did not come keeps their place in the queue."""
FEWEST: Final = 5
"""Visits that have to be measured before anybody says how long one takes; and how much what
all kinds take weighs against the few of one kind that there are."""
OUTLIER: Final = 4
"""Times the middle of all: what takes longer was forgotten at the counter, not served."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody with a ticket."""

    ticket_id: int
    kind: str
    due_at: datetime
    """Since when they wait; it may lie ahead."""
    priority: bool = False
    only_at: int | None = None
    """The register that they were sent to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A register that calls people. ``passed`` is how often in a row it passed over whoever
    waited longest."""

    register_id: int
    free_at: datetime
    passed: int = 0
    kinds: frozenset[str] = frozenset()
    """What it is for; everything where that is empty."""

    def may_call(self, who: Waiting) -> bool:
        if who.only_at is not None:
            return who.only_at == self.register_id
        return not self.kinds or who.kind in self.kinds


@dataclass(frozen=True, slots=True)
class Call:
    """Who is next; ``passes`` where somebody else has waited longer."""

    who: Waiting
    passes: bool


def next_call(waiting: Iterable[Waiting], counter: Counter, now: datetime) -> Call | None:
    """Whom this counter calls now; nothing where nobody whom it may call is due."""
    due = [each for each in waiting if each.due_at <= now and counter.may_call(each)]
    if not due:
        return None
    longest = min(due, key=_turn)
    favoured = [each for each in due if each.priority]
    if counter.passed >= MOST_PASSED or not favoured:
        return Call(longest, passes=False)
    first = min(favoured, key=_turn)
    return Call(first, passes=first is not longest)


def passes_over(who: Waiting, waiting: Iterable[Waiting], now: datetime) -> bool:
    """Whether calling just this person leaves somebody waiting who waited longer."""
    return any(each.due_at <= now and _turn(each) < _turn(who) for each in waiting)


def wait_before_gone(calls: int, called_for: timedelta) -> timedelta:
    """How long to wait yet before somebody who was called counts as gone; nothing where they
    were given their time."""
    if calls >= MOST_CALLS:
        return timedelta()
    return max(PATIENCE - called_for, timedelta())


def _turn(who: Waiting) -> tuple[datetime, int]:
    return who.due_at, who.ticket_id


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a register was taken by one visit lately, in seconds, the shortest first; and
    the share of those called who did not come, from 0 to 1."""

    taken: Mapping[str, tuple[float, ...]]
    absent: float = 0.0
    usual: Mapping[str, float] = field(default_factory=dict)
    """What a visit of each kind takes, in seconds; of any other, what stands under ``""``."""

    def takes(self, kind: str) -> timedelta:
        """From one call to the next, for somebody who may come or not."""
        served = self.usual.get(kind, self.usual[""])
        return timedelta(
            seconds=(1 - self.absent) * served + self.absent * PATIENCE.total_seconds()
        )

    def left(self, kind: str, so_far: timedelta) -> timedelta:
        """What a visit takes yet that has lasted so long: as those did that lasted longer."""
        known = self.taken.get(kind, ())
        if len(known) < FEWEST:
            known = self.taken[""]
        spent = so_far.total_seconds()
        rest = [each - spent for each in known if each > spent]
        if len(rest) < len(known) / 20 or not rest:
            return timedelta(seconds=self.usual.get(kind, self.usual[""]) / 2)
        return timedelta(seconds=fmean(rest))


def pace_of(visits: Iterable[tuple[str, timedelta]], absent: float = 0.0) -> Pace | None:
    """The pace of these visits, each its kind and how long it took a register.

    Nothing where there are too few to say. One that was forgotten at the counter counts as
    :data:`OUTLIER` times the middle of all. A kind that is rare leans on the others.
    """
    measured = defaultdict(list)
    for kind, took in visits:
        measured[kind].append(max(took.total_seconds(), 0.0))
    every = _capped([each for of_kind in measured.values() for each in of_kind])
    if len(every) < FEWEST:
        return None
    overall = fmean(every)
    usual = {"": overall}
    taken = {"": every}
    for kind, of_kind in measured.items():
        taken[kind] = _capped(of_kind)
        usual[kind] = (sum(taken[kind]) + FEWEST * overall) / (len(of_kind) + FEWEST)
    return Pace(taken=taken, absent=absent, usual=usual)


def _capped(seconds: Sequence[float]) -> tuple[float, ...]:
    most = OUTLIER * median(seconds) if seconds else 0.0
    return tuple(sorted(min(each, most) for each in seconds))


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Somebody's turn: how many are called before, and about when; nothing where nobody can
    say."""

    ahead: int
    wait: timedelta | None

    @property
    def minutes(self) -> int | None:
        """Whole ones, begun ones counted."""
        return None if self.wait is None else ceil(self.wait.total_seconds() / 60)


def foresee(
    waiting: Sequence[Waiting],
    counters: Sequence[Counter],
    pace: Pace | None,
    now: datetime,
) -> dict[int, Foreseen]:
    """For everybody who waits, by their ticket: when their turn comes if nobody else comes.

    Whom no open counter may call is told after all the others, with no time.
    """
    left = {each.ticket_id: each for each in waiting}
    foreseen: dict[int, Foreseen] = {}
    usual = pace or Pace({}, usual={"": 60.0})
    open_ = counters or [Counter(register_id=0, free_at=now)]
    says_when = pace is not None and bool(counters)
    line = [(max(each.free_at, now), each.register_id, each) for each in open_]
    heapify(line)
    while line and left:
        at, register_id, counter = heappop(line)
        call = next_call(left.values(), counter, at)
        if call is None:
            later = [each.due_at for each in left.values() if counter.may_call(each)]
            if later:
                heappush(line, (min(later), register_id, counter))
            continue
        who = left.pop(call.who.ticket_id)
        foreseen[who.ticket_id] = Foreseen(len(foreseen), at - now if says_when else None)
        passed = counter.passed + 1 if call.passes else 0
        free_at = at + usual.takes(who.kind)
        heappush(line, (free_at, register_id, replace(counter, passed=passed)))
    for who in sorted(left.values(), key=_turn):
        foreseen[who.ticket_id] = Foreseen(len(foreseen), None)
    return foreseen

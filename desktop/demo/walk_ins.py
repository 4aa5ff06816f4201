"""Those who draw a ticket at the demo shop: two weeks of mornings, and who waits at the end.

Every ticket is drawn, called and served by the same services as at the counter.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial
from operator import itemgetter
from random import Random
from typing import TYPE_CHECKING, Final

from desktop.demo.people import CLERK, SENIOR_CLERK
from desktop.demo.returns import at_register
from models.services.cases import close_case
from models.services.tickets import begin_serving, call_this, draw_ticket, hold_ticket
from models.values.cases import CaseKind, Smile
from models.values.queue import Priority

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from desktop.demo.drawers import Drawers
    from desktop.demo.returns import Visit
    from models.unit import Unit
    from models.values.shop import Station

    Step = tuple[datetime, Callable[[], object]]

SEED: Final = 1915
HANDS: Final = {"1": SENIOR_CLERK, "2": CLERK}
"""Who calls people at which register of the first store."""
DAYS: Final = 13
EACH: Final = 3
"""Of a morning at each register, before goods come back: nothing else is done meanwhile."""
OPENS: Final = time(8, 30)
LATELY: Final = timedelta(minutes=75)
"""How long before the demo begins the last of them come."""
MINUTE: Final = timedelta(minutes=1)
TAKES: Final = {
    CaseKind.RETURN: 7,
    CaseKind.INQUIRY: 4,
    CaseKind.COMPLAINT: 11,
    CaseKind.PICKUP: 3,
}
"""Minutes at the counter, about: as much as four tenths less or more."""
SHARES: Final = (45, 30, 15, 10)
WAITING: Final = (
    (24, CaseKind.RETURN, Priority.NONE),
    (17, CaseKind.COMPLAINT, Priority.NONE),
    (13, CaseKind.RETURN, Priority.PREGNANT),
    (9, CaseKind.INQUIRY, Priority.NONE),
    (6, CaseKind.PICKUP, Priority.NONE),
    (3, CaseKind.RETURN, Priority.OLDER),
)
"""Who waits when the demo begins: for how many minutes, for what, and why before others."""
SERVED_TODAY: Final = (
    (70, 58, 50, CaseKind.RETURN),
    (62, 49, 44, CaseKind.INQUIRY),
    (51, 43, 33, CaseKind.COMPLAINT),
)
"""How many minutes ago they came, were called and left."""


class WalkIns:
    """The queue of the first store, told up to any moment."""

    def __init__(self, unit: Unit, stations: Mapping[str, Station], drawers: Drawers) -> None:
        self._unit = unit
        self._drawers = drawers
        self._stations = stations
        self._draw = Random(SEED)
        self._steps: list[Step] = []

    def plan(self, now: datetime, visits: Iterable[Visit], scale: float) -> None:
        """Two weeks of mornings, and the last hour before ``now``; but nobody is called to a
        register while somebody brings goods there."""
        zone = self._unit.shop.zone
        today = now.astimezone(zone).date()
        for back in range(DAYS, 0, -1):
            opens = datetime.combine(today - timedelta(back), OPENS, zone)
            for register in HANDS:
                self._morning(register, opens, max(1, round(EACH * scale)))
        busy = {visit.register for visit in visits if visit.at > now - LATELY}
        if (now - LATELY).astimezone(zone).date() == today:
            self._today(now, busy)
        self._steps.sort(key=itemgetter(0))

    def add(self, steps: Iterable[Step]) -> None:
        """What others did meanwhile, told in its time."""
        self._steps = sorted((*self._steps, *steps), key=itemgetter(0))

    def between(self, visits: Iterable[Visit]) -> Iterator[Visit]:
        """Those who bring goods, each after what happened in the queue before."""
        for visit in visits:
            self.until(visit.at)
            yield visit

    def until(self, moment: datetime) -> None:
        """All that happened in the queue until then."""
        while self._steps and self._steps[0][0] <= moment:
            at, act = self._steps.pop(0)
            self._drawers.end_before(self._unit.day_of(at))
            act()

    def _morning(self, register: str, opens: datetime, count: int) -> None:
        at = opens + self._draw.randint(0, 4) * MINUTE
        for _ in range(count):
            kind = self._draw.choices(tuple(TAKES), SHARES)[0]
            takes = timedelta(seconds=TAKES[kind] * self._draw.randint(36, 84))
            came = at - self._draw.randint(2, 14) * MINUTE
            self._served(register, kind, came, at, at + takes)
            at += takes + MINUTE

    def _today(self, now: datetime, busy: set[str]) -> None:
        for minutes, kind, priority in WAITING:
            self._come(_WalkIn(kind, priority), now - minutes * MINUTE)
        if "1" not in busy:
            for came, called, left, kind in SERVED_TODAY:
                moments = (now - each * MINUTE for each in (came, called, left))
                self._served("1", kind, *moments)
        held, served = _WalkIn(CaseKind.PICKUP), _WalkIn(CaseKind.RETURN)
        self._come(held, now - 21 * MINUTE)
        self._step(now - 8 * MINUTE, "1", held.hold)
        if "2" not in busy:
            self._come(served, now - 32 * MINUTE)
            self._step(now - 5 * MINUTE, "2", served.call)
            self._step(now - 4 * MINUTE, "2", served.begin)

    def _served(
        self, register: str, kind: CaseKind, came: datetime, called: datetime, left: datetime
    ) -> None:
        who = _WalkIn(kind)
        self._come(who, came)
        self._step(called, register, who.call)
        self._step(called + MINUTE / 2, register, who.begin)
        self._step(left, register, who.close)

    def _come(self, who: _WalkIn, at: datetime) -> None:
        self._step(at, "1", who.draw)

    def _step(self, at: datetime, register: str, act: Callable[[Unit], None]) -> None:
        there = at_register(self._unit, at, self._stations[register], HANDS[register])
        self._steps.append((at, partial(act, there)))


class _WalkIn:
    """Somebody with a ticket."""

    def __init__(self, kind: CaseKind, priority: Priority = Priority.NONE) -> None:
        self._kind, self._priority = kind, priority
        self._ticket = self._case = 0

    def draw(self, unit: Unit) -> None:
        self._ticket = draw_ticket(unit, self._kind, self._priority).ticket.id

    def call(self, unit: Unit) -> None:
        call_this(unit, self._ticket)

    def begin(self, unit: Unit) -> None:
        self._case = begin_serving(unit, self._ticket).case_id

    def hold(self, unit: Unit) -> None:
        hold_ticket(unit, self._ticket)

    def close(self, unit: Unit) -> None:
        close_case(unit, self._case, Smile.GOOD)

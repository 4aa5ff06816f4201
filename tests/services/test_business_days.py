"""Business days that end at night, and clocks that go back: no day comes twice, on both
databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from models.services.drawer_reports import close_drawer, count_drawer
from models.services.drawers import look_at_drawer, open_drawer
from models.tables.drawers import Drawer
from models.values import Money
from tests.drawers import limit

if TYPE_CHECKING:
    from models.db import Shop


@pytest.fixture
def cash() -> None:
    """Each test opens its drawers itself."""


def stand(shop: Shop, zone: str, ends_at: int) -> None:
    shop.facts = replace(shop.facts, zone=ZoneInfo(zone))
    limit(shop, None, day_ends_at=ends_at)


def a_drawer_at(shop: Shop, moment: datetime) -> tuple[date, int]:
    """Opened and closed at once; the business day it got, and which of that day's it was."""
    shop.clock = lambda: moment
    opened = shop.run(lambda unit: open_drawer(unit, str(uuid4()), Money(0))).seen.open
    counted = shop.run(lambda unit: count_drawer(unit, {}))
    shop.run(lambda unit: close_drawer(unit, str(uuid4()), counted.count_id))
    assert opened is not None
    return opened.business_day, opened.turn


def local(zone: str, day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("zone", "before"),
    [
        ("Europe/London", datetime(2026, 10, 24, 22, 10, tzinfo=UTC)),
        ("Atlantic/Azores", datetime(2026, 10, 24, 23, 10, tzinfo=UTC)),
        ("America/Santiago", datetime(2026, 4, 5, 2, 10, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 12, 10, tzinfo=UTC)),
    ],
    ids=["2:00 to 1:00", "1:00 to midnight", "midnight to 23:00", "half an hour"],
)
@pytest.mark.parametrize("ends_at", [0, 1, 2])
def test_the_night_when_summer_time_ends_has_its_days_once(
    shop: Shop, zone: str, before: datetime, ends_at: int
) -> None:
    """Drawers every half hour from before the hour that comes twice until after it."""
    stand(shop, zone, ends_at)
    steps = [before + timedelta(minutes=30 * step) for step in range(10)]
    assert len({step.astimezone(ZoneInfo(zone)).utcoffset() for step in steps}) == 2
    drawers = [a_drawer_at(shop, step) for step in steps]
    assert drawers == sorted(set(drawers))
    days = [day for day, _ in drawers]
    assert (days[-1] - days[0]).days == 1
    for day in set(days):
        turns = [turn for each, turn in drawers if each == day]
        assert turns == list(range(1, len(turns) + 1))


def test_a_clock_put_back_over_the_end_of_the_day_stays_in_the_new_one(shop: Shop) -> None:
    """The day ends at 4:00: at 4:10 the next one has begun, and 3:50 again changes nothing."""
    stand(shop, "Asia/Jakarta", 4)
    zone = "Asia/Jakarta"
    assert a_drawer_at(shop, local(zone, 6, 3, 40)) == (date(2026, 11, 5), 1)
    assert a_drawer_at(shop, local(zone, 6, 4, 10)) == (date(2026, 11, 6), 1)
    assert a_drawer_at(shop, local(zone, 6, 3, 50)) == (date(2026, 11, 6), 2)
    assert a_drawer_at(shop, local(zone, 6, 4, 10)) == (date(2026, 11, 6), 3)
    assert a_drawer_at(shop, local(zone, 7, 3, 59)) == (date(2026, 11, 6), 4)
    assert a_drawer_at(shop, local(zone, 7, 4)) == (date(2026, 11, 7), 1)


def test_a_day_that_ends_later_from_now_on_does_not_come_again(shop: Shop) -> None:
    """At 2:00 the manager says that days end at 4:00: the old day would be open once more."""
    zone = "Asia/Manila"
    stand(shop, zone, 0)
    assert a_drawer_at(shop, local(zone, 5, 20)) == (date(2026, 11, 5), 1)
    assert a_drawer_at(shop, local(zone, 6, 1, 30)) == (date(2026, 11, 6), 1)
    stand(shop, zone, 4)
    assert a_drawer_at(shop, local(zone, 6, 2)) == (date(2026, 11, 6), 2)
    stand(shop, zone, 0)
    assert a_drawer_at(shop, local(zone, 7, 0, 30)) == (date(2026, 11, 7), 1)


def test_a_drawer_open_over_the_end_of_its_day_stays_of_that_day(shop: Shop) -> None:
    zone = "Asia/Jakarta"
    stand(shop, zone, 4)
    shop.clock = lambda: local(zone, 6, 3, 50)
    shop.run(lambda unit: open_drawer(unit, "night", Money(0)))
    shop.clock = lambda: local(zone, 6, 4, 30)
    seen = shop.read(look_at_drawer).open
    assert seen is not None
    assert seen.business_day == date(2026, 11, 5)
    counted = shop.run(lambda unit: count_drawer(unit, {}))
    shop.run(lambda unit: close_drawer(unit, "z", counted.count_id))
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalars(select(Drawer.business_day)).all() == [date(2026, 11, 5)]

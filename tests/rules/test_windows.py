"""Until which day: every way that the policies of shops put it, at its boundary."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.rules.windows import ALWAYS, NEVER, Moments, Start, Which, Window, last_day

SOLD = date(2026, 11, 5)  # a Thursday


def works(day: date) -> bool:
    """Monday to Saturday."""
    return day.weekday() != 6


@pytest.mark.parametrize(
    ("window", "last"),
    [
        pytest.param(Window(days=14), date(2026, 11, 19), id="fourteen-days"),
        pytest.param(Window(days=0), SOLD, id="the-same-day"),
        pytest.param(Window(), NEVER, id="not-at-all"),
        pytest.param(Window(no_limit=True), ALWAYS, id="no-limit"),
        pytest.param(Window(months=1), date(2026, 12, 5), id="a-month"),
        pytest.param(Window(months=24), date(2028, 11, 5), id="two-years"),
        pytest.param(Window(until=date(2026, 12, 24)), date(2026, 12, 24), id="until-a-feast"),
        pytest.param(
            Window(days=30, not_before=date(2026, 12, 26)),
            date(2027, 1, 25),
            id="from-boxing-day",
        ),
        pytest.param(
            Window(days=14, start=Start.DELIVERY), date(2026, 11, 24), id="from-delivery"
        ),
        pytest.param(
            Window(days=10, to_working_day=True), date(2026, 11, 16), id="sunday-becomes-monday"
        ),
        pytest.param(
            Window(days=30, other=Window(until=date(2027, 1, 31))),
            date(2027, 1, 31),
            id="the-later-of-two",
        ),
        pytest.param(
            Window(days=90, other=Window(until=date(2026, 12, 31)), which=Which.EARLIER),
            date(2026, 12, 31),
            id="the-earlier-of-two",
        ),
        pytest.param(
            Window(days=30, other=Window(no_limit=True)), ALWAYS, id="the-later-is-no-limit"
        ),
    ],
)
def test_the_last_day(window: Window, last: date) -> None:
    when = Moments(sold=SOLD, today=SOLD, delivered=date(2026, 11, 10))
    assert last_day(window, when, day_one=False, works=works) == last


def test_the_day_of_sale_as_day_one_ends_a_day_sooner() -> None:
    when = Moments(sold=SOLD, today=SOLD)
    assert last_day(Window(days=14), when, day_one=True, works=works) == date(2026, 11, 18)


def test_a_month_from_the_31st_ends_with_the_month() -> None:
    when = Moments(sold=date(2027, 1, 31), today=SOLD)
    assert last_day(Window(months=1), when, day_one=False, works=works) == date(2027, 2, 28)


@pytest.mark.parametrize(("hours", "still"), [(0, True), (23, True), (24, False), (25, False)])
def test_hours_end_within_the_day(hours: int, still: bool) -> None:
    when = Moments(sold=SOLD, today=date(2026, 11, 6), hours=hours)
    last = last_day(Window(hours=24), when, day_one=False, works=works)
    assert (when.today <= last) is still


def test_nothing_delivered_counts_from_the_sale() -> None:
    when = Moments(sold=SOLD, today=SOLD)
    window = Window(days=14, start=Start.DELIVERY)
    assert last_day(window, when, day_one=False, works=works) == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("sold", "months", "day_one", "last"),
    [
        pytest.param(date(2027, 1, 31), 1, True, date(2027, 2, 28), id="no-31st-in-february"),
        pytest.param(date(2027, 3, 1), 1, True, date(2027, 3, 31), id="the-whole-of-march"),
        pytest.param(date(2027, 1, 30), 1, False, date(2027, 2, 28), id="clipped-to-the-28th"),
        pytest.param(date(2027, 1, 28), 1, False, date(2027, 2, 28), id="the-28th-is-there"),
        pytest.param(date(2028, 1, 31), 1, False, date(2028, 2, 29), id="a-leap-year"),
        pytest.param(date(2026, 12, 31), 2, False, date(2027, 2, 28), id="over-new-year"),
        pytest.param(date(2026, 11, 30), 1, False, date(2026, 12, 30), id="to-december"),
        pytest.param(date(2026, 12, 15), 12, True, date(2027, 12, 14), id="a-year-less-a-day"),
    ],
)
def test_months_end_on_their_own_day(
    sold: date, months: int, day_one: bool, last: date
) -> None:
    when = Moments(sold=sold, today=sold)
    assert last_day(Window(months=months), when, day_one=day_one, works=works) == last


@pytest.mark.parametrize(
    ("window", "last"),
    [
        pytest.param(
            Window(days=30, to_working_day=True, other=Window(until=date(2026, 12, 6))),
            date(2026, 12, 6),
            id="only-the-first-limit-is-rolled",
        ),
        pytest.param(
            Window(days=7, other=Window(days=10, to_working_day=True), which=Which.LATER),
            date(2026, 11, 16),
            id="the-other-limit-rolls-too",
        ),
        pytest.param(
            Window(to_working_day=True, other=Window(days=1), which=Which.EARLIER),
            NEVER,
            id="the-earlier-is-never",
        ),
        pytest.param(
            Window(no_limit=True, to_working_day=True), ALWAYS, id="no-limit-has-no-day-to-roll"
        ),
        pytest.param(
            Window(days=9, to_working_day=True), date(2026, 11, 14), id="a-saturday-stays"
        ),
        pytest.param(
            Window(days=14, start=Start.DELIVERY, not_before=date(2026, 11, 9)),
            date(2026, 11, 24),
            id="delivered-after-the-fixed-day",
        ),
        pytest.param(
            Window(days=14, start=Start.DELIVERY, not_before=date(2026, 11, 11)),
            date(2026, 11, 25),
            id="delivered-before-the-fixed-day",
        ),
    ],
)
def test_limits_that_meet(window: Window, last: date) -> None:
    when = Moments(sold=SOLD, today=SOLD, delivered=date(2026, 11, 10))
    assert last_day(window, when, day_one=False, works=works) == last


def test_the_other_limit_counts_day_one_too() -> None:
    when = Moments(sold=SOLD, today=SOLD)
    window = Window(days=7, other=Window(days=14))
    assert last_day(window, when, day_one=True, works=works) == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("window", "possible"),
    [
        (Window(), False),
        (Window(days=0), True),
        (Window(months=1), True),
        (Window(hours=1), True),
        (Window(until=SOLD), True),
        (Window(no_limit=True), True),
        (Window(not_before=SOLD, to_working_day=True), False),
    ],
)
def test_a_window_with_no_limit_set_is_not_possible(window: Window, possible: bool) -> None:
    assert window.possible is possible


@pytest.mark.parametrize(
    ("window", "days"),
    [
        ({"days": 14}, 14),
        ({"months": 1}, None),
        ({"days": 14, "start": Start.DELIVERY}, None),
        ({"days": 14, "not_before": SOLD}, None),
        ({"days": 14, "to_working_day": True}, None),
        ({"days": 14, "other": Window(days=1)}, None),
    ],
)
def test_only_days_from_the_sale_are_simply_counted(
    window: dict[str, Any], days: int | None
) -> None:
    assert Window(**window).only_days == days

"""Until which day: every way that the policies of shops put it, at its boundary."""

from __future__ import annotations

from datetime import date

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

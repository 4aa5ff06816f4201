"""Complaints are due in working time: never at night, on a holiday, or while it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.complaints import WorkingHours, due_at, nearing, wrong_with
from models.values.complaints import USUAL_TERMS, ComplaintTerms

JAKARTA, LONDON = ZoneInfo("Asia/Jakarta"), ZoneInfo("Europe/London")
NINE_TO_SIX = ((9 * 60, 18 * 60),)
SPLIT = ((9 * 60, 12 * 60), (13 * 60, 18 * 60))
HOURS: Final = WorkingHours(
    week=(*(NINE_TO_SIX,) * 4, SPLIT, ((9 * 60, 13 * 60),), ()),
    zone=JAKARTA,
    closed={date(2026, 11, 10)},
)
"""Monday to Thursday, Friday with a pause, half of Saturday; Tuesday the 10th is a holiday."""


def at(said: str, zone: ZoneInfo = JAKARTA) -> datetime:
    """``5 14:30`` is a moment of November 2026; the 2nd is a Monday."""
    day, clock = said.split()
    hour, minute = clock.split(":")
    return datetime(2026, 11, int(day), int(hour), int(minute), tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        pytest.param("2 10:00", 60, "2 11:00", id="the same day"),
        pytest.param("2 09:00", 540, "2 18:00", id="a whole day ends as it closes"),
        pytest.param("2 09:00", 541, "3 09:01", id="a minute more is the next morning"),
        pytest.param("2 17:59", 1, "2 18:00", id="the last minute"),
        pytest.param("2 18:00", 1, "3 09:01", id="after the last minute"),
        pytest.param("2 18:00", 0, "2 18:00", id="at once, as it closes"),
        pytest.param("2 18:01", 0, "3 09:00", id="at once, when it is closed"),
        pytest.param("2 03:00", 30, "2 09:30", id="begun at night"),
        pytest.param("6 11:30", 60, "6 13:30", id="over the pause"),
        pytest.param("6 11:30", 30, "6 12:00", id="as the pause begins"),
        pytest.param("6 12:30", 1, "6 13:01", id="in the pause"),
        pytest.param("7 12:00", 61, "9 09:01", id="over Sunday"),
        pytest.param("8 12:00", 1, "9 09:01", id="on Sunday"),
        pytest.param("9 17:00", 61, "11 09:01", id="over a holiday"),
        pytest.param("10 12:00", 1, "11 09:01", id="on a holiday"),
        pytest.param("2 09:00", 4 * 540 + 480 + 240, "7 13:00", id="a whole week"),
    ],
)
def test_when_it_is_due(start: str, minutes: int, due: str) -> None:
    assert due_at(at(start), timedelta(minutes=minutes), HOURS) == at(due)


@pytest.mark.parametrize(
    ("stops", "due"),
    [
        pytest.param([("2 10:00", "2 11:00")], "2 13:00", id="an hour"),
        pytest.param([("2 10:00", "2 10:00")], "2 12:00", id="no time"),
        pytest.param([("2 08:00", "2 09:30")], "2 12:30", id="as it begins"),
        pytest.param([("2 12:00", "2 13:00")], "2 12:00", id="as it is due"),
        pytest.param([("2 11:59", "2 12:59")], "2 13:00", id="a minute before it is due"),
        pytest.param([("2 10:00", "3 10:00")], "3 12:00", id="over night"),
        pytest.param([("2 18:00", "3 09:00")], "2 12:00", id="at night"),
        pytest.param([("1 10:00", "1 11:00")], "2 12:00", id="before"),
        pytest.param([("2 10:00", "2 11:00"), ("2 10:30", "2 11:30")], "2 13:30", id="double"),
        pytest.param([("2 11:00", "2 11:30"), ("2 10:00", "2 10:30")], "2 13:00", id="two"),
        pytest.param([("2 10:00", None)], None, id="it stands"),
        pytest.param([("2 12:00", None)], "2 12:00", id="it stands when it was due"),
    ],
)
def test_the_clock_stops_for_the_customer(
    stops: list[tuple[str, str | None]], due: str | None
) -> None:
    stopped = [(at(begin), at(end) if end else None) for begin, end in stops]
    found = due_at(at("2 09:00"), timedelta(hours=3), HOURS, stopped)
    assert found == (at(due) if due else None)


@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        pytest.param(date(2026, 3, 29), 23 * 60, id="clocks go forward"),
        pytest.param(date(2026, 10, 25), 25 * 60, id="clocks go back"),
        pytest.param(date(2026, 11, 1), 24 * 60, id="a plain day"),
    ],
)
def test_a_day_is_as_long_as_it_is(day: date, minutes: int) -> None:
    open_always = WorkingHours(week=(((0, 24 * 60),),) * 7, zone=LONDON)
    start = datetime(day.year, day.month, day.day, tzinfo=LONDON)
    end = datetime.combine(day + timedelta(1), datetime.min.time(), LONDON)
    assert due_at(start, timedelta(minutes=minutes), open_always) == end


def test_a_store_that_never_works_has_no_due_day() -> None:
    never = WorkingHours(week=((),) * 7, zone=JAKARTA)
    assert due_at(at("2 09:00"), timedelta(), never) is None


FIRST = datetime(2026, 3, 20, tzinfo=UTC)
moments = st.integers(0, 30 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
limits = st.integers(0, 60 * 60).map(lambda minutes: timedelta(minutes=minutes))
days = st.lists(st.integers(0, 24 * 60), unique=True, max_size=4).map(
    lambda edges: tuple(
        zip(sorted(edges)[: len(edges) // 2 * 2 : 2], sorted(edges)[1::2], strict=True)
    )
)
stores = st.builds(
    WorkingHours,
    week=st.lists(days, min_size=6, max_size=6).map(lambda six: (NINE_TO_SIX, *six)),
    zone=st.sampled_from([JAKARTA, LONDON]),
    closed=st.frozensets(
        st.integers(0, 30).map(lambda day: (FIRST + timedelta(day)).date()), max_size=5
    ),
)
stops_of = st.lists(
    st.tuples(moments, st.integers(0, 3 * 24 * 60)).map(
        lambda one: (one[0], one[0] + timedelta(minutes=one[1]))
    ),
    max_size=4,
)


@given(moments, limits, stores, stops_of)
def test_never_due_outside_working_hours(
    start: datetime,
    limit: timedelta,
    store: WorkingHours,
    stops: list[tuple[datetime, datetime]],
) -> None:
    due = due_at(start, limit, store, stops)
    assert due is not None
    assert due >= start + limit
    day = due.astimezone(store.zone).date()
    spans = [*store.on(day), *store.on(day - timedelta(1))]
    assert any(begin <= due <= end for begin, end in spans)
    assert not any(begin < due < end for begin, end in stops)


@given(moments, limits, stores, stops_of, moments, st.integers(0, 5000))
def test_a_stop_only_moves_it_later(
    start: datetime,
    limit: timedelta,
    store: WorkingHours,
    stops: list[tuple[datetime, datetime]],
    begin: datetime,
    minutes: int,
) -> None:
    before = due_at(start, limit, store, stops)
    after = due_at(start, limit, store, [*stops, (begin, begin + timedelta(minutes=minutes))])
    assert before is not None
    assert after is not None
    assert before <= after


@given(moments, limits, limits, stores, stops_of)
def test_two_limits_after_another_are_one(
    start: datetime,
    first: timedelta,
    second: timedelta,
    store: WorkingHours,
    stops: list[tuple[datetime, datetime]],
) -> None:
    between = due_at(start, first, store, stops)
    assert between is not None
    assert due_at(between, second, store, stops) == due_at(start, first + second, store, stops)


def test_a_manager_is_told_before() -> None:
    assert nearing(timedelta(hours=10), 80) == timedelta(hours=8)
    assert nearing(timedelta(seconds=1), 80) == timedelta()


def changed(**values: object) -> ComplaintTerms:
    return replace(USUAL_TERMS, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("terms", "wrong"),
    [
        (USUAL_TERMS, ""),
        (changed(week=(((0, 24 * 60),),) * 7), ""),
        (changed(week=((),) * 7), "complaint-hours-none"),
        (changed(week=(NINE_TO_SIX,) * 6), "complaint-hours-none"),
        (changed(week=(((60, 60),),) * 7), "complaint-hours-wrong"),
        (changed(week=(((60, 30),),) * 7), "complaint-hours-wrong"),
        (changed(week=(((-1, 30),),) * 7), "complaint-hours-wrong"),
        (changed(week=(((0, 24 * 60 + 1),),) * 7), "complaint-hours-wrong"),
        (changed(week=(((0, 60), (30, 90)),) * 7), "complaint-hours-wrong"),
        (changed(limits={("goods", 1): 0}), "complaint-limit-wrong"),
        (changed(limits={("goods", 1): 60 * 24 * 60 + 1}), "complaint-limit-wrong"),
        (changed(nears=0), "complaint-limit-wrong"),
        (changed(nears=101), "complaint-limit-wrong"),
        (changed(alone=4), "complaint-limit-wrong"),
    ],
)
def test_terms_that_cannot_be_kept(terms: ComplaintTerms, wrong: str) -> None:
    found = wrong_with(terms)
    assert (found.code if found else "") == wrong

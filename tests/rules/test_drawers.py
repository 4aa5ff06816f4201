"""What a cash box should hold, whose day it is, and who may say that it is well."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.rules.drawers import (
    LastDrawer,
    business_day,
    can_be,
    can_pay,
    counted,
    expected_cash,
    hours_of,
    may_see_expected,
    moved,
    needs_manager,
    opening_day,
    over_short,
)
from models.services.setup import currency_of
from models.values import Currency, Money
from models.values.denominations import Shape, denominations_of, source_of
from models.values.drawer_papers import CashKind
from models.values.rights import Right

JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("kind", "amount", "movement"),
    [
        (CashKind.FLOAT, 500, 500),
        (CashKind.FLOAT, 0, 0),
        (CashKind.PAID_IN, 500, 500),
        (CashKind.PAYMENT, 500, 500),
        (CashKind.PAID_OUT, 500, -500),
        (CashKind.PICKUP, 500, -500),
        (CashKind.REFUND, 500, -500),
        (CashKind.NO_SALE, 0, 0),
        (CashKind.DIFFERENCE, -500, -500),
        (CashKind.DIFFERENCE, 500, 500),
    ],
)
def test_each_kind_moves_its_own_way(kind: CashKind, amount: int, movement: int) -> None:
    assert can_be(kind, Money(amount))
    assert moved(kind, Money(amount)) == Money(movement)


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        (CashKind.FLOAT, -1),
        (CashKind.PAID_IN, 0),
        (CashKind.PAID_IN, -1),
        (CashKind.REFUND, -1),
        (CashKind.PICKUP, 0),
        (CashKind.NO_SALE, 1),
    ],
)
def test_some_amounts_make_no_sense(kind: CashKind, amount: int) -> None:
    assert not can_be(kind, Money(amount))


def test_a_drawer_pays_its_last_coin_and_no_more() -> None:
    held = expected_cash([Money(1000), Money(500), Money(-300)])
    assert held == Money(1200)
    assert can_pay(held, Money(-1200))
    assert not can_pay(held, Money(-1201))


@pytest.mark.parametrize(
    ("off", "limit", "needed"),
    [(0, 0, False), (1, 0, True), (-1, 0, True), (500, 500, False), (-501, 500, True)],
)
def test_a_manager_looks_at_what_is_beyond_the_limit(
    off: int, limit: int, needed: bool
) -> None:
    difference = over_short(Money(1000), Money(1000 + off))
    assert needs_manager(difference, Money(limit)) is needed
    assert not needs_manager(difference, None)


@pytest.mark.parametrize(
    ("rights", "holder", "may"),
    [
        ({Right.SEE_EXPECTED}, 2, True),
        ({Right.SEE_EXPECTED}, 1, False),
        ({Right.DRAWER, Right.APPROVE}, 2, False),
        (set(), 2, False),
    ],
)
def test_who_counts_does_not_know_what_to_find(
    rights: set[Right], holder: int, may: bool
) -> None:
    assert may_see_expected(frozenset(rights), 1, holder) is may


@pytest.mark.parametrize(
    ("hour", "minute", "ends_at", "day"),
    [
        (0, 0, 0, 6),
        (23, 59, 0, 6),
        (0, 0, 4, 5),
        (3, 59, 4, 5),
        (4, 0, 4, 6),
        (22, 59, 23, 5),
    ],
)
def test_a_business_day_ends_when_the_shop_says(
    hour: int, minute: int, ends_at: int, day: int
) -> None:
    moment = datetime(2026, 11, 6, hour, minute, tzinfo=JAKARTA)
    assert business_day(moment, ends_at) == date(2026, 11, day)


@pytest.mark.parametrize("ends_at", [0, 4, 23])
def test_a_business_day_is_all_that_belongs_to_it(ends_at: int) -> None:
    """Also in October in London, where it has twenty-five hours."""
    for zone, hours in ((JAKARTA, 24), (ZoneInfo("Europe/London"), 25 if ends_at < 1 else 0)):
        day = date(2026, 10, 25)
        begin, after = hours_of(day, ends_at, zone)
        last = (after.astimezone(UTC) - timedelta(seconds=1)).astimezone(zone)
        assert business_day(begin, ends_at) == business_day(last, ends_at) == day
        assert business_day(after, ends_at) == day + timedelta(1)
        if hours:
            assert after.astimezone(UTC) - begin.astimezone(UTC) == timedelta(hours=hours)


LAST = LastDrawer(date(2026, 11, 5), 2, datetime(2026, 11, 6, 1, 30, tzinfo=JAKARTA))


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (timedelta(hours=12), (date(2026, 11, 6), 1)),
        (timedelta(minutes=5), (date(2026, 11, 5), 3)),
        (timedelta(minutes=-5), (date(2026, 11, 5), 3)),
        (timedelta(hours=-24), (date(2026, 11, 5), 3)),
    ],
    ids=["the next day", "the same night", "the clock was put back", "by a whole day"],
)
def test_a_business_day_never_comes_again(later: timedelta, expected: tuple[date, int]) -> None:
    assert opening_day(LAST.closed_at + later, 4, LAST) == expected


def test_a_clock_that_is_wrong_is_set_before_money_is_taken() -> None:
    assert opening_day(LAST.closed_at - timedelta(hours=24, minutes=1), 4, LAST) is None


def test_the_end_of_summer_time_makes_no_second_day() -> None:
    """In the Azores clocks go from 1:00 back to midnight."""
    azores = ZoneInfo("Atlantic/Azores")
    closed = datetime(2026, 10, 25, 0, 50, tzinfo=azores)
    again = datetime(2026, 10, 25, 0, 10, fold=1, tzinfo=azores)
    last = LastDrawer(date(2026, 10, 25), 1, closed)
    assert opening_day(again, 0, last) == (date(2026, 10, 25), 2)


LISTED = ["IDR", "PHP", "GBP", "EUR", "USD", "SGD", "MYR", "HKD", "JPY", "AUD"]


@pytest.mark.parametrize("code", LISTED)
def test_real_coins_and_notes_have_a_source(code: str) -> None:
    currency = currency_of(code)
    offered = denominations_of(currency)
    assert source_of(currency)
    assert len({each.code for each in offered}) == len(offered)
    assert {each.shape for each in offered} == {Shape.NOTE, Shape.COIN}
    for shape in (Shape.NOTE, Shape.COIN):
        values = [each.value for each in offered if each.shape is shape]
        assert values == sorted(values, reverse=True)


@pytest.mark.parametrize(
    "currency",
    [Currency("KWD", 3, 5), Currency("KRW", 0, 10), Currency("CHF", 2, 5), Currency("XXX", 2)],
    ids=lambda each: each.code,
)
def test_any_currency_can_be_counted(currency: Currency) -> None:
    offered = denominations_of(currency)
    assert not source_of(currency)
    assert offered[-1].value == Money(currency.cash_step)
    assert len({each.value for each in offered}) == len(offered)
    assert all(each.value.minor % currency.cash_step == 0 for each in offered)


def test_a_coin_and_a_note_of_one_value_are_two_rows() -> None:
    thousand = [
        each.shape for each in denominations_of(currency_of("IDR")) if each.value == Money(1000)
    ]
    assert thousand == [Shape.NOTE, Shape.COIN]


@pytest.mark.parametrize(
    ("code", "digits", "value"), [("IDR", 0, 100_000), ("GBP", 2, 5_000), ("JPY", 0, 10_000)]
)
def test_a_count_is_worth_its_pieces(code: str, digits: int, value: int) -> None:
    offered = denominations_of(currency_of(code))
    largest = max(offered, key=lambda each: each.value)
    assert currency_of(code).digits == digits
    assert counted({largest: 3, offered[-1]: 2}) == Money(
        3 * value + 2 * offered[-1].value.minor
    )

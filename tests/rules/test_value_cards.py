"""The numbers of gift cards, their last day, and ledgers that add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.value_cards import (
    RANDOM_DIGITS,
    Entry,
    Ledger,
    last_day,
    number_in,
    number_with,
)
from models.values import Money
from models.values.card_numbers import brand_of, find_card_numbers, passes_luhn
from models.values.value_cards import CardState, EntryKind, in_groups

TODAY = date(2026, 11, 5)
drawn = st.text("0123456789", min_size=RANDOM_DIGITS, max_size=RANDOM_DIGITS)
numbers = drawn.map(number_with)


@given(numbers)
def test_no_number_is_that_of_a_payment_card(number: str) -> None:
    assert not passes_luhn(number)
    assert not brand_of(number)
    assert not list(find_card_numbers(f"card {number}, or {in_groups(number)}."))


@given(numbers)
def test_a_number_is_known_however_it_is_typed(number: str) -> None:
    wide = number.translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    dashed = in_groups(number).replace("\N{NO-BREAK SPACE}", "-")
    for typed in (number, in_groups(number), dashed, f" {number}\n", wide):
        assert number_in(typed) == number


@given(numbers, st.data())
def test_a_wrong_digit_is_seen(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    assert number_in(number[:place] + wrong + number[place + 1 :]) == ""


@given(numbers, st.integers(0, 14))
def test_two_neighbours_swapped_are_seen(number: str, place: int) -> None:
    left, right = number[place], number[place + 1]
    swapped = number[:place] + right + left + number[place + 2 :]
    hidden = left == right or {left, right} == {"0", "9"}
    assert number_in(swapped) == (number if left == right else "") or hidden


@pytest.mark.parametrize(
    "typed", ["", "7", "R2-000418", "4242424242424242", "7" * 17, "x" * 16]
)
def test_what_is_no_number_of_ours_is_none(typed: str) -> None:
    assert number_in(typed) == ""


@pytest.mark.parametrize("digits", ["", "1" * 13, "1" * 15, "١" * 14, "x" * 14])
def test_a_number_needs_its_digits(digits: str) -> None:
    with pytest.raises(ValueError, match="14 digits"):
        number_with(digits)


@pytest.mark.parametrize(
    ("issued", "months", "ends"),
    [
        (date(2026, 11, 5), 12, date(2027, 11, 5)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 5), 0, date(2026, 11, 5)),
    ],
)
def test_the_last_day_is_so_many_months_on(issued: date, months: int, ends: date) -> None:
    assert last_day(issued, months, expires_allowed=True) == ends


def test_without_months_or_against_the_law_no_card_ends() -> None:
    assert last_day(TODAY, None, expires_allowed=True) is None
    assert last_day(TODAY, 12, expires_allowed=False) is None
    with pytest.raises(ValueError, match="before it is issued"):
        last_day(TODAY, -1, expires_allowed=True)


def a_ledger(*entries: tuple[EntryKind, int], ends: date | None = None) -> Ledger:
    ledger = Ledger(state=CardState.USABLE, issued_on=TODAY, expires_on=ends, entries=())
    for kind, amount in entries:
        moved = ledger.next(kind, Money(amount))
        ledger = replace(ledger, entries=(*ledger.entries, moved))
    return ledger


def test_a_balance_is_what_moved() -> None:
    ledger = a_ledger((EntryKind.ISSUED, 5000), (EntryKind.SPENT, 1999), (EntryKind.LOADED, 1))
    assert ledger.balance == Money(3002)
    assert ledger.whole


@pytest.mark.parametrize(
    "entry",
    [
        Entry(kind=EntryKind.SPENT, amount=Money(-100), balance=Money(4899)),
        Entry(kind=EntryKind.SPENT, amount=Money(-5001), balance=Money(-1)),
    ],
)
def test_a_ledger_that_does_not_add_up_is_seen(entry: Entry) -> None:
    ledger = a_ledger((EntryKind.ISSUED, 5000))
    assert not replace(ledger, entries=(*ledger.entries, entry)).whole


@pytest.mark.parametrize(
    ("kind", "amount"), [(EntryKind.SPENT, 5001), (EntryKind.SPENT, 0), (EntryKind.LOADED, -1)]
)
def test_no_more_than_is_on_it_leaves_a_card(kind: EntryKind, amount: int) -> None:
    with pytest.raises(ValueError, match="on the card"):
        a_ledger((EntryKind.ISSUED, 5000)).next(kind, Money(amount))


def test_the_last_day_counts_only_where_the_law_lets_it() -> None:
    card = a_ledger((EntryKind.ISSUED, 5000), ends=TODAY)
    tomorrow = date(2026, 11, 6)
    assert card.usable(TODAY, expires_allowed=True)
    assert not card.usable(tomorrow, expires_allowed=True)
    assert card.usable(tomorrow, expires_allowed=False)
    assert not replace(card, state=CardState.MOVED).usable(TODAY, expires_allowed=False)


def test_a_mistake_is_taken_back_on_its_day_before_it_is_used() -> None:
    fresh = a_ledger((EntryKind.ISSUED, 5000))
    assert fresh.may_be_voided(TODAY)
    assert not fresh.may_be_voided(date(2026, 11, 6))
    assert not a_ledger((EntryKind.ISSUED, 5000), (EntryKind.SPENT, 1)).may_be_voided(TODAY)
    assert not a_ledger((EntryKind.MOVED_IN, 5000)).may_be_voided(TODAY)
    assert not replace(fresh, state=CardState.VOIDED).may_be_voided(TODAY)

"""What a customer remembers, held against sales."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from models.rules.candidates import WORTH, Candidate, Clue, Remembered, fit, rank
from models.values import Money
from models.values.codes import Proof

DAY = date(2026, 10, 12)


def a_sale(sale_id: int = 1, **facts: Any) -> Candidate:
    return Candidate(sale_id=sale_id, **{"sold_on": DAY, **facts})


def clues(remembered: Remembered, sale: Candidate) -> dict[Clue, int]:
    return {one.clue: one.points for one in fit(remembered, sale).fits}


def test_everything_that_fits_is_named_and_gives_its_points() -> None:
    sale = a_sale(
        customer=7,
        products=frozenset({1, 2}),
        serials=frozenset({"SN-1"}),
        amounts=(Money(3000), Money(1000)),
        last_fours=frozenset({"4242"}),
    )
    remembered = Remembered(
        products=frozenset({2, 3}),
        customers=frozenset({7}),
        day=DAY,
        amount=Money(1000),
        last_four="4242",
        serial="sn-1",
    )
    found = fit(remembered, sale)
    assert {one.clue: one.points for one in found.fits} == WORTH
    assert found.score == sum(WORTH.values())
    assert found.fits[0].clue is Clue.SERIAL


def test_nothing_remembered_fits_nothing() -> None:
    assert fit(Remembered(), a_sale(last_fours=frozenset({""}), amounts=(Money(),))).fits == ()
    assert fit(Remembered(), a_sale(customer=None)).fits == ()


@pytest.mark.parametrize(
    ("off", "points"), [(0, 20), (1, 17), (-1, 17), (7, 2), (-7, 2), (8, None), (-8, None)]
)
def test_a_day_counts_less_the_farther_it_is_off(off: int, points: int | None) -> None:
    sale = a_sale(sold_on=DAY + timedelta(off))
    found = clues(Remembered(day=DAY, give=7), sale)
    assert found == ({} if points is None else {Clue.DAY: points})
    assert all(one.off == abs(off) for one in fit(Remembered(day=DAY, give=7), sale).fits)


def test_a_day_far_off_in_a_long_time_still_counts() -> None:
    assert clues(Remembered(day=DAY, give=30), a_sale(sold_on=DAY + timedelta(30))) == {
        Clue.DAY: 1
    }


@pytest.mark.parametrize(
    ("paid", "points"), [(1000, 20), (900, 10), (1100, 10), (899, None), (1101, None)]
)
def test_an_amount_may_be_a_tenth_off(paid: int, points: int | None) -> None:
    found = clues(Remembered(amount=Money(1000)), a_sale(amounts=(Money(paid),)))
    assert found == ({} if points is None else {Clue.AMOUNT: points})


def test_of_a_sales_amounts_the_nearest_counts() -> None:
    sale = a_sale(amounts=(Money(5000), Money(1050), Money(1000)))
    assert fit(Remembered(amount=Money(1000)), sale).fits[0].off == 0


def test_the_best_fit_is_first_and_of_equals_the_newest() -> None:
    card = a_sale(1, last_fours=frozenset({"4242"}), sold_on=DAY - timedelta(400))
    older = a_sale(2, products=frozenset({5}), sold_on=DAY - timedelta(1))
    newer = a_sale(3, products=frozenset({5}))
    other = a_sale(4)
    remembered = Remembered(last_four="4242", products=frozenset({5}))
    ranked = rank(remembered, (other, older, card, newer))
    assert [one.sale_id for one in ranked] == [1, 3, 2]


@pytest.mark.parametrize(
    ("remembered", "proof"),
    [
        (Remembered(last_four="4242", customers=frozenset({7})), Proof.CARD),
        (Remembered(customers=frozenset({7}), day=DAY), Proof.LOYALTY),
        (Remembered(serial="SN-1", day=DAY, amount=Money(1000)), Proof.NONE),
    ],
)
def test_a_card_or_an_account_proves_it_and_what_can_be_guessed_does_not(
    remembered: Remembered, proof: Proof
) -> None:
    sale = a_sale(
        customer=7,
        serials=frozenset({"SN-1"}),
        amounts=(Money(1000),),
        last_fours=frozenset({"4242"}),
    )
    assert fit(remembered, sale).proof is proof

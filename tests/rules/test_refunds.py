"""By which tenders the money goes back, and how it meets the smallest coin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.refunds import CashSoFar, Coin, PaidBy, plan_refund
from models.values import ZERO, Money, TenderKind
from models.values.codes import RefundBy
from models.values.shop import Rounding

CENTS = Coin(step=1, rounding=Rounding.HALF_UP)
NONE_YET = CashSoFar()


def paid_by(kind: str, left: int, tender_id: int = 1) -> PaidBy:
    return PaidBy(tender_id=tender_id, kind=TenderKind(kind), label=kind, left=Money(left))


def plan(
    total: int, *tenders: PaidBy, by: str = "original", coin: Coin = CENTS
) -> list[tuple[str, int]]:
    parts = plan_refund(Money(total), tenders, RefundBy(by), coin, NONE_YET)
    return [(part.kind.value, part.amount.minor) for part in parts]


@pytest.mark.parametrize(
    ("total", "tenders", "by", "expected"),
    [
        pytest.param(500, [("cash", 500)], "original", [("cash", 500)], id="all-cash"),
        pytest.param(500, [("debit", 900)], "original", [("debit", 500)], id="like-for-like"),
        pytest.param(500, [("debit", 900)], "cash", [("cash", 500)], id="cash-instead"),
        pytest.param(
            700,
            [("cash", 300), ("debit", 600)],
            "original",
            [("debit", 600), ("cash", 100)],
            id="cash-last",
        ),
        pytest.param(
            700,
            [("debit", 0), ("credit", 700)],
            "original",
            [("credit", 700)],
            id="a-tender-given-back-is-passed-over",
        ),
        pytest.param(0, [("debit", 100)], "original", [], id="nothing-to-pay"),
    ],
)
def test_the_plan(
    total: int, tenders: list[tuple[str, int]], by: str, expected: list[tuple[str, int]]
) -> None:
    paid = [paid_by(kind, left, place) for place, (kind, left) in enumerate(tenders)]
    assert plan(total, *paid, by=by) == expected


def test_tenders_that_are_short_are_a_fault_of_the_records() -> None:
    with pytest.raises(ValueError, match="short by 1 of 101"):
        plan(101, paid_by("cash", 100))


@pytest.mark.parametrize(
    ("rounding", "exact", "coins"),
    [
        ("half-up", 10_049, 10_000),
        ("half-up", 10_050, 10_100),
        ("half-up", 10_000, 10_000),
        ("up", 10_001, 10_100),
        ("up", 10_000, 10_000),
        ("down", 10_099, 10_000),
    ],
)
def test_the_coin(rounding: str, exact: int, coins: int) -> None:
    assert Coin(step=100, rounding=Rounding(rounding)).round(Money(exact)) == Money(coins)


def test_rounding_touches_the_cash_part_only() -> None:
    coin = Coin(step=100, rounding=Rounding.HALF_UP)
    tenders = (paid_by("debit", 5_033, 1), paid_by("cash", 5_017, 2))
    assert plan(10_050, *tenders, coin=coin) == [("debit", 5_033), ("cash", 5_000)]


@given(
    parts=st.lists(st.integers(0, 5_000), min_size=1, max_size=8),
    step=st.sampled_from([1, 5, 25, 100, 500]),
    rounding=st.sampled_from(Rounding),
    card=st.integers(0, 20_000),
    by=st.lists(st.sampled_from(RefundBy), min_size=8, max_size=8),
)
def test_several_refunds_together_pay_what_one_would(
    parts: list[int], step: int, rounding: Rounding, card: int, by: list[RefundBy]
) -> None:
    """However a sale paid by card and cash comes back, each sum is right at every step."""
    coin = Coin(step=step, rounding=rounding)
    left = {1: Money(min(card, sum(parts)))}
    left[2] = Money(sum(parts)) - left[1]
    so_far, on_card = NONE_YET, ZERO
    for part, way in zip(parts, by, strict=False):
        tenders = (
            PaidBy(tender_id=1, kind=TenderKind.DEBIT, left=left[1]),
            PaidBy(tender_id=2, kind=TenderKind.CASH, left=left[2]),
        )
        planned = plan_refund(Money(part), tenders, way, coin, so_far)
        assert Money.total(p.exact for p in planned) == Money(part)
        for refund in planned:
            assert refund.amount >= ZERO
            assert refund.exact <= left[refund.tender_id or 0]
            left[refund.tender_id or 0] -= refund.exact
            if refund.kind is TenderKind.CASH:
                so_far = CashSoFar(
                    exact=so_far.exact + refund.exact, paid=so_far.paid + refund.amount
                )
            else:
                assert refund.amount == refund.exact
                on_card += refund.amount
        assert so_far.paid == coin.round(so_far.exact)
    assert so_far.exact + on_card == Money(sum(parts))

"""By which tenders the money goes back, and how it meets the smallest coin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.refunds import CashSoFar, Coin, Due, PaidBy, choices_of, plan_refund
from models.rules.terms import RefundWay
from models.values import ZERO, Money, TenderKind
from models.values.codes import RefundBy
from models.values.shop import Rounding

CENTS = Coin(step=1, rounding=Rounding.HALF_UP)
NONE_YET = CashSoFar()
WAY = RefundWay(choices=frozenset({RefundBy.CASH}))


def paid_by(kind: str, left: int, tender_id: int = 1) -> PaidBy:
    return PaidBy(tender_id=tender_id, kind=TenderKind(kind), label=kind, left=Money(left))


def plan(
    total: int, *tenders: PaidBy, by: str = "original", coin: Coin = CENTS
) -> list[tuple[str, int]]:
    parts = plan_refund([Due(Money(total), WAY)], tenders, RefundBy(by), coin, NONE_YET)
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


def planned_by(
    way: RefundWay, total: int, *tenders: PaidBy, by: RefundBy = RefundBy.ORIGINAL
) -> list[tuple[str, int]]:
    parts = plan_refund([Due(Money(total), way)], tenders, by, CENTS, NONE_YET)
    return [(part.kind.value, part.amount.minor) for part in parts]


CAPPED = RefundWay(cash_most=Money(300), choices=frozenset({RefundBy.CASH}))


@pytest.mark.parametrize(
    ("way", "total", "expected"),
    [
        pytest.param(
            RefundWay(to=RefundBy.STORE_CREDIT),
            500,
            [("store-credit", 400), ("store-credit", 100)],
            id="one-row-for-each-tender-of-the-sale",
        ),
        pytest.param(
            RefundWay(instead=((TenderKind.CHEQUE, RefundBy.TRANSFER),)),
            500,
            [("transfer", 400), ("cash", 100)],
            id="another-tender-instead-of-the-cheque",
        ),
        pytest.param(
            RefundWay(order=(TenderKind.CASH, TenderKind.CHEQUE)),
            500,
            [("cheque", 300), ("cash", 200)],
            id="the-policys-order-uses-cash-up-first",
        ),
        pytest.param(CAPPED, 400, [("cheque", 400)], id="cap-untouched"),
        pytest.param(CAPPED, 600, [("cheque", 400), ("cash", 200)], id="cash-below-the-cap"),
    ],
)
def test_the_ways_of_a_policy(
    way: RefundWay, total: int, expected: list[tuple[str, int]]
) -> None:
    assert (
        planned_by(way, total, paid_by("cheque", 400, 1), paid_by("cash", 200, 2)) == expected
    )


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (300, [("cash", 300)]),
        (301, [("store-credit", 1), ("cash", 300)]),
    ],
)
def test_cash_beyond_the_cap_goes_another_way(
    total: int, expected: list[tuple[str, int]]
) -> None:
    assert planned_by(CAPPED, total, paid_by("cash", 900)) == expected
    by_card = planned_by(CAPPED, total, paid_by("debit", 900), by=RefundBy.CASH)
    assert by_card == expected


def test_a_card_is_refunded_once_though_its_lines_go_back_in_different_ways() -> None:
    dues = [Due(Money(300), WAY), Due(Money(200), RefundWay())]
    (part,) = plan_refund(dues, [paid_by("debit", 900)], RefundBy.ORIGINAL, CENTS, NONE_YET)
    assert (part.kind, part.exact, part.amount) == ("debit", Money(500), Money(500))


def test_lines_of_different_ways_share_the_tenders_of_the_sale() -> None:
    tenders = (paid_by("debit", 500, 1), paid_by("cash", 100, 2))
    dues = [
        Due(Money(300), RefundWay(to=RefundBy.STORE_CREDIT)),
        Due(Money(150), RefundWay()),
        Due(Money(150), RefundWay()),
    ]
    parts = plan_refund(dues, tenders, RefundBy.ORIGINAL, CENTS, NONE_YET)
    assert [(part.kind.value, part.tender_id, part.exact.minor) for part in parts] == [
        ("store-credit", 1, 300),
        ("debit", 1, 200),
        ("cash", 2, 100),
    ]


@pytest.mark.parametrize(
    ("ways", "kinds", "choices"),
    [
        pytest.param([WAY], ["debit"], ["original", "cash"], id="cash-instead-of-a-card"),
        pytest.param([WAY], ["cash"], ["original"], id="cash-was-paid-anyway"),
        pytest.param([WAY, RefundWay()], ["debit"], ["original"], id="all-lines-must-allow-it"),
        pytest.param([], ["debit"], ["original"], id="nothing-is-due"),
        pytest.param(
            [RefundWay(to=RefundBy.STORE_CREDIT, choices=frozenset({RefundBy.CASH}))],
            ["debit"],
            ["store-credit", "cash"],
            id="the-policys-own-way-first",
        ),
        pytest.param(
            [RefundWay(to=RefundBy.STORE_CREDIT, choices=frozenset({RefundBy.CASH}))],
            ["cash"],
            ["store-credit", "cash"],
            id="cash-that-was-paid-is-a-choice-beside-credit",
        ),
        pytest.param(
            [RefundWay(to=RefundBy.STORE_CREDIT, choices=WAY.choices), WAY],
            ["debit"],
            ["original", "cash"],
            id="lines-that-go-back-in-different-ways",
        ),
        pytest.param(
            [RefundWay(choices=frozenset({RefundBy.ORIGINAL, RefundBy.CASH}))],
            ["debit"],
            ["original", "cash"],
            id="as-it-was-paid-is-named-once",
        ),
    ],
)
def test_the_choices(ways: list[RefundWay], kinds: list[str], choices: list[str]) -> None:
    tenders = [paid_by(kind, 500, place) for place, kind in enumerate(kinds)]
    assert [by.value for by in choices_of(ways, tenders)] == choices


ways = st.builds(
    RefundWay,
    to=st.sampled_from([RefundBy.ORIGINAL, RefundBy.STORE_CREDIT, RefundBy.CASH]),
    choices=st.frozensets(st.sampled_from(RefundBy)),
    instead=st.sampled_from([(), ((TenderKind.DEBIT, RefundBy.CASH),)]),
    order=st.sampled_from([(), (TenderKind.CASH, TenderKind.DEBIT)]),
    cash_most=st.none() | st.integers(0, 4_000).map(Money),
)


@given(
    parts=st.lists(st.integers(0, 5_000), min_size=1, max_size=8),
    step=st.sampled_from([1, 5, 25, 100, 500]),
    rounding=st.sampled_from(Rounding),
    card=st.integers(0, 20_000),
    by=st.lists(st.sampled_from(RefundBy), min_size=8, max_size=8),
    way=ways,
)
def test_several_refunds_together_pay_what_one_would(
    parts: list[int],
    step: int,
    rounding: Rounding,
    card: int,
    by: list[RefundBy],
    way: RefundWay,
) -> None:
    """However a sale paid by card and cash comes back, each sum is right at every step."""
    coin = Coin(step=step, rounding=rounding)
    left = {1: Money(min(card, sum(parts)))}
    left[2] = Money(sum(parts)) - left[1]
    so_far, on_card = NONE_YET, ZERO
    for part, wish in zip(parts, by, strict=False):
        tenders = (
            PaidBy(tender_id=1, kind=TenderKind.DEBIT, left=left[1]),
            PaidBy(tender_id=2, kind=TenderKind.CASH, left=left[2]),
        )
        planned = plan_refund([Due(Money(part), way)], tenders, wish, coin, so_far)
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

"""What goods that go out cost, and where the money of those that came back goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.differences import (
    CameBack,
    Difference,
    Going,
    Kind,
    after,
    as_credit,
    carry,
    cash_to_take,
    dues_beyond,
    instead_of,
    price_goods,
    tax_within,
)
from models.rules.facts import Instead
from models.rules.refunds import CashSoFar, Coin, Due, PaidBy, PlannedRefund
from models.rules.terms import RefundWay
from models.values import ZERO, Money, Quantity, TenderKind
from models.values.codes import RefundBy
from models.values.shop import Rounding

SHIRT_M = Kind(sku="SHIRT-M", category=1, price=Money(1200))
SHIRT_L = Kind(sku="SHIRT-L", category=1, price=Money(1200))
COAT = Kind(sku="COAT", category=1, price=Money(9900))
KETTLE = Kind(sku="KETTLE", category=2, price=Money(1200))
COIN = Coin(step=100, rounding=Rounding.HALF_UP)
PENNY = Coin(step=1, rounding=Rounding.HALF_UP)


def back(kind: Kind = SHIRT_M, units: int = 1, worth: int = 1000, **values: object) -> CameBack:
    facts = {"line_id": 1, "price": "paid", **values}
    return CameBack(kind=kind, quantity=Quantity.of(units), worth=Money(worth), **facts)  # type: ignore[arg-type]


def going(kind: Kind, units: int = 1) -> Going:
    return Going(kind=kind, quantity=Quantity.of(units))


@pytest.mark.parametrize(
    ("kind", "same"),
    [
        (SHIRT_M, True),
        (SHIRT_L, True),
        (COAT, False),
        (KETTLE, False),
        (Kind(sku="SHIRT-M"), True),
    ],
)
def test_a_variant_is_of_the_same_category_and_as_dear(kind: Kind, same: bool) -> None:
    assert kind.is_same_product(SHIRT_M) is same


def test_goods_of_no_category_are_no_variants_of_each_other() -> None:
    assert not Kind(sku="A").is_same_product(Kind(sku="B"))


@pytest.mark.parametrize(
    ("said", "worth", "price"),
    [
        ("paid", 1000, 1000),
        ("today", 1000, 1200),
        ("lower", 1000, 1000),
        ("lower", 1500, 1200),
        ("paid", 1500, 1500),
    ],
)
def test_the_same_product_goes_out_at_the_price_the_policy_says(
    said: str, worth: int, price: int
) -> None:
    (priced,) = price_goods([back(worth=worth, price=said)], [going(SHIRT_L)])
    assert (priced.price, priced.replaces) == (Money(price), 1)


@pytest.mark.parametrize("said", ["paid", "today", "lower"])
def test_other_goods_go_out_at_todays_price(said: str) -> None:
    (priced,) = price_goods([back(price=said)], [going(COAT)])
    assert (priced.price, priced.replaces, priced.kin) == (Money(9900), 1, False)


def test_more_units_than_came_back_cost_what_they_cost_today() -> None:
    (priced,) = price_goods([back(units=2, worth=1001)], [going(SHIRT_M, 3)])
    assert (priced.shares, priced.more, priced.kin) == (((1, Money(1001)),), Money(1200), True)


def test_units_of_a_line_are_parts_that_add_up() -> None:
    one, other, third = price_goods(
        [back(units=3, worth=1000)], [going(SHIRT_M), going(SHIRT_L), going(SHIRT_L)]
    )
    assert [one.price, other.price, third.price] == [Money(333), Money(334), Money(333)]


def test_each_variant_takes_the_place_of_its_own_line() -> None:
    lines = [back(KETTLE, worth=900, line_id=1), back(SHIRT_M, worth=800, line_id=2)]
    shirt, kettle, coat = price_goods(lines, [going(SHIRT_L), going(KETTLE), going(COAT)])
    assert (shirt.price, shirt.replaces) == (Money(800), 2)
    assert (kettle.price, kettle.replaces) == (Money(900), 1)
    assert coat.replaces == 1


def test_weighed_goods_cost_by_weight() -> None:
    rice = Kind(sku="RICE", price=Money(999))
    (priced,) = price_goods([back()], [Going(kind=rice, quantity=Quantity(333))])
    assert priced.price == Money(333)


def test_other_goods_fill_the_worth_of_the_lines_in_order() -> None:
    lines = [back(KETTLE, worth=900, line_id=1), back(SHIRT_M, worth=800, line_id=2)]
    priced = price_goods(lines, [going(SHIRT_L), going(COAT)])
    assert instead_of(lines, priced) == (
        Instead(value=Money(900), same_product=False),
        Instead(value=Money(9800), same_product=False),
    )
    even = price_goods(lines, [going(SHIRT_L), going(KETTLE)])
    assert instead_of(lines, even) == (
        Instead(value=Money(900), same_product=True),
        Instead(value=Money(800), same_product=True),
    )


def test_more_of_the_same_product_is_the_same_product() -> None:
    lines = [back(worth=1000)]
    priced = price_goods(lines, [going(SHIRT_L, 2)])
    assert instead_of(lines, priced) == (Instead(value=Money(2200), same_product=True),)


@pytest.mark.parametrize(
    ("value", "price", "carried", "to_shop", "to_customer"),
    [(1000, 1000, 1000, 0, 0), (1000, 1500, 1000, 500, 0), (1000, 400, 400, 0, 600)],
)
def test_who_owes_whom(
    value: int, price: int, carried: int, to_shop: int, to_customer: int
) -> None:
    difference = Difference(value=Money(value), price=Money(price))
    assert difference.carried == Money(carried)
    assert difference.to_shop == Money(to_shop)
    assert difference.to_customer == Money(to_customer)


@pytest.mark.parametrize(
    ("price", "rate", "tax"), [(1200, 2000, 200), (1000, 1100, 99), (1000, 0, 0), (0, 2000, 0)]
)
def test_tax_is_contained_in_the_price(price: int, rate: int, tax: int) -> None:
    assert tax_within(Money(price), rate) == Money(tax)


def test_what_is_not_carried_is_still_due_in_its_own_way() -> None:
    way = RefundWay(choices=frozenset({RefundBy.CASH}))
    dues = [Due(Money(500), way), Due(Money(700), way)]
    assert dues_beyond(dues, Money(600)) == (Due(Money(600), way),)
    assert dues_beyond(dues, Money(1200)) == ()
    credit = as_credit(dues[0])
    assert (credit.way.to, credit.way.choices) == (RefundBy.STORE_CREDIT, frozenset())


def test_value_is_carried_by_what_the_refund_leaves_on_the_tenders() -> None:
    card = PaidBy(tender_id=1, kind=TenderKind.DEBIT, label="Visa", left=Money(600))
    cash = PaidBy(tender_id=2, kind=TenderKind.CASH, left=Money(400))
    refund = PlannedRefund(
        tender_id=1, kind=TenderKind.DEBIT, exact=Money(250), amount=Money(250)
    )
    parts = carry(Money(500), [card, cash], [refund], PENNY, CashSoFar())
    assert [(part.tender_id, part.kind, part.exact) for part in parts] == [
        (1, TenderKind.DEBIT, Money(350)),
        (2, TenderKind.CASH, Money(150)),
    ]
    assert carry(ZERO, [card], [], PENNY, CashSoFar()) == ()


def test_tenders_that_cannot_bear_it_are_a_fault_of_the_records() -> None:
    cash = PaidBy(tender_id=2, kind=TenderKind.CASH, left=Money(400))
    with pytest.raises(ValueError, match="short by 100"):
        carry(Money(500), [cash], [], PENNY, CashSoFar())


@given(
    parts=st.lists(st.integers(0, 400), min_size=1, max_size=4),
    first=st.integers(0, 400),
    more=st.integers(0, 400),
    rounding=st.sampled_from(Rounding),
)
def test_coins_come_out_even_along_the_chain(
    parts: list[int], first: int, more: int, rounding: Rounding
) -> None:
    """Cash of one sale carried to the next, some cash on top, and all of it refunded: what
    was handed over for both sales is what was handed back."""
    coin = Coin(step=100, rounding=rounding)
    whole = first + sum(parts)
    taken = coin.round(Money(whole))
    before = CashSoFar(exact=Money(first), paid=coin.round(Money(first)))
    tender = PaidBy(tender_id=1, kind=TenderKind.CASH, left=Money(sum(parts)))
    carried = carry(Money(sum(parts)), [tender], [], coin, before)
    taken += cash_to_take(Money(more), coin, after(before, carried))
    given_back, so_far = before.paid, before
    for part in (*parts, more):
        step = coin.round(so_far.exact + Money(part)) - so_far.paid
        assert step >= ZERO
        given_back += step
        so_far = CashSoFar(exact=so_far.exact + Money(part), paid=so_far.paid + step)
    assert given_back == taken


@given(
    units=st.integers(1, 4000),
    worth=st.integers(0, 100_000),
    cuts=st.lists(st.integers(1, 4000), max_size=4),
)
def test_the_same_product_for_the_same_product_is_even(
    units: int, worth: int, cuts: list[int]
) -> None:
    pieces, rest = [], units
    for cut in cuts:
        pieces.append(min(cut, rest))
        rest -= pieces[-1]
    pieces = [piece for piece in (*pieces, rest) if piece]
    line = CameBack(line_id=1, kind=SHIRT_M, quantity=Quantity(units), worth=Money(worth))
    priced = price_goods(
        [line], [Going(kind=SHIRT_L, quantity=Quantity(piece)) for piece in pieces]
    )
    assert Money.total(one.price for one in priced) == Money(worth)
    assert instead_of([line], priced) == (Instead(value=Money(worth), same_product=True),)

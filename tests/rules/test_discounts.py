from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.discounts import spread_discount


@pytest.mark.parametrize(
    ("discount", "over", "shares"),
    [
        pytest.param(0, [500, 300], (0, 0), id="nothing-off"),
        pytest.param(100, [750, 250], (75, 25), id="divides-evenly"),
        pytest.param(100, [1000, 1000, 1000], (34, 33, 33), id="odd-cent-to-the-first"),
        pytest.param(200, [1000, 1000, 1000], (67, 67, 66), id="two-odd-cents"),
        pytest.param(10, [1, 1, 998], (0, 0, 10), id="largest-remainder-takes-it"),
        pytest.param(1300, [1000, 300], (1000, 300), id="everything-free"),
        pytest.param(5, [0, 10, 0], (0, 5, 0), id="a-free-line-has-no-share"),
        pytest.param(0, [], (), id="no-lines"),
    ],
)
def test_shares_of_a_discount(discount: int, over: list[int], shares: tuple[int, ...]) -> None:
    assert spread_discount(discount, over) == shares


@pytest.mark.parametrize(
    ("discount", "over"), [(11, [5, 5]), (-1, [5]), (1, []), (1, [-5, 10])]
)
def test_more_off_than_there_is(discount: int, over: list[int]) -> None:
    with pytest.raises(ValueError, match="discount"):
        spread_discount(discount, over)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30), st.data())
def test_shares_add_up_and_none_exceeds_its_line(over: list[int], data: st.DataObject) -> None:
    discount = data.draw(st.integers(0, sum(over)))
    shares = spread_discount(discount, over)
    assert sum(shares) == discount
    for share, amount in zip(shares, over, strict=True):
        assert 0 <= share <= amount
        if discount:
            assert abs(share * sum(over) - discount * amount) < sum(over), "within one unit"

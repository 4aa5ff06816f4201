"""What the goods are worth that come back: in parts, and with a promotion taken back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.facts import Bundled, Earned, SoldLine
from models.rules.returns import judge_line
from models.rules.terms import Fee
from models.rules.worth import part_of
from models.values import NOTHING, ONE, ZERO, Money, Quantity
from models.values.codes import Answer
from tests.rules.cases import SOLD_ON, covers, facts, found, judged, said, shop

THREE_FOR_TWO = Earned(name="3 for 2", least=Quantity.of(3), list_price=Money(500))
"""Three for 10.00, one for 5.00."""
TAKE_BACK = shop(quantity_breaks="take-back")


@pytest.mark.parametrize(
    ("returned", "quantity", "worth"),
    [(0, 1, 333), (1, 1, 334), (2, 1, 333), (0, 2, 667), (1, 2, 667), (0, 3, 1000)],
)
def test_a_third_of_ten_each_time_is_ten_in_the_end(
    returned: int, quantity: int, worth: int
) -> None:
    assert judged(shop(), returned=returned, quantity=quantity).gross == Money(worth)


@covers("quantity_breaks")
@pytest.mark.parametrize(
    ("term", "given", "gross", "taken"),
    [
        pytest.param("keep", {}, 333, 0, id="the-shop-lets-it-be"),
        pytest.param("take-back", {}, 0, 333, id="two-kept-cost-ten"),
        pytest.param("take-back", {"quantity": 2}, 500, 167, id="one-kept-costs-five"),
        pytest.param("take-back", {"quantity": 3}, 1000, 0, id="none-kept"),
        pytest.param(
            "take-back", {"sold": 4, "paid": 1334}, 334, 0, id="three-kept-are-enough"
        ),
        pytest.param(
            "take-back",
            {"sold": 4, "paid": 1334, "quantity": 2},
            334,
            333,
            id="two-kept-are-one-too-few",
        ),
        pytest.param(
            "take-back",
            {"returned": 1, "refunded": 0, "quantity": 1},
            500,
            0,
            id="the-first-gave-nothing",
        ),
        pytest.param(
            "take-back",
            {"returned": 2, "refunded": 500, "quantity": 1},
            500,
            0,
            id="the-last-gives-the-rest",
        ),
        pytest.param(
            "take-back", {"returned": 1, "refunded": 700, "quantity": 1}, 0, 334, id="too-much"
        ),
        pytest.param(
            "take-back",
            {"returned": 2, "refunded": 900, "quantity": 1},
            100,
            233,
            id="never-more-than-is-left",
        ),
        pytest.param("take-back", {"quantity": "0.5"}, 0, 167, id="half-of-one"),
    ],
)
def test_a_quantity_break(term: str, given: dict[str, Any], gross: int, taken: int) -> None:
    terms = shop(quantity_breaks=term)
    decision = judged(terms, earned=THREE_FOR_TWO, **{"weighed": True, **given})
    assert (decision.answer, decision.gross) == (Answer.ACCEPT, Money(gross))
    assert said(decision)[1] == (["promotion-taken-back"] if taken else [])
    if taken:
        finding = found(decision, "promotion-taken-back")
        counts = {"sold": 3, "returned": 0, "quantity": 1, **given}
        sold, returned, back = (
            Quantity.of(counts[name]) for name in ("sold", "returned", "quantity")
        )
        kept = sold - returned - back
        assert finding.clause == 1
        assert finding.message.facts == {
            "name": "3 for 2",
            "kept": kept,
            "amount": Money(taken),
        }


@covers("bundles")
@pytest.mark.parametrize(
    ("terms", "unearned", "room", "gross"),
    [
        ({"bundles": "take-back"}, 0, 2000, 400),
        ({"bundles": "take-back"}, 100, 2000, 300),
        ({"bundles": "take-back"}, 400, 2000, 0),
        ({"bundles": "take-back"}, 401, 2000, 0),
        ({"bundles": "take-back"}, -100, 2000, 500),
        ({"bundles": "take-back"}, -100, 450, 450),
        ({"bundles": "keep"}, 100, 2000, 400),
        ({"quantity_breaks": "take-back"}, 100, 2000, 400),
    ],
)
def test_a_bundle_no_longer_earned(
    terms: dict[str, str], unearned: int, room: int, gross: int
) -> None:
    """What was taken back before is given again where less is kept now."""
    bundle = Bundled(name="set", unearned=Money(unearned), room=Money(room))
    decision = judged(shop(**terms), sold=2, paid=800, bundled=bundle)
    assert decision.gross == Money(gross)
    told = [one for one in decision.findings if "promotion" in one.message.code]
    facts = {"name": "set", "kept": ONE, "amount": Money(400 - gross)}
    assert [one.message.facts for one in told] == ([facts] if gross < 400 else [])
    assert all((one.clause, one.version) == (1, 7) for one in told)


def test_a_quantity_break_is_no_bundle() -> None:
    assert judged(shop(bundles="take-back"), earned=THREE_FOR_TWO).gross == Money(333)


def test_a_break_taken_back_on_a_part_with_a_fee_and_tax() -> None:
    terms = shop(quantity_breaks="take-back", fee__opened=Fee(percent=Decimal(10)))
    decision = judged(terms, earned=THREE_FOR_TWO, quantity=2, tax=100)
    assert (decision.gross, decision.fee, decision.refund) == (
        Money(500),
        Money(50),
        Money(450),
    )
    assert decision.tax == Money(45)  # 67 × 450 / 667: as much as the goods' own tax allows
    nothing = judged(terms, earned=THREE_FOR_TWO, quantity=1, tax=100)
    assert (nothing.gross, nothing.fee, nothing.tax) == (ZERO, ZERO, ZERO)


@pytest.mark.parametrize(
    ("given", "tax"),
    [
        ({}, 56),
        ({"returned": 1}, 55),
        ({"returned": 2}, 56),
        ({"quantity": 3}, 167),
        ({"paid": 0}, 0),
        ({"tax": 0}, 0),
    ],
)
def test_tax_comes_back_in_parts_that_add_up(given: dict[str, Any], tax: int) -> None:
    assert judged(shop(), **{"tax": 167, **given}).tax == Money(tax)


def cut(parts: list[int], paid: int, earned: Earned | None) -> tuple[SoldLine, list[Money]]:
    """Bring a line back in such parts, each as the policy decides it."""
    line = facts(sold=Quantity(sum(parts)), paid=paid, earned=earned, weighed=True).line
    back = []
    for part in parts:
        asked = facts(quantity=Quantity(part))
        decision = judge_line(replace(asked, line=line), TAKE_BACK)
        assert decision.answer is Answer.ACCEPT
        back.append(decision.gross)
        line = replace(
            line,
            returned=line.returned + Quantity(part),
            refunded=line.refunded + decision.gross,
        )
    return line, back


some_parts = st.lists(st.integers(1, 5000), min_size=1, max_size=12)


@given(paid=st.integers(0, 10**9), parts=some_parts)
def test_parts_of_a_line_add_up_to_what_was_paid(paid: int, parts: list[int]) -> None:
    line, back = cut(parts, paid, None)
    assert line.left == NOTHING
    assert min(back) >= ZERO
    assert Money.total(back) == Money(paid)


@given(
    paid=st.integers(0, 10**6),
    parts=some_parts,
    least=st.integers(0, 30000),
    price=st.integers(0, 10**5),
)
def test_parts_add_up_with_a_quantity_break_too(
    paid: int, parts: list[int], least: int, price: int
) -> None:
    earned = Earned(name="break", least=Quantity(least), list_price=Money(price))
    _, back = cut(parts, paid, earned)
    assert min(back) >= ZERO
    assert Money.total(back) == Money(paid)


@given(
    whole=st.integers(-(10**9), 10**9),
    sold=st.integers(1, 10**5),
    data=st.data(),
)
def test_two_parts_are_as_much_as_both_at_once(
    whole: int, sold: int, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, sold))
    line = SoldLine(sold=Quantity(sold), paid=Money(whole), sold_on=SOLD_ON)
    later = replace(line, returned=Quantity(first))
    one = part_of(Money(whole), line, Quantity(first))
    other = part_of(Money(whole), later, Quantity(sold - first))
    assert one + other == Money(whole)

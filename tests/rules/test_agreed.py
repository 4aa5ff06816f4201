"""Less than is due, as a manager and the customer agree: to the cent, never more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.agreed import cannot_lower, spread
from models.rules.findings import LineDecision
from models.values import Money
from models.values.codes import Answer

ACCEPT, OVERRIDE = Answer.ACCEPT, Answer.OVERRIDE


def line(refund: int, answer: Answer = OVERRIDE, fee: int = 0) -> LineDecision:
    return LineDecision(answer, (), gross=Money(refund + fee), fee=Money(fee))


@pytest.mark.parametrize(
    ("lines", "to", "kept"),
    [
        ([line(1000)], 700, [300]),
        ([line(1000)], 0, [1000]),
        ([line(1000)], 1000, [0]),
        ([line(900, fee=100)], 700, [200]),
        ([line(1000), line(500, ACCEPT)], 1200, [300, 0]),
        ([line(100), line(100), line(100)], 200, [34, 33, 33]),
        ([line(1), line(2)], 1, [1, 1]),
        ([line(0), line(10)], 5, [0, 5]),
    ],
)
def test_what_is_kept_of_each_line(lines: list[LineDecision], to: int, kept: list[int]) -> None:
    assert cannot_lower(lines, Money(to)) == ()
    assert [each.minor for each in spread(lines, Money(to))] == kept


@pytest.mark.parametrize(
    ("lines", "to", "code"),
    [
        ([line(1000)], 1001, "lowered-not-lower"),
        ([line(1000)], -1, "lowered-not-lower"),
        ([line(1000), line(500, ACCEPT)], 499, "lowered-too-far"),
        ([line(500, ACCEPT)], 499, "lowered-too-far"),
        ([], 1, "lowered-not-lower"),
    ],
)
def test_what_cannot_be_agreed_on(lines: list[LineDecision], to: int, code: str) -> None:
    assert [message.code for message in cannot_lower(lines, Money(to))] == [code]


@given(
    st.lists(st.tuples(st.integers(0, 10**7), st.booleans()), min_size=1, max_size=8), st.data()
)
def test_to_the_cent_and_never_below_nothing(
    sums: list[tuple[int, bool]], data: st.DataObject
) -> None:
    lines = [line(refund, OVERRIDE if open_to_it else ACCEPT) for refund, open_to_it in sums]
    due = sum(refund for refund, _ in sums)
    least = due - sum(refund for refund, open_to_it in sums if open_to_it)
    to = data.draw(st.integers(least, due))
    kept = spread(lines, Money(to))
    assert due - sum(each.minor for each in kept) == to
    for one, part in zip(lines, kept, strict=True):
        assert 0 <= part.minor <= one.refund.minor
        assert part.minor == 0 or one.answer is OVERRIDE

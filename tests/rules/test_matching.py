from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.rules.matching import Bought, BroughtBack, place_return
from models.values import Money, Quantity

FIRST = datetime(2026, 3, 1, 10, tzinfo=UTC)


def bought(
    line: int,
    sale: int,
    sold: int = 5,
    *,
    left: int | None = None,
    price: int = 200,
    day: int = 0,
) -> Bought:
    back = 0 if left is None else sold - left
    return Bought(
        line_id=line,
        sale_id=sale,
        sold_at=FIRST + timedelta(days=day),
        quantity=Quantity.of(sold),
        returned=Quantity.of(back),
        paid=Money(price * sold),
        refunded=Money(price * back),
        tax=Money(10 * sold),
    )


def back(quantity: int, *, price: int = 200, day: int = 9) -> BroughtBack:
    return BroughtBack(
        at=FIRST + timedelta(days=day),
        quantity=Quantity.of(quantity),
        gross=Money(price * quantity),
    )


@pytest.mark.parametrize(
    ("came_back", "lines", "unplaced", "placed"),
    [
        pytest.param(back(2), [bought(1, 1)], [], {1: 2}, id="the-only-line"),
        pytest.param(back(5), [bought(1, 1)], [], {1: 5}, id="all-of-the-only-line"),
        pytest.param(back(6), [bought(1, 1)], [], {}, id="more-than-was-bought"),
        pytest.param(back(3), [bought(1, 1, left=2)], [], {}, id="more-than-is-left"),
        pytest.param(back(1), [], [], {}, id="never-bought"),
        pytest.param(back(1), [bought(1, 1, day=10)], [], {}, id="bought-after-the-return"),
        pytest.param(back(1, day=0), [bought(1, 1)], [], {1: 1}, id="at-the-same-moment"),
        pytest.param(back(1, price=150), [bought(1, 1)], [], {}, id="another-price"),
        pytest.param(
            back(1),
            [bought(1, 1), bought(2, 2, price=150)],
            [],
            {1: 1},
            id="price-tells-them-apart",
        ),
        pytest.param(back(1), [bought(1, 1), bought(2, 2)], [], {}, id="either-of-two-sales"),
        pytest.param(
            back(4),
            [bought(1, 1, 2), bought(2, 2, 9)],
            [],
            {},
            id="not-even-if-one-is-too-small",
        ),
        pytest.param(
            back(7),
            [bought(1, 1, 2), bought(2, 2, 5)],
            [],
            {1: 2, 2: 5},
            id="all-of-both-sales",
        ),
        pytest.param(
            back(3),
            [bought(2, 1, 2), bought(1, 1, 2)],
            [],
            {1: 2, 2: 1},
            id="two-lines-one-sale",
        ),
        pytest.param(
            back(2),
            [bought(2, 1, 2), bought(1, 1, 2)],
            [],
            {1: 2},
            id="the-first-line-is-enough",
        ),
        pytest.param(back(2), [bought(1, 1, left=3)], [], {1: 2}, id="some-came-back-before"),
        pytest.param(
            back(1),
            [bought(1, 1, left=0), bought(2, 2)],
            [],
            {2: 1},
            id="nothing-is-left-of-the-other",
        ),
        pytest.param(
            back(2),
            [replace(bought(1, 1, left=2), refunded=Money(601))],
            [],
            {},
            id="more-money-than-was-paid",
        ),
        pytest.param(
            back(1), [bought(1, 1)], [back(1, day=0)], {}, id="the-other-at-the-same-moment"
        ),
        pytest.param(
            back(1), [bought(1, 1)], [back(1, day=5)], {}, id="another-may-have-taken-it"
        ),
        pytest.param(
            back(1), [bought(1, 1, day=3)], [back(1, day=2)], {1: 1}, id="the-other-was-before"
        ),
        pytest.param(
            back(1),
            [bought(1, 1)],
            [back(1, day=5, price=90)],
            {1: 1},
            id="the-other-had-its-price",
        ),
    ],
)
def test_where_a_return_belongs(
    came_back: BroughtBack,
    lines: list[Bought],
    unplaced: list[BroughtBack],
    placed: dict[int, int],
) -> None:
    parts = place_return(came_back, lines, unplaced)
    assert {part.line.line_id: int(part.quantity.number) for part in parts} == placed
    if parts:
        assert Money.total(part.gross for part in parts) == came_back.gross
        assert Money.total(part.tax for part in parts) == Money(
            10 * int(came_back.quantity.number)
        )


def test_a_cent_apart_is_not_certain() -> None:
    """Three for 10.00: the second one is worth 3.34, and 3.33 was paid back."""
    line = Bought(
        line_id=1,
        sale_id=1,
        sold_at=FIRST,
        quantity=Quantity.of(3),
        returned=Quantity.of(1),
        paid=Money(1000),
        refunded=Money(333),
        tax=Money(),
    )
    assert place_return(back(1, price=333), [line], []) == ()

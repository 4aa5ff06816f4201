"""A discount of the whole sale, spread over its lines to whole minor units."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spread_discount(discount: int, over: Sequence[int]) -> tuple[int, ...]:
    """Each line's share of ``discount``, in minor units, by largest remainder.

    Every line first gets its proportional share rounded down; the units that are left go
    one each to the lines that lost most by the rounding, the earlier line first where two
    lost alike. The shares add up to ``discount`` exactly, and none exceeds its line.

    Raise ``ValueError`` where the lines are worth less than the discount.
    """
    worth = sum(over)
    if discount < 0 or min(over, default=0) < 0 or discount > worth:
        raise ValueError(f"a discount of {discount} on lines worth {worth}")
    if discount == 0:
        return (0,) * len(over)
    shares = []
    lost = []
    for place, amount in enumerate(over):
        share, remainder = divmod(discount * amount, worth)
        shares.append(share)
        lost.append((-remainder, place))
    for _, place in sorted(lost)[: discount - sum(shares)]:
        shares[place] += 1
    return tuple(shares)

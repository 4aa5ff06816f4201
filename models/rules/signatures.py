"""A signature as it is kept: moved to the corner, made to fit, and no finer than it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.values.exchange_papers import ExchangeSlip
from models.values.signatures import WIDEST, Drawing, Signs
from models.values.void_papers import VoidSlip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.values.signatures import Point, Stroke
    from models.values.slips import Slip

MOST_DRAWN: Final = 20_000
"""Points that a hand draws; with more it is no signature."""
MOST_KEPT: Final = 1_200
MOST_STROKES: Final = 120
_FINEST: Final = 2
"""Units that a point is from the one before, at the least."""


def wants_signature(asked: Signs, *, money_out: bool) -> bool:
    """Whether the customer is asked to sign a paper by which money goes out, or none."""
    return asked is Signs.ALWAYS or (asked is Signs.MONEY and money_out)


def pays_out(slip: Slip) -> bool:
    """Whether the customer leaves with money, on whatever tender."""
    if isinstance(slip, VoidSlip):
        return bool(slip.paid_back)
    if isinstance(slip, ExchangeSlip) and slip.paid_in:
        return False
    return bool(slip.paid_out)


def fitted(drawn: Sequence[Sequence[Point]]) -> Drawing | None:
    """The drawing in its own box; nothing where nobody drew anything to speak of.

    Raise ``ValueError`` for more than a hand draws to sign.
    """
    strokes = [stroke for stroke in drawn if stroke]
    if sum(map(len, strokes)) > MOST_DRAWN or len(strokes) > MOST_STROKES:
        raise ValueError("too much for a signature")
    points = [point for stroke in strokes for point in stroke]
    if len(set(points)) < 2:
        return None
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide = max(x for x, _ in points) - left
    high = max(y for _, y in points) - top
    longer = max(wide, high, WIDEST)

    def fit(length: int) -> int:
        return length * WIDEST // longer

    placed = [tuple((fit(x - left), fit(y - top)) for x, y in stroke) for stroke in strokes]
    step = _FINEST
    thin = _thinned(placed, step)
    while sum(map(len, thin)) > MOST_KEPT:
        step *= 2
        thin = _thinned(placed, step)
    return Drawing(fit(wide) + 1, fit(high) + 1, thin)


def _thinned(strokes: Iterable[Stroke], step: int) -> tuple[Stroke, ...]:
    return tuple(_thin(stroke, step) for stroke in strokes)


def _thin(stroke: Stroke, step: int) -> Stroke:
    """Its first point, its last, and what lies far enough apart between them."""
    kept = [stroke[0]]
    for x, y in stroke[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= step:
            kept.append((x, y))
    if kept[-1] != stroke[-1]:
        kept.append(stroke[-1])
    return tuple(kept)

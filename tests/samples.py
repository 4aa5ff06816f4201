"""A covering sample by day, every combination at night."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.mark import ParameterSet


def covering(*axes: Iterable[Any]) -> list[ParameterSet]:
    """Every combination, for ``parametrize``; all but a sample are marked ``night``.

    By day each value of the first axis meets each of the second, and the further axes go round
    with them: where these are no longer than the first two, each of their values meets each
    value of both.
    """
    first, second, *further = sides = [tuple(axis) for axis in axes]
    if not further:
        raise ValueError("two axes alone have no sample that covers them")
    return [
        pytest.param(
            *(side[at] for side, at in zip(sides, (i, j, *rest), strict=True)),
            marks=()
            if all(at == (i + j) % len(side) for side, at in zip(further, rest, strict=True))
            else pytest.mark.night,
        )
        for i, j, *rest in product(*(range(len(side)) for side in (first, second, *further)))
    ]

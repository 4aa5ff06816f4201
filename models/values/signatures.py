"""What a customer draws to sign a paper: lines in a box of their own, no picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from datetime import datetime

Point = tuple[int, int]
Stroke = tuple[Point, ...]
WIDEST: Final = 1000
"""Units of the longer side of the box at most."""
LONGEST_PATH: Final = 16_000
"""Letters of a path; none is longer."""
_WHOLE: Final = re.compile(r"(M\d+ \d+l-?\d+ -?\d+( -?\d+ -?\d+)*)+")
_STROKE: Final = re.compile(r"M([^M]+)")
_FIGURE: Final = re.compile(r"-?\d+")


class Signs(StrEnum):
    """When a customer is asked to sign."""

    NEVER = "never"
    MONEY = "money"
    """When money goes out to them."""
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Strokes in a box of ``width`` times ``height`` units that they just fill."""

    width: int
    height: int
    strokes: tuple[Stroke, ...]

    @property
    def path(self) -> str:
        """As the path of an SVG: where a stroke begins, and each way from there to the next
        point. A dot goes no way at all."""
        return "".join(_path(stroke) for stroke in self.strokes)

    @classmethod
    def read(cls, width: int, height: int, path: str) -> Self:
        """What :attr:`path` wrote; raise ``ValueError`` for anything else."""
        if not _WHOLE.fullmatch(path):
            raise ValueError("not a drawing")
        return cls(width, height, tuple(_stroke(each) for each in _STROKE.findall(path)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSignature:
    """That a paper was signed, in the shop's own time; ``drawing`` is nothing where the
    customer is forgotten."""

    signed_at: datetime
    drawing: Drawing | None


def _path(stroke: Stroke) -> str:
    x, y = stroke[0]
    ways = []
    for to_x, to_y in stroke[1:] or stroke:
        ways.append(f"{to_x - x} {to_y - y}")
        x, y = to_x, to_y
    return f"M{stroke[0][0]} {stroke[0][1]}l{' '.join(ways)}"


def _stroke(path: str) -> Stroke:
    figures = [int(each) for each in _FIGURE.findall(path)]
    x, y = figures[:2]
    points = [(x, y)]
    for by_x, by_y in zip(figures[2::2], figures[3::2], strict=True):
        x, y = x + by_x, y + by_y
        points.append((x, y))
    dot = len(points) == 2 and points[0] == points[1]
    return tuple(points[:1] if dot else points)

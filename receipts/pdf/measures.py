"""How large everything is on each sheet; lengths in points, scanned things in whole dots.

Everything that a scanner must read lies on the dots of a till printer's head (203 to the
inch), so that bars stay equally wide on paper.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm

from models.values.printing import Sheet
from receipts.document import Size
from receipts.faces import width

if TYPE_CHECKING:
    from collections.abc import Mapping

DOT: Final = 72 / 203
HAIR: Final = 0.01
"""Taken off what ends on a dot's edge, so that rounding never makes it touch the next."""
FAINT: Final = 0.75
"""How light a line is that only guides the eye; 0 is black."""


def whole_dots(length: float) -> float:
    return ceil(length / DOT) * DOT


@dataclass(frozen=True, slots=True)
class Measure:
    """A sheet, and the column that is printed in the middle of it."""

    width: float
    height: float | None
    """None for a roll, which is as long as what is on it."""
    margin: float
    """On the left and on the right."""
    top: float
    end: float
    """White under the last row; on pages the foot stands in it."""
    points: Mapping[Size, float]
    air: float
    """Under goods, beside what is written on top of each other."""
    logo: float
    """How high a logo may be."""
    signed_on: float
    """How long a line to sign on is."""

    @property
    def room(self) -> float:
        return self.width - 2 * self.margin

    @property
    def is_wide(self) -> bool:
        """Whether there is room for columns."""
        return self.height is not None

    def ruler(self, text: str, size: Size, strong: bool) -> float:
        return width(text, self.points[size], strong)


def _roll(paper: int, margin: int, large: float) -> Measure:
    return Measure(
        width=whole_dots(paper * mm - DOT),
        height=None,
        margin=whole_dots(margin * mm),
        top=5 * mm,
        end=7 * mm,
        points={
            Size.SMALL: 7.5,
            Size.NORMAL: 9.0,
            Size.LARGE: large,
            Size.LARGEST: 3.5 * large,
        },
        air=2.5,
        logo=18 * mm,
        signed_on=46 * mm if paper > 58 else 40 * mm,
    )


def _pages(paper: tuple[int, int], margins: tuple[int, int], normal: float) -> Measure:
    wide, high = (floor(side * mm / DOT) * DOT for side in paper)
    beside, end = margins
    return Measure(
        width=wide,
        height=high,
        margin=whole_dots(beside * mm),
        top=beside * mm,
        end=end * mm,
        points={
            Size.SMALL: normal - 1.5,
            Size.NORMAL: normal,
            Size.LARGE: 1.6 * normal,
            Size.LARGEST: 4 * normal,
        },
        air=0.4 * normal,
        logo=24 * mm,
        signed_on=70 * mm,
    )


MEASURES: Final[Mapping[Sheet, Measure]] = {
    Sheet.ROLL_80: _roll(80, 4, 14.0),
    Sheet.ROLL_58: _roll(58, 5, 12.0),
    Sheet.A4: _pages((210, 297), (18, 22), 11.0),
    Sheet.A5: _pages((148, 210), (12, 17), 9.0),
}
SLIP: Final = 124 * mm
"""A label and its figure must not stand further apart than the eye can follow."""


def measure(sheet: Sheet, columns: bool) -> Measure:
    """The sheet for a document that has ``columns`` side by side, or only a slip's rows."""
    whole = MEASURES[sheet]
    if columns or whole.room <= SLIP:
        return whole
    return replace(whole, margin=whole_dots((whole.width - SLIP) / 2))

"""What a page is put together from, and which of it stays together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from receipts.document import Align, Line, Size
from receipts.layout import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from receipts.document import Words
    from receipts.layout import Row
    from receipts.pdf.measures import Measure
    from receipts.pdf.pen import Pen

LEADING, BASELINE = 1.34, 0.98
"""From row to row, and from a row's top to its letters' feet; in their size."""


class Piece(NamedTuple):
    """Something of a height in points, drawn downward from the ``y`` it is given."""

    height: float
    draw: Callable[[Pen, float], None]


def white(height: float) -> Piece:
    return Piece(height, lambda _pen, _y: None)


def stacked(pieces: Sequence[Piece]) -> Piece:
    """All of them as one."""

    def draw(pen: Pen, y: float) -> None:
        for piece in pieces:
            piece.draw(pen, y)
            y -= piece.height

    return Piece(sum(piece.height for piece in pieces), draw)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pieces that no page's end comes between."""

    pieces: tuple[Piece, ...]
    leads: bool = False
    """Stays with what comes after it, as a heading does."""
    head: Piece | None = None
    """Said again where a page begins with this."""
    is_white: bool = False
    """Left out where a page begins."""

    @property
    def height(self) -> float:
        return sum(piece.height for piece in self.pieces)


def words(block: Words, measure: Measure) -> tuple[Piece, ...]:
    return tuple(_row(row, measure) for row in rows(block, measure.room, measure.ruler))


def _row(row: Row, measure: Measure) -> Piece:
    points = measure.points[row.size]
    figure_points = measure.points[row.figure_size] if row.figure else points
    tallest = max(points, figure_points)
    x = measure.margin + row.indent
    if row.align is Align.CENTRE:
        x = (measure.width - measure.ruler(row.text, row.size, row.strong)) / 2

    def draw(pen: Pen, y: float) -> None:
        baseline = y - BASELINE * tallest
        if row.text:
            pen.write(x, baseline, row.text, points, row.strong)
        if row.figure:
            width = measure.ruler(row.figure, row.figure_size, row.strong)
            left = measure.width - measure.margin - width
            pen.write(left, baseline, row.figure, figure_points, row.strong)

    return Piece(LEADING * tallest, draw)


def paragraph(line: Line, measure: Measure) -> list[Chunk]:
    """Where it is long, two rows of it at least stand before a page's end, and behind it."""
    pieces = words(line, measure)
    if len(pieces) < 4:
        return [Chunk(pieces, leads=line.strong)]
    between = (Chunk((piece,)) for piece in pieces[2:-2])
    return [Chunk(pieces[:2]), *between, Chunk(pieces[-2:], leads=line.strong)]


def caption(text: str) -> Line:
    """Under a code, or under a line to sign on."""
    return Line(text, Align.CENTRE, size=Size.SMALL)

"""Charts of bars, black on white as every printer can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipts.document import Line, Pair, Size
from receipts.layout import bars, wrap
from receipts.letters import clean
from receipts.pdf.pen import Box
from receipts.pdf.pieces import BASELINE, LEADING, Chunk, Piece, white, words

if TYPE_CHECKING:
    from receipts.document import Bar, Chart
    from receipts.pdf.measures import Measure
    from receipts.pdf.pen import Pen

_HIGH, _GREY = 0.62, 0.35
"""Of a bar, in the size of its label; how light it is."""
_LABELS, _FIGURES, _BETWEEN = 0.34, 0.26, 1.0
"""How much of the room labels and figures may take, and white beside them in their size."""


def as_bars(chart: Chart, measure: Measure) -> list[Chunk]:
    """Label, bar and figure beside each other; on a roll, the bar under the other two."""
    title = words(Line(chart.title, strong=True), measure) if chart.title else ()
    led = [Chunk((*title, white(measure.air)), leads=True)] if title else []
    if not measure.is_wide:
        return [*led, *_under(chart, measure)]
    points = measure.points[Size.SMALL]
    figures = _widest([bar.figure for bar in chart.bars], measure)
    if figures > _FIGURES * measure.room:
        return [*led, *_under(chart, measure)]
    labels = min(_widest([bar.label for bar in chart.bars], measure), _LABELS * measure.room)
    room = measure.room - labels - figures - 2 * _BETWEEN * points
    left = measure.margin + labels + _BETWEEN * points
    return [
        *led,
        *(
            Chunk((_beside(bar, labels, Box(left, 0, length, _HIGH * points), measure),))
            for bar, length in zip(chart.bars, bars(chart, room), strict=True)
        ),
    ]


def _widest(texts: list[str], measure: Measure) -> float:
    return max((measure.ruler(clean(text), Size.SMALL, False) for text in texts), default=0)


def _under(chart: Chart, measure: Measure) -> list[Chunk]:
    points = measure.points[Size.SMALL]
    chunks = []
    for bar, length in zip(chart.bars, bars(chart, measure.room), strict=True):
        told = words(Pair(bar.label, bar.figure, size=Size.SMALL), measure)
        box = Box(measure.margin, -_HIGH * points, length, _HIGH * points)
        under = _bar(box, points) if length else white(measure.air)
        chunks.append(Chunk((*told, under)))
    return chunks


def _bar(box: Box, points: float) -> Piece:
    def draw(pen: Pen, y: float) -> None:
        pen.fill([box._replace(y=y + box.y)], _GREY)

    return Piece(1.1 * points, draw)


def _beside(bar: Bar, room: float, box: Box, measure: Measure) -> Piece:
    """The bar stands in the middle of its label's first line."""
    points = measure.points[Size.SMALL]
    row = LEADING * points
    label = wrap(bar.label, room + 0.01, lambda text: measure.ruler(text, Size.SMALL, False))
    figure = clean(bar.figure)
    right = measure.width - measure.margin - measure.ruler(figure, Size.SMALL, False)

    def draw(pen: Pen, y: float) -> None:
        for place, line in enumerate(label):
            baseline = y - place * row - BASELINE * points
            pen.write(measure.margin, baseline, line, points, False)
        pen.write(right, y - BASELINE * points, figure, points, False)
        if box.width:
            pen.fill([box._replace(y=y - BASELINE * points - 0.05 * points)], _GREY)

    return Piece(len(label) * row + 0.25 * points, draw)

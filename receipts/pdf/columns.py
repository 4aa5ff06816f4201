"""Tables in columns, where the paper has room for them."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from receipts.document import Size
from receipts.layout import told, wrap
from receipts.letters import clean
from receipts.pdf.measures import DOT, FAINT
from receipts.pdf.pen import Box
from receipts.pdf.pieces import BASELINE, LEADING, Chunk, Piece, stacked, white, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from receipts.document import Table
    from receipts.pdf.measures import Measure
    from receipts.pdf.pen import Pen

_BETWEEN, _LEAST, _AIR = 1.4, 6.0, 0.3
"""White between columns, the least width of one with text, white above and below a row; in the
size of their letters."""


class _Place(NamedTuple):
    """Where a column stands."""

    left: float
    width: float
    figures: bool


def in_columns(table: Table, measure: Measure) -> list[Chunk]:
    """The rows under heads that every page says again; one fact under another where columns
    would be too narrow to read."""
    places = _places(table, measure) if measure.is_wide else []
    if not places:
        return _facts(table, measure)
    air = white(_AIR * measure.points[Size.SMALL])
    labels = [column.label for column in table.columns]
    head = stacked([*_row(labels, places, measure, True), air, _line(0, measure)])
    hair = _line(FAINT, measure)
    return [
        Chunk((head,), leads=True),
        *(
            Chunk((air, *_row(cells, places, measure, False), air, hair), head=head)
            for cells in table.rows
        ),
    ]


def _facts(table: Table, measure: Measure) -> list[Chunk]:
    air = white(2 * measure.air)
    return [
        Chunk((*(piece for fact in facts for piece in words(fact, measure)), air))
        for facts in told(table)
    ]


def _places(table: Table, measure: Measure) -> list[_Place]:
    """Every column its share of the room, but what it needs at least; none at all where they
    need more than there is."""
    between = _BETWEEN * measure.points[Size.SMALL]
    free = measure.room - between * (len(table.columns) - 1)
    needs = [_need(table, number, measure) for number in range(len(table.columns))]
    widths = dict(enumerate(needs))
    sharing = set(widths)
    while sharing:
        shares = sum(table.columns[number].share for number in sharing)
        for number in sharing:
            widths[number] = free * table.columns[number].share / shares
        tight = {number for number in sharing if widths[number] < needs[number]}
        if not tight:
            break
        for number in tight:
            widths[number] = needs[number]
            free -= needs[number]
        sharing -= tight
    if not sharing:
        return []
    places, left = [], measure.margin
    for number, column in enumerate(table.columns):
        places.append(_Place(left, widths[number], column.figures))
        left += widths[number] + between
    return places


def _need(table: Table, number: int, measure: Measure) -> float:
    """The widest figure, and its head's words; of text, room for a word."""
    column = table.columns[number]
    if not column.figures:
        return _LEAST * measure.points[Size.SMALL]
    head = [measure.ruler(word, Size.SMALL, True) for word in clean(column.label).split(" ")]
    cells = [measure.ruler(clean(row[number]), Size.SMALL, False) for row in table.rows]
    return max([*head, *cells])


def _row(
    cells: Sequence[str], places: Sequence[_Place], measure: Measure, strong: bool
) -> list[Piece]:
    """A piece for each line of its tallest cell."""
    wrapped = [
        wrap(cell, place.width + DOT, lambda text: measure.ruler(text, Size.SMALL, strong))
        for cell, place in zip(cells, places, strict=True)
    ]
    return [
        _cells(line, places, measure, strong) for line in zip_longest(*wrapped, fillvalue="")
    ]


def _cells(
    texts: Sequence[str], places: Sequence[_Place], measure: Measure, strong: bool
) -> Piece:
    points = measure.points[Size.SMALL]

    def draw(pen: Pen, y: float) -> None:
        for text, place in zip(texts, places, strict=True):
            free = place.width - measure.ruler(text, Size.SMALL, strong)
            left = place.left + (free if place.figures else 0)
            if text:
                pen.write(left, y - BASELINE * points, text, points, strong)

    return Piece(LEADING * points, draw)


def _line(grey: float, measure: Measure) -> Piece:
    def draw(pen: Pen, y: float) -> None:
        pen.fill([Box(measure.margin, y - DOT, measure.room, DOT)], grey)

    return Piece(DOT, draw)

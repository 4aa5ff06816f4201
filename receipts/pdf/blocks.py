"""Each block of a document as pieces of a page, and which of them stay together."""

from __future__ import annotations

from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING, assert_never

from reportlab.lib.units import mm

from receipts.document import (
    QR,
    Barcode,
    Chart,
    Gap,
    Item,
    Line,
    Logo,
    Pair,
    Rule,
    Signature,
    Size,
    Table,
)
from receipts.letters import clean
from receipts.pdf.charts import as_bars
from receipts.pdf.codes import bars, qr
from receipts.pdf.columns import in_columns
from receipts.pdf.logos import picture
from receipts.pdf.measures import DOT, whole_dots
from receipts.pdf.pen import Box
from receipts.pdf.pieces import Chunk, Piece, caption, paragraph, stacked, white, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from receipts.document import Block
    from receipts.pdf.measures import Measure
    from receipts.pdf.pen import Pen

_SMALL = (Barcode | QR, Signature)
_BESIDE = 3
"""How many of these may stand in a row."""


def chunks(
    blocks: Sequence[Block], measure: Measure, logos: Mapping[str, bytes]
) -> list[Chunk]:
    """The blocks from top to bottom; on pages, codes stand beside each other, and so do lines
    to sign on."""
    made: list[Chunk] = []
    for row in _rows(blocks) if measure.is_wide else [[block] for block in blocks]:
        made += [_beside(row, measure)] if len(row) > 1 else _block(row[0], measure, logos)
    return made


def _rows(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """What comes beside each other; the white between it goes."""
    row: list[Block] = []
    gaps: list[Block] = []
    for block in blocks:
        if row and isinstance(block, Gap):
            gaps.append(block)
            continue
        if (
            row
            and len(row) < _BESIDE
            and any(isinstance(row[0], kind) and isinstance(block, kind) for kind in _SMALL)
        ):
            row.append(block)
        else:
            if row:
                yield row
            yield from ([gap] for gap in gaps)
            row = [block]
        gaps = []
    if row:
        yield row
    yield from ([gap] for gap in gaps)


def _beside(row: Sequence[Block], measure: Measure) -> Chunk:
    """Each in the middle of its part of the row; lines to sign on at one height."""
    width = floor(measure.room / len(row) / DOT) * DOT
    part = replace(measure, width=width, margin=whole_dots(3 * mm))
    stacks = [
        stacked([piece for chunk in _block(block, part, {}) for piece in chunk.pieces])
        for block in row
    ]

    height = max(stack.height for stack in stacks)
    sunk = 0 if isinstance(row[0], Signature) else 0.5

    def draw(pen: Pen, y: float) -> None:
        for number, stack in enumerate(stacks):
            pen.left = measure.margin + number * width
            stack.draw(pen, y - sunk * (height - stack.height))
        pen.left = 0

    return Chunk((Piece(height, draw),))


def _block(block: Block, measure: Measure, logos: Mapping[str, bytes]) -> Sequence[Chunk]:
    match block:
        case Line():
            return paragraph(block, measure)
        case Pair():
            return [Chunk(words(block, measure))]
        case Item():
            return [Chunk((*words(block, measure), white(measure.air)))]
        case Rule():
            return [Chunk((_rule(measure),), is_white=True)]
        case Gap():
            return [Chunk((white(measure.points[Size.NORMAL]),), is_white=True)]
        case Barcode(data):
            return _barcode(clean(data), measure)
        case QR(data):
            code = qr(data, measure)
            return [Chunk((code,))] if code else paragraph(caption(data), measure)
        case Logo(digest):
            return _logo(logos.get(digest, b""), measure)
        case Signature(who):
            return [_signature(who, measure)]
        case Table():
            return in_columns(block, measure)
        case Chart():
            return as_bars(block, measure)
        case _:
            assert_never(block)


def _rule(measure: Measure) -> Piece:
    height = measure.points[Size.NORMAL]

    def draw(pen: Pen, y: float) -> None:
        pen.fill([Box(measure.margin, y - height / 2 - DOT, measure.room, 2 * DOT)])

    return Piece(height, draw)


def _barcode(data: str, measure: Measure) -> list[Chunk]:
    code = bars(data, measure)
    told = caption(data)
    return [Chunk((code, *words(told, measure)))] if code else paragraph(told, measure)


def _logo(png: bytes, measure: Measure) -> list[Chunk]:
    """As wide as it fits, but no larger than its pixels bear: 72 to the inch at least."""
    shown = picture(png, measure.room, measure.logo, not measure.is_wide) if png else None
    if shown is None:
        return []
    wide, high = shown.getSize()
    scale = min(measure.room / wide, measure.logo / high, 1)
    width, height = wide * scale, high * scale
    left = (measure.width - width) / 2

    def draw(pen: Pen, y: float) -> None:
        pen.show(shown, Box(left, y - height, width, height))

    return [Chunk((Piece(height, draw), white(2 * mm)))]


def _signature(who: str, measure: Measure) -> Chunk:
    """White to sign in, the line, and whose it is."""
    wide = min(measure.signed_on, measure.room)
    room = 11 * mm

    def draw(pen: Pen, y: float) -> None:
        pen.fill([Box((measure.width - wide) / 2, y - room, wide, DOT)])

    under = words(caption(who), measure)
    return Chunk((Piece(room + 1, draw), *under, white(measure.air)))

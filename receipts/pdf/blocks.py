"""Each block of a document as pieces of a page, and which of them stay together."""

from __future__ import annotations

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
from receipts.pdf.measures import DOT
from receipts.pdf.pen import Box
from receipts.pdf.pieces import Chunk, Piece, caption, paragraph, white, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from receipts.document import Block
    from receipts.pdf.measures import Measure
    from receipts.pdf.pen import Pen

RULE = 9.0


def chunks(block: Block, measure: Measure, logos: Mapping[str, bytes]) -> Sequence[Chunk]:
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
    def draw(pen: Pen, y: float) -> None:
        pen.fill([Box(measure.margin, y - RULE / 2 - DOT, measure.room, 2 * DOT)])

    return Piece(RULE, draw)


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

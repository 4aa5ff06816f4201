"""A document as a PDF roll, as long as what is on it; the same document, the same bytes.

Everything that a scanner must read lies on the dots of a till printer's head (203 to the
inch), so that bars stay equally wide on paper.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, assert_never

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from receipts.document import QR, Align, Barcode, Gap, Item, Line, Pair, Rule, Size
from receipts.layout import Row, clean, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from receipts.document import Block, Document

DOT = 72 / 203
_HAIR = 0.01
"""Taken off what ends on a dot's edge, so that rounding never makes it touch the next."""
_FONTS = Path(__file__).parent / "fonts"
_PLAIN, _STRONG = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
_POINTS = {Size.SMALL: 7.5, Size.NORMAL: 9.0, Size.LARGE: 14.0}
_NARROW_POINTS = {**_POINTS, Size.LARGE: 12.0}
_LEADING, _BASELINE = 1.34, 0.98
_TOP, _END = 5 * mm, 7 * mm
_RULE, _AIR = 9.0, 2.5
_BAR_HEIGHT = 11 * mm
_BAR_DOTS, _QR_DOTS = 3, 148


class _Piece(NamedTuple):
    """Something of a height in points, drawn downward from the ``y`` it is given."""

    height: float
    draw: Callable[[Canvas, float], None]


def render(document: Document, paper: int = 80) -> bytes:
    """The document on a roll ``paper`` millimetres wide, 80 or 58."""
    _load_fonts()
    roll = _Roll(paper)
    pieces = [piece for block in document.blocks for piece in roll.pieces(block)]
    height = _whole_dots(_TOP + sum(piece.height for piece in pieces) + _END)
    out = BytesIO()
    canvas = Canvas(
        out,
        (roll.width - _HAIR, height - _HAIR),
        invariant=1,
        initialFontName=_PLAIN,
        lang=document.language,
    )
    canvas.setTitle(clean(document.title))
    y = height - _TOP
    for piece in pieces:
        piece.draw(canvas, y)
        y -= piece.height
    canvas.save()
    return out.getvalue()


@lru_cache(maxsize=1)
def _load_fonts() -> None:
    for name in (_PLAIN, _STRONG):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))


def _font(strong: bool) -> str:
    return _STRONG if strong else _PLAIN


def _whole_dots(length: float) -> float:
    return ceil(length / DOT) * DOT


class _Roll:
    """The pieces of a paper of one width; lengths in points."""

    def __init__(self, paper: int) -> None:
        self.width = _whole_dots(paper * mm - DOT)
        self.margin = _whole_dots((4 if paper > 58 else 5) * mm)
        self.points = _POINTS if paper > 58 else _NARROW_POINTS
        self.room = self.width - 2 * self.margin

    def ruler(self, text: str, size: Size, strong: bool) -> float:
        return float(pdfmetrics.stringWidth(text, _font(strong), self.points[size]))

    def pieces(self, block: Block) -> Sequence[_Piece]:
        match block:
            case Line() | Pair():
                return self._rows(rows(block, self.room, self.ruler))
            case Item():
                air = _Piece(_AIR, lambda _canvas, _y: None)
                return [*self._rows(rows(block, self.room, self.ruler)), air]
            case Rule():
                return [_Piece(_RULE, self._rule)]
            case Gap():
                return [_Piece(_POINTS[Size.NORMAL], lambda _canvas, _y: None)]
            case Barcode(data):
                return self._barcode(clean(data))
            case QR(data):
                return [self._qr(data)]
            case _:
                assert_never(block)

    def _rows(self, printed: Sequence[Row]) -> list[_Piece]:
        return [self._row(row) for row in printed]

    def _row(self, row: Row) -> _Piece:
        points = self.points[row.size]
        figure_points = self.points[row.figure_size] if row.figure else points
        tallest = max(points, figure_points)

        def draw(canvas: Canvas, y: float) -> None:
            canvas.setFont(_font(row.strong), points)
            baseline = y - _BASELINE * tallest
            if row.align is Align.CENTRE:
                canvas.drawCentredString(self.width / 2, baseline, row.text)
            else:
                canvas.drawString(self.margin + row.indent, baseline, row.text)
            if row.figure:
                canvas.setFont(_font(row.strong), figure_points)
                canvas.drawRightString(self.width - self.margin, baseline, row.figure)

        return _Piece(_LEADING * tallest, draw)

    def _rule(self, canvas: Canvas, y: float) -> None:
        canvas.setLineWidth(2 * DOT)
        middle = y - _RULE / 2
        canvas.line(self.margin, middle, self.width - self.margin, middle)

    def _barcode(self, data: str) -> list[_Piece]:
        caption = Line(data, Align.CENTRE, size=Size.SMALL)
        written = self._rows(rows(caption, self.room, self.ruler))
        bars = _bars(data, self.room)
        if bars is None:
            return written

        def draw(canvas: Canvas, y: float) -> None:
            left = (self.width - bars.width) / 2
            bars.drawOn(canvas, left - left % DOT, y - _BAR_HEIGHT)

        return [_Piece(_BAR_HEIGHT + 2, draw), *written]

    def _qr(self, data: str) -> _Piece:
        import segno

        matrix = segno.make(data, error="m", micro=False).matrix
        modules = len(matrix)
        step = max(min(_QR_DOTS // modules, int(self.room / DOT) // modules), 1) * DOT
        side = modules * step

        def draw(canvas: Canvas, y: float) -> None:
            left = (self.width - side) / 2
            left, top = left - left % DOT, y - y % DOT
            path = canvas.beginPath()
            for row, line in enumerate(matrix):
                for start, length in _runs(line):
                    bottom = top - (row + 1) * step
                    path.rect(left + start * step, bottom, length * step, step)
            canvas.drawPath(path, stroke=0, fill=1)

        return _Piece(side + DOT, draw)


class _Bars(Code128):
    """Bars a hair narrower than their dots: a rasteriser blackens every dot a bar touches."""

    def __init__(self, data: str, dots: int) -> None:
        Code128.__init__(self, data, barWidth=dots * DOT, barHeight=_BAR_HEIGHT, quiet=False)

    def rect(self, x: float, y: float, w: float, h: float) -> None:
        self.canv.rect(x + _HAIR, y, w - 2 * _HAIR, h, stroke=0, fill=1)


def _bars(data: str, room: float) -> Code128 | None:
    """Bars two or three dots wide, or none where they would not fit or not say ``data``.

    The margins are wide enough to be the quiet zone, ten times the narrowest bar.
    """
    if not data or not (data.isascii() and data.isprintable()):
        return None
    for dots in range(_BAR_DOTS, 1, -1):
        bars = _Bars(data, dots)
        if bars.width <= room:
            return bars
    return None


def _runs(line: Sequence[int]) -> list[tuple[int, int]]:
    """Where dark modules start in a row and how many stand together."""
    found: list[tuple[int, int]] = []
    start = -1
    for place, dark in enumerate([*line, 0]):
        if dark and start < 0:
            start = place
        elif not dark and start >= 0:
            found.append((start, place - start))
            start = -1
    return found

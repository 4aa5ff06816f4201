"""Codes for scanners, as boxes on whole dots: Code 128 and QR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import mm

from receipts.pdf.measures import DOT, HAIR
from receipts.pdf.pen import Box
from receipts.pdf.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from receipts.pdf.measures import Measure
    from receipts.pdf.pen import Pen

_HEIGHT = 11 * mm
_BAR_DOTS, _QR_DOTS, _MODULE_DOTS = 3, 148, 2


def bars(data: str, measure: Measure) -> Piece | None:
    """Code 128, its bars two or three dots wide; none where they would not fit or not say
    ``data``.

    The margins are wide enough to be the quiet zone, ten times the narrowest bar.
    """
    if not data or not (data.isascii() and data.isprintable()):
        return None
    modules = _modules(data)
    dots = min(int(measure.room / DOT) // len(modules), _BAR_DOTS)
    if dots < 2:
        return None
    step = dots * DOT
    left = _on_dots((measure.width - len(modules) * step) / 2)

    def draw(pen: Pen, y: float) -> None:
        pen.fill(
            Box(left + start * step + HAIR, y - _HEIGHT, many * step - 2 * HAIR, _HEIGHT)
            for start, many in _runs(modules)
        )

    return Piece(_HEIGHT + 2, draw)


def _modules(data: str) -> bytes:
    """A byte for each of the narrowest bars and spaces, 1 where it is dark."""
    code = Code128(data, quiet=False)
    code.validate()
    code.encode()
    code.decompose()
    told = str(code.decomposed)
    return b"".join(
        b"\1" * (ord(each) - 64) if each.isupper() else b"\0" * (ord(each) - 96)
        for each in told
    )


def qr(data: str, measure: Measure) -> Piece | None:
    """None where ``data`` is too long for dots that a scanner can tell apart."""
    import segno

    try:
        matrix = segno.make(data, error="m", micro=False).matrix
    except segno.DataOverflowError:
        return None
    modules = len(matrix)
    dots = max(_QR_DOTS // modules, _MODULE_DOTS)
    if modules * dots * DOT > measure.room:
        return None
    step = dots * DOT
    side = modules * step
    left = _on_dots((measure.width - side) / 2)

    def draw(pen: Pen, y: float) -> None:
        top = _on_dots(y)
        pen.fill(
            Box(left + start * step, top - (row + 1) * step, many * step, step)
            for row, line in enumerate(matrix)
            for start, many in _runs(line)
        )

    return Piece(side + DOT, draw)


def _on_dots(place: float) -> float:
    return place - place % DOT


def _runs(line: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules start in a row and how many stand together."""
    start = -1
    for place, dark in enumerate([*line, 0]):
        if dark and start < 0:
            start = place
        elif not dark and start >= 0:
            yield start, place - start
            start = -1

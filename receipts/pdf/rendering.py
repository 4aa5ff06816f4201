"""From a document to a file: pieces under another on a roll, or page after page.

The same document makes the same bytes, whenever and wherever it is rendered.
"""

from __future__ import annotations

from io import BytesIO
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from reportlab.pdfgen.canvas import Canvas

from models.values.printing import Sheet
from receipts.document import Chart, Size, Table
from receipts.faces import PLAIN, face
from receipts.language import Language
from receipts.layout import wrap
from receipts.letters import clean
from receipts.pdf.blocks import chunks
from receipts.pdf.measures import DOT, FAINT, HAIR, measure, whole_dots
from receipts.pdf.pages import in_pages
from receipts.pdf.pen import Box, Pen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from receipts.document import Document
    from receipts.pdf.measures import Measure
    from receipts.pdf.pieces import Chunk, Piece

NO_LOGOS: Final[Mapping[str, bytes]] = MappingProxyType({})
_ONE_AT_A_TIME = Lock()
"""ReportLab reads a face for one file at a time."""


def render(
    document: Document, sheet: Sheet = Sheet.ROLL_80, logos: Mapping[str, bytes] = NO_LOGOS
) -> bytes:
    """The document on such a sheet: a roll in one piece, all others in pages.

    ``logos`` has the PNG for the digest of each logo; one that is not there is left out.
    """
    columns = any(isinstance(block, Table | Chart) for block in document.blocks)
    size = measure(sheet, columns)
    parts = [chunk for block in document.blocks for chunk in chunks(block, size, logos)]
    with _ONE_AT_A_TIME:
        if size.height is None:
            return _roll(document, parts, size)
        return _pages(document, parts, size, size.height)


def _canvas(document: Document, out: BytesIO, width: float, height: float) -> Canvas:
    for strong in (False, True):
        face(strong)
    canvas = Canvas(
        out,
        (width - HAIR, height - HAIR),
        invariant=1,
        initialFontName=PLAIN,
        lang=document.language,
    )
    canvas.setTitle(clean(document.title))
    return canvas


def _roll(document: Document, parts: Sequence[Chunk], size: Measure) -> bytes:
    pieces = [piece for part in parts for piece in part.pieces]
    height = whole_dots(size.top + sum(piece.height for piece in pieces) + size.end)
    out = BytesIO()
    canvas = _canvas(document, out, size.width, height)
    pen = Pen(canvas)
    _draw(pen, pieces, height - size.top)
    pen.put_down()
    canvas.save()
    return out.getvalue()


def _pages(document: Document, parts: Sequence[Chunk], size: Measure, height: float) -> bytes:
    pages = in_pages(parts, height - size.top - size.end)
    out = BytesIO()
    canvas = _canvas(document, out, size.width, height)
    for number, pieces in enumerate(pages, 1):
        pen = Pen(canvas)
        _draw(pen, pieces, height - size.top)
        _foot(pen, document, (number, len(pages)), size)
        pen.put_down()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(pen: Pen, pieces: Sequence[Piece], y: float) -> None:
    for piece in pieces:
        piece.draw(pen, y)
        y -= piece.height


def _foot(pen: Pen, document: Document, page: tuple[int, int], size: Measure) -> None:
    """Which paper a loose page belongs to, and which page of it it is."""
    number, last = page
    language = Language.of(document.language)
    said = clean(language.say("Page {page} of {pages}", page=number, pages=last))
    points = size.points[Size.SMALL]
    baseline = size.end / 2
    beside = size.ruler(said, Size.SMALL, False)
    title, *_ = wrap(
        document.title,
        size.room - beside - 2 * points,
        lambda text: size.ruler(text, Size.SMALL, False),
    )
    right = size.width - size.margin
    pen.fill([Box(size.margin, baseline + 1.5 * points, size.room, DOT)], FAINT)
    pen.write(size.margin, baseline, title, points, False)
    pen.write(right - beside, baseline, said, points, False)

"""From a document to a file: pieces under another on a roll, or page after page.

The same document makes the same bytes, whenever and wherever it is rendered.
"""

from __future__ import annotations

from io import BytesIO
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from models.values.printing import Sheet
from receipts.document import Chart, Size, Table
from receipts.faces import PLAIN, begin, face
from receipts.language import Language
from receipts.layout import wrap
from receipts.letters import clean
from receipts.pdf.blocks import chunks
from receipts.pdf.measures import DOT, FAINT, HAIR, measure, whole_dots
from receipts.pdf.pages import in_pages
from receipts.pdf.pen import Box, Pen
from receipts.pdf.pieces import stacked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from receipts.document import Document
    from receipts.pdf.measures import Measure
    from receipts.pdf.pieces import Chunk

NO_LOGOS: Final[Mapping[str, bytes]] = MappingProxyType({})
_ONE_AT_A_TIME = Lock()
"""ReportLab reads a face for one file at a time."""

rl_config.useA85 = 0  # type: ignore[attr-defined]
"""Streams as they are: made fit for mail of seven bits, they would be a quarter longer."""


def render(
    document: Document, sheet: Sheet = Sheet.ROLL_80, logos: Mapping[str, bytes] = NO_LOGOS
) -> bytes:
    """The document on such a sheet: a roll in one piece, all others in pages.

    ``logos`` has the PNG for the digest of each logo; one that is not there is left out.
    """
    columns = any(isinstance(block, Table | Chart) for block in document.blocks)
    size = measure(sheet, columns)
    parts = chunks(document.blocks, size, logos)
    with _ONE_AT_A_TIME:
        if size.height is None:
            return _roll(document, parts, size)
        return _pages(document, parts, size, size.height)


def _canvas(document: Document, out: BytesIO, width: float, height: float) -> Canvas:
    face(False)
    size = (width - HAIR, height - HAIR)
    canvas = Canvas(out, size, invariant=1, initialFontName=PLAIN, lang=document.language)
    begin(canvas._doc)
    canvas.setTitle(clean(document.title))
    return canvas


def _roll(document: Document, parts: Sequence[Chunk], size: Measure) -> bytes:
    roll = stacked([piece for part in parts for piece in part.pieces])
    height = whole_dots(size.top + roll.height + size.end)
    out = BytesIO()
    canvas = _canvas(document, out, size.width, height)
    pen = Pen(canvas)
    roll.draw(pen, height - size.top)
    pen.put_down()
    canvas.save()
    return out.getvalue()


def _pages(document: Document, parts: Sequence[Chunk], size: Measure, height: float) -> bytes:
    pages = in_pages(parts, height - size.top - size.end)
    out = BytesIO()
    canvas = _canvas(document, out, size.width, height)
    for number, pieces in enumerate(pages, 1):
        pen = Pen(canvas)
        stacked(pieces).draw(pen, height - size.top)
        _foot(pen, document, (number, len(pages)), size)
        pen.put_down()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


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

"""Black dots for a printer's head: rows of letters that it lacks, codes, logos.

Pictures are of mode ``1``, black on white, and as wide as the line they are for, which is
a multiple of eight.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw, ImageFont

from receipts.document import Align, Size

if TYPE_CHECKING:
    from receipts.layout import Row

_FONTS = Path(__file__).parent / "fonts"
_FACES = {False: "DejaVuSansCondensed.ttf", True: "DejaVuSansCondensed-Bold.ttf"}
_DOTS = {Size.SMALL: 16, Size.NORMAL: 21, Size.LARGE: 38}
"""Of the letters' height, about as large as the printer's own."""
_SMALLEST = 8
_TALL = 48
_BETWEEN = 8
"""White dots, at least, between a label and its figure."""
_BARS_HEIGHT = 80
_QR_QUIET = 4
_LOGO_HEIGHT = 240
_BAR_HEIGHT = 16
_WHITE, _BLACK = 255, 0


def row(printed: Row, indent: int, dots: int, pitch: int) -> Image.Image:
    """A row of text as high as a printed line, ``indent`` and ``dots`` in dots.

    Letters become smaller where they would be wider than the line.
    """
    sizes = {printed.size, printed.figure_size if printed.figure else printed.size}
    picture = _white(dots, max(_TALL if Size.LARGE in sizes else 0, pitch))
    pen = ImageDraw.Draw(picture)
    figure_font = _fitting(printed.figure, printed.figure_size, printed.strong, dots)
    taken = _length(figure_font, printed.figure) + _BETWEEN if printed.figure else 0
    room = dots - indent - taken
    font = _fitting(printed.text, printed.size, printed.strong, room)
    baseline = picture.height * 3 // 4
    left = indent
    if printed.align is Align.CENTRE:
        left = (dots - _length(font, printed.text)) // 2
    pen.text((left, baseline), printed.text, _BLACK, font, anchor="ls")
    if printed.figure:
        start = dots - _length(figure_font, printed.figure)
        pen.text((start, baseline), printed.figure, _BLACK, figure_font, anchor="ls")
    return picture


def _length(font: ImageFont.FreeTypeFont, text: str) -> int:
    return -int(-font.getlength(text) // 1)


@lru_cache(maxsize=64)
def face(strong: bool, dots: int) -> ImageFont.FreeTypeFont:
    """Laid out letter by letter, alike on every machine."""
    engine = ImageFont.Layout.BASIC
    return ImageFont.truetype(str(_FONTS / _FACES[strong]), dots, layout_engine=engine)


def _fitting(text: str, size: Size, strong: bool, room: int) -> ImageFont.FreeTypeFont:
    for dots in range(_DOTS[size], _SMALLEST, -1):
        font = face(strong, dots)
        if font.getlength(text) <= room:
            return font
    return face(strong, _SMALLEST)


def _white(width: int, height: int) -> Image.Image:
    return Image.new("1", (width, height), _WHITE)


def _centred(picture: Image.Image, dots: int) -> Image.Image:
    line = _white(dots, picture.height)
    line.paste(picture, ((dots - picture.width) // 2, 0))
    return line


def bars(data: str, module: int, dots: int) -> Image.Image:
    """Code 128 of printable ASCII, its narrowest bar ``module`` dots wide."""
    from barcode.codex import Code128

    [pattern] = Code128(data).build()
    black = bytes(_BLACK if part == "1" else _WHITE for part in pattern)
    code = Image.frombytes("L", (len(pattern), 1), black)
    return _centred(code.resize((len(pattern) * module, _BARS_HEIGHT)).convert("1"), dots)


def qr(data: str, side: int, dots: int) -> Image.Image:
    """About ``side`` dots wide, with the white that it needs above and below."""
    import segno

    matrix = segno.make(data, error="m", micro=False).matrix
    modules = len(matrix)
    step = max(min(side, dots) // (modules + 2 * _QR_QUIET), 1)
    black = b"".join(bytes(_BLACK if dark else _WHITE for dark in line) for line in matrix)
    code = Image.frombytes("L", (modules, modules), black)
    quiet = _QR_QUIET * step
    line = _white(dots, modules * step + 2 * quiet)
    drawn = code.resize((modules * step, modules * step)).convert("1")
    line.paste(drawn, ((dots - drawn.width) // 2, quiet))
    return line


def logo(png: bytes, dots: int) -> Image.Image:
    """Greys as scattered dots, on white; never larger than it is.

    Raises:
        OSError: not a picture.
    """
    with Image.open(BytesIO(png), formats=["PNG"]) as opened:
        coloured = opened.convert("RGBA")
    coloured.thumbnail((dots, _LOGO_HEIGHT))
    paper = Image.new("RGBA", coloured.size, "white")
    return _centred(Image.alpha_composite(paper, coloured).convert("L").convert("1"), dots)


def bar(length: int, dots: int) -> Image.Image:
    """A black bar from the left."""
    line = _white(dots, _BAR_HEIGHT)
    line.paste(_BLACK, (0, 2, min(length, dots), _BAR_HEIGHT - 2))
    return line


_DLE = 0x10
_AT_ONCE = (0x04, 0x05, 0x14)


def heads(picture: Image.Image) -> bytes:
    """The dots as printers take them: a set bit is black, rows from the left.

    Printers obey some commands wherever they stand, even among the dots of a picture: one of
    them opens the drawer. A dot beside a black one breaks each of them.
    """
    dots = ImageChops.invert(picture).tobytes()
    for second in _AT_ONCE:
        dots = dots.replace(bytes((_DLE, second)), bytes((_DLE | _DLE << 1, second)))
    return dots

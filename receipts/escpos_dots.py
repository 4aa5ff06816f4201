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
from receipts.letters import seen

if TYPE_CHECKING:
    from receipts.layout import Row

_FONTS = Path(__file__).parent / "fonts"
_FACES = {False: "DejaVuSansCondensed.ttf", True: "DejaVuSansCondensed-Bold.ttf"}
_DOTS = {Size.SMALL: 16, Size.NORMAL: 21, Size.LARGE: 38, Size.LARGEST: 84}
"""Of the letters' height, about as large as the printer's own."""
_SMALLEST = 8
_TALL = {Size.LARGE: 48, Size.LARGEST: 112}
"""Of a row of large letters; others are as high as a printed line."""
_OVERHANG = 1
"""Dots by which a letter such as T may stand out of its width."""
_BETWEEN = 8
"""White dots, at least, between a label and its figure."""
BARS_HEIGHT = 80
_BARS_QUIET, _WIDEST_BAR, _NARROWEST_BAR = 10, 3, 2
_QR_SIDE, _SMALLEST_MODULE, _QR_QUIET = 148, 3, 4
_LOGO_HEIGHT = 240
_BAR_HEIGHT = 16
_WHITE, _BLACK = 255, 0


def row(printed: Row, indent: int, dots: int, pitch: int) -> Image.Image:
    """A row of text as high as a printed line, ``indent`` and ``dots`` in dots.

    Letters become smaller where they would be wider than the line.
    """
    text, figure = seen(printed.text), seen(printed.figure)
    sizes = {printed.size, printed.figure_size if figure else printed.size}
    picture = _white(dots, max(pitch, *(_TALL.get(size, 0) for size in sizes)))
    pen = ImageDraw.Draw(picture)
    figure_font = _fitting(figure, printed.figure_size, printed.strong, dots)
    taken = _length(figure_font, figure) + _BETWEEN if figure else 0
    room = dots - indent - taken - 2 * _OVERHANG
    font = _fitting(text, printed.size, printed.strong, room)
    baseline = picture.height * 3 // 4
    left = indent + _OVERHANG
    if printed.align is Align.CENTRE:
        left = (dots - _length(font, text)) // 2
    pen.text((left, baseline), text, _BLACK, font, anchor="ls")
    if figure:
        start = dots - _length(figure_font, figure) - _OVERHANG
        pen.text((start, baseline), figure, _BLACK, figure_font, anchor="ls")
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


def _enlarged(code: Image.Image, width: int, height: int) -> Image.Image:
    return code.resize((width, height), Image.Resampling.NEAREST).convert("1")


def bars(data: str, dots: int) -> Image.Image | None:
    """Code 128 of printable ASCII, as wide as there is room for; none where there is not."""
    from barcode.codex import Code128

    [pattern] = Code128(data).build()
    module = bar_width(len(pattern), dots)
    if not module:
        return None
    black = bytes(_BLACK if part == "1" else _WHITE for part in pattern)
    code = Image.frombytes("L", (len(pattern), 1), black)
    return _centred(_enlarged(code, len(pattern) * module, BARS_HEIGHT), dots)


def bar_width(modules: int, dots: int) -> int:
    """Of the narrowest bar in dots, with the white that Code 128 needs beside it; 0 if it does
    not fit."""
    fitting = dots // (modules + 2 * _BARS_QUIET)
    return min(fitting, _WIDEST_BAR) if fitting >= _NARROWEST_BAR else 0


def qr_width(modules: int, dots: int) -> int:
    """Of a module in dots: about 18 mm together, more where scanners would not see them."""
    return min(max(_QR_SIDE // modules, _SMALLEST_MODULE), max(dots // modules, 1))


def qr(data: str, dots: int) -> Image.Image:
    """With the white that it needs above and below."""
    import segno

    matrix = segno.make(data, error="m", micro=False).matrix
    modules = len(matrix)
    step = qr_width(modules, dots)
    black = b"".join(bytes(_BLACK if dark else _WHITE for dark in line) for line in matrix)
    code = Image.frombytes("L", (modules, modules), black)
    quiet = _QR_QUIET * step
    line = _white(dots, modules * step + 2 * quiet)
    drawn = _enlarged(code, modules * step, modules * step)
    line.paste(drawn, ((dots - drawn.width) // 2, quiet))
    return line


def logo(png: bytes, dots: int) -> Image.Image | None:
    """Greys as scattered dots, on white; never larger than it is. None where it is no picture:
    a paper must come out without it."""
    try:
        with Image.open(BytesIO(png), formats=["PNG"]) as opened:
            opened.thumbnail((dots, _LOGO_HEIGHT))
            coloured = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    paper = Image.new("RGBA", coloured.size, "white")
    return _centred(Image.alpha_composite(paper, coloured).convert("L").convert("1"), dots)


def bar(length: int, dots: int) -> Image.Image:
    """A black bar from the left."""
    line = _white(dots, _BAR_HEIGHT)
    line.paste(_BLACK, (0, 2, min(length, dots), _BAR_HEIGHT - 2))
    return line


_DLE = 0x10
_AT_ONCE = tuple(bytes((_DLE, second)) for second in (0x04, 0x05, 0x14))
"""How the commands begin that printers obey wherever they stand, even among the dots of a
picture: one of them opens the drawer."""


def obeyed_anywhere(sent: bytes) -> bool:
    return any(command in sent for command in _AT_ONCE)


def heads(picture: Image.Image) -> bytes:
    """The dots as printers take them: a set bit is black, rows from the left.

    A dot more beside a black one breaks what would be a command.
    """
    dots = ImageChops.invert(picture).tobytes()
    for command in _AT_ONCE:
        dots = dots.replace(command, bytes((_DLE | _DLE << 1, command[1])))
    return dots

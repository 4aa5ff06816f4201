"""A printed paper as people and scanners see it: painted whole, and read from its dots."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import zxingcpp
from PIL import Image, ImageChops, ImageDraw

from receipts.escpos_dots import face
from tests.printed import Bars, Feed, Letters, Picture, PrintedPaper, Square

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.printed import Piece

CELL: Final = {0: (12, 24), 1: (9, 17)}
"""Width and height of a letter in dots, by font."""
PITCH: Final = 34


def paint(paper: PrintedPaper, width: int = 576) -> Image.Image:
    """The paper as it hangs from a printer of 203 dots to the inch, for people to look at."""
    blocks = [_painted(piece, width) for piece in paper.pieces]
    roll = Image.new("L", (width + 32, sum(block.height for block in blocks) + 32), 255)
    top = 16
    for block in blocks:
        roll.paste(block, (16, top))
        top += block.height
    return roll


def _painted(piece: Piece, width: int) -> Image.Image:
    match piece:
        case Letters():
            return _painted_letters(piece, width)
        case Picture():
            return _placed(piece.image.convert("L"), piece.align, width)
        case Bars():
            code = zxingcpp.create_barcode(piece.data, zxingcpp.BarcodeFormat.Code128)
            drawn = Image.fromarray(code.to_image(scale=piece.module, add_quiet_zones=False))
            drawn = drawn.resize((drawn.width, piece.height))
            return _placed(drawn, piece.align, width)
        case Square():
            qr = zxingcpp.create_barcode(
                piece.data, zxingcpp.BarcodeFormat.QRCode, ec_level="M"
            )
            drawn = Image.fromarray(qr.to_image(scale=piece.module, add_quiet_zones=False))
            return _placed(drawn, piece.align, width)
        case Feed(lines):
            return Image.new("L", (width, lines * PITCH), 255)


def _painted_letters(line: Letters, width: int) -> Image.Image:
    tall = max((CELL[look.font][1] * look.high for look in line.looks), default=0)
    row = Image.new("L", (width, max(tall + 12, PITCH)), 255)
    left = 0
    for letter, look in zip(line.text, line.looks, strict=True):
        across, down = CELL[look.font]
        cell = Image.new("L", (across, down), 255)
        font = face(look.bold, down - 5)
        ImageDraw.Draw(cell).text((across / 2, down * 0.8), letter, 0, font, anchor="ms")
        cell = cell.resize((across * look.wide, down * look.high))
        row.paste(cell, (left, row.height - cell.height - 6 * look.high))
        left += cell.width
    return row


def _placed(drawn: Image.Image, align: int, width: int) -> Image.Image:
    row = Image.new("L", (width, drawn.height), 255)
    row.paste(drawn, ((width - drawn.width) * align // 2, 0))
    return row


SIZES: Final = (21, 38, 16, *range(37, 21, -1), *range(20, 7, -1))
"""Of letters in dots, the usual ones first."""
GAPS: Final = (7, 5, 4)
"""White columns between words of large, of usual and of squeezed letters."""


def scanned(picture: Image.Image) -> list[str]:
    """What a scanner reads, bars and squares alike, from the distance at which it can."""
    for nearer in (1, 2, 3):
        size = (picture.width * nearer, picture.height * nearer)
        larger = picture.convert("L").resize(size, Image.Resampling.NEAREST)
        roomy = Image.new("L", (larger.width + 80, larger.height + 80), 255)
        roomy.paste(larger, (40, 40))
        if found := zxingcpp.read_barcodes(roomy, text_mode=zxingcpp.TextMode.Plain):
            return [code.text for code in found]
    return []


def read(picture: Image.Image, words: Iterable[str]) -> list[str]:
    """What a row drawn in the paper's own font says, in ``words``.

    Reads dot for dot: a word that is not exactly there is not read.

    Raises:
        ValueError: something on it is none of these words.
    """
    known = frozenset(words)
    try:
        return _read(picture.convert("L"), known, GAPS)
    except ValueError:
        return _read(_as_drawn(picture).convert("L"), known, GAPS)


def _as_drawn(picture: Image.Image) -> Image.Image:
    """Without the dots that keep printers from taking others for a command."""
    dots = ImageChops.invert(picture).tobytes()
    for second in (b"\x04", b"\x05", b"\x14"):
        dots = dots.replace(b"\x30" + second, b"\x10" + second)
    return ImageChops.invert(Image.frombytes("1", picture.size, dots))


def _read(part: Image.Image, words: frozenset[str], gaps: Sequence[int]) -> list[str]:
    """What is one word by a wide gap may be several by a narrower one."""
    said = []
    for word in _cut(part, gaps[0]):
        found = _read_word(word, words)
        if not found and len(gaps) == 1:
            raise ValueError("none of the words that are looked for")
        said += [found] if found else _read(word, words, gaps[1:])
    return said


def _cut(picture: Image.Image, gap: int) -> Iterator[Image.Image]:
    """At white of ``gap`` columns, each part as high as the row."""
    inked = [
        picture.crop((x, 0, x + 1, picture.height)).getextrema()[0] == 0
        for x in range(picture.width)
    ]
    start = end = -1
    for x, black in enumerate([*inked, *[False] * (gap + 1)]):
        if black:
            start, end = (x if start < 0 else start), x + 1
        elif start >= 0 and x - end >= gap:
            yield picture.crop((start, 0, end, picture.height))
            start = -1


def _read_word(image: Image.Image, words: frozenset[str]) -> str:
    for size in SIZES:
        for strong in (False, True):
            font = face(strong, size)
            for word in words:
                if abs(font.getlength(word) - image.width) <= size / 2 and _says(
                    image, _drawn(word, image.height, size, strong)
                ):
                    return word
    return ""


def _says(image: Image.Image, drawn: Image.Image | None) -> bool:
    """Pillow places what it draws by its tallest letter, which may be in another word."""
    return (
        drawn is not None
        and drawn.width == image.width
        and any(_equal(image, ImageChops.offset(drawn, 0, down)) for down in (0, 1, -1))
    )


def _equal(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is None


@cache
def _drawn(text: str, height: int, size: int, strong: bool) -> Image.Image | None:
    row = Image.new("1", (len(text) * size * 2 + 20, height), 255)
    ImageDraw.Draw(row).text((10, height * 3 // 4), text, 0, face(strong, size), anchor="ls")
    ink = ImageChops.invert(row.convert("L")).getbbox()
    return row.crop((ink[0], 0, ink[2], height)).convert("L") if ink else None

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


def read(picture: Image.Image, letters: Iterable[str]) -> list[str]:
    """The words of a row drawn in the paper's own font, made of ``letters``.

    Reads dot for dot: a letter that is not exactly there is not read.

    Raises:
        ValueError: something on it is no word of these letters.
    """
    known = sorted({letter for letter in letters if not letter.isspace()})
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


def _read(part: Image.Image, letters: list[str], gaps: Sequence[int]) -> list[str]:
    """What is one word by a wide gap may be several by a narrower one."""
    words = []
    for word in _cut(part, gaps[0]):
        found = _read_word(word, letters)
        if not found and len(gaps) == 1:
            raise ValueError("no letters of the paper's font")
        words += [found] if found else _read(word, letters, gaps[1:])
    return words


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


def _read_word(word: Image.Image, letters: list[str]) -> str:
    for size in SIZES:
        for strong in (False, True):
            found = _continued(word, "", letters, size, strong)
            if found:
                return found
    return ""


def _continued(
    word: Image.Image, begun: str, letters: list[str], size: int, strong: bool
) -> str:
    for letter in letters:
        longer = begun + letter
        drawn = _drawn(longer, word.height, size, strong)
        if drawn is None or drawn.width > word.width:
            continue
        # Pillow places what it draws by the tallest letter in it, which may be yet to come.
        shifted = [drawn, *(ImageChops.offset(drawn, 0, down) for down in (1, -1))]
        if drawn.width == word.width:
            if any(_equal(word, tried) for tried in shifted):
                return longer
        elif any(_starts_with(word, tried) for tried in shifted) and (
            found := _continued(word, longer, letters, size, strong)
        ):
            return found
    return ""


def _equal(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is None


def _starts_with(word: Image.Image, drawn: Image.Image) -> bool:
    """The next letter may reach under or over the last columns."""
    sure = (0, 0, max(drawn.width - drawn.height // 6, 1), drawn.height)
    there = word.crop((0, 0, *drawn.size))
    covered = _equal(ImageChops.darker(there, drawn), there)
    return covered and _equal(there.crop(sure), drawn.crop(sure))


@cache
def _drawn(text: str, height: int, size: int, strong: bool) -> Image.Image | None:
    row = Image.new("1", (len(text) * size * 2 + 20, height), 255)
    ImageDraw.Draw(row).text((10, height * 3 // 4), text, 0, face(strong, size), anchor="ls")
    ink = ImageChops.invert(row.convert("L")).getbbox()
    return row.crop((ink[0], 0, ink[2], height)).convert("L") if ink else None

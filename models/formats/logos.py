"""A picture from anywhere, made into one that every printer of the counter can print."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Final, NamedTuple

from PIL import Image, ImageOps

from models.values import refuse
from models.values.letterheads import LARGEST_FILE

WIDEST: Final = 576
"""Dots of a roll of 80 mm."""
HIGHEST: Final = 288
MOST_PIXELS: Final = 40_000_000
"""Of a picture that is taken in: some forty megabytes of memory for a moment."""
WHITE: Final = 255


class LogoRead(NamedTuple):
    digest: str
    """SHA-256 of the PNG, as 64 small hexadecimal digits."""
    png: bytes


def read_logo(picture: bytes) -> LogoRead:
    """A PNG or JPEG as a grey PNG of at most 576 × 288 dots, upright, on white.

    What comes out goes in again unchanged. Nothing else of the file is kept: no position, no
    name of a camera. Raise :class:`models.values.Refused`: ``logo-large(most)`` for a file or
    a picture that is too large, ``logo-unreadable`` for what is no such picture.
    """
    if len(picture) > LARGEST_FILE:
        raise refuse("logo-large")
    try:
        with Image.open(BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise refuse("logo-large")
            opened.draft("L", (2 * WIDEST, 2 * HIGHEST))
            grey = _grey(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as why:
        raise refuse("logo-large") from why
    except (OSError, ValueError, SyntaxError, EOFError) as why:
        raise refuse("logo-unreadable") from why
    grey.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    written = BytesIO()
    grey.save(written, "PNG", optimize=True)
    png = written.getvalue()
    return LogoRead(hashlib.sha256(png).hexdigest(), png)


def _grey(picture: Image.Image) -> Image.Image:
    """What shows through becomes white, as paper is."""
    if not picture.has_transparency_data:
        return picture.convert("L")
    shown = picture.convert("LA")
    ground = Image.new("L", shown.size, WHITE)
    ground.paste(shown.getchannel("L"), mask=shown.getchannel("A"))
    return ground

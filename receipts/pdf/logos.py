"""The shop's own picture on its papers."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image
from reportlab.lib.utils import ImageReader

DPI = 300
"""More than any printer of papers shows, so no picture is stored finer."""


@lru_cache(maxsize=8)
def picture(png: bytes, width: float, height: float, grey: bool) -> ImageReader | None:
    """The picture on white, no finer than it prints in a box of ``width`` by ``height``
    points; ``None`` where it is no picture: a paper must come out without it."""
    try:
        with Image.open(BytesIO(png)) as opened:
            opened.thumbnail((round(width * DPI / 72), round(height * DPI / 72)))
            clear = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    paper = Image.new("RGBA", clear.size, "white")
    paper.alpha_composite(clear)
    return ImageReader(paper.convert("L" if grey else "RGB"))

"""The two faces that every PDF carries with it: what they hold, and how wide it is."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

PLAIN, STRONG = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
FONTS = Path(__file__).parent / "fonts"


_COMMON = "×−·•–—‘’“”…éñ₱"
"""In every file beside ASCII, so that most files carry the same parts of the faces."""


@lru_cache(maxsize=2)
def face(strong: bool) -> Any:
    """ReportLab's font, which remembers the parts it was cut into: to cut one takes longer
    than to write a short slip."""
    name = STRONG if strong else PLAIN
    font: Any = TTFont(name, str(FONTS / f"{name}.ttf"))
    cut = lru_cache(maxsize=32)(font.face.makeSubset)
    font.face.makeSubset = lambda subset: cut(tuple(subset))
    pdfmetrics.registerFont(font)
    return font


def begin(file: PDFDocument) -> None:
    """Put the letters that most papers have into ``file``, before others come."""
    for strong in (False, True):
        face(strong).splitString(_COMMON, file)


@lru_cache(maxsize=1)
def letters() -> frozenset[int]:
    """The code points that both faces hold."""
    return frozenset(face(False).face.charToGlyph) & frozenset(face(True).face.charToGlyph)


class _Widths(dict[str, float]):
    """Of letters, in parts of their size."""

    def __init__(self, strong: bool) -> None:
        self._face = face(strong).face

    def __missing__(self, letter: str) -> float:
        width = self[letter] = float(self._face.getCharWidth(ord(letter))) / 1000
        return width


_widths = lru_cache(maxsize=2)(_Widths)


def width(text: str, points: float, strong: bool) -> float:
    """Of ``text``, in points: the sum of its letters' widths."""
    return points * sum(map(_widths(strong).__getitem__, text))

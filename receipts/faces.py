"""The two faces that every PDF carries with it: what they hold, and how wide it is."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, STRONG = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
FONTS = Path(__file__).parent / "fonts"


@lru_cache(maxsize=2)
def face(strong: bool) -> Any:
    """The face, known to ReportLab by its name from then on."""
    name = STRONG if strong else PLAIN
    font = TTFont(name, str(FONTS / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font.face


@lru_cache(maxsize=1)
def letters() -> frozenset[int]:
    """The code points that both faces hold."""
    return frozenset(face(False).charToGlyph) & frozenset(face(True).charToGlyph)


class _Widths(dict[str, float]):
    """Of letters, in parts of their size."""

    def __init__(self, strong: bool) -> None:
        self._face = face(strong)

    def __missing__(self, letter: str) -> float:
        width = self[letter] = float(self._face.getCharWidth(ord(letter))) / 1000
        return width


_widths = lru_cache(maxsize=2)(_Widths)


def width(text: str, points: float, strong: bool) -> float:
    """Of ``text``, in points: the sum of its letters' widths."""
    return points * sum(map(_widths(strong).__getitem__, text))

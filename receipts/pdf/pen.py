"""What draws on a page: text, boxes and pictures, each in as few words of PDF as it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from receipts.faces import face
from receipts.letters import seen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas


class Box(NamedTuple):
    """From its lower left corner, in points."""

    x: float
    y: float
    width: float
    height: float


class Pen:
    """Writes on the page that its canvas is at; ``x`` and ``y`` in points from the lower left
    corner.

    Text goes into the page as plain operators, which costs half the time of a canvas's own
    ways to draw it; it is there only after :meth:`put_down`.
    """

    left: float = 0
    """Where ``x`` is counted from."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._file = canvas._doc
        self._text: list[str] = []
        self._font = ""

    def write(self, x: float, baseline: float, text: str, points: float, strong: bool) -> None:
        font = face(strong)
        self._text.append(f"1 0 0 1 {self.left + x:.2f} {baseline:.2f} Tm")
        for subset, codes in font.splitString(seen(text), self._file):
            chosen = f"{font.getSubsetInternalName(subset, self._file)} {points:g} Tf"
            if chosen != self._font:
                self._font = chosen
                self._text.append(chosen)
            self._text.append(f"<{codes.hex()}> Tj")

    def fill(self, boxes: Iterable[Box], grey: float = 0) -> None:
        """All of them as one; ``grey`` from 0, black, to 1."""
        drawn = " ".join(
            f"{self.left + x:.3f} {y:.3f} {width:.3f} {height:.3f} re"
            for x, y, width, height in boxes
        )
        self._canvas.addLiteral(f"q {grey:g} g {drawn} f Q")

    def show(self, picture: ImageReader, box: Box) -> None:
        self._canvas.drawImage(picture, self.left + box.x, box.y, box.width, box.height)

    def put_down(self) -> None:
        self._canvas.addLiteral(" ".join(("BT", *self._text, "ET")))

"""What draws on a page: text, boxes and pictures, each in as few words of PDF as it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from receipts.faces import PLAIN, STRONG
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
    corner. Text is on the page only after :meth:`put_down`."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._text = canvas.beginText()
        self._font: tuple[bool, float] | None = None

    def write(self, x: float, baseline: float, text: str, points: float, strong: bool) -> None:
        if self._font != (strong, points):
            self._font = (strong, points)
            self._text.setFont(STRONG if strong else PLAIN, points)
        self._text.setTextOrigin(round(x, 2), round(baseline, 2))
        self._text.textLine(seen(text))

    def fill(self, boxes: Iterable[Box], grey: float = 0) -> None:
        """All of them as one; ``grey`` from 0, black, to 1."""
        self._canvas.setFillGray(grey)
        path = self._canvas.beginPath()
        for box in boxes:
            path.rect(*box)
        self._canvas.drawPath(path, stroke=0, fill=1)
        self._canvas.setFillGray(0)

    def show(self, picture: ImageReader, box: Box) -> None:
        self._canvas.drawImage(picture, *box)

    def put_down(self) -> None:
        self._canvas.drawText(self._text)

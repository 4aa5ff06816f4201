"""A slip of forty lines as PDF: by Konter, beside the same slip drawn by fpdf2.

``python -m tests.benchmarks.slip [--lines 40] [--rounds 60]``

Both break the same words into the same rows, embed the same two faces, and draw the same bars
and QR; only who writes the file differs. Each round prints a slip of its own number, by one
after the other. The files are read again by a scanner's eye, and must say the same.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import zxingcpp
from fpdf import FPDF
from PIL import Image

from models.values.printing import Sheet
from receipts import pdf
from receipts.document import QR, Barcode, Document
from receipts.faces import FONTS, PLAIN, STRONG
from receipts.letters import seen
from receipts.pdf.blocks import chunks
from receipts.pdf.measures import MEASURES
from receipts.pdf.pen import Pen
from receipts.pdf.pieces import stacked
from receipts.pictures import pages
from receipts.slips import return_slip
from tests.benchmarks.figures import median_and_p95, say
from tests.receipts.papers import BLENDER, RICE, TOWELS, a_head, a_slip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from receipts.pdf.pen import Box

Render = Callable[[Document], bytes]


class FpdfPen(Pen):
    """Konter's pen with another ink; ``y`` is counted from the other end."""

    def __init__(self, file: FPDF, height: float) -> None:
        self._fpdf = file
        self._height = height
        self._chosen: tuple[bool, float] | None = None

    def write(self, x: float, baseline: float, text: str, points: float, strong: bool) -> None:
        if self._chosen != (strong, points):
            self._chosen = (strong, points)
            self._fpdf.set_font(STRONG if strong else PLAIN, size=points)
        self._fpdf.text(self.left + x, self._height - baseline, seen(text))

    def fill(self, boxes: Iterable[Box], grey: float = 0) -> None:
        self._fpdf.set_fill_color(round(255 * grey))
        for box in boxes:
            top = self._height - box.y - box.height
            self._fpdf.rect(self.left + box.x, top, box.width, box.height, style="F")


def by_fpdf2(document: Document) -> bytes:
    measure = MEASURES[Sheet.ROLL_80]
    parts = chunks(document.blocks, measure, pdf.NO_LOGOS)
    roll = stacked([piece for part in parts for piece in part.pieces])
    height = measure.top + roll.height + measure.end
    file = FPDF(unit="pt", format=(measure.width, height))
    for name in (PLAIN, STRONG):
        file.add_font(name, fname=FONTS / f"{name}.ttf")
    file.set_margin(0)
    file.set_auto_page_break(False)
    file.add_page()
    roll.draw(FpdfPen(file, height), height - measure.top)
    return bytes(file.output())


class Writer(NamedTuple):
    name: str
    render: Render


WRITERS = (Writer("konter", pdf.render), Writer("fpdf2", by_fpdf2))


def a_long_slip(lines: int, number: int) -> Document:
    goods = [
        replace((BLENDER, TOWELS, RICE)[line % 3], sku=f"ELK-{line:05}")
        for line in range(lines)
    ]
    return return_slip(a_slip(*goods, head=a_head(number=f"R2-{number:06}")))


def without_codes(document: Document) -> Document:
    kept = tuple(block for block in document.blocks if not isinstance(block, Barcode | QR))
    return replace(document, blocks=kept)


def codes_on(file: bytes) -> list[str]:
    (picture,) = pages(file, 203)
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    return sorted(f"{code.format.name} {code.text}" for code in zxingcpp.read_barcodes(image))


def measure(slips: list[Document]) -> dict[str, list[float]]:
    """Seconds of each slip by each writer, which take turns."""
    took: dict[str, list[float]] = {writer.name: [] for writer in WRITERS}
    for slip in slips:
        for writer in WRITERS:
            began = time.perf_counter()
            writer.render(slip)
            took[writer.name].append(time.perf_counter() - began)
    return took


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--lines", type=int, default=40)
    words.add_argument("--rounds", type=int, default=60)
    asked = words.parse_args()
    first, *slips = [a_long_slip(asked.lines, number) for number in range(asked.rounds + 1)]
    say(f"a slip of {asked.lines} lines, {asked.rounds} rounds")
    files = [writer.render(first) for writer in WRITERS]  # reads the faces, too
    if len({tuple(codes_on(file)) for file in files}) != 1:
        raise SystemExit("the writers' codes say different things")
    for what, papers in (
        ("with Code 128 and QR", slips),
        ("without codes", list(map(without_codes, slips))),
    ):
        took = measure(papers)
        say(f"{what}:")
        for name, seconds in took.items():
            say(f"  {name:<10}{median_and_p95(seconds)}")
        ratio = median(took["fpdf2"]) / median(took["konter"])
        say(f"  {'ratio':<10}{ratio:.1f}")
    sizes = zip(WRITERS, files, strict=True)
    say("size: " + ", ".join(f"{writer.name} {len(file):,} bytes" for writer, file in sizes))


if __name__ == "__main__":
    main()

"""Papers as PDF: every block on every sheet, whole pages, the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from models.values.printing import Sheet
from receipts import pdf, text
from receipts.document import (
    QR,
    Bar,
    Barcode,
    Chart,
    Column,
    Document,
    Gap,
    Item,
    Line,
    Logo,
    Pair,
    Rule,
    Signature,
    Table,
)
from receipts.letters import LACKING
from receipts.pictures import pages
from receipts.slips import return_slip
from tests.receipts.names import names
from tests.receipts.papers import a_head, a_slip

if TYPE_CHECKING:
    from receipts.document import Block
    from receipts.pictures import Picture

ROLLS = [sheet for sheet in Sheet if sheet.is_roll]
PAGES = [sheet for sheet in Sheet if not sheet.is_roll]
MM = 72 / 25.4


def a_logo(width: int = 480, height: int = 160, colour: str = "#c81e3c") -> bytes:
    out = BytesIO()
    Image.new("RGBA", (width, height), colour).save(out, "PNG")
    return out.getvalue()


LOGO = a_logo()
DIGEST = hashlib.sha256(LOGO).hexdigest()
LOGOS = {DIGEST: LOGO}
ENTRIES = Table(
    (Column("Time"), Column("What happened", 4), Column("Amount", figures=True)),
    tuple(
        (f"entry-{number}", "Return taken, its window kept open " * 3, f"−1.234.{number:03}")
        for number in range(100)
    ),
)
HOURS = Chart(
    "Returns by hour", (Bar("9–10", 3, "3"), Bar("10–11", 12, "12"), Bar("11–12", 0, "0"))
)


def a_document(*blocks: Block, language: str = "en") -> Document:
    return Document("Journal J2-000007", language, blocks)


EVERYTHING = a_document(
    Logo(DIGEST),
    Line("Toko Serba Ada Melati ₱ é"),
    Rule(),
    Pair("Refund", "Rp 476.220"),
    Item("2 ×", "Blender", "350.000", ("ELK-00152",), (Pair("Fee", "−35.000"),)),
    Table(ENTRIES.columns, ENTRIES.rows[:3]),
    HOURS,
    Gap(),
    Signature("Manager: Dewi"),
    Signature("Clerk: Sari"),
    Barcode("J2-000007"),
    QR("J2-000007"),
)


def words(file: bytes) -> list[str]:
    """What each page says."""
    return [page.extract_text() for page in PdfReader(BytesIO(file)).pages]


def image(picture: Picture) -> Image.Image:
    return Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)


def ink(picture: Picture) -> tuple[int, int, int, int]:
    """The box around all that is not white; an empty one in the corner if there is nothing."""
    dark = image(picture).convert("L").point(lambda grey: 255 * (grey < 250))
    return dark.getbbox() or (0, 0, 0, 0)


@pytest.mark.parametrize("sheet", Sheet)
def test_every_block_comes_on_every_sheet(sheet: Sheet) -> None:
    file = pdf.render(EVERYTHING, sheet, LOGOS)
    said = " ".join(words(file))
    for each in (
        *("Melati ₱ é", "Rp 476.220", "2 × Blender", "ELK-00152", "−35.000", "entry-2"),
        *("What happened", "−1.234.002", "Returns by hour", "10–11", "Manager: Dewi"),
        *("Clerk: Sari", "J2-000007"),
    ):
        assert each in said
    read = {
        code.format.name: code.text
        for picture in pages(file, 203)
        for code in zxingcpp.read_barcodes(image(picture))
    }
    assert read == {"Code128": "J2-000007", "QRCode": "J2-000007"}


@pytest.mark.parametrize("columns", [42, 32])
def test_every_block_comes_in_text(columns: int) -> None:
    lines = text.lines(EVERYTHING, columns)
    assert max(map(text.width, lines)) <= columns
    said = "\n".join(lines)
    for each in ("entry-2", "−1.234.002", "█" * columns, "Manager: Dewi", "*J2-000007*"):
        assert each in said
    assert lines.index("10–11" + "12".rjust(columns - 5)) + 1 == lines.index("█" * columns)


@pytest.mark.parametrize(
    ("sheet", "width", "height"), [(Sheet.A4, 210, 297), (Sheet.A5, 148, 210)]
)
def test_pages_are_as_large_as_their_paper(sheet: Sheet, width: int, height: int) -> None:
    (page,) = PdfReader(BytesIO(pdf.render(a_document(Line("Hello")), sheet))).pages
    assert float(page.mediabox.width) == pytest.approx(width * MM, abs=0.5)
    assert float(page.mediabox.height) == pytest.approx(height * MM, abs=0.5)


@pytest.mark.parametrize("sheet", PAGES)
def test_each_page_says_whose_it_is_and_which(sheet: Sheet) -> None:
    said = words(pdf.render(a_document(ENTRIES), sheet))
    assert len(said) > 2
    for number, page in enumerate(said, 1):
        assert f"Journal J2-000007 Page {number} of {len(said)}" in " ".join(page.split())


@pytest.mark.parametrize("sheet", PAGES)
def test_heads_of_a_table_are_on_each_of_its_pages_and_no_figure_breaks(sheet: Sheet) -> None:
    said = words(pdf.render(a_document(ENTRIES), sheet))
    for page in said:
        assert page.count("What happened") == 1
    for number in range(100):
        (found,) = [page for page in said if f"entry-{number}\n" in page.replace(" ", "\n")]
        assert f"−1.234.{number:03}" in found


def test_a_page_after_a_table_does_not_begin_with_its_heads() -> None:
    said = words(pdf.render(a_document(ENTRIES, *[Line("After")] * 100), Sheet.A5))
    assert "What happened" not in said[-1]


def test_a_table_with_too_many_columns_tells_its_facts_under_another() -> None:
    columns = tuple(Column(f"Head {number}") for number in range(12))
    table = Table(columns, (tuple(f"fact {number}" for number in range(12)),))
    (said,) = words(pdf.render(a_document(table), Sheet.A5))
    assert "Head 0 fact 0" in said
    assert "Head 11 fact 11" in said


@pytest.mark.parametrize("sheet", PAGES)
def test_goods_a_heading_and_what_it_stands_over_stay_on_one_page(sheet: Sheet) -> None:
    goods = [
        block
        for number in range(80)
        for block in (
            Line(f"Heading {number}.", strong=True),
            Item("1 ×", f"Goods {number}.", "1", (f"SKU {number}.", f"Serial {number}.")),
        )
    ]
    said = words(pdf.render(a_document(*goods), sheet))
    assert len(said) > 3
    for number in range(80):
        (found,) = [page for page in said if f"Heading {number}." in page]
        for each in ("Goods", "SKU", "Serial"):
            assert f"{each} {number}." in found


@pytest.mark.parametrize("rows", range(30, 100, 7))
def test_no_row_of_a_paragraph_is_alone_on_a_page(rows: int) -> None:
    story = " ".join(f"word{number} and what was said about it" for number in range(60))
    said = words(pdf.render(a_document(*[Line("Row")] * rows, Line(story)), Sheet.A5))
    told = [page.count("\n") - page.count("Row\n") for page in said if "word" in page]
    assert all(count != 2 for count in told), "the foot is a row, too"


def test_what_no_page_can_hold_goes_on_over_several() -> None:
    long = "word " * 5000
    document = a_document(
        Item("1 ×", long, "1"), Table(ENTRIES.columns, (("1", long, "2"),)), Signature(long)
    )
    said = words(pdf.render(document, Sheet.A5))
    assert sum(page.count("word") for page in said) == 15_000
    for picture in pages(pdf.render(document, Sheet.A5), 36):
        assert ink(picture)[3] < picture.height - 4 * MM / 2


@pytest.mark.parametrize("sheet", Sheet)
def test_whatever_names_say_the_margins_stay_white(sheet: Sheet) -> None:
    strange = list(islice(names(2000, seed=11), 960, 1020))
    shown = [
        block
        for name in strange
        for block in (Pair(name, "Rp 1"), Item("1 ×", name, "1", (name,)), Signature(name[:99]))
    ]
    table = Table(
        (Column("Name", 2), Column("Again"), Column("Sum", figures=True)),
        tuple((name, name, "1.234") for name in strange),
    )
    chart = Chart("Names", tuple(Bar(name, len(name), name[:40]) for name in strange))
    for document in (a_document(*shown), a_document(table, chart)):
        for picture in pages(pdf.render(document, sheet), 72):
            left, top, right, bottom = ink(picture)
            edge = 3 * MM
            assert left >= edge
            assert right <= picture.width - edge
            assert top >= edge
            assert bottom <= picture.height - edge


def test_a_letter_that_no_font_has_is_shown_as_missing_everywhere_alike() -> None:
    document = a_document(Line("Dewi 黛薇 Lestari"))
    (said,) = words(pdf.render(document))
    assert said == f"Dewi {LACKING * 2} Lestari"
    assert text.lines(document) == [f"Dewi {LACKING * 2} Lestari"]


def pictures_in(file: bytes) -> list[Any]:
    return [picture for page in PdfReader(BytesIO(file)).pages for picture in page.images]


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("size", [(480, 160), (3000, 30), (40, 2000), (16, 16)])
def test_a_logo_is_centred_and_never_too_large(sheet: Sheet, size: tuple[int, int]) -> None:
    logo = a_logo(*size)
    (picture,) = pages(pdf.render(a_document(Logo("here")), sheet, {"here": logo}), 72)
    if not sheet.is_roll:
        above = image(picture).crop((0, 0, picture.width, picture.height - 60))
        picture = type(picture)(above.width, above.height, above.tobytes())
    left, top, right, bottom = ink(picture)
    assert left + right == pytest.approx(picture.width, abs=2)
    assert bottom - top <= 24 * MM + 2
    assert left >= 3 * MM


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("logos", [{}, {DIGEST: b"no picture"}, {DIGEST: LOGO[:90]}])
def test_a_logo_that_is_gone_or_spoilt_is_left_out(
    sheet: Sheet, logos: dict[str, bytes]
) -> None:
    with_logo = a_document(Logo(DIGEST), Line("Melati"))
    assert pdf.render(with_logo, sheet, logos) == pdf.render(a_document(Line("Melati")), sheet)


def test_a_logo_is_grey_on_a_roll_and_in_colour_on_a_page() -> None:
    modes = {
        sheet: pictures_in(pdf.render(EVERYTHING, sheet, LOGOS))[0].image.mode
        for sheet in (Sheet.ROLL_80, Sheet.A4)
    }
    assert modes == {Sheet.ROLL_80: "L", Sheet.A4: "RGB"}


@pytest.mark.parametrize("data", ["R2-000418" * 8, "https://melati.example/?" + "x" * 200])
@pytest.mark.parametrize("sheet", Sheet)
def test_a_longer_qr_is_read_again_or_its_text_stands_there(sheet: Sheet, data: str) -> None:
    file = pdf.render(a_document(QR(data)), sheet)
    (picture,) = pages(file, 203)
    read = [code.text for code in zxingcpp.read_barcodes(image(picture))]
    assert read == [data]


def test_what_no_qr_can_hold_is_printed_in_letters() -> None:
    file = pdf.render(a_document(QR("0123456789abcdef" * 400)))
    assert re.sub(r"\s", "", "".join(words(file))) == "0123456789abcdef" * 400


FINGERPRINTS = """
import hashlib
from models.values.printing import Sheet
from receipts import pdf
from receipts.slips import return_slip
from tests.receipts.papers import a_slip
from tests.receipts.test_pdf import EVERYTHING, LOGOS
for document in (EVERYTHING, return_slip(a_slip())):
    for sheet in Sheet:
        print(hashlib.sha256(pdf.render(document, sheet, LOGOS)).hexdigest())
"""


def fingerprints(seed: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", FINGERPRINTS],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_the_same_paper_is_the_same_file_in_every_process() -> None:
    here = [
        hashlib.sha256(pdf.render(document, sheet, LOGOS)).hexdigest()
        for document in (EVERYTHING, return_slip(a_slip()))
        for sheet in Sheet
    ]
    assert fingerprints("1") == here
    assert fingerprints("4711") == here


def test_no_file_says_when_it_was_made() -> None:
    """ReportLab's own date, where it must write one, is the first of the millennium."""
    file = PdfReader(BytesIO(pdf.render(EVERYTHING, Sheet.A4, LOGOS)))
    assert file.metadata is not None
    assert file.metadata.creation_date is not None
    assert file.metadata.creation_date.year == 2000


def test_files_made_at_once_are_the_same_as_one_after_the_other() -> None:
    slips = [return_slip(a_slip(head=a_head(number=f"R2-{each:06}"))) for each in range(12)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(pdf.render, slips)) == list(map(pdf.render, slips))


@pytest.mark.parametrize("sheet", Sheet)
def test_every_font_travels_with_the_file(sheet: Sheet) -> None:
    for page in PdfReader(BytesIO(pdf.render(EVERYTHING, sheet))).pages:
        fonts: Any = page["/Resources"]
        for font in fonts["/Font"].values():
            assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]

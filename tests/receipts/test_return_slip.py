"""The slip a customer leaves with: its words, its figures, its codes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from models.values.papers import KeptPart, ReturnSlip
from models.values.printing import Sheet
from receipts import pdf, text
from receipts.document import Barcode, Document, Line, Pair
from receipts.language import LANGUAGES
from receipts.pictures import Picture, pages
from receipts.slips import return_slip
from tests.receipts.papers import BLENDER, RICE, TOWELS, a_head, a_slip

GOLDEN = Path(__file__).parents[1] / "golden"
FORBIDDEN = re.compile(
    r"no returns?\b|no refund|no exchange|non-?returnable|cannot be (returned|exchanged)"
    r"|not (be )?(returned|refundable|exchanged)|final sale"
    r"|tidak (dapat|bisa|boleh) (di)?(kembali|retur|tukar)|penjualan final"
    r"|hindi (na )?(maaaring|pwedeng|puwedeng) (i-?)?(sauli|balik|palit)"
    r"|walang (soli|balik|palit)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("code", LANGUAGES)
def test_reads_like_a_slip(code: str) -> None:
    paper = return_slip(a_slip(head=a_head(language=code)))
    golden = GOLDEN / f"return-slip.{code}.txt"
    assert text.lines(paper) == golden.read_text("utf-8").splitlines()


def test_a_stored_snapshot_makes_the_same_paper() -> None:
    slip = a_slip()
    assert return_slip(ReturnSlip.from_json(slip.to_json())) == return_slip(slip)


def test_a_slip_stored_before_there_were_clauses_reads_as_it_did() -> None:
    stored = a_slip().to_json()
    del stored["clauses"]
    for line in stored["lines"]:
        for new in ("kept", "promotion", "taken_back"):
            del line[new]
    older = ReturnSlip.from_json(stored)
    printed = "\n".join(text.lines(return_slip(older)))
    assert "Potongan kemasan terbuka       −35.000" in printed
    assert "150.050" in printed
    assert "Kebijakan retur, versi 12" in printed


def test_what_a_shop_keeps_stands_there_by_its_own_name() -> None:
    kept = (
        KeptPart(name="delivery-back", amount=20_000, clause=5),
        KeptPart(name="missing-parts", amount=15_000),
    )
    slip = a_slip(replace(BLENDER, kept=kept), head=a_head(language="en"))
    printed = text.lines(return_slip(slip))
    assert "    Delivery back, clause 5        −20.000" in printed
    assert "    Missing parts                  −15.000" in printed


def test_a_promotion_that_ends_is_a_row_of_its_own_and_the_sum_is_right() -> None:
    printed = "\n".join(text.lines(return_slip(a_slip(TOWELS, head=a_head(language="en")))))
    assert "3-for-2 ends                   −24.950" in printed
    assert "Goods                              175.000" in printed
    assert "Promotions taken back              −24.950" in printed
    assert "Refund                          Rp 150.050" in printed


def test_every_version_that_decided_is_named_with_its_clauses() -> None:
    printed = "\n".join(text.lines(return_slip(a_slip(head=a_head(language="en")))))
    assert "Return policy, version 11, clause 9" in printed
    assert "Return policy, version 12, clauses 1, 3" in printed


def test_a_reprint_is_the_same_paper_marked_as_a_copy() -> None:
    first, again = return_slip(a_slip()), return_slip(a_slip(), copy=2)
    added = [block for block in again.blocks if block not in first.blocks]
    assert [block.text for block in added if isinstance(block, Line)] == ["SALINAN 2"]
    assert [block for block in again.blocks if isinstance(block, Barcode)] == [
        Barcode("R2-000418")
    ]


def test_a_plain_return_has_no_empty_words() -> None:
    cash_only = replace(a_slip(RICE, customer=""), cash_rounding=0)
    labels = [block.label for block in return_slip(cash_only).blocks if isinstance(block, Pair)]
    assert "Pelanggan" not in labels
    assert "Potongan" not in labels
    assert "Termasuk pajak" not in labels
    assert "Pembulatan tunai" not in labels


def test_money_paid_out_and_rounding_add_up_to_the_refund() -> None:
    printed = "\n".join(text.lines(return_slip(a_slip())))
    assert "Pengembalian dana               Rp 476.220" in printed
    assert "Kartu debit Visa •••• 4242      Rp 238.110" in printed
    assert "Pembulatan tunai                       −10" in printed
    assert "Tunai                           Rp 238.100" in printed


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_slip_says_that_goods_cannot_come_back(code: str) -> None:
    paper = return_slip(a_slip(head=a_head(language=code)), copy=1)
    assert not FORBIDDEN.search(" ".join(text.lines(paper)))


@pytest.mark.parametrize(
    "unlawful",
    ["No return, no exchange", "Barang tidak dapat dikembalikan", "Hindi na maaaring isauli"],
)
def test_what_is_unlawful_would_be_found(unlawful: str) -> None:
    assert FORBIDDEN.search(unlawful)


def test_the_same_slip_is_the_same_file() -> None:
    paper = return_slip(a_slip())
    assert pdf.render(paper) == pdf.render(paper)
    assert pdf.render(paper) != pdf.render(return_slip(a_slip(), copy=1))


def test_the_file_can_be_read_as_text() -> None:
    head = a_head(language="fil", currency="PHP", digits=2)
    file = PdfReader(BytesIO(pdf.render(return_slip(a_slip(head=head)))))
    (page,) = file.pages
    words = page.extract_text().replace("\N{NO-BREAK SPACE}", " ")
    assert "Balik-bayad" in words
    assert "₱4,762.20" in words
    assert "Visa •••• 4242" in words
    assert file.metadata is not None
    assert file.metadata.title == "Pagsasauli R2-000418"


def test_every_font_travels_with_the_file() -> None:
    (page,) = PdfReader(BytesIO(pdf.render(return_slip(a_slip())))).pages
    fonts: Any = page["/Resources"]
    for font in fonts["/Font"].values():
        assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]


def image(picture: Picture) -> Image.Image:
    return Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("number", ["R2-000418", "R12-00000418", "a-1", "Kasir/7 #0001"])
def test_both_codes_are_read_again_from_the_print(number: str, sheet: Sheet) -> None:
    slip = return_slip(a_slip(head=a_head(number=number)))
    assert codes_on(pdf.render(slip, sheet)) == {"Code128": number, "QRCode": number}


def codes_on(file: bytes) -> dict[str, str]:
    """What a scanner reads on all of its pages, as a till's printer prints them."""
    return {
        code.format.name: code.text
        for picture in pages(file, 203)
        for code in zxingcpp.read_barcodes(image(picture))
    }


@pytest.mark.parametrize("number", ["Ñ-418", "R2-" + "0123456789" * 12])
def test_a_number_that_bars_cannot_say_is_printed_in_letters(number: str) -> None:
    file = pdf.render(Document("Slip", "en", (Barcode(number),)))
    (picture,) = pages(file, 203)
    assert not zxingcpp.read_barcodes(image(picture))
    (page,) = PdfReader(BytesIO(file)).pages
    assert re.sub(r"\s", "", page.extract_text()) == number


NAMES = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    ["W" * 200, "<b>&amp;</b>", "a\tb\nc\0d", "\u202edrow", "宽" * 40]
)
AMOUNTS = st.integers(0, 10**14)


@settings(max_examples=200, deadline=None)
@given(
    name=NAMES, gross=AMOUNTS, quantity=st.integers(1, 10**9), columns=st.sampled_from([42, 32])
)
def test_no_line_is_wider_than_its_columns(
    name: str, gross: int, quantity: int, columns: int
) -> None:
    line = replace(BLENDER, description=name, serial=name, gross=gross, quantity=quantity)
    slip = a_slip(line, head=a_head(shop=name, clerk=name), customer=name)
    lines = text.lines(return_slip(slip), columns)
    assert max(map(text.width, lines)) <= columns
    assert not {unicodedata.category(letter) for letter in "".join(lines)} & {"Cc", "Cf"}


@settings(max_examples=15, deadline=None)
@given(name=NAMES, gross=AMOUNTS, quantity=st.integers(1, 10**9), sheet=st.sampled_from(Sheet))
def test_no_ink_leaves_the_printable_width(
    name: str, gross: int, quantity: int, sheet: Sheet
) -> None:
    line = replace(BLENDER, description=name, serial=name, gross=gross, quantity=quantity)
    slip = a_slip(line, head=a_head(shop=name, clerk=name), customer=name)
    edge = 3.5 * 72 / 25.4
    for picture in pages(pdf.render(return_slip(slip), sheet), 72):
        left, top, right, bottom = ink(picture)
        assert left >= edge
        assert right <= picture.width - edge
        assert top > edge
        assert bottom < picture.height - edge


def ink(picture: Picture) -> tuple[int, int, int, int]:
    """The box around everything that is not white."""
    box = image(picture).convert("L").point(lambda grey: 255 * (grey < 250)).getbbox()
    assert box is not None
    return box


def test_markup_is_drawn_as_it_stands() -> None:
    slip = return_slip(a_slip(replace(TOWELS, description="Tea <b>&amp;</b> Co")))
    (page,) = PdfReader(BytesIO(pdf.render(slip))).pages
    assert "Tea <b>&amp;</b> Co" in page.extract_text()


def test_a_picture_is_as_large_as_the_print_and_can_be_kept() -> None:
    (picture,) = pages(pdf.render(return_slip(a_slip())), 203)
    assert picture.width == 639
    assert len(picture.rgb) == picture.width * picture.height * 3
    with Image.open(BytesIO(picture.png())) as kept:
        assert kept.tobytes() == picture.rgb

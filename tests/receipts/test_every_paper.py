"""What holds for every paper of the counter, whatever it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from models.values.every_paper import head_of, read_paper
from models.values.forbidden import forbidden_words
from models.values.printing import LETTERS, PaperKind, Sheet
from receipts import pdf, pictures, text
from receipts.document import QR, Barcode, Item, Line, Pair, Table
from receipts.language import LANGUAGES
from tests.receipts.every_paper import EVERY_PAPER, document

if TYPE_CHECKING:
    from receipts.document import Document

NUMBERED = [kind for kind in EVERY_PAPER if kind in LETTERS]
CARDS_OWN = {PaperKind.VOUCHER}
"""Their codes are the card's: it is what a till scans."""


def letters(words: str) -> Counter[str]:
    return Counter("".join(words.split()))


def in_words(paper: Document) -> Document:
    """Without what is drawn: bars, rules and lines to sign on."""
    said = tuple(each for each in paper.blocks if isinstance(each, Line | Pair | Item | Table))
    return replace(paper, blocks=said)


def written(file: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages)


def test_there_is_one_of_each_kind() -> None:
    assert set(EVERY_PAPER) == set(PaperKind)


@pytest.mark.parametrize("kind", EVERY_PAPER)
def test_what_was_stored_is_the_same_paper_again(kind: PaperKind) -> None:
    paper = EVERY_PAPER[kind]
    assert read_paper(kind, paper.to_json()) == paper


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", EVERY_PAPER)
def test_no_paper_says_that_goods_stay_sold(kind: PaperKind, language: str) -> None:
    assert not forbidden_words(" ".join(text.lines(document(kind, language), 200)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", EVERY_PAPER)
def test_a_pdf_says_what_the_text_says(kind: PaperKind, language: str) -> None:
    paper = in_words(document(kind, language))
    said = letters(" ".join(text.lines(paper)))
    assert letters(written(pdf.render(paper))) == said
    if not any(isinstance(block, Table) for block in paper.blocks):  # heads stand there once
        assert letters(written(pdf.render(paper, Sheet.A4))) >= said


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("kind", NUMBERED)
def test_its_codes_are_scanned_from_any_sheet(kind: PaperKind, sheet: Sheet) -> None:
    paper = document(kind, "id")
    head = head_of(EVERY_PAPER[kind])
    meant = {each.data for each in paper.blocks if isinstance(each, Barcode | QR)}
    assert kind in CARDS_OWN or (head is not None and meant == {head.number})
    found = []
    for page in pictures.pages(pdf.render(paper, sheet), 203):
        picture = Image.frombytes("RGB", (page.width, page.height), page.rgb)
        found += [(each.format, each.text) for each in zxingcpp.read_barcodes(picture)]
    [number] = meant
    kinds = (zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode)
    assert sorted(found, key=str) == sorted(((each, number) for each in kinds), key=str)

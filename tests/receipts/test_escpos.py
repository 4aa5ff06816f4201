"""Papers as receipt printers print them, read back from what the printer would print."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.values.printing import PaperKind, Sheet
from models.values.tag_papers import ItemTag
from receipts import escpos, text
from receipts.document import (
    QR,
    Barcode,
    Document,
    Rule,
)
from receipts.language import LANGUAGES
from receipts.papers import document_of
from tests.paper_pictures import read, scanned
from tests.printed import EPSON_PAGES, Bars, Letters, Picture, Print, Square, printed
from tests.receipts.papers import a_slip
from tests.receipts.test_drawer_papers import X, Z
from tests.receipts.test_exception_forms import FORM
from tests.receipts.test_exchange_slip import a_slip as an_exchange
from tests.receipts.test_giving_slips import a_correction, a_goodwill
from tests.receipts.test_void_slips import SLIP as VOID
from tests.receipts.test_vouchers import a_voucher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.values.every_paper import Paper
    from receipts.document import Block

TAG = ItemTag(
    code="R2-000418-1",
    store="Melati Bandung",
    description="Blender Miyako BL-152",
    sku="ELK-00152",
    serial="88213",
    quantity=1000,
    reason="faulty",
    condition="opened",
    disposition="repair",
    taken_at="2026-11-22T15:02:11+07:00",
    language="id",
)
PAPERS: dict[PaperKind, Paper] = {
    PaperKind.RETURN: a_slip(),
    PaperKind.EXCHANGE: an_exchange(),
    PaperKind.VOID: VOID,
    PaperKind.CORRECTION: a_correction(),
    PaperKind.GOODWILL: a_goodwill(),
    PaperKind.VOUCHER: a_voucher(),
    PaperKind.EXCEPTION: FORM,
    PaperKind.READING: X,
    PaperKind.CLOSING: Z,
    PaperKind.COUNT_SHEET: Z,
    PaperKind.TAG: TAG,
}
MODELS = ("default", "TM-T88V", "POS-5890")
SHEETS = (Sheet.ROLL_80, Sheet.ROLL_58)
PLAINLY = str.maketrans("−–—×•·‘’“”─", "---x*-''\"\"-")
DOTTED = {30, 34, 48}
"""Heights of rows that are drawn."""
PAGES = {**EPSON_PAGES}


def document(kind: PaperKind, language: str) -> Document:
    """Filipino papers in pesos, whose sign no code page has."""
    paper = PAPERS[kind]
    if isinstance(paper, ItemTag):
        return document_of(kind, replace(paper, language=language))
    head = replace(paper.head, language=language)
    if language == "fil":
        head = replace(head, currency="PHP", digits=2)
    return document_of(kind, replace(paper, head=head))


def on_paper(
    document: Document,
    model: str = "default",
    sheet: Sheet = Sheet.ROLL_80,
    logos: Mapping[str, bytes] = escpos.NO_LOGOS,
) -> Print:
    return printed(escpos.render(document, model, sheet, logos), PAGES)


def a_paper(*blocks: Block) -> Document:
    return Document("A paper", "en", blocks)


def plain(line: str) -> str:
    return line.replace("\N{NO-BREAK SPACE}", " ").translate(PLAINLY)


def expected(block: Block) -> list[str]:
    """The words of a block, as it is known from plain text."""
    match block:
        case Barcode(data):
            return [data]
        case QR() | Rule():
            return []
    return plain(" ".join(text.lines(a_paper(block)))).split()


def words_on(result: Print, letters: str) -> tuple[list[str], list[str]]:
    """All words of a paper from top to bottom, printed or drawn, and all its codes."""
    words: list[str] = []
    codes: list[str] = []
    [paper] = result.papers
    for piece in paper.pieces:
        match piece:
            case Letters():
                line = plain(piece.text).split()
                words += [] if line and set(line[0]) == {"-"} else line
            case Picture() if piece.height in DOTTED:
                words += [plain(word) for word in read(piece.image, letters)]
            case Picture():
                codes += scanned(piece.image)
            case Bars() | Square():
                codes.append(piece.data)
    return words, codes


def assert_says_the_same(document: Document, result: Print) -> None:
    letters = "".join(text.lines(document))
    words, codes = words_on(result, letters)
    for block in document.blocks:
        wanted = expected(block)
        length = len("".join(wanted))
        taken: list[str] = []
        while len("".join(taken)) < length:
            taken.append(words.pop(0))
        # A label that is wrapped goes on after its figure; elsewhere after fewer words.
        assert sorted("".join(taken)) == sorted("".join(wanted)), block
        if "".join(taken) != "".join(wanted):
            assert sorted(taken) == sorted(wanted), block
    assert words == []
    assert codes == [block.data for block in document.blocks if isinstance(block, Barcode | QR)]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_says_on_a_roll_what_it_says_in_plain_text(
    kind: PaperKind, language: str, sheet: Sheet, model: str
) -> None:
    paper = document(kind, language)
    result = on_paper(paper, model, sheet)
    assert not result.strange
    assert not result.kicks
    assert_says_the_same(paper, result)

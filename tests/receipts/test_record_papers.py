"""Papers made of the records, and those of who waits or complains: their words and blocks."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from models.values.approvals import ApprovalState
from models.values.every_paper import read_paper
from models.values.printing import FULL_PAGE, PaperKind, Sheet
from receipts import escpos, pdf, text
from receipts.document import QR, Barcode, Chart, Table
from receipts.language import LANGUAGES
from receipts.papers import document_of
from receipts.record_sentences import DAY_KINDS, PAPER_NAMES, REQUEST_STATES
from tests.printed import EPSON_PAGES, Letters, printed
from tests.receipts.record_samples import (
    CASE,
    COMPLAINT,
    DAY,
    EXTRACT,
    SAMPLES,
    SEAL,
    TICKET,
    in_language,
)

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", SAMPLES)
def test_reads_like_the_paper(kind: PaperKind, code: str) -> None:
    golden = GOLDEN / f"{kind}.{code}.txt"
    document = document_of(in_language(SAMPLES[kind], code))
    assert text.lines(document) == golden.read_text("utf-8").splitlines()


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_stored_snapshot_makes_the_same_paper(kind: PaperKind) -> None:
    paper = SAMPLES[kind]
    assert read_paper(kind, paper.to_json()) == paper


@pytest.mark.parametrize("kind", SAMPLES)
def test_it_is_found_again_by_both_codes_and_a_reprint_is_marked(kind: PaperKind) -> None:
    paper = in_language(SAMPLES[kind], "en")
    document = document_of(paper, copy=2)
    assert [block.data for block in document.blocks if isinstance(block, Barcode | QR)] == [
        paper.head.number,
        paper.head.number,
    ]
    assert "COPY 2" in "\n".join(text.lines(document))


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("kind", SAMPLES)
def test_it_prints_on_every_sheet(kind: PaperKind, sheet: Sheet) -> None:
    document = document_of(in_language(SAMPLES[kind], "fil"))
    assert pdf.render(document, sheet).startswith(b"%PDF")


@pytest.mark.parametrize("kind", [PaperKind.JOURNAL, PaperKind.CASE_FILE])
def test_the_whole_seal_is_printed(kind: PaperKind) -> None:
    printed = "".join(text.lines(document_of(SAMPLES[kind]))).replace(" ", "")
    assert SEAL in printed


def test_an_extract_says_that_there_is_more_and_that_all_was_wanted() -> None:
    more = replace(in_language(EXTRACT, "en"), whole=False, wanted=type(EXTRACT.wanted)())
    told = "\n".join(text.lines(document_of(more), 80))
    assert "The newest 4 entries; there are more before them." in told
    assert "All events and everybody" in told


def test_words_kept_aside_stand_beside_the_entries() -> None:
    stored = EXTRACT.to_json()
    assert stored["aside-4170-reason"] == "She was in hospital"
    assert "hospital" not in str(stored["entries"])


def test_a_day_of_nothing_says_so_and_draws_no_chart() -> None:
    nothing = replace(
        in_language(DAY, "en"),
        cases=(),
        tenders=(),
        hours=(),
        reasons=(),
        products=(),
        findings=(),
        requests=(),
        approvers=(),
        drawers=(),
    )
    document = document_of(nothing)
    assert not [block for block in document.blocks if isinstance(block, Chart | Table)]
    assert "Nothing came back, and no money went out." in text.lines(document)


def test_the_figures_of_the_day_agree() -> None:
    stands = [each for each in DAY.cases if each.kind != "voided"]
    assert sum(each.times for each in stands) == DAY.times
    assert sum(each.amount for each in stands) == DAY.paid_out
    assert sum(each.amount for each in DAY.hours) == DAY.paid_out
    assert DAY.off == -50_000


def test_a_case_without_a_receipt_says_so() -> None:
    bare = replace(
        in_language(CASE, "en"),
        sale_number="",
        sold_at="",
        sale_total=None,
        papers=(),
        decisions=(),
        paragraphs=(),
        approvals=(),
    )
    told = "\n".join(text.lines(document_of(bare)))
    assert "without a receipt" in told
    assert "Approvals" not in told


def test_who_is_next_is_told_no_minutes() -> None:
    next_one = replace(in_language(TICKET, "en"), ahead=0)
    told = "\n".join(text.lines(document_of(next_one)))
    assert "You are next." in told
    assert "minute" not in told


def test_each_code_has_its_words() -> None:
    assert set(PAPER_NAMES) == {kind.value for kind in PaperKind}
    assert set(REQUEST_STATES) == {state.value for state in ApprovalState}
    assert set(DAY_KINDS) == {"return", "exchange", "goodwill", "correction", "voided"}
    assert set(SAMPLES) | {PaperKind.APOLOGY} >= FULL_PAGE


@settings(max_examples=40)
@given(words=st.text(max_size=200), columns=st.sampled_from([42, 32]))
def test_no_line_is_wider_than_its_columns(words: str, columns: int) -> None:
    story = tuple(replace(each, person=words) for each in CASE.entries)
    papers = (
        (PaperKind.CASE_FILE, replace(CASE, customer=words, reference=words, entries=story)),
        (PaperKind.JOURNAL, replace(EXTRACT, entries=story)),
        (PaperKind.TAKEN_DOWN, replace(COMPLAINT, said=words, reach_us=(words,))),
        (PaperKind.TICKET, replace(TICKET, service=words, called=words)),
        (PaperKind.DAY, replace(DAY, stores=(words,))),
    )
    for _, paper in papers:
        assert max(map(text.width, text.lines(document_of(paper), columns))) <= columns


@pytest.mark.parametrize("sheet", [Sheet.ROLL_80, Sheet.ROLL_58])
@pytest.mark.parametrize("called", ["A 1", "A 142"])
def test_what_is_called_out_is_four_times_as_large_on_either_roll(
    called: str, sheet: Sheet
) -> None:
    document = document_of(replace(in_language(TICKET, "en"), called=called))
    sent = printed(escpos.render(document, "default", sheet), EPSON_PAGES)
    (row,) = (
        each
        for each in sent.papers[0].pieces
        if isinstance(each, Letters) and any(look.high == 4 for look in each.looks)
    )
    large = [letter for letter, look in zip(row.text, row.looks, strict=True) if look.wide == 4]
    assert "".join(large) == called


@pytest.mark.parametrize("sheet", Sheet)
def test_what_is_called_out_is_the_eye_catcher_on_every_sheet(sheet: Sheet) -> None:
    whole = PdfReader(BytesIO(pdf.render(document_of(in_language(TICKET, "en")), sheet)))
    sizes: dict[float, str] = {}

    def note(said: str, _: object, place: list[float], _font: object, size: float) -> None:
        if said.strip():
            high = size * abs(place[3])
            sizes[high] = sizes.get(high, "") + said.strip()

    whole.pages[0].extract_text(visitor_text=note)
    second, largest = sorted(sizes)[-2:]
    assert sizes[largest] == TICKET.called
    assert largest >= 2.4 * second

"""The papers of the drawer: their words, their sums, and the seal of the journal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.values.drawer_papers import (
    CashKind,
    CashSum,
    DrawerReport,
    Pieces,
    Reading,
    ShiftOnPaper,
)
from models.values.printing import Sheet
from receipts import drawer_sentences, pdf, text
from receipts.document import Barcode, Pair
from receipts.drawer_papers import count_sheet, drawer_report
from receipts.language import LANGUAGES
from tests.receipts.catalogues import said
from tests.receipts.papers import a_head

if TYPE_CHECKING:
    from collections.abc import Callable

    from receipts.document import Document

GOLDEN = Path(__file__).parents[1] / "golden"
SEAL = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

SHIFTS = (
    ShiftOnPaper(
        person="Sari Wulandari",
        began_at="2026-11-22T08:58:02+07:00",
        ended_at="2026-11-22T15:04:40+07:00",
        expected=1_912_400,
        counted=1_912_400,
    ),
    ShiftOnPaper(
        person="Dewi Lestari",
        began_at="2026-11-22T15:04:40+07:00",
        ended_at="2026-11-22T21:02:11+07:00",
        expected=1_640_300,
        counted=1_590_300,
        approved_by="Bela Hartono",
        reason="Rp 50.000 note missing, counted twice together",
    ),
)
Z = DrawerReport(
    head=replace(
        a_head(number="Z2-000031", clerk="Dewi Lestari"),
        printed_at="2026-11-22T21:02:11+07:00",
    ),
    reading=Reading.Z,
    business_day="2026-11-22",
    turn=1,
    opened_at="2026-11-22T08:58:02+07:00",
    sums=(
        CashSum(kind="float", times=1, amount=1_000_000),
        CashSum(kind="paid-in", times=1, amount=500_000),
        CashSum(kind="payment", times=4, amount=812_400),
        CashSum(kind="paid-out", times=2, amount=-72_000),
        CashSum(kind="refund", times=6, amount=-600_100),
        CashSum(kind="no-sale", times=3, amount=0),
    ),
    expected=1_640_300,
    counted=1_590_300,
    pieces=(
        Pieces(value=100_000, shape="note", pieces=14),
        Pieces(value=50_000, shape="note", pieces=3),
        Pieces(value=5_000, shape="note", pieces=7),
        Pieces(value=1_000, shape="note", pieces=4),
        Pieces(value=1_000, shape="coin", pieces=1),
        Pieces(value=100, shape="coin", pieces=3),
    ),
    counts=3,
    shifts=SHIFTS,
    journal_entries=4_182,
    journal_head=SEAL,
)
X = replace(
    Z,
    head=replace(Z.head, number=""),
    reading=Reading.X,
    counted=None,
    pieces=(),
    counts=0,
    shifts=(
        SHIFTS[0],
        replace(SHIFTS[1], ended_at="", expected=None, counted=None, approved_by="", reason=""),
    ),
)


def in_language(report: DrawerReport, code: str) -> DrawerReport:
    return replace(report, head=replace(report.head, language=code))


def in_english(report: DrawerReport) -> DrawerReport:
    return in_language(report, "en")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "made", "report"),
    [
        ("drawer-z", drawer_report, Z),
        ("drawer-x", drawer_report, X),
        ("drawer-count", count_sheet, Z),
    ],
    ids=["Z", "X", "count sheet"],
)
def test_reads_like_the_paper(
    name: str, made: Callable[[DrawerReport], Document], report: DrawerReport, code: str
) -> None:
    golden = GOLDEN / f"{name}.{code}.txt"
    assert text.lines(made(in_language(report, code))) == golden.read_text("utf-8").splitlines()


def test_a_stored_snapshot_makes_the_same_paper() -> None:
    stored = DrawerReport.from_json(Z.to_json())
    assert stored == Z
    assert drawer_report(stored) == drawer_report(Z)


def test_the_figures_of_the_example_agree() -> None:
    assert sum(each.amount for each in Z.sums) == Z.expected
    assert sum(each.amount for each in Z.pieces) == Z.counted
    assert Z.over_short == -50_000


def test_a_reading_has_no_number_and_no_code() -> None:
    blocks = drawer_report(X).blocks
    assert not [block for block in blocks if isinstance(block, Barcode)]
    assert Barcode("Z2-000031") in drawer_report(Z).blocks


def test_who_is_going_to_count_reads_no_sum_to_count_to() -> None:
    blind = in_english(replace(X, expected=None))
    labels = [block.label for block in drawer_report(blind).blocks if isinstance(block, Pair)]
    assert "Should be there" not in labels


@pytest.mark.parametrize(("off", "words"), [(0, "Exact"), (700, "Over"), (-700, "Short")])
def test_over_and_short_are_said_in_a_word(off: int, words: str) -> None:
    report = in_english(replace(Z, counted=(Z.expected or 0) + off, shifts=()))
    (line,) = [line for line in text.lines(drawer_report(report)) if line.startswith(words)]
    assert line.endswith(f"Rp {abs(off)}")


def test_the_whole_seal_is_printed() -> None:
    printed = "".join(text.lines(drawer_report(Z))).replace(" ", "")
    assert SEAL in printed


def test_a_reprint_is_marked() -> None:
    assert "COPY 2" in "\n".join(text.lines(drawer_report(in_english(Z), copy=2)))
    assert "COPY 2" in "\n".join(text.lines(count_sheet(in_english(Z), copy=2)))


def test_each_kind_of_cash_has_its_words() -> None:
    assert set(drawer_sentences.CASH_KINDS) == set(CashKind)
    tables = (
        drawer_sentences.DRAWER_REFUSALS,
        drawer_sentences.CASH_KINDS,
        drawer_sentences.SHAPES,
    )
    assert {words for table in tables for words in table.values()} <= set(said())


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("sheet", Sheet)
def test_it_prints_in_every_language(code: str, sheet: Sheet) -> None:
    report = in_language(Z, code)
    assert pdf.render(drawer_report(report), sheet).startswith(b"%PDF")
    assert pdf.render(count_sheet(report), sheet).startswith(b"%PDF")


@settings(max_examples=50)
@given(
    amount=st.integers(-(10**14), 10**14),
    reason=st.text(max_size=200),
    columns=st.sampled_from([42, 32]),
)
def test_no_line_is_wider_than_its_columns(amount: int, reason: str, columns: int) -> None:
    shift = replace(SHIFTS[1], person=reason, reason=reason, counted=amount)
    report = replace(Z, counted=amount, expected=-amount, shifts=(shift,))
    for paper in (drawer_report(report), count_sheet(report)):
        assert max(map(text.width, text.lines(paper, columns))) <= columns

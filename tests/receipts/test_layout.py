"""Where words break: nothing is wider than its paper, and nothing is left out in silence."""

from __future__ import annotations

import unicodedata
from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from receipts import text
from receipts.document import Align, Bar, Chart, Column, Item, Line, Pair, Size, Table
from receipts.faces import letters
from receipts.layout import bars, rows, told, wrap
from receipts.letters import LACKING, clean, seen
from receipts.pdf.measures import MEASURES
from tests.receipts.names import names

if TYPE_CHECKING:
    from receipts.document import Words
    from receipts.layout import Row, Ruler

PAPERS: tuple[tuple[Ruler, float], ...] = (
    *((measure.ruler, measure.room) for measure in MEASURES.values()),
    (text.width, 42),
    (text.width, 32),
)


def blocks(name: str) -> tuple[Words, ...]:
    """One of each kind, with the name everywhere it may stand."""
    return (
        Line(name, Align.CENTRE, strong=True, size=Size.LARGE),
        Pair(name, "Rp 1.234.567.890", figure_size=Size.LARGE),
        Pair("Customer", name, size=Size.SMALL),
        Item("2 ×", name, "350.000", (name,), (Pair(name, "−35.000", size=Size.SMALL),)),
    )


def too_wide(row: Row, room: float, ruler: Ruler) -> bool:
    taken = row.indent + ruler(row.text, row.size, row.strong)
    if row.figure:
        taken += ruler(row.figure, row.figure_size, row.strong)
    return taken > room * 1.0001 and len(row.text + row.figure) > 1


@pytest.mark.parametrize("many", [10_000, pytest.param(100_000, marks=pytest.mark.night)])
def test_thousands_of_names_stay_on_their_paper(many: int) -> None:
    papers = cycle((block, *paper) for block in range(4) for paper in PAPERS)
    for name, (block, ruler, room) in zip(names(many), papers, strict=False):
        printed = rows(blocks(name)[block], room, ruler)
        assert not any(too_wide(row, room, ruler) for row in printed), ascii(name)


@settings(max_examples=300)
@given(name=st.text(max_size=300), paper=st.sampled_from(PAPERS))
def test_whatever_a_name_says_it_stays_on_its_paper(
    name: str, paper: tuple[Ruler, float]
) -> None:
    ruler, room = paper
    for block in blocks(name):
        assert not any(too_wide(row, room, ruler) for row in rows(block, room, ruler))


@settings(max_examples=300)
@given(name=st.text(max_size=200))
def test_no_letter_is_lost_between_the_lines(name: str) -> None:
    lines = wrap(name, 12, text.width)
    assert "".join(lines).replace(" ", "") == clean(name).replace(" ", "")


@settings(max_examples=300)
@given(name=st.text(max_size=200))
def test_what_is_cleaned_can_be_printed_and_stays_as_it_is(name: str) -> None:
    cleaned = clean(name)
    assert clean(cleaned) == cleaned
    assert {ord(letter) for letter in cleaned} <= letters()
    assert not {unicodedata.category(letter) for letter in cleaned} & {"Cc", "Cf", "Cs", "Co"}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Tea <b>&amp;</b>", "Tea <b>&amp;</b>"),
        ("₱1,234.50 Rp\u202f350.000", "₱1,234.50 Rp\xa0350.000"),
        ("José Peña", "José Peña"),
        ("Dewi 黛薇", "Dewi " + LACKING * 2),
        ("a\tb\nc\0d\u202ee", "a b cde"),
        ("\ue000\ud800", LACKING),
        ("  two   spaces ", "two spaces"),
        ("a \u0301b", "a ◌\u0301b"),
    ],
    ids=[
        *("markup", "currencies", "accents", "not in the font", "control", "private"),
        *("spaces", "an accent on nothing"),
    ],
)
def test_what_is_typed_is_printed_like_this(typed: str, printed: str) -> None:
    assert clean(typed) == printed


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("Peña ₱5", "Peña ₱5"),
        ("שלום", "םולש"),
        ("Kain שלום עולם biru", "Kain םלוע םולש biru"),
        ("שלום 12 עולם", "םלוע 12 םולש"),
        ("שָׁלוֹם", "םוֹלשָׁ"),
        ("א (ב) ג", "ג (ב) א"),
    ],
    ids=["leftward nothing", "a word", "among others", "a number", "accents", "brackets"],
)
def test_leftward_words_are_drawn_the_other_way_round(said: str, drawn: str) -> None:
    assert seen(said) == drawn


def test_a_long_figure_hangs_under_its_label_as_text_does() -> None:
    said = Pair("Words", "She has the box and the till roll")
    assert [(row.text, row.figure, row.indent) for row in rows(said, 16, text.width)] == [
        ("Words", "", 0),
        ("She has the", "", 2),
        ("box and the", "", 2),
        ("till roll", "", 2),
    ]


TABLE = Table(
    (Column("Time"), Column("Who"), Column("Amount", figures=True), Column("")),
    (("09:10", "Sari", "350.000", "Past its window"), ("09:12", "", "−1.234", "")),
)


def test_a_table_is_told_one_fact_under_another() -> None:
    assert told(TABLE) == [
        (
            Pair("Time", "09:10", strong=True),
            Pair("Who", "Sari"),
            Pair("Amount", "350.000"),
            Line("Past its window"),
        ),
        (Pair("Time", "09:12", strong=True), Pair("Amount", "−1.234")),
    ]


@pytest.mark.parametrize(
    ("values", "lengths"),
    [((5, 10, 0), [20.0, 40.0, 0.0]), ((0, 0), [0.0, 0.0]), ((), [])],
    ids=["the longest takes the room", "all are zero", "none"],
)
def test_bars_are_as_long_as_their_values(
    values: tuple[int, ...], lengths: list[float]
) -> None:
    chart = Chart("Returns", tuple(Bar("", value, str(value)) for value in values))
    assert bars(chart, 40) == lengths

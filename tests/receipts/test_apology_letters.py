"""The letter of apology: how it reads, and with which words one begins to write it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.apologies import objection_to_letter
from receipts import text
from receipts.apology_letters import apology_letter, drafted
from receipts.document import Barcode
from receipts.language import LANGUAGES, Language
from tests.receipts.apology_sample import LETTER

GOLDEN = Path(__file__).parents[1] / "golden"
ENGLISH = replace(LETTER, head=replace(LETTER.head, language="en"))
UNTIL = datetime(2026, 11, 25, 17, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
def test_reads_like_the_letter(language: str) -> None:
    golden = GOLDEN / f"apology.{language}.txt"
    letter = replace(LETTER, head=replace(LETTER.head, language=language))
    assert text.lines(apology_letter(letter)) == golden.read_text("utf-8").splitlines()


def test_lines_of_a_paragraph_are_one_and_empty_lines_begin_another() -> None:
    assert LETTER.paragraphs[1:] == (
        "Our technician has looked at it: the fault is in the motor, not in how you used it. "
        "We have sent the whole delivery back.",
        "Dewi calls you on Wednesday, as she promised.",
    )
    assert replace(LETTER, words=" \n\n").paragraphs == ()


def test_a_customer_without_a_name_is_greeted_all_the_same() -> None:
    told = text.lines(apology_letter(replace(ENGLISH, customer="")))
    assert "Dear customer," in told


def test_one_that_is_still_being_written_has_no_number_and_no_codes() -> None:
    document = apology_letter(replace(ENGLISH, head=replace(ENGLISH.head, number="")))
    assert document.title == "Our apology"
    assert not [block for block in document.blocks if isinstance(block, Barcode)]


def test_a_reprint_is_marked() -> None:
    assert "COPY 2" in "\n".join(text.lines(apology_letter(ENGLISH, 2)))


@settings(max_examples=30)
@given(words=st.text(max_size=300), columns=st.sampled_from([42, 32]))
def test_no_line_is_wider_than_its_columns(words: str, columns: int) -> None:
    letter = replace(LETTER, words=words, customer=words, about=words, by=words)
    lines = text.lines(apology_letter(letter), columns)
    assert max(map(text.width, lines)) <= columns


def test_a_draft_says_what_went_wrong_and_what_was_promised() -> None:
    language = Language.of("en")
    bare = drafted(language, "", "", None)
    whole = drafted(language, "the motor burns", "Dewi calls you.", UNTIL)
    assert "went wrong. This is not how it should be" in bare
    assert "“the motor burns”" in whole
    assert f"until {language.moment(UNTIL)}: Dewi calls you." in whole
    assert len(whole.split("\n\n")) == len(bare.split("\n\n")) + 1 == 4


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_draft_may_be_sent_as_it_is(code: str) -> None:
    words = drafted(Language.of(code), "it leaks", "we call you", UNTIL)
    assert objection_to_letter(words) is None
    assert "{" not in words

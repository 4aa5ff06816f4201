"""The paper that answers whether something can come back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.values.answer_papers import PolicyAnswered
from models.values.forbidden import forbidden_words
from receipts import text
from receipts.document import QR, Barcode
from receipts.language import LANGUAGES
from receipts.policy_answers import policy_answered
from tests.receipts.answers_sample import ANSWER
from tests.receipts.papers import a_head

GOLDEN = Path(__file__).parents[1] / "golden"


def printed(paper: PolicyAnswered) -> str:
    return " ".join(line.strip() for line in text.lines(policy_answered(paper)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_reads_like_an_answer(language: str) -> None:
    golden = GOLDEN / f"policy-answer.{language}.txt"
    answer = replace(ANSWER, head=a_head(number="", language=language))
    assert text.lines(policy_answered(answer)) == golden.read_text("utf-8").splitlines()


def test_after_buying_it_names_the_sale() -> None:
    after = replace(ANSWER, sale_number="S-4711", bought_on="2026-11-20")
    said = printed(after)
    assert "S-4711" in said
    assert "20 Nov 2026" in said
    assert "goods bought on this day" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_law_stands_on_it_and_nothing_against_the_law(language: str) -> None:
    paper = replace(ANSWER, head=a_head(number="", language=language))
    assert not forbidden_words(printed(paper))
    if language == "en":
        assert "Your rights by law stay as they are." in printed(paper)


def test_what_only_the_shop_knows_is_not_told() -> None:
    said = printed(ANSWER)
    assert "300.000" not in said
    assert "A manager takes a look at this." in said


def test_it_is_no_receipt_and_has_no_codes() -> None:
    made = policy_answered(ANSWER)
    assert not any(isinstance(block, Barcode | QR) for block in made.blocks)
    assert "It is not a receipt." in printed(ANSWER)


def test_a_stored_snapshot_makes_the_same_paper() -> None:
    assert PolicyAnswered.from_json(ANSWER.to_json()) == ANSWER

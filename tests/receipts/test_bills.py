from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from receipts import text
from receipts.bills import bill_explained
from receipts.language import LANGUAGES
from tests.receipts.bills_sample import BILL

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("language", LANGUAGES)
def test_reads_like_the_paper(language: str) -> None:
    golden = GOLDEN / f"bill.{language}.txt"
    bill = replace(BILL, head=replace(BILL.head, language=language))
    assert text.lines(bill_explained(bill)) == golden.read_text("utf-8").splitlines()


def test_nothing_is_said_of_what_did_not_happen() -> None:
    plain = replace(BILL, lines=BILL.lines[2:], cash_rounding=0, total=1_020, back=())
    said = "\n".join(text.lines(bill_explained(plain)))
    for words in ("What went back", "Less than", "rounding", "Tax contained", "order"):
        assert words not in said

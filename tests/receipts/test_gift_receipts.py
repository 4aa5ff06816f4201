"""The gift receipt: what was given, by whom it was sold, and nothing of money."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from models.values.forbidden import forbidden_words
from models.values.gift_papers import GiftReceipt, GivenLine
from receipts import text
from receipts.document import QR, Barcode, Line
from receipts.gift_receipts import gift_receipt
from receipts.language import LANGUAGES
from receipts.papers import document_of
from tests.receipts.papers import a_head

GOLDEN = Path(__file__).parents[1] / "golden"
RECEIPT = GiftReceipt(
    head=a_head(number="P2-000012", language="en"),
    sale_id=93,
    sold_on="2026-11-05",
    until="2027-01-10",
    lines=(
        GivenLine(
            line_id=4411,
            description="Blender Miyako BL-152",
            sku="ELK-00152",
            serial="88213",
            quantity=1000,
        ),
        GivenLine(
            line_id=4412,
            description="Handuk mandi katun 70×140 biru tua, isi tiga",
            sku="RMH-00417",
            quantity=2000,
        ),
    ),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_reads_like_a_gift(language: str) -> None:
    golden = GOLDEN / f"gift-receipt.{language}.txt"
    receipt = replace(RECEIPT, head=a_head(number="P2-000012", language=language))
    said = text.lines(gift_receipt(receipt))
    assert said == golden.read_text("utf-8").splitlines()
    assert not forbidden_words(" ".join(said))


def test_there_is_no_room_for_a_price() -> None:
    """No field of the snapshot is an amount, and no figure of the paper is one."""
    stored = RECEIPT.to_json()
    assert set(stored) == {"head", "sale_id", "sold_on", "until", "lines"}
    known = {"line_id", "description", "sku", "serial", "quantity"}
    assert all(set(line) == known for line in stored["lines"])
    said = "\n".join(text.lines(gift_receipt(RECEIPT)))
    assert not re.search(
        r"Rp|IDR|\d[.,]\d{3}\b(?!\.)", said.replace("01.234.567.8-901.000", "")
    )
    assert "4411" not in said
    assert "Sari" not in said


def test_where_no_last_day_is_known_one_asks() -> None:
    said = " ".join(text.lines(gift_receipt(replace(RECEIPT, until=""))))
    assert "until" in " ".join(said.split()[-12:])
    assert "2027" not in said


def test_its_codes_carry_its_own_number_and_nothing_else() -> None:
    document = document_of(RECEIPT, copy=1)
    codes = [block.data for block in document.blocks if isinstance(block, Barcode | QR)]
    assert codes == ["P2-000012", "P2-000012"]
    assert "COPY 1" in [block.text for block in document.blocks if isinstance(block, Line)]


def test_a_stored_snapshot_makes_the_same_paper() -> None:
    assert GiftReceipt.from_json(RECEIPT.to_json()) == RECEIPT

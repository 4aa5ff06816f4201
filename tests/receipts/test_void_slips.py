"""The paper that a return was undone: what the customer has again, and the shop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.values.papers import PaidOut
from models.values.void_papers import VoidedLine, VoidSlip
from receipts import text
from receipts.document import Line
from receipts.void_slips import void_slip
from tests.receipts.papers import a_head

GOLDEN = Path(__file__).parents[1] / "golden"
SLIP = VoidSlip(
    head=a_head(number="X2-000003", language="en"),
    return_number="R2-000418",
    sale_number="0412-0093",
    customer="Budi Santoso",
    lines=(VoidedLine(description="Kettle", sku="KETTLE", quantity=1000, gross=350_000),),
    given_back=(
        PaidOut(kind="debit", amount=200_000, label="Visa •••• 4242"),
        PaidOut(kind="cash", amount=150_000),
    ),
    references=("T-0042",),
    approver="Dewi Lestari",
    reason="Wrong line scanned",
)


@pytest.mark.parametrize("language", ["en", "id", "fil"])
def test_reads_like_a_void(language: str) -> None:
    golden = GOLDEN / f"void-slip.{language}.txt"
    slip = replace(SLIP, head=a_head(number="X2-000003", language=language))
    assert text.lines(void_slip(slip)) == golden.read_text("utf-8").splitlines()


def test_a_stored_snapshot_makes_the_same_paper() -> None:
    assert VoidSlip.from_json(SLIP.to_json()) == SLIP


def test_a_reprint_is_marked_and_what_is_not_known_is_not_said() -> None:
    bare = void_slip(replace(SLIP, customer="", references=()), copy=1)
    assert "COPY 1" in [block.text for block in bare.blocks if isinstance(block, Line)]
    assert "Budi" not in "\n".join(text.lines(bare))


def test_of_an_exchange_both_sides_are_told() -> None:
    exchange = replace(
        SLIP,
        return_number="E2-000007",
        out=(VoidedLine(description="Blender", sku="BL", quantity=1000, gross=500_000),),
        paid_back=(PaidOut(kind="e-wallet", amount=150_000),),
    )
    assert VoidSlip.from_json(exchange.to_json()) == exchange
    printed = "\n".join(text.lines(void_slip(exchange)))
    for words in (
        "Exchange                         E2-000007",
        "Taken back by the shop",
        "1 × Blender",
        "Back to the customer: E-wallet     150.000",
        "Exchange E2-000007 is void.",
    ):
        assert words in printed

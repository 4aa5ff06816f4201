"""The form of an exception: who, what, why, and room for three signatures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.values import Message, Money
from models.values.exception_papers import (
    ExceptionForm,
    ExceptionLine,
    Paragraph,
    ThreadLine,
)
from models.values.papers import PaidOut
from receipts import text
from receipts.document import Line
from receipts.exception_forms import exception_form
from tests.receipts.papers import a_head

GOLDEN = Path(__file__).parents[1] / "golden"
FORM = ExceptionForm(
    head=a_head(number="A2-000007", language="en"),
    kind="return",
    paper="R2-000418",
    sale_number="0412-0093",
    customer="Budi Santoso",
    asker="Sari Wulandari",
    approvers=("Dewi Lestari",),
    lines=(
        ExceptionLine(
            description="Kettle", sku="KETTLE", quantity=1000, amount=300_000, reason="faulty"
        ),
    ),
    reasons=(
        Message("late-stage", {"days": 6}),
        Message("own-case-most", {"amount": Money(300_000), "most": Money(200_000)}),
    ),
    paragraphs=(
        Paragraph(
            policy=3,
            number=2,
            text={"en": "Fourteen days; twenty more with a manager's yes."},
            when=(),
            terms=(("window", Message("days", {"count": 14})),),
        ),
    ),
    asked_amount=350_000,
    amount=300_000,
    paid_out=(PaidOut(kind="cash", amount=300_000),),
    thread=(
        ThreadLine(
            said="asked",
            name="Sari Wulandari",
            at="2026-11-05T11:30:00+07:00",
            words="She was in hospital",
        ),
        ThreadLine(
            said="changed",
            name="Dewi Lestari",
            at="2026-11-05T11:32:00+07:00",
            reason="good-customer",
            words="The box is torn",
            amount=300_000,
            instead_of="Agus Salim",
        ),
    ),
)


@pytest.mark.parametrize("language", ["en", "id", "fil"])
def test_reads_like_an_exception(language: str) -> None:
    golden = GOLDEN / f"exception-form.{language}.txt"
    form = replace(FORM, head=a_head(number="A2-000007", language=language))
    assert text.lines(exception_form(form)) == golden.read_text("utf-8").splitlines()


def test_a_stored_snapshot_makes_the_same_paper() -> None:
    assert ExceptionForm.from_json(FORM.to_json()) == FORM


def test_a_reprint_is_marked_and_a_second_manager_signs_too() -> None:
    two = replace(FORM, approvers=("Dewi Lestari", "Bela"), customer="")
    again = exception_form(two, copy=2)
    assert "COPY 2" in [block.text for block in again.blocks if isinstance(block, Line)]
    printed = text.lines(again)
    signed = [line.strip() for line in printed if line.strip().startswith(("Man", "Cust"))]
    assert signed == ["Customer", "Manager: Dewi Lestari", "Manager: Bela"]

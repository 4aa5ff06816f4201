"""The slip of an exchange: both sides, the difference, and how it was paid."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from models.values.exchange_papers import ExchangeSlip, GoneOut, TakenIn
from models.values.papers import PaidOut
from models.values.printing import Sheet
from receipts import pdf, text
from receipts.document import QR, Barcode
from receipts.exchange_slips import exchange_slip
from tests.receipts.papers import BLENDER, RICE, a_head

GOLDEN = Path(__file__).parents[1] / "golden"
PHONE = GoneOut(
    description="Ponsel Advan G9 Pro",
    sku="ELK-00903",
    serial="359127",
    quantity=1000,
    price=499_000,
    tax=49_450,
)
TEA = GoneOut(description="Teh celup", sku="MKN-00102", quantity=2000, price=18_400, tax=0)


def a_slip(**values: Any) -> ExchangeSlip:
    facts: dict[str, Any] = {
        "head": a_head(number="E2-000031", language="en"),
        "sale_number": "0412-0093",
        "sold_on": "2026-11-05",
        "customer": "Budi Santoso",
        "lines": (BLENDER, RICE),
        "out": (PHONE, TEA),
        "paid_in": (
            TakenIn(kind="e-wallet", amount=150_000, label="QRIS", reference="QR-77120"),
            TakenIn(kind="cash", amount=41_200),
        ),
        "cash_rounding": -30,
        "policy": 12,
        "clauses": ((12, 1), (12, 3)),
    }
    return ExchangeSlip(**{**facts, **values})


def lines(slip: ExchangeSlip, copy: int = 0) -> list[str]:
    return text.lines(exchange_slip(slip, copy))


@pytest.mark.parametrize("language", ["en", "id", "fil"])
def test_reads_like_a_slip(language: str) -> None:
    golden = GOLDEN / f"exchange-slip.{language}.txt"
    slip = a_slip(head=a_head(number="E2-000031", language=language))
    assert lines(slip) == golden.read_text("utf-8").splitlines()


def test_a_stored_snapshot_makes_the_same_paper() -> None:
    slip = a_slip()
    assert ExchangeSlip.from_json(slip.to_json()) == slip


def test_the_shop_pays_a_difference_back() -> None:
    back = PaidOut(kind="debit", amount=307_770, label="Visa •••• 4242")
    printed = "\n".join(lines(a_slip(out=(TEA,), paid_in=(), paid_out=(back,))))
    assert "Difference paid back            Rp 307.770" in printed
    assert "Debit card Visa •••• 4242       Rp 307.770" in printed


def test_an_even_exchange_has_no_tenders() -> None:
    even = replace(PHONE, price=326_170)
    printed = lines(a_slip(out=(even,), paid_in=(), cash_rounding=0))
    assert any(line.startswith("Even exchange") for line in printed)
    assert not any("Paid by" in line or "rounding" in line for line in printed)


def test_a_reprint_is_marked() -> None:
    assert any("COPY 2" in line for line in lines(a_slip(), 2))


@pytest.mark.parametrize("sheet", Sheet)
def test_the_file_says_the_same_and_carries_its_number(sheet: Sheet) -> None:
    document = exchange_slip(a_slip())
    assert [each for each in document.blocks if isinstance(each, Barcode | QR)] == [
        Barcode("E2-000031"),
        QR("E2-000031"),
    ]
    file = PdfReader(BytesIO(pdf.render(document, sheet)))
    words = " ".join(page.extract_text() for page in file.pages)
    for said in ("Came back", "Goes out", "Rp 191.230", "QR-77120"):
        assert said in words
    assert file.metadata is not None
    assert file.metadata.title == "Exchange E2-000031"

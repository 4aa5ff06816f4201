"""The slips of money without goods: what is given, why, by whom, and how it goes out."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from models.values.codes import CorrectionReason, GoodwillReason
from models.values.giving_papers import CorrectionSlip, GoodwillSlip
from models.values.papers import PaidOut
from models.values.printing import Sheet
from models.values.void_papers import VoidedLine, VoidSlip
from receipts import pdf, text
from receipts.document import QR, Barcode
from receipts.giving_sentences import CORRECTION_REASONS, GOODWILL_REASONS
from receipts.giving_slips import correction_slip, goodwill_slip
from receipts.void_slips import void_slip
from tests.receipts.papers import a_head

if TYPE_CHECKING:
    from receipts.document import Document

GOLDEN = Path(__file__).parents[1] / "golden"


def a_correction(**values: Any) -> CorrectionSlip:
    facts: dict[str, Any] = {
        "head": a_head(number="C2-000005", language="en"),
        "sale_number": "0412-0093",
        "sold_on": "2026-11-05",
        "customer": "Budi Santoso",
        "description": "Blender Miyako BL-152",
        "sku": "ELK-00152",
        "serial": "88213",
        "quantity": 1000,
        "before": 350_000,
        "amount": 51_030,
        "tax": 5_057,
        "reason": "shelf-price",
        "approver": "Dewi Lestari",
        "cash_rounding": -30,
        "paid_out": (PaidOut(kind="cash", amount=51_000),),
        "policy": 12,
        "clauses": ((12, 9),),
    }
    return CorrectionSlip(**{**facts, **values})


def a_goodwill(**values: Any) -> GoodwillSlip:
    facts: dict[str, Any] = {
        "head": a_head(number="G2-000007", language="en"),
        "sale_number": "0412-0093",
        "customer": "Budi Santoso",
        "about": "Blender Miyako BL-152",
        "amount": 25_000,
        "reason": "long-wait",
        "paid_out": (PaidOut(kind="store-credit", amount=25_000),),
        "policy": 12,
    }
    return GoodwillSlip(**{**facts, **values})


@pytest.mark.parametrize("language", ["en", "id", "fil"])
def test_reads_like_a_slip(language: str) -> None:
    correction = a_correction(head=a_head(number="C2-000005", language=language))
    goodwill = a_goodwill(head=a_head(number="G2-000007", language=language))
    for name, document in (
        ("correction", correction_slip(correction)),
        ("goodwill", goodwill_slip(goodwill)),
    ):
        golden = GOLDEN / f"{name}-slip.{language}.txt"
        assert text.lines(document) == golden.read_text("utf-8").splitlines()


def test_a_stored_snapshot_makes_the_same_paper() -> None:
    correction, goodwill = a_correction(), a_goodwill()
    assert CorrectionSlip.from_json(correction.to_json()) == correction
    assert GoodwillSlip.from_json(goodwill.to_json()) == goodwill


def test_what_is_not_known_is_not_said() -> None:
    bare = a_goodwill(sale_number="", customer="", about="")
    printed = "\n".join(text.lines(goodwill_slip(bare, copy=1)))
    assert "COPY 1" in printed
    for label in ("Sale", "Customer", "Approved by", "Sold on"):
        assert label not in printed


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize(
    ("document", "number"),
    [
        (correction_slip(a_correction()), "C2-000005"),
        (goodwill_slip(a_goodwill()), "G2-000007"),
    ],
)
def test_the_file_says_the_same_and_carries_its_number(
    document: Document, number: str, sheet: Sheet
) -> None:
    codes = [block for block in document.blocks if isinstance(block, Barcode | QR)]
    assert codes == [Barcode(number), QR(number)]
    (page,) = PdfReader(BytesIO(pdf.render(document, sheet))).pages
    assert number in page.extract_text()


def test_every_reason_has_its_words() -> None:
    assert set(CORRECTION_REASONS) == set(CorrectionReason)
    assert set(GOODWILL_REASONS) == set(GoodwillReason)


@pytest.mark.parametrize(
    ("what", "lines", "said"),
    [
        ("goodwill", (), "Goodwill G2-000007 is void"),
        (
            "correction",
            (VoidedLine(description="Kettle", sku="KETTLE", quantity=1000, gross=500),),
            "Price correction G2-000007 is void",
        ),
    ],
)
def test_the_paper_of_a_void_says_what_is_void(
    what: str, lines: tuple[VoidedLine, ...], said: str
) -> None:
    slip = VoidSlip(
        head=a_head(number="X2-000003", language="en"),
        what=what,
        return_number="G2-000007",
        sale_number="",
        lines=lines,
        given_back=(PaidOut(kind="cash", amount=500),),
        approver="Dewi Lestari",
        reason="Wrong customer",
    )
    printed = " ".join(" ".join(text.lines(void_slip(slip))).split())
    assert said in printed
    assert "goods are the customer's" not in printed
    assert ("KETTLE" in printed) == bool(lines)

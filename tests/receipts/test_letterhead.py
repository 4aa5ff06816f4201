"""What a shop adds to its papers: above on all of them, below on those a customer gets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.values.forbidden import forbidden_words
from models.values.giving_papers import GoodwillSlip
from models.values.papers import PaidOut, PaperHead
from models.values.void_papers import VoidSlip
from models.values.voucher_papers import ValueVoucher
from receipts import text
from receipts.document import QR, Line, Logo
from receipts.giving_slips import goodwill_slip
from receipts.letterhead_sample import sample_slip
from receipts.slips import return_slip
from receipts.void_slips import void_slip
from receipts.vouchers import value_voucher
from tests.receipts.papers import a_head, a_slip

LOGO = "a" * 64
HEAD: PaperHead = replace(
    a_head(),
    logo=LOGO,
    header=("Buka tiap hari 9–21", "WA 0812 5550 101"),
    footer=("Sampai jumpa",),
    legal=("Hak Anda menurut undang-undang tetap berlaku.",),
)
CASH = (PaidOut(kind="cash", amount=50_000),)
GOODWILL = GoodwillSlip(
    head=HEAD, sale_number="", amount=50_000, reason="waited", paid_out=CASH, policy=1
)
VOUCHER = ValueVoucher(head=HEAD, kind="store-credit", card="6390000000000005", amount=50_000)
VOID = VoidSlip(
    head=HEAD, what="goods", return_number="R2-000417", sale_number="", lines=(),
    given_back=CASH, approver="Ann Lee", reason="clerk-error",
)  # fmt: skip


def test_the_logo_is_first_and_the_header_follows_the_tax_number() -> None:
    document = return_slip(a_slip(head=HEAD))
    assert document.blocks[0] == Logo(LOGO)
    said = [block.text for block in document.blocks if isinstance(block, Line)][:6]
    assert said == [
        HEAD.shop,
        HEAD.store,
        HEAD.address,
        f"NPWP {HEAD.tax_number}",
        *HEAD.header,
    ]


@pytest.mark.parametrize(
    "document",
    [
        return_slip(a_slip(head=HEAD)),
        goodwill_slip(GOODWILL),
        value_voucher(VOUCHER),
        void_slip(VOID),
    ],
    ids=["return", "goodwill", "voucher", "void"],
)
def test_what_a_customer_gets_ends_with_the_shops_words_and_the_laws(document: object) -> None:
    lines = [line.strip() for line in text.lines(document) if line.strip()]  # type: ignore[arg-type]
    assert lines[-3:] == [
        "Sampai jumpa",
        "Hak Anda menurut undang-undang tetap",
        "berlaku.",
    ]


def test_a_paper_of_a_shop_without_a_letterhead_is_as_it_was() -> None:
    document = return_slip(a_slip())
    assert not any(isinstance(block, Logo) for block in document.blocks)
    assert isinstance(document.blocks[-1], QR)


@pytest.mark.parametrize("language", ["en", "id", "fil"])
@pytest.mark.parametrize("digits", [0, 2, 3])
def test_the_sample_can_be_drawn_in_every_language_and_currency(
    language: str, digits: int
) -> None:
    head = replace(HEAD, language=language, digits=digits)
    said = text.lines(sample_slip(head))
    assert any("R0-000000" in line for line in said)
    assert not forbidden_words("\n".join(said))

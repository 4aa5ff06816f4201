"""The paper of store credit and gift cards: what it is worth, until when, and its number."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from models.rules.value_cards import number_in
from models.values.card_numbers import mask_card_numbers
from models.values.printing import Sheet
from models.values.voucher_papers import ValueVoucher
from receipts import pdf, text
from receipts.document import Line, Pair
from receipts.language import LANGUAGES
from receipts.pictures import pages
from receipts.vouchers import value_voucher
from tests.receipts.papers import a_head
from tests.receipts.test_return_slip import FORBIDDEN

if TYPE_CHECKING:
    from models.values.papers import PaperHead

GOLDEN = Path(__file__).parents[1] / "golden"


def a_voucher(
    *,
    head: PaperHead | None = None,
    kind: str = "store-credit",
    expires_on: str = "2027-11-22",
    instead_of: str = "",
) -> ValueVoucher:
    """Store credit for a return, as the shop of the other slips hands it out."""
    return ValueVoucher(
        head=head or a_head(number="V2-000031"),
        kind=kind,
        card="7194023385516024",
        amount=476_220,
        expires_on=expires_on,
        slip="R2-000418",
        customer="Budi Santoso",
        instead_of=instead_of,
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_reads_like_a_voucher(code: str) -> None:
    paper = value_voucher(a_voucher(head=a_head(number="V2-000031", language=code)))
    golden = GOLDEN / f"value-voucher.{code}.txt"
    assert text.lines(paper) == golden.read_text("utf-8").splitlines()


def test_a_gift_card_that_took_the_place_of_a_lost_one() -> None:
    head = a_head(number="V2-000032", language="en", currency="GBP", digits=2)
    lost = a_voucher(head=head, kind="gift-card", expires_on="", instead_of="1187")
    paper = value_voucher(replace(lost, slip="", customer=""))
    golden = GOLDEN / "value-voucher.lost.txt"
    assert text.lines(paper) == golden.read_text("utf-8").splitlines()


def test_a_stored_snapshot_makes_the_same_paper() -> None:
    voucher = a_voucher(instead_of="1187")
    assert ValueVoucher.from_json(voucher.to_json()) == voucher


def test_a_reprint_is_the_same_paper_marked_as_a_copy() -> None:
    first, again = value_voucher(a_voucher()), value_voucher(a_voucher(), copy=2)
    added = [block for block in again.blocks if block not in first.blocks]
    assert [block.text for block in added if isinstance(block, Line)] == ["SALINAN 2"]


def test_what_is_not_known_is_not_said() -> None:
    bare = replace(a_voucher(head=a_head(language="en")), slip="", customer="")
    labels = [block.label for block in value_voucher(bare).blocks if isinstance(block, Pair)]
    assert labels == ["Voucher", "Date", "Register", "Clerk"]


@pytest.mark.parametrize(
    ("slip", "label"),
    [
        ("R2-000418", "Return"),
        ("E2-000031", "Exchange"),
        ("G2-000007", "Goodwill"),
        ("C2-000003", "Price correction"),
    ],
)
def test_what_it_pays_for_is_called_by_its_name(slip: str, label: str) -> None:
    head = a_head(number="V2-000031", language="en")
    voucher = replace(a_voucher(head=head), slip=slip)
    pairs = [block for block in value_voucher(voucher).blocks if isinstance(block, Pair)]
    assert [pair.label for pair in pairs if pair.figure == slip] == [label]


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_cards_number_is_read_again_from_the_print(code: str, sheet: Sheet) -> None:
    voucher = a_voucher(head=a_head(number="V2-000031", language=code))
    (picture,) = pages(pdf.render(value_voucher(voucher, 1), sheet), 203)
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    read = {found.format.name: found.text for found in zxingcpp.read_barcodes(image)}
    assert read == {"Code128": voucher.card, "QRCode": voucher.card}
    assert number_in(read["QRCode"]) == voucher.card


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_voucher_takes_away_a_right_or_looks_like_a_payment_card(code: str) -> None:
    printed = "\n".join(text.lines(value_voucher(a_voucher(head=a_head(language=code)))))
    assert not FORBIDDEN.search(printed)
    assert mask_card_numbers(printed) == printed


def test_the_peso_is_printed_as_it_is() -> None:
    head = a_head(language="fil", currency="PHP", digits=2)
    (page,) = PdfReader(BytesIO(pdf.render(value_voucher(a_voucher(head=head))))).pages
    assert "₱4,762.20" in page.extract_text()

"""A customer brings one thing back, with the receipt."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from models.tables.documents import Document
from models.values import Money, Quantity
from models.values.papers import ReturnSlip
from receipts import text
from receipts.slips import return_slip
from tests.builders import a_line, a_product, a_sale

if TYPE_CHECKING:
    from pathlib import Path

    from models.db import Shop
    from tests.walks.driver import Clerk

KETTLE = "5012345678900"


@pytest.fixture(autouse=True)
def _a_kettle_was_sold(shop: Shop) -> None:
    a_sale(shop, a_line(a_product(shop, sku=KETTLE)), number="S-1001")


def stored(shop: Shop, number: str) -> ReturnSlip:
    with shop.unit(writes=False) as unit:
        snapshot = unit.connection.scalar(
            select(Document.snapshot).where(Document.code == number)
        )
    assert snapshot is not None
    return ReturnSlip.from_json(json.loads(snapshot))


def words_of(slip: ReturnSlip, copy: int = 0) -> list[str]:
    """Every word of the paper that a slip makes; under its barcode stands what it says."""
    lines = (line for line in text.lines(return_slip(slip, copy)) if not set(line) <= {"-"})
    words = " ".join(re.sub(r"\[QR [^]]+\]", "", line) for line in lines)
    return sorted(words.replace("*", "").split())


def words_in(file: Path) -> list[str]:
    (page,) = PdfReader(file).pages
    return sorted(page.extract_text().split())


def test_with_its_receipt_it_takes_three_acts_and_one_confirm(clerk: Clerk, shop: Shop) -> None:
    before = clerk.acts
    clerk.open_sale("S-1001")
    clerk.scan(KETTLE)
    clerk.until(lambda: len(clerk.state.coming) == 1)
    clerk.strike("1")
    clerk.until(lambda: clerk.state.coming[0].reason == "changed-mind")
    assert clerk.decided().answer == "accept"
    assert clerk.acts - before == 3
    clerk.sees("Accepted", "Pay out £10.00")
    clerk.press("F8")

    number = clerk.has_slip()
    assert number == "R1-000001"
    clerk.sees("Return R1-000001", "Hand over in cash", "£10.00", "Picture of the slip")
    assert clerk.codes_on_the_picture() == {number}
    assert clerk.window.box.text() == ""

    clerk.press("Ctrl+S")
    clerk.sees("The paper was saved")
    slip = stored(shop, number)
    assert (slip.refund, slip.lines[0].reason, slip.head.clerk) == (
        1000,
        "changed-mind",
        "Ann Lee",
    )
    assert words_in(clerk.papers / f"{number}.pdf") == words_of(slip)

    clerk.press("F9")
    clerk.waits_for_the_next()


def test_opened_again_by_its_number_it_is_a_copy_once_it_was_printed(
    clerk: Clerk, shop: Shop
) -> None:
    clerk.open_sale("S-1001")
    clerk.bring(KETTLE, "2")
    clerk.press("F8")
    number = clerk.has_slip()
    clerk.press("F9")
    clerk.waits_for_the_next()

    clerk.scan(number)
    assert clerk.has_slip() == number
    clerk.sees("Taken back")
    clerk.press("Ctrl+S")
    clerk.sees("The paper was saved")
    clerk.press("F9")
    clerk.waits_for_the_next()

    clerk.scan(number)
    clerk.has_slip()
    clerk.sees("copy 1")
    clerk.press("Ctrl+S")
    clerk.sees("The paper was saved")
    slip = stored(shop, number)
    assert words_in(clerk.papers / f"{number}.pdf") == words_of(slip)
    assert words_in(clerk.papers / f"{number}-copy-1.pdf") == words_of(slip, copy=1)


@pytest.mark.parametrize("system", ["sqlite"])
def test_the_receipt_scanned_again_says_that_it_came_back(clerk: Clerk) -> None:
    clerk.open_sale("S-1001")
    clerk.bring(KETTLE, "1")
    clerk.press("F8")
    number = clerk.has_slip()

    clerk.scan("S-1001")
    clerk.sees(f"Came back: {number}", "returned")
    clerk.scan(KETTLE)
    clerk.press("1")
    assert clerk.decided().answer == "refuse"
    clerk.sees("All of this line has already come back.")
    clerk.press("F8")
    clerk.rest()
    assert clerk.state.taken is None


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_quantity_typed_counts_before_the_money_goes(clerk: Clerk, shop: Shop) -> None:
    """F8 straight after the figure must not pay for the one piece that stood there before."""
    towel = a_product(shop, "Towel")
    a_sale(
        shop,
        a_line(towel, quantity=Quantity.of(3), paid=Money(3000), tax=Money(0)),
        number="S-1002",
    )
    clerk.open_sale("S-1002")
    clerk.bring("TOWEL", "1")
    clerk.tab_to_field("Quantity of Kettle")
    clerk.write("2")
    clerk.press("F8")
    clerk.rest()
    assert clerk.state.taken is None, "what is paid was not seen yet"
    clerk.sees("Pay out £20.00")
    clerk.press("F8")
    clerk.has_slip()
    clerk.sees("Hand over in cash", "£20.00")

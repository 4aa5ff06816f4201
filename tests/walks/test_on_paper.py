"""A no that goes with the customer on paper, and a gift that comes back by its own receipt."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.tables.journal import JournalEntry
from models.tables.sales import SaleLine
from models.values import NOTHING, Money, Quantity
from models.values.codes import Proof
from tests.builders import NOON, a_line, a_product, a_sale, in_force
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from models.db import Shop
    from tests.walks.driver import Clerk


@pytest.fixture(autouse=True)
def _sold(shop: Shop) -> None:
    in_force(
        shop,
        'window = "14 days"\nexchange.window = "60 days"\nrefund.choices = ["cash"]',
        'when = { department = "food" }\nfinal_sale = true',
    )
    kettle, glass = a_product(shop), a_product(shop, "Glass")
    rice = a_product(shop, "Rice", department="Food")
    lines = (
        a_line(kettle),
        a_line(
            glass, sku="GLASS", description="Glass", quantity=Quantity.of(2), paid=Money(800)
        ),
        a_line(rice, sku="RICE", description="Rice"),
    )
    a_sale(shop, *lines, number="S-0020", sold_at=NOON - timedelta(days=20))
    a_sale(shop, *lines, number="S-0001", sold_at=NOON - timedelta(days=1))


def events(shop: Shop) -> list[str]:
    with shop.unit(writes=False) as unit:
        of_interest = ("ReturnDenied", "ReturnAbandoned", "ReceiptPrint", "GiftReceiptMade")
        named = JournalEntry.event.in_(of_interest)
        rows = select(JournalEntry.event).where(named).order_by(JournalEntry.number)
        return list(unit.connection.scalars(rows))


def test_a_no_goes_with_the_customer_who_comes_back_for_an_exchange(
    clerk: Clerk, shop: Shop
) -> None:
    clerk.open_sale("S-0020")
    assert clerk.bring("KETTLE", "2").answer == "refuse"
    clerk.press("F7")
    clerk.sees("Picture of the paper", "Answer D1-000001", "Nothing was taken back")
    assert clerk.state.stage is Stage.TOLD
    assert clerk.codes_on_the_picture() == {"D1-000001"}
    clerk.press("Ctrl+S")
    clerk.sees("D1-000001.pdf")
    assert (clerk.papers / "D1-000001.pdf").exists()
    clerk.press("F9")
    clerk.waits_for_the_next()
    assert events(shop) == ["ReturnDenied", "ReceiptPrint"]
    # Days later, the paper is scanned: the same words, and the sale again.
    clerk.scan("D1-000001")
    clerk.sees("Picture of the paper", "copy 1")
    clerk.press("F3")
    clerk.until(lambda: clerk.state.sale is not None and clerk.state.sale.number == "S-0020")
    assert clerk.bring("KETTLE", "2").answer == "refuse"
    clerk.sees("An exchange until 15 Dec 2026")
    clerk.press("F6")
    clerk.scan("KETTLE")
    clerk.until(lambda: bool(clerk.state.out))
    assert clerk.decided().answer == "accept"
    clerk.press("F8")
    assert clerk.has_slip() == "E1-000001"
    assert events(shop) == ["ReturnDenied", "ReceiptPrint"]


@pytest.mark.parametrize("system", ["sqlite"])
def test_what_was_entered_is_gone_on_with_and_not_told_twice(clerk: Clerk, shop: Shop) -> None:
    clerk.open_sale("S-0020")
    clerk.bring("RICE", "2")
    clerk.press("F7")
    clerk.sees("Picture of the paper")
    clerk.press("Ctrl+Z")
    clerk.until(lambda: clerk.state.stage is Stage.RETURN)
    assert clerk.decided().answer == "refuse"
    clerk.press("Esc")
    clerk.waits_for_the_next()
    assert events(shop) == ["ReturnDenied"]


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_yes_is_no_answer_for_that_paper(clerk: Clerk) -> None:
    clerk.open_sale("S-0001")
    assert clerk.bring("KETTLE", "2").answer == "accept"
    assert not clerk.counter.decision.on_paper.isVisible()
    clerk.press("F7")
    clerk.rest()
    assert clerk.state.stage is Stage.RETURN


def test_a_gift_comes_back_by_its_own_receipt(clerk: Clerk, shop: Shop) -> None:
    clerk.open_sale("S-0001")
    clerk.scan("GLASS")
    clerk.until(lambda: bool(clerk.state.coming))
    clerk.press("F4")
    clerk.sees("Picture of the paper", "Gift receipt P1-000001", "no price on it")
    assert clerk.codes_on_the_picture() == {"P1-000001"}
    assert clerk.state.told is not None
    assert [line.description for line in clerk.state.told.slip.lines] == ["Glass"]
    clerk.press("F9")
    clerk.waits_for_the_next()
    # Whoever was given it brings it back: that line, and nothing else of the sale.
    clerk.scan("P1-000001")
    clerk.until(lambda: clerk.state.sale is not None)
    assert clerk.state.sale is not None
    assert [line.description for line in clerk.state.sale.lines] == ["Glass"]
    assert clerk.state.proof is Proof.GIFT_RECEIPT
    clerk.sees("Gift receipt P1-000001", "1 can come back")
    decision = clerk.bring("GLASS", "6")
    assert [(part.kind, part.amount) for part in decision.plan] == [
        ("store-credit", Money(400))
    ]
    clerk.sees("Brought with a gift receipt")
    clerk.press("F8")
    clerk.has_slip()
    clerk.sees("Store credit")
    with shop.unit(writes=False) as unit:
        glass = select(SaleLine.returned).where(
            SaleLine.sku == "GLASS", SaleLine.returned > NOTHING
        )
        assert unit.connection.scalar(glass) == Quantity.of(1)
    assert "ReturnAbandoned" not in events(shop)


@pytest.mark.parametrize("system", ["sqlite"])
def test_what_went_out_in_an_exchange_can_be_a_gift(clerk: Clerk) -> None:
    clerk.open_sale("S-0001")
    clerk.bring("KETTLE", "2")
    clerk.press("F6")
    clerk.scan("KETTLE")
    clerk.until(lambda: bool(clerk.state.out))
    clerk.decided()
    clerk.press("F8")
    clerk.has_slip()
    clerk.sees("Gift receipt")
    clerk.press("F4")
    clerk.sees("Picture of the paper", "Gift receipt P1-000001")

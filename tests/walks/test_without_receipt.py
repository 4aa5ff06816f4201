"""A customer without a receipt: the sale is found, or the goods become store credit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.tables.goods import StockMovement
from models.tables.identities import IdentityShown
from models.tables.returns import GoodsReturn, Refund
from models.tables.value_cards import ValueEntry
from models.values import ONE, Money
from models.values.codes import Answer, Proof
from tests.builders import NOON, a_customer, a_line, a_product, a_sale, in_force
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from models.db import Shop
    from tests.walks.driver import Clerk

POLICY = """window = "30 days"
proof = ["receipt", "card", "loyalty", "none"]"""
WITHOUT = """when.proof = "none"
capture.id = true
no_receipt.period = { days = 90, count = 1 }"""
VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}


@pytest.fixture
def shop(shop: Shop) -> Shop:
    in_force(shop, POLICY, WITHOUT)
    kettle = a_product(shop, "Steel kettle", sku="KETTLE")
    a_product(shop, "Blue teapot", sku="TEAPOT")
    a_product(shop, "Red teapot", sku="TEAPOT-R")
    a_sale(shop, a_line(kettle), sold_at=NOON - timedelta(9), tenders=(VISA,))
    cheap = a_line(kettle, paid=Money(850))
    a_sale(shop, cheap, number="S-2", sold_at=NOON - timedelta(3))
    a_customer(shop)
    return shop


def has_no_receipt(clerk: Clerk) -> None:
    clerk.press("F7")
    clerk.until(lambda: clerk.state.stage is Stage.FINDING)
    clerk.sees("What does the customer remember?")


def fill(clerk: Clerk, field: str, text: str) -> None:
    clerk.tab_to_field(field)
    clerk.write(text)


def test_the_sale_is_found_by_the_card(shop: Shop, clerk: Clerk) -> None:
    has_no_receipt(clerk)
    clerk.write("kettle")
    fill(clerk, "Last four digits of the card", "4242")
    clerk.press("Return")
    clerk.sees("2 sales fit, the best first.", "same card · same product")
    clerk.press("Return")
    clerk.sees("Sale S-1")
    assert clerk.state.proof is Proof.CARD
    assert clerk.bring("KETTLE", "1").answer is Answer.ACCEPT


def test_a_return_without_a_sale_becomes_store_credit(shop: Shop, clerk: Clerk) -> None:
    has_no_receipt(clerk)
    clerk.write("teapot")
    clerk.press("F8")
    clerk.sees("No sale fits this.")
    clerk.press("F7")
    clerk.sees("Without a receipt")
    clerk.scan("KETTLE")
    clerk.until(lambda: len(clerk.state.coming) == 1)
    clerk.press("1")
    assert clerk.decided().answer is Answer.ASK
    fill(clerk, "Issued by", "ID")
    fill(clerk, "Number", "3273 0101 0190 0001")
    clerk.press("Return")
    clerk.sees("Noted: Identity card, number ending in 001")
    decision = clerk.decided()
    assert (decision.answer, decision.refund) == (Answer.ACCEPT, Money(850))
    clerk.press("F8")
    slip = clerk.has_slip()
    clerk.sees("Without a receipt")
    with shop.unit(writes=False) as unit:
        taken = unit.connection.execute(
            select(GoodsReturn.number, GoodsReturn.sale_id, Refund.kind, Refund.exact).join(
                Refund, Refund.return_id == GoodsReturn.id
            )
        ).one()
        assert tuple(taken) == (slip, None, "store-credit", Money(850))
        assert unit.connection.scalars(select(IdentityShown.last)).all() == ["001"]
        stock = unit.connection.execute(select(StockMovement.bucket, StockMovement.quantity))
        assert [tuple(row) for row in stock] == [("sellable", ONE)]
        ledger = unit.connection.execute(
            select(ValueEntry.kind, ValueEntry.amount, ValueEntry.balance)
        )
        assert [tuple(row) for row in ledger] == [("issued", Money(850), Money(850))]


def test_of_two_products_that_were_meant_one_is_chosen(shop: Shop, clerk: Clerk) -> None:
    has_no_receipt(clerk)
    clerk.press("F7")
    clerk.sees("Without a receipt")
    clerk.write("teapot")
    clerk.press("Return")
    clerk.sees("Blue teapot", "Red teapot")
    clerk.press("Down", "Return")
    clerk.until(lambda: len(clerk.state.coming) == 1)
    line = clerk.state.line(1)
    assert line is not None
    assert line.description == "Red teapot"
    clerk.press("Esc")
    clerk.waits_for_the_next()
    clerk.sees("The unfinished return without a receipt was put aside.")
    clerk.press("Ctrl+Z")
    clerk.until(lambda: len(clerk.state.coming) == 1)


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_customer_counts_instead_of_a_document(shop: Shop, clerk: Clerk) -> None:
    in_force(shop, POLICY, 'when.proof = "none"\nno_receipt.period = { days = 90, count = 1 }')
    has_no_receipt(clerk)
    clerk.press("F7")
    clerk.scan("TEAPOT")
    clerk.until(lambda: len(clerk.state.coming) == 1)
    clerk.press("1")
    assert clerk.decided().answer is Answer.ASK
    fill(clerk, "Customer: phone, number or name", "budi")
    clerk.press("Return")
    clerk.until(lambda: clerk.state.without is not None and bool(clerk.state.without.customer))
    assert clerk.decided().answer is Answer.ACCEPT


@pytest.mark.parametrize("system", ["sqlite"])
def test_what_cannot_be_read_is_not_looked_up(shop: Shop, clerk: Clerk) -> None:
    has_no_receipt(clerk)
    fill(clerk, "About when (year-month-day)", "soon")
    clerk.press("F8")
    clerk.sees("Write the day as year-month-day.")
    clerk.write(NOON.date().isoformat())
    fill(clerk, "About how much, for it or for all", "8.50")
    clerk.press("F8")
    clerk.sees("same amount · 3 days off")
    clerk.press("Esc")
    clerk.waits_for_the_next()

"""Money without goods: a part of a price by a clerk, goodwill with a manager's yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.tables.journal import JournalEntry
from models.tables.sales import SaleLine
from models.values import Money
from models.values.codes import Answer
from tests.builders import a_customer, a_line, a_product, a_sale, in_force
from tests.drawers import BELA_PIN, SARI_PIN, bela, sari
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from tests.walks.driver import Clerk

TERMS = """window = "30 days"
correction.clerk = 2
correction.manager = 8
goodwill.clerk = 5
goodwill.manager = 20"""
BELAS_BADGE = "BELA-2"


@pytest.fixture
def shop(shop: Shop) -> Shop:
    in_force(shop, TERMS)
    kettle, teapot = a_product(shop), a_product(shop, "Teapot")
    pot = a_line(teapot, sku="TEAPOT", description="Teapot", paid=Money(2000))
    a_sale(shop, a_line(kettle), pot, number="S-0007")
    a_customer(shop)
    bela(shop)
    sari(shop)
    return shop


@pytest.fixture
def clerk(shop: Shop, come: Callable[[str], Clerk], database_url: str) -> Clerk:
    """Sari, whose limits are those of a clerk."""
    clerk = come(database_url)
    clerk.press("Ctrl+Shift+L")
    clerk.sign_on("7", SARI_PIN)
    clerk.waits_for_the_next()
    return clerk


def decided(clerk: Clerk) -> Answer:
    """What is said of all that is entered on the form now."""

    def known() -> bool:
        giving = clerk.state.giving
        return giving is not None and giving.decided is not None and not clerk.state.busy

    clerk.until(known)
    giving = clerk.state.giving
    assert giving is not None
    assert giving.decided is not None
    return giving.decided.answer


def test_a_part_of_a_price_goes_back_and_a_later_return_pays_less(
    shop: Shop, clerk: Clerk
) -> None:
    clerk.open_sale("S-0007")
    clerk.press("F10")
    clerk.sees("Whose price is it?", "No decision yet")
    clerk.scan("TEAPOT")
    clerk.until(lambda: bool(clerk.state.giving and clerk.state.giving.line_id))
    clerk.write("2.50")
    assert decided(clerk) is Answer.OVERRIDE
    assert not clerk.counter.giving.decision.give.isEnabled()
    clerk.press("Tab", "2")
    assert decided(clerk) is Answer.OVERRIDE
    clerk.sees("Needs a manager's yes", "A manager is here", "Ask the managers")
    clerk.press("Esc")
    clerk.sees("Coming back")
    clerk.press("F10")
    clerk.write("1.50")
    assert decided(clerk) is Answer.ACCEPT
    clerk.sees("Left of the price", "of which tax", "Pay out £1.50")
    clerk.press("F8")
    assert clerk.has_slip() == "C1-000001"
    clerk.sees("Correction C1-000001", "Hand over in cash", "£1.50")
    clerk.press("Ctrl+S")
    clerk.until(lambda: any(clerk.papers.glob("C1-000001*.pdf")))
    clerk.rest()

    clerk.press("F9")
    clerk.waits_for_the_next()
    clerk.open_sale("S-0007")
    clerk.sees("corrected: \N{MINUS SIGN}£1.50")
    decision = clerk.bring("TEAPOT", "1")
    assert (decision.answer, decision.refund) == (Answer.ACCEPT, Money(1850))
    clerk.press("F8")
    clerk.has_slip()
    with shop.unit(writes=False) as unit:
        teapot = unit.connection.execute(
            select(SaleLine.refunded, SaleLine.corrected).where(SaleLine.sku == "TEAPOT")
        ).one()
    assert tuple(teapot) == (Money(1850), Money(150))


def test_goodwill_above_the_limit_needs_a_manager_and_is_a_voucher(
    shop: Shop, clerk: Clerk
) -> None:
    clerk.press("F10")
    clerk.until(lambda: clerk.state.stage is Stage.GIVING)
    clerk.write("12")
    clerk.press("Tab", "1")
    clerk.tab_to_field("Customer: phone, number or name")
    clerk.write("budi")
    clerk.press("Return")
    clerk.until(lambda: bool(clerk.state.giving and clerk.state.giving.customer))
    assert decided(clerk) is Answer.OVERRIDE
    clerk.press("F8")
    clerk.sees("Who approves", "Approve £12.00")
    clerk.press("F8")
    clerk.sees("This is missing.")
    clerk.write("2")
    clerk.press("Return")
    clerk.write("0000")
    clerk.press("Return", "2", "Tab")
    clerk.write("Waited for an hour")
    clerk.press("F8")
    clerk.until(lambda: clerk.state.said is not None)
    assert clerk.state.stage is Stage.GIVING
    assert decided(clerk) is Answer.OVERRIDE
    clerk.until(lambda: clerk.focus_name == "Manager's PIN")
    clerk.write(BELA_PIN)
    clerk.press("F8")
    assert clerk.has_slip() == "G1-000001"
    clerk.sees("Goodwill G1-000001", "Picture of the voucher")
    clerk.press("Ctrl+S")
    saved = {"G1-000001.pdf", "V1-000001.pdf", "A1-000001.pdf"}
    clerk.until(lambda: {each.name for each in clerk.papers.glob("*.pdf")} == saved)
    assert clerk.state.taken is not None
    (voucher,) = clerk.state.taken.vouchers
    assert voucher.voucher.amount == 1200
    with shop.unit(writes=False) as unit:
        events = unit.connection.scalars(
            select(JournalEntry.event).order_by(JournalEntry.number)
        ).all()
    assert "OperatorBypassApproval" in events


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_scanned_badge_is_that_of_the_manager_who_approves(clerk: Clerk) -> None:
    clerk.press("F10")
    clerk.until(lambda: clerk.state.stage is Stage.GIVING)
    clerk.write("12")
    clerk.press("Tab", "1")
    assert decided(clerk) is Answer.OVERRIDE
    clerk.press("F8")
    clerk.sees("A manager approves here")
    clerk.scan(BELAS_BADGE)
    approver = clerk.counter.giving.approval.approver
    clerk.until(lambda: approver.first.badge.text() == BELAS_BADGE)
    assert approver.first.pin.hasFocus()
    assert clerk.state.stage is Stage.GIVING


@pytest.mark.parametrize("system", ["sqlite"])
def test_an_amount_that_cannot_be_read_is_not_given(clerk: Clerk) -> None:
    clerk.press("F10")
    clerk.until(lambda: clerk.state.stage is Stage.GIVING)
    clerk.write("a lot")
    clerk.press("Tab", "1")
    clerk.sees("Write the amount in figures.")
    assert decided(clerk) is Answer.ASK
    assert not clerk.counter.giving.decision.give.isEnabled()
    clerk.press("Esc")
    clerk.waits_for_the_next()
    clerk.sees("The unfinished payment without goods was put aside.")
    clerk.press("Ctrl+Z")
    clerk.until(lambda: clerk.state.stage is Stage.GIVING)

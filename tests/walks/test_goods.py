"""What becomes of goods that came back, and a return that was a mistake: by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models.services.drawer_ledger import cash_held
from models.tables.goods import StockMovement
from models.tables.sales import SaleLine
from models.values import NOTHING, Money
from tests.builders import FLOAT, a_line, a_product, a_sale, in_force
from tests.drawers import BELA_PIN, bela
from ui.screens.goods.screen import GoodsScreen
from ui.widgets.rail import RailEntry

if TYPE_CHECKING:
    from models.db import Shop
    from tests.walks.driver import Clerk

BELAS_BADGE = "BADGE-0002"


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """A kettle for £10 in cash; what comes back is decided about later."""
    in_force(shop, 'window = "30 days"\ndisposition = "undecided"')
    bela(shop)
    a_sale(shop, a_line(a_product(shop)), number="S-0007")
    return shop


def stock(shop: Shop) -> dict[str, int]:
    summed = select(StockMovement.bucket, func.sum(StockMovement.quantity))
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(summed.group_by(StockMovement.bucket))
        return {row[0]: row[1].thousandths for row in rows if row[1]}


def page(clerk: Clerk) -> GoodsScreen:
    (screen,) = clerk.window.findChildren(GoodsScreen)
    return screen


def on_the_rail(clerk: Clerk) -> str:
    """What a screen reader says of the way to the goods."""
    entries = clerk.window.findChildren(RailEntry)
    return next(each.accessibleName() for each in entries if each.text() == "Goods")


def bring_it_back(clerk: Clerk) -> None:
    clerk.open_sale("S-0007")
    clerk.bring("KETTLE", "1")
    clerk.press("F8")
    assert clerk.has_slip() == "R1-000001"


def test_goods_go_to_the_supplier_and_back_to_the_customer(clerk: Clerk, sold: Shop) -> None:
    bring_it_back(clerk)
    assert stock(sold) == {"inspection": 1000}
    clerk.press("F9")
    clerk.waits_for_the_next()
    clerk.until(lambda: on_the_rail(clerk) == "Goods 1 item waits for a decision")

    clerk.press("Ctrl+7")
    clerk.sees("Waiting for a decision", "Kettle", "since today")
    clerk.press("Return")
    clerk.sees("R1-000001", "Changed mind", "Picture of the tag", "What becomes of them?")
    clerk.press("F5")
    clerk.sees("“Kettle”: back to the supplier. Print its tag anew.")
    clerk.sees("Nothing waits for a decision.", "Picture of the tag")
    assert stock(sold) == {"supplier": 1000}
    clerk.rest()
    clerk.press("Ctrl+S")
    clerk.until(lambda: any(clerk.papers.glob("R1-000001-1.pdf")))
    clerk.rest()
    clerk.until(lambda: on_the_rail(clerk) == "Goods")

    clerk.scan("R1-000001")
    clerk.sees("Return R1-000001", "Void…")
    clerk.press("F6")
    clerk.sees("Void R1-000001", "Who approves", "Manager's badge")
    clerk.write("Wrong line scanned")
    clerk.press("F8")
    clerk.sees("This is missing.")
    clerk.write("2")
    clerk.press("Return")
    clerk.write(BELA_PIN)
    clerk.press("Return", "4", "F8")
    clerk.sees("Void X1-000001", "Undone", "Take back in cash", "£10.00")
    clerk.has_slip()
    assert clerk.codes_on_the_picture() == {"X1-000001"}
    assert stock(sold) == {}
    assert sold.read(lambda unit: cash_held(unit, lock=False)) == FLOAT
    with sold.unit(writes=False) as unit:
        assert unit.connection.scalar(select(SaleLine.returned)) == NOTHING

    clerk.press("F9")
    clerk.waits_for_the_next()
    clerk.scan("R1-000001")
    clerk.sees("Voided by X1-000001", "Show the void")
    clerk.press("F9")
    clerk.waits_for_the_next()
    clerk.scan("X1-000001")
    clerk.sees("Void X1-000001", "Undoes R1-000001")


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_badge_is_scanned_into_its_field_and_escape_leaves(clerk: Clerk, sold: Shop) -> None:
    bring_it_back(clerk)
    clerk.sees("Void…")
    clerk.press("F6")
    clerk.sees("Void R1-000001")
    clerk.write("Wrong line scanned")
    clerk.scan(BELAS_BADGE)
    voiding = clerk.counter.paper.voiding
    assert voiding.approver.first.badge.text() == BELAS_BADGE
    assert clerk.window.focusWidget() is voiding.approver.first.pin
    assert voiding.reason.text() == "Wrong line scanned"
    clerk.write("1")
    clerk.press("Return", "4", "F8")
    clerk.sees("The badge or the PIN is not right.")
    clerk.press("Esc")
    clerk.until(lambda: not clerk.state.voiding)
    clerk.sees("Return R1-000001", "Taken back")


@pytest.mark.parametrize("system", ["sqlite"])
def test_the_tag_leads_to_its_goods(clerk: Clerk, sold: Shop) -> None:
    bring_it_back(clerk)
    clerk.press("F9")
    clerk.waits_for_the_next()
    clerk.scan("R1-000001-1")
    clerk.sees("What becomes of them?", "Picture of the tag")
    screen = page(clerk)
    assert screen.state.story is not None
    assert screen.state.story.goods.slip == "R1-000001"


@pytest.mark.parametrize("system", ["sqlite"])
def test_an_exchange_is_found_by_its_sale_and_voided(clerk: Clerk, sold: Shop) -> None:
    a_product(sold, "Blender", price=Money(2550))
    clerk.open_sale("S-0007")
    clerk.bring("KETTLE", "3")
    clerk.press("F6")
    clerk.scan("BLENDER")
    clerk.sees("Take £15.50")
    clerk.press("F8")
    assert clerk.has_slip() == "E1-000001"
    clerk.press("F9")
    clerk.waits_for_the_next()
    clerk.open_sale("E1-000001")
    clerk.tab_to(lambda each: each.accessibleName() == "Show the slip")
    clerk.press("Return")
    clerk.sees("Exchange E1-000001", "Void…")
    clerk.press("F6")
    clerk.sees("Void E1-000001")
    clerk.write("Wrong goods")
    clerk.tab_to_field("Manager's badge")
    clerk.write("2")
    clerk.tab_to_field("Manager's PIN")
    clerk.write(BELA_PIN)
    clerk.press("Return", "4", "F8")
    clerk.sees("Void X1-000001", "Hand over in cash", "£15.50")
    assert stock(sold) == {}
    assert sold.read(lambda unit: cash_held(unit, lock=False)) == FLOAT
    clerk.press("F9")
    clerk.waits_for_the_next()
    clerk.scan("E1-000001")
    clerk.sees("Exchange E1-000001", "Voided by X1-000001")

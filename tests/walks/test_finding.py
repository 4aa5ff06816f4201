"""Whatever the customer has: a serial number, a name, a phone, or nothing the shop knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_customer, a_line, a_product, a_sale
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from models.db import Shop
    from tests.walks.driver import Clerk

SERIAL = "356938035643809"
ON_THE_ITEM = "Serial number on the item"


@pytest.fixture(autouse=True)
def _a_shop_with_some_sales(shop: Shop) -> None:
    phone = a_product(shop, "Phone", serialised=True)
    kettle = a_product(shop)
    a_product(shop, "Teapot")
    budi = a_customer(shop, phone="+442071838750")
    a_customer(shop, "Budi Wibowo")
    a_sale(shop, a_line(phone, sku="PHONE", description="Phone", serial=SERIAL), number="S-100")
    a_sale(shop, a_line(kettle), number="S-200", customer_id=budi)
    a_sale(shop, a_line(kettle), number="S-201", customer_id=budi)


def test_a_serial_number_opens_its_sale_with_the_item_on_it(clerk: Clerk) -> None:
    clerk.scan(SERIAL)
    clerk.sees("Sale S-100")
    clerk.until(lambda: len(clerk.state.coming) == 1)
    assert clerk.state.coming[0].serial == SERIAL
    clerk.press("2")
    assert clerk.decided().answer == "accept"
    clerk.press("F8")
    clerk.has_slip()


@pytest.mark.parametrize("system", ["sqlite"])
def test_another_serial_number_is_refused_in_words_and_the_right_one_accepted(
    clerk: Clerk,
) -> None:
    clerk.open_sale("S-100")
    assert clerk.bring("PHONE", "2").answer == "ask"
    clerk.sees("Scan or type the serial number that is on the goods.")

    clerk.tab_to_field(ON_THE_ITEM)
    clerk.write("111111111111111")
    clerk.press("Return")
    clerk.until(lambda: clerk.state.coming[0].serial == "111111111111111")
    assert clerk.decided().answer == "refuse"
    clerk.sees("The serial number is not the one that was sold.")
    clerk.press("F8")
    clerk.rest()
    assert clerk.state.taken is None

    clerk.scan(SERIAL)
    clerk.until(lambda: clerk.state.coming[0].serial == SERIAL)
    assert clerk.decided().answer == "accept"
    clerk.press("F8")
    clerk.has_slip()


def test_a_number_nobody_knows_is_said_and_the_keys_stay_where_they_were(
    clerk: Clerk,
) -> None:
    clerk.enter("9999-0000")
    clerk.sees("Nothing was found for “9999-0000”. No money has moved.")
    assert clerk.has_the_box

    clerk.open_sale("S-200")
    clerk.scan("KETTLE")
    clerk.until(lambda: len(clerk.state.coming) == 1)
    why = clerk.window.focusWidget()
    clerk.scan("no-such-thing")
    clerk.sees("Nothing was found for “no-such-thing”.")
    assert clerk.window.focusWidget() is why
    clerk.press("2")
    clerk.until(lambda: clerk.state.coming[0].reason == "faulty")


@pytest.mark.parametrize("system", ["sqlite"])
def test_on_an_open_sale_the_keys_stay_on_its_lines(clerk: Clerk) -> None:
    clerk.open_sale("S-200")
    line = clerk.window.focusWidget()
    assert line is clerk.counter.sale.rows[0]
    clerk.scan("no-such-thing")
    clerk.sees("Nothing was found for")
    assert clerk.window.focusWidget() is line
    clerk.scan("S-100")
    clerk.sees("Sale S-100")
    assert clerk.window.focusWidget() is clerk.counter.sale.rows[0]


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_product_that_is_not_on_the_sale_and_one_never_sold(clerk: Clerk) -> None:
    clerk.scan("TEAPOT")
    clerk.sees("There is no sale with Teapot. No money has moved.")
    clerk.scan("S-100")
    clerk.sees("Sale S-100")
    clerk.scan("KETTLE")
    clerk.sees("Kettle is not on sale S-100. Nothing was added.")
    clerk.scan("TEAPOT")
    clerk.sees("Teapot is not on sale S-100. Nothing was added.")
    assert clerk.state.coming == ()


def test_a_phone_leads_to_the_customers_sales(clerk: Clerk) -> None:
    clerk.enter("020 7183 8750")
    clerk.sees("Sales of Budi Santoso", "2 sales, the newest first.")
    clerk.press("Down", "Return")
    clerk.until(lambda: clerk.state.sale is not None)
    clerk.sees("Budi Santoso")


def test_the_beginning_of_a_name_leads_to_a_choice(clerk: Clerk) -> None:
    clerk.enter("bud")
    clerk.sees("Found for “bud”", "Budi Santoso", "Budi Wibowo")
    clerk.press("Return")
    clerk.sees("Sales of Budi Santoso")
    clerk.press("Return")
    clerk.until(lambda: clerk.state.stage is Stage.RETURN)


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_product_leads_to_its_sales_however_often_it_is_asked_for(clerk: Clerk) -> None:
    for _ in range(2):
        clerk.enter("KETTLE")
        clerk.sees("Sales of Kettle")
        clerk.rest()
        clerk.press("Return")
        clerk.until(lambda: clerk.state.stage is Stage.RETURN)
        clerk.press("Esc")
        clerk.waits_for_the_next()

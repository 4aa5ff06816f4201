"""A visit on hold: begun at one register, finished at another, by keys and scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.drawers import open_drawer
from models.services.people import add_staff
from models.tables.base import add_numbered
from models.tables.returns import GoodsReturn
from models.tables.sales import Sale
from models.tables.shop import Register
from models.tables.suspended import SuspendedCase
from models.values import Money
from models.values.shop import Role
from tests.builders import FLOAT, PIN, a_line, a_product, a_sale

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from models.db import Shop
    from tests.walks.driver import Clerk

NOTE = "Note for whoever resumes it"


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """A kettle for £10 in cash and a dearer blender; a second register with Dewi at it."""
    a_sale(shop, a_line(a_product(shop)), number="S-0007")
    a_product(shop, "Blender", price=Money(2550))
    with shop.unit() as unit:
        add_numbered(unit.connection, Register, store_id=unit.station.store_id, code="2")
        add_staff(
            unit.connection, badge="2", name="Dewi", role=Role.CLERK, language="en", pin=PIN
        )
    return shop


def has_words(words: str) -> Callable[[QWidget], bool]:
    return lambda each: each.accessibleName() == words


def test_an_exchange_begun_here_is_paid_there(
    come: Callable[..., Clerk], database_url: str, sold: Shop
) -> None:
    ann = come(database_url)
    ann.open_sale("S-0007")
    ann.bring("KETTLE", "3")
    ann.press("F6")
    ann.scan("BLENDER")
    ann.sees("Take £15.50", "Hold")
    ann.press("F9")
    ann.sees("“S-0007” is on hold. Any register of the store can resume it.")
    ann.sees("1 visit is on hold", "Exchange · 1 item · Ann Lee at register 1")
    assert ann.has_the_box
    ann.tab_to_field(NOTE)
    ann.write("fetches her purse")
    ann.press("Return")
    ann.rest()

    dewi = come(database_url, register="2", badge="2")
    dewi.records.run(lambda unit: open_drawer(unit, "dewis", FLOAT))
    dewi.sees("1 visit is on hold", "Resume")
    dewi.tab_to(has_words("Resume"))
    dewi.press(" ")
    dewi.sees(
        "“S-0007” was put on hold by Ann Lee at register 1. Note: fetches her purse",
        "Blender goes out",
        "Take £15.50",
    )
    dewi.decided()

    ann.until(lambda: ann.state.held == ())

    dewi.come_here()
    dewi.press("F8")
    assert dewi.has_slip() == "E2-000001"
    with sold.unit(writes=False) as unit:
        assert unit.connection.scalar(select(Sale.total).order_by(Sale.id.desc())) == Money(
            2550
        )
        case = unit.connection.execute(
            select(SuspendedCase.register_id, SuspendedCase.resumed_register_id)
        ).one()
        assert tuple(case) == (1, 2)


@pytest.mark.parametrize("system", ["sqlite"])
def test_held_dropped_and_back_again(clerk: Clerk, sold: Shop) -> None:
    clerk.open_sale("S-0007")
    clerk.bring("KETTLE", "3")
    clerk.press("F9")
    clerk.sees("1 visit is on hold", "Drop")
    clerk.tab_to(has_words("Drop"))
    clerk.press(" ")
    clerk.sees("“S-0007” was dropped from the list.")
    clerk.press("Ctrl+Z")
    clerk.sees("1 visit is on hold", "Resume")
    clerk.rest()
    clerk.tab_to(has_words("Resume"))
    clerk.press(" ")
    clerk.sees("Pay out £10.00")
    clerk.decided()
    clerk.press("F8")
    assert clerk.has_slip() == "R1-000001"
    with sold.unit(writes=False) as unit:
        assert unit.connection.scalars(select(GoodsReturn.number)).all() == ["R1-000001"]

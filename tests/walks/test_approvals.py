"""A clerk asks at one window, a manager answers at another, and the slip shows who."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.approval_requests import call_manager
from models.services.drawers import open_drawer
from models.services.people import add_staff
from models.tables.approvals import Approval
from models.tables.base import add_numbered
from models.tables.shop import Register
from models.values.papers import ReturnSlip
from models.values.shop import Role
from tests.builders import FLOAT, PIN
from tests.ui.approvals import sell, the_return, yes_needed
from ui.widgets.rail import RailEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from tests.walks.driver import Clerk


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """A kettle and a toaster, too long ago; a second register with Sari at it."""
    yes_needed(shop)
    sell(shop, "S-1042", "Kettle")
    sell(shop, "S-1043", "Toaster")
    with shop.unit() as unit:
        add_numbered(unit.connection, Register, store_id=unit.station.store_id, code="2")
        add_staff(
            unit.connection, badge="7", name="Sari", role=Role.CLERK, language="en", pin=PIN
        )
    return shop


def asks(clerk: Clerk, number: str, item: str, words: str) -> None:
    """All of a sale comes back, and takes a manager."""
    clerk.come_here()
    clerk.open_sale(number)
    clerk.bring(item, "1")
    clerk.sees("Needs a manager's yes")
    clerk.tab_to_field("What the managers should know")
    clerk.write(words)
    clerk.press("Ctrl+Return")
    clerk.sees("Waiting for a manager")
    clerk.rest()


def is_refused(clerk: Clerk, why: str) -> None:
    """The clerk reads why, has nothing to pay, and serves the next."""
    clerk.come_here()
    clerk.sees("Not allowed", f"“{why}”")
    assert not clerk.pay.isVisible()
    clerk.press("Esc")
    clerk.rest()


def pays(clerk: Clerk) -> ReturnSlip:
    """What the manager agreed to, with F8; the slip."""
    clerk.come_here()
    clerk.sees("Allowed, with a change", "Pay out £2,000.00")
    clerk.press("F8")
    clerk.has_slip()
    assert clerk.state.taken is not None
    slip = clerk.state.taken.slip
    assert isinstance(slip, ReturnSlip)
    return slip


def calls(clerk: Clerk, number: str, words: str) -> None:
    asked = the_return(clerk.records, number)
    clerk.records.run(lambda unit: call_manager(unit, "c-1", asked, words))


def has_badge(clerk: Clerk, words: str) -> bool:
    """What the rail says of the page of approvals."""
    entries = clerk.window.findChildren(RailEntry)
    return any(each.accessibleName() == words for each in entries)


def test_the_first_is_refused_the_second_lowered_and_the_slip_shows_who(
    come: Callable[..., Clerk], database_url: str, sold: Shop
) -> None:
    ann = come(database_url)
    sari = come(database_url, register="2", badge="7")
    sari.records.run(lambda unit: open_drawer(unit, "saris", FLOAT))

    asks(sari, "S-1042", "KETTLE", "She was on holiday")
    ann.come_here()
    ann.sees("Sari asks for a yes at register 2: S-1042, £3,500.00. Ctrl+4 shows the request.")
    assert ann.at_the_counter
    ann.press("Ctrl+4")
    ann.until(lambda: ann.focus_name == "S-1042 £3,500.00")
    ann.press("Return")
    ann.sees(
        "Return · S-1042",
        "“She was on holiday”",
        "Kettle: 6 days late",
        "Policy 2, clause 1: Within 14 days; until 60 days later a manager decides.",
        "Budi Santoso",
    )
    ann.press("F7", "1")
    ann.tab_to_field("In a few words")
    ann.write("The box is open")
    ann.press("F8")
    ann.sees("Refused. Sari at register 2 is told why.", "Nothing waits for a yes.")
    is_refused(sari, "The box is open")

    asks(sari, "S-1043", "TOASTER", "It was a present")
    ann.come_here()
    ann.sees("Sari asks for a yes at register 2: S-1043, £3,500.00. Ctrl+4 shows the request.")
    ann.sees("S-1043 £3,500.00")
    ann.tab_to_field("S-1043 £3,500.00")
    ann.press("Return")
    ann.sees("“It was a present”")
    ann.press("F6")
    ann.until(lambda: ann.focus_name == "How much instead")
    ann.write("2000")
    ann.sees("Approve £2,000.00 instead", "to Cash")
    ann.press("Return", "1", "F8")
    ann.sees("Approved with £2,000.00: Sari at register 2 can go on now.")

    slip = pays(sari)
    assert (slip.head.number, slip.approver, slip.refund) == ("R2-000001", "Ann Lee", 200_000)
    ann.sees("Ann Lee said yes. Paper R2-000001 rests on it.")
    with sold.unit(writes=False) as unit:
        kept = unit.connection.execute(select(Approval.state, Approval.used_by)).all()
    assert {row.state: row.used_by for row in kept} == {"refused": None, "used": "R2-000001"}


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_call_for_help_is_gone_to(
    come: Callable[..., Clerk], database_url: str, sold: Shop
) -> None:
    ann = come(database_url)
    sari = come(database_url, register="2", badge="7")
    calls(sari, "S-1042", "angry customer")
    sari.come_here()
    sari.until(lambda: "Approvals" in sari.reading)
    ann.come_here()
    ann.sees("Sari calls a manager to register 2. Ctrl+4 shows the call.")
    ann.press("Ctrl+4")
    ann.until(lambda: ann.focus_name == "Sari calls")
    ann.sees("Calls for help", "from register 2 · angry customer about S-1042")
    assert has_badge(ann, "Approvals 1 request waits for you")
    ann.press("Return")
    ann.until(lambda: ann.focus_name == "I am coming")
    ann.press("F8")
    ann.sees("Sari at register 2 knows that you are coming.", "Ann Lee is coming.")
    ann.press("F8")
    ann.sees("The call is done.")
    ann.rest()
    assert has_badge(ann, "Approvals")


@pytest.mark.parametrize("system", ["sqlite"])
def test_whoever_has_nothing_there_does_not_see_the_page(
    come: Callable[..., Clerk], database_url: str, sold: Shop
) -> None:
    sari = come(database_url, register="2", badge="7")
    assert "Approvals" not in sari.reading
    sari.press("Ctrl+4")
    assert sari.at_the_counter
    asks(sari, "S-1042", "KETTLE", "please")
    sari.until(lambda: "Approvals" in sari.reading)
    assert not [each for each in sari.reading.splitlines() if "asks for a yes" in each]
    sari.press("Ctrl+4")
    sari.sees("Your own requests", "S-1042 £3,500.00")

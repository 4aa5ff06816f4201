"""What takes more than one yes, or a yes from afar; and the form that stays in the shop."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.services.approval_requests import Yes
from models.services.people import sign_on
from models.values import Money
from models.values.approvals import YesReason
from models.values.codes import Answer
from models.values.exchange_papers import ExchangeSlip
from models.values.shop import Role
from models.values.void_papers import VoidSlip
from tests.builders import NOON, a_customer, a_line, a_product, a_sale, in_force
from tests.drawers import BELA_PIN, SARI_PIN, a_person, bela, sari
from tests.services.verified import nothing_is_wrong
from tests.walks.test_asking import DEWI_PIN, DEWIS_BADGE, LATE, answer, returns, send, states

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.values.shop import Person
    from tests.walks.driver import Clerk

TWO = 'window = "30 days"\nlimit.two_line = 5\n'
OF_COURSE = Yes(reason=YesReason.GOOD_CUSTOMER)


@pytest.fixture
def dewi(shop: Shop) -> Person:
    bela(shop)
    return a_person(shop, "Dewi Lestari", DEWIS_BADGE, Role.MANAGER, DEWI_PIN)


@pytest.fixture
def serve(
    shop: Shop, dewi: Person, come: Callable[..., Clerk], database_url: str
) -> Callable[[str, int], Clerk]:
    """Sari, with a kettle sold so many days ago under these terms."""

    def begin(policy: str, days: int) -> Clerk:
        in_force(shop, policy)
        budi = a_customer(shop)
        sold = NOON - timedelta(days=days)
        kettle = a_line(a_product(shop))
        a_sale(shop, kettle, number="S-0020", sold_at=sold, customer_id=budi)
        a_product(shop, "Blender", price=Money(2550))
        sari(shop)
        clerk = come(database_url)
        clerk.press("Ctrl+L")
        clerk.sign_on("7", SARI_PIN)
        clerk.waits_for_the_next()
        clerk.open_sale("S-0020")
        assert clerk.bring("KETTLE", "1").answer is Answer.OVERRIDE
        return clerk

    return begin


def form_of(clerk: Clerk) -> tuple[str, str, tuple[str, ...]]:
    """Its number, the paper it goes with, and who said yes."""
    assert clerk.state.taken
    assert clerk.state.taken.form
    form = clerk.state.taken.form.form
    return form.head.number, form.paper, form.approvers


def test_two_managers_say_yes_and_the_same_one_twice_does_not(
    serve: Callable[[str, int], Clerk], shop: Shop
) -> None:
    clerk = serve(TWO, 3)
    clerk.press("F8")
    clerk.sees("The first manager", "The second manager", "Budi Santoso")
    clerk.scan(DEWIS_BADGE)
    clerk.until(lambda: clerk.focus_name == "Manager's PIN")
    clerk.write(DEWI_PIN)
    clerk.press("Return", "4")
    second(clerk, DEWIS_BADGE, DEWI_PIN)
    clerk.press("F8")
    clerk.sees("Dewi Lestari cannot approve this.")
    clerk.rest()
    assert (returns(shop), states(shop)) == (0, [])
    clerk.tab_to_field("Manager's PIN")
    clerk.write(DEWI_PIN)
    second(clerk, "2", BELA_PIN)
    clerk.press("F8")
    assert clerk.has_slip() == "R1-000001"
    clerk.sees("Approved by Dewi Lestari, Bela", "Print the form")
    assert form_of(clerk) == ("A1-000001", "R1-000001", ("Dewi Lestari", "Bela"))
    clerk.press("F9")
    clerk.waits_for_the_next()
    clerk.scan("A1-000001")
    clerk.sees("Return R1-000001", "Print the form")
    nothing_is_wrong(shop)


def second(clerk: Clerk, badge: str, pin: str) -> None:
    clerk.tab_to_field("The second manager's badge")
    clerk.write(badge)
    clerk.tab_to_field("The second manager's PIN")
    clerk.write(pin)


def test_two_managers_say_yes_from_their_own_screens(
    serve: Callable[[str, int], Clerk], shop: Shop, dewi: Person
) -> None:
    clerk = serve(TWO, 3)
    send(clerk)
    answer(shop, clerk, dewi, OF_COURSE)
    clerk.sees("Dewi Lestari said yes; it takes one more.")
    clerk.rest()
    answer(shop, clerk, bela_again(shop), OF_COURSE)
    clerk.sees("Pay out £10.00")
    clerk.rest()
    clerk.press("F8")
    clerk.has_slip()
    assert form_of(clerk)[2] == ("Dewi Lestari", "Bela")


def bela_again(shop: Shop) -> Person:
    """Bela, at her own screen."""
    return shop.run(lambda unit: sign_on(unit, "2", BELA_PIN))


def test_an_exchange_that_was_allowed_is_paid_by_the_customer(
    serve: Callable[[str, int], Clerk], shop: Shop, dewi: Person
) -> None:
    clerk = serve(LATE, 20)
    clerk.press("F6")
    clerk.scan("BLENDER")
    clerk.sees("Blender goes out", "The customer pays", "£15.50")
    clerk.rest()
    send(clerk, "He needs it today")
    answer(shop, clerk, dewi, OF_COURSE)
    clerk.sees("Dewi Lestari allowed it.", "Take £15.50")
    clerk.rest()
    clerk.press("F8")
    assert clerk.has_slip() == "E1-000001"
    assert clerk.state.taken
    slip = clerk.state.taken.slip
    assert isinstance(slip, ExchangeSlip)
    assert [(one.kind, one.amount) for one in slip.paid_in] == [("cash", 1550)]
    assert form_of(clerk) == ("A1-000001", "E1-000001", ("Dewi Lestari",))
    assert states(shop) == ["used"]
    nothing_is_wrong(shop)


def test_a_void_is_allowed_from_a_managers_own_screen(
    serve: Callable[[str, int], Clerk], shop: Shop, dewi: Person
) -> None:
    clerk = serve(LATE, 20)
    send(clerk)
    answer(shop, clerk, dewi, OF_COURSE)
    clerk.sees("Pay out £10.00")
    clerk.rest()
    clerk.press("F8")
    clerk.has_slip()
    clerk.sees("Void…")
    clerk.press("F6")
    clerk.sees("Void R1-000001")
    clerk.write("Wrong line scanned")
    clerk.press("Ctrl+Return")
    clerk.sees("Waiting for a manager")
    clerk.rest()
    answer(shop, clerk, dewi, OF_COURSE)
    clerk.sees("Dewi Lestari allowed it.", "Void it now")
    clerk.rest()
    clerk.press("F8")
    clerk.sees("Void X1-000001", "Undone", "Take back in cash")
    assert clerk.state.taken
    slip = clerk.state.taken.slip
    assert isinstance(slip, VoidSlip)
    assert (slip.approver, slip.reason) == ("Dewi Lestari", "Wrong line scanned")
    assert form_of(clerk) == ("A1-000002", "X1-000001", ("Dewi Lestari",))
    nothing_is_wrong(shop)

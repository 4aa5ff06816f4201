"""Somebody asks: about a product, whether it comes back, and about a bill. By keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.rooms.inquiries import InquiriesRoom
from models.services.cases import open_case
from models.values import Money
from models.values.cases import CaseKind
from tests.builders import a_line, a_product, a_sale, in_force, promote
from tests.prints import noted
from ui.screens.inquiries.screen import InquiriesScreen

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.cases import CaseSeen
    from tests.walks.driver import Clerk


@pytest.fixture
def shelves(shop: Shop) -> Shop:
    """A blender and a kettle; a kettle was sold with 2.00 off."""
    in_force(shop, 'window = "30 days"')
    a_product(shop, "Blender Mirano", price=Money(4_500))
    kettle = a_line(a_product(shop), unit_price=Money(1_200))
    (line,) = a_sale(shop, kettle, number="S-0007")
    promote(shop, line, name="Tea week", amount=Money(200))
    return shop


def a_case(shop: Shop) -> CaseSeen:
    return shop.run(lambda unit: open_case(unit, CaseKind.INQUIRY)).case


def page(clerk: Clerk) -> InquiriesScreen:
    """Once the room is made."""
    clerk.until(lambda: bool(clerk.window.findChildren(InquiriesScreen)))
    (screen,) = clerk.window.findChildren(InquiriesScreen)
    return screen


def go_there(clerk: Clerk) -> InquiriesScreen:
    clerk.press("Ctrl+I")
    screen = page(clerk)
    clerk.until(lambda: screen.search.field.isVisible())
    clerk.press("F3")
    return screen


def test_a_typo_a_card_and_an_answer_on_paper(clerk: Clerk, shelves: Shop) -> None:
    case = a_case(shelves)
    screen = go_there(clerk)
    clerk.write("blendr")
    clerk.press("Return")
    clerk.until(lambda: screen.state.card is not None)
    assert screen.state.card
    assert screen.state.card.name == "Blender Mirano"
    clerk.until(lambda: screen.state.case is not None)
    clerk.press("Ctrl+Return")
    clerk.until(lambda: screen.notice.sentence == f"Noted in case {case.code}.")
    clerk.press("F7")
    clerk.until(lambda: screen.policy.isVisible())
    clerk.press("Ctrl+P")
    clerk.until(lambda: len(screen.state.told) == 2)
    assert [
        body["case"] for _, body in noted(shelves, "ProductAnswered", "PolicyAnswered")
    ] == [case.code] * 2
    clerk.press("Esc", "Esc")
    assert screen.nothing.isVisible()


def test_a_bill_with_an_offer_and_a_return_since(clerk: Clerk, shelves: Shop) -> None:
    clerk.open_sale("S-0007")
    clerk.bring("KETTLE", "1")
    clerk.press("F8")
    clerk.has_slip()
    clerk.open_sale("S-0007")
    clerk.press("F3")
    screen = page(clerk)
    clerk.until(lambda: screen.bill.isVisible())
    assert screen.state.bill
    bill = screen.state.bill.bill
    assert [(line.listed, line.off[0].name, line.paid) for line in bill.lines] == [
        (1_200, "Tea week", 1_000)
    ]
    assert [(back.number, back.amount) for back in bill.back] == [("R1-000001", 1_000)]
    clerk.press("Ctrl+S")
    clerk.until(lambda: bool(list(clerk.papers.glob("S-0007-bill*"))))
    clerk.until(lambda: not screen.state.busy)
    clerk.press("F6")
    clerk.until(lambda: clerk.window.current == "counter")
    clerk.until(lambda: clerk.state.sale is not None and clerk.state.sale.number == "S-0007")


def test_a_scan_in_the_room_opens_the_card(clerk: Clerk, shelves: Shop) -> None:
    screen = go_there(clerk)
    clerk.scan("KETTLE")
    clerk.until(lambda: screen.state.card is not None)
    assert isinstance(screen.parentWidget(), InquiriesRoom)
    clerk.scan("NO-SUCH-CODE")
    clerk.until(lambda: clerk.window.current == "counter")

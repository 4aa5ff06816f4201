"""A blender in a case: what is beyond the clerk is allowed at the manager's own window, the
customer goes home with a paper, and no time passes while they think about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from models.services.people import add_staff
from models.tables.base import add_numbered
from models.tables.shop import Register
from models.values.cases import CaseKind
from models.values.complaints import ComplaintKind, ComplaintRemedy
from models.values.shop import Role
from tests.builders import PIN, a_customer, a_product
from tests.cases import a_case
from ui.screens.complaints.screen import ComplaintsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.values.cases import CaseSeen
    from models.values.complaints import ComplaintSeen
    from tests.walks.driver import Clerk


@pytest.fixture
def case(shop: Shop) -> CaseSeen:
    """Budi came with a complaint; Sari is at the second register."""
    with shop.unit() as unit:
        add_numbered(unit.connection, Register, store_id=unit.station.store_id, code="2")
        add_staff(
            unit.connection, badge="7", name="Sari", role=Role.CLERK, language="en", pin=PIN
        )
    a_product(shop, "Blender", sku="ELK-152")
    return a_case(shop, CaseKind.COMPLAINT, customer_id=a_customer(shop, "Budi"))


def complains(clerk: Clerk, code: str) -> ComplaintsScreen:
    """From the case's own page."""
    clerk.come_here()
    clerk.enter(code)
    clerk.sees("About the case", code)
    clerk.press("F9")
    clerk.until(lambda: bool(clerk.window.findChildren(ComplaintsScreen)))
    (screen,) = clerk.window.findChildren(ComplaintsScreen)
    assert isinstance(screen, ComplaintsScreen)
    clerk.until(lambda: screen.state.page is not None)
    clerk.until(lambda: screen.calm.said.editor.hasFocus())
    return screen


def writes(clerk: Clerk, text: str) -> None:
    """Into the lines that have the keyboard."""
    field = clerk.window.focusWidget()
    assert isinstance(field, QPlainTextEdit), field
    QTest.keyClicks(field, text)


def shown(screen: ComplaintsScreen) -> ComplaintSeen:
    assert screen.state.complaint is not None
    return screen.state.complaint


def test_a_blender_that_burns(
    come: Callable[..., Clerk], database_url: str, case: CaseSeen
) -> None:
    mira, sari = come(database_url, "1"), come(database_url, "2", "7")
    page = complains(sari, case.code)

    sari.sees("Complaint in case", "Listen first.")
    writes(sari, "It smells of burnt rubber!")
    sari.press("Tab", "1", "Tab", "3", "Tab", "2")
    sari.until(page.calm.typed.hasFocus)
    sari.write("blender")
    sari.press("Return")
    sari.sees("About: Blender")
    sari.press("F9")
    sari.until(page.issue.issue.editor.hasFocus)
    writes(sari, "The motor burns")
    sari.press("Tab")
    writes(sari, "One that works")
    sari.press("F9")
    sari.until(page.remedy.remedy.hasFocus)
    sari.sees("Due today 16:00; 4 working hours left")
    sari.press("5")
    sari.sees("This complaint is graver than you may settle alone")
    sari.until(lambda: page.state.letter_picture is not None)
    assert "“The motor burns”" in page.remedy.words.text
    sari.press("F9")
    sari.sees("This remedy waits for a manager's yes.")
    sari.press("F8")
    sari.sees("The managers are asked")
    complaint = shown(page)
    assert (complaint.kind, complaint.remedy) == (ComplaintKind.GOODS, ComplaintRemedy.APOLOGY)

    mira.come_here()
    mira.press("Ctrl+4")
    mira.sees("Remedy of a complaint", complaint.case)
    mira.press("Return")
    mira.sees("The motor burns", "Letter of apology")
    mira.press("2", "F8")
    sari.come_here()
    sari.until(lambda: not shown(page).waits_for_yes)
    sari.press("Ctrl+P")
    sari.until(lambda: shown(page).remedy_paper == "L2-000001")

    sari.press("F6")
    sari.until(page.promise.what.editor.hasFocus)
    writes(sari, "A letter, and another blender")
    sari.press("F9")
    sari.sees("Promised until")
    sari.press("Ctrl+P")
    sari.until(lambda: bool(page.state.paper))
    sari.until(lambda: page.state.picture is not None)

    sari.press("F11")
    sari.sees("Waits for the customer since", "the clock is stopped")
    sari.press("F11")
    sari.sees("working hours left")
    sari.press("F12")
    sari.sees("The complaint is settled.")
    sari.until(lambda: page.state.settled)

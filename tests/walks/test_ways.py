"""From one room to the next with a case in hand, and back, by keys alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from models.services.questions import FollowUp, ask_question
from models.values import Money
from models.values.cases import CaseKind
from models.values.complaints import ComplaintRemedy, Step
from models.values.questions import QuestionKind
from tests.builders import NOON, a_customer, a_line, a_product, a_sale, in_force
from tests.cases import a_case
from tests.walks.test_inquiries import page as questions_page
from ui.screens.cases.screen import CasesScreen
from ui.screens.complaints.screen import ComplaintsScreen
from ui.screens.follow_ups.screen import FollowUpsScreen
from ui.screens.guides.screen import GuidesScreen
from ui.screens.knowledge.screen import KnowledgeScreen
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.db import Shop
    from models.values.cases import CaseSeen
    from tests.walks.driver import Clerk


@pytest.fixture
def case(shop: Shop) -> CaseSeen:
    """Budi's complaint, in hand; a blender of his was sold, and goodwill may be given."""
    in_force(shop, 'window = "30 days"\ngoodwill.clerk = 5\ngoodwill.ways = ["cash"]')
    budi = a_customer(shop)
    blender = a_product(shop, "Blender", sku="ELK-1")
    sold = a_line(blender, sku="ELK-1", description="Blender", paid=Money(3_500))
    a_sale(shop, sold, customer_id=budi, sold_at=NOON - timedelta(2))
    return a_case(shop, CaseKind.COMPLAINT, customer_id=budi)


def in_front(clerk: Clerk, kind: type[QWidget]) -> QWidget:
    def seen() -> list[QWidget]:
        return [each for each in clerk.window.findChildren(kind) if each.isVisible()]

    clerk.until(lambda: len(seen()) == 1)
    clerk.rest()
    return seen()[0]


def has_keys(clerk: Clerk) -> bool:
    """Some part of the room in front has the keyboard, or the one box; never nothing."""
    focus = clerk.window.focusWidget()
    return focus is not None and not clerk.window.rail.isAncestorOf(focus)


def case_page(clerk: Clerk, case: CaseSeen) -> CasesScreen:
    screen = in_front(clerk, CasesScreen)
    assert isinstance(screen, CasesScreen)
    clerk.until(lambda: screen.state.case is not None and screen.state.case.id == case.id)
    clerk.rest()
    assert has_keys(clerk), clerk.focus_name
    return screen


def complaint_page(clerk: Clerk) -> ComplaintsScreen:
    screen = in_front(clerk, ComplaintsScreen)
    assert isinstance(screen, ComplaintsScreen)
    clerk.until(lambda: screen.state.page is not None)
    return screen


def writes(clerk: Clerk, text: str) -> None:
    field = clerk.window.focusWidget()
    assert isinstance(field, QPlainTextEdit), field
    QTest.keyClicks(field, text)


def complain(clerk: Clerk) -> ComplaintsScreen:
    """To the third step."""
    clerk.press("F9")
    page = complaint_page(clerk)
    clerk.until(page.calm.said.editor.hasFocus)
    writes(clerk, "It smells!")
    clerk.press("Tab", "1", "Tab", "2", "Tab", "3")
    clerk.until(page.calm.typed.hasFocus)
    clerk.write("S-1")
    clerk.press("Return")
    clerk.sees("About: S-1")
    clerk.press("F9")
    clerk.until(page.issue.issue.editor.hasFocus)
    writes(clerk, "The motor burns")
    clerk.press("F9")
    clerk.until(page.remedy.remedy.hasFocus)
    return page


def test_goodwill_of_a_complaint_is_given_at_the_counter_and_taken_over(
    clerk: Clerk, case: CaseSeen
) -> None:
    clerk.sees("Complaint · Budi Santoso")
    clerk.press("Ctrl+K")
    case_page(clerk, case)
    page = complain(clerk)
    clerk.press("1", "F7")
    clerk.until(lambda: clerk.at_the_counter and clerk.state.stage is Stage.GIVING)
    giving = clerk.state.giving
    assert giving is not None
    assert giving.customer is not None
    assert giving.customer.title == "Budi Santoso"
    clerk.rest()
    clerk.write("3")
    clerk.press("Tab", "1")
    clerk.until(lambda: bool(clerk.state.giving and clerk.state.giving.decided))
    clerk.press("F8")
    clerk.until(lambda: clerk.state.taken is not None)
    assert clerk.state.taken is not None
    slip = clerk.state.taken.slip.head.number
    clerk.press("Ctrl+3")
    page = complaint_page(clerk)
    clerk.until(lambda: page.remedy.paper.code == slip)
    assert page.remedy.remedy.code == ComplaintRemedy.GOODWILL
    clerk.press("F9")
    clerk.until(lambda: page.state.step is Step.PROMISE)
    clerk.press("Esc")
    case_page(clerk, case)
    clerk.sees(slip)


def test_an_exchange_of_a_complaint_begins_with_its_sale(clerk: Clerk, case: CaseSeen) -> None:
    clerk.enter(case.code)
    case_page(clerk, case)
    complain(clerk)
    clerk.press("2", "F7")
    clerk.until(lambda: clerk.at_the_counter)
    clerk.until(lambda: clerk.state.sale is not None and clerk.state.sale.number == "S-1")
    clerk.press("Ctrl+G")
    clerk.sees("Complaint not settled: The motor burns", "Where it goes on, if not here")
    clerk.press("Ctrl+K")
    case_page(clerk, case)
    clerk.press("F8")
    clerk.sees("Complaint not settled: The motor burns", "Where it goes on, if not here")
    clerk.rest()
    clerk.press("F8")
    clerk.sees("The motor burns")
    clerk.rest()
    assert clerk.reading.count("The motor burns") > 1, "it is refused"
    clerk.tab_to_field("Where it goes on, if not here")
    clerk.write("At the head office")
    clerk.press("F8")
    clerk.sees("closed", "Begin a case that goes on with it")


def test_a_question_is_asked_from_answers_and_its_promise_leads_to_the_case(
    clerk: Clerk, case: CaseSeen, shop: Shop
) -> None:
    clerk.press("Ctrl+I")
    screen = questions_page(clerk)
    clerk.until(lambda: screen.state.may_settle and screen.state.case is not None)
    for key, page in (
        ("F11", KnowledgeScreen),
        ("F12", GuidesScreen),
        ("F10", FollowUpsScreen),
    ):
        clerk.press(key)
        in_front(clerk, page)
        assert has_keys(clerk), (page, clerk.focus_name)
        clerk.press("Esc")
        in_front(clerk, type(screen))
        assert clerk.focus_name == "Name, code or bill number"
    assert shop.person is not None
    today = FollowUp(on=NOON.date(), staff_id=shop.person.staff_id)
    asked = "When does it come?"
    shop.run(lambda unit: ask_question(unit, case.id, QuestionKind.OTHER, asked, today))
    clerk.write("blender")
    clerk.press("Return")
    clerk.until(lambda: screen.state.card is not None)
    clerk.press("F8")
    clerk.sees(f"Questions in case {case.code}")
    clerk.rest()
    clerk.press("Esc")
    in_front(clerk, type(screen))
    clerk.press("F10")
    clerk.sees("When does it come?", "Show the case")
    clerk.press("F6")
    case_page(clerk, case)
    clerk.press("F10")
    clerk.sees(f"Questions in case {case.code}")
    clerk.rest()
    clerk.press("Esc")
    case_page(clerk, case)

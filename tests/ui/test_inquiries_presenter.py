"""What the page of questions says and does, asked without a window on real records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.services.cases import open_case
from models.services.inquiries import BillNamed
from models.services.sales import find_sale
from models.values import Topic
from models.values.cases import CaseKind
from models.values.products import Pairing
from tests.builders import a_line, a_product, a_sale, in_force
from tests.prints import noted
from tests.ui.at_once import AtOnce
from tests.ui.kept_papers import KeptPapers
from tests.ui.queued import queued
from ui.screens.inquiries.presenter import InquiriesPresenter

if TYPE_CHECKING:
    from models.db import Shop
    from ui.screens.inquiries.state import InquiriesState

ANSWERS = ("ProductAnswered", "BillAnswered", "PolicyAnswered")


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


class Page:
    """The presenter with what it was shown, and where it led to."""

    def __init__(self, shop: Shop) -> None:
        self.shown: list[InquiriesState] = []
        self.elsewhere: list[str] = []
        self.questions: list[int] = []
        self.paper = KeptPapers()
        self.work = AtOnce(shop)
        self.page = InquiriesPresenter(
            self.work, self.paper, self.shown.append, self.elsewhere.append, self._ask
        )
        self.page.start()

    def _ask(self, case_id: int) -> None:
        self.questions.append(case_id)

    @property
    def state(self) -> InquiriesState:
        return self.shown[-1]

    @property
    def said(self) -> list[str]:
        return [message.code for message in self.state.said.messages] if self.state.said else []

    @property
    def names(self) -> list[str]:
        return [
            each.number if isinstance(each, BillNamed) else each.name
            for each in self.state.found
        ]

    def open(self, typed: str) -> None:
        self.page.type(typed)
        self.page.enter(0)


def test_found_by_a_typo_and_opened(shop: Shop) -> None:
    a_product(shop, "Blender Mirano")
    a_product(shop, "Kettle")
    page = Page(shop)
    page.page.type("blendr")
    assert (page.names, page.state.looked) == (["Blender Mirano"], True)
    page.page.enter(0)
    assert page.state.card
    assert page.state.card.name == "Blender Mirano"
    page.page.type("")
    assert (page.names, page.state.looked) == ([], False)
    page.page.back()
    assert page.state.card is None


def test_return_before_the_answer_opens_the_first_that_comes(shop: Shop) -> None:
    a_product(shop)
    page = Page(shop)
    page.work.held = True
    page.page.type("kett")
    page.page.enter(0)
    assert page.state.card is None
    page.work.answer()
    assert page.state.card
    assert page.state.card.name == "Kettle"


def test_typed_on_after_return_opens_nothing(shop: Shop) -> None:
    a_product(shop)
    page = Page(shop)
    page.work.held = True
    page.page.type("kett")
    page.page.enter(0)
    page.page.type("kettl")
    page.work.answer()
    assert page.state.card is None


def test_a_scan_opens_or_goes_elsewhere(shop: Shop) -> None:
    a_product(shop)
    a_sale(shop, number="S-4711")
    page = Page(shop)
    page.page.scan("KETTLE")
    assert page.state.card
    page.page.scan("S-4711")
    assert page.state.card is None
    assert page.state.bill
    assert page.state.bill.bill.sale_number == "S-4711"
    page.page.scan("R1-000001")
    assert page.elsewhere == ["R1-000001"]
    assert not page.state.busy


def test_the_customer_is_told_once(shop: Shop) -> None:
    a_product(shop)
    page = Page(shop)
    page.page.tell()
    page.open("kettle")
    page.page.tell()
    page.page.tell()
    assert page.said == ["told-noted"]
    assert [event for event, _ in noted(shop, *ANSWERS)] == ["ProductAnswered"]


def test_with_a_case_it_lands_there_and_the_next_customer_is_told_anew(shop: Shop) -> None:
    a_product(shop)
    page = Page(shop)
    for told in (1, 2):
        case = shop.run(lambda unit: open_case(unit, CaseKind.INQUIRY)).case
        page.page.refresh(frozenset({Topic.CASES}))
        page.open("kettle")
        page.page.tell()
        assert page.said == ["told-in-case"]
        assert page.state.said
        assert page.state.said.messages[0].facts == {"case": case.code}
        assert len(noted(shop, *ANSWERS)) == told


def test_the_policy_is_asked_told_printed_and_saved(shop: Shop) -> None:
    in_force(shop, 'window = "14 days"')
    a_product(shop)
    page = Page(shop)
    page.page.print()
    page.open("kettle")
    page.page.print()
    assert queued(shop) == []
    page.page.ask_policy()
    assert page.state.policy
    assert page.state.paper_language == "en"
    page.page.next_language()
    assert page.state.paper_language == "id"
    page.page.print()
    page.page.tell()
    page.page.save()
    assert queued(shop) == [("answer", "", 0)]
    assert page.paper.names == ["KETTLE-answer"]
    assert [event for event, _ in noted(shop, *ANSWERS)] == ["PolicyAnswered"]
    page.page.back()
    assert page.state.policy is None
    assert page.state.card


def test_a_bill_and_whether_a_line_of_it_comes_back(shop: Shop) -> None:
    kettle = a_product(shop)
    (line,) = a_sale(shop, a_line(kettle), number="S-4711")
    page = Page(shop)
    page.open("S-4711")
    page.page.ask_policy(line)
    assert page.state.policy
    assert page.state.policy.answer.sale == "S-4711"
    page.page.back()
    page.page.save()
    page.page.bring_back()
    assert page.paper.names == ["S-4711-bill"]
    assert page.elsewhere == ["S-4711"]


def test_what_opens_a_bill_from_the_counter(shop: Shop) -> None:
    a_sale(shop, number="S-9")
    sale = shop.read(lambda unit: find_sale(unit, "S-9")) or 0
    page = Page(shop)
    page.page.open_bill(sale)
    assert page.state.bill
    page.page.refresh(frozenset({Topic.RETURNS}))
    assert page.state.bill.sale_id == sale


def test_a_question_is_taken_down_in_the_case_only(shop: Shop) -> None:
    a_product(shop)
    page = Page(shop)
    page.open("kettle")
    page.page.take_question()
    assert page.questions == []
    case = shop.run(lambda unit: open_case(unit, CaseKind.INQUIRY)).case
    page.page.refresh(frozenset({Topic.CASES}))
    page.page.take_question()
    assert page.questions == [case.id]


def test_a_product_is_brought_back_by_its_code(shop: Shop) -> None:
    a_product(shop)
    page = Page(shop)
    page.page.bring_back()
    page.open("kettle")
    page.page.bring_back()
    assert page.elsewhere == ["KETTLE"]


def test_managers_name_what_goes_with_it(shop: Shop) -> None:
    for name in ("Kettle", "Cup", "Tea"):
        a_product(shop, name)
    page = Page(shop)
    page.page.edit_pairings()
    page.open("kettle")
    page.page.edit_pairings()
    for name in ("cup", "tea", "tea"):
        page.open(name)
    assert page.state.pairing
    named = page.state.pairing.now.of(Pairing.GOES_WITH)
    assert [each.name for each in named] == ["Cup", "Tea"]
    page.page.pairing.move_up(1)
    page.page.pairing.remove(1)
    assert _named(page) == ["Tea"]
    page.page.pairing.undo()
    assert _named(page) == ["Tea", "Cup"]
    assert page.said == ["pairings-undone"]
    page.page.pairing.undo()
    page.open("kettle")
    assert page.said == ["pairing-itself"]
    page.page.pairing.choose_kind(Pairing.BETTER_MODEL)
    assert _named(page) == []
    page.page.back()
    assert page.state.card
    assert [each.name for each in page.state.card.goes_with] == ["Tea", "Cup"]


def _named(page: Page) -> list[str]:
    shown = page.state.pairing
    return [each.name for each in shown.now.of(shown.kind)] if shown else []


def test_what_is_no_more_is_refused(shop: Shop) -> None:
    page = Page(shop)
    page.page.open_product(99)
    assert page.said == ["goods-unknown"]
    assert page.state.said
    assert page.state.said.bad
    assert not page.state.busy


def test_nobody_looks_any_more(shop: Shop) -> None:
    a_product(shop)
    page = Page(shop)
    page.page.leave()
    shown = len(page.shown)
    page.page.type("kettle")
    assert len(page.shown) == shown

"""What the page of complaints says and does, asked without a window on real records."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from models.services.approval_cards import list_approvals
from models.services.approval_requests import Yes, answer_approval
from models.services.complaints import name_issue
from models.services.goodwill import GoodwillAsked, decide_goodwill, give_goodwill
from models.services.mail import list_open_mail
from models.services.print_jobs import list_open_jobs
from models.values import Money, Topic
from models.values.approvals import YesReason
from models.values.cases import CaseKind
from models.values.codes import GoodwillReason, RefundBy
from models.values.complaints import About, ComplaintKind, ComplaintRemedy, Step
from models.values.shop import Role
from tests.builders import MANAGER, NOON, a_product, a_sale, in_force
from tests.cases import a_case
from tests.drawers import a_person
from tests.mails import a_mail_server
from tests.ui.at_once import AtOnce
from tests.ui.kept_papers import KeptPapers
from ui.screens.complaints.clock_words import clock_words
from ui.screens.complaints.presenter import ComplaintsPresenter

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.cases import CaseSeen
    from ui.screens.complaints.state import ComplaintsState

CASES = frozenset({Topic.CASES})


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


class Page:
    """The presenter of a case's complaints, with what it was shown."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.shown: list[ComplaintsState] = []
        self.goodwill: list[CaseSeen] = []
        self.taken_back: list[str] = []
        self.papers = KeptPapers()
        self.case = a_case(shop, kind=CaseKind.COMPLAINT)
        self.page = ComplaintsPresenter(
            AtOnce(shop),
            self.papers,
            self.case.id,
            self.shown.append,
            goodwill=self.goodwill.append,
            counter=self.taken_back.append,
        )
        self.page.start()

    @property
    def state(self) -> ComplaintsState:
        return self.shown[-1]

    @property
    def said(self) -> list[str]:
        return [message.code for message in self.state.said.messages] if self.state.said else []

    def at(self, step: Step) -> bool:
        return self.state.step is step

    @property
    def clock(self) -> str:
        assert self.state.complaint is not None
        assert self.state.page is not None
        return clock_words(self.state.complaint, self.state.page)

    @property
    def preview(self) -> str:
        return (self.state.letter_picture or b"").decode()

    def understood(self, severity: int = 2) -> None:
        self.page.begin(ComplaintKind.GOODS, severity, "The blender leaks!")
        self.page.name_issue("It leaks", "Another one")


def test_from_the_first_word_to_settled(shop: Shop) -> None:
    blender = a_product(shop, "Blender", sku="ELK-1")
    page = Page(shop)
    assert page.at(Step.CALM)
    assert page.state.complaint is None
    page.page.find_about("product", "ELK-1")
    assert page.state.about_name == "Blender"
    page.page.begin(ComplaintKind.GOODS, 2, "It leaks!")
    assert page.at(Step.ISSUE)
    assert page.state.complaint
    assert page.state.complaint.about == About(product_id=blender)
    page.page.name_issue("It leaks", "Another one")
    page.page.choose(ComplaintRemedy.REPAIR, "A new seal", "")
    assert page.at(Step.PROMISE)
    page.page.promise("Repaired", (NOON + timedelta(2)).date(), "14.30", MANAGER.staff_id)
    assert page.state.page
    assert page.state.page.case.promise == "Repaired"
    page.page.take_down("id", "0812 345")
    assert page.state.paper
    assert "0812 345" in (page.state.picture or b"").decode()
    assert [job.code for job in shop.read(list_open_jobs)] == [page.state.paper]
    page.page.settle()
    assert page.said == ["complaint-is-settled"]
    assert page.state.settled
    page.page.begin_another()
    assert page.state.complaint is None


def test_no_step_blocks_another_and_each_says_what_it_needs(shop: Shop) -> None:
    page = Page(shop)
    page.page.go_to(Step.PROMISE)
    page.page.name_issue("It leaks", "")
    assert page.said == ["complaint-begin-first"]
    page.page.begin(ComplaintKind.GOODS, 0, "It leaks!")
    assert page.said == ["complaint-severity"]
    page.page.begin(ComplaintKind.GOODS, 2, "It leaks!")
    page.page.choose(ComplaintRemedy.REPAIR, "", "")
    assert page.said == ["complaint-issue-first"]
    page.page.promise("Repaired", None, "14:00", MANAGER.staff_id)
    assert page.said == ["complaint-promise-when"]
    page.page.promise("Repaired", NOON.date(), "two", MANAGER.staff_id)
    assert page.said == ["complaint-promise-when"]
    page.page.find_about("sale", "S-404")
    assert page.said == ["nothing-found"]


def test_what_is_beyond_the_clerk_is_asked_and_answered_elsewhere(shop: Shop) -> None:
    shop.person = clerk = a_person(shop, "Bela", "2", Role.CLERK, "8642")
    page = Page(shop)
    page.understood(severity=3)
    assert page.state.beyond(ComplaintRemedy.APOLOGY)
    page.page.choose(ComplaintRemedy.APOLOGY, "We are sorry", "")
    assert page.at(Step.REMEDY)
    page.page.ask_manager("Please")
    page.page.ask_manager("Please, now")
    assert (page.said, page.state.asked) == (["complaint-asked"], True)
    shop.person = MANAGER
    (request,) = shop.read(list_approvals)
    yes = Yes(reason=YesReason.SHOPS_MISTAKE)
    shop.run(lambda unit: answer_approval(unit, request.approval_id, yes))
    shop.person = clerk
    page.page.refresh(CASES)
    assert page.state.complaint
    assert not page.state.complaint.waits_for_yes


def test_a_manager_allows_it_on_the_page_but_not_her_own(shop: Shop) -> None:
    shop.person = a_person(shop, "Bela", "2", Role.CLERK, "8642")
    page = Page(shop)
    page.understood(severity=3)
    page.page.choose(ComplaintRemedy.REPAIR, "", "")
    page.page.allow()
    assert page.said == ["right-missing"]
    shop.person = MANAGER
    page.page.allow()
    assert page.at(Step.PROMISE)


def test_a_letter_is_drafted_seen_and_sent_in_the_words_that_were_offered(shop: Shop) -> None:
    page = Page(shop)
    page.understood()
    page.page.look_at(ComplaintRemedy.APOLOGY, "")
    assert page.state.writes
    assert "“It leaks”" in page.state.letter_words
    assert "Dear customer," in page.preview
    page.page.letter.speak("id")
    assert page.state.letter
    assert page.state.letter.head.language == "id"
    page.page.letter.type("We are sorry.\n\nIt is repaired.")
    page.page.letter.speak("en")
    assert page.state.letter_words == "We are sorry.\n\nIt is repaired."
    assert "It is repaired." in page.preview
    page.page.letter.print()
    assert not shop.read(list_open_jobs)
    page.page.choose(ComplaintRemedy.APOLOGY, page.state.letter_words, "")
    assert (page.said, page.state.writes) == (["letter-ready"], True)
    page.page.letter.print()
    assert [job.code for job in shop.read(list_open_jobs)] == ["L1-000001"]
    assert "L1-000001" in page.preview
    page.page.letter.save()
    assert page.papers.names == ["L1-000001-copy-1"]
    page.page.letter.type("We are very sorry.")
    assert "L1-000001" not in page.preview
    assert not page.state.letter_is_kept
    page.page.look_at(ComplaintRemedy.REPAIR, "")
    assert not page.state.writes


def test_a_draft_says_what_is_known_by_then(shop: Shop) -> None:
    page = Page(shop)
    page.understood()
    page.page.look_at(ComplaintRemedy.APOLOGY, "")
    key = page.state.picked or 0
    shop.run(lambda unit: name_issue(unit, key, "The motor burns", "Another one"))
    page.page.refresh(frozenset({Topic.CASES}))
    assert "“The motor burns”" in page.state.letter_words
    page.page.letter.type("We are sorry.")
    shop.run(lambda unit: name_issue(unit, key, "It smells", "Another one"))
    page.page.refresh(frozenset({Topic.CASES}))
    assert page.state.letter_words == "We are sorry."


def test_a_letter_names_no_money(shop: Shop) -> None:
    page = Page(shop)
    page.understood()
    page.page.look_at(ComplaintRemedy.APOLOGY, "You get £5 from us")
    page.page.choose(ComplaintRemedy.APOLOGY, "You get £5 from us", "")
    assert page.said == ["letter-money"]
    assert page.state.letter_words == "You get £5 from us"


def test_both_papers_are_sent_by_e_mail_from_here(shop: Shop) -> None:
    a_mail_server(shop)
    page = Page(shop)
    page.understood()
    page.page.choose(ComplaintRemedy.APOLOGY, "We are sorry", "")
    page.page.look_at(ComplaintRemedy.APOLOGY, "We are sorry")
    page.page.letter.mail()
    assert page.state.addressing
    assert page.state.addressing.code == "L1-000001"
    page.page.mailing.send("budi at example")
    assert page.state.addressing.wrong
    page.page.mailing.send("budi@example.com")
    assert [page.said, page.state.addressing] == [["mail-queued"], None]
    page.page.mail("", "")
    assert page.state.addressing is None
    page.page.promise("Repaired", (NOON + timedelta(2)).date(), "14", MANAGER.staff_id)
    page.page.mail("", "0812")
    assert page.state.addressing
    assert page.state.addressing.code == page.state.paper == "N1-000001"
    page.page.mailing.leave()
    page.page.mail("", "0812")
    page.page.mailing.send("budi@example.com")
    assert {mail.code for mail in shop.read(list_open_mail)} == {"L1-000001", "N1-000001"}
    page.page.print_again()
    (job,) = shop.read(list_open_jobs)
    assert (job.code, job.copy) == ("N1-000001", 1)


def test_goodwill_is_given_at_the_counter_and_named_here(shop: Shop) -> None:
    in_force(shop, 'window = "30 days"\ngoodwill.clerk = 5\ngoodwill.ways = ["cash"]')
    page = Page(shop)
    page.understood()
    page.page.to_counter(ComplaintRemedy.GOODWILL)
    assert [each.code for each in page.goodwill] == [page.case.code]
    assert page.state.given() is None
    given = GoodwillAsked(amount=Money(300), reason=GoodwillReason.LONG_WAIT, by=RefundBy.CASH)
    seen = shop.read(lambda unit: decide_goodwill(unit, given))
    slip = shop.run(lambda unit: give_goodwill(unit, str(uuid4()), given, seen)).slip
    page.page.refresh(frozenset({Topic.RETURNS}))
    assert page.state.page
    found = page.state.given()
    assert found is not None
    assert (found.remedy, found.paper) == (ComplaintRemedy.GOODWILL, slip.head.number)
    assert page.state.given(ComplaintRemedy.REFUND) is None
    assert slip.head.number in page.state.page.papers
    page.page.choose(ComplaintRemedy.GOODWILL, "", slip.head.number)
    assert page.at(Step.PROMISE)


def test_an_exchange_begins_with_the_sale_it_is_about(shop: Shop) -> None:
    a_sale(shop)
    page = Page(shop)
    page.page.find_about("sale", "S-1")
    page.understood()
    page.page.to_counter(ComplaintRemedy.EXCHANGE)
    assert page.taken_back == ["S-1"]


def test_its_time_is_told_and_stands_for_the_customer(shop: Shop) -> None:
    page = Page(shop)
    page.understood(severity=3)
    assert page.clock == "Due today 16:00; 4 working hours left"
    shop.clock = lambda: NOON + timedelta(hours=3, minutes=20)
    page.page.refresh(CASES)
    assert page.clock == "Due today 16:00; 40 working minutes left"
    page.page.wait()
    assert page.clock == "Waits for the customer since 5 Nov 2026 15:20: the clock is stopped"
    shop.clock = lambda: NOON + timedelta(hours=22)
    page.page.go_on()
    assert page.clock == "Due today 10:40; 40 working minutes left"
    shop.clock = lambda: NOON + timedelta(hours=23)
    page.page.refresh(CASES)
    assert page.clock == "Was due today 10:40"

"""What the page of approvals says and does, asked without a window on real records."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.services.approval_requests import (
    No,
    Question,
    Yes,
    reply_approval,
    withdraw_approval,
)
from models.services.delegations import list_colleagues
from models.values import Message, Money, Topic
from models.values.approvals import ApprovalState, NoReason, YesReason
from models.values.codes import RefundBy
from models.values.shop import Role
from tests.builders import NOON
from tests.drawers import a_person, bela
from tests.ui.approvals import PRICE, answer, ask, call, sell, yes_needed
from tests.ui.at_once import AtOnce
from ui.screens.approvals.arrivals import Arrivals, Outside
from ui.screens.approvals.presenter import ApprovalsPresenter, Around
from ui.screens.approvals.state import Doing

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.approvals import ApprovalCount
    from models.values.shop import Person
    from ui.screens.approvals.state import ApprovalsState

APPROVALS = frozenset({Topic.APPROVALS})


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


@pytest.fixture(autouse=True)
def _sold(shop: Shop) -> None:
    yes_needed(shop)
    for number, name in (("S-1", "Kettle"), ("S-2", "Toaster")):
        sell(shop, number, name)
    sell(shop, "S-9", "Ring", "Jewels")


@pytest.fixture
def sari(shop: Shop) -> Person:
    return a_person(shop, "Sari", "7", Role.CLERK, "2469")


class Page:
    """The presenter with what it was shown and what was told."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.shown: list[ApprovalsState] = []
        self.told: list[Message] = []
        self.heard: list[bool] = []
        self.work = AtOnce(shop)
        around = Around(
            clock=lambda: shop.clock().astimezone(shop.facts.zone),
            people=list_colleagues,
            tell=self.told.append,
            hear=self.heard.append,
        )
        self.page = ApprovalsPresenter(self.work, around, self.shown.append)
        self.page.start()

    @property
    def state(self) -> ApprovalsState:
        return self.shown[-1]

    @property
    def said(self) -> list[str]:
        return [message.code for message in self.state.said.messages] if self.state.said else []


def test_what_waits_is_listed_the_oldest_first_and_picked(shop: Shop, sari: Person) -> None:
    ask(shop, sari, "S-1", "She is a good customer")
    shop.clock = lambda: NOON + timedelta(minutes=3)
    ask(shop, sari, "S-2")
    page = Page(shop)
    assert [each.about for each in page.state.waiting] == ["S-1", "S-2"]
    page.page.pick("a-S-1")
    card = page.state.card
    assert card is not None
    assert (card.words, card.to_pay, page.state.answerable) == (
        "She is a good customer",
        PRICE,
        True,
    )


def test_a_yes_is_given_and_told(shop: Shop, sari: Person) -> None:
    page = Page(shop)
    page.page.pick(ask(shop, sari, "S-1"))
    page.page.approve(YesReason.GOOD_CUSTOMER, "")
    assert page.state.card
    assert page.state.card.state is ApprovalState.GRANTED
    assert not page.state.answerable
    assert [message.code for message in page.told] == ["approval-said-yes"]
    page.page.approve(YesReason.GOOD_CUSTOMER, "")
    assert len(page.told) == 1


def test_the_first_of_two_yes_says_that_another_is_needed(shop: Shop, sari: Person) -> None:
    page = Page(shop)
    page.page.pick(ask(shop, sari, "S-9"))
    page.page.approve(YesReason.PROMISED, "")
    assert page.told[0].code == "approval-said-yes-first"
    assert page.state.card
    assert page.state.card.yes_by == ("Ann Lee",)
    assert [message.code for message in page.state.card.may_answer] == ["approver-not-allowed"]


def test_a_no_has_its_reason(shop: Shop, sari: Person) -> None:
    page = Page(shop)
    page.page.pick(ask(shop, sari, "S-1"))
    page.page.begin(Doing.REFUSING)
    page.page.refuse(NoReason.OTHER, "")
    assert page.said == ["approval-words-missing"]
    assert page.state.doing is Doing.REFUSING
    page.page.refuse(NoReason.TOO_OFTEN, "third time")
    assert page.state.card
    assert page.state.card.thread[-1].words == "third time"
    assert [message.code for message in page.told] == ["approval-said-no"]


def test_less_money_and_another_tender_are_tried_before_they_are_said(
    shop: Shop, sari: Person
) -> None:
    page = Page(shop)
    page.page.pick(ask(shop, sari, "S-1"))
    page.page.begin(Doing.CHANGING)
    page.page.lower_to(Money(300_000))
    page.page.pay_by(RefundBy.STORE_CREDIT)
    changing = page.state.changing
    assert changing
    assert changing.decided
    assert changing.other
    page.page.change(YesReason.GOOD_CUSTOMER, "meet half way")
    card = page.state.card
    assert card
    assert (card.asked_amount, card.to_pay) == (PRICE, Money(300_000))
    assert [kind for kind, _, _ in card.tenders] == ["store-credit"]
    assert page.told[0].facts["amount"] == Money(300_000)


def test_what_cannot_be_is_said_and_never_sent(shop: Shop, sari: Person) -> None:
    page = Page(shop)
    page.page.pick(ask(shop, sari, "S-1"))
    page.page.begin(Doing.CHANGING)
    page.page.lower_to(PRICE + Money(1))
    assert page.state.changing
    assert [message.code for message in page.state.changing.against] == ["lowered-not-lower"]
    page.page.change(YesReason.GOOD_CUSTOMER, "")
    assert page.told == []
    page.page.lower_to(PRICE)
    assert page.state.changing
    assert page.state.changing.against == ()
    assert not page.state.changing.other


def test_a_question_waits_for_the_clerk_and_comes_back(shop: Shop, sari: Person) -> None:
    page = Page(shop)
    request = ask(shop, sari, "S-1")
    page.page.pick(request)
    page.page.begin(Doing.ASKING)
    page.page.ask_back("Is the box there?")
    assert page.state.card
    assert page.state.card.thread[-1].words == "Is the box there?"
    assert page.state.answerable
    shop.person, manager = sari, shop.person
    shop.run(lambda unit: reply_approval(unit, request, "Yes, it is"))
    shop.person = manager
    page.page.refresh(APPROVALS)
    assert page.state.card.state is ApprovalState.OPEN
    assert page.state.card.thread[-1].words == "Yes, it is"


def test_what_was_begun_stays_while_others_ask(shop: Shop, sari: Person) -> None:
    page = Page(shop)
    page.page.pick(ask(shop, sari, "S-1"))
    page.page.begin(Doing.CHANGING)
    page.page.lower_to(Money(200_000))
    before = page.state.changing
    ask(shop, sari, "S-2")
    page.page.refresh(APPROVALS)
    assert len(page.state.waiting) == 2
    assert (page.state.doing, page.state.changing) == (Doing.CHANGING, before)
    page.page.refresh(frozenset({Topic.RETURNS}))
    assert page.state.changing == before


def test_another_manager_was_quicker(shop: Shop, sari: Person) -> None:
    second = bela(shop)
    page = Page(shop)
    page.page.pick(ask(shop, sari, "S-1"))
    page.page.begin(Doing.REFUSING)
    answer(shop, second, "a-S-1", No(reason=NoReason.SUSPICION))
    page.page.refuse(NoReason.TOO_OFTEN, "")
    assert page.said == ["approval-closed"]
    assert page.told == []
    assert page.state.card
    assert page.state.card.thread[-1].name == "Bela"
    assert (page.state.answerable, page.state.doing) == (False, Doing.APPROVING)


def test_what_is_gone_is_said(shop: Shop, sari: Person) -> None:
    page = Page(shop)
    page.page.pick("a-nothing")
    assert page.said == ["approval-unknown"]
    assert page.state.card is None


def test_time_goes_on_by_itself(shop: Shop, sari: Person) -> None:
    page = Page(shop)
    page.page.pick(ask(shop, sari, "S-1"))
    page.page.refresh(APPROVALS)
    shop.clock = lambda: NOON + timedelta(minutes=12)
    page.page.tick()
    assert page.state.now == NOON + timedelta(minutes=12)
    assert page.state.waiting
    shop.clock = lambda: NOON + timedelta(minutes=31)
    page.page.tick()
    assert page.state.waiting == ()
    assert page.state.card
    assert page.state.card.state is ApprovalState.EXPIRED
    shown = len(page.shown)
    page.page.tick()
    assert len(page.shown) == shown


def test_a_call_is_gone_to_and_ended(shop: Shop, sari: Person) -> None:
    page = Page(shop)
    page.page.pick(call(shop, sari, "angry customer", "S-1"))
    page.page.refresh(APPROVALS)
    assert [each.words for each in page.state.calls] == ["angry customer"]
    page.page.come()
    page.page.done("she has her money")
    assert page.state.card
    assert page.state.card.state is ApprovalState.USED
    assert [message.code for message in page.told] == ["help-coming", "help-done"]


def test_ones_own_request_is_replied_to_and_taken_back(shop: Shop, sari: Person) -> None:
    manager = shop.person
    assert manager
    request = ask(shop, sari, "S-1")
    answer(shop, manager, request, Question(words="Why?"))
    shop.person = sari
    page = Page(shop)
    assert page.state.own
    assert not page.state.lends
    page.page.pick(request)
    assert not page.state.answerable
    page.page.approve(YesReason.PROMISED, "")
    page.page.reply("It was a gift")
    page.page.withdraw()
    assert page.state.card
    assert page.state.card.state is ApprovalState.WITHDRAWN
    told = [message.code for message in page.told]
    assert told == ["approval-replied", "approval-withdrawn"]


def test_authority_is_lent_and_ended(shop: Shop, sari: Person) -> None:
    page = Page(shop)
    page.page.show_away(True)
    assert page.state.away
    assert [each.name for each in page.state.people] == ["Sari"]
    now = NOON.replace(tzinfo=None)
    page.page.lend(sari.staff_id, now, now - timedelta(hours=1))
    assert page.said == ["delegation-time-wrong"]
    page.page.lend(sari.staff_id, now, now + timedelta(hours=8))
    (lent,) = page.state.delegations
    assert (lent.to_name, lent.in_force) == ("Sari", True)
    assert lent.until == NOON + timedelta(hours=8)
    page.page.end(lent.delegation_id)
    assert page.state.delegations == ()
    told = [message.code for message in page.told]
    assert told == ["delegation-given", "delegation-ended"]


def test_whoever_has_it_lent_answers_and_does_not_lend_on(shop: Shop, sari: Person) -> None:
    other = a_person(shop, "Agus", "8", Role.CLERK, "8642")
    now = NOON.replace(tzinfo=None)
    Page(shop).page.lend(sari.staff_id, now, now + timedelta(hours=8))
    ask(shop, other, "S-1")
    shop.person = sari
    page = Page(shop)
    assert not page.state.lends
    assert page.state.delegations
    page.page.pick("a-S-1")
    page.page.approve(YesReason.JUST_TOO_LATE, "")
    assert page.state.card
    assert page.state.card.thread[-1].instead_of == "Ann Lee"


def test_nothing_is_shown_to_nobody(shop: Shop, sari: Person) -> None:
    page = Page(shop)
    shown = len(page.shown)
    page.page.leave()
    page.page.refresh(APPROVALS)
    assert len(page.shown) == shown


class Outdoors:
    """What reaches somebody who is elsewhere in the program."""

    def __init__(self, shop: Shop) -> None:
        self.allowed: list[bool] = []
        self.counts: list[ApprovalCount] = []
        self.told: list[str] = []
        self.chimes = 0
        outside = Outside(
            allow=self.allowed.append,
            count=self.counts.append,
            tell=lambda message: self.told.append(message.code),
            chime=self._chime,
        )
        self.arrivals = Arrivals(AtOnce(shop), outside)
        self.arrivals.start()

    def _chime(self) -> None:
        self.chimes += 1


def test_only_what_is_new_is_told_and_heard(shop: Shop, sari: Person) -> None:
    ask(shop, sari, "S-1")
    here = Outdoors(shop)
    assert (here.told, here.chimes, here.counts[-1].to_answer) == ([], 0, 1)
    ask(shop, sari, "S-2")
    call(shop, sari, "angry customer")
    here.arrivals.refresh(APPROVALS)
    assert here.told == ["approval-new", "help-new"]
    assert (here.chimes, here.counts[-1].to_answer) == (1, 3)
    here.arrivals.refresh(APPROVALS)
    here.arrivals.refresh(frozenset({Topic.RETURNS}))
    assert here.chimes == 1


def test_a_reply_is_heard_again_and_ones_own_answer_is_not(shop: Shop, sari: Person) -> None:
    manager = shop.person
    assert manager
    here = Outdoors(shop)
    request = ask(shop, sari, "S-9")
    here.arrivals.refresh(APPROVALS)
    answer(shop, manager, request, Question(words="Why?"))
    here.arrivals.refresh(APPROVALS)
    shop.person = sari
    shop.run(lambda unit: reply_approval(unit, request, "Too small"))
    shop.person = manager
    here.arrivals.refresh(APPROVALS)
    assert here.chimes == 2
    answer(shop, manager, request, Yes(reason=YesReason.PROMISED))
    here.arrivals.refresh(APPROVALS)
    assert here.chimes == 2


def test_whom_the_page_is_for(shop: Shop, sari: Person) -> None:
    assert Outdoors(shop).allowed == [True]
    manager, shop.person = shop.person, sari
    here = Outdoors(shop)
    assert here.allowed == [False]
    request = ask(shop, sari, "S-1")
    here.arrivals.refresh(APPROVALS)
    assert here.allowed[-1]
    assert (here.told, here.counts[-1].own) == ([], 1)
    shop.run(lambda unit: withdraw_approval(unit, request))
    here.arrivals.refresh(APPROVALS)
    assert not here.allowed[-1]
    shop.person = manager
    now = NOON.replace(tzinfo=None)
    Page(shop).page.lend(sari.staff_id, now, now + timedelta(hours=1))
    shop.person = sari
    here.arrivals.refresh(APPROVALS)
    assert here.allowed[-1]
    here.arrivals.leave()
    here.arrivals.refresh(APPROVALS)
    assert len(here.allowed) == 4

"""What the bar of the case in hand says and does, asked without a window on real records."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.services.case_facts import link_to, name_customer, rate
from models.services.case_promises import promise
from models.services.case_views import case_story
from models.services.cases import case_in_hand, close_case, take_up
from models.services.in_hand import look_in_hand
from models.services.questions import ask_question
from models.values import Topic
from models.values.cases import AsideFor, CaseKind, CaseState, Channel, Smile
from models.values.questions import QuestionKind
from models.values.queue import TicketState
from models.values.shop import Role
from tests.builders import NOON, a_customer
from tests.cases import a_case
from tests.drawers import a_person
from tests.prints import later
from tests.queues import draw, names, queue
from tests.services.test_cases import at_another_register
from tests.ui.at_once import AtOnce
from ui.screens.in_hand.presenter import Around, InHandPresenter
from ui.screens.in_hand.state import Asking, Met, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.values import Message
    from ui.screens.in_hand.state import InHandState


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


class Bar:
    """The presenter with what it was shown, and what was told beside it."""

    def __init__(self, shop: Shop) -> None:
        self.states: list[InHandState] = []
        self.told: list[str] = []
        self.undo: Callable[[], None] | None = None
        self.cases: list[int] = []
        self.work = AtOnce(shop)
        around = Around(
            clock=lambda: shop.clock(),
            kinds=frozenset,
            tell=self._tell,
            show_case=self.cases.append,
        )
        self.hand = InHandPresenter(self.work, around, self.states.append)
        self.hand.start()

    def _tell(self, message: Message, undo: Callable[[], None] | None = None) -> None:
        self.told.append(message.code)
        self.undo = undo

    @property
    def state(self) -> InHandState:
        return self.states[-1]

    @property
    def ticket(self) -> str:
        seen = self.state.seen
        return seen.ticket.called if seen and seen.ticket else ""


def test_from_the_first_call_to_goodbye(shop: Shop) -> None:
    draw(shop, CaseKind.COMPLAINT)
    draw(shop)
    bar = Bar(shop)
    assert (bar.state.stage, bar.ticket) == (Stage.NOBODY, "")
    assert bar.state.seen
    assert (bar.state.seen.waiting, bar.state.seen.may_serve) == (2, True)
    bar.hand.call_next()
    assert (bar.state.stage, bar.ticket) == (Stage.CALLED, "C 1")
    bar.hand.begin()
    assert (bar.state.stage, bar.ticket) == (Stage.SERVING, "C 1")
    assert bar.state.case
    assert bar.state.case.kind is CaseKind.COMPLAINT
    bar.hand.entitle(" A blender  that leaks ")
    assert bar.state.case.title == "A blender that leaks"
    bar.hand.ask(Asking.NOTE)
    bar.hand.write_note("She is in a hurry")
    bar.hand.back()
    bar.hand.ask(Asking.NOTE)
    assert bar.state.note == "She is in a hurry"
    bar.hand.note()
    assert (bar.told, bar.state.note, bar.state.asking) == (["case-now-noted"], "", None)
    first = bar.state.case.id
    bar.hand.ask(Asking.GOODBYE)
    bar.hand.choose_smile(Smile.GOOD)
    bar.hand.close(then_next=True)
    assert bar.told[-1] == "case-now-closed"
    assert (bar.state.stage, bar.ticket, bar.state.smile) == (Stage.CALLED, "A 1", None)
    done = shop.read(lambda unit: case_story(unit, first)).case
    assert (done.state, done.smile) == (CaseState.CLOSED, Smile.GOOD)


def test_nobody_waits(shop: Shop) -> None:
    bar = Bar(shop)
    bar.hand.call_next()
    assert bar.told == ["nobody-waits"]
    assert bar.state.stage is Stage.NOBODY
    assert not bar.state.busy
    bar.hand.begin()
    bar.hand.ask(Asking.NOTE)
    assert bar.state.asking is None


def test_of_two_calls_at_once_each_gets_another(shop: Shop) -> None:
    for _ in range(2):
        draw(shop)
    bars = [Bar(shop), Bar(at_another_register(shop)), Bar(at_another_register(shop, "3"))]
    for bar in bars:
        bar.hand.call_next()
    assert [bar.ticket for bar in bars] == ["A 1", "A 2", ""]
    assert bars[2].told == ["nobody-waits"]


def test_who_does_not_come_keeps_a_place(shop: Shop) -> None:
    draw(shop)
    bar = Bar(shop)
    bar.hand.call_next()
    bar.hand.nobody_came()
    assert (bar.told, bar.state.stage) == (["ticket-call-again"], Stage.CALLED)
    bar.hand.call_again()
    assert bar.state.seen
    assert bar.state.seen.ticket
    assert bar.state.seen.ticket.calls == 2
    later(shop, timedelta(minutes=5))
    bar.hand.nobody_came()
    assert (bar.told[-1], bar.state.stage) == ("ticket-now-gone", Stage.NOBODY)
    assert bar.undo
    bar.undo()
    assert names(shop) == ["A 1"]
    bar.hand.call_next()
    bar.hand.hold()
    assert bar.told[-1] == "ticket-now-held"
    assert [each.state for each in queue(shop).held] == [TicketState.HELD]


def test_put_aside_and_taken_back(shop: Shop) -> None:
    case = a_case(shop)
    bar = Bar(shop)
    bar.hand.ask(Asking.ASIDE)
    bar.hand.put_aside(AsideFor.CUSTOMER)
    assert bar.told == ["case-waits-for-customer"]
    assert bar.state.stage is Stage.NOBODY
    assert bar.undo
    bar.undo()
    assert shop.read(case_in_hand)
    assert bar.state.case
    assert bar.state.case.id == case.id


def test_somebody_on_the_phone_has_no_ticket(shop: Shop) -> None:
    bar = Bar(shop)
    bar.hand.ask(Asking.BEGIN)
    bar.hand.begin_without(CaseKind.INQUIRY, Channel.PHONE)
    assert bar.state.case
    assert (bar.state.case.channel, bar.ticket) == (Channel.PHONE, "")
    assert bar.state.asking is None
    bar.hand.show_case()
    assert bar.cases == [bar.state.case.id]


def test_goodbye_is_refused_where_it_is_asked_for(shop: Shop) -> None:
    case = a_case(shop)
    shop.run(lambda unit: ask_question(unit, case.id, QuestionKind.OTHER, "Any blue ones?"))
    bar = Bar(shop)
    bar.hand.ask(Asking.GOODBYE)
    bar.hand.close(then_next=False)
    assert [each.code for each in bar.state.said] == ["case-question-open"]
    assert (bar.state.asking, bar.state.busy, bar.told) == (Asking.GOODBYE, False, [])
    bar.hand.close(then_next=False, elsewhere="With the workshop")
    assert (bar.state.stage, bar.told) == (Stage.NOBODY, ["case-now-closed"])


def test_a_customer_at_the_counter_is_offered_and_never_taken_for_granted(shop: Shop) -> None:
    budi, wati = a_customer(shop), a_customer(shop, "Wati")
    bar = Bar(shop)
    bar.hand.meet(budi, "Budi Santoso")
    assert bar.state.met is None
    case = a_case(shop)
    bar.hand.refresh(frozenset({Topic.CASES}))
    bar.hand.meet(budi, "Budi Santoso")
    assert bar.state.offered == Met(budi, "Budi Santoso")
    assert bar.state.case
    assert bar.state.case.customer_id is None
    bar.hand.name_customer()
    named = shop.read(case_in_hand)
    assert named
    assert (named.customer_id, bar.state.case) == (budi, named)
    assert bar.states[-1].offered is None
    bar.hand.meet(wati, "Wati")
    bar.hand.name_customer()
    assert shop.read(case_in_hand) == bar.state.case
    assert bar.state.case.id == case.id


def test_how_often_somebody_came(shop: Shop) -> None:
    budi = a_customer(shop)
    cases = [a_case(shop, customer_id=budi) for _ in range(3)]
    for later_one, earlier in zip(cases[1:], cases, strict=False):
        shop.run(lambda unit, a=later_one, b=earlier: link_to(unit, a.id, b.id))  # type: ignore[misc]
    seen = shop.read(look_in_hand)
    assert (seen.earlier, seen.times) == (2, 3)
    shop.run(lambda unit: name_customer(unit, cases[2].id, None))
    assert shop.read(look_in_hand).earlier == 0


def test_what_another_counter_does_is_seen(shop: Shop) -> None:
    case = a_case(shop)
    bar = Bar(shop)
    bar.hand.ask(Asking.NOTE)
    other = at_another_register(shop)
    other.run(lambda unit: take_up(unit, case.id, over=True))
    bar.hand.refresh(frozenset({Topic.RETURNS}))
    assert bar.state.stage is Stage.SERVING
    bar.hand.refresh(frozenset({Topic.CASES}))
    assert (bar.state.stage, bar.state.asking) == (Stage.NOBODY, None)


def test_pressed_twice_one_is_called(shop: Shop) -> None:
    for _ in range(2):
        draw(shop)
    bar = Bar(shop)
    bar.work.held = True
    bar.hand.call_next()
    bar.hand.call_next()
    bar.work.answer()
    assert names(shop) == ["A 2"]
    assert not bar.told


def test_a_promise_keeps_its_case_open(shop: Shop) -> None:
    case = a_case(shop)
    shop.run(lambda unit: promise(unit, case.id, "Call back", NOON + timedelta(days=1)))
    bar = Bar(shop)
    bar.hand.close(then_next=True)
    assert bar.told == ["case-promise-open"]


def test_who_may_not_serve_sees_no_bar(shop: Shop) -> None:
    assert shop.read(look_in_hand).may_serve
    shop.person = a_person(shop, "Rudi", "9", Role.AUDITOR, "8642")
    seen = Bar(shop).state.seen
    assert seen
    assert not seen.may_serve


def test_closed_elsewhere_it_is_gone_here(shop: Shop) -> None:
    case = a_case(shop)
    bar = Bar(shop)
    at_another_register(shop).run(lambda unit: close_case(unit, case.id))
    bar.hand.put_aside(AsideFor.SHOP)
    assert (bar.told, bar.state.stage) == (["case-closed"], Stage.NOBODY)


def test_how_the_customer_says_that_it_was_is_chosen_already(shop: Shop) -> None:
    case = a_case(shop)
    bar = Bar(shop)
    shop.run(lambda unit: rate(unit, case.id, Smile.FAIR))
    bar.hand.refresh(frozenset({Topic.CASES}))
    assert bar.state.smile is Smile.FAIR
    bar.hand.choose_smile(Smile.GOOD)
    bar.hand.refresh(frozenset({Topic.CASES}))
    assert [bar.state.smile] == [Smile.GOOD], "what is chosen here stays"

"""The page of the queue without a window: tickets, calls, and the time that goes on."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest

from models.rules.waiting import PATIENCE
from models.services.cases import case_in_hand, close_case
from models.services.papers import open_any
from models.services.printers import set_route
from models.services.tickets import begin_serving
from models.values import Topic
from models.values.cases import CaseKind
from models.values.printing import PaperKind
from models.values.queue import Priority, TicketState
from models.values.queue_papers import QueueTicket
from tests.builders import another_shop
from tests.prints import a_printer, at_register, later
from tests.queues import call, draw, names, queue, rows, serve
from tests.ui.at_once import AtOnce
from tests.ui.queued import queued
from ui.screens.queue.presenter import Around, QueuePresenter
from ui.screens.queue.state import Doing, Next

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.db import Shop
    from ui.screens.queue.state import QueueState

RETURN, INQUIRY, COMPLAINT, PICKUP = CaseKind
MINUTE = timedelta(minutes=1)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with closing(another_shop(tmp_path / "shop.db")) as made:
        yield made


class Page:
    """The page with nobody before it."""

    def __init__(self, shop: Shop, *kinds: CaseKind) -> None:
        self.shop = shop
        self.work = AtOnce(shop)
        self.kept: list[frozenset[CaseKind]] = []
        self.walls: list[bool] = []
        self.shown: list[QueueState] = []
        around = Around(
            clock=lambda: shop.clock().astimezone(shop.facts.zone),
            language="en",
            kinds=frozenset(kinds),
            keep_kinds=self.kept.append,
            show_wall=self.walls.append,
        )
        self.queue = QueuePresenter(self.work, around, self.shown.append)
        self.queue.start()

    @property
    def state(self) -> QueueState:
        return self.shown[-1]

    @property
    def said(self) -> list[str]:
        return [message.code for message in self.state.said.messages] if self.state.said else []

    def draw(self, kind: CaseKind, priority: Priority = Priority.NONE) -> None:
        self.queue.choose_kind(kind)
        self.queue.draw(priority)

    def heard(self, *topics: Topic) -> None:
        self.queue.refresh(frozenset(topics))


def test_a_ticket_is_drawn_in_two_steps(shop: Shop) -> None:
    page = Page(shop)
    assert page.state.empty
    page.draw(COMPLAINT, Priority.PREGNANT)
    page.draw(RETURN)
    drawn = page.state.drawn
    assert drawn is not None
    assert (drawn.paper.called, drawn.paper.ahead) == ("A 1", 1)
    assert page.state.drawing is None
    listed = [(row.ticket.called, row.ticket.priority) for row in page.state.rows]
    assert listed == [("C 1", Priority.PREGNANT), ("A 1", Priority.NONE)]


def test_a_stub_speaks_what_was_chosen_once_and_may_be_left_out(shop: Shop) -> None:
    printer = a_printer(shop)
    shop.run(lambda unit: set_route(unit, PaperKind.TICKET, printer.id, at_once=True))
    page = Page(shop)
    page.queue.choose_kind(RETURN)
    page.queue.speak("fil")
    page.queue.want_stub(False)
    page.queue.draw(Priority.NONE)
    assert queued(shop) == []
    assert not was_printed(page)
    page.queue.print_stub()
    assert queued(shop) == [("ticket", "T1-000001", 0)]
    assert was_printed(page)
    stub = shop.read(lambda unit: open_any(unit, "T1-000001")).paper
    assert isinstance(stub, QueueTicket)
    assert stub.head.language == "fil"
    assert (page.state.language, page.state.stub) == ("en", True), "the next one is as usual"
    page.draw(RETURN)
    assert len(queued(shop)) == 2
    assert was_printed(page)


def test_no_stub_is_said_to_be_printed_where_none_comes_out_by_itself(shop: Shop) -> None:
    page = Page(shop)
    page.draw(RETURN)
    assert queued(shop) == []
    assert not was_printed(page)


def was_printed(page: Page) -> bool:
    assert page.state.drawn is not None
    return page.state.drawn.printed


def test_an_appointment_has_a_time_of_today(shop: Shop) -> None:
    page = Page(shop)
    page.draw(INQUIRY, Priority.APPOINTMENT)
    assert page.state.drawing is not None
    assert page.state.drawing.asks_time
    page.queue.draw_at(None)
    assert page.state.drawing.problem
    at = (shop.clock() + 30 * MINUTE).astimezone(shop.facts.zone).time()
    page.queue.draw_at(at)
    (row,) = page.state.rows
    assert (row.ticket.priority, row.waited) == (Priority.APPOINTMENT, -30 * MINUTE)
    assert page.state.next is Next.NOBODY, "they are not due yet"
    page.queue.draw_at(time(9))
    assert len(page.state.rows) == 1, "nothing was begun"


def test_a_ticket_drawn_by_mistake_is_taken_back(shop: Shop) -> None:
    page = Page(shop)
    page.draw(RETURN)
    page.queue.take_back()
    assert page.said == ["ticket-taken-back"]
    assert page.state.drawn is None
    assert page.state.empty
    page.queue.choose_kind(RETURN)
    page.queue.cancel()
    assert page.state.drawing is None


def test_the_next_one_is_called_and_begun_by_one_key(shop: Shop) -> None:
    page = Page(shop)
    page.draw(RETURN)
    page.draw(COMPLAINT)
    page.queue.go_on()
    assert page.said == ["ticket-called-now"]
    assert page.state.next is Next.BEGIN
    assert page.state.chosen is not None
    assert page.state.chosen.ticket.called == "A 1"
    page.queue.go_on()
    assert page.said == ["ticket-begun"]
    assert page.queue.state.next is Next.SERVED
    page.queue.go_on()
    assert queue(shop).here is not None, "nobody else is called meanwhile"
    case = shop.read(case_in_hand)
    assert case is not None
    shop.run(lambda unit: close_case(unit, case.id))
    page.heard(Topic.CASES)
    assert [page.queue.state.next] == [Next.CALL]


def test_pressed_twice_only_one_is_called(shop: Shop) -> None:
    page = Page(shop)
    page.draw(RETURN)
    page.draw(RETURN)
    page.work.held = True
    page.queue.go_on()
    page.queue.go_on()
    page.work.answer()
    assert [row.state for row in rows(shop)] == ["called", "waiting"]


def test_a_register_calls_what_it_is_for(shop: Shop) -> None:
    page = Page(shop, COMPLAINT)
    page.draw(RETURN)
    assert page.state.next is Next.NOBODY
    assert [row.others for row in page.state.rows] == [True]
    page.draw(COMPLAINT)
    page.queue.go_on()
    assert names(shop) == ["A 1"]
    page.queue.call_for(COMPLAINT, False)
    assert page.kept == [frozenset()], "for nothing at all is for everything"
    for kind in (RETURN, INQUIRY, COMPLAINT):
        page.queue.call_for(kind, False)
    assert page.state.kinds == {PICKUP}
    for kind in (RETURN, INQUIRY, COMPLAINT):
        page.queue.call_for(kind, True)
    assert page.state.kinds == frozenset()


def test_who_is_chosen_is_called_held_moved_and_gone(shop: Shop) -> None:
    at_register(shop)
    page = Page(shop)
    page.draw(RETURN)
    page.draw(INQUIRY)
    second = page.state.rows[1].ticket.id
    page.queue.pick(second)
    assert page.state.doings == (Doing.CALL, Doing.HOLD, Doing.MOVE)
    page.queue.do(Doing.GONE)
    assert page.said == [], "nobody can be gone who was not called"
    page.queue.do(Doing.HOLD)
    assert page.said == ["ticket-held-now"]
    page.queue.do(Doing.PUT_IN)
    page.queue.do(Doing.MOVE)
    assert page.state.moving
    page.queue.move(COMPLAINT, "2")
    assert page.said == ["ticket-moved"]
    assert page.state.chosen is not None
    assert (page.state.chosen.ticket.kind, page.state.chosen.ticket.only_at) == (COMPLAINT, "2")
    page.queue.do(Doing.CALL)
    page.queue.do(Doing.GONE)
    assert page.said == ["ticket-call-again"], "they were given no time to come"
    page.queue.do(Doing.AGAIN)
    assert page.said == ["ticket-called-again"]
    later(shop, PATIENCE)
    page.queue.do(Doing.GONE)
    assert page.said == ["ticket-noted-gone"]
    assert page.queue.state.doings == (Doing.PUT_IN,)
    page.queue.do(Doing.PUT_IN)
    assert page.state.chosen.ticket.state is not TicketState.GONE


def test_what_another_register_called_is_left_to_it(shop: Shop) -> None:
    page = Page(shop)
    page.draw(RETURN)
    other = at_register(shop)
    called = call(other)
    other.run(lambda unit: begin_serving(unit, called.id))
    page.queue.do(Doing.CALL)
    assert page.said == ["ticket-is-serving"]
    page.heard(Topic.QUEUE)
    assert page.state.doings == ()
    page.heard(Topic.DRAWER)


def test_times_go_on_by_themselves(shop: Shop) -> None:
    for _ in range(6):
        draw(shop)
        serve(shop, 4 * MINUTE)
    draw(shop)
    call(shop)
    draw(shop)
    page = Page(shop)
    assert [row.minutes for row in page.state.rows] == [None, 4]
    page.work.shop = None  # nothing is read for that
    later(shop, 3 * MINUTE)
    page.queue.tick()
    assert [(row.minutes, row.waited) for row in page.state.rows[1:]] == [(1, 3 * MINUTE)]
    later(shop, 3 * MINUTE)
    page.queue.tick()
    assert page.state.rows[1].minutes == 0
    assert len(page.state.waited) == 1


def test_the_wall_is_asked_for_and_told_of(shop: Shop) -> None:
    page = Page(shop)
    page.queue.show_wall(True)
    assert page.walls == [True]
    page.queue.wall_shown(True)
    assert page.state == replace(page.state, wall=True)
    page.queue.leave()
    page.heard(Topic.QUEUE)
    assert page.state.wall

"""A queue's day at two counters: whatever happens, everybody is somewhere, and once."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from models.services.cases import case_in_hand, close_case, open_case, put_aside, take_up
from models.services.tickets import (
    begin_serving,
    call_again,
    call_next,
    call_this,
    hold_ticket,
    no_show,
    put_in_again,
    transfer,
)
from models.values import Refused
from models.values.cases import AsideFor, CaseKind
from models.values.queue import Priority, TicketState
from tests.builders import another_shop
from tests.prints import at_register
from tests.queues import draw, queue, rows

if TYPE_CHECKING:
    from collections.abc import Callable


AT_A_COUNTER = {TicketState.CALLED, TicketState.SERVING}
COUNTERS = st.integers(0, 1)
WITH_A_TICKET = [
    begin_serving,
    call_again,
    call_this,
    hold_ticket,
    no_show,
    put_in_again,
]


class QueueDay(RuleBasedStateMachine):
    """Two counters and one door. Refusals are part of the day; nothing else may be raised.

    ``left`` holds the tickets that are done, as they were then.
    """

    @initialize()
    def open_shop(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        shop = another_shop(Path(self.folder.name) / "shop.db")
        self.shops = (shop, at_register(shop))
        self.left: dict[int, Any] = {}

    def attempt(self, counter: int, use_case: Callable[..., Any], *given: Any) -> Any:
        try:
            return self.shops[counter].run(lambda unit: use_case(unit, *given))
        except Refused:
            return None

    @rule(
        kind=st.sampled_from(CaseKind),
        priority=st.sampled_from([Priority.NONE, Priority.NONE, Priority.OLDER]),
        ahead=st.sampled_from([None, None, None, 10, -10]),
    )
    def come_in(self, kind: CaseKind, priority: Priority, ahead: int | None) -> None:
        shop = self.shops[0]
        at = None if ahead is None else shop.clock() + timedelta(minutes=ahead)
        drawn = draw(shop, kind, priority, at)
        waits = [each for each in queue(shop).waiting if each.ticket.id == drawn.ticket.id]
        assert [each.ahead for each in waits] == [drawn.paper.ahead]

    @rule(counter=COUNTERS)
    def call(self, counter: int) -> None:
        shop = self.shops[counter]
        due = [
            each.ticket
            for each in queue(shop).waiting
            if each.ticket.due_at <= shop.clock()
            and each.ticket.only_at in ("", shop.station.register)
        ]
        free = queue(shop).here is None
        called = self.attempt(counter, call_next)
        assert (called is not None) == (free and bool(due))
        if called is not None and not called.ticket.priority:
            longest = min(due, key=lambda each: (each.due_at, each.id))
            assert called.ticket.id == longest.id

    @rule(counter=COUNTERS, use_case=st.sampled_from(WITH_A_TICKET), data=st.data())
    def do(self, counter: int, use_case: Callable[..., Any], data: st.DataObject) -> None:
        self.attempt(counter, use_case, self.some_ticket(data))

    @rule(
        counter=COUNTERS,
        kind=st.sampled_from([None, *CaseKind]),
        register=st.sampled_from(["", "1", "2"]),
        data=st.data(),
    )
    def move(
        self, counter: int, kind: CaseKind | None, register: str, data: st.DataObject
    ) -> None:
        self.attempt(counter, transfer, self.some_ticket(data), kind, register)

    def some_ticket(self, data: st.DataObject) -> int:
        known = [row.id for row in rows(self.shops[0])]
        chosen: int = data.draw(st.sampled_from([*known, 1 + len(known)]))
        return chosen

    @rule(counter=COUNTERS, done=st.booleans())
    def say_goodbye(self, counter: int, done: bool) -> None:
        case = self.shops[counter].read(case_in_hand)
        if case is not None and done:
            self.attempt(counter, close_case, case.id)
        elif case is not None:
            self.attempt(counter, put_aside, case.id, AsideFor.SHOP)

    @rule(counter=COUNTERS)
    def answer_the_phone(self, counter: int) -> None:
        self.attempt(counter, open_case, CaseKind.INQUIRY)

    @rule(counter=COUNTERS)
    def take_over(self, counter: int) -> None:
        case = self.shops[1 - counter].read(case_in_hand)
        if case is not None:
            self.attempt(counter, take_up, case.id)

    @rule(minutes=st.sampled_from([0.5, 2, 15, 61]))
    def go_on(self, minutes: float) -> None:
        now = self.shops[0].clock() + timedelta(minutes=minutes)
        for shop in self.shops:
            shop.clock = lambda: now

    @precondition(lambda self: hasattr(self, "shops"))
    @invariant()
    def everybody_is_somewhere_and_once(self) -> None:
        known = rows(self.shops[0])
        seen = queue(self.shops[0])
        listed = [
            *(each.ticket.id for each in seen.waiting),
            *(each.id for each in (*seen.held, *seen.at_counters, *seen.gone)),
        ]
        assert len(set(listed)) == len(listed)
        open_ = {
            row.id for row in known if row.state not in (TicketState.DONE, TicketState.GONE)
        }
        assert open_ <= set(listed)
        assert [each.ahead for each in seen.waiting] == list(range(len(seen.waiting)))

    @precondition(lambda self: hasattr(self, "shops"))
    @invariant()
    def a_counter_has_one_at_a_time_and_its_case(self) -> None:
        for shop in self.shops:
            here = queue(shop).here
            case = shop.read(case_in_hand)
            if here is not None and here.state is TicketState.SERVING:
                assert case is not None
                assert (case.code, case.ticket) == (here.case, here.called)
            elif case is not None and case.ticket:
                assert case.ticket != (here and here.called)

    @precondition(lambda self: hasattr(self, "shops"))
    @invariant()
    def who_was_served_stays_served(self) -> None:
        for row in rows(self.shops[0]):
            if row.id in self.left:
                assert row == self.left[row.id]
            elif row.state == TicketState.DONE:
                assert row.priority == Priority.NONE
                self.left[row.id] = row

    def teardown(self) -> None:
        if hasattr(self, "shops"):
            self.shops[0].close()
            self.folder.cleanup()


TestQueueDay = QueueDay.TestCase

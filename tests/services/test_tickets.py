"""A walk-in's way through the queue: drawn, called, served, held, moved, gone, back again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from models.rules.waiting import BACK_WITHIN, PATIENCE
from models.services.cases import (
    case_in_hand,
    case_of,
    close_case,
    open_case,
    put_aside,
    take_up,
)
from models.services.papers import open_any
from models.services.print_jobs import list_open_jobs
from models.services.printers import set_route
from models.services.queue_views import count_queue, of_day, waited_today
from models.services.tickets import (
    begin_serving,
    call_again,
    call_next,
    call_this,
    draw_ticket,
    hold_ticket,
    no_show,
    put_in_again,
    take_back_ticket,
    transfer,
)
from models.services.wall import wall_seen
from models.tables.base import add_row, rows_of
from models.tables.journal import JournalReference
from models.tables.queue import Ticket
from models.values import Refused
from models.values.cases import AsideFor, CaseKind, CaseState
from models.values.printing import PaperKind, PaperWish
from models.values.queue import Priority, TicketState
from models.values.queue_papers import QueueTicket
from tests.builders import NOON
from tests.prints import a_printer, at_register, later, noted
from tests.queues import call, draw, names, queue, rows, serve, ticket
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.values.queue import TicketSeen

RETURN, INQUIRY, COMPLAINT, PICKUP = CaseKind
MINUTE = timedelta(minutes=1)


def refused(shop: Shop, use_case: Callable[..., Any], *given: Any) -> str:
    with pytest.raises(Refused) as why:
        shop.run(lambda unit: use_case(unit, *given))
    return why.value.messages[0].code


def state(shop: Shop, ticket_id: int) -> TicketState:
    (row,) = (row for row in rows(shop) if row.id == ticket_id)
    return TicketState(row.state)


def served_here(shop: Shop) -> tuple[int, int]:
    """The next one's ticket and case, in hand here."""
    called = call(shop)
    return called.id, shop.run(lambda unit: begin_serving(unit, called.id)).case_id


def call_out(shop: Shop, ticket_id: int) -> TicketSeen:
    return shop.run(lambda unit: call_this(unit, ticket_id)).ticket


def see_off(shop: Shop) -> None:
    """Serve whoever is called here, to the end."""
    here = queue(shop).here
    assert here is not None
    case_id = shop.run(lambda unit: begin_serving(unit, here.id)).case_id
    shop.run(lambda unit: close_case(unit, case_id))


def test_tickets_count_by_kind_and_say_who_is_before(shop: Shop) -> None:
    drawn = [draw(shop, kind) for kind in (RETURN, RETURN, COMPLAINT, RETURN, PICKUP)]
    assert [each.paper.called for each in drawn] == ["A 1", "A 2", "C 1", "A 3", "D 1"]
    assert [each.paper.ahead for each in drawn] == [0, 1, 2, 3, 4]
    assert {each.paper.minutes for each in drawn} == {None}, "nothing was measured yet"


def test_the_stub_is_a_numbered_paper_with_an_entry(shop: Shop) -> None:
    drawn = draw(shop, INQUIRY)
    stub = shop.read(lambda unit: open_any(unit, drawn.ticket.paper))
    assert stub.kind is PaperKind.TICKET
    assert stub.paper == drawn.paper
    assert isinstance(stub.paper, QueueTicket)
    assert (stub.paper.service, stub.paper.head.language) == (INQUIRY, "en")
    (entry,) = noted(shop, "TicketDrawn")
    assert entry[1]["ticket"] == "B 1"
    assert list(entry[1]["papers"]) == [drawn.ticket.paper]


def test_the_stub_speaks_the_language_that_was_chosen(shop: Shop) -> None:
    drawn = shop.run(lambda unit: draw_ticket(unit, RETURN, language="id"))
    assert drawn.paper.head.language == "id"
    with pytest.raises(ValueError, match="no language"):
        shop.run(lambda unit: draw_ticket(unit, RETURN, language="tlh"))


@pytest.mark.parametrize(("wish", "printed"), [(PaperWish(), 1), (PaperWish(printed=False), 0)])
def test_the_stub_goes_where_tickets_are_printed(
    shop: Shop, wish: PaperWish, printed: int
) -> None:
    printer = a_printer(shop)
    shop.run(lambda unit: set_route(unit, PaperKind.TICKET, printer.id, at_once=True))
    shop.run(lambda unit: draw_ticket(unit, RETURN, wish=wish))
    assert len(shop.read(list_open_jobs)) == printed


def test_why_somebody_has_priority_is_on_no_paper_and_in_no_entry(shop: Shop) -> None:
    drawn = draw(shop, RETURN, Priority.PREGNANT)
    assert Priority.PREGNANT not in str(drawn.paper)
    assert Priority.PREGNANT not in str(noted(shop, "TicketDrawn"))
    call(shop)
    see_off(shop)
    assert [row.priority for row in rows(shop)] == [Priority.NONE]


def test_priority_goes_before_and_everybody_has_their_turn(shop: Shop) -> None:
    for priority in [Priority.NONE] * 2 + [Priority.OLDER] * 4:
        draw(shop, RETURN, priority)
    assert names(shop) == ["A 3", "A 4", "A 1", "A 5", "A 6", "A 2"]
    assert [serve(shop, MINUTE) for _ in range(6)] == ["A 3", "A 4", "A 1", "A 5", "A 6", "A 2"]
    assert shop.run(call_next) is None


def test_an_appointment_counts_from_its_time_on(shop: Shop) -> None:
    draw(shop, RETURN, Priority.NONE, NOON + 5 * MINUTE)
    draw(shop)
    draw(shop)
    assert serve(shop, 6 * MINUTE) == "A 2"
    assert serve(shop, MINUTE) == "A 1"


def test_nobody_stands_before_an_appointment_who_has_not_come(shop: Shop) -> None:
    """How long somebody would wait who comes now is foreseen without them in the line."""
    draw(shop, RETURN, Priority.OLDER, NOON + 10 * MINUTE)
    assert [each.ahead for each in queue(shop).waiting] == [0]


def test_whoever_is_late_for_an_appointment_waits_from_when_they_came(shop: Shop) -> None:
    drawn = draw(shop, RETURN, Priority.NONE, NOON - 30 * MINUTE)
    assert (drawn.ticket.priority, drawn.ticket.due_at) == (Priority.APPOINTMENT, NOON)


def test_an_appointment_of_another_day_is_none_of_today(shop: Shop) -> None:
    assert (
        refused(shop, draw_ticket, RETURN, Priority.NONE, NOON + timedelta(days=1))
        == "appointment-not-today"
    )
    with pytest.raises(ValueError, match="has a time"):
        draw(shop, RETURN, Priority.APPOINTMENT)
    assert rows(shop) == []


def test_a_counter_for_some_kinds_calls_no_others(shop: Shop) -> None:
    draw(shop)
    draw(shop, PICKUP)
    assert call(shop, PICKUP, INQUIRY).called == "D 1"


def test_a_counter_has_one_ticket_at_a_time(shop: Shop) -> None:
    first, second = ticket(shop), ticket(shop)
    assert call(shop).id == first
    assert refused(shop, call_next) == "ticket-called-here"
    assert refused(shop, call_this, second) == "ticket-called-here"
    shop.run(lambda unit: begin_serving(unit, first))
    assert refused(shop, call_next) == "ticket-served-here"
    assert state(shop, second) is TicketState.WAITING


def test_a_visit_is_a_case_and_ends_with_it(shop: Shop) -> None:
    drawn = draw(shop, COMPLAINT)
    ticket_id, case_id = served_here(shop)
    case = shop.read(lambda unit: case_of(unit, case_id))
    assert (case.kind, case.ticket, case.state) == (COMPLAINT, "C 1", CaseState.SERVING)
    assert state(shop, ticket_id) is TicketState.SERVING
    (entry,) = noted(shop, "TicketServed")
    assert entry[1] == {"paper": drawn.ticket.paper, "ticket": "C 1", "case": case.code}
    shop.run(lambda unit: close_case(unit, case_id))
    assert state(shop, ticket_id) is TicketState.DONE


def test_a_case_leads_to_its_ticket_in_the_journal(shop: Shop) -> None:
    drawn = draw(shop)
    _, case_id = served_here(shop)
    code = shop.read(lambda unit: case_of(unit, case_id)).code
    with shop.unit(writes=False) as unit:
        named = unit.connection.execute(
            select(JournalReference.reference).where(
                JournalReference.number.in_(
                    select(JournalReference.number).where(JournalReference.reference == code)
                )
            )
        )
        assert drawn.ticket.paper in {row.reference for row in named}


def test_a_case_that_is_put_aside_frees_the_counter(shop: Shop) -> None:
    draw(shop)
    draw(shop)
    ticket_id, case_id = served_here(shop)
    shop.run(lambda unit: put_aside(unit, case_id, AsideFor.CUSTOMER))
    assert state(shop, ticket_id) is TicketState.DONE
    assert call(shop).called == "A 2"


def test_a_case_taken_up_elsewhere_frees_the_counter(shop: Shop) -> None:
    draw(shop)
    ticket_id, case_id = served_here(shop)
    shop.run(lambda unit: take_up(unit, case_id))
    assert state(shop, ticket_id) is TicketState.SERVING, "it is here already"
    at_register(shop).run(lambda unit: take_up(unit, case_id, over=True))
    assert state(shop, ticket_id) is TicketState.DONE


def test_who_is_taken_up_from_the_list_does_not_wait_any_more(shop: Shop) -> None:
    """They were sent on, and somebody went on with their case without calling them."""
    draw(shop)
    ticket_id, case_id = served_here(shop)
    shop.run(lambda unit: transfer(unit, ticket_id, COMPLAINT))
    at_register(shop).run(lambda unit: take_up(unit, case_id))
    assert state(shop, ticket_id) is TicketState.DONE
    assert names(shop) == []
    assert shop.run(call_next) is None
    nothing_is_wrong(shop)


def test_a_case_that_begins_meanwhile_without_a_ticket_puts_the_other_aside(
    shop: Shop,
) -> None:
    draw(shop)
    ticket_id, _ = served_here(shop)
    shop.run(lambda unit: open_case(unit, INQUIRY))
    assert state(shop, ticket_id) is TicketState.DONE


def test_nobody_is_gone_who_was_not_given_time(shop: Shop) -> None:
    ticket_id = ticket(shop)
    call(shop)
    assert refused(shop, no_show, ticket_id) == "ticket-call-again"
    shop.run(lambda unit: call_again(unit, ticket_id))
    assert refused(shop, no_show, ticket_id) == "ticket-call-again"
    shop.run(lambda unit: call_again(unit, ticket_id))
    assert shop.run(lambda unit: no_show(unit, ticket_id)).ticket.state is TicketState.GONE
    assert [body["calls"] for _, body in noted(shop, "TicketCalled", "TicketNoShow")] == [
        *(1, 2, 3, 3)
    ]


def test_nobody_waits_for_ever_for_somebody_who_is_gone(shop: Shop) -> None:
    ticket_id = ticket(shop)
    call(shop)
    later(shop, PATIENCE)
    shop.run(lambda unit: no_show(unit, ticket_id))
    assert shop.run(call_next) is None


def gone(shop: Shop) -> int:
    ticket_id = call(shop).id
    later(shop, PATIENCE)
    shop.run(lambda unit: no_show(unit, ticket_id))
    return ticket_id


def test_who_comes_back_within_the_hour_has_their_old_place(shop: Shop) -> None:
    draw(shop)
    draw(shop)
    ticket_id = gone(shop)
    assert [each.id for each in queue(shop).gone] == [ticket_id]
    later(shop, BACK_WITHIN)
    shop.run(lambda unit: put_in_again(unit, ticket_id))
    assert names(shop) == ["A 1", "A 2"]
    assert call(shop).calls == 1


def test_who_comes_back_later_draws_anew(shop: Shop) -> None:
    draw(shop)
    ticket_id = gone(shop)
    later(shop, BACK_WITHIN + MINUTE)
    assert queue(shop).gone == ()
    assert refused(shop, put_in_again, ticket_id) == "ticket-too-late"


def test_who_is_held_is_not_called_until_put_in_again(shop: Shop) -> None:
    first = ticket(shop)
    draw(shop)
    shop.run(lambda unit: hold_ticket(unit, first))
    assert [each.id for each in queue(shop).held] == [first]
    assert names(shop) == ["A 2"]
    shop.run(lambda unit: put_in_again(unit, first))
    assert call(shop).id == first
    shop.run(lambda unit: hold_ticket(unit, first))
    assert call(shop).called == "A 2"


def test_anybody_can_be_called_out_of_turn(shop: Shop) -> None:
    for _ in range(3):
        draw(shop)
    held = ticket(shop)
    shop.run(lambda unit: hold_ticket(unit, held))
    last = queue(shop).waiting[-1].ticket.id
    for ticket_id in (held, last):
        assert call_out(shop, ticket_id).calls == 1
        see_off(shop)
    draw(shop, RETURN, Priority.OLDER)
    assert call(shop).called == "A 1", "who waits longest was passed over twice"


def test_a_ticket_moves_to_another_kind_and_keeps_its_place(shop: Shop) -> None:
    first = ticket(shop)
    draw(shop, COMPLAINT)
    moved = shop.run(lambda unit: transfer(unit, first, COMPLAINT)).ticket
    assert (moved.kind, moved.called) == (COMPLAINT, "A 1")
    assert call(shop, COMPLAINT).id == first
    assert draw(shop).paper.called == "A 2"
    assert draw(shop, COMPLAINT).paper.called == "C 2"


def test_what_is_served_goes_on_at_the_register_that_it_is_sent_to(shop: Shop) -> None:
    draw(shop)
    other = at_register(shop)
    ticket_id, case_id = served_here(shop)
    shop.run(lambda unit: transfer(unit, ticket_id, register="2"))
    assert shop.read(case_in_hand) is None
    assert shop.read(lambda unit: case_of(unit, case_id)).state is CaseState.ASIDE
    assert shop.run(call_next) is None
    assert call(other).id == ticket_id
    assert other.run(lambda unit: begin_serving(unit, ticket_id)).case_id == case_id
    other.run(lambda unit: close_case(unit, case_id))
    assert state(shop, ticket_id) is TicketState.DONE


def test_a_case_closed_while_its_ticket_waited_is_followed_by_another(shop: Shop) -> None:
    draw(shop)
    ticket_id, case_id = served_here(shop)
    shop.run(lambda unit: transfer(unit, ticket_id, INQUIRY))
    shop.run(lambda unit: close_case(unit, case_id))
    assert served_here(shop)[1] != case_id


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ((RETURN,), "ticket-moved-nowhere"),
        ((), "ticket-moved-nowhere"),
        ((None, "99"), "ticket-no-such-register"),
    ],
)
def test_a_ticket_moves_somewhere(shop: Shop, given: tuple[Any, ...], why: str) -> None:
    assert refused(shop, transfer, ticket(shop), *given) == why


@pytest.mark.parametrize(
    "use_case", [begin_serving, call_again, no_show, hold_ticket, transfer, call_this]
)
def test_what_another_register_called_is_that_registers(
    shop: Shop, use_case: Callable[..., Any]
) -> None:
    ticket_id = ticket(shop)
    other = at_register(shop)
    call(shop)
    assert refused(other, use_case, ticket_id) == "ticket-is-called"
    shop.run(lambda unit: begin_serving(unit, ticket_id))
    assert refused(other, use_case, ticket_id) == "ticket-is-serving"


@pytest.mark.parametrize("use_case", [begin_serving, call_again, no_show, put_in_again])
def test_who_waits_is_called_first(shop: Shop, use_case: Callable[..., Any]) -> None:
    assert refused(shop, use_case, ticket(shop)) == "ticket-is-waiting"
    assert refused(shop, use_case, 99) == "ticket-unknown"


@pytest.mark.parametrize("use_case", [call_this, hold_ticket, transfer, put_in_again])
def test_who_was_served_draws_anew(shop: Shop, use_case: Callable[..., Any]) -> None:
    ticket_id = ticket(shop)
    serve(shop, MINUTE)
    assert refused(shop, use_case, ticket_id) == "ticket-is-done"


def test_the_queue_of_yesterday_is_gone(shop: Shop) -> None:
    waits, called = (
        ticket(shop, RETURN, Priority.OLDER),
        ticket(shop, RETURN, Priority.DISABLED),
    )
    shop.run(lambda unit: call_this(unit, called))
    later(shop, timedelta(days=1))
    assert queue(shop).waiting == ()
    assert queue(shop).at_counters == ()
    assert draw(shop).paper.called == "A 1"
    assert call(shop).called == "A 1"
    assert {state(shop, each) for each in (waits, called)} == {TicketState.GONE}
    assert {row.priority for row in rows(shop)} == {Priority.NONE}


def test_who_is_served_over_midnight_is_seen_off_first(shop: Shop) -> None:
    draw(shop)
    ticket_id, case_id = served_here(shop)
    later(shop, timedelta(days=1))
    here = queue(shop).here
    assert here is not None
    assert here.id == ticket_id
    assert refused(shop, call_next) == "ticket-served-here"
    shop.run(lambda unit: close_case(unit, case_id))
    assert queue(shop).here is None


def test_waits_are_foreseen_once_visits_were_measured(shop: Shop) -> None:
    for _ in range(6):
        draw(shop)
        serve(shop, 4 * MINUTE)
    assert queue(shop).minutes == 0
    assert [draw(shop).paper.minutes for _ in range(3)] == [0, 4, 8]
    other = at_register(shop)
    other.clock = shop.clock
    call(other)
    seen = queue(shop)
    assert [each.minutes for each in seen.waiting] == [0, 4]
    assert seen.minutes == 4
    assert [(each.kind, each.count) for each in seen.kinds if each.count] == [(RETURN, 2)]


def test_the_wall_shows_who_is_called_where(shop: Shop) -> None:
    draw(shop)
    draw(shop)
    ticket_id, _ = served_here(shop)
    later(shop, MINUTE)
    other = at_register(shop)
    other.clock = shop.clock
    called = call(other)
    other.run(lambda unit: call_again(unit, called.id))
    draw(shop, COMPLAINT)
    wall = shop.read(wall_seen)
    assert [(each.called, each.register, each.calls, each.state) for each in wall.calls] == [
        ("A 2", "2", 2, TicketState.CALLED),
        ("A 1", "1", 1, TicketState.SERVING),
    ]
    assert [(each.kind, each.count) for each in wall.kinds if each.count] == [(COMPLAINT, 1)]
    assert [each.id for each in queue(shop).at_counters] == [ticket_id, called.id]


def test_the_wall_needs_nobody_and_keeps_who_was_sent_where(shop: Shop) -> None:
    for _ in range(7):
        draw(shop)
        serve(shop, MINUTE)
    shop.person = None
    wall = shop.read(wall_seen)
    assert [each.called for each in wall.calls] == ["A 7", "A 6", "A 5", "A 4", "A 3"]
    assert {(each.register, each.state) for each in wall.calls} == {("1", TicketState.DONE)}
    assert wall.minutes == 0


def test_a_ticket_drawn_by_mistake_is_taken_back(shop: Shop) -> None:
    by_mistake, other = ticket(shop, RETURN, Priority.PREGNANT), ticket(shop)
    shop.run(lambda unit: take_back_ticket(unit, by_mistake))
    assert names(shop) == ["A 2"]
    assert queue(shop).gone == (), "nobody waits to come back with it"
    assert shop.read(count_queue) == 1
    assert refused(shop, put_in_again, by_mistake) == "ticket-not-counted"
    assert refused(shop, call_this, by_mistake) == "ticket-not-counted"
    (entry,) = noted(shop, "TicketTakenBack")
    assert entry[1]["ticket"] == "A 1"
    call_out(shop, other)
    assert refused(shop, take_back_ticket, other) == "ticket-is-called"
    assert draw(shop).paper.called == "A 3", "a number is never given twice"


def test_verify_can_read_what_the_queue_told(shop: Shop) -> None:
    by_mistake, gone_off = ticket(shop), ticket(shop)
    draw(shop, COMPLAINT)
    shop.run(lambda unit: take_back_ticket(unit, by_mistake))
    shop.run(lambda unit: hold_ticket(unit, gone_off))
    serve(shop, MINUTE)
    nothing_is_wrong(shop)


def test_how_long_people_waited_today_and_lately(shop: Shop) -> None:
    for waited in (2, 4):
        draw(shop)
        later(shop, waited * MINUTE)
        serve(shop, MINUTE)
    later(shop, timedelta(days=1))
    draw(shop, COMPLAINT)
    draw(shop)
    later(shop, 7 * MINUTE)
    call(shop, RETURN)
    assert [(each.kind, each.today, each.lately) for each in shop.read(waited_today)] == [
        (RETURN, 7 * MINUTE, 3 * MINUTE)
    ]
    assert queue(shop).registers == ("1",)


WHOLE = {
    "store_id": 1,
    "day": date(2026, 11, 5),
    "kind": "return",
    "letter": "A",
    "number": 7,
    "called": "A 7",
    "paper": "T1-000007",
    "priority": "",
    "state": "waiting",
    "drawn_at": NOON,
    "due_at": NOON,
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "chat"},
        {"state": "asleep"},
        {"priority": "friend"},
        {"priority": "appointment"},
        {"appointment_at": NOON + MINUTE},
        {"number": 0},
        {"letter": ""},
        {"state": "called"},
        {"state": "called", "register_id": 1},
        {"state": "waiting", "register_id": 1},
        {"state": "done"},
        {"ended_at": NOON},
        {"calls": 1},
        {"calls": -1},
        {"called_at": NOON},
        {"last_register_id": 1},
        {
            "state": "serving",
            "register_id": 1,
            "last_register_id": 1,
            "calls": 1,
            "called_at": NOON,
        },
    ],
    ids=str,
)
def test_the_database_takes_no_ticket_that_cannot_be(shop: Shop, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), shop.unit() as unit:
        add_row(unit.connection, Ticket, **{**WHOLE, **wrong})


@pytest.mark.parametrize("same", [{"number": 8}, {"paper": "T1-000008"}], ids=str)
def test_the_database_takes_no_number_twice(shop: Shop, same: dict[str, Any]) -> None:
    with shop.unit() as unit:
        add_row(unit.connection, Ticket, **WHOLE)
    with pytest.raises(IntegrityError), shop.unit() as unit:
        add_row(unit.connection, Ticket, **{**WHOLE, **same})


def test_the_database_lets_no_register_call_two(shop: Shop) -> None:
    draw(shop)
    draw(shop)
    called = {
        "state": "called",
        "register_id": 1,
        "last_register_id": 1,
        "calls": 1,
        "called_at": NOON,
    }
    with pytest.raises(IntegrityError), shop.unit() as unit:
        unit.connection.execute(update(rows_of(Ticket)).values(**called))


def test_years_of_tickets_are_not_gone_through(shop: Shop) -> None:
    """Who is served since an earlier day is found among those at a counter."""
    if shop.engine.dialect.name != "sqlite":
        pytest.skip("what another database plans, it plans by how many rows there are")
    with shop.unit(writes=False) as unit:
        asked = of_day(unit).compile(
            dialect=unit.connection.dialect, compile_kwargs={"literal_binds": True}
        )
        plan = unit.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").all()
    steps = " ".join(row[3] for row in plan)
    assert "uq_ticket_called_to" in steps
    assert "SCAN ticket" not in steps

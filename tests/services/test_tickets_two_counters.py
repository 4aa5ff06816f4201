"""Three counters, three processes, one queue: each ticket is drawn once and called once."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING

from models.services.cases import close_case
from models.services.tickets import begin_serving, call_next, call_this
from models.tables.cases import Case
from models.values import Refused
from models.values.cases import CaseKind
from models.values.queue import Priority, TicketState
from tests.builders import MANAGER, NOON
from tests.prints import another_register
from tests.processes import all_at_once
from tests.queues import draw, rows

if TYPE_CHECKING:
    from models.db import Shop

MODULE = "tests.services.test_tickets_two_counters"
REGISTERS = ("1", "2", "3")
WAITING, DRAWN = 18, 6


def at_registers(shop: Shop, url: str, what: str, *more: str) -> list[list[str]]:
    """What each of them says, line by line."""
    for code in REGISTERS[1:]:
        another_register(shop, code)
    told = all_at_once(MODULE, *[[what, url, code, *more] for code in REGISTERS])
    return [out.splitlines() for out in told]


def test_counters_that_call_at_once_call_each_ticket_once(
    shop: Shop, database_url: str
) -> None:
    names = [
        draw(shop, CaseKind.RETURN, Priority.OLDER if n % 4 == 0 else Priority.NONE).ticket
        for n in range(WAITING)
    ]
    told = at_registers(shop, database_url, "call")
    called = [name for lines in told for name in lines]
    assert sorted(called) == sorted(each.called for each in names)
    assert {(row.state, row.calls) for row in rows(shop)} == {(TicketState.DONE, 1)}
    with shop.unit(writes=False) as unit:
        cases = unit.connection.execute(Case.__table__.select()).all()
    assert len(cases) == WAITING == len({row.case_id for row in rows(shop)})


def test_counters_that_call_the_same_ticket_do_not_share_it(
    shop: Shop, database_url: str
) -> None:
    wanted = [str(draw(shop).ticket.id) for _ in range(WAITING)]
    told = at_registers(shop, database_url, "this", *wanted)
    got = [line for lines in told for line in lines]
    assert sorted(got, key=int) == wanted
    assert {row.state for row in rows(shop)} == {TicketState.DONE}


def test_tickets_drawn_at_once_are_numbered_without_gaps(shop: Shop, database_url: str) -> None:
    told = at_registers(shop, database_url, "draw")
    drawn = [name for lines in told for name in lines]
    assert sorted(drawn) == sorted(f"A {n}" for n in range(1, len(REGISTERS) * DRAWN + 1))
    assert len({row.paper for row in rows(shop)}) == len(drawn)


def counter(what: str, url: str, register: str, *wanted: str) -> None:
    from models.db import open_shop

    with closing(open_shop(url, register=register, clock=lambda: NOON)) as shop:
        shop.person = MANAGER
        print("ready", flush=True)  # noqa: T201
        sys.stdin.readline()
        match what:
            case "call":
                call_all(shop)
            case "this":
                call_those(shop, wanted)
            case _:
                for _ in range(DRAWN):
                    print(draw(shop).paper.called)  # noqa: T201


def call_all(shop: Shop) -> None:
    """Call, serve and see off until nobody waits, each told."""
    while (called := shop.run(call_next)) is not None:
        see_off(shop, called.ticket.id)
        print(called.ticket.called)  # noqa: T201


def call_those(shop: Shop, wanted: tuple[str, ...]) -> None:
    """Try to call each of them; those told that this counter got."""
    for each in map(int, wanted):
        try:
            shop.run(lambda unit, each=each: call_this(unit, each))  # type: ignore[misc]
        except Refused as why:
            if why.messages[0].code not in OTHERS:
                raise
            continue
        see_off(shop, each)
        print(each)  # noqa: T201


OTHERS = {"ticket-is-called", "ticket-is-serving", "ticket-is-done"}
"""Another counter was sooner."""


def see_off(shop: Shop, ticket_id: int) -> None:
    case_id = shop.run(lambda unit: begin_serving(unit, ticket_id)).case_id
    shop.run(lambda unit: close_case(unit, case_id))


if __name__ == "__main__":
    counter(*sys.argv[1:])

"""What the database itself holds of the print queue: no job goes back, and none is gone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, event, text, update
from sqlalchemy.exc import DBAPIError

from models.services.print_jobs import (
    cancel_job,
)
from models.services.print_queue import (
    claim_job,
    is_job_due,
    job_failed,
    job_printed,
    job_sent,
    job_waits,
)
from models.services.printers import set_route
from models.tables.base import add_row, rows_of
from models.tables.printing import PrintJob as JobRow
from models.values.drawer_papers import CashKind
from tests.drawers import move
from tests.prints import (
    HOLDER,
    JAM,
    NO_PAPER,
    a_paper,
    a_printer,
    claim,
    helped,
    jobs,
    says,
    send,
    states,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.printers import PrinterSeen
    from models.unit import Unit
    from tests.databases import System


@pytest.fixture
def front(shop: Shop) -> PrinterSeen:
    """The printer that everything of register 1 goes to, though nothing at once."""
    printer = a_printer(shop, "Front")
    shop.run(lambda unit: set_route(unit, None, printer.id, False))
    return printer


@pytest.fixture
def drawer(shop: Shop) -> PrinterSeen:
    """The printer that the drawer of register 1 hangs on."""
    return a_printer(shop, "Front", kicks=True)


def row(unit: Unit, **values: object) -> dict[str, object]:
    """A paper without a number that waits, unless said."""
    return {
        "register_id": unit.station.register_id,
        "kind": "reading",
        "code": "",
        "document_id": None,
        "snapshot": "{}",
        "copy": 0,
        "printer_id": None,
        "state": "waiting",
        "attempts": 0,
        "problem": "[]",
        "queued_at": unit.now,
        "changed_at": unit.now,
        "due_at": unit.now,
        "staff_id": 1,
        "holder": None,
        "held_until": None,
        **values,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"state": "printed"},
        {"copy": -1},
        {"attempts": -1},
        {"snapshot": None},
        {"document_id": 1, "code": "R1-000001"},
        {"document_id": 1, "snapshot": None},
        {"document_id": 99, "snapshot": None, "code": "R1-000099"},
        {"document_id": 1, "snapshot": None, "code": "R1-000001", "kind": "return"},
        {"kind": "kick"},
        {"kind": "kick", "snapshot": None},
        {"kind": "kick", "snapshot": None, "printer_id": 1, "copy": 1},
        {"kind": "kick", "snapshot": None, "printer_id": 1, "attempts": 2},
        {"kind": "kick", "snapshot": None, "printer_id": 99},
        {"holder": "window 1"},
        {"staff_id": 99},
        {"register_id": 99},
    ],
)
def test_the_database_refuses_a_job_that_cannot_be(
    shop: Shop, front: PrinterSeen, wrong: dict[str, object]
) -> None:
    send(shop, a_paper(shop))
    with pytest.raises(DBAPIError), shop.unit() as unit:
        add_row(unit.connection, JobRow, **row(unit, **wrong))
    with shop.unit() as unit:
        add_row(unit.connection, JobRow, **row(unit))


HELD = {"holder": "window 1", "held_until": "2026-11-05 12:00:30"}
FREE = {"holder": None, "held_until": None}
ENDS: dict[str, tuple[Any, ...]] = {
    "failed": (job_failed, [JAM]),
    "sent": (job_sent,),
    "printed": (job_printed,),
}
SAYS_WHY = {"problem": '[{"code": "paper-out", "facts": {}}]'}


@pytest.mark.parametrize(
    ("before", "change"),
    [
        ("waiting", {"state": "printed"}),
        ("waiting", {"state": "sent"}),
        ("waiting", {"state": "failed", **SAYS_WHY}),
        ("waiting", {"state": "printing"}),
        ("waiting", {"copy": 1}),
        ("waiting", {"code": "x"}),
        ("waiting", {"kind": "tag"}),
        ("waiting", {"snapshot": "[]"}),
        ("waiting", {"queued_at": "2026-11-05 12:00:30"}),
        ("printing", {"state": "failed", **FREE}),
        ("printing", {"holder": None}),
        ("printing", {"held_until": None}),
        ("failed", {"state": "waiting"}),
        ("failed", {"state": "printing", **HELD}),
        ("failed", {"state": "sent"}),
        ("failed", {"copy": 1}),
        ("sent", {"state": "waiting"}),
        ("sent", {"state": "cancelled"}),
        ("printed", {"state": "waiting"}),
        ("printed", {"state": "cancelled"}),
        ("printed", {"due_at": "2026-11-05 12:00:30"}),
        ("cancelled", {"state": "printed"}),
        ("cancelled", {"state": "waiting", "copy": 1}),
    ],
)
def test_the_database_lets_no_job_go_back(
    shop: Shop, front: PrinterSeen, before: str, change: dict[str, object]
) -> None:
    job_id = send(shop, a_paper(shop))
    if before == "cancelled":
        helped(shop, cancel_job, job_id)
    elif before != "waiting":
        claim(shop)
        if before != "printing":
            end, *why = ENDS[before]
            says(shop, end, job_id, *why)
    assert states(shop) == [(before, 0)]
    assignments = ", ".join(f"{column} = :{column}" for column in change)
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.execute(text(f"UPDATE print_job SET {assignments}"), change)
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.execute(delete(rows_of(JobRow)))
    assert states(shop) == [(before, 0)]


def test_the_database_lets_no_kick_wait_again(shop: Shop, drawer: PrinterSeen) -> None:
    move(shop, CashKind.NO_SALE)
    claim(shop)
    for state in ("waiting", "failed"):
        moved = update(rows_of(JobRow)).values(holder=None, held_until=None, state=state)
        with pytest.raises(DBAPIError), shop.unit() as unit:
            unit.connection.execute(moved)


@pytest.mark.parametrize("system", ["sqlite"])
def test_to_find_nothing_due_is_one_look_into_an_index(shop: Shop, system: System) -> None:
    for _ in range(3):
        helped(shop, cancel_job, send(shop, a_paper(shop)))
    plans: list[list[str]] = []

    def explain(_: object, cursor: Any, query: str, given: Any, *__: object) -> None:
        found = cursor.connection.execute("EXPLAIN QUERY PLAN " + query, given).fetchall()
        plans.append([str(step[3]) for step in found])

    looks: list[tuple[Callable[[Unit], object], bool]] = [
        (is_job_due, False),
        (lambda unit: claim_job(unit, HOLDER), True),
    ]
    for look, writes in looks:
        with shop.unit(writes=writes) as unit:
            event.listen(unit.connection, "before_cursor_execute", explain)
            look(unit)
            event.remove(unit.connection, "before_cursor_execute", explain)
    assert len(plans) == 2
    for plan in plans:
        steps = [step for step in plan if "print_job" in step]
        assert steps == [
            "SEARCH print_job USING INDEX ix_print_job_state_register_id "
            "(state=? AND register_id=?)"
        ]


def test_what_is_wrong_is_kept_as_messages(shop: Shop, front: PrinterSeen) -> None:
    job_id = send(shop, a_paper(shop))
    claim(shop)
    says(shop, job_waits, job_id, [NO_PAPER, JAM])
    (kept,) = jobs(shop)
    assert [each["code"] for each in json.loads(kept.problem)] == [
        "paper-out",
        "printer-silent",
    ]

"""Printers, papers and jobs as the tests make them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.documents import RETURN, next_number, store_paper
from models.services.journal import record
from models.services.print_jobs import queue_print
from models.services.print_queue import claim_job
from models.services.printers import PrinterAsked, add_printer
from models.tables.base import add_numbered, rows_of
from models.tables.journal import JournalEntry
from models.tables.printing import PrintJob as JobRow
from models.tables.shop import Register
from models.values import Message, Refused
from models.values.printing import AS_USUAL, Way
from tests.receipts.papers import a_slip

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta
    from typing import Any

    from models.db import Shop
    from models.services.print_jobs import JobSeen
    from models.services.print_queue import PrintJob
    from models.services.printers import PrinterSeen
    from models.unit import Unit
    from models.values.printing import PaperWish, Sheet

HOLDER = "window 1"
NO_PAPER = Message("paper-out")
JAM = Message("printer-silent", {"printer": "Front"})


def a_printer(
    shop: Shop,
    name: str = "Front",
    *,
    register: str = "1",
    way: Way = Way.NETWORK,
    address: str | None = None,
    **facts: Sheet | bool,
) -> PrinterSeen:
    """A receipt printer of register 1 on the network, unless said."""
    if address is None:
        address = "192.168.1.20" if way is Way.NETWORK else ""
    asked = PrinterAsked(name=name, register=register, way=way, address=address, **facts)  # type: ignore[arg-type]
    return shop.run(lambda unit: add_printer(unit, asked)).printer


def another_register(shop: Shop, code: str = "2") -> str:
    """Of the same store, made where there is none of that code yet."""
    with shop.unit() as unit:
        known = select(Register.id).where(Register.code == code)
        if unit.connection.scalar(known) is None:
            add_numbered(unit.connection, Register, store_id=unit.station.store_id, code=code)
    return code


def at_register(shop: Shop, code: str = "2") -> Shop:
    """The same shop and the same person, at another register."""
    another_register(shop, code)
    with shop.unit(writes=False) as unit:
        found = unit.connection.scalar(select(Register.id).where(Register.code == code))
    assert found is not None
    return replace(shop, station=replace(shop.station, register_id=found, register=code))


def stored(unit: Unit, wish: PaperWish = AS_USUAL) -> str:
    """A slip with a number of its own, made in a use case; its number."""
    number = next_number(unit, RETURN)
    head = replace(a_slip().head, number=number.code)
    store_paper(unit, number, a_slip(head=head, customer="").to_json(), wish=wish)
    record(unit, "ReturnTaken", slip=number.code)
    return number.code


def a_paper(shop: Shop, wish: PaperWish = AS_USUAL) -> str:
    return shop.run(lambda unit: stored(unit, wish))


def later(shop: Shop, by: timedelta) -> None:
    """It is that much later from now on."""
    now = shop.clock() + by
    shop.clock = lambda: now


def claim(shop: Shop, holder: str = HOLDER) -> PrintJob:
    """The next job; there has to be one."""
    job = shop.run(lambda unit: claim_job(unit, holder))
    assert job is not None
    return job


def nothing_due(shop: Shop) -> bool:
    return shop.run(lambda unit: claim_job(unit, HOLDER)) is None


def jobs(shop: Shop) -> list[Any]:
    """Every row of the queue, the oldest first."""
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(select(rows_of(JobRow)).order_by(JobRow.id))
        return list(rows)


def noted(shop: Shop, *events: str) -> list[tuple[str, dict[str, Any]]]:
    """What the journal says under these names, the oldest first."""
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(
            select(JournalEntry.event, JournalEntry.body)
            .where(JournalEntry.event.in_(events))
            .order_by(JournalEntry.number)
        )
        return [(row.event, json.loads(row.body)) for row in rows]


def send(shop: Shop, code: str, *more: Any) -> int:
    """Queue a print of it; the job's number."""
    return shop.run(lambda unit: queue_print(unit, code, *more)).job_id


def helped(shop: Shop, help_on: Callable[..., Any], *given: Any) -> JobSeen:
    job: JobSeen = shop.run(lambda unit: help_on(unit, *given)).job
    return job


def refusal(shop: Shop, help_on: Callable[..., Any], *given: Any) -> str:
    with pytest.raises(Refused) as refused:
        shop.run(lambda unit: help_on(unit, *given))
    return refused.value.messages[0].code


def says(shop: Shop, said: Callable[..., Any], job_id: int, *more: Any) -> bool:
    return bool(shop.run(lambda unit: said(unit, job_id, HOLDER, *more)).moved)


def states(shop: Shop) -> list[tuple[str, int]]:
    return [(job.state, job.copy) for job in jobs(shop)]

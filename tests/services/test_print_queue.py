"""The printing thread and the queue: nothing is lost, and nothing printed twice by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models.rules.printing import LEASE
from models.services.print_jobs import (
    cancel_job,
    list_open_jobs,
)
from models.services.print_queue import (
    INTERRUPTED,
    is_job_due,
    job_failed,
    job_printed,
    job_sent,
    job_waits,
    job_wanted,
    keep_job,
)
from models.services.printers import set_route
from models.values.drawer_papers import CashKind
from models.values.printing import JobState, PaperKind
from tests.drawers import move
from tests.prints import (
    HOLDER,
    JAM,
    NO_PAPER,
    a_paper,
    a_printer,
    at_register,
    claim,
    helped,
    later,
    noted,
    nothing_due,
    says,
    send,
    states,
)
from tests.receipts.papers import a_head, a_slip

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.printers import PrinterSeen


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


def test_a_paper_is_taken_by_nobody_in_particular(shop: Shop, front: PrinterSeen) -> None:
    number = a_paper(shop)
    job_id = send(shop, number)
    shop.person = None
    assert shop.read(is_job_due)
    job = claim(shop)
    assert (job.job_id, job.code, job.attempts, job.printer) == (job_id, number, 1, front)
    assert not shop.read(is_job_due)
    assert nothing_due(shop)
    wanted = shop.read(lambda unit: job_wanted(unit, job))
    assert (wanted.kind, wanted.copy, wanted.logos) == (PaperKind.RETURN, 0, {})
    assert wanted.paper == a_slip(head=a_head(number=number), customer="")
    assert says(shop, job_printed, job_id)
    assert states(shop) == [("printed", 0)]
    assert noted(shop, "PrintFailed") == []


def test_the_oldest_goes_first_and_a_kick_before_it(shop: Shop, drawer: PrinterSeen) -> None:
    first, second = (send(shop, a_paper(shop)) for _ in range(2))
    move(shop, CashKind.NO_SALE)
    kick = claim(shop)
    assert kick.is_kick
    assert [claim(shop).job_id for _ in range(2)] == [first, second]


def test_a_register_prints_its_own_only(shop: Shop, front: PrinterSeen) -> None:
    send(shop, a_paper(shop))
    elsewhere = at_register(shop)
    assert not elsewhere.read(is_job_due)
    assert nothing_due(elsewhere)
    assert elsewhere.read(list_open_jobs) == ()


def test_what_waits_is_tried_again_by_itself_ever_less_often(
    shop: Shop, front: PrinterSeen
) -> None:
    job_id = send(shop, a_paper(shop))
    for seconds in (2, 4, 8, 16, 30, 30):
        claim(shop)
        assert says(shop, job_waits, job_id, [NO_PAPER])
        later(shop, timedelta(seconds=seconds - 1))
        assert nothing_due(shop)
        later(shop, timedelta(seconds=1))
    (job,) = shop.read(list_open_jobs)
    assert (job.state, job.problem, job.attempts) == (JobState.WAITING, (NO_PAPER,), 6)
    assert states(shop) == [("waiting", 0)]
    assert noted(shop, "PrintFailed") == []


def test_what_else_waits_for_that_printer_rests_as_long(shop: Shop, front: PrinterSeen) -> None:
    first, second = (send(shop, a_paper(shop)) for _ in range(2))
    other = send(shop, a_paper(shop), a_printer(shop, "Office").id)
    claim(shop)
    says(shop, job_waits, first, [NO_PAPER])
    assert claim(shop).job_id == other
    assert nothing_due(shop)
    later(shop, timedelta(seconds=2))
    assert [claim(shop).job_id for _ in range(2)] == [first, second]


def test_who_keeps_at_it_keeps_the_job(shop: Shop, front: PrinterSeen) -> None:
    job_id = send(shop, a_paper(shop))
    claim(shop)
    for _ in range(4):
        later(shop, LEASE - timedelta(seconds=1))
        assert shop.run(lambda unit: keep_job(unit, job_id, HOLDER))
        assert nothing_due(shop)
    assert not shop.run(lambda unit: keep_job(unit, job_id, "somebody else"))
    assert says(shop, job_sent, job_id)
    assert states(shop) == [("sent", 0)]


def test_what_a_crash_left_is_told_and_not_printed_again_by_itself(
    shop: Shop, front: PrinterSeen
) -> None:
    number = a_paper(shop)
    job_id = send(shop, number)
    claim(shop)
    later(shop, LEASE)
    assert shop.read(is_job_due)
    assert nothing_due(shop)
    (job,) = shop.read(list_open_jobs)
    assert (job.state, job.problem) == (JobState.FAILED, (INTERRUPTED,))
    assert noted(shop, "PrintFailed") == [
        (
            "PrintFailed",
            {
                "paper": number,
                "kind": "return",
                "copy": 0,
                "printer": "Front",
                "why": ["print-interrupted"],
            },
        )
    ]
    assert not says(shop, job_printed, job_id)
    assert states(shop) == [("failed", 0)]


def test_a_clock_that_was_wrong_holds_nothing_up(shop: Shop, front: PrinterSeen) -> None:
    later(shop, timedelta(days=365))
    waiting, left = (send(shop, a_paper(shop)) for _ in range(2))
    for job_id in (waiting, left):
        assert claim(shop).job_id == job_id
    says(shop, job_waits, waiting, [NO_PAPER])
    later(shop, -timedelta(days=365))
    assert claim(shop).job_id == waiting
    assert states(shop) == [("printing", 0), ("failed", 0)]


@pytest.mark.parametrize("end", [job_printed, job_sent, job_waits, job_failed])
def test_what_was_cancelled_meanwhile_stays_so(
    shop: Shop, front: PrinterSeen, end: Callable[..., Any]
) -> None:
    job_id = send(shop, a_paper(shop))
    claim(shop)
    helped(shop, cancel_job, job_id)
    assert not shop.run(lambda unit: keep_job(unit, job_id, HOLDER))
    more = [[JAM]] if end in (job_waits, job_failed) else []
    assert not says(shop, end, job_id, *more)
    assert states(shop) == [("cancelled", 0)]

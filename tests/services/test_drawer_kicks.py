"""A drawer opens with the cash that moves, once and at once, or it is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from models.rules.printing import KICK_WITHIN, LEASE, LONGEST_WAIT
from models.services.drawer_reports import close_drawer, count_drawer
from models.services.drawers import move_cash
from models.services.print_jobs import (
    cancel_job,
    list_open_jobs,
    redirect_job,
    retry_job,
)
from models.services.print_queue import (
    KICK_LATE,
    job_failed,
    job_printed,
    job_waits,
    job_wanted,
)
from models.values import Money
from models.values.drawer_papers import CashKind
from models.values.printing import KICK, JobState
from tests.builders import a_line, a_product, a_sale
from tests.drawers import move, pieces_for
from tests.prints import (
    JAM,
    a_printer,
    at_register,
    claim,
    helped,
    jobs,
    later,
    noted,
    nothing_due,
    refusal,
    says,
    states,
)
from tests.services.test_returns import asking, take

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.printers import PrinterSeen


@pytest.fixture
def drawer(shop: Shop) -> PrinterSeen:
    """The printer that the drawer of register 1 hangs on."""
    return a_printer(shop, "Front", kicks=True)


def test_the_drawer_opens_with_the_cash_that_moves(shop: Shop, drawer: PrinterSeen) -> None:
    for kind in (CashKind.NO_SALE, CashKind.PAID_IN, CashKind.PAID_OUT, CashKind.PICKUP):
        move(shop, kind, 0 if kind is CashKind.NO_SALE else 100)
        kick = claim(shop)
        assert (kick.is_kick, kick.printer) == (True, drawer)
        assert says(shop, job_printed, kick.job_id)
    a_sale(shop, a_line(a_product(shop)))
    take(shop, asking(shop, "1"))
    assert claim(shop).is_kick
    assert nothing_due(shop)


def test_a_request_once_more_opens_no_drawer(shop: Shop, drawer: PrinterSeen) -> None:
    for _ in range(2):
        shop.run(lambda unit: move_cash(unit, "once", CashKind.PAID_IN, Money(100), "why"))
    assert len(jobs(shop)) == 1


def test_no_drawer_opens_for_a_count(shop: Shop, drawer: PrinterSeen) -> None:
    count = shop.run(
        lambda unit: count_drawer(unit, pieces_for(shop.facts.currency, 10_000_000 - 500))
    )
    shop.run(lambda unit: close_drawer(unit, str(uuid4()), count.count_id))
    assert jobs(shop) == []


def test_a_printer_of_another_register_opens_no_drawer_here(shop: Shop) -> None:
    at_register(shop)
    a_printer(shop, "There", register="2", kicks=True)
    a_printer(shop, "Front")
    move(shop, CashKind.NO_SALE)
    assert jobs(shop) == []


@pytest.mark.parametrize("end", [job_waits, job_failed])
def test_a_kick_is_tried_once(shop: Shop, drawer: PrinterSeen, end: Callable[..., Any]) -> None:
    move(shop, CashKind.NO_SALE)
    kick = claim(shop)
    assert says(shop, end, kick.job_id, [JAM])
    later(shop, LONGEST_WAIT)
    assert nothing_due(shop)
    said = {"printer": "Front", "why": ["printer-silent"]}
    assert noted(shop, "DrawerKickFailed") == [("DrawerKickFailed", said)]
    (job,) = shop.read(list_open_jobs)
    assert (job.kind, job.state) == (KICK, JobState.FAILED)
    assert refusal(shop, retry_job, kick.job_id) == "kick-not-again"
    assert refusal(shop, redirect_job, kick.job_id, drawer.id) == "kick-not-again"
    helped(shop, cancel_job, kick.job_id)
    assert shop.read(list_open_jobs) == ()


@pytest.mark.parametrize("by", [KICK_WITHIN + timedelta(seconds=1), -timedelta(hours=1)])
def test_a_drawer_is_not_opened_late(shop: Shop, drawer: PrinterSeen, by: timedelta) -> None:
    move(shop, CashKind.NO_SALE)
    later(shop, by)
    assert nothing_due(shop)
    (job,) = shop.read(list_open_jobs)
    assert (job.state, job.problem) == (JobState.FAILED, (KICK_LATE,))
    assert [name for name, _ in noted(shop, "DrawerKickFailed")] == ["DrawerKickFailed"]


def test_a_crash_opens_no_drawer_later(shop: Shop, drawer: PrinterSeen) -> None:
    move(shop, CashKind.NO_SALE)
    claim(shop)
    later(shop, LEASE)
    assert nothing_due(shop)
    assert states(shop) == [("failed", 0)]


def test_a_kick_has_no_paper(shop: Shop, drawer: PrinterSeen) -> None:
    move(shop, CashKind.NO_SALE)
    kick = claim(shop)
    with pytest.raises(ValueError, match="no paper"):
        shop.read(lambda unit: job_wanted(unit, kick))

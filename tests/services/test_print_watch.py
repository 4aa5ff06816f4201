"""What whoever minds the queue sees of it, and that one printer holds up no other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.services.print_queue import claim_job, is_job_due, job_failed, job_waits
from models.services.print_watch import QueueSeen, look_at_queue
from tests.prints import HOLDER, JAM, a_paper, a_printer, at_register, claim, later, send

if TYPE_CHECKING:
    from models.db import Shop


def test_an_empty_queue_needs_no_look(shop: Shop) -> None:
    assert shop.read(look_at_queue) == QueueSeen(due=False, moving=False, troubles=())


def test_what_waits_and_what_failed(shop: Shop) -> None:
    front, back = a_printer(shop), a_printer(shop, "Back")
    send(shop, a_paper(shop), front.id)
    failed = send(shop, a_paper(shop), back.id)
    assert shop.read(look_at_queue).due
    first = claim(shop)
    claim(shop)
    assert shop.read(look_at_queue) == QueueSeen(due=False, moving=True, troubles=())
    shop.run(lambda unit: job_waits(unit, first.job_id, HOLDER, [JAM]))
    shop.run(lambda unit: job_failed(unit, failed, HOLDER, [JAM]))
    seen = shop.read(look_at_queue)
    assert [(each.job_id, each.failed, each.problem) for each in seen.troubles] == [
        (first.job_id, False, (JAM,)),
        (failed, True, (JAM,)),
    ]
    assert (seen.due, seen.moving) == (False, True)
    later(shop, timedelta(seconds=10))
    assert shop.read(look_at_queue).due
    assert shop.read(look_at_queue).troubles == seen.troubles
    assert at_register(shop).read(look_at_queue) == QueueSeen(
        due=False, moving=False, troubles=()
    )


def test_what_failed_does_not_move_by_itself(shop: Shop) -> None:
    send(shop, a_paper(shop))
    job = claim(shop)
    shop.run(lambda unit: job_failed(unit, job.job_id, HOLDER, [JAM]))
    assert not shop.read(look_at_queue).moving


def test_a_busy_printer_holds_up_no_other(shop: Shop) -> None:
    front = a_printer(shop)
    for printer in (front.id, front.id, None):
        send(shop, a_paper(shop), *([printer] if printer else []))
    assert claim(shop).printer == front
    busy = [front.id]
    assert shop.read(lambda unit: look_at_queue(unit, busy)).due
    other = shop.run(lambda unit: claim_job(unit, HOLDER, busy))
    assert other is not None
    assert other.printer is None
    assert not shop.read(lambda unit: is_job_due(unit, [front.id, None]))
    assert shop.run(lambda unit: claim_job(unit, HOLDER, [front.id, None])) is None
    assert claim(shop).printer == front

"""Windows of one register that print at once: each paper is taken once, and marked once."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from models.services.drawer_reports import close_drawer, count_drawer
from models.services.print_jobs import list_open_jobs, queue_print
from models.services.print_queue import claim_job, job_printed
from models.values.printing import JobState, PaperKind
from tests.builders import FLOAT, MANAGER, NOON
from tests.drawers import pieces_for
from tests.prints import a_paper, jobs, send
from tests.processes import all_at_once

if TYPE_CHECKING:
    from models.db import Shop

MODULE = "tests.services.test_print_jobs_two_counters"
WINDOWS, PAPERS, COPIES = 3, 12, 6


def test_windows_that_take_jobs_at_once_get_each_once(shop: Shop, database_url: str) -> None:
    sent = [send(shop, a_paper(shop)) for _ in range(PAPERS)]
    told = all_at_once(MODULE, *[["print", database_url]] * WINDOWS)
    taken = [int(line) for out in told for line in out.splitlines()]
    assert sorted(taken) == sent
    assert {(job.state, job.attempts) for job in jobs(shop)} == {(JobState.PRINTED, 1)}


@pytest.mark.parametrize("kind", ["", PaperKind.COUNT_SHEET])
def test_counters_that_print_a_paper_at_once_get_a_copy_each(
    shop: Shop, database_url: str, kind: str
) -> None:
    number = a_closing(shop) if kind else a_paper(shop)
    told = all_at_once(MODULE, *[["send", database_url, number, kind]] * WINDOWS)
    copies = [int(line) for out in told for line in out.splitlines()]
    assert sorted(copies) == list(range(WINDOWS * COPIES))
    assert sorted(job.copy for job in shop.read(list_open_jobs)) == sorted(copies)


def a_closing(shop: Shop) -> str:
    count = shop.run(
        lambda unit: count_drawer(unit, pieces_for(shop.facts.currency, FLOAT.minor))
    )
    closed = shop.run(lambda unit: close_drawer(unit, str(uuid4()), count.count_id))
    return closed.report.head.number


def counter(what: str, url: str, *paper: str) -> None:
    from models.db import open_shop

    with closing(open_shop(url, clock=lambda: NOON)) as shop:
        print("ready", flush=True)  # noqa: T201
        sys.stdin.readline()
        if what == "print":
            print_all(shop)
        else:
            shop.person = MANAGER
            send_copies(shop, *paper)


def print_all(shop: Shop) -> None:
    """Take jobs until none is left, each told; nobody is signed on."""
    holder = str(uuid4())
    while (job := shop.run(lambda unit: claim_job(unit, holder))) is not None:
        with shop.unit() as unit:
            if not job_printed(unit, job.job_id, holder).moved:
                raise RuntimeError(f"job {job.job_id} was somebody else's")
        print(job.job_id)  # noqa: T201


def send_copies(shop: Shop, number: str, kind: str) -> None:
    wanted = PaperKind(kind) if kind else None
    for _ in range(COPIES):
        sent = shop.run(lambda unit: queue_print(unit, number, kind=wanted))
        print(sent.copy)  # noqa: T201


if __name__ == "__main__":
    counter(*sys.argv[1:])

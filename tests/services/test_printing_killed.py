"""The power fails while a paper is being printed: nothing is lost, and a person is told."""

from __future__ import annotations

import sys
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from models.db import open_shop
from models.rules.printing import LEASE
from models.services.print_jobs import list_open_jobs, retry_job
from models.services.print_queue import INTERRUPTED, claim_job, job_printed
from models.values.printing import JobState
from tests.builders import NOON
from tests.prints import a_paper, claim, later, nothing_due, send, states
from tests.processes import die, dies

if TYPE_CHECKING:
    from models.db import Shop

AFTER_THE_CLAIM, BEFORE_THE_COMMIT, AFTER_ALL = "claimed", "printed", "over"


@pytest.mark.skipif(sys.platform == "win32", reason="dies by fork and SIGKILL")
@pytest.mark.parametrize("moment", [AFTER_THE_CLAIM, BEFORE_THE_COMMIT])
def test_what_was_being_printed_is_told_once_its_lease_is_over(
    shop: Shop, database_url: str, moment: str
) -> None:
    send(shop, a_paper(shop))
    shop.engine.dispose()
    assert dies(partial(print_and_die, database_url, moment))
    assert states(shop) == [("printing", 0)]
    assert nothing_due(shop)
    later(shop, LEASE)
    assert nothing_due(shop)
    (job,) = shop.read(list_open_jobs)
    assert (job.state, job.problem) == (JobState.FAILED, (INTERRUPTED,))
    shop.run(lambda unit: retry_job(unit, job.id))
    assert claim(shop).copy == 1


@pytest.mark.skipif(sys.platform == "win32", reason="dies by fork and SIGKILL")
def test_what_was_printed_before_stays_printed(shop: Shop, database_url: str) -> None:
    send(shop, a_paper(shop))
    shop.engine.dispose()
    assert dies(partial(print_and_die, database_url, AFTER_ALL))
    later(shop, LEASE)
    assert nothing_due(shop)
    assert states(shop) == [("printed", 0)]


def print_and_die(url: str, moment: str) -> None:
    with closing(open_shop(url, clock=lambda: NOON)) as shop:
        job = shop.run(lambda unit: claim_job(unit, "the one that dies"))
        if job is None:
            return
        if moment == AFTER_THE_CLAIM:
            die()
        if moment == BEFORE_THE_COMMIT:
            event.listen(shop.engine, "commit", die)
        shop.run(lambda unit: job_printed(unit, job.job_id, job.holder))
        die()

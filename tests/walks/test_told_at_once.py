"""What one counter does stands on the other's screen before anybody touches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.suspended import drop, list_suspended
from models.tables.journal import JournalEntry
from models.values import Message
from tests.builders import a_line, a_product, a_sale

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from tests.walks.driver import Clerk

WITHIN = 1000
"""Milliseconds."""


@pytest.fixture(autouse=True)
def _sold(shop: Shop) -> None:
    a_sale(shop, a_line(a_product(shop)), number="S-0007")


def put_on_hold(clerk: Clerk) -> None:
    clerk.come_here()
    clerk.enter("S-0007")
    clerk.until(lambda: clerk.state.sale is not None)
    clerk.enter("KETTLE")
    clerk.until(lambda: len(clerk.state.coming) == 1)
    clerk.press("3")
    clerk.decided()
    clerk.press("F9")


def test_a_visit_on_hold_is_listed_at_the_other_counter(
    come: Callable[[str], Clerk], database_url: str, shop: Shop
) -> None:
    sari, agus = come(database_url), come(database_url)
    put_on_hold(sari)
    sari.sees("1 visit is on hold")
    agus.until(lambda: len(agus.state.held) == 1, within=WITHIN)
    agus.sees("1 visit is on hold", "Return · 1 item · Ann Lee at register 1")

    (held,) = shop.read(list_suspended)
    shop.run(lambda unit: drop(unit, held.case_id))
    for clerk in (sari, agus):
        clerk.until(lambda clerk=clerk: clerk.state.held == (), within=WITHIN)  # type: ignore[misc]


def test_nothing_is_missed_behind_a_lock(
    come: Callable[[str], Clerk], database_url: str
) -> None:
    sari, agus = come(database_url), come(database_url)
    sari.come_here()
    sari.press("Ctrl+L")
    put_on_hold(agus)
    agus.sees("1 visit is on hold")
    assert sari.is_asked_to_sign_on
    sari.come_here()
    sari.sign_on()
    sari.until(lambda: sari.at_the_counter and len(sari.state.held) == 1)


def test_a_clock_that_was_set_is_noted_and_a_lost_line_is_said(
    clerk: Clerk, shop: Shop
) -> None:
    errands = clerk.program._errands
    assert errands is not None
    notices = errands.notices
    notices.clock_jumped.emit(-90)
    clerk.rest()
    with shop.unit(writes=False) as unit:
        query = select(JournalEntry.event, JournalEntry.body, JournalEntry.staff_id)
        newest = unit.connection.execute(query.order_by(JournalEntry.number.desc())).first()
    assert newest is not None
    assert tuple(newest) == ("ClockJump", '{"seconds":-90}', 1)
    notices.lost.emit(Message("database-unreachable", {"place": "the back office"}))
    clerk.sees("What other counters do is not shown here for now.\n")
    notices.heard_again.emit()
    clerk.sees("What other counters do is shown here again.")

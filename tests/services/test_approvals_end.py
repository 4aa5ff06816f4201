"""A request whose asker is here no more, or whose time is over, waits for nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.approval_cards import list_approvals
from models.services.approval_requests import (
    Coming,
    Done,
    call_manager,
    change_request,
)
from models.services.drawers import hand_over
from models.services.locking import Left, lock, unlock
from models.services.openings import note_closed
from models.services.people import sign_off
from models.tables.approvals import Approval
from models.values import Topic
from models.values.approvals import ANSWERED_WITHIN, ApprovalState
from models.values.codes import RefundBy
from tests.builders import MANAGER, NOON, PIN
from tests.drawers import BELA_PIN, SARI_PIN, bela
from tests.services.test_approvals import BY_MANAGER, YES, Counter, refused
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.db import Shop


@pytest.fixture
def counter(shop: Shop) -> Counter:
    """Sari asked for a yes, got it, and called a manager; Ann asked for nothing."""
    counter = Counter(shop)
    counter.answer(counter.ask(), YES)
    shop.run(lambda unit: call_manager(unit, "h", None, "He shouts"))
    return counter


def states(shop: Shop) -> list[str]:
    with shop.unit(writes=False) as unit:
        found = select(Approval.state).order_by(Approval.state)
        return list(unit.connection.scalars(found))


class TestWhoLeaves:
    def test_and_signs_off_waits_for_nothing(self, counter: Counter) -> None:
        counter.shop.run(sign_off)
        assert states(counter.shop) == ["withdrawn", "withdrawn"]
        assert counter.says(MANAGER, list_approvals) == ()
        nothing_is_wrong(counter.shop)

    def test_and_closes_the_window_waits_for_nothing(self, counter: Counter) -> None:
        counter.shop.run(note_closed)
        assert states(counter.shop) == ["withdrawn", "withdrawn"]

    def test_and_hands_the_drawer_over_waits_for_nothing(self, counter: Counter) -> None:
        bela(counter.shop)
        done = counter.shop.run(lambda unit: hand_over(unit, "d", "2", BELA_PIN))
        assert Topic.APPROVALS in done.changed
        assert states(counter.shop) == ["withdrawn", "withdrawn"]

    def test_and_locks_comes_back_to_it(self, counter: Counter) -> None:
        counter.shop.run(lock)
        counter.shop.person = None
        left = Left(person=counter.sari)
        came = counter.shop.run(lambda unit: unlock(unit, "7", SARI_PIN, left))
        assert (came.returned, came.changed) == (True, frozenset())
        assert states(counter.shop) == ["granted", "open"]

    def test_and_locks_for_another_waits_for_nothing(self, counter: Counter) -> None:
        counter.shop.run(lock)
        counter.shop.person = None
        left = Left(person=counter.sari)
        came = counter.shop.run(lambda unit: unlock(unit, "1", PIN, left))
        assert Topic.APPROVALS in came.changed
        assert states(counter.shop) == ["withdrawn", "withdrawn"]

    def test_and_never_comes_back_waits_for_nothing(self, counter: Counter) -> None:
        counter.shop.run(lock)
        counter.shop.person = None
        counter.shop.run(lambda unit: note_closed(unit, counter.sari))
        assert states(counter.shop) == ["withdrawn", "withdrawn"]

    def test_takes_nothing_of_another_along(self, counter: Counter) -> None:
        counter.says(MANAGER, sign_off)
        assert states(counter.shop) == ["granted", "open"]


class TestLists:
    def test_a_call_that_somebody_comes_to_stays_until_it_is_done(
        self, counter: Counter
    ) -> None:
        counter.answer("h", Coming())
        (call,) = counter.says(MANAGER, list_approvals)
        assert (call.approval_id, call.state) == ("h", ApprovalState.GRANTED)
        counter.answer("h", Done())
        assert counter.says(MANAGER, list_approvals) == ()

    def test_what_lapsed_unnoticed_is_written_down_with_the_next_change(
        self, counter: Counter
    ) -> None:
        counter.shop.clock = lambda: NOON + ANSWERED_WITHIN + timedelta(minutes=1)
        counter.shop.run(lambda unit: call_manager(unit, "h2", None, "Again"))
        assert states(counter.shop) == ["expired", "expired", "open"]
        nothing_is_wrong(counter.shop)


def test_the_first_tender_is_refused_where_the_policy_does_not_offer_it(shop: Shop) -> None:
    counter = Counter(shop, f'{BY_MANAGER}\nrefund.to = "store-credit"')
    approval_id = counter.ask()
    with refused("approval-unchangeable"):
        counter.says(
            MANAGER, lambda unit: change_request(unit, approval_id, by=RefundBy.ORIGINAL)
        )

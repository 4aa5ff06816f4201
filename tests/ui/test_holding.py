"""Visits on hold as the counter says and does them, with no window."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from models.db import open_shop
from models.services.suspended import list_suspended
from models.tables.base import add_numbered, rows_of
from models.tables.returns import GoodsReturn
from models.tables.shop import Register
from models.tables.suspended import SuspendedCase
from models.values import Money, Quantity, Refused, Topic
from models.values.codes import Answer, Condition, Proof, Reason, RefundBy
from models.values.identities import IdentityKind
from tests.builders import (
    MANAGER,
    NOON,
    a_customer,
    a_line,
    a_product,
    a_return,
    a_sale,
    in_force,
)
from tests.ui.test_returns_presenter import Desk
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.db import Shop

TWO = Quantity.of(2)


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services and the walk."""
    return "sqlite"


@pytest.fixture
def desk(shop: Shop) -> Desk:
    """Register 1; two kettles were sold, and whoever has no receipt may bring goods too."""
    in_force(
        shop,
        'window = "30 days"\nproof = ["receipt", "card", "none"]\n'
        'refund.choices = ["cash", "store-credit"]',
    )
    kettle = a_product(shop)
    a_product(shop, "Blender", price=Money(2550))
    a_sale(shop, a_line(kettle, quantity=TWO, paid=Money(2000)))
    with shop.unit() as unit:
        add_numbered(unit.connection, Register, store_id=unit.station.store_id, code="2")
    return Desk(shop)


@pytest.fixture
def second(desk: Desk, database_url: str) -> Iterator[Desk]:
    """Register 2."""
    with closing(open_shop(database_url, register="2", clock=lambda: NOON)) as opened:
        opened.person = MANAGER
        yield Desk(opened)


def bring(desk: Desk) -> None:
    desk.counter.enter("S-1")
    desk.counter.enter("KETTLE")
    line = desk.state.coming[0].line_id
    desk.counter.coming.set_quantity(line, TWO)
    desk.counter.coming.set_reason(line, Reason.CHANGED_MIND)
    desk.counter.coming.set_condition(line, Condition.AS_NEW)


def test_held_with_one_key_and_undone_with_another(desk: Desk) -> None:
    bring(desk)
    desk.counter.set_refund_by(RefundBy.STORE_CREDIT)
    desk.counter.set_proof(Proof.CARD)
    before = desk.state
    desk.counter.holding.suspend()
    assert (desk.state.stage, desk.said) == (Stage.WAITING, ["suspended"])
    assert [held.about for held in desk.state.held] == ["S-1"]
    desk.counter.undo()
    after = desk.state
    assert after.stage is Stage.RETURN
    assert (after.coming, after.refund_by, after.proof, after.decision) == (
        before.coming,
        before.refund_by,
        before.proof,
        before.decision,
    )


def test_taken_at_another_register_with_its_note(desk: Desk, second: Desk) -> None:
    bring(desk)
    desk.counter.holding.suspend()
    second.counter.holding.list()
    (held,) = second.state.held
    second.counter.holding.note(held.case_id, "has the box in the car")
    assert second.state.held[0].note == "has the box in the car"
    second.counter.holding.resume(held.case_id)
    assert second.said == ["suspended-resumed-noted"]
    assert second.state.decision is not None
    assert second.state.decision.answer is Answer.ACCEPT
    assert second.state.coming[0].quantity == TWO
    second.counter.set_refund_by(RefundBy.STORE_CREDIT)
    second.counter.confirm()
    assert second.state.taken is not None


def test_an_exchange_goes_on_where_it_was_left(desk: Desk, second: Desk) -> None:
    bring(desk)
    desk.counter.going.toggle()
    desk.counter.enter("BLENDER")
    difference = desk.state.to_pay
    desk.counter.holding.suspend()
    second.counter.start()
    second.counter.holding.resume(second.state.held[0].case_id)
    assert second.state.going_out
    assert [going.product.name for going in second.state.out] == ["Blender"]
    assert second.state.to_pay == difference == Money(550)
    second.counter.enter("BLENDER")
    assert second.state.out[0].quantity == TWO


def test_an_exchange_with_nothing_going_out_yet_still_is_one(desk: Desk) -> None:
    bring(desk)
    desk.counter.going.toggle()
    desk.counter.holding.suspend()
    desk.counter.undo()
    assert desk.state.going_out
    assert desk.state.out == ()


def test_goods_without_a_receipt_keep_who_brought_them(
    desk: Desk, second: Desk, shop: Shop
) -> None:
    a_customer(shop)
    desk.counter.find_sale()
    desk.counter.unreceipted.begin()
    desk.counter.enter("BLENDER")
    desk.counter.enter("KETTLE")
    desk.counter.coming.toggle(1)
    desk.counter.unreceipted.name_customer("budi")
    desk.counter.unreceipted.note_document(IdentityKind.PASSPORT, "ID", "A1234567")
    before = desk.state.without
    desk.counter.holding.suspend()
    second.counter.start()
    second.counter.holding.resume(second.state.held[0].case_id)
    after = second.state.without
    assert before is not None
    assert after is not None
    assert [line.description for line in after.goods] == ["Kettle"]
    assert (after.customer, after.identity) == (before.customer, before.identity)
    second.counter.enter("KETTLE")
    assert second.state.coming[0].quantity == TWO


def test_the_register_that_comes_second_is_told_and_its_list_is_right(
    desk: Desk, second: Desk
) -> None:
    bring(desk)
    desk.counter.holding.suspend()
    (held,) = desk.state.held
    second.counter.holding.resume(held.case_id)
    desk.counter.holding.resume(held.case_id)
    assert (desk.state.stage, desk.said) == (Stage.WAITING, ["suspended-taken"])
    assert (desk.state.held, desk.state.busy) == ((), False)


def test_what_came_back_meanwhile_is_said_before_it_is_refused(
    desk: Desk, second: Desk, shop: Shop
) -> None:
    bring(desk)
    line = desk.state.coming[0].line_id
    desk.counter.holding.suspend()
    shop.clock = lambda: NOON + timedelta(minutes=5)
    a_return(shop, line, quantity=TWO, gross=Money(2000))
    second.counter.start()
    second.counter.holding.resume(second.state.held[0].case_id)
    assert second.said == ["suspended-resumed", "suspended-came-back"]
    assert second.state.said is not None
    assert second.state.said.bad
    assert second.state.decision is not None
    assert second.state.decision.answer is Answer.REFUSE


def test_a_drop_is_undone(desk: Desk) -> None:
    bring(desk)
    desk.counter.holding.suspend()
    (held,) = desk.state.held
    desk.counter.holding.drop(held.case_id)
    assert (desk.state.held, desk.said) == ((), ["suspended-gone"])
    desk.counter.undo()
    assert (desk.state.held, desk.said) == ((held,), [])


def test_undo_brings_back_what_its_notice_names(desk: Desk) -> None:
    """A drop, and after it a return put aside: the newest offer counts."""
    bring(desk)
    desk.counter.holding.suspend()
    desk.counter.holding.drop(desk.state.held[0].case_id)
    bring(desk)
    desk.counter.close_sale()
    assert desk.said == ["return-put-aside"]
    desk.counter.undo()
    assert desk.state.stage is Stage.RETURN
    desk.counter.start()
    assert desk.state.held == ()


def test_nothing_entered_is_not_put_on_hold(desk: Desk) -> None:
    desk.counter.holding.suspend()
    desk.counter.enter("S-1")
    desk.counter.holding.suspend()
    assert desk.state.stage is Stage.RETURN
    assert desk.shop.read(list_suspended) == ()


def test_pressed_twice_it_is_held_once(desk: Desk) -> None:
    bring(desk)
    desk.work.waiting = []
    desk.counter.holding.suspend()
    desk.counter.holding.suspend()
    desk.work.go_on()
    assert len(desk.shop.read(list_suspended)) == 1


def test_a_scan_meanwhile_opens_the_next_sale(desk: Desk, shop: Shop) -> None:
    a_sale(shop, number="S-2")
    bring(desk)
    desk.work.waiting = []
    desk.counter.holding.suspend()
    desk.counter.enter("S-2")
    desk.work.go_on()
    assert desk.state.sale is not None
    assert desk.state.sale.number == "S-2"
    assert len(desk.shop.read(list_suspended)) == 1


def test_a_request_that_may_have_been_carried_out_keeps_its_id(
    desk: Desk, second: Desk, shop: Shop
) -> None:
    """The goods were taken, but the answer was lost: register 2 gets the same slip."""
    desk.counter.find_sale()
    desk.counter.unreceipted.begin()
    desk.counter.enter("KETTLE")
    desk.counter.coming.set_reason(1, Reason.CHANGED_MIND)
    desk.counter.coming.set_condition(1, Condition.AS_NEW)
    desk.work.lost = Refused()
    desk.counter.confirm()
    desk.counter.holding.suspend()
    second.counter.start()
    second.counter.holding.resume(second.state.held[0].case_id)
    second.counter.confirm()
    assert second.state.taken is not None
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(func.count(GoodsReturn.id))) == 1


def test_what_cannot_be_read_stays_on_the_list(desk: Desk, shop: Shop) -> None:
    bring(desk)
    desk.counter.holding.suspend()
    (held,) = desk.state.held
    with shop.unit() as unit:
        unit.connection.execute(update(rows_of(SuspendedCase)).values(body="{}"))
    desk.counter.holding.resume(held.case_id)
    assert (desk.said, desk.state.held) == (["suspended-unreadable"], (held,))


def test_the_list_is_looked_at_again_when_it_changed(desk: Desk, second: Desk) -> None:
    bring(desk)
    desk.counter.holding.suspend()
    second.counter.holding.refresh(frozenset({Topic.DRAWER}))
    assert second.state.held == ()
    second.counter.holding.refresh(frozenset({Topic.HOLDS}))
    assert len(second.state.held) == 1
    bring(second)
    second.counter.holding.refresh(frozenset({Topic.HOLDS}))
    assert second.state.stage is Stage.RETURN

"""A request to the managers and the counter: what it is about stays what is entered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.approval_requests import No, Yes, answer_approval
from models.tables.approvals import Approval
from models.values import Money, Topic
from models.values.approvals import NoReason, YesReason
from models.values.codes import Condition, Proof, Reason, RefundBy
from tests.builders import MANAGER, NOON, a_customer, a_line, a_product, a_sale, in_force
from tests.drawers import sari
from tests.ui.test_returns_presenter import Desk, system
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.approval_requests import Answered

__all__ = ["system"]

LATE = """window = "14 days"
"refund.choices" = ["cash", "store-credit"]
late = [{ late = 20, decided_by = "manager" }]"""


@pytest.fixture
def desk(shop: Shop) -> Desk:
    """Sari, with a late kettle about which the managers are asked."""
    in_force(shop, LATE)
    late = NOON - timedelta(days=20)
    a_sale(shop, a_line(a_product(shop)), number="S-1", sold_at=late)
    sari(shop)
    desk = Desk(shop)
    desk.bring("S-1")
    desk.counter.approving.send("She was in hospital")
    assert desk.state.asking
    assert desk.state.asking.pending
    return desk


def state_of(desk: Desk) -> list[str]:
    with desk.shop.unit(writes=False) as unit:
        found = unit.connection.scalars(select(Approval.state).order_by(Approval.asked_at))
        return list(found)


def answer(desk: Desk, said: Answered) -> None:
    assert desk.state.asking
    card = desk.state.asking.sent
    assert card
    here, desk.shop.person = desk.shop.person, MANAGER
    desk.shop.run(lambda unit: answer_approval(unit, card.approval_id, said))
    desk.shop.person = here
    desk.counter.approving.refresh(frozenset({Topic.APPROVALS}))


def line(desk: Desk) -> int:
    return desk.state.coming[0].line_id


EDITS: dict[str, Callable[[Desk], None]] = {
    "reason": lambda desk: desk.counter.coming.set_reason(line(desk), Reason.CHANGED_MIND),
    "condition": lambda desk: desk.counter.coming.set_condition(line(desk), Condition.OPENED),
    "tender": lambda desk: desk.counter.set_refund_by(RefundBy.STORE_CREDIT),
    "proof": lambda desk: desk.counter.set_proof(Proof.NONE),
    "taken off": lambda desk: desk.counter.coming.toggle(line(desk)),
    "exchange": lambda desk: desk.counter.going.toggle(),
    "another page": lambda desk: desk.counter.giving.begin(),
    "closed": lambda desk: desk.counter.close_sale(),
    "no receipt": lambda desk: desk.counter.find_sale(),
    "on hold": lambda desk: desk.counter.holding.suspend(),
    "left": lambda desk: desk.counter.abandon(),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("granted", [False, True], ids=["waiting", "granted"])
def test_whatever_else_is_entered_takes_it_back(
    desk: Desk, edit: Callable[[Desk], None], granted: bool
) -> None:
    if granted:
        answer(desk, Yes(reason=YesReason.GOOD_CUSTOMER))
    edit(desk)
    assert desk.state.asking is None
    assert state_of(desk) == ["withdrawn"]


def test_a_manager_here_sees_what_the_customer_brought_back_before(shop: Shop) -> None:
    in_force(shop, LATE)
    late = NOON - timedelta(days=20)
    budi = a_customer(shop)
    a_sale(shop, a_line(a_product(shop)), number="S-1", sold_at=late, customer_id=budi)
    sari(shop)
    desk = Desk(shop)
    desk.bring("S-1")
    desk.counter.approving.open_here()
    assert desk.state.asking
    history = desk.state.asking.history
    assert history
    assert (history.name, history.sales, history.bought) == ("Budi Santoso", 1, Money(1000))
    desk.counter.approving.close_here()
    assert desk.state.asking is None


def test_the_same_entered_again_takes_nothing_back(desk: Desk) -> None:
    desk.counter.coming.set_reason(line(desk), Reason.FAULTY)
    desk.counter.approving.send("again")
    assert state_of(desk) == ["open"]


def test_what_was_allowed_is_paid_once_and_not_taken_back(desk: Desk) -> None:
    answer(desk, Yes(reason=YesReason.PROMISED))
    desk.counter.confirm()
    desk.counter.confirm()
    assert desk.state.stage is Stage.PAPER
    assert (desk.returns(), state_of(desk)) == (1, ["used"])


def test_a_no_is_shown_and_another_request_can_follow(desk: Desk) -> None:
    answer(desk, No(reason=NoReason.TOO_OFTEN))
    desk.counter.confirm()
    assert desk.returns() == 0
    desk.counter.approving.close_here()
    desk.counter.approving.send("Please look once more")
    assert sorted(state_of(desk)) == ["open", "refused"]

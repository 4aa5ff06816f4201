"""A slip that was a mistake is voided at the counter: what is asked, refused and shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.services.approvals import Approval
from models.services.terminal import list_awaiting
from models.values import Money, Quantity
from models.values.codes import Reason
from models.values.void_papers import VoidSlip
from tests.builders import NOON, a_line, a_product, a_sale
from tests.drawers import BELA_PIN, bela
from tests.ui.queued import queued
from tests.ui.test_returns_presenter import Desk
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from models.db import Shop

VISA = {"kind": "debit", "label": "Visa •••• 4242", "amount": Money(1000)}
WHY = "Wrong line scanned"


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


@pytest.fixture
def desk(shop: Shop) -> Desk:
    bela(shop)
    return Desk(shop)


def take_back(desk: Desk, **paid: object) -> None:
    tenders = {"tenders": (paid,)} if paid else {}
    line = a_line(a_product(desk.shop), quantity=Quantity.of(2))
    a_sale(desk.shop, line, **tenders)  # type: ignore[arg-type]
    desk.counter.enter("S-1")
    desk.bring("S-1", reason=Reason.CHANGED_MIND)
    desk.counter.confirm()
    assert desk.state.stage is Stage.PAPER


def void(desk: Desk, pin: str = BELA_PIN, reference: str = "") -> None:
    assert desk.state.standing
    parts = desk.state.standing.at_terminal
    desk.counter.voiding.void(
        Approval(badge="2", pin=pin, reason=WHY), dict.fromkeys(parts, reference)
    )


def test_the_paper_of_the_void_takes_the_slips_place(desk: Desk) -> None:
    take_back(desk)
    assert desk.state.may_be_voided
    desk.counter.voiding.begin()
    assert desk.state.voiding
    void(desk)
    assert desk.state.taken
    slip = desk.state.taken.slip
    assert isinstance(slip, VoidSlip)
    assert (slip.head.number, slip.return_number) == ("X1-000001", "R1-000001")
    assert desk.state.picture == b"X1-000001/0"
    assert not desk.state.voiding
    assert not desk.state.may_be_voided
    desk.counter.papers.print()
    desk.counter.papers.print()
    assert queued(desk.shop) == [("void", "X1-000001", 0), ("void", "X1-000001", 1)]


def test_a_wrong_pin_keeps_the_form_and_the_slip(desk: Desk) -> None:
    take_back(desk)
    desk.counter.voiding.begin()
    void(desk, pin="0000")
    assert desk.said == ["sign-on-wrong"]
    assert desk.state.voiding
    void(desk)
    assert isinstance(desk.state.taken and desk.state.taken.slip, VoidSlip)


def test_the_same_void_again_after_a_lost_answer_is_one_void(desk: Desk) -> None:
    from models.values import refuse

    take_back(desk)
    desk.counter.voiding.begin()
    desk.work.lost = refuse("database-busy")
    void(desk)
    assert desk.said == ["database-busy"]
    void(desk)
    assert desk.state.taken
    assert desk.state.taken.slip.head.number == "X1-000001"


def test_not_now_leaves_the_slip_as_it_is(desk: Desk) -> None:
    take_back(desk)
    desk.counter.voiding.begin()
    desk.counter.voiding.leave()
    assert not desk.state.voiding
    assert desk.state.taken
    assert desk.state.taken.slip.head.number == "R1-000001"


def test_what_waits_is_called_off_before_any_terminal_paid_it(desk: Desk) -> None:
    take_back(desk, **VISA)
    desk.counter.voiding.begin()
    void(desk)
    assert desk.shop.read(list_awaiting) == ()
    desk.counter.start()
    assert desk.state.awaiting == ()


def test_what_the_terminal_paid_meanwhile_is_asked_for(desk: Desk) -> None:
    take_back(desk, **VISA)
    assert desk.state.taken
    (waits,) = desk.state.taken.awaiting
    desk.counter.terminal.settle(waits.refund_id, "T-1")
    desk.counter.voiding.begin()
    assert desk.state.standing
    assert [part.amount for part in desk.state.standing.at_terminal] == [Money(500)]
    void(desk)
    assert desk.said == ["reference-missing"]
    void(desk, reference="T-2")
    assert isinstance(desk.state.taken and desk.state.taken.slip, VoidSlip)


def test_a_voided_slip_says_so_and_leads_to_its_void(desk: Desk) -> None:
    take_back(desk)
    desk.counter.voiding.begin()
    void(desk)
    desk.counter.start()
    desk.counter.enter("R1-000001")
    assert desk.state.standing
    assert desk.state.standing.voided_by == "X1-000001"
    assert not desk.state.may_be_voided
    desk.counter.voiding.begin()
    assert not desk.state.voiding
    desk.counter.show_slip("X1-000001")
    assert isinstance(desk.state.taken and desk.state.taken.slip, VoidSlip)


def test_the_number_of_a_void_opens_it(desk: Desk) -> None:
    take_back(desk)
    desk.counter.voiding.begin()
    void(desk)
    desk.counter.start()
    desk.counter.enter("x1-000001")
    assert desk.state.stage is Stage.PAPER
    assert isinstance(desk.state.taken and desk.state.taken.slip, VoidSlip)


def test_the_slip_of_yesterday_stays(desk: Desk) -> None:
    take_back(desk)
    desk.counter.start()
    desk.shop.clock = lambda: NOON + timedelta(days=1)
    desk.counter.enter("R1-000001")
    assert not desk.state.may_be_voided


def test_tags_are_printed_for_what_came_back(desk: Desk) -> None:
    take_back(desk)
    desk.counter.papers.print_tags()
    assert queued(desk.shop) == [("tag", "R1-000001-1", 0)]
    assert desk.said == ["paper-sent-here"]

"""A clerk asks for a manager's yes: at the counter, or from afar; and what comes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models.services.approval_requests import (
    Change,
    Coming,
    No,
    Question,
    Yes,
    answer_approval,
    change_request,
)
from models.tables.approvals import Approval
from models.tables.returns import GoodsReturn
from models.values import Money
from models.values.approvals import ApprovalState, NoReason, YesReason
from models.values.codes import Answer
from models.values.papers import ReturnSlip
from models.values.shop import Role
from tests.builders import NOON, a_customer, a_line, a_product, a_sale, in_force
from tests.drawers import SARI_PIN, a_person, sari

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.approval_requests import Answered
    from models.values.shop import Person
    from tests.walks.driver import Clerk

LATE = """
window = "14 days"
late = [{ late = 20, decided_by = "manager" }]
[clause.text]
en = "Fourteen days; twenty more with a manager's yes."
"""
DEWI_PIN = "2467"
DEWIS_BADGE = "M-0042"


@pytest.fixture
def dewi(shop: Shop) -> Person:
    return a_person(shop, "Dewi Lestari", DEWIS_BADGE, Role.MANAGER, DEWI_PIN)


@pytest.fixture
def clerk(shop: Shop, dewi: Person, come: Callable[..., Clerk], database_url: str) -> Clerk:
    """Sari, who may not decide about a kettle that is six days late."""
    in_force(shop, LATE)
    budi = a_customer(shop)
    kettle = a_line(a_product(shop))
    late = NOON - timedelta(days=20)
    a_sale(shop, kettle, number="S-0020", sold_at=late, customer_id=budi)
    sari(shop)
    clerk = come(database_url)
    clerk.press("Ctrl+Shift+L")
    clerk.sign_on("7", SARI_PIN)
    clerk.waits_for_the_next()
    clerk.open_sale("S-0020")
    assert clerk.bring("KETTLE", "1").answer is Answer.OVERRIDE
    return clerk


def answer(shop: Shop, clerk: Clerk, by: Person, said: Answered) -> None:
    """From the manager's own screen, which is another process; this one hears of it."""
    asking = clerk.state.asking or clerk.state
    card = getattr(asking, "sent", None) or clerk.state.call
    assert card is not None
    here, shop.person = shop.person, by
    done = shop.run(lambda unit: answer_approval(unit, card.approval_id, said))
    shop.person = here
    clerk.program.work.changed.emit(done.changed)


def states(shop: Shop) -> list[str]:
    with shop.unit(writes=False) as unit:
        return list(unit.connection.scalars(select(Approval.state).order_by(Approval.asked_at)))


def returns(shop: Shop) -> int:
    with shop.unit(writes=False) as unit:
        return unit.connection.scalar(select(func.count(GoodsReturn.id))) or 0


def send(clerk: Clerk, words: str = "") -> None:
    if words:
        clerk.tab_to_field("What the managers should know")
        clerk.write(words)
    clerk.press("Ctrl+Return")
    clerk.sees("Waiting for a manager")
    clerk.rest()


def test_a_manager_comes_and_says_yes_on_the_clerks_screen(clerk: Clerk, shop: Shop) -> None:
    clerk.sees("Needs a manager's yes", "A manager is here", "Ask the managers")
    clerk.press("F8")
    clerk.sees(
        "A manager approves here",
        "6 days past the usual time.",
        "Policy 2, clause 1: Fourteen days; twenty more with a manager's yes.",
        "to Cash",
        "Approve £10.00",
    )
    clerk.scan(DEWIS_BADGE)
    clerk.until(lambda: clerk.focus_name == "Manager's PIN")
    clerk.write("1111")
    clerk.press("Return", "4", "F8")
    clerk.sees("The badge or the PIN is not right. Nothing was changed.")
    clerk.rest()
    approver = clerk.counter.approval.approver
    assert (approver.first.badge.text(), approver.first.pin.text()) == (DEWIS_BADGE, "")
    assert approver.why.code == "just-too-late"
    assert returns(shop) == 0
    clerk.write(DEWI_PIN)
    clerk.press("F8")
    assert clerk.has_slip() == "R1-000001"
    assert clerk.state.taken
    assert clerk.state.taken.slip.approver == "Dewi Lestari"
    assert clerk.state.taken.slip.head.clerk == "Sari"
    clerk.sees("Approved by Dewi Lestari")
    assert states(shop) == ["used"]


def test_sent_granted_from_another_screen_and_paid(
    clerk: Clerk, shop: Shop, dewi: Person
) -> None:
    send(clerk, "She was in hospital")
    clerk.sees("S-0020 · Asked: £10.00 · She was in hospital", "Withdraw")
    assert not clerk.pay.isVisible()
    answer(shop, clerk, dewi, Yes(reason=YesReason.GOOD_CUSTOMER, words="Of course"))
    clerk.sees("Dewi Lestari allowed it. A good customer. “Of course”", "Pay out £10.00")
    clerk.press("F8")
    clerk.has_slip()
    assert clerk.state.taken
    assert clerk.state.taken.slip.approver == "Dewi Lestari"
    assert (states(shop), returns(shop)) == (["used"], 1)


def test_a_manager_refuses_and_then_lowers_it(clerk: Clerk, shop: Shop, dewi: Person) -> None:
    send(clerk)
    answer(shop, clerk, dewi, No(reason=NoReason.NOT_SHOWN))
    clerk.sees("Not allowed", "Dewi Lestari said no. Nothing shows that it is so.", "Ask again")
    assert returns(shop) == 0
    clerk.press("Ctrl+Return")
    clerk.sees("Waiting for a manager")
    clerk.rest()
    assert clerk.state.asking
    assert clerk.state.asking.sent
    approval_id = clerk.state.asking.sent.approval_id
    here, shop.person = shop.person, dewi
    less, _ = shop.read(lambda unit: change_request(unit, approval_id, lowered_to=Money(700)))
    shop.person = here
    answer(shop, clerk, dewi, Change(asked=less, reason=YesReason.GOOD_CUSTOMER))
    clerk.sees("Allowed, with a change", "Tell the customer before you pay.", "Pay out £7.00")
    clerk.rest()
    clerk.press("F8")
    clerk.has_slip()
    assert clerk.state.taken
    slip = clerk.state.taken.slip
    assert isinstance(slip, ReturnSlip)
    assert (slip.approver, [out.amount for out in slip.paid_out]) == ("Dewi Lestari", [700])
    assert sorted(states(shop)) == ["refused", "used"]


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_question_is_answered_where_it_is_read(
    clerk: Clerk, shop: Shop, dewi: Person
) -> None:
    send(clerk)
    answer(shop, clerk, dewi, Question(words="Is the box whole?"))
    clerk.sees("A manager asks back", "Dewi Lestari: “Is the box whole?”")
    clerk.press("F8")
    clerk.until(lambda: clerk.focus_name == "Your answer")
    clerk.press("F8")
    clerk.sees("This is missing.")
    clerk.write("Yes, never opened")
    clerk.press("Return")
    clerk.sees("Waiting for a manager")
    clerk.rest()
    assert states(shop) == ["open"]


@pytest.mark.parametrize("system", ["sqlite"])
def test_an_edit_takes_it_back_at_once(clerk: Clerk, shop: Shop) -> None:
    send(clerk)
    clerk.counter.coming.setFocus()
    clerk.tab_to_field("Reason")
    clerk.press("2")
    clerk.sees("the request to the managers was taken back.", "Needs a manager's yes")
    clerk.rest()
    assert states(shop) == ["withdrawn"]
    send(clerk)
    clerk.press("Esc")
    clerk.sees("A manager is here")
    clerk.rest()
    assert states(shop) == ["withdrawn", "withdrawn"]
    assert clerk.state.coming


@pytest.mark.parametrize("system", ["sqlite"])
@pytest.mark.parametrize("key", ["F9", "Ctrl+Shift+L"])
def test_who_leaves_asks_no_more(clerk: Clerk, shop: Shop, key: str) -> None:
    send(clerk)
    clerk.press(key)
    clerk.until(lambda: states(shop) == ["withdrawn"])


def test_a_manager_is_called_with_one_key(clerk: Clerk, shop: Shop, dewi: Person) -> None:
    clerk.press("F12")
    clerk.sees("A manager was called · 0:0", "Take back")
    clerk.press("F12")
    clerk.rest()
    assert len(states(shop)) == 1
    answer(shop, clerk, dewi, Coming())
    clerk.sees("Dewi Lestari is coming · 0:0")
    clerk.tab_to_field("Done")
    clerk.press("Return")
    clerk.sees("Call a manager")
    clerk.rest()
    assert states(shop) == [ApprovalState.USED]

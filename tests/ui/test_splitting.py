"""A refund shared out at the counter: what the presenter makes of it, and the card it is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.approvals import Approval
from models.tables.goods import StockMovement
from models.tables.returns import Refund
from models.tables.splits import RefundSplit
from models.values import Currency, Money, TenderKind, refuse
from models.values.approvals import YesReason
from models.values.codes import Disposition, Reason, RefundBy
from receipts.language import Language
from tests.builders import a_line, a_product, a_sale, in_force
from tests.drawers import BELA_PIN, bela
from tests.ui.test_returns_presenter import Desk
from ui import words
from ui.screens.returns.screen import CounterScreen
from ui.screens.returns.split_card import read_code, ways_of
from ui.screens.returns.state import Share, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from pytestqt.qtbot import QtBot

    from models.db import Shop

CASH, CARD, CREDIT = TenderKind.CASH, TenderKind.CREDIT, TenderKind.STORE_CREDIT
BY_BELA = Approval(badge="2", pin=BELA_PIN, reason="Her card was stolen")


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services and the walks."""
    return "sqlite"


@pytest.fixture
def desk(shop: Shop) -> Desk:
    """A kettle, paid half by card and half in cash, comes back."""
    in_force(shop, 'window = "30 days"')
    bela(shop)
    kettle = a_product(shop)
    a_product(shop, "Cup", price=Money(400))
    tenders = (
        {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(500)},
        {"kind": "cash", "amount": Money(500)},
    )
    a_sale(shop, a_line(kettle), number="S-1", tenders=tenders)
    made = Desk(shop)
    made.bring("S-1", reason=Reason.CHANGED_MIND)
    made.counter.splitting.begin()
    return made


def shares(desk: Desk) -> tuple[Share, ...]:
    assert desk.state.splitting
    return desk.state.splitting.shares


def rows(desk: Desk, *columns: Any) -> list[tuple[Any, ...]]:
    with desk.shop.unit(writes=False) as unit:
        return [tuple(row) for row in unit.connection.execute(select(*columns))]


def to_credit(desk: Desk) -> None:
    """What the card paid goes out as credit, which the policy does not offer."""
    card = shares(desk)[0].tender_id
    desk.counter.splitting.set_way(0, card, CREDIT)


def test_it_begins_as_the_policy_proposes(desk: Desk) -> None:
    assert [(share.kind, share.exact) for share in shares(desk)] == [
        (CARD, Money(500)),
        (CASH, Money(500)),
    ]
    assert desk.state.unshared == Money(0)
    desk.counter.splitting.begin()
    desk.counter.confirm()
    assert desk.state.stage is Stage.PAPER
    assert rows(desk, RefundSplit.id) == []


def test_what_is_not_shared_out_is_not_paid(desk: Desk) -> None:
    desk.counter.splitting.set_amount(0, Money(300))
    assert desk.state.unshared == Money(200)
    desk.counter.confirm()
    assert (desk.state.stage, desk.returns()) == (Stage.RETURN, 0)
    desk.counter.splitting.set_amount(0, None)
    assert desk.state.unshared == Money(500)
    desk.counter.splitting.set_amount(1, None)
    desk.counter.confirm()
    assert (desk.state.stage, desk.returns()) == (Stage.RETURN, 0)


def test_a_new_part_may_be_empty(desk: Desk) -> None:
    card = shares(desk)[0].tender_id
    desk.counter.splitting.set_amount(0, Money(300))
    desk.counter.splitting.add(card, CREDIT, Money(200))
    assert shares(desk)[2] == Share(tender_id=card, kind=CREDIT, exact=Money(200))
    assert desk.state.unshared == Money(0)
    desk.counter.splitting.add(card, CASH, None)
    assert shares(desk)[3].exact is None
    decision = desk.state.decision
    assert decision
    assert len(decision.plan) == 3


def test_as_the_policy_proposes_after_all(desk: Desk) -> None:
    to_credit(desk)
    assert desk.state.decision
    assert desk.state.decision.needs_approval
    desk.counter.splitting.end()
    assert desk.state.splitting is None
    assert desk.state.decision.split is None


def test_another_way_for_all_of_it_is_another_plan(desk: Desk) -> None:
    desk.counter.set_refund_by(RefundBy.STORE_CREDIT)
    assert desk.state.splitting is None


def test_where_nothing_comes_back_nothing_is_shared_out(desk: Desk) -> None:
    desk.counter.coming.toggle(desk.state.coming[0].line_id)
    assert desk.state.splitting is None


def test_it_takes_a_managers_yes(desk: Desk) -> None:
    to_credit(desk)
    desk.counter.confirm()
    assert desk.state.splitting
    assert desk.state.asking
    assert desk.state.asking.here
    assert desk.returns() == 0
    desk.counter.confirm(BY_BELA)
    assert desk.state.stage is Stage.PAPER
    assert desk.state.taken
    assert desk.state.taken.slip.approver == "Bela"


def test_a_lost_answer_is_not_paid_twice(desk: Desk) -> None:
    to_credit(desk)
    desk.work.lost = refuse("database-unreachable", place="the server")
    desk.counter.confirm(BY_BELA)
    desk.counter.confirm(BY_BELA)
    assert desk.returns() == 1
    assert len(rows(desk, Refund.id)) == 2


def test_a_reason_of_the_clerks_own_is_kept(desk: Desk) -> None:
    cash = shares(desk)[1].tender_id
    desk.counter.splitting.set_way(1, cash, CREDIT)
    desk.counter.splitting.set_why(" no change in the drawer ")
    desk.counter.confirm()
    assert rows(desk, RefundSplit.reason, RefundSplit.approver_id) == [
        ("no change in the drawer", None)
    ]


def test_in_an_exchange_where_the_shop_owes(desk: Desk) -> None:
    desk.counter.splitting.end()
    desk.counter.going.toggle()
    desk.counter.enter("CUP")
    assert desk.state.decision
    assert desk.state.decision.refund == Money(600)
    desk.counter.splitting.begin()
    desk.counter.splitting.set_way(0, shares(desk)[0].tender_id, CREDIT)
    assert desk.state.decision.needs_approval
    desk.counter.confirm(BY_BELA)
    assert desk.state.taken
    assert desk.state.taken.slip.head.number.startswith("E")
    assert desk.state.taken.slip.approver == "Bela"


def test_where_the_customer_owes_there_is_nothing_to_share(desk: Desk, shop: Shop) -> None:
    a_product(shop, "Urn", price=Money(2500))
    desk.counter.going.toggle()
    desk.counter.enter("URN")
    assert (desk.state.unshared, desk.state.to_pay) == (Money(0), Money(1500))


def test_goods_go_where_the_clerk_says(desk: Desk) -> None:
    desk.counter.splitting.end()
    line_id = desk.state.coming[0].line_id
    desk.counter.coming.set_disposition(line_id, Disposition.WASTE)
    desk.counter.coming.set_disposition(line_id, None)
    desk.counter.coming.set_disposition(line_id, Disposition.REPAIR)
    desk.counter.confirm()
    assert rows(desk, StockMovement.bucket) == [("repair",)]


class TestCard:
    @pytest.fixture
    def screen(self, desk: Desk, qtbot: QtBot) -> Iterator[CounterScreen]:
        words.use(Language.of("en", Currency("GBP")))
        made = CounterScreen()
        made.bind(desk.counter)
        qtbot.addWidget(made)
        made.show_state(desk.state)
        made.resize(1200, 700)
        made.show()
        yield made
        words.use(None)

    def test_what_is_left_is_told_while_it_is_typed(
        self, screen: CounterScreen, desk: Desk, qtbot: QtBot
    ) -> None:
        card = screen.decision.split
        assert card.left.text() == "All of it is shared out."
        card.rows[0].amount.clear()
        qtbot.keyClicks(card.rows[0].amount, "2")
        assert card.left.text() == "£3.00 is left to share out."
        qtbot.keyClicks(card.rows[0].amount, "0")
        assert card.left.text() == "That is £15.00 too much."
        assert shares(desk)[0].exact == Money(500)  # not before it is typed to the end
        assert card.finish_typing()
        assert shares(desk)[0].exact == Money(2000)

    def test_no_amount_is_not_paid(
        self, screen: CounterScreen, desk: Desk, qtbot: QtBot
    ) -> None:
        amount = screen.decision.split.rows[0].amount
        amount.clear()
        qtbot.keyClicks(amount, "two")
        screen.decision.pay.click()
        assert desk.returns() == 0

    def test_the_money_of_each_tender_is_told_apart(self, desk: Desk) -> None:
        assert desk.state.decision
        ways = ways_of(desk.state.decision.tenders)
        told = [text for _, text in ways]
        assert told[:2] == [
            "Credit card Visa •••• 4242",
            "Cash instead of Credit card Visa •••• 4242",
        ]
        assert "Cash" in told
        assert read_code(ways[1][0])[1] == "cash"

    def test_a_manager_is_asked_for_once_it_is_said_why(
        self, screen: CounterScreen, desk: Desk
    ) -> None:
        card = screen.decision.split
        assert card.complete()
        to_credit(desk)
        screen.show_state(desk.state)
        assert not card.complete()
        card.why.setText("stolen")
        assert card.complete()
        desk.counter.confirm()
        screen.show_state(desk.state)
        assert screen.decision.isHidden()
        approver = screen.approval.approver
        screen.scan(" M-0042 ")
        approver.first.pin.setText("1")
        approver.why.show_code("promised")
        approver.note.setText("by Agus")
        assert approver.approval() == Approval(
            badge="M-0042", pin="1", reason="by Agus", code=YesReason.PROMISED
        )

    def test_nothing_typed_is_left_for_the_next_one(
        self, screen: CounterScreen, desk: Desk
    ) -> None:
        to_credit(desk)
        screen.show_state(desk.state)
        card = screen.decision.split
        card.why.setText("stolen")
        desk.counter.splitting.end()
        screen.show_state(desk.state)
        assert card.why.text() == ""

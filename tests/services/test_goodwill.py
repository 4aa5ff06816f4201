"""Money or credit with no goods: counted for the customer, and on no sale's tenders."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from models.rules.refunds import CashSoFar
from models.services.approvals import Approval
from models.services.drawer_ledger import cash_held
from models.services.goodwill import GoodwillAsked, decide_goodwill, give_goodwill
from models.services.refunds import cash_so_far
from models.services.requests import list_unconfirmed
from models.services.sales import open_sale
from models.services.slips import reopen
from models.services.terminal import list_awaiting, settle_refund
from models.services.value_cards import spend_card
from models.services.visits import load_visit
from models.services.voids import void_return
from models.tables.giving import Goodwill
from models.tables.journal import JournalEntry
from models.tables.returns import GoodsReturn
from models.tables.sales import SaleLine, Tender
from models.values import ZERO, Money, Refused
from models.values.codes import Answer, GoodwillReason, RefundBy
from models.values.giving_papers import GoodwillSlip
from tests.builders import (
    FLOAT,
    NOON,
    a_customer,
    a_policy,
    a_sale,
    in_force,
    sale_id_of,
)
from tests.drawers import BELA_PIN, bela, sari
from tests.services.test_returns import asking, take
from tests.services.test_voids import FOR_EVER

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.giving import MoneyGiven

TERMS = (
    'window = "30 days"\n'
    "goodwill.clerk = 5\n"
    'goodwill.ways = ["cash", "store-credit", "gift-card", "transfer"]\n'
)
BY_BELA = Approval(badge="2", pin=BELA_PIN, reason="Waited an hour")


def give(
    shop: Shop,
    amount: int,
    request: str = "g-1",
    approval: Approval | None = None,
    **values: Any,
) -> MoneyGiven:
    facts = {"reason": GoodwillReason.LONG_WAIT, **values}
    asked = GoodwillAsked(amount=Money(amount), **facts)
    seen = shop.read(lambda unit: decide_goodwill(unit, asked))
    return shop.run(lambda unit: give_goodwill(unit, request, asked, seen, approval))


def held(shop: Shop) -> Money:
    return shop.read(lambda unit: cash_held(unit, lock=False))


def test_credit_is_given_at_once(shop: Shop) -> None:
    in_force(shop, TERMS)
    customer = a_customer(shop)
    (line_id,) = a_sale(shop, customer_id=customer)
    given = give(shop, 500, sale_id=sale_id_of(shop), line_id=line_id, note="4111111111111111")

    slip = given.slip
    assert isinstance(slip, GoodwillSlip)
    assert (slip.head.number, slip.sale_number, slip.about) == ("G1-000001", "S-1", "Kettle")
    assert (slip.customer, slip.reason, slip.amount) == ("Budi Santoso", "long-wait", 500)
    (voucher,) = given.vouchers
    assert (voucher.voucher.amount, voucher.voucher.slip) == (500, "G1-000001")
    assert held(shop) == FLOAT
    with shop.unit(writes=False) as unit:
        read = unit.connection
        parent = read.execute(
            select(GoodsReturn.what, GoodsReturn.sale_id, GoodsReturn.customer_id)
        ).one()
        assert tuple(parent) == ("goodwill", None, customer)
        kept = read.execute(select(Goodwill.amount, Goodwill.line_id, Goodwill.note)).one()
        assert (kept.amount, kept.line_id) == (Money(500), line_id)
        assert "4111111111111111" not in kept.note
        assert (
            read.scalars(select(JournalEntry.event).order_by(JournalEntry.number)).all()[-1]
            == "GoodwillGiven"
        )
        assert read.scalar(select(Tender.refunded)) == ZERO
        assert read.scalar(select(SaleLine.refunded)) == ZERO


@pytest.mark.parametrize("by", [RefundBy.CASH, RefundBy.GIFT_CARD, RefundBy.TRANSFER])
def test_in_the_way_that_the_customer_wants(shop: Shop, by: RefundBy) -> None:
    in_force(shop, TERMS)
    given = give(shop, 250, by=by)
    assert [(part.kind, part.amount) for part in given.slip.paid_out] == [(by.value, 250)]
    assert held(shop) == FLOAT - Money(250 if by is RefundBy.CASH else 0)
    assert len(given.vouchers) == (by is RefundBy.GIFT_CARD)
    waiting = shop.read(list_awaiting)
    assert len(waiting) == (by is RefundBy.TRANSFER)
    for each in waiting:
        shop.run(lambda unit, one=each: settle_refund(unit, one.refund_id, "BANK-1"))  # type: ignore[misc]
    assert shop.read(list_awaiting) == ()


@pytest.mark.parametrize("reason", [None, GoodwillReason.OTHER])
def test_a_manager_does_not_approve_what_has_no_reason(
    shop: Shop, reason: GoodwillReason | None
) -> None:
    in_force(shop, TERMS)
    bela(shop)
    with pytest.raises(Refused, match="giving-refused"):
        give(shop, 900, approval=BY_BELA, reason=reason)
    assert give(shop, 900, approval=BY_BELA, reason=reason or GoodwillReason.EXPENSES, note="!")


def test_without_a_term_a_manager_approves_and_it_is_credit(shop: Shop) -> None:
    bela(shop)
    asked = GoodwillAsked(amount=Money(500), reason=GoodwillReason.RUDE_SERVICE)
    seen = shop.read(lambda unit: decide_goodwill(unit, asked))
    assert (seen.answer, seen.choices) == (Answer.OVERRIDE, (RefundBy.STORE_CREDIT,))
    with pytest.raises(Refused, match="approval-needed"):
        give(shop, 500)
    with pytest.raises(Refused, match="goodwill-not-by"):
        give(shop, 500, by=RefundBy.CASH, approval=BY_BELA)
    given = give(shop, 500, approval=BY_BELA)
    assert (given.slip.approver, given.slip.paid_out[0].kind) == ("Bela", "store-credit")
    with shop.unit(writes=False) as unit:
        events = unit.connection.scalars(
            select(JournalEntry.event).order_by(JournalEntry.number)
        ).all()
        assert "OperatorBypassApproval" in events


def test_nobody_approves_for_themselves_or_above_the_ceiling(shop: Shop) -> None:
    bela(shop)
    in_force(shop, TERMS + "goodwill.manager = 20")
    own = Approval(badge="1", pin="2468", reason="I say so")
    with pytest.raises(Refused, match="approver-not-allowed"):
        give(shop, 1000, approval=own)
    with pytest.raises(Refused, match="sum-above-all"):
        give(shop, 2001, approval=BY_BELA)
    assert give(shop, 2000, approval=BY_BELA).slip.amount == 2000


def test_a_clerk_gives_what_the_policy_lets_them(shop: Shop) -> None:
    sari(shop)
    in_force(shop, TERMS)
    assert give(shop, 500).slip.approver == ""
    with pytest.raises(Refused, match="sum-above-clerk"):
        give(shop, 501, "g-2")


def test_what_one_customer_got_is_counted(shop: Shop) -> None:
    in_force(shop, TERMS + "goodwill.customer = { days = 30, value = 8 }")
    bela(shop)
    customer = a_customer(shop)
    give(shop, 500, customer_id=customer)
    with pytest.raises(Refused, match="goodwill-often"):
        give(shop, 301, "g-2", customer_id=customer)
    with pytest.raises(Refused, match="goodwill-for-nobody"):
        give(shop, 100, "g-2")
    assert give(shop, 300, "g-2", customer_id=customer).slip.amount == 300
    shop.clock = lambda: NOON + timedelta(30)
    assert give(shop, 500, "g-3", customer_id=customer).slip.amount == 500


def test_what_was_voided_is_not_counted(shop: Shop) -> None:
    in_force(shop, TERMS + "goodwill.customer = { days = 30, count = 1 }")
    bela(shop)
    customer = a_customer(shop)
    give(shop, 500, customer_id=customer, by=RefundBy.CASH)
    voided = shop.run(lambda unit: void_return(unit, "v-1", "G1-000001", BY_BELA)).slip
    assert (voided.what, voided.lines, voided.customer) == ("goodwill", (), "Budi Santoso")
    assert held(shop) == FLOAT
    assert give(shop, 500, "g-2", customer_id=customer).slip.amount == 500


def test_credit_that_was_used_keeps_its_slip(shop: Shop) -> None:
    in_force(shop, TERMS)
    bela(shop)
    (voucher,) = give(shop, 500).vouchers
    card = voucher.voucher.card
    shop.run(lambda unit: spend_card(unit, card, Money(1), "S-9", FOR_EVER))
    with pytest.raises(Refused, match="void-credit-used"):
        shop.run(lambda unit: void_return(unit, "v-1", "G1-000001", BY_BELA))


def test_once_only(shop: Shop) -> None:
    in_force(shop, TERMS)
    first = give(shop, 500)
    assert [left.document for left in shop.read(list_unconfirmed)] == ["G1-000001"]
    assert give(shop, 500) == first
    assert shop.read(lambda unit: reopen(unit, "g-1", "G1-000001")) == first
    with pytest.raises(Refused, match="request-changed"):
        give(shop, 499)


def test_who_and_what_it_is_about_must_be_there(shop: Shop) -> None:
    in_force(shop, TERMS)
    a_sale(shop)
    with pytest.raises(Refused, match="customer-unknown"):
        give(shop, 1, customer_id=99)
    with pytest.raises(Refused, match="line-unknown"):
        give(shop, 1, sale_id=sale_id_of(shop), line_id=99)
    with pytest.raises(Refused, match="line-unknown"):
        give(shop, 1, sale_id=99)


def test_coins_of_a_sale_are_rounded_as_if_there_were_no_goodwill(shop: Shop) -> None:
    in_force(shop, TERMS)
    a_sale(shop)
    give(shop, 333, sale_id=sale_id_of(shop), by=RefundBy.CASH)
    with shop.unit(writes=False) as unit:
        assert cash_so_far(unit, sale_id_of(shop)) == CashSoFar()
    assert take(shop, asking(shop, "1")).slip.refund == 1000


def test_it_counts_nowhere_as_a_return(shop: Shop) -> None:
    in_force(shop, TERMS)
    customer = a_customer(shop)
    a_sale(shop, customer_id=customer)
    give(shop, 100, customer_id=customer)
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop)))
    assert sale.customer_returns == 0
    asks = a_policy('velocity.a = { days = 9, count = 1, decided_by = "manager" }')
    with shop.unit(writes=False) as unit:
        visit = load_visit(unit, (asks,), customer_id=customer, case_value=ZERO)
    assert visit.visitor.returns == ()


def test_the_database_keeps_it(shop: Shop) -> None:
    in_force(shop, TERMS)
    give(shop, 100)
    for wrong in (
        "UPDATE goodwill SET amount = 1",
        "DELETE FROM goodwill",
        "INSERT INTO goodwill (return_id, amount, reason, note, staff_id, approver_id) "
        "VALUES (1, 1, '', '', 1, 1)",
    ):
        with pytest.raises(DBAPIError), shop.unit() as unit:
            unit.connection.exec_driver_sql(wrong)

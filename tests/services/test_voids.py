"""A return taken by mistake is undone the same day, and both stay on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from models.services.approvals import Approval
from models.services.decisions import decide_return
from models.services.drawer_ledger import cash_held
from models.services.requests import list_unconfirmed, mark_shown
from models.services.returns import take_return
from models.services.sales import open_sale
from models.services.slips import reopen
from models.services.terminal import list_awaiting, settle_refund
from models.services.value_cards import (
    CardLife,
    issue_credit,
    refund_to_card,
    spend_card,
    usable_card,
)
from models.services.visits import load_visit
from models.services.voids import open_void, void_return
from models.tables.goods import StockMovement
from models.tables.journal import JournalEntry
from models.tables.returns import GoodsReturn, Refund
from models.tables.sales import SaleLine, Tender
from models.values import NOTHING, ONE, ZERO, Money, Quantity, Refused, TenderKind
from models.values.shop import Role
from tests.builders import (
    FLOAT,
    NOON,
    PIN,
    a_customer,
    a_line,
    a_policy,
    a_product,
    a_sale,
    in_force,
    promote,
    sale_id_of,
)
from tests.drawers import BELA_PIN, a_person, bela
from tests.services.test_returns import asking, take

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.db import Shop
    from models.services.voids import ReturnVoided

BY_BELA = Approval(badge="2", pin=BELA_PIN, reason="Wrong line scanned")
CARD = {"kind": "debit", "label": "•••• 4242", "amount": Money(1000)}
FOR_EVER = CardLife(months=None, expires_allowed=True)


def void(
    shop: Shop,
    number: str = "R1-000001",
    request: str = "v-1",
    approval: Approval = BY_BELA,
    references: Mapping[int, str] | None = None,
) -> ReturnVoided:
    return shop.run(lambda unit: void_return(unit, request, number, approval, references or {}))


def test_a_void_puts_everything_back(shop: Shop) -> None:
    bela(shop)
    line = a_line(a_product(shop), quantity=Quantity.of(3))
    a_sale(shop, line)
    take(shop, asking(shop, "1"))

    voided = void(shop)

    slip = voided.slip
    assert (slip.head.number, slip.return_number) == ("X1-000001", "R1-000001")
    assert (slip.approver, slip.reason) == ("Bela", "Wrong line scanned")
    assert [part.amount for part in slip.given_back] == [333]
    with shop.unit(writes=False) as unit:
        read = unit.connection
        sold = read.execute(select(SaleLine.returned, SaleLine.refunded)).one()
        assert tuple(sold) == (NOTHING, ZERO)
        assert read.scalar(select(Tender.refunded)) == ZERO
        moved = read.execute(select(StockMovement.bucket, StockMovement.quantity)).all()
        back = Quantity(-1000)
        assert [tuple(row) for row in moved] == [("sellable", ONE), ("sellable", back)]
        assert read.scalar(select(func.count(GoodsReturn.id))) == 1
        events = read.scalars(select(JournalEntry.event)).all()
        assert events[-3:] == ["OperatorBypassApproval", "ApprovalUsed", "PostVoid"]
        assert open_void(unit, "X1-000001") == (slip, 0)


def test_the_goods_can_come_back_again_for_the_same_money(shop: Shop) -> None:
    bela(shop)
    a_sale(shop, a_line(quantity=Quantity.of(3)))
    before = asking(shop, "1")
    take(shop, before)
    void(shop)
    assert take(shop, before, "r-2").slip.refund == 333
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop)))
    assert sale.lines[0].returned_by == ("R1-000002",)


def test_what_was_voided_never_counts_as_a_return(shop: Shop) -> None:
    bela(shop)
    customer = a_customer(shop)
    a_sale(shop, customer_id=customer)
    take(shop, asking(shop, "1"))
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(GoodsReturn.customer_id)) == customer
    void(shop)
    asks = a_policy(
        "limit.clerk_day = 100",
        'velocity.much_of_it = { days = 365, share = 50, decided_by = "manager" }',
    )
    with shop.unit(writes=False) as unit:
        visit = load_visit(unit, (asks,), customer_id=customer, case_value=ZERO)
    assert (visit.clerk_day, visit.visitor.returns) == (ZERO, ())
    assert visit.visitor.bought
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop)))
    assert (sale.customer_returns, sale.lines[0].returned_by) == (0, ())


def test_cash_goes_back_into_the_drawer(shop: Shop) -> None:
    bela(shop)
    a_sale(shop)
    taken = take(shop, asking(shop, "1"))
    assert held(shop) == FLOAT - Money(taken.slip.refund)
    void(shop)
    assert held(shop) == FLOAT


def held(shop: Shop) -> Money | None:
    return shop.read(lambda unit: cash_held(unit, lock=False))


def test_what_waits_at_the_terminal_is_called_off(shop: Shop) -> None:
    bela(shop)
    a_sale(shop, tenders=(CARD,))
    (waits,) = take(shop, asking(shop, "1")).awaiting
    void(shop)
    assert shop.read(list_awaiting) == ()
    with pytest.raises(Refused, match="refund-settled"):
        shop.run(lambda unit: settle_refund(unit, waits.refund_id, "T-1"))
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(Refund.reference)) == "X1-000001"


def test_what_the_terminal_has_paid_needs_its_reference(shop: Shop) -> None:
    bela(shop)
    a_sale(shop, tenders=(CARD,))
    (waits,) = take(shop, asking(shop, "1")).awaiting
    shop.run(lambda unit: settle_refund(unit, waits.refund_id, "T-1"))
    with pytest.raises(Refused, match="void-needs-terminal"):
        void(shop)
    with pytest.raises(Refused, match="reference-missing"):
        void(shop, references={waits.refund_id: " "})
    assert void(shop, references={waits.refund_id: "T-2"}).slip.references == ("T-2",)


def test_credit_nobody_used_is_taken_back(shop: Shop) -> None:
    bela(shop)
    a_sale(shop)
    take(shop, asking(shop, "1"))
    card = issued_for_the_return(shop)
    void(shop)
    with pytest.raises(Refused, match="value-card-voided"):
        shop.run(lambda unit: usable_card(unit, card, FOR_EVER))


def test_credit_that_was_used_keeps_the_return(shop: Shop) -> None:
    bela(shop)
    a_sale(shop)
    take(shop, asking(shop, "1"))
    card = issued_for_the_return(shop)
    shop.run(lambda unit: spend_card(unit, card, Money(1), "S-2", FOR_EVER))
    with pytest.raises(Refused, match="void-credit-used"):
        void(shop)
    assert stands(shop)


def test_money_put_on_a_card_of_the_customer_comes_off_it(shop: Shop) -> None:
    bela(shop)
    a_sale(shop)
    gift = shop.run(
        lambda unit: (
            issue_credit(unit, Money(500), kind=TenderKind.GIFT_CARD, life=FOR_EVER).number
        )
    )
    take(shop, asking(shop, "1"))
    shop.run(lambda unit: refund_to_card(unit, gift, Money(1000), "R1-000001", FOR_EVER))
    void(shop)
    assert shop.run(lambda unit: usable_card(unit, gift, FOR_EVER)).balance == Money(500)


def test_a_bundles_discount_goes_back_to_the_lines_it_came_from(shop: Shop) -> None:
    bela(shop)
    in_force(shop, 'window = "30 days"\nbundles = "take-back"')
    kettle, towel = a_sale(
        shop,
        a_line(unit_price=Money(1000), paid=Money(800)),
        a_line(unit_price=Money(1000), paid=Money(800), sku="TOWEL"),
    )
    for line in (kettle, towel):
        promote(shop, line, "bundle", "Set", amount=Money(200))
    take(shop, asking(shop, "1"))
    rest = asking(shop, "1", "1")
    take(shop, replace(rest, lines=rest.lines[1:]), "r-2")
    assert booked(shop) == [800, 800]
    void(shop, "R1-000002")
    assert booked(shop) == [600, 0]
    void(shop, "R1-000001", "v-2")
    assert booked(shop) == [0, 0]


def test_the_newest_return_of_a_sale_is_voided_first(shop: Shop) -> None:
    bela(shop)
    a_sale(shop, a_line(quantity=Quantity.of(3)))
    take(shop, asking(shop, "1"))
    take(shop, asking(shop, "1"), "r-2")
    with pytest.raises(Refused, match="void-newer-first"):
        void(shop)
    void(shop, "R1-000002")
    assert void(shop, request="v-2").slip.head.number == "X1-000002"


def test_the_same_request_voids_once(shop: Shop) -> None:
    bela(shop)
    a_sale(shop)
    take(shop, asking(shop, "1"))
    first = void(shop)
    assert void(shop) == first
    with pytest.raises(Refused, match="request-changed"):
        void(shop, approval=replace(BY_BELA, reason="Another"))
    with pytest.raises(Refused, match="void-twice"):
        void(shop, request="v-2")
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.exec_driver_sql("UPDATE goods_return SET voided_by = NULL")


@pytest.mark.parametrize(
    ("approval", "code"),
    [
        (Approval(badge="1", pin=PIN, reason="Mine"), "approver-not-allowed"),
        (Approval(badge="7", pin="2469", reason="A colleague"), "approver-not-allowed"),
        (replace(BY_BELA, pin="9999"), "sign-on-wrong"),
        (replace(BY_BELA, reason=" "), "approval-reason-missing"),
    ],
    ids=["the clerk", "no manager", "wrong PIN", "no reason"],
)
def test_it_takes_another_managers_yes(shop: Shop, approval: Approval, code: str) -> None:
    bela(shop)
    a_person(shop, "Sari", "7", Role.CLERK, "2469")
    a_sale(shop)
    take(shop, asking(shop, "1"))
    with pytest.raises(Refused, match=code):
        void(shop, approval=approval)
    assert stands(shop)


def test_only_on_the_same_business_day(shop: Shop) -> None:
    bela(shop)
    a_sale(shop)
    take(shop, asking(shop, "1"))
    shop.clock = lambda: NOON + timedelta(days=1)
    with pytest.raises(Refused, match="void-too-late"):
        void(shop)
    with pytest.raises(Refused, match="void-unknown"):
        void(shop, "R1-000009")
    assert stands(shop)


def test_replay_leaves_out_what_was_voided(shop: Shop) -> None:
    from models.services.replay_records import count_lines

    bela(shop)
    a_sale(shop)
    asked = asking(shop, "1")
    seen = shop.read(lambda unit: decide_return(unit, asked))
    shop.run(lambda unit: take_return(unit, "r-1", asked, seen))
    since = NOON - timedelta(days=1)
    assert shop.read(lambda unit: count_lines(unit, since))[0] == 1
    void(shop)
    assert shop.read(lambda unit: count_lines(unit, since))[0] == 0


def issued_for_the_return(shop: Shop) -> str:
    with shop.unit() as unit:
        return_id = unit.connection.scalar(select(GoodsReturn.id))
        return issue_credit(
            unit,
            Money(1000),
            kind=TenderKind.STORE_CREDIT,
            life=FOR_EVER,
            return_id=return_id,
        ).number


def stands(shop: Shop) -> bool:
    with shop.unit(writes=False) as unit:
        read = unit.connection
        voided = read.scalars(select(GoodsReturn.voided_by)).all()
        return voided == [None] and read.scalar(select(SaleLine.returned)) == ONE


def booked(shop: Shop) -> list[int]:
    with shop.unit(writes=False) as unit:
        lines = unit.connection.scalars(select(SaleLine.refunded).order_by(SaleLine.id))
        return [amount.minor for amount in lines]


def test_a_void_that_nobody_has_seen_is_told_at_the_next_start(shop: Shop) -> None:
    bela(shop)
    a_sale(shop)
    take(shop, asking(shop, "1"))
    shop.run(lambda unit: mark_shown(unit, "r-1"))
    void(shop)
    (unseen,) = shop.read(list_unconfirmed)
    assert (unseen.request_id, unseen.document) == ("v-1", "X1-000001")
    again = shop.read(lambda unit: reopen(unit, unseen.request_id, unseen.document))
    assert again.slip.head.number == "X1-000001"

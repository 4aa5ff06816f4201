"""A price that is corrected: part of the money back, while the goods stay."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.services.approvals import Approval
from models.services.corrections import CorrectionAsked, correct_price, decide_correction
from models.services.drawer_ledger import cash_held
from models.services.exchange_decisions import ExchangeAsked, GoingOut, decide_exchange
from models.services.replay import replay
from models.services.requests import list_unconfirmed
from models.services.sales import open_sale
from models.services.search import PaperNamed, look_up
from models.services.slips import reopen
from models.services.terminal import decline_refund, list_awaiting
from models.services.visits import load_visit
from models.services.voids import void_return
from models.tables.giving import PriceCorrection
from models.tables.journal import JournalEntry
from models.tables.returns import GoodsReturn
from models.tables.sales import SaleLine, Tender
from models.values import ONE, ZERO, Money, Quantity, Refused, TenderKind
from models.values.codes import Answer, CorrectionReason, RefundBy, Remedy
from models.values.giving_papers import CorrectionSlip
from tests.builders import (
    FLOAT,
    a_customer,
    a_line,
    a_policy,
    a_product,
    a_sale,
    in_force,
    promote,
    sale_id_of,
)
from tests.drawers import BELA_PIN, bela, sari
from tests.services.test_returns import asking, take

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.giving import Giving, MoneyGiven

TERMS = 'window = "30 days"\nrefund.choices = ["cash"]\ncorrection.clerk = 5\n'
BY_BELA = Approval(badge="2", pin=BELA_PIN, reason="The shelf was wrong")
CARD = {"kind": "debit", "label": "•••• 4242", "amount": Money(1000)}


def wish(shop: Shop, amount: int, *, line: int = 1, **values: Any) -> CorrectionAsked:
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop)))
    facts = {"reason": CorrectionReason.SHELF_PRICE, **values}
    line_id = sale.lines[line - 1].line_id
    return CorrectionAsked(sale_id=sale.sale_id, line_id=line_id, amount=Money(amount), **facts)


def decide(shop: Shop, asked: CorrectionAsked) -> Giving:
    return shop.read(lambda unit: decide_correction(unit, asked))


def correct(
    shop: Shop,
    amount: int,
    request: str = "c-1",
    approval: Approval | None = None,
    **values: Any,
) -> MoneyGiven:
    asked = wish(shop, amount, **values)
    seen = decide(shop, asked)
    return shop.run(lambda unit: correct_price(unit, request, asked, seen, approval))


def void(shop: Shop, number: str, request: str = "v-1") -> None:
    shop.run(lambda unit: void_return(unit, request, number, BY_BELA))


def line_now(shop: Shop) -> tuple[Quantity, Money, Money]:
    with shop.unit(writes=False) as unit:
        columns = (SaleLine.returned, SaleLine.refunded, SaleLine.corrected)
        row = unit.connection.execute(select(*columns).order_by(SaleLine.id)).first()
        assert row is not None
        return row.returned, row.refunded, row.corrected


def test_everything_is_written_together(shop: Shop) -> None:
    in_force(shop, TERMS)
    a_sale(shop, a_line(a_product(shop), quantity=Quantity.of(3)))
    given = correct(shop, 100)

    slip = given.slip
    assert isinstance(slip, CorrectionSlip)
    assert (slip.head.number, slip.sale_number) == ("C1-000001", "S-1")
    assert (slip.before, slip.amount, slip.after, slip.tax) == (1000, 100, 900, 17)
    assert (slip.reason, slip.approver, slip.quantity) == ("shelf-price", "", 3000)
    assert [(part.kind, part.amount) for part in slip.paid_out] == [("cash", 100)]
    assert line_now(shop) == (Quantity(), ZERO, Money(100))
    with shop.unit(writes=False) as unit:
        read = unit.connection
        assert read.scalar(select(Tender.refunded)) == Money(100)
        assert read.scalar(select(GoodsReturn.what)) == "correction"
        row = read.execute(
            select(PriceCorrection.amount, PriceCorrection.tax, PriceCorrection.since)
        ).one()
        assert tuple(row) == (Money(100), Money(17), Quantity())
        assert (
            read.scalars(select(JournalEntry.event).order_by(JournalEntry.number)).all()[-1]
            == "PriceCorrected"
        )
        assert cash_held(unit, lock=False) == FLOAT - Money(100)


def test_what_was_given_back_lessens_what_a_return_pays(shop: Shop) -> None:
    in_force(shop, TERMS)
    a_sale(shop, a_line(quantity=Quantity.of(3)))
    assert take(shop, asking(shop, "1")).slip.refund == 333
    correct(shop, 100)
    back = take(shop, asking(shop, "2"), "r-2").slip
    assert (back.refund, back.tax) == (567, 94)
    assert line_now(shop) == (Quantity.of(3), Money(900), Money(100))
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop)))
    assert (sale.lines[0].paid, sale.lines[0].corrected) == (Money(1000), Money(100))


def test_once_only(shop: Shop) -> None:
    in_force(shop, TERMS)
    a_sale(shop)
    first = correct(shop, 100)
    (left,) = shop.read(list_unconfirmed)
    assert left.document == "C1-000001"
    assert correct(shop, 100) == first
    with pytest.raises(Refused, match="request-changed"):
        correct(shop, 101)
    assert line_now(shop)[2] == Money(100)
    assert shop.read(lambda unit: reopen(unit, "c-1", "C1-000001")) == first
    found = shop.read(lambda unit: look_up(unit, "c1-000001"))
    assert found == PaperNamed(code="C1-000001")


@pytest.mark.parametrize(
    ("amount", "why"),
    [(1001, "more-than-paid"), (0, "amount-missing"), (-5, "amount-missing")],
)
def test_never_more_than_was_paid(shop: Shop, amount: int, why: str) -> None:
    in_force(shop, TERMS, 'when.sku = "KETTLE"\ncorrection.clerk = 5000')
    a_sale(shop)
    with pytest.raises(Refused, match=why):
        correct(shop, amount)
    assert line_now(shop)[2] == ZERO


def test_the_database_holds_what_was_paid(shop: Shop) -> None:
    in_force(shop, TERMS)
    a_sale(shop)
    correct(shop, 100)
    for wrong in (
        "UPDATE sale_line SET refunded = 901",
        "UPDATE sale_line SET corrected = 1001",
        "UPDATE sale_line SET corrected = -1",
        "UPDATE price_correction SET amount = 1",
        "DELETE FROM price_correction",
        "UPDATE goods_return SET what = 'gift'",
    ):
        with pytest.raises(DBAPIError), shop.unit() as unit:
            unit.connection.execute(text(wrong))


def test_beyond_the_clerks_limit_a_manager_decides(shop: Shop) -> None:
    clerk = sari(shop)
    bela(shop)
    in_force(shop, TERMS + "correction.manager = 8")
    a_sale(shop)
    decision = decide(shop, wish(shop, 600))
    assert (decision.answer, decision.most) == (Answer.OVERRIDE, Money(1000))
    with pytest.raises(Refused, match="approval-needed"):
        correct(shop, 600)
    with pytest.raises(Refused, match="approver-not-allowed"):
        correct(shop, 600, approval=replace(BY_BELA, badge="7", pin="2469"))
    assert line_now(shop)[2] == ZERO
    slip = correct(shop, 600, approval=BY_BELA).slip
    assert (slip.approver, slip.head.number) == ("Bela", "C1-000001")
    with shop.unit(writes=False) as unit:
        kept = unit.connection.execute(
            select(PriceCorrection.staff_id, PriceCorrection.approver_id)
        ).one()
        assert (kept.staff_id, kept.approver_id) == (clerk.staff_id, clerk.staff_id + 1)
    with pytest.raises(Refused, match="sum-above-all"):
        correct(shop, 801, "c-2", BY_BELA)


def test_another_tender_is_a_managers_matter(shop: Shop) -> None:
    bela(shop)
    in_force(shop, TERMS)
    a_sale(shop, tenders=(CARD,))
    assert correct(shop, 100, refund_by=RefundBy.CASH).slip.paid_out[0].kind == "cash"
    other = RefundBy.STORE_CREDIT
    with pytest.raises(Refused, match="approval-needed"):
        correct(shop, 100, "c-2", refund_by=other)
    given = correct(shop, 100, "c-2", BY_BELA, refund_by=other)
    assert [part.kind for part in given.slip.paid_out] == ["store-credit"]
    assert len(given.vouchers) == 1


def test_what_the_terminal_declines_goes_out_in_another_way(shop: Shop) -> None:
    in_force(shop, TERMS)
    a_sale(shop, tenders=(CARD,))
    (waits,) = correct(shop, 100).awaiting
    assert (waits.slip, waits.amount) == ("C1-000001", Money(100))
    declined = shop.run(
        lambda unit: decline_refund(unit, "d-1", waits.refund_id, "Expired", RefundBy.CASH)
    )
    assert (declined.kind, declined.amount) == (TenderKind.CASH, Money(100))
    assert shop.read(list_awaiting) == ()
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(Tender.refunded)) == Money(100)


def test_it_counts_nowhere_as_a_return(shop: Shop) -> None:
    in_force(shop, TERMS)
    customer = a_customer(shop)
    a_sale(shop, customer_id=customer)
    correct(shop, 100)
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop)))
    assert (sale.customer_returns, sale.lines[0].returned_by) == (0, ())
    asks = a_policy(
        "limit.clerk_day = 100", 'velocity.a = { days = 9, count = 1, decided_by = "manager" }'
    )
    with shop.unit(writes=False) as unit:
        visit = load_visit(unit, (asks,), customer_id=customer, case_value=ZERO)
    assert (visit.clerk_day, visit.visitor.returns) == (ZERO, ())


def test_a_void_puts_the_price_back(shop: Shop) -> None:
    bela(shop)
    in_force(shop, TERMS)
    a_sale(shop, a_line(quantity=Quantity.of(3)))
    correct(shop, 100)
    voided = shop.run(lambda unit: void_return(unit, "v-1", "C1-000001", BY_BELA)).slip
    assert (voided.what, voided.return_number) == ("correction", "C1-000001")
    assert [(line.quantity, line.gross) for line in voided.lines] == [(3000, 100)]
    assert line_now(shop) == (Quantity(), ZERO, ZERO)
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(Tender.refunded)) == ZERO
        assert cash_held(unit, lock=False) == FLOAT
    assert take(shop, asking(shop, "3")).slip.refund == 1000


def test_what_came_after_it_is_voided_first(shop: Shop) -> None:
    bela(shop)
    in_force(shop, TERMS)
    a_sale(shop, a_line(quantity=Quantity.of(3)))
    take(shop, asking(shop, "1"))
    correct(shop, 100)
    take(shop, asking(shop, "1"), "r-2")
    for number, newer in (("C1-000001", "R1-000002"), ("R1-000001", "R1-000002")):
        with pytest.raises(Refused, match="void-newer-first") as refused:
            void(shop, number)
        assert refused.value.messages[0].facts["newer"] == newer
    for request, number in enumerate(("R1-000002", "C1-000001", "R1-000001")):
        void(shop, number, f"v-{request}")
    assert line_now(shop) == (Quantity(), ZERO, ZERO)


def test_an_exchange_carries_what_is_left_of_the_price(shop: Shop) -> None:
    in_force(shop, TERMS)
    kettle = a_product(shop)
    a_sale(shop, a_line(kettle))
    correct(shop, 100)
    back = replace(asking(shop, "1"), remedy=Remedy.EXCHANGE)
    asked = ExchangeAsked(back=back, out=(GoingOut(product_id=kettle, quantity=ONE),))
    decided = shop.read(lambda unit: decide_exchange(unit, asked))
    assert (decided.difference.value, decided.difference.price) == (Money(900), Money(900))


def test_a_bundle_in_parts_and_a_correction_give_back_what_was_paid(shop: Shop) -> None:
    """Two lines of a set at 20.00 instead of 24.00; the set ends and is corrected between."""
    in_force(shop, TERMS + 'bundles = "take-back"')
    set_of = a_line(quantity=Quantity.of(2), unit_price=Money(600))
    ids = a_sale(shop, set_of, dict(set_of))
    for line_id in ids:
        promote(shop, line_id, "bundle", "Set")
    first = take(shop, asking(shop, "1")).slip.refund
    correct(shop, 150, line=2)
    second = take(shop, asking(shop, "1"), "r-2").slip.refund
    correct(shop, 50, "c-2", line=2)
    both = asking(shop, "1", "2")
    last = take(shop, replace(both, lines=both.lines[1:]), "r-3").slip.refund
    assert first + 150 + second + 50 + last == 2000


def test_a_replay_knows_what_was_corrected_before(shop: Shop) -> None:
    in_force(shop, TERMS)
    a_sale(shop, a_line(a_product(shop), quantity=Quantity.of(3)))
    take(shop, asking(shop, "1"))
    correct(shop, 100)
    take(shop, asking(shop, "2"), "r-2")
    draft = a_policy(TERMS)
    with shop.unit(writes=False) as unit:
        again = replay(unit, draft)
    assert again is not None
    assert [row.in_force.refund.minor for row in again.rows] == [333, 567]


def test_two_corrections_at_once_never_give_back_more_than_was_paid(shop: Shop) -> None:
    """Both clerks saw that there was enough; one is told to look again."""
    in_force(shop, TERMS, 'when.sku = "KETTLE"\ncorrection.clerk = 10')
    a_sale(shop)
    asked = wish(shop, 600)
    seen = decide(shop, asked)
    said: list[str] = []

    def give(request: str) -> None:
        try:
            shop.run(lambda unit: correct_price(unit, request, asked, seen))
            said.append("given")
        except Refused as why:
            said.append(why.messages[-1].code)

    both = [Thread(target=give, args=(request,)) for request in ("c-1", "c-2")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(said) == ["given", "more-than-paid"]
    assert line_now(shop)[2] == Money(600)

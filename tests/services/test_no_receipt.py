"""Goods without a receipt: what they are worth, who brought how many, and all on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import inspect, select, text

from models.services.decisions import ComingBack, Decision
from models.services.documents import open_paper
from models.services.identities import forget_in_time, identify_document
from models.services.no_receipt import (
    ProductBack,
    WithoutSale,
    decide_without_sale,
    open_product,
    take_without_sale,
)
from models.tables.goods import StockMovement
from models.tables.identities import IdentityShown
from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.values import ONE, Money, Quantity, Refused
from models.values.codes import Answer, Capture, Condition, Proof, Reason
from models.values.identities import Identity, IdentityKind
from receipts.document import Pair
from receipts.slips import return_slip
from tests.builders import NOON, a_customer, a_line, a_product, a_sale, in_force

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.returns import ReturnTaken

POLICY = """window = "30 days"
proof = ["receipt", "none"]
no_receipt.lowest_price_days = 90"""
NUMBER = "3273010101900001"


def back(product_id: int, place: int = 1, **given: Any) -> ProductBack:
    entered = {
        "quantity": ONE,
        "reason": Reason.CHANGED_MIND,
        "condition": Condition.AS_NEW,
        **given,
    }
    return ProductBack(product_id=product_id, coming=ComingBack(line_id=place, **entered))


def asking(*lines: ProductBack, **given: Any) -> WithoutSale:
    return WithoutSale(lines=lines, **given)


def decide(shop: Shop, asked: WithoutSale) -> Decision:
    return shop.read(lambda unit: decide_without_sale(unit, asked))


def take(shop: Shop, asked: WithoutSale, request: str = "r-1") -> ReturnTaken:
    seen = decide(shop, asked)
    return shop.run(lambda unit: take_without_sale(unit, request, asked, seen))


def shown(shop: Shop, number: str = NUMBER) -> Identity:
    return shop.read(lambda unit: identify_document(unit, IdentityKind.NATIONAL, "ID", number))


def codes(decision: Decision) -> set[str]:
    return {
        finding.message.code for line in decision.lines for finding in line.decision.findings
    }


@pytest.fixture
def kettle(shop: Shop) -> int:
    in_force(shop, POLICY)
    return a_product(shop)


def test_everything_is_written_together(shop: Shop, kettle: int) -> None:
    taken = take(shop, asking(back(kettle, quantity=Quantity.of(2))))

    slip = taken.slip
    assert (slip.head.number, slip.sale_number, slip.sold_on) == ("R1-000001", "", "")
    assert (slip.refund, slip.tax) == (2000, 333)
    assert [(paid.kind, paid.amount) for paid in slip.paid_out] == [("store-credit", 2000)]
    with shop.unit(writes=False) as unit:
        connection = unit.connection
        returned = connection.execute(select(GoodsReturn.sale_id, GoodsReturn.proof)).one()
        assert tuple(returned) == (None, "none")
        line = connection.execute(
            select(ReturnLine.line_id, ReturnLine.product_id, ReturnLine.gross)
        ).one()
        assert tuple(line) == (None, kettle, Money(2000))
        stock = connection.execute(select(StockMovement.quantity, StockMovement.bucket)).one()
        assert tuple(stock) == (Quantity.of(2), "sellable")
        assert connection.scalar(select(Refund.exact)) == Money(2000)
        assert open_paper(unit, "R1-000001").slip == slip


def test_the_slip_says_that_there_was_no_receipt(shop: Shop, kettle: int) -> None:
    paper = return_slip(take(shop, asking(back(kettle))).slip)
    pairs = {block.label: block.figure for block in paper.blocks if isinstance(block, Pair)}
    assert pairs["Sale"] == "without a receipt"
    assert "Sold on" not in pairs


def test_the_same_request_happens_once(shop: Shop, kettle: int) -> None:
    asked = asking(back(kettle))
    first, again = take(shop, asked), take(shop, asked)
    assert first.slip == again.slip
    with shop.unit(writes=False) as unit:
        assert len(unit.connection.scalars(select(GoodsReturn.id)).all()) == 1
    with pytest.raises(Refused, match="request-changed"):
        take(shop, asking(back(kettle, quantity=Quantity.of(2))))


@pytest.mark.parametrize(
    ("paid", "ago", "refund"),
    [(800, 10, 800), (800, 100, 1000), (1500, 10, 1000)],
    ids=["sold for less", "too long ago", "sold for more"],
)
def test_the_lowest_price_of_the_period_and_never_more_than_todays(
    shop: Shop, kettle: int, paid: int, ago: int, refund: int
) -> None:
    line = a_line(kettle, paid=Money(paid), quantity=ONE)
    a_sale(shop, line, sold_at=NOON - timedelta(ago))
    assert decide(shop, asking(back(kettle))).refund == Money(refund)
    assert shop.read(lambda unit: open_product(unit, kettle, 1)).paid == Money(refund)


def test_weighed_goods_come_back_by_weight_and_pieces_whole(shop: Shop, kettle: int) -> None:
    rice = a_product(shop, "Rice", weighed=True, price=Money(333))
    half = Quantity.of("0.5")
    assert decide(shop, asking(back(rice, quantity=half))).refund == Money(167)
    assert "not-by-weight" in codes(decide(shop, asking(back(kettle, quantity=half))))


def test_a_policy_without_such_returns_refuses_them(shop: Shop) -> None:
    kettle = a_product(shop)
    in_force(shop, 'window = "30 days"')
    decision = decide(shop, asking(back(kettle)))
    assert decision.answer is Answer.REFUSE
    assert "proof-not-enough" in codes(decision)
    with pytest.raises(Refused, match="return-refused"):
        take(shop, asking(back(kettle)))


def test_the_policy_may_say_cash(shop: Shop) -> None:
    in_force(shop, POLICY, 'when.proof = "none"\nrefund.to = "cash"')
    kettle = a_product(shop)
    assert [part.kind for part in decide(shop, asking(back(kettle))).plan] == ["cash"]


def test_nothing_entered_is_no_return(shop: Shop, kettle: int) -> None:
    assert decide(shop, asking()).answer is Answer.ASK
    assert decide(shop, asking(back(kettle, quantity=Quantity()))).answer is Answer.ASK
    with pytest.raises(Refused, match="nothing-coming-back"):
        take(shop, asking())
    with pytest.raises(Refused, match="product-unknown"):
        decide(shop, asking(back(99)))


def test_what_the_clerk_saw_must_still_be_so(shop: Shop, kettle: int) -> None:
    asked = asking(back(kettle))
    seen = decide(shop, asked)
    a_sale(shop, a_line(kettle, paid=Money(700)))
    with pytest.raises(Refused, match="decision-changed"):
        shop.run(lambda unit: take_without_sale(unit, "r-1", asked, seen))


# Serial numbers.


@pytest.fixture
def phone(shop: Shop, kettle: int) -> int:
    return a_product(shop, "Phone", serialised=True)


def test_a_piece_with_a_serial_number_needs_it(shop: Shop, phone: int) -> None:
    decision = decide(shop, asking(back(phone)))
    assert decision.answer is Answer.ASK
    assert {"serial-missing", "without-receipt"} <= codes(decision)
    noted = back(phone, captured={Capture.SERIAL: "SN-1"})
    assert decide(shop, asking(noted)).answer is Answer.ACCEPT
    two = back(phone, serial="SN-1", quantity=Quantity.of(2))
    assert "more-than-left" in codes(decide(shop, asking(two)))


def test_a_piece_comes_back_once(shop: Shop, phone: int) -> None:
    taken = take(shop, asking(back(phone, captured={Capture.SERIAL: "sn-1"})))
    assert taken.slip.lines[0].serial == "sn-1"
    with pytest.raises(Refused, match="serial-came-back"):
        decide(shop, asking(back(phone, serial="sn-1")))
    with pytest.raises(Refused, match="serial-twice"):
        decide(shop, asking(back(phone, serial="SN-2"), back(phone, 2, serial="sn-2")))


def test_a_piece_that_was_sold_here_has_a_sale(shop: Shop, phone: int) -> None:
    a_sale(shop, a_line(phone, serial="SN-9"), number="S-7")
    with pytest.raises(Refused, match="serial-was-sold") as refusal:
        decide(shop, asking(back(phone, serial="sn-9")))
    assert refusal.value.messages[0].facts["number"] == "S-7"


# Who brings it.


@pytest.fixture
def limited(shop: Shop) -> int:
    in_force(shop, POLICY + "\nno_receipt.period = { days = 90, count = 1 }\ncapture.id = true")
    return a_product(shop)


def test_a_document_is_asked_for_and_a_tick_is_not_enough(shop: Shop, limited: int) -> None:
    ticked = back(limited, captured={Capture.IDENTITY: "seen"})
    decision = decide(shop, asking(ticked))
    assert {"needs-id", "needs-customer"} <= codes(decision)
    assert decide(shop, asking(ticked, identity=shown(shop))).answer is Answer.ACCEPT


def test_the_same_document_is_counted_without_a_name(shop: Shop, limited: int) -> None:
    take(shop, asking(back(limited), identity=shown(shop)))
    again = decide(shop, asking(back(limited), identity=shown(shop, "3273 0101 0190 0001")))
    assert (again.answer, "no-receipt-period" in codes(again)) == (Answer.OVERRIDE, True)
    other = asking(back(limited), identity=shown(shop, "3273010101900002"))
    assert decide(shop, other).answer is Answer.ACCEPT


def test_a_customer_is_counted_whatever_they_show(shop: Shop, limited: int) -> None:
    budi = a_customer(shop)
    mine = asking(back(limited), customer_id=budi, identity=shown(shop))
    assert take(shop, mine).slip.customer == "Budi Santoso"
    lent = replace(mine, identity=shown(shop, "3273010101900002"))
    assert "no-receipt-period" in codes(decide(shop, lent))
    friend = replace(mine, customer_id=a_customer(shop, "Ani"))
    assert "no-receipt-period" in codes(decide(shop, friend))


def test_name_and_document_together_are_counted_once(shop: Shop) -> None:
    in_force(shop, POLICY + "\nno_receipt.period = { days = 90, count = 2 }")
    kettle, budi = a_product(shop), a_customer(shop)
    asked = asking(back(kettle), customer_id=budi, identity=shown(shop))
    take(shop, asked)
    assert decide(shop, asked).answer is Answer.ACCEPT
    take(shop, asked, "r-2")
    assert "no-receipt-period" in codes(decide(shop, asked))


def test_of_the_document_only_the_keyed_hash_is_kept(shop: Shop, limited: int) -> None:
    take(shop, asking(back(limited), identity=shown(shop)))
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalars(select(IdentityShown.last)).all() == ["001"]
        assert unit.connection.scalar(select(ReturnLine.captured)) == '{"id":"seen"}'
        for table in inspect(unit.connection).get_table_names():
            for row in unit.connection.execute(text(f'SELECT * FROM "{table}"')):
                assert NUMBER not in str(tuple(row)), table


def test_documents_are_forgotten_once_no_limit_counts_them(shop: Shop, limited: int) -> None:
    take(shop, asking(back(limited), identity=shown(shop)))
    assert shop.run(forget_in_time) == 0
    shop.clock = lambda: NOON + timedelta(367)
    assert shop.run(forget_in_time) == 1
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalars(select(GoodsReturn.proof)).all() == [Proof.NONE]

"""Gift receipts: their number opens the gift, and nothing goes back to whoever paid for it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.exchange_decisions import ExchangeAsked, GoingOut, decide_exchange
from models.services.exchanges import take_exchange
from models.services.gift_receipts import GiftAsked, GiftGiven, make_gift_receipt
from models.services.returns import take_return
from models.services.sales import open_sale
from models.services.search import GiftNamed, look_up, products_named
from models.services.slips import reopen_any
from models.tables.documents import Document
from models.tables.journal import JournalEntry
from models.tables.returns import GoodsReturn, Refund
from models.tables.value_cards import ValueCard
from models.values import ONE, Money, Quantity, Refused
from models.values.codes import Charge, Condition, Proof, Reason, RefundBy, Remedy
from models.values.printing import PaperWish
from tests.builders import NOON, a_customer, a_line, a_product, a_sale, in_force, sale_id_of
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.db import Shop

VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(5400)}
TWO, THREE = Quantity.of(2), Quantity.of(3)


@pytest.fixture(autouse=True)
def lines(shop: Shop) -> list[int]:
    in_force(shop, 'window = "30 days"\nrefund.choices = ["cash", "gift-card"]')
    cup, pot = a_product(shop, "Cup"), a_product(shop, "Pot")
    return a_sale(
        shop,
        a_line(cup, sku="CUP", description="Cup", quantity=THREE, paid=Money(3300)),
        a_line(pot, sku="POT", description="Pot", paid=Money(1900)),
        a_line(charge=Charge.DELIVERY, description="Delivery", paid=Money(200), tax=Money()),
        tenders=(VISA,),
        customer_id=a_customer(shop),
    )


def given(
    shop: Shop, *lines: tuple[int, Quantity], request: str = "g-1", language: str = ""
) -> GiftGiven:
    asked = GiftAsked(sale_id=sale_id_of(shop), lines=lines)
    wish = PaperWish(language=language)
    return shop.run(lambda unit: make_gift_receipt(unit, request, asked, wish))


def brought(shop: Shop, line_id: int, **values: object) -> ReturnAsked:
    coming = ComingBack(
        line_id=line_id,
        quantity=Quantity.of(1),
        reason=Reason.GIFT,
        condition=Condition.SEALED,
    )
    return ReturnAsked(
        sale_id=sale_id_of(shop),
        lines=(coming,),
        proof=Proof.GIFT_RECEIPT,
        **values,  # type: ignore[arg-type]
    )


def test_it_says_what_was_given_and_never_what_it_cost(shop: Shop, lines: list[int]) -> None:
    receipt = given(shop, (lines[0], TWO), language="fil").slip
    assert (receipt.head.number, receipt.head.language) == ("P1-000001", "fil")
    (cup,) = receipt.lines
    assert (cup.description, cup.quantity) == ("Cup", 2000)
    with shop.unit(writes=False) as unit:
        stored = str(unit.connection.scalar(select(Document.snapshot)))
    for figure in ("1100", "2200", "3300", "5400", "4242", "Budi"):
        assert figure not in stored
    with shop.unit(writes=False) as unit:
        newest = select(JournalEntry).order_by(JournalEntry.number.desc()).limit(1)
        entry = unit.connection.execute(newest).one()
    assert entry.event == "GiftReceiptMade"
    body = json.loads(entry.body)
    assert (body["slip"], body["sale"], body["lines"]) == (
        "P1-000001",
        "S-1",
        [[lines[0], 2000]],
    )
    nothing_is_wrong(shop)


def test_it_says_until_when_where_that_is_one_day(shop: Shop, lines: list[int]) -> None:
    both = ((lines[0], TWO), (lines[1], Quantity.of(1)))
    assert given(shop, *both).slip.until == "2026-12-05"
    in_force(
        shop,
        'window = "30 days"',
        'when = { sku = "pot" }\nwindow = "no limit"',
        since=NOON.date() - timedelta(days=100),
    )
    assert given(shop, *both, request="g-2").slip.until == ""
    assert given(shop, both[0], request="g-3").slip.until == "2026-12-05"


def test_once_only(shop: Shop, lines: list[int]) -> None:
    first = given(shop, (lines[1], Quantity.of(1)))
    assert given(shop, (lines[1], Quantity.of(1))) == first
    with pytest.raises(Refused, match="request-changed"):
        given(shop, (lines[0], Quantity.of(1)))
    assert given(shop, (lines[0], TWO), request="g-2").slip.head.number == "P1-000002"
    assert shop.read(lambda unit: reopen_any(unit, "g-1", "P1-000001")) == first


@pytest.mark.parametrize(
    ("place", "quantity", "code"),
    [
        pytest.param(0, Quantity.of(4), "gift-not-left", id="more-than-was-sold"),
        pytest.param(0, Quantity.of(0), "gift-not-left", id="nothing-of-it"),
        pytest.param(2, Quantity.of(1), "gift-no-goods", id="a-charge"),
        pytest.param(None, Quantity.of(1), "line-unknown", id="of-another-sale"),
    ],
)
def test_only_goods_that_can_still_come_back(
    shop: Shop, lines: list[int], place: int | None, quantity: Quantity, code: str
) -> None:
    line = 999 if place is None else lines[place]
    with pytest.raises(Refused, match=code):
        given(shop, (line, quantity))


def test_no_goods_are_no_gift(shop: Shop) -> None:
    with pytest.raises(Refused, match="gift-nothing-chosen"):
        given(shop)


def test_its_number_opens_the_gift_and_no_more_of_the_sale(
    shop: Shop, lines: list[int]
) -> None:
    given(shop, (lines[0], TWO))
    sale_id = sale_id_of(shop)
    found = shop.read(lambda unit: look_up(unit, "p1-000001"))
    assert found == GiftNamed(code="P1-000001", sale_id=sale_id)
    sale = shop.read(lambda unit: open_sale(unit, sale_id, "P1-000001"))
    assert sale.gift == "P1-000001"
    assert [(line.description, line.left) for line in sale.lines] == [("Cup", TWO)]
    with pytest.raises(Refused, match="nothing-found"):
        shop.read(lambda unit: open_sale(unit, sale_id, "P1-000009"))


def test_the_taker_has_credit_in_nobodys_name_and_the_buyer_gets_nothing(
    shop: Shop, lines: list[int]
) -> None:
    asked = brought(shop, lines[1])
    seen = shop.read(lambda unit: decide_return(unit, asked))
    assert seen.choices == (RefundBy.STORE_CREDIT, RefundBy.GIFT_CARD)
    taken = shop.run(lambda unit: take_return(unit, "r-1", asked, seen))
    assert [(part.kind, part.amount) for part in taken.slip.paid_out] == [
        ("store-credit", 1900)
    ]
    assert taken.slip.customer == ""
    (opened,) = taken.vouchers
    assert opened.voucher.customer == ""
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(GoodsReturn.customer_id)) is None
        assert unit.connection.scalar(select(ValueCard.customer_id)) is None
        assert unit.connection.scalar(select(Refund.label)) == ""
    nothing_is_wrong(shop)


@pytest.mark.parametrize("by", [RefundBy.CASH, RefundBy.ORIGINAL])
def test_cash_and_the_buyers_card_take_a_managers_yes(
    shop: Shop, lines: list[int], by: RefundBy
) -> None:
    asked = brought(shop, lines[1], refund_by=by)
    assert shop.read(lambda unit: decide_return(unit, asked)).answer == "override"


def test_what_was_taken_for_a_gift_is_no_way_to_the_buyers_money(
    shop: Shop, lines: list[int]
) -> None:
    """Exchanged twice, and then brought back with the slip as its receipt."""
    asked = brought(shop, lines[1], remedy=Remedy.EXCHANGE)
    pot = next(
        choice.id
        for choice in shop.read(lambda unit: products_named(unit, "POT"))
        if choice.title == "Pot"
    )
    sale = 0
    for request in ("e-1", "e-2"):
        out = ExchangeAsked(back=asked, out=(GoingOut(product_id=pot, quantity=ONE),))
        seen = shop.read(partial(decide_exchange, asked=out))
        taken = shop.run(
            lambda unit, r=request, o=out, s=seen: take_exchange(unit, r, o, s)  # type: ignore[misc]
        )
        assert taken.slip.customer == ""
        sale = sale_id_of(shop, taken.slip.head.number)
        opened = shop.read(partial(open_sale, sale_id=sale))
        assert opened.customer == ""
        line = replace(asked.lines[0], line_id=opened.lines[0].line_id)
        asked = ReturnAsked(sale_id=sale, lines=(line,), remedy=Remedy.EXCHANGE)
    back = replace(asked, remedy=Remedy.REFUND)
    decision = shop.read(lambda unit: decide_return(unit, back))
    assert [part.kind for part in decision.plan] == ["store-credit"]
    assert decision.choices == (RefundBy.STORE_CREDIT, RefundBy.GIFT_CARD)
    nothing_is_wrong(shop)

"""A bill, line by line, as it stands at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.services.bills import explain_bill
from models.values import Money, Quantity, Refused
from models.values.bill_papers import BillBack, BillExplained, BillTender, PriceOff
from tests.builders import a_line, a_return, a_sale, promote, sale_id_of

if TYPE_CHECKING:
    from models.db import Shop


def explained(shop: Shop, language: str = "") -> BillExplained:
    sale = sale_id_of(shop)
    return shop.read(lambda unit: explain_bill(unit, sale, language))


def test_a_line_says_what_made_it_cheaper(shop: Shop) -> None:
    three = a_line(quantity=Quantity.of(3), paid=Money(2310), tax=Money(385))
    first, _ = a_sale(shop, three, a_line())
    promote(shop, first, "quantity-break", "3 for 2", amount=Money(500))
    promote(shop, first, "order", "Member", amount=Money(190))
    line, plain = explained(shop).lines
    assert (line.listed, line.paid, line.tax) == (3000, 2310, 385)
    assert line.off == (PriceOff(name="3 for 2", amount=500),)
    assert (line.share, line.other) == (190, 0)
    assert (plain.listed, plain.off, plain.share, plain.other, plain.paid) == (
        1000,
        (),
        0,
        0,
        1000,
    )


def test_what_the_till_did_not_explain_is_not_hidden(shop: Shop) -> None:
    a_sale(shop, a_line(paid=Money(900), tax=Money(150)), a_line(paid=Money(1100)))
    assert [line.other for line in explained(shop).lines] == [100, -100]


def test_weighed_goods_cost_by_their_weight(shop: Shop) -> None:
    a_sale(shop, a_line(quantity=Quantity(1250), unit_price=Money(999), paid=Money(1249)))
    (line,) = explained(shop).lines
    assert (line.quantity, line.listed, line.other) == (1250, 1249, 0)


def test_the_money_is_as_it_was_handed_over(shop: Shop) -> None:
    tenders = (
        {"kind": "debit", "label": "VISA 4242", "amount": Money(600)},
        {"kind": "cash", "amount": Money(402), "exact": Money(400)},
    )
    a_sale(shop, tenders=tenders, cash_rounding=Money(2))
    bill = explained(shop)
    assert (bill.total, bill.cash_rounding, bill.tax, bill.saved) == (1002, 2, 167, 0)
    assert bill.tenders == (
        BillTender(kind="debit", label="VISA 4242", amount=600, refunded=0),
        BillTender(kind="cash", label="", amount=402, refunded=0),
    )


def test_what_came_back_since_is_on_it(shop: Shop) -> None:
    double = a_line(quantity=Quantity.of(2), paid=Money(2000), tax=Money(334))
    first, _ = a_sale(shop, double, a_line())
    a_sale(shop, number="S-2")
    assert explained(shop).back == ()
    a_return(shop, first)
    bill = explained(shop)
    assert bill.back == (BillBack(number="X-0", on="2026-11-05", what="return", amount=1000),)
    assert [(line.returned, line.refunded) for line in bill.lines] == [(1000, 1000), (0, 0)]


def test_it_speaks_the_language_asked_for_and_stays_what_it_is(shop: Shop) -> None:
    first, *_ = a_sale(shop)
    promote(shop, first, amount=Money(100))
    a_return(shop, first)
    bill = explained(shop, "id")
    assert (bill.head.language, bill.head.number) == ("id", "")
    assert BillExplained.from_json(bill.to_json()) == bill


def test_a_bill_that_is_not_there_is_refused(shop: Shop) -> None:
    with pytest.raises(Refused, match="line-unknown"):
        shop.read(lambda unit: explain_bill(unit, 99))

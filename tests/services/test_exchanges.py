"""Exchanges on a real database: goods back, goods out and the difference, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, inspect, select

from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.exchange_decisions import (
    ExchangeAsked,
    GoingOut,
    PaidIn,
    decide_exchange,
    offer_goods,
)
from models.services.exchanges import take_exchange
from models.services.requests import list_unconfirmed
from models.services.returns import ReturnTaken, take_return
from models.services.sales import open_sale
from models.services.slips import reopen
from models.tables.drawers import DrawerEntry
from models.tables.exchanges import Exchange
from models.tables.goods import StockMovement
from models.tables.journal import JournalEntry
from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.tables.sales import Sale, SaleLine, Tender
from models.values import ONE, ZERO, Money, Quantity, Refused, TenderKind
from models.values.codes import Condition, Reason, RefundBy, Remedy
from tests.builders import NOON, a_line, a_product, a_sale, in_force, sale_id_of

if TYPE_CHECKING:
    from typing import Any

    from models.db import Shop
    from models.services.exchange_decisions import ExchangeDecided
    from models.services.exchanges import ExchangeTaken

CASH, QRIS, CARD = TenderKind.CASH, TenderKind.EWALLET, TenderKind.DEBIT
VISA = {"kind": "debit", "label": "Visa •••• 4242", "amount": Money(1000)}


def asking(
    shop: Shop,
    *out: int | GoingOut,
    number: str = "S-1",
    units: str = "1",
    paid: tuple[PaidIn, ...] = (),
    by: RefundBy | None = None,
) -> ExchangeAsked:
    """The first line of a sale comes back for these products, one piece of each."""
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop, number)))
    coming = ComingBack(
        line_id=sale.lines[0].line_id,
        quantity=Quantity.of(units),
        reason=Reason.WRONG_SIZE,
        condition=Condition.AS_NEW,
    )
    return ExchangeAsked(
        back=ReturnAsked(
            sale_id=sale.sale_id, lines=(coming,), remedy=Remedy.EXCHANGE, refund_by=by
        ),
        out=tuple(
            GoingOut(product_id=one, quantity=ONE) if isinstance(one, int) else one
            for one in out
        ),
        paid=paid,
    )


def decide(shop: Shop, asked: ExchangeAsked) -> ExchangeDecided:
    return shop.read(lambda unit: decide_exchange(unit, asked))


def take(shop: Shop, asked: ExchangeAsked, request: str = "e-1") -> ExchangeTaken:
    seen = decide(shop, asked)
    return shop.run(lambda unit: take_exchange(unit, request, asked, seen))


def give_back(shop: Shop, number: str, by: RefundBy | None = None) -> ReturnTaken:
    """All of the first line of a sale comes back for its money."""
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop, number)))
    line = ComingBack(
        line_id=sale.lines[0].line_id,
        quantity=sale.lines[0].left,
        reason=Reason.CHANGED_MIND,
        condition=Condition.AS_NEW,
    )
    asked = ReturnAsked(sale_id=sale.sale_id, lines=(line,), refund_by=by)
    seen = shop.read(lambda unit: decide_return(unit, asked))
    return shop.run(lambda unit: take_return(unit, f"back {number}", asked, seen))


def paying(amount: int, kind: TenderKind = QRIS, reference: str = "QR-77120") -> PaidIn:
    return PaidIn(kind=kind, amount=Money(amount), reference="" if kind is CASH else reference)


def rows(shop: Shop, *columns: Any) -> list[tuple[Any, ...]]:
    query = select(*columns)
    if hasattr(columns[0], "class_"):
        query = query.order_by(inspect(columns[0].class_).primary_key[0])
    with shop.unit(writes=False) as unit:
        return [tuple(row) for row in unit.connection.execute(query)]


def test_an_even_exchange_for_another_size_moves_no_money(shop: Shop) -> None:
    medium = a_product(shop, "Shirt M", department="Wear", price=Money(1200))
    large = a_product(shop, "Shirt L", department="Wear", price=Money(1200))
    a_sale(shop, a_line(medium, sku="SHIRT M"), tenders=(VISA,))

    taken = take(shop, asking(shop, large))

    assert taken.slip.head.number == "E1-000001"
    assert (taken.slip.value, taken.slip.price, taken.slip.difference) == (1000, 1000, 0)
    assert (taken.slip.paid_in, taken.slip.paid_out, taken.awaiting) == ((), (), ())
    new = sale_id_of(shop, "E1-000001")
    with shop.unit(writes=False) as unit:
        line = unit.connection.execute(select(SaleLine).where(SaleLine.sale_id == new)).one()
    assert (line.obtained, line.paid, line.tax) == ("exchanged", Money(1000), Money(167))
    assert line.replaces_line_id is not None
    assert line.window_from == NOON.date()
    assert rows(shop, StockMovement.product_id, StockMovement.quantity) == [
        (medium, ONE),
        (large, Quantity(-1000)),
    ]
    assert rows(shop, Tender.kind, Tender.label, Tender.exact, Tender.refunded) == [
        ("debit", "Visa •••• 4242", Money(1000), Money(1000)),
        ("debit", "Visa •••• 4242", Money(1000), ZERO),
    ]
    assert rows(shop, Exchange.value, Exchange.price, Exchange.carried) == [
        (Money(1000), Money(1000), Money(1000))
    ]
    assert rows(shop, ReturnLine.remedy) == [("exchange",)]
    assert rows(shop, JournalEntry.event)[-1] == ("ExchangeTaken",)


def test_who_takes_dearer_goods_pays_the_difference(shop: Shop) -> None:
    kettle = a_product(shop)
    blender = a_product(shop, "Blender", price=Money(2550))
    a_sale(shop, a_line(kettle), tenders=(VISA,))
    asked = asking(shop, blender)
    assert decide(shop, asked).difference.to_shop == Money(1550)

    taken = take(shop, replace(asked, paid=(paying(1550),)))

    (paid,) = taken.slip.paid_in
    assert (paid.kind, paid.amount, paid.reference) == ("e-wallet", 1550, "QR-77120")
    tenders = rows(shop, Tender.kind, Tender.amount, Tender.exact, Tender.reference)
    assert tenders[1:] == [
        ("e-wallet", Money(1550), Money(1550), "QR-77120"),
        ("debit", Money(1000), Money(1000), ""),
    ]
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop, "E1-000001")))
    assert (sale.total, sale.lines[0].paid) == (Money(2550), Money(2550))


def test_who_takes_cheaper_goods_is_paid_by_the_tender_of_the_sale(shop: Shop) -> None:
    cup = a_product(shop, "Cup", price=Money(300))
    a_sale(shop, a_line(a_product(shop)), tenders=(VISA,))

    taken = take(shop, asking(shop, cup))

    assert [(one.kind, one.amount) for one in taken.slip.paid_out] == [("debit", 700)]
    assert [(one.kind, one.amount) for one in taken.awaiting] == [("debit", Money(700))]
    assert rows(shop, Tender.exact, Tender.refunded) == [
        (Money(1000), Money(1000)),
        (Money(300), ZERO),
    ]


def test_cash_for_a_difference_goes_into_the_drawer(shop: Shop) -> None:
    blender = a_product(shop, "Blender", price=Money(2550))
    a_sale(shop, a_line(a_product(shop)))
    take(shop, asking(shop, blender, paid=(paying(550, CARD), paying(1000, CASH))))
    assert rows(shop, DrawerEntry.kind, DrawerEntry.amount)[-1] == ("payment", Money(1000))


@pytest.mark.parametrize("cash", [None])
def test_cash_needs_an_open_drawer(shop: Shop) -> None:
    blender = a_product(shop, "Blender", price=Money(2550))
    a_sale(shop, a_line(a_product(shop)))
    with pytest.raises(Refused, match="shift-needed"):
        take(shop, asking(shop, blender, paid=(paying(1550, CASH),)))
    assert nothing_was_written(shop)


def test_several_lines_go_out_for_several_units(shop: Shop) -> None:
    kettle = a_product(shop)
    cup = a_product(shop, "Cup", price=Money(300))
    a_sale(shop, a_line(kettle, quantity=Quantity.of(3), paid=Money(2000), tax=Money(333)))
    out = (kettle, GoingOut(product_id=cup, quantity=Quantity.of(2)))
    decided = decide(shop, asking(shop, *out, units="2"))
    assert [line.price for line in decided.out] == [Money(667), Money(600)]
    assert (decided.difference.value, decided.difference.to_customer) == (
        Money(1333),
        Money(66),
    )


def test_the_replacement_comes_back_by_the_chain_and_reopens_nothing(shop: Shop) -> None:
    kettle = a_product(shop)
    blender = a_product(shop, "Blender", price=Money(2550))
    a_sale(shop, a_line(kettle), tenders=(VISA,))
    take(shop, asking(shop, blender, paid=(paying(1550),)))

    back = give_back(shop, "E1-000001")

    assert sorted((one.kind, one.label, one.amount) for one in back.slip.paid_out) == [
        ("debit", "Visa •••• 4242", 1000),
        ("e-wallet", "", 1550),
    ]
    assert all(
        exact == refunded for exact, refunded in rows(shop, Tender.exact, Tender.refunded)
    )
    assert all(paid == given for paid, given in rows(shop, SaleLine.paid, SaleLine.refunded))
    for number in ("S-1", "E1-000001"):
        with pytest.raises(Refused, match="return-refused"):
            give_back_again(shop, number)


def give_back_again(shop: Shop, number: str) -> None:
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop, number)))
    line = ComingBack(
        line_id=sale.lines[0].line_id,
        quantity=ONE,
        reason=Reason.CHANGED_MIND,
        condition=Condition.AS_NEW,
    )
    asked = ReturnAsked(sale_id=sale.sale_id, lines=(line,))
    seen = shop.read(lambda unit: decide_return(unit, asked))
    shop.run(lambda unit: take_return(unit, "again", asked, seen))


def test_the_window_of_the_replacement_counts_from_the_first_sale(shop: Shop) -> None:
    kettle = a_product(shop)
    a_sale(shop, a_line(kettle), sold_at=NOON - timedelta(days=29))
    take(shop, asking(shop, kettle))
    take(shop, asking(shop, kettle, number="E1-000001"), "e-2")
    first = (NOON - timedelta(days=29)).date()
    assert [day for (day,) in rows(shop, SaleLine.window_from) if day] == [first, first]

    shop.clock = lambda: NOON + timedelta(days=2)
    with pytest.raises(Refused, match="return-refused, late"):
        give_back(shop, "E1-000002")


def test_the_same_request_is_carried_out_once(shop: Shop) -> None:
    kettle = a_product(shop)
    a_sale(shop, a_line(kettle))
    asked = asking(shop, kettle)
    seen = decide(shop, asked)
    first = shop.run(lambda unit: take_exchange(unit, "e-1", asked, seen))
    assert shop.run(lambda unit: take_exchange(unit, "e-1", asked, seen)) == first
    assert rows(shop, func.count(Exchange.id)) == [(1,)]
    with pytest.raises(Refused, match="request-changed"):
        take(shop, replace(asked, out=()), "e-1")
    (open_request,) = shop.read(list_unconfirmed)
    assert shop.read(lambda unit: reopen(unit, "e-1", open_request.document)) == first


def test_a_return_is_reopened_as_a_return(shop: Shop) -> None:
    a_sale(shop)
    back = give_back(shop, "S-1")
    again = shop.read(lambda unit: reopen(unit, back.request_id, back.slip.head.number))
    assert isinstance(again, ReturnTaken)
    with pytest.raises(Refused, match="nothing-found"):
        shop.read(lambda unit: reopen(unit, "", "E1-000009"))


@pytest.mark.parametrize(
    ("paid", "code"),
    [
        ((), "payment-differs"),
        ((paying(1549),), "payment-differs"),
        ((paying(1550, reference=" "),), "payment-reference-missing"),
        ((paying(1550, TenderKind.GIFT_CARD),), "value-card-unknown"),
        ((paying(1650), paying(-100)), "payment-wrong"),
        ((paying(1550, reference="4242 4242 4242 4242"),), "card-number-refused"),
        ((paying(1550, reference="7" * 41),), "payment-reference-long"),
    ],
)
@pytest.mark.parametrize("system", ["sqlite"])
def test_what_is_paid_must_be_what_is_owed(
    shop: Shop, paid: tuple[PaidIn, ...], code: str
) -> None:
    blender = a_product(shop, "Blender", price=Money(2550))
    a_sale(shop, a_line(a_product(shop)))
    with pytest.raises(Refused, match=code):
        take(shop, asking(shop, blender, paid=paid))
    assert nothing_was_written(shop)


@pytest.mark.parametrize("system", ["sqlite"])
def test_nothing_goes_out_unseen(shop: Shop) -> None:
    kettle = a_product(shop)
    phone = a_product(shop, "Phone", price=Money(1000), serialised=True)
    a_sale(shop, a_line(kettle))
    for out, code in (
        ((), "nothing-going-out"),
        ((phone,), "goods-serial-missing"),
        ((GoingOut(product_id=kettle, quantity=Quantity(500)),), "goods-quantity-wrong"),
        ((GoingOut(product_id=kettle, quantity=Quantity()),), "goods-quantity-wrong"),
    ):
        with pytest.raises(Refused, match=code):
            take(shop, asking(shop, *out))
    with pytest.raises(Refused, match="goods-unknown"):
        decide(shop, asking(shop, 999))
    with pytest.raises(Refused, match="goods-unknown"):
        shop.read(lambda unit: offer_goods(unit, "TEAPOT"))
    assert shop.read(lambda unit: offer_goods(unit, "phone")).product_id == phone
    serial = GoingOut(product_id=phone, quantity=ONE, serial="P-1")
    assert take(shop, asking(shop, serial)).slip.out[0].serial == "P-1"


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_price_that_changed_since_it_was_seen_is_refused(shop: Shop) -> None:
    cup = a_product(shop, "Cup", price=Money(300))
    a_sale(shop, a_line(a_product(shop)))
    asked = asking(shop, cup)
    seen = decide(shop, asked)
    with shop.unit() as unit:
        unit.connection.exec_driver_sql("UPDATE product SET price = 400 WHERE name = 'Cup'")
    with pytest.raises(Refused, match="decision-changed"):
        shop.run(lambda unit: take_exchange(unit, "e-1", asked, seen))


@pytest.mark.parametrize("system", ["sqlite"])
def test_what_the_policy_says_of_exchanges_holds(shop: Shop) -> None:
    kettle = a_product(shop)
    cup = a_product(shop, "Cup", price=Money(300))
    a_sale(shop, a_line(kettle, paid=Money(800), tax=Money(133)))
    asked = asking(shop, cup)
    for clause, code in (
        ("exchange.same_product = true", "same-product-only"),
        ('exchange.value = "same"', "same-value-only"),
    ):
        in_force(shop, f'window = "30 days"\n{clause}')
        with pytest.raises(Refused, match=f"return-refused, {code}"):
            take(shop, asked)

    in_force(shop, 'window = "30 days"\nexchange.difference = "forfeited"')
    kept = decide(shop, asked)
    assert (kept.difference.value, kept.difference.to_customer) == (Money(300), ZERO)

    in_force(shop, 'window = "30 days"\nexchange.difference = "store-credit"')
    by_credit = decide(shop, asked).decision
    assert [(part.kind, part.exact) for part in by_credit.plan] == [
        (TenderKind.STORE_CREDIT, Money(500))
    ]

    for price, paid in (("today", 1000), ("paid", 800), ("lower", 800)):
        in_force(shop, f'window = "30 days"\nexchange.price = "{price}"')
        (line,) = decide(shop, asking(shop, kettle)).out
        assert line.price == Money(paid)


@pytest.mark.parametrize("system", ["sqlite"])
def test_goods_got_once_in_an_exchange_are_not_exchanged_again(shop: Shop) -> None:
    kettle = a_product(shop)
    a_sale(shop, a_line(kettle))
    in_force(shop, 'window = "30 days"\nexchange.once = true')
    take(shop, asking(shop, kettle))
    with pytest.raises(Refused, match="return-refused, exchanged-once"):
        take(shop, asking(shop, kettle, number="E1-000001"), "e-2")


def nothing_was_written(shop: Shop) -> bool:
    counts = [
        count
        for table in (Exchange, GoodsReturn, Refund, StockMovement)
        for (count,) in rows(shop, func.count(table.id))
    ]
    return counts == [0, 0, 0, 0] and rows(shop, func.count(Sale.id)) == [(1,)]

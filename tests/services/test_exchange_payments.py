"""What goes out costs today's price, and is paid in any mix; a cheque has to clear."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models.services.exchange_decisions import GoingOut
from models.services.sales import open_sale
from models.services.value_cards import CardLife, find_card, issue_credit, locked_card
from models.tables.drawers import DrawerEntry
from models.tables.sales import LinePromotion, SaleLine, Tender
from models.values import ONE, ZERO, Money, Quantity, Refused, TenderKind
from tests.builders import (
    NOON,
    a_line,
    a_product,
    a_sale,
    in_force,
    promotion,
    sale_id_of,
)
from tests.services.test_exchanges import asking, decide, give_back, paying, rows, take

if TYPE_CHECKING:
    from models.db import Shop

CASH, CARD, CHEQUE = TenderKind.CASH, TenderKind.DEBIT, TenderKind.CHEQUE
GIFT, CREDIT = TenderKind.GIFT_CARD, TenderKind.STORE_CREDIT


@pytest.fixture
def toaster(shop: Shop) -> int:
    """Goods for 25.50, where a kettle for 10.00 was bought by S-1: 15.50 are owed."""
    kettle = a_product(shop)
    a_sale(shop, a_line(kettle))
    return a_product(shop, "Toaster", price=Money(2550))


def a_card(shop: Shop, amount: int, kind: TenderKind = GIFT) -> str:
    life = CardLife(months=None, expires_allowed=False)
    return shop.run(lambda unit: issue_credit(unit, Money(amount), kind=kind, life=life)).number


def left_on(shop: Shop, number: str) -> Money:
    return shop.run(lambda unit: locked_card(unit, find_card(unit, number)).balance)


def test_the_best_promotion_of_today_counts_and_stays_on_the_line(
    shop: Shop, toaster: int
) -> None:
    promotion(shop, name="Ten off", product_id=toaster, percent=1000)
    promotion(shop, name="Toast week", product_id=toaster, price=Money(1999))
    promotion(shop, name="Dearer", product_id=toaster, price=Money(3000))
    gone = NOON.date() - timedelta(1)
    promotion(
        shop, name="Over", product_id=toaster, price=Money(1), from_on=gone, until_on=gone
    )
    (line,) = decide(shop, asking(shop, toaster)).out
    assert (line.price, line.promotion, line.off) == (Money(1999), "Toast week", Money(551))

    taken = take(shop, asking(shop, toaster, paid=(paying(999),)))

    assert (taken.slip.out[0].promotion, taken.slip.out[0].off) == ("Toast week", 551)
    assert rows(shop, LinePromotion.name, LinePromotion.amount) == [("Toast week", Money(551))]
    assert rows(shop, SaleLine.paid, SaleLine.unit_price)[-1] == (Money(1999), Money(2550))


def test_a_variant_goes_out_at_the_price_paid_whatever_is_cheaper_today(shop: Shop) -> None:
    medium = a_product(shop, "Shirt M", department="Wear", price=Money(1200))
    large = a_product(shop, "Shirt L", department="Wear", price=Money(1200))
    promotion(shop, product_id=large, percent=5000)
    a_sale(shop, a_line(medium, sku="SHIRT M"))
    two = GoingOut(product_id=large, quantity=Quantity.of(2))
    (line,) = decide(shop, asking(shop, two)).out
    assert (line.price, line.off) == (Money(1600), Money(600))
    (line,) = decide(shop, asking(shop, large)).out
    assert (line.price, line.off, line.promotion) == (Money(1000), ZERO, "")


def test_a_mix_of_cards_cash_and_a_cheque_pays_one_difference(shop: Shop, toaster: int) -> None:
    gift, credit = a_card(shop, 500), a_card(shop, 300, CREDIT)
    paid = (
        paying(500, GIFT, gift),
        paying(250, CREDIT, credit),
        paying(400, CHEQUE, "000123"),
        paying(300, CARD, "T-1"),
        paying(100, CASH),
    )
    taken = take(shop, asking(shop, toaster, paid=paid))
    assert [(one.kind, one.amount, one.reference) for one in taken.slip.paid_in] == [
        ("gift-card", 500, ""),
        ("store-credit", 250, ""),
        ("cheque", 400, "000123"),
        ("debit", 300, "T-1"),
        ("cash", 100, ""),
    ]
    assert (left_on(shop, gift), left_on(shop, credit)) == (ZERO, Money(50))
    assert taken.slip.paid_in[0].label == f"•••• {gift[-4:]}"
    with shop.unit(writes=False) as unit:
        in_drawer = unit.connection.scalar(
            select(func.sum(DrawerEntry.amount)).where(DrawerEntry.kind == "payment")
        )
        stored = unit.connection.scalars(select(Tender.reference)).all()
    assert in_drawer == Money(100)
    assert gift not in stored


@pytest.mark.parametrize(
    ("kind", "on_it", "amount", "code"),
    [
        pytest.param(GIFT, 500, 1550, "value-card-short", id="too-little-on-it"),
        pytest.param(CREDIT, 1550, 1550, "payment-card-kind", id="another-kind"),
    ],
)
def test_a_card_that_cannot_pay_leaves_everything_as_it_was(
    shop: Shop, toaster: int, kind: TenderKind, on_it: int, amount: int, code: str
) -> None:
    number = a_card(shop, on_it)
    with pytest.raises(Refused, match=code):
        take(shop, asking(shop, toaster, paid=(paying(amount, kind, number),)))
    assert left_on(shop, number) == Money(on_it)
    assert len(rows(shop, SaleLine.id)) == 1


def test_the_same_card_twice_cannot_pay_more_than_is_on_it(shop: Shop, toaster: int) -> None:
    number = a_card(shop, 1000)
    paid = (paying(800, GIFT, number), paying(750, GIFT, number))
    with pytest.raises(Refused, match="value-card-short"):
        take(shop, asking(shop, toaster, paid=paid))
    assert left_on(shop, number) == Money(1000)


def test_parts_in_cash_meet_the_coin_as_one_sum(shop: Shop, toaster: int) -> None:
    shop.facts = replace(shop.facts, currency=replace(shop.facts.currency, cash_step=10))
    paid = (paying(703, CASH), paying(144, CARD), paying(703, CASH))
    taken = take(shop, asking(shop, toaster, paid=paid))
    cash = [one.amount for one in taken.slip.paid_in if one.kind == "cash"]
    assert sum(cash) == 1410
    assert taken.slip.cash_rounding == 4


def test_a_cheque_clears_from_the_day_it_was_taken_not_from_the_first_sale(shop: Shop) -> None:
    in_force(shop, 'window = "no limit"\nexchange.window = "no limit"\nrefund.cheque_days = 7')
    kettle = a_product(shop)
    a_sale(shop, a_line(kettle), sold_at=NOON - timedelta(30))
    toaster = a_product(shop, "Toaster", price=Money(2550))
    taken = take(shop, asking(shop, toaster, paid=(paying(1550, CHEQUE, "000123"),)))
    number = taken.slip.head.number

    with pytest.raises(Refused, match="cheque-not-clear"):
        give_back(shop, number)
    again = take(shop, asking(shop, kettle, number=number), "e-2")
    assert {part.kind for part in again.slip.paid_out} == {"store-credit"}
    first = NOON.date() - timedelta(30)
    assert [row[0] for row in rows(shop, Tender.paid_on) if row[0]] == [first, first]


def test_a_cheque_is_money_once_it_has_cleared(shop: Shop) -> None:
    in_force(shop, 'window = "no limit"\nexchange.window = "no limit"\nrefund.cheque_days = 7')
    a_sale(shop, a_line(a_product(shop)), sold_at=NOON - timedelta(30))
    toaster = a_product(shop, "Toaster", price=Money(2550))
    taken = take(shop, asking(shop, toaster, paid=(paying(1550, CHEQUE, "000123"),)))
    shop.clock = lambda: NOON + timedelta(7)
    assert give_back(shop, taken.slip.head.number).slip.paid_out[-1].amount == 1000


def test_one_piece_is_with_one_customer(shop: Shop) -> None:
    kettle = a_product(shop)
    phone = a_product(shop, "Phone", price=Money(1000), serialised=True)
    for number in ("S-1", "S-2", "S-3"):
        a_sale(shop, a_line(kettle), number=number)

    def out(serial: str) -> GoingOut:
        return GoingOut(product_id=phone, quantity=ONE, serial=serial)

    first = take(shop, asking(shop, out("sn-7"), number="S-1"), "first")
    with pytest.raises(Refused, match="serial-still-out"):
        take(shop, asking(shop, out("SN-7"), number="S-2"), "second")
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop, first.slip.head.number)))
    back = asking(shop, kettle, number=first.slip.head.number)
    line = replace(back.back.lines[0], serial="sn-7")
    back = replace(back, back=replace(back.back, lines=(line,)))
    assert sale.lines[0].serial == "sn-7"
    take(shop, back, "back")
    taken = take(shop, asking(shop, out("SN-7"), number="S-2"), "second")
    assert taken.slip.out[0].serial == "SN-7"
    with pytest.raises(Refused, match="serial-twice"):
        take(shop, asking(shop, out("A1"), out("a1"), number="S-3", paid=(paying(1000),)))

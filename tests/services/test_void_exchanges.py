"""An exchange made by mistake is undone on both sides, the same day, and stays on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from models.services.candidates import WhatIsKnown, find_candidates
from models.services.drawer_ledger import cash_held
from models.services.exchanges import take_exchange
from models.services.sales import open_sale
from models.services.search import Choices, PaperNamed, look_up
from models.services.slips import reopen, standing_of
from models.services.terminal import list_awaiting, settle_refund
from models.services.value_card_requests import move_card
from models.services.value_cards import issue_credit, usable_card
from models.services.visits import lowest_price
from models.services.voids import ReturnVoided, void_return
from models.tables.goods import StockMovement
from models.tables.sales import Sale, SaleLine, Tender
from models.tables.value_cards import ValueCard
from models.values import ZERO, Money, Quantity, Refused, TenderKind
from models.values.codes import RefundBy
from models.values.drawer_papers import CashKind
from tests.builders import FLOAT, NOON, a_line, a_product, a_sale, in_force, sale_id_of
from tests.drawers import bela, move
from tests.services.test_exchanges import (
    CASH,
    VISA,
    asking,
    decide,
    give_back,
    paying,
    rows,
    take,
)
from tests.services.test_voids import BY_BELA, FOR_EVER, held

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.db import Shop

NEW = "E1-000001"


def void(
    shop: Shop,
    number: str = NEW,
    request: str = "v-1",
    references: Mapping[int, str] | None = None,
    payments: Mapping[int, str] | None = None,
) -> ReturnVoided:
    return shop.run(
        lambda unit: void_return(
            unit, request, number, BY_BELA, references or {}, payments or {}
        )
    )


def stock(shop: Shop) -> list[tuple[int, str, Quantity]]:
    summed = select(
        StockMovement.product_id, StockMovement.bucket, func.sum(StockMovement.quantity)
    ).group_by(StockMovement.product_id, StockMovement.bucket)
    with shop.unit(writes=False) as unit:
        return [tuple(row) for row in unit.connection.execute(summed) if row[2]]  # type: ignore[misc]


@pytest.fixture
def kettle_sold(shop: Shop) -> int:
    """For ten pounds by card; a second manager is at hand, a dearer blender on the shelf."""
    bela(shop)
    a_sale(shop, a_line(a_product(shop)), tenders=(VISA,))
    return a_product(shop, "Blender", price=Money(2550))


def exchanged(shop: Shop, blender: int, by: TenderKind = CASH) -> None:
    """The customer pays the difference."""
    asked = asking(shop, blender)
    take(shop, replace(asked, paid=(paying(1550, by),)))


def test_both_sides_are_as_before(shop: Shop, kettle_sold: int) -> None:
    exchanged(shop, kettle_sold)
    assert held(shop) == FLOAT + Money(1550)

    slip = void(shop).slip

    assert (slip.head.number, slip.return_number) == ("X1-000001", NEW)
    assert [(line.sku, line.gross) for line in slip.lines] == [("KETTLE", 1000)]
    assert [(line.sku, line.gross) for line in slip.out] == [("BLENDER", 2550)]
    assert (slip.given_back, [part.amount for part in slip.paid_back]) == ((), [1550])
    assert held(shop) == FLOAT
    assert stock(shop) == []
    assert rows(shop, SaleLine.returned, SaleLine.refunded)[0] == (Quantity(), ZERO)
    assert rows(shop, Tender.refunded)[0] == (ZERO,)
    assert shop.read(lambda unit: reopen(unit, "", "X1-000001").slip) == slip
    assert rows(shop, Sale.number, Sale.total) == [("S-1", Money(1000)), (NEW, Money(2550))]


def test_the_old_goods_can_be_exchanged_again(shop: Shop, kettle_sold: int) -> None:
    exchanged(shop, kettle_sold)
    void(shop)
    asked = replace(asking(shop, kettle_sold), paid=(paying(1550),))
    assert take(shop, asked, "e-2").slip.head.number == "E1-000002"


def test_what_the_terminal_took_is_given_back_there_first(shop: Shop, kettle_sold: int) -> None:
    exchanged(shop, kettle_sold, TenderKind.EWALLET)
    (part,) = shop.read(lambda unit: standing_of(unit, NEW)).at_terminal
    assert (part.kind, part.amount, part.paid_in) == ("e-wallet", Money(1550), True)
    with pytest.raises(Refused, match="void-payment-needs-terminal"):
        void(shop)
    with pytest.raises(Refused, match="reference-missing"):
        void(shop, payments={part.key: " "})
    assert void(shop, payments={part.key: "QR-R1"}).slip.references == ("QR-R1",)
    assert held(shop) == FLOAT
    with pytest.raises(Refused, match="request-changed"):
        void(shop, payments={part.key: "QR-R2"})


def test_what_the_shop_still_owes_at_the_terminal_is_called_off(shop: Shop) -> None:
    bela(shop)
    a_sale(shop, a_line(a_product(shop)), tenders=(VISA,))
    take(shop, asking(shop, a_product(shop, "Cup", price=Money(300))))
    assert shop.read(list_awaiting)
    assert shop.read(lambda unit: standing_of(unit, NEW)).at_terminal == ()
    void(shop)
    assert shop.read(list_awaiting) == ()
    assert rows(shop, Tender.refunded)[0] == (ZERO,)


def test_what_the_shop_paid_at_the_terminal_needs_its_reference(shop: Shop) -> None:
    bela(shop)
    a_sale(shop, a_line(a_product(shop)), tenders=(VISA,))
    (waits,) = take(shop, asking(shop, a_product(shop, "Cup", price=Money(300)))).awaiting
    shop.run(lambda unit: settle_refund(unit, waits.refund_id, "T-1"))
    (part,) = shop.read(lambda unit: standing_of(unit, NEW)).at_terminal
    assert (part.key, part.amount, part.paid_in) == (waits.refund_id, Money(700), False)
    with pytest.raises(Refused, match="void-needs-terminal"):
        void(shop)
    slip = void(shop, references={part.key: "T-2"}).slip
    assert (slip.references, [each.amount for each in slip.given_back]) == (("T-2",), [700])


def test_credit_for_the_difference_is_taken_back(shop: Shop) -> None:
    bela(shop)
    in_force(shop, 'window = "30 days"\nrefund = { choices = ["store-credit"] }')
    a_sale(shop, a_line(a_product(shop)))
    cup = a_product(shop, "Cup", price=Money(300))
    asked = asking(shop, cup, by=RefundBy.STORE_CREDIT)
    seen = decide(shop, asked)
    shop.run(lambda unit: take_exchange(unit, "e-1", asked, seen))
    ((number,),) = rows(shop, ValueCard.number)
    void(shop)
    with pytest.raises(Refused, match="value-card-voided"):
        shop.run(lambda unit: usable_card(unit, number, FOR_EVER))


def test_no_cash_in_the_drawer_no_void(shop: Shop, kettle_sold: int) -> None:
    exchanged(shop, kettle_sold)
    all_of_it = shop.read(lambda unit: cash_held(unit, lock=False)).minor
    move(shop, CashKind.PICKUP, all_of_it)
    with pytest.raises(Refused, match="drawer-short"):
        void(shop)
    assert shop.read(lambda unit: standing_of(unit, NEW)).may_be_voided


@pytest.mark.parametrize("what", ["came back", "was exchanged", "of the old sale"])
def test_newer_goods_of_either_sale_go_first(shop: Shop, what: str) -> None:
    bela(shop)
    shirt = a_product(shop, "Shirt M", price=Money(1000))
    other = a_product(shop, "Shirt L", price=Money(1000))
    a_sale(shop, a_line(shirt, sku="SHIRT M", quantity=Quantity.of(2), paid=Money(2000)))
    take(shop, asking(shop, other))
    match what:
        case "came back":
            newer = give_back(shop, NEW).slip.head.number
        case "was exchanged":
            asked = asking(shop, shirt, number=NEW)
            newer = take(shop, asked, "e-2").slip.head.number
        case _:
            newer = give_back(shop, "S-1").slip.head.number
    with pytest.raises(Refused, match="void-newer-first") as refused:
        void(shop)
    assert refused.value.messages[0].facts["newer"] == newer
    void(shop, newer)
    void(shop, request="v-2")
    assert stock(shop) == []


def test_nothing_of_the_voided_sale_comes_back(shop: Shop, kettle_sold: int) -> None:
    exchanged(shop, kettle_sold)
    new = sale_id_of(shop, NEW)
    coming = asking(shop, kettle_sold, number=NEW)
    void(shop)
    for refused in (
        lambda: shop.read(lambda unit: open_sale(unit, new)),
        lambda: decide(shop, coming),
        lambda: give_back(shop, NEW),
    ):
        with pytest.raises(Refused, match="sale-voided") as why:
            refused()
        assert why.value.messages[0].facts == {"number": NEW, "by": "X1-000001"}
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.exec_driver_sql(
            f"UPDATE sale_line SET returned = 1000 WHERE sale_id = {new}"
        )
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.exec_driver_sql("UPDATE sale SET voided_by = NULL")


def test_whoever_looks_for_it_is_told(shop: Shop, kettle_sold: int) -> None:
    exchanged(shop, kettle_sold)
    void(shop)
    for number in (NEW, "X1-000001"):
        assert shop.read(lambda unit, n=number: look_up(unit, n)) == PaperNamed(code=number)  # type: ignore[misc]
    listed = shop.read(lambda unit: look_up(unit, "BLENDER"))
    assert isinstance(listed, Choices)
    assert [sale.voided_by for sale in listed.choices] == ["X1-000001"]
    known = WhatIsKnown(product="BLENDER")
    (found,) = shop.read(lambda unit: find_candidates(unit, known))
    assert (found.number, found.voided_by) == (NEW, "X1-000001")
    standing = shop.read(lambda unit: standing_of(unit, NEW))
    assert (standing.voided_by, standing.may_be_voided) == ("X1-000001", False)
    assert shop.read(lambda unit: lowest_price(unit, kettle_sold, 30)) is None


def test_its_slip_is_found_from_the_sale_while_it_stands(shop: Shop, kettle_sold: int) -> None:
    exchanged(shop, kettle_sold)
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop, NEW)))
    assert sale.slip == NEW
    shop.clock = lambda: NOON + timedelta(days=1)
    standing = shop.read(lambda unit: standing_of(unit, NEW))
    assert not standing.may_be_voided
    with pytest.raises(Refused, match="void-too-late"):
        void(shop)


def test_what_was_spent_off_a_card_is_on_it_again(shop: Shop, kettle_sold: int) -> None:
    """On the new card, where the old one was lost meanwhile."""
    gift = TenderKind.GIFT_CARD
    card = shop.run(lambda unit: issue_credit(unit, Money(2000), kind=gift, life=FOR_EVER))
    by_card = replace(paying(1550, gift), reference=card.number)
    take(shop, replace(asking(shop, kettle_sold), paid=(by_card,)))
    moved = shop.run(lambda unit: move_card(unit, "m-1", card.number, FOR_EVER)).card
    assert moved.balance == Money(450)

    slip = void(shop).slip

    assert [(part.kind, part.amount) for part in slip.paid_back] == [("gift-card", 1550)]
    assert shop.run(lambda unit: usable_card(unit, moved.number, FOR_EVER)).balance == Money(
        2000
    )


def test_a_serial_number_that_a_void_brought_back_can_go_out_again(
    shop: Shop, kettle_sold: int
) -> None:
    phone = a_product(shop, "Phone", price=Money(1000), serialised=True)
    asked = asking(shop, phone)
    asked = replace(asked, out=(replace(asked.out[0], serial="SN-7"),))
    take(shop, asked)
    void(shop)
    assert take(shop, asked, "e-2").slip.out[0].serial == "SN-7"
